"""The changing part of an evaluation, with a way back: branches are tried, taken back and joined."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from quantum_lint.evaluate.values import (
    INEXACT,
    ITEMS,
    NEVER,
    Either,
    History,
    Known,
    Moment,
    Unknown,
    Value,
    join,
    same,
)

Contents = dict[str, Any]
#: (contents, key) of a changed cell, and what it holds now.
Changes = dict[tuple[int, str], tuple[Contents, str, Any]]

_ABSENT = object()
_MARK = True


class Scope:
    """The names of a module, class, function or comprehension, and the scope around it."""

    __slots__ = ("contents", "is_class", "is_comprehension", "parent", "redirected")

    def __init__(self, parent: Scope | None, is_class: bool = False, is_comprehension: bool = False) -> None:
        self.contents: Contents = {}
        self.parent = parent
        self.is_class = is_class
        self.is_comprehension = is_comprehension
        self.redirected: dict[str, Scope] | None = None

    def root(self) -> ModuleScope:
        """The scope of the module."""
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        assert isinstance(scope, ModuleScope)
        return scope

    def outside_comprehensions(self) -> Scope:
        """The scope in which `:=` binds a name."""
        scope = self
        while scope.is_comprehension and scope.parent is not None:
            scope = scope.parent
        return scope

    def closure(self) -> Scope:
        """The scope that functions defined here see: the names of a class body are not visible in its methods."""
        scope = self
        while scope.is_class and scope.parent is not None:
            scope = scope.parent
        return scope


class Doubt(NamedTuple):
    """What follows may not run: a branch that may be taken ends with this `flow` (`break`, `continue`, `return`)."""

    flow: str
    reason: str


class ModuleScope(Scope):
    """The names of a module. `path` is its file, `name` what callers call it, `stars` the modules it imports whole.

    `later` are the functions that bind each name which the module itself leaves without a value.
    """

    __slots__ = ("later", "name", "path", "stars")

    def __init__(self, path: str | None = None, name: str = "__main__") -> None:
        super().__init__(None)
        self.contents["__name__"] = Known(name)
        self.path = path
        self.name = name
        self.stars: list[str] = []
        self.later: dict[str, list[Any]] = {}


class State:
    """Writes to contents, and takes them back."""

    __slots__ = ("_trail",)

    def __init__(self) -> None:
        self._trail: list[tuple[Contents, str, Any]] | None = None

    @property
    def mark(self) -> object:
        """What is the same as long as nothing that is written from here on is taken back apart from the rest."""
        return self._trail

    @property
    def trying(self) -> bool:
        """Whether what is written now may be taken back."""
        return self._trail is not None

    def bind(self, contents: Contents, key: str, value: Any) -> None:
        """Set a name, attribute or the items of a container."""
        if self._trail is not None:
            self._trail.append((contents, key, contents.get(key, _ABSENT)))
        contents[key] = value

    def disturb(self, contents: Contents) -> None:
        """Note that the number of items of a container is no longer known."""
        self.bind(contents, INEXACT, _MARK)

    @contextmanager
    def trial(self) -> Iterator[Changes]:
        """Everything written inside is taken back at the end; the mapping then holds what had been written."""
        outer, trail, changes = self._trail, [], {}  # type: ignore[var-annotated]
        self._trail = trail
        try:
            yield changes
        finally:
            for contents, key, _ in trail:
                changes[id(contents), key] = (contents, key, contents.get(key, _ABSENT))
            for contents, key, old in reversed(trail):
                _restore(contents, key, old)
            self._trail = outer

    @contextmanager
    def settled(self) -> Iterator[None]:
        """Everything written inside stays, even if what is tried around it is taken back."""
        outer, self._trail = self._trail, None
        try:
            yield
        finally:
            self._trail = outer

    def merge(self, outcomes: Sequence[Changes], combine: Callable[[Value, Value], Value] = join) -> None:
        """Make the state the join of what it would be after each of the outcomes."""
        if len(outcomes) == 1:
            for contents, key, value in outcomes[0].values():
                self._settle(contents, key, value)
            return
        cells = {place: cell[:2] for changes in outcomes for place, cell in changes.items()}
        for place, (contents, key) in cells.items():
            before = contents.get(key, _ABSENT)
            after = [changes[place][2] if place in changes else before for changes in outcomes]
            if key == ITEMS and any(items is not after[0] for items in after):
                self.disturb(contents)
            self._settle(contents, key, _combine(after, combine))

    def _settle(self, contents: Contents, key: str, value: Any) -> None:
        if value is _ABSENT:
            contents.pop(key, None)
        else:
            self.bind(contents, key, value)


def widened(before: Value, after: Value) -> Value:
    """The value of something that a loop changes: known only if the loop leaves it as it is."""
    return before if same(before, after) else Unknown("it changes in a loop")


def _combine(values: Sequence[Any], combine: Callable[[Value, Value], Value]) -> Any:
    present = [value for value in values if value is not _ABSENT]
    if not present:
        return _ABSENT
    result = present[0]
    for value in present[1:]:
        if value is result or value is _MARK:
            continue
        if isinstance(value, History):
            result = _either(result, value)
        elif isinstance(value, Moment):
            result = value.joined(result, loop=combine is widened)
        else:
            result = _combine_items(result, value) if isinstance(value, tuple) else combine(result, value)
    return result


def _either(first: History, second: History) -> History:
    """A history that is one of two, and says nothing where they end in different parts of the evaluation."""
    return Either(first.epoch if first.epoch == second.epoch else NEVER, first, second)


def _combine_items(left: tuple[Any, ...], right: tuple[Any, ...]) -> tuple[Any, ...]:
    """Of two versions of a container the one that has seen more; the container is marked as inexact beside it."""
    return left if len(left) > len(right) else right


def _restore(contents: Contents, key: str, value: Any) -> None:
    if value is _ABSENT:
        contents.pop(key, None)
    else:
        contents[key] = value
