"""How two bills differ: which submission of one is which of the other, and why it costs more.

Submissions have no names, so they are paired in passes. The first pass asks for most in common, each later one for
less; what a pass leaves goes to the next, and of equal ones the order in the tree decides. Lines are never looked at.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from quantum_lint.cost.differences import figures, of_code, of_data, whole
from quantum_lint.model.comparison import Change, Comparison, Difference, Kind, Sum
from quantum_lint.model.estimate import Bills, PlacedEstimate, Range

_Key = Callable[[PlacedEstimate], "Hashable | None"]


class _Pair(NamedTuple):
    before: PlacedEstimate
    after: PlacedEstimate

    def change(self) -> Change | None:
        """The change from one to the other; None where all figures that people are shown are equal."""
        before, after = self.before.estimate, self.after.estimate
        if figures(before) == figures(after):
            return None
        by_code, by_data = tuple(of_code(before, after)), tuple(of_data(before, after))
        kind: Kind = "repriced" if by_data and not by_code else "changed"
        return Change(kind, self.after, self.before, by_code + by_data)


def compare(before: Bills, after: Bills, base: str) -> Comparison:
    """What is different; `base` is what people call the state before."""
    pairs, removed, added = _paired(before.estimates, after.estimates)
    changes = [change for pair in pairs if (change := pair.change()) is not None]
    changes += [Change("removed", each, each) for each in removed]
    changes += [Change("added", each) for each in added]
    return Comparison(
        base=base,
        changes=tuple(sorted(changes, key=_order)),
        sums=tuple(_sums(before.estimates, after.estimates, changes)),
        same=len(before.estimates) + len(added) - len(changes),
        unpriced=sum(each.estimate.amount is None for each in after.estimates),
        oldest=after.oldest,
    )


def _order(change: Change) -> tuple[object, ...]:
    """The largest differences first, since a report may not have room for all; those that are not known last."""
    placed, more = change.placed, change.amount.change
    size = (change.currency, -max(map(abs, more))) if more else ()
    return not more, size, placed.place.path, placed.place.span, placed.estimate.device, change.kind


def _paired(
    before: Iterable[PlacedEstimate], after: Iterable[PlacedEstimate]
) -> tuple[list[_Pair], list[PlacedEstimate], list[PlacedEstimate]]:
    """Pairs, those that are only in the first, and those that are only in the second."""
    removed, added, pairs = list(before), list(after), []
    for key in _PASSES:
        found, removed, added = _pass(removed, added, key)
        pairs += found
    return pairs, removed, added


def _pass(
    before: list[PlacedEstimate], after: list[PlacedEstimate], key: _Key
) -> tuple[list[_Pair], list[PlacedEstimate], list[PlacedEstimate]]:
    waiting: defaultdict[Hashable, deque[PlacedEstimate]] = defaultdict(deque)
    for each in before:
        waiting[key(each)].append(each)
    waiting.pop(None, None)
    pairs, added = [], []
    for each in after:
        same = waiting.get(key(each))
        if same:
            pairs.append(_Pair(same.popleft(), each))
        else:
            added.append(each)
    paired = {id(pair.before) for pair in pairs}
    return pairs, [each for each in before if id(each) not in paired], added


def _whole(placed: PlacedEstimate) -> Hashable:
    return whole(placed.estimate)


def _path(placed: PlacedEstimate) -> str:
    return placed.place.path


def _function(placed: PlacedEstimate) -> str:
    return placed.function


def _same_call(placed: PlacedEstimate) -> Hashable:
    return placed.estimate.callee, placed.estimate.circuit, placed.estimate.device


def _named(placed: PlacedEstimate) -> Hashable | None:
    """The circuit, where it has a name."""
    return placed.estimate.circuit or None


def _both(*keys: _Key) -> _Key:
    def key(placed: PlacedEstimate) -> Hashable | None:
        found = tuple(each(placed) for each in keys)
        return None if None in found else found

    return key


def _callee(placed: PlacedEstimate) -> str:
    return placed.estimate.callee


def _device(placed: PlacedEstimate) -> str:
    return placed.estimate.device


#: The same function of a file first, then the same file, then one that was moved, or whose code was.
_PASSES: tuple[_Key, ...] = (
    _both(_path, _function, _whole),
    _both(_path, _whole),
    _both(_path, _function, _same_call),
    _both(_path, _same_call),
    _whole,
    _both(_path, _callee, _named),
    _both(_path, _callee, _device),
    _both(_path, _named),
    _both(_path, _callee),
    _both(_same_call, _named),
    _both(_callee, _named),
)


def _sums(earlier: Iterable[PlacedEstimate], now: Iterable[PlacedEstimate], changes: Iterable[Change]) -> Iterator[Sum]:
    """Totals by currency and, last, of the time on devices."""
    repriced = {id(change.earlier): change.placed for change in changes if change.kind == "repriced"}
    before, after = [repriced.get(id(each), each) for each in earlier], list(now)
    least = any(each.estimate.least or each.estimate.amount is None for each in (*before, *after))
    for currency in sorted({_currency(each) for each in (*before, *after)} - {""}):
        sides = ((each.estimate.amount for each in side if _currency(each) == currency) for side in (before, after))
        yield Sum(currency, Difference(*map(_total, sides)), least)
    seconds = Difference(*(_total(each.estimate.seconds for each in side) for side in (before, after)))
    yield Sum("", seconds, any(each.estimate.least for each in (*before, *after)))


def _currency(placed: PlacedEstimate) -> str:
    return placed.estimate.rate.currency if placed.estimate.rate else ""


def _total(ranges: Iterable[Range | None]) -> Range:
    known = [each for each in ranges if each is not None]
    return Range(sum((each.low for each in known), Decimal()), sum((each.high for each in known), Decimal()))
