"""An ignore, or a name in one, that had nothing to ignore."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.model.exemption import Exemption
from quantum_lint.model.hit import Edit, Fix, Hit
from quantum_lint.model.rule import Options


def check(exemptions: Iterable[Exemption], options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every exemption with a name that ran and found nothing there."""
    for exemption in exemptions:
        if exemption.idle and exemption.kind != "foreign comment" and not exemption.expired:
            yield Hit(exemption.span, _note(exemption), fix=_fix(exemption), path=exemption.path)


def _note(exemption: Exemption) -> str:
    what = f"This {'cell tag' if exemption.kind == 'cell tag' else 'ignore comment'}"
    risk = "and would hide the next real finding here"
    if not exemption.rules:
        return f"{what} hides nothing {risk}. Remove it."
    names = ", ".join(exemption.idle)
    if exemption.used or exemption.unknown:
        return f"{what} names {names}, which finds nothing here. Take it out: it would hide the next real finding."
    return f"{what} for {names} hides nothing {risk}. Remove it."


def _fix(exemption: Exemption) -> Fix | None:
    """Removes the comment, if all of it is idle; a cell's tags are left to the notebook's editor."""
    if exemption.removal is None or exemption.used or exemption.unknown:
        return None
    return Fix("Remove the ignore comment", (Edit(exemption.removal, ""),))
