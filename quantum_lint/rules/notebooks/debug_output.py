"""Requests and responses that an SDK logged, saved in an output."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.request_logs import logged, signs
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.output import OutputDocument


def candidates(knowledge: Knowledge) -> tuple[str, ...]:
    """Regular expressions one of which occurs in every text with such a log."""
    return signs()


def check(document: OutputDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """One hit for an output with such a log, at its first line."""
    for found in logged(document.text, knowledge) if not document.is_traceback else ():
        owner = f" ({knowledge.providers[found.provider].title})" if found.provider else ""
        yield Hit(
            span=document.span(found.start, found.end),
            note=(
                f"The saved {document.name} holds {found.what}{owner}: hosts, headers and payloads, in which tokens, "
                "account ids and circuits stand. Set the logger to WARNING, and empty the output."
            ),
            fix=document.clearing(),
            provider=found.provider,
        )
