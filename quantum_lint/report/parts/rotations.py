"""Credentials to replace, in a line each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quantum_lint.report.parts.counts import counted
from quantum_lint.report.parts.style import Paint

if TYPE_CHECKING:
    from quantum_lint.model.rotation import Rotation

#: Whose credential it is when nobody knows.
UNKNOWN = "Unknown provider"


def title(rotation: Rotation) -> str:
    """`D-Wave Leap: Solver API token`."""
    return f"{rotation.provider or UNKNOWN}: {rotation.kind}"


def in_brief(rotations: tuple[Rotation, ...], paint: Paint) -> Iterator[str]:
    """What to rotate, for the end of another report; nothing where there is nothing."""
    if not rotations:
        return
    yield f"{paint('high', 'Rotate ' + counted(len(rotations), 'credential'))} (`--format rotation` says more):"
    for rotation in rotations:
        places = counted(len(rotation.findings), "place")
        where = f": {rotation.revoke_url}" if rotation.revoke_url else ""
        reach = f"{rotation.reach}, " if rotation.reach else ""
        yield f"  {title(rotation)} ({reach}{places}){where}"
