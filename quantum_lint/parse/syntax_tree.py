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
    """A text with its tree; what the grammar does not fit is left out, and `broken` tells that there is some."""

    def __init__(self, grammar: str, text: str) -> None:
        self.text = text
        data = text.encode("utf-8", "replace")
        self._offsets = None if len(data) == len(text) else _offsets(text)
        self.root = _parser(grammar).parse(data).root_node

    @property
    def broken(self) -> bool:
        """Whether a part of the text does not fit the grammar."""
        return self.root.has_error

    def place(self, node: Node) -> tuple[int, int]:
        """First character of the node and the one after its last."""
        return self.at(node.start_byte), self.at(node.end_byte)

    def at(self, byte: int) -> int:
        """The character at a byte of the tree."""
        return byte if self._offsets is None else self._offsets[byte]

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
