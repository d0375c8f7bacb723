"""A dump of a device's calibration or topology in an output."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.calibration import dumps, signs
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.output import OutputDocument


def candidates(knowledge: Knowledge) -> tuple[str, ...]:
    """Regular expressions one of which occurs in every text with a dump."""
    return signs()


def check(document: OutputDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """One hit for an output with a dump."""
    for dump in dumps(document.text) if not document.is_traceback else ():
        yield Hit(
            span=document.span(dump.start, dump.end),
            note=(
                f"The saved {document.name} dumps {dump.what}. Contracts for early or private devices often forbid to "
                "publish that, and it is out of date within a day. Keep it beside the results, and empty the output."
            ),
            fix=document.clearing(),
        )
