"""An ignore comment that gives no reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.model.exemption import Exemption
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options


def check(exemptions: Iterable[Exemption], options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every ignore comment of ours with nothing but names, date and owner in it."""
    for exemption in exemptions:
        if exemption.kind == "comment" and not exemption.reason:
            names = ", ".join(exemption.rules) or "every rule"
            note = f"This ignore of {names} gives no reason, so nobody can tell later whether it still holds. Add one."
            yield Hit(exemption.span, note, path=exemption.path)
