"""An ignore that holds for longer than the policy allows, or for ever."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.model.exemption import Exemption
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options


def check(exemptions: Iterable[Exemption], options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every ignore comment of ours whose last day is too far off, or missing where the policy wants one."""
    most = options["max-exception-days"]
    for exemption in exemptions:
        if exemption.kind == "comment" and not exemption.expired:
            note = _note(exemption, most, options["dated-exceptions"])
            if note:
                yield Hit(exemption.span, note, path=exemption.path)


def _note(exemption: Exemption, most: int, dated: bool) -> str:
    if exemption.days is None:
        without = (
            f"This ignore has no last day, so nobody will ever be asked again. Add until=, {most:,} days off at most."
        )
        return without if dated else ""
    if exemption.days <= most:
        return ""
    return (
        f"This ignore holds until {exemption.until}, {exemption.days:,} days from now, and max-exception-days allows "
        f"{most:,}: a finding that nobody looks at for so long is not accepted but forgotten. Choose a nearer day."
    )
