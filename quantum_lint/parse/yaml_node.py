"""The nodes of a YAML text: what they say and where they are written.

Plain classes: a text has thousands of nodes, they are compared by identity, and `dataclasses` costs 6 ms to import.
"""

from __future__ import annotations

from collections.abc import Iterator

_NULLS = frozenset(("", "~", "null", "Null", "NULL"))


class Scalar:
    """A value. `start` to `end` holds the quotes or the `|` line too; `style` is `"`, `'`, `|`, `>` or empty."""

    __slots__ = ("end", "start", "style", "tag", "value")

    def __init__(self, start: int, end: int, value: str, style: str = "", tag: str | None = None) -> None:
        self.start = start
        self.end = end
        self.value = value
        self.style = style
        self.tag = tag

    @property
    def null(self) -> bool:
        """Whether nothing is written here, or a word for nothing."""
        return not self.style and self.value in _NULLS


class Alias:
    """A `*name` and the node that it stands for. The views of a mapping or a sequence never show one."""

    __slots__ = ("end", "start", "target")

    def __init__(self, start: int, end: int, target: Node) -> None:
        self.start = start
        self.end = end
        self.target = target


class Sequence:
    """A list as written; `items()` looks through aliases."""

    __slots__ = ("end", "start", "tag", "written")

    def __init__(self, start: int, end: int, tag: str | None = None) -> None:
        self.start = start
        self.end = end
        self.tag = tag
        self.written: list[Node | Alias] = []

    def items(self) -> Iterator[Node]:
        """The elements in order."""
        return map(resolve, self.written)


class Mapping:
    """Pairs as written, repeated keys included; the methods look through aliases and merge keys (`<<`).

    They are asked of a text that is read to its end, so what they find is kept.
    """

    __slots__ = ("_by_name", "_items", "end", "start", "tag", "written")

    def __init__(self, start: int, end: int, tag: str | None = None) -> None:
        self.start = start
        self.end = end
        self.tag = tag
        self.written: list[tuple[Node | Alias, Node | Alias]] = []
        self._items: tuple[tuple[Scalar, Node], ...] | None = None
        self._by_name: dict[str, tuple[Scalar, Node]] | None = None

    def items(self) -> tuple[tuple[Scalar, Node], ...]:
        """Pairs with a scalar key: the own ones in order, then the merged ones that no own key hides."""
        if self._items is None:
            self._items = tuple(self._pairs())
        return self._items

    def _pairs(self) -> Iterator[tuple[Scalar, Node]]:
        seen: set[str] = set()
        for index, table in enumerate(self._tables()):
            own = [(key, value) for key, value in table.own() if not index or key.value not in seen]
            seen.update(key.value for key, _ in own)
            yield from own

    def own(self) -> Iterator[tuple[Scalar, Node]]:
        """Pairs with a scalar key that are written in this very mapping, `<<` left out."""
        for key, value in self.written:
            name = resolve(key)
            if isinstance(name, Scalar) and not _merges(name):
                yield name, resolve(value)

    def pair(self, key: str) -> tuple[Scalar, Node] | None:
        """The key and the value of a name. Of two keys of one name the last counts, as in every loader."""
        if self._by_name is None:
            self._by_name = {pair[0].value: pair for pair in self.items()}
        return self._by_name.get(key)

    def get(self, key: str) -> Node | None:
        """The value of a name."""
        found = self.pair(key)
        return found[1] if found else None

    def scalar(self, key: str) -> Scalar | None:
        """The value of a name if it is a scalar."""
        value = self.get(key)
        return value if isinstance(value, Scalar) else None

    def mapping(self, key: str) -> Mapping | None:
        """The value of a name if it is a mapping."""
        value = self.get(key)
        return value if isinstance(value, Mapping) else None

    def sequence(self, key: str) -> Sequence | None:
        """The value of a name if it is a list."""
        value = self.get(key)
        return value if isinstance(value, Sequence) else None

    def _tables(self) -> Iterator[Mapping]:
        """This mapping, then those merged into it, each once."""
        seen: set[int] = set()
        waiting: list[Node] = [self]
        while waiting:
            node = waiting.pop(0)
            if id(node) in seen:
                continue
            seen.add(id(node))
            if isinstance(node, Sequence):
                waiting[:0] = node.items()
            elif isinstance(node, Mapping):
                yield node
                waiting[:0] = [resolve(value) for key, value in node.written if _merges(resolve(key))]


Node = Scalar | Sequence | Mapping


def resolve(node: Node | Alias) -> Node:
    """The node itself, or the one that an alias stands for."""
    return node.target if isinstance(node, Alias) else node


def _merges(key: Node) -> bool:
    return isinstance(key, Scalar) and key.value == "<<" and not key.style
