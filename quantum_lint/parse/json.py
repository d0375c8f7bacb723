"""JSON with positions: a reader that neither recurses nor gives up, and nodes that know where they stand.

Comments and trailing commas are accepted without complaint (`devcontainer.json` has both). Anything else that is no
JSON becomes one `Problem`, and the nodes are what could be read all the same.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import Any, Literal, NamedTuple

from quantum_lint.model import lazy
from quantum_lint.model.fragment import Document, Fragment, Problem
from quantum_lint.model.setting import Setting
from quantum_lint.model.span import MapBuilder, TextMap
from quantum_lint.parse.command_line import command_line
from quantum_lint.parse.json_reader import NUMBER, WORDS, Reader

Kind = Literal["object", "array", "string", "number", "word", "missing"]

#: Settings nested deeper are not listed: their paths would grow with the square of the depth.
DEEPEST_SETTING = 200

_ESCAPE = lazy.pattern(
    r"\\(?:u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))", re.DOTALL
)
_SHORT = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_KINDS: dict[str, Kind] = {"{": "object", "[": "array", '"': "string"}

#: Keys of a development container's definition whose values are run by a shell.
_CONTAINER_COMMANDS = (
    "initializeCommand",
    "onCreateCommand",
    "updateContentCommand",
    "postCreateCommand",
    "postStartCommand",
    "postAttachCommand",
)


class Node(NamedTuple):
    """A value of a JSON document; `start` to `end` are characters of the text, quotes and brackets included."""

    document: JsonDocument
    index: int  # type: ignore[assignment]  # no one looks for an item in a node

    @property
    def start(self) -> int:
        """First character."""
        return self.document.starts[self.index]

    @property
    def end(self) -> int:
        """The character after the last."""
        return self.document.ends[self.index]

    @property
    def text(self) -> str:
        """The value as it is written."""
        return self.document.text[self.start : self.end]

    @property
    def kind(self) -> Kind:
        """What the value is; a `word` is true, false, null or something that is no JSON."""
        if self.start == self.end:
            return "missing"
        first = self.document.text[self.start]
        return _KINDS.get(first) or ("number" if first in "-0123456789" else "word")

    @property
    def inside(self) -> tuple[int, int]:
        """First and last position between the quotes of a string; of anything else, the whole of it."""
        start, end = self.start, self.end
        if self.kind != "string":
            return start, end
        return start + 1, end - 1 if self.document.closed(self.index) else end

    def string(self) -> str:
        """The decoded string; of anything else, the text."""
        start, end = self.inside
        return unescape(self.document.text[start:end])

    def children(self) -> Iterator[Node]:
        """The items of an array, or the keys and values of an object in turn."""
        following = self.document.following
        index, stop = self.index + 1, following[self.index]
        while index < stop:
            yield Node(self.document, index)
            index = following[index]

    def members(self) -> Iterator[tuple[Node, Node]]:
        """The keys and values of an object."""
        if self.kind == "object":
            nodes = self.children()
            yield from zip(nodes, nodes, strict=True)

    def items(self) -> list[Node]:
        """The items of an array; nothing for any other value."""
        return self.document.items_of(self) if self.kind == "array" else []

    def get(self, step: str | int) -> Node | None:
        """The value of a key (the last one, as every JSON reader has it) or the item at a position."""
        if isinstance(step, int):
            items = self.items()
            return items[step] if 0 <= step < len(items) else None
        found = None
        for key, value in self.members():
            if key.string() == step:
                found = value
        return found

    def at(self, *path: str | int) -> Node | None:
        """The value that the keys and positions lead to."""
        node: Node | None = self
        for step in path:
            node = node.get(step) if node else None
        return node

    def value(self) -> Any:
        """The value as plain Python objects, however deep."""
        return _value(self)


class JsonDocument(Document):
    """A JSON text. The columns hold a value each, in the order of the text: where it starts, where it ends, and the
    index of the next value that is not inside it. Keys are values like others; an object holds keys and values in turn.
    """

    quoted = True

    def __init__(self, fragment: Fragment) -> None:
        super().__init__(fragment)
        self.text = fragment.text
        self._items: dict[int, list[Node]] = {}

    @property
    def problems(self) -> list[Problem]:
        """Why the text is no JSON."""
        self._reader  # noqa: B018  (fills `_problems`)
        return self._problems

    @cached_property
    def _reader(self) -> Reader:
        """What was read, when something is first asked: a look at the text spares it for most files."""
        reader = Reader(self.text)
        reader.run()
        if reader.fault is not None:
            start, end, reason = reader.fault
            self._problems.append(Problem(self.span(start, end), f"This is no JSON: {reason}."))
        return reader

    @cached_property
    def starts(self) -> array[int]:
        """First character of each value."""
        return self._reader.starts

    @cached_property
    def ends(self) -> array[int]:
        """The character after the last of each value."""
        return self._reader.ends

    @cached_property
    def following(self) -> array[int]:
        """The index of the next value that is not inside each."""
        return self._reader.following

    @property
    def root(self) -> Node | None:
        """The outermost value, or the first one where there are several."""
        return Node(self, 0) if len(self.starts) else None

    def lookup(self, *path: str | int) -> Node | None:
        """The value that the keys and positions lead to from the root."""
        return self.root.at(*path) if self.root else None

    def closed(self, index: int) -> bool:
        """Whether the string has its closing quote."""
        return index not in self._reader.unclosed

    def items_of(self, node: Node) -> list[Node]:
        """The items of an array, kept so that the next item is found at once."""
        found = self._items.get(node.index)
        if found is None:
            found = self._items[node.index] = list(node.children())
        return found

    def strings(self) -> Iterator[Node]:
        """Every string of the document, keys too, in the order of the text."""
        text = self.text
        for index, start in enumerate(self.starts):
            if start < len(text) and text[start] == '"':
                yield Node(self, index)

    def string_at(self, offset: int) -> Node | None:
        """The string between whose quotes the character at `offset` stands."""
        index = bisect_right(self.starts, offset) - 1
        if index < 0:
            return None
        node = Node(self, index)
        start, end = node.inside
        return node if node.kind == "string" and start <= offset <= end else None

    def settings(self) -> Iterator[Setting]:
        """Every scalar with the name it is bound to."""
        if self.root is None:
            return
        stack = [_Named((), None, self.root)]
        while stack:
            named = stack.pop()
            if named.node.kind in ("object", "array"):
                stack.extend(reversed(list(named.inner())))
            elif named.key is not None:
                yield named.setting(named.key)

    def decoded(self, node: Node, language: str, label: str = "") -> Fragment:
        """The text that a string of the document holds, in a language of its own."""
        start, end = node.inside
        builder = MapBuilder()
        add_escapes(builder, 0, self.text, start, end)
        return self.fragment.derive(node.string(), builder.build(), language, label)

    def fragments(self) -> Iterator[Fragment]:
        """The commands of a development container."""
        if self.fragment.language == "devcontainer":
            for key in _CONTAINER_COMMANDS:
                node = self.lookup(key)
                for command in (node, *(value for _, value in node.members())) if node else ():
                    yield from self._command(command, key)

    def _command(self, node: Node, label: str) -> Iterator[Fragment]:
        """A line of shell; a list is run without one."""
        if node.kind == "string":
            yield self.decoded(node, "shell", label)
        words = [item for item in node.items() if item.kind == "string"]
        if words:
            line = command_line([(word.string(), escapes(self.text, *word.inside)) for word in words])
            yield self.fragment.derive(*line, "shell", label)


def parse(fragment: Fragment) -> JsonDocument:
    """The document of a JSON text."""
    return JsonDocument(fragment)


def unescape(written: str) -> str:
    """What the characters between the quotes of a JSON string stand for."""
    return _ESCAPE.sub(_character, written) if "\\" in written else written


def add_escapes(builder: MapBuilder, offset: int, text: str, start: int, end: int) -> int:
    """Map the decoded characters from `offset` on to `text[start:end]`, the inside of a string.

    Returns the offset after the last of them.
    """
    builder.add(offset, start, start)
    shift = offset - start
    for match in _ESCAPE.finditer(text, start, end):
        shift -= match.end() - match.start() - 1
        builder.add(match.end() + shift, match.end(), match.end())
    return end + shift


def escapes(text: str, start: int, end: int) -> TextMap:
    """The map of a decoded string to the characters between its quotes."""
    builder = MapBuilder()
    add_escapes(builder, 0, text, start, end)
    return builder.build()


def _character(match: re.Match[str]) -> str:
    high, low, code, short = match.groups()
    if short is not None:
        return _SHORT.get(short, short)
    if code is not None:
        number = int(code, 16)
        return "\ufffd" if 0xD800 <= number < 0xE000 else chr(number)
    return chr(0x10000 + ((int(high, 16) & 0x3FF) << 10 | (int(low, 16) & 0x3FF)))


class _Named(NamedTuple):
    path: tuple[str, ...]
    key: Node | None
    node: Node

    def inner(self) -> Iterator[_Named]:
        if len(self.path) >= DEEPEST_SETTING:
            return
        for key, value in self.node.members():
            yield _Named((*self.path, key.string()), key, value)
        for position, item in enumerate(self.node.items()):
            yield _Named((*self.path, str(position)), self.key, item)

    def setting(self, key: Node) -> Setting:
        return Setting(self.path, self.node.string(), *key.inside, *self.node.inside)


def _value(node: Node) -> Any:
    top: list[Any] = []
    stack: list[tuple[Node, Any, Any]] = [(node, top, None)]
    while stack:
        current, holder, key = stack.pop()
        made = _scalar(current)
        if isinstance(holder, list):
            holder.append(made)
        else:
            holder[key] = made
        if current.kind == "array":
            stack.extend((item, made, None) for item in reversed(list(current.children())))
        elif current.kind == "object":
            stack.extend((value, made, name.string()) for name, value in reversed(list(current.members())))
    return top[0]


def _scalar(node: Node) -> Any:
    kind = node.kind
    if kind == "object":
        return {}
    if kind == "array":
        return []
    if kind == "number" and NUMBER.match(node.text):
        return float(node.text) if len(node.text) > 18 or not node.text.lstrip("-").isdigit() else int(node.text)
    return WORDS.get(node.text) if kind in ("word", "missing", "number") else node.string()
