"""The tokens of a Groovy program, how they nest, and the blocks that they make: enough to follow a Jenkinsfile.

Nothing is evaluated. A name that is set to one text, and nowhere else, stands for that text.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from quantum_lint.model import lazy
from quantum_lint.model.named import NamedTuple
from quantum_lint.parse.groovy import Token, tokens, value

#: A sign of two characters, which are a token each.
_SPLIT = lazy.pattern(r"(?<=[=!<>]) (?==)|(?<= \|) (?=\| )|(?<= &) (?=& )")
_CLOSING = {"(": ")", "[": "]", "{": "}"}


class Block(NamedTuple):
    """The tokens between the braces `first` and `last`, under the word at `head`: `stage` of `stage('x') { ... }`.

    Where no word stands before the brace `name` is empty and `head` is `first`.
    """

    name: str
    head: int
    first: int
    last: int


class Program:
    """All tokens but line breaks, by their numbers."""

    def __init__(self, text: str) -> None:
        self.tokens = tuple(each for each in tokens(text) if each.kind != "newline")

    def at(self, index: int, *signs: str) -> bool:
        """Whether one of these stands there."""
        return 0 <= index < len(self.tokens) and self.tokens[index].text in signs

    def kind(self, index: int) -> str:
        """The kind of a token; empty where there is none."""
        return self.tokens[index].kind if 0 <= index < len(self.tokens) else ""

    def closing(self, index: int) -> int:
        """The bracket that closes the one at a position, or the number of tokens."""
        return self._brackets[0].get(index, len(self.tokens))

    def opening(self, index: int) -> int | None:
        """The bracket that the one at a position closes."""
        return self._opening.get(index)

    def opened(self, index: int) -> int:
        """The bracket around a token; -1 where there is none."""
        return self._brackets[1][index] if 0 <= index < len(self.tokens) else -1

    def encloser(self, index: int) -> str:
        """The word before the bracket around a token."""
        opened = self.opened(index)
        return self.tokens[opened - 1].text if opened > 0 else ""

    def argument(self, index: int, name: str) -> int | None:
        """Where the string is that a call, whose arguments start at `index`, gets first, or under a name."""
        if self.at(index, "("):
            index += 1
        return index if self.kind(index) == "string" else self.named(index, name, "string")

    def named(self, index: int, name: str, kind: str) -> int | None:
        """Where the argument of a kind is that a call gets under a name, if the one at `index` has a name itself."""
        while name and self.kind(index) == "name" and self.at(index + 1, ":"):
            if self.tokens[index].text == name:
                return index + 2 if self.kind(index + 2) == kind else None
            index = self._after_argument(index + 2)
        return None

    def told(self, index: int) -> Token | None:
        """The string that a named argument, or a key, is given."""
        told = self.at(index + 1, ":") and self.kind(index + 2) == "string"
        return self.tokens[index + 2] if told else None

    def path_end(self, index: int) -> int:
        """The last token of `a.b(c)[d]`."""
        while index + 1 < len(self.tokens):
            if self.at(index + 1, ".") and self.kind(index + 2) == "name":
                index += 2
            elif self.at(index + 1, "(", "["):
                index = min(self.closing(index + 1), len(self.tokens) - 1)
            else:
                break
        return index

    def within(self, index: int, call: str) -> bool:
        """Whether a token stands in the parentheses, or the list, that a call is given."""
        opened = self.opened(index)
        while opened >= 0 and self.at(opened, "[", "("):
            if opened and self.tokens[opened - 1].text == call:
                return True
            opened = self.opened(opened)
        return False

    def words(self, first: int, last: int) -> str:
        """The tokens from `first` up to `last` with single spaces between them; strings by what they say."""
        shown = (f"'{value(each)}'" if each.kind == "string" else each.text for each in self.tokens[first:last])
        return _SPLIT.sub("", " ".join(shown))

    @cached_property
    def blocks(self) -> dict[int, Block]:
        """Every block by its opening brace, in the order of the text."""
        braces = (index for index, token in enumerate(self.tokens) if token.text == "{" and token.kind == "sign")
        return {index: self._block(index) for index in braces}

    def around(self, index: int) -> tuple[Block, ...]:
        """The blocks that a token stands in, the outermost first."""
        found = []
        opened = self.opened(index)
        while opened >= 0:
            if opened in self.blocks:
                found.append(self.blocks[opened])
            opened = self.opened(opened)
        return tuple(reversed(found))

    def children(self, block: Block) -> tuple[Block, ...]:
        """The blocks that stand right in a block."""
        return tuple(self._children.get(block.first, ()))

    def places(self, *words: str) -> Iterator[int]:
        """Where these words stand."""
        return (index for word in words for index in self._places.get(word, ()))

    def set_to(self, name: str) -> int | None:
        """Where what a name is set to starts, if it is set in one place only."""
        places = self._assigned.get(name, ())
        return places[0] if len(places) == 1 else None

    @cached_property
    def _children(self) -> dict[int, list[Block]]:
        found: dict[int, list[Block]] = {}
        for each in self.blocks.values():
            found.setdefault(self.opened(each.first), []).append(each)
        return found

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for index, token in enumerate(self.tokens):
            if token.kind == "name":
                found.setdefault(token.text, []).append(index)
        return found

    @cached_property
    def _assigned(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for index, token in enumerate(self.tokens):
            if token.kind == "name" and self.at(index + 1, "=") and not self.at(index + 2, "=", "~"):
                found.setdefault(token.text, []).append(index + 2)
        return found

    def _block(self, first: int) -> Block:
        head = first - 1
        if self.at(head, ")"):
            head = self._opening.get(head, 0) - 1
        elif self.kind(head) == "string":
            head -= 1
        elif self.at(head, "(", ","):
            head = self.opened(first) - 1
        named = self.kind(head) == "name"
        return Block(self.tokens[head].text if named else "", head if named else first, first, self.closing(first))

    @cached_property
    def _opening(self) -> dict[int, int]:
        return {last: first for first, last in self._brackets[0].items()}

    def _after_argument(self, index: int) -> int:
        """Where the argument after this one starts."""
        while index < len(self.tokens) and not self.at(index, ",", ")", "}"):
            index = (self.closing(index) if self.tokens[index].text in _CLOSING else index) + 1
        return index + 1

    @cached_property
    def _brackets(self) -> tuple[dict[int, int], list[int]]:
        """For each opening bracket the closing one, and for each token the bracket around it."""
        closing: dict[int, int] = {}
        around: list[int] = []
        opened: list[int] = []
        for index, token in enumerate(self.tokens):
            if opened and token.text == _CLOSING[self.tokens[opened[-1]].text]:
                closing[opened.pop()] = index
            around.append(opened[-1] if opened else -1)
            if token.kind == "sign" and token.text in _CLOSING:
                opened.append(index)
        return closing, around
