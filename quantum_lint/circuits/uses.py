"""What runs the circuits: calls that were given some, with shots and devices as light reading tells them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from quantum_lint.evaluate.budget import DEEP
from quantum_lint.evaluate.hardware import Submitted
from quantum_lint.evaluate.values import Instance, Known, find_argument
from quantum_lint.model.circuit import Use
from quantum_lint.model.span import Span

if TYPE_CHECKING:
    from quantum_lint.evaluate.deep import Handed


def use_of(handed: Handed, found: Submitted | None) -> Use:
    """The call that was given circuits; what starts no work only prepares or looks at them."""
    span = handed.where.span
    if found is None:
        level, written = _level(handed)
        return Use(handed.callee, span, runs=runs_of(handed), submits=False, level=level, written=written)
    counts = {known.value for known in found.shots}
    kind = found.target.kind
    return Use(
        callee=found.call.callee if handed.callee.startswith("?") else handed.callee,
        span=span,
        provider=found.target.provider or found.row.provider,
        target="unknown" if kind == "either" else kind,
        device=found.target.name,
        shots=counts.pop() if len(counts) == 1 else None if counts else found.default_shots,
        shots_from="unknown" if len(counts) > 1 else found.shots_from,
        runs=runs_of(handed),
    )


def _level(handed: Handed) -> tuple[int | None, Span | None]:
    """The level at which a call transpiles, which what it is made on may have been told, and where that is written."""
    made = handed.receiver.arguments if isinstance(handed.receiver, Instance) else ()
    given = find_argument(handed.arguments, "optimization_level") or find_argument(made, "optimization_level", 0)
    known = given.value if given is not None else None
    if not isinstance(known, Known) or type(known.value) is not int:
        return None, None
    return known.value, known.sources[0].span if len(known.sources) == 1 and not known.sources[
        0
    ].positions.path else None


def runs_of(handed: Handed) -> int | None:
    """How often the call runs with these circuits: once, as the deep mode goes through a loop turn by turn.

    A loop that is too long for it is read once for all of its turns.
    """
    return 1 if handed.trips is not None and handed.trips <= DEEP.unrolled else handed.trips


def ordered(uses: Iterable[Use]) -> tuple[Use, ...]:
    """Each use once, with all of its runs, in the order of the file."""
    runs: dict[Use, list[int | None]] = {}
    for use in uses:
        runs.setdefault(use._replace(runs=None), []).append(use.runs)
    found = [use._replace(runs=total(several)) for use, several in runs.items()]
    return tuple(sorted(found, key=lambda use: (use.span, use.callee)))


def total(several: Iterable[int | None]) -> int | None:
    """The sum, None where one of them is not known."""
    found = 0
    for each in several:
        if each is None:
            return None
        found += each
    return found
