"""Facts that the next run is told as they were, and the form in which they are kept.

Working one out takes a whole evaluation, which is most of the time of a file that has not changed. Those about
credentials are not among them: what they say is good for one run alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from quantum_lint.model.fact import (
    CircuitRead,
    CircuitSource,
    Cost,
    FlawedCall,
    Located,
    SavedOutputs,
    Submission,
)
from quantum_lint.model.span import Span

#: A fact as names, numbers, texts and tuples of them: the kind, where its text starts, and its fields.
Row = tuple[str, int, tuple[Any, ...]]

#: By kind, each of which states facts of one type, and no other kind states any of it.
_TYPES: Mapping[str, Any] = {
    "submissions": Submission,
    "circuits": CircuitSource,
    "circuit-reads": CircuitRead,
    "flawed-calls": FlawedCall,
    "saved-outputs": SavedOutputs,
}
KINDS = frozenset(_TYPES)
_KIND_OF = {made: kind for kind, made in _TYPES.items()}


def rows(facts: Iterable[Located]) -> tuple[Row, ...]:
    """Those of the facts that can be kept."""
    return tuple(
        (_KIND_OF[type(each.fact)], each.piece, _plain(each.fact)) for each in facts if type(each.fact) in _KIND_OF
    )


def facts_of(path: str, kept: Iterable[Row]) -> Iterator[Located]:
    """The facts of the file at the path that were kept as rows."""
    for kind, piece, values in kept:
        made = _TYPES[kind]
        fields = zip(made._fields, values, strict=True)
        yield Located(path, made(*(_MADE[name](value) if name in _MADE else value for name, value in fields)), piece)


def _plain(value: Any) -> Any:
    """The same of what marshal can hold: no named tuple, and no decimal number."""
    if isinstance(value, tuple):
        return tuple(map(_plain, value))
    return value if isinstance(value, (str, int, frozenset, type(None))) else str(value)


def _cost(values: tuple[Any, ...] | None) -> Cost | None:
    from decimal import Decimal

    return None if values is None else Cost(Decimal(values[0]), *values[1:])


#: How fields are made of their plain form that are anything else.
_MADE: Mapping[str, Callable[[Any], Any]] = {"span": lambda offsets: Span(*offsets), "cost": _cost}
