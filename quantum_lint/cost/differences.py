"""In what respects two estimates differ: by what code says, or by the data that they were made with."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from decimal import Decimal
from typing import NamedTuple

from quantum_lint.model.comparison import Reason
from quantum_lint.model.estimate import Estimate, Range

_CENT = Decimal("0.01")
#: Digits of a probability, and of a time in seconds, that people are shown.
_DIGITS = 3
#: Digits of a logarithm in JSON.
_SAVED = 6


def figures(estimate: Estimate) -> Hashable:
    """What people are shown of money, time and success, as exact as they are shown it."""
    return (
        _shown(estimate.amount),
        _shown(estimate.seconds),
        None if estimate.success is None else _chance(estimate.success),
        estimate.rate.currency if estimate.rate else "",
    )


def whole(estimate: Estimate) -> Hashable:
    """All that two equal submissions have in common, but for where they stand."""
    return (figures(estimate), *(each.of(estimate) for each in (*_BY_CODE, *_BY_DATA)))


def of_code(before: Estimate, after: Estimate) -> Iterator[Reason]:
    """The respects in which the code differs; what may only follow from one of them, or from data, is left out."""
    differing = [each for each in _BY_CODE if each.of(before) != each.of(after)]
    names = {each.what for each in differing} | {each.what for each in of_data(before, after)}
    for each in differing:
        if names.isdisjoint(each.follows):
            yield Reason(each.what, each.words(before), each.words(after))


def of_data(before: Estimate, after: Estimate) -> Iterator[Reason]:
    """The respects in which price and device data differ, as far as they are of the same plan and device."""
    for each, same in zip(_BY_DATA, (_plan(before) == _plan(after), before.snapshot == after.snapshot), strict=True):
        if same and each.of(before) != each.of(after):
            yield Reason(each.what, each.words(before), each.words(after))


class _Aspect(NamedTuple):
    """One respect: how to tell it from others, how to say it, and what it may only follow from."""

    what: str
    of: Callable[[Estimate], Hashable]
    shown: Callable[[Estimate], str] | None = None
    follows: tuple[str, ...] = ()

    def words(self, estimate: Estimate) -> str:
        """What it is, for people."""
        if self.shown is not None:
            return self.shown(estimate)
        found = self.of(estimate)
        if isinstance(found, int):
            return f"{found:,}"
        return "unknown" if found in (None, "") else str(found)


def _plan(estimate: Estimate) -> str | None:
    return f"{estimate.rate.provider} {estimate.rate.route}" if estimate.rate else None


def _gate_words(estimate: Estimate) -> str:
    measured = estimate.measures
    return f"{sum(count for _, count in measured.gates):,}" if measured and measured.gates else "unknown"


def _shots(estimate: Estimate) -> Hashable:
    return estimate.shots, estimate.most_shots


def _shot_words(estimate: Estimate) -> str:
    return _range_words(estimate.shots, estimate.most_shots)


def _executions(estimate: Estimate) -> Hashable:
    return estimate.executions, estimate.most_executions


def _execution_words(estimate: Estimate) -> str:
    return _range_words(estimate.executions, estimate.most_executions)


def _range_words(least: int | None, most: int | None) -> str:
    if least is None:
        return "unknown"
    return f"{least:,}" if most is None or most <= least else f"{least:,} to {most:,}"


_PLACE = ("device", "plan", "call")
_TRANSPILED = ("device", "device data")
_CIRCUIT = ("two-qubit gates", "depth", "gates")
_BY_CODE: tuple[_Aspect, ...] = (
    _Aspect("device", lambda estimate: estimate.device),
    _Aspect("plan", _plan, follows=("device",)),
    _Aspect("call", lambda estimate: estimate.callee),
    _Aspect("circuit", lambda estimate: estimate.circuit),
    _Aspect("two-qubit gates", lambda estimate: estimate.measures and estimate.measures.two_qubit, follows=_TRANSPILED),
    _Aspect("depth", lambda estimate: estimate.measures and estimate.measures.depth, follows=_TRANSPILED),
    _Aspect(
        "gates",
        lambda estimate: estimate.measures and estimate.measures.gates,
        _gate_words,
        follows=(*_TRANSPILED, *_CIRCUIT[:2]),
    ),
    _Aspect("shots", _shots, _shot_words),
    _Aspect("runs", lambda estimate: estimate.runs),
    _Aspect("circuits", lambda estimate: estimate.tasks, follows=("runs",)),
    _Aspect("executions", _executions, _execution_words, follows=(*_PLACE, "shots", "runs", "circuits")),
    _Aspect("certainty", lambda estimate: estimate.exactness, follows=_CIRCUIT),
)
_BY_DATA: tuple[_Aspect, ...] = (
    _Aspect("price data", lambda estimate: estimate.rate and estimate.rate.as_of),
    _Aspect("device data", lambda estimate: estimate.snapshot_of),
)


def _chance(logarithm: float) -> str:
    """Of a logarithm with as many digits as are saved."""
    return f"{10 ** float(f'{logarithm:.{_SAVED}g}'):.{_DIGITS}g}"


def _shown(found: Range | None) -> Hashable:
    return found and (found.low.quantize(_CENT), found.high.quantize(_CENT))
