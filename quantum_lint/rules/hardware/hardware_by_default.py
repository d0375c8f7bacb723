"""Defaults that reach hardware unless told otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.evaluate.tables import tables_of
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.hardware_defaults import HardwareDefault, hardware_defaults
from quantum_lint.match.hardware_jobs import target_title
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.rule import Options
from quantum_lint.parse.python import PythonDocument


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every default that leads to hardware, once; tests are another rule's matter."""
    if "test" in document.fragment.traits:
        return
    evaluation = document.evaluation(knowledge)
    found = {each.span: each for each in hardware_defaults(document, evaluation, tables_of(knowledge))}
    for span, each in found.items():
        yield Hit(
            span=span,
            note=_note(each, knowledge),
            related=(Related(each.call.span, "asks for the device"),),
            provider=each.target.provider,
        )


def _note(default: HardwareDefault, knowledge: Knowledge) -> str:
    return (
        f"Whoever leaves `{default.name}` out gets {target_title(default.target, knowledge)}, and pays for it. Let the"
        " default be a simulator, or have none, and let hardware be asked for by name."
    )
