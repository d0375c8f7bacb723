"""An ignore whose last day has passed, or whose `until=` is no date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from quantum_lint.knowledge import Knowledge
from quantum_lint.model.exemption import Exemption
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options


def check(exemptions: Iterable[Exemption], options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every exemption that no longer holds."""
    for exemption in exemptions:
        if exemption.expired:
            yield Hit(exemption.span, _note(exemption), path=exemption.path)


def _note(exemption: Exemption) -> str:
    asked = f" Ask {exemption.owner} whether" if exemption.owner else " Decide whether"
    onward = f"{asked} the exception still stands: mend what it hid, or give it a new date and a reason."
    if _is_date(exemption.until or ""):
        return f"This ignore ran out after {exemption.until}, so what it hid is reported again.{onward}"
    return "The until= of this ignore is no date of the form YYYY-MM-DD, so it hides nothing. Write the date out."


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
