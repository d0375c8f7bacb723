"""Syntax trees of languages that tree-sitter has a grammar for, with characters for its bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

#: Nobody writes such files by hand, and the parser may take the square of the length to get over nonsense.
LONGEST = 1_000_000
#: Expressions nested deeper are not read: nobody nests thirty.
DEEPEST = 60


class SyntaxTree:
    """The tree of a text from one character up to another; what does not fit the grammar is left out of it."""

    def __init__(self, grammar: str, text: str, start: int = 0, end: int | None = None) -> None:
        self.text = text
        piece = text[start:end]
        data = piece.encode("utf-8", "replace")
        self._start = start
        self._offsets = None if len(data) == len(piece) else _offsets(piece)
        self.root = _parser(grammar).parse(data).root_node

    def fault(self) -> int | None:
        """The first character that does not fit the grammar, if any."""
        if not self.root.has_error:
            return None
        node = self.root
        while inner := next((child for child in node.children if child.has_error or child.is_missing), None):
            node = inner
        return self.at(node.start_byte)

    def place(self, node: Node) -> tuple[int, int]:
        """First character of the node and the one after its last."""
        return self.at(node.start_byte), self.at(node.end_byte)

    def at(self, byte: int) -> int:
        """The character at a byte of the tree."""
        return self._start + (byte if self._offsets is None else self._offsets[byte])

    def written(self, node: Node) -> str:
        """The node as it is written."""
        start, end = self.place(node)
        return self.text[start:end]


def named(node: Node, *types: str) -> Iterator[Node]:
    """The children of these types that the grammar has names for; of any type where none is given."""
    return (child for child in node.named_children if not types or child.type in types)


def first(node: Node, *types: str) -> Node | None:
    """The first of these children."""
    return next(named(node, *types), None)


def _offsets(text: str) -> list[int]:
    """For every byte of the text in UTF-8 the character that it belongs to."""
    lengths = [len(character.encode("utf-8", "replace")) for character in text]
    found = [index for index, length in enumerate(lengths) for _ in range(length)]
    return [*found, len(text)]


@cache
def _parser(grammar: str) -> Parser:
    from tree_sitter import Language, Parser

    language: Callable[[], object] = import_module(f"tree_sitter_{grammar}").language
    return Parser(Language(language()))
