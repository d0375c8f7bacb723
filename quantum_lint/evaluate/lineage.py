"""Classes of outside packages that are kinds of other classes: what is known of one holds for all of its kinds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TypeVar

Row = TypeVar("Row")

#: A class with more ancestors than this is taken to have no others.
_MOST = 12
_WILD = re.compile(r"\\\*(\\\*)?")


class Lineage:
    """The classes that classes are kinds of, by qualified name.

    In the name of a class `*` stands for any characters without a dot, `**` for any characters.
    """

    def __init__(self) -> None:
        self._exact: dict[str, str] = {}
        self._patterns: dict[str, list[tuple[re.Pattern[str], str]]] = {}
        self._packages: set[str] = set()
        self._known: dict[str, tuple[str, ...]] = {}

    def add(self, bases: Mapping[str, str]) -> None:
        """Learn which class each of these is a kind of."""
        for name, base in bases.items():
            self._packages.add(name.partition(".")[0])
            if "*" in name:
                self._patterns.setdefault(name.partition(".")[0], []).append((_expression(name), base))
            else:
                self._exact[name] = base

    @property
    def classes(self) -> Iterator[str]:
        """The names that are known as such, without those that a pattern stands for."""
        yield from self._exact
        yield from self.bases

    @property
    def bases(self) -> Iterator[str]:
        """The classes that there are kinds of."""
        yield from self._exact.values()
        yield from (base for patterns in self._patterns.values() for _, base in patterns)

    def of(self, callee: str) -> tuple[str, ...]:
        """The name itself, then the same method or attribute of each class that its class is a kind of."""
        if callee.partition(".")[0] not in self._packages:
            return (callee,)
        found = self._known.get(callee)
        if found is None:
            found = self._known[callee] = self._ancestors(callee)
        return found

    def _ancestors(self, callee: str) -> tuple[str, ...]:
        queue = [callee]
        for name in queue:
            parts = name.split(".")
            for length in range(len(parts), 1, -1):
                base = self._base(".".join(parts[:length]))
                if base is not None and len(queue) < _MOST:
                    queue.append(".".join((base, *parts[length:])))
        return tuple(dict.fromkeys(queue))

    def _base(self, name: str) -> str | None:
        exact = self._exact.get(name)
        if exact is not None:
            return exact
        patterns = self._patterns.get(name.partition(".")[0], ())
        return next((base for pattern, base in patterns if pattern.fullmatch(name)), None)


class ByCallee(Mapping[str, Row]):
    """Rows by qualified callee; a row about a method of a class is also about that of every kind of the class."""

    def __init__(self, lineage: Lineage, rows: dict[str, Row] | None = None) -> None:
        self._lineage = lineage
        self.own: dict[str, Row] = rows or {}

    def __getitem__(self, callee: str) -> Row:
        for name in self._lineage.of(callee):
            if name in self.own:
                return self.own[name]
        raise KeyError(callee)

    def __iter__(self) -> Iterator[str]:
        return iter(self.own)

    def __len__(self) -> int:
        return len(self.own)


def _expression(name: str) -> re.Pattern[str]:
    return re.compile(_WILD.sub(lambda found: r"[\w.]*" if found[1] else r"\w*", re.escape(name)))
