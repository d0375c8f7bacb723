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
from quantum_lint.model.comparison import Change, Comparison, Difference, Kind, Sum, Unread
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

    def lost(self) -> bool:
        """Whether its cost was known, and is not any more."""
        return self.before.estimate.amount is not None and self.after.estimate.amount is None

    def turned(self) -> _Pair:
        """The other way round."""
        return _Pair(self.after, self.before)


class _Matched(NamedTuple):
    """Pairs, those that are only in the first state, and those that are only in the second."""

    pairs: list[_Pair]
    removed: list[PlacedEstimate]
    added: list[PlacedEstimate]

    def before(self) -> list[PlacedEstimate]:
        """All of the first state."""
        return [*(pair.before for pair in self.pairs), *self.removed]

    def after(self) -> list[PlacedEstimate]:
        """All of the second state."""
        return [*(pair.after for pair in self.pairs), *self.added]

    def changes(self) -> Iterator[Change]:
        """All that differ."""
        yield from (change for pair in self.pairs if (change := pair.change()) is not None)
        yield from (Change("removed", each, each) for each in self.removed)
        yield from (Change("added", each) for each in self.added)


def compare(before: Bills, after: Bills, base: str) -> Comparison:
    """What is different; `base` is what people call the state before."""
    found, unread = _read(_paired(before.estimates, after.estimates), frozenset(before.partly), frozenset(after.partly))
    changes = sorted(found.changes(), key=_order)
    return Comparison(
        base=base,
        changes=tuple(changes),
        sums=tuple(_sums(found, changes, partly=bool(unread))),
        same=len(found.after()) - sum(each.now is not None for each in changes),
        unpriced=sum(each.estimate.amount is None for each in after.estimates),
        oldest=after.oldest,
        unread=tuple(sorted(unread, key=lambda each: (each.placed.place.path, each.placed.place.span))),
    )


def _read(found: _Matched, before: frozenset[str], after: frozenset[str]) -> tuple[_Matched, list[Unread]]:
    """What can be compared, and what cannot where the files of these paths were not read to their end.

    A reading that ended early makes nothing cheaper: what is missing from it, or has no cost there, is no change.
    """
    lost = [pair for pair in found.pairs if pair.lost() and pair.after.place.path in after]
    gained = [pair for pair in found.pairs if pair.turned().lost() and pair.before.place.path in before]
    missing = [each for each in found.removed if each.place.path in after]
    appeared = [each for each in found.added if each.place.path in before]
    left_out = {id(each) for each in (*lost, *gained, *missing, *appeared)}
    kept = _Matched(
        [pair for pair in found.pairs if id(pair) not in left_out],
        [each for each in found.removed if id(each) not in left_out],
        [each for each in found.added if id(each) not in left_out],
    )
    then = [*(pair.before for pair in lost), *missing]
    now = [*(pair.after for pair in gained), *appeared]
    return kept, [*(Unread(each, now=True) for each in then), *(Unread(each, now=False) for each in now)]


def _order(change: Change) -> tuple[object, ...]:
    """The largest differences first, since a report may not have room for all; those that are not known last."""
    placed, more = change.placed, change.amount.change
    size = (change.currency, -max(map(abs, more))) if more else ()
    return not more, size, placed.place.path, placed.place.span, placed.estimate.device, change.kind


def _paired(before: Iterable[PlacedEstimate], after: Iterable[PlacedEstimate]) -> _Matched:
    removed, added, pairs = list(before), list(after), []
    for key in _PASSES:
        found, removed, added = _pass(removed, added, key)
        pairs += found
    return _Matched(pairs, removed, added)


def _pass(before: list[PlacedEstimate], after: list[PlacedEstimate], key: _Key) -> _Matched:
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
    return _Matched(pairs, [each for each in before if id(each) not in paired], added)


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


def _sums(found: _Matched, changes: Iterable[Change], *, partly: bool) -> Iterator[Sum]:
    """Totals by currency and, last, of the time on devices; they are `partly` of what there is."""
    repriced = {id(change.earlier): change.placed for change in changes if change.kind == "repriced"}
    before, after = [repriced.get(id(each), each) for each in found.before()], found.after()
    least = partly or any(each.estimate.least or each.estimate.amount is None for each in (*before, *after))
    for currency in sorted({_currency(each) for each in (*before, *after)} - {""}):
        sides = ((each.estimate.amount for each in side if _currency(each) == currency) for side in (before, after))
        yield Sum(currency, Difference(*map(_total, sides)), least)
    seconds = Difference(*(_total(each.estimate.seconds for each in side) for side in (before, after)))
    yield Sum("", seconds, partly or any(each.estimate.least for each in (*before, *after)))


def _currency(placed: PlacedEstimate) -> str:
    return placed.estimate.rate.currency if placed.estimate.rate else ""


def _total(ranges: Iterable[Range | None]) -> Range:
    known = [each for each in ranges if each is not None]
    return Range(sum((each.low for each in known), Decimal()), sum((each.high for each in known), Decimal()))
