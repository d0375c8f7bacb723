"""Code that is commented out: comments, and strings that stand where a statement may, as far as they parse.

It is read like any other code, after the document it stands in.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, NamedTuple

from quantum_lint.evaluate.positions import TOKENS, Positions, Source
from quantum_lint.model import lazy
from quantum_lint.model.fragment import Fragment
from quantum_lint.parse.python import body_of

if TYPE_CHECKING:
    from quantum_lint.parse.python import PythonDocument

#: The mark of a comment, and the prompt of an example.
_MARK = lazy.pattern(r"(?:#+!?[ \t]?)?(?:[ \t]*(?:>>>|\.\.\.)[ \t])?")
_CALL = lazy.pattern(r"(\w+)[ \t]*[(\[]")
#: The head of a call that stands in a sentence: `# before: Client("...")`.
_HEAD = lazy.pattern(r"[A-Za-z_][\w.]*[ \t]*\(")
_BOUND = lazy.pattern(r"(\w+)[ \t]*=(?!=)")
_LINE = lazy.pattern(r"([^\r\n]*)(?:\r\n|\r|\n|$)")
#: Nobody comments out more lines at once; longer blocks are prose.
_LONGEST = 60
#: Nor longer ones; the parser would take a while over megabytes in one line.
_WIDEST = 2000


class _Line(NamedTuple):
    """A line of commented code: where it begins in the fragment's text, and what it says."""

    start: int
    code: str

    def call(self) -> _Line | None:
        """The first call in the line, if it stands among words and ends where its bracket is closed."""
        head = _HEAD.search(self.code)
        end = _closed(self.code, head.end()) if head and head.start() else 0
        return _Line(self.start + head.start(), self.code[head.start() : end]) if head and end else None

    @property
    def depth(self) -> int:
        """The indentation, in characters."""
        return len(self.code) - len(self.code.lstrip())


class _Block(NamedTuple):
    """Lines of commented code; `end` is where the string ends that they stand in, if it is one."""

    lines: list[_Line]
    end: int | None = None

    def mentions(self, calls: Collection[str], names: Collection[str]) -> bool:
        """Whether a line makes one of the calls or binds one of the names, and none is too long to be read."""
        return any(_mentions(line.code, calls, names) for line in self.lines) and all(
            len(line.code) <= _WIDEST for line in self.lines
        )


class _CommentedPositions(Positions):
    """Positions in lines each of which begins where its code does."""

    __slots__ = ("_code",)

    def __init__(self, fragment: Fragment, lines: list[_Line], indent: int) -> None:
        super().__init__(fragment, "", 0)
        self._code = [(line.start + min(indent, line.depth), line.code[indent:]) for line in lines]

    def offset(self, line: int, column: int) -> int:
        """The character of the fragment's text at a line (from 1) and UTF-8 column (from 0) of the code."""
        start, code = self._code[min(line, len(self._code)) - 1]
        return start + len(code.encode("utf-8", "replace")[:column].decode("utf-8", "ignore"))


def commented_code(document: PythonDocument, calls: Collection[str], names: Collection[str]) -> list[Source]:
    """The parts of commented code in which one of the `calls` is made, or one of the `names` or attributes is bound."""
    blocks = [block for block in _blocks(document.fragment.text) if block.mentions(calls, names)]
    statements = _ends_of_strings(document) if any(block.end is not None for block in blocks) else ()
    return [
        source
        for block in blocks
        if block.end is None or block.end in statements
        for source in _sources(document.fragment, block.lines)
    ]


def _ends_of_strings(document: PythonDocument) -> frozenset[int]:
    """Where strings end that stand as statements: docstrings, and what somebody put in quotes to be rid of it."""
    return frozenset(
        positions.characters(node)[1]
        for node, positions in document.nodes()
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    )


def _line(text: str, start: int, end: int) -> _Line:
    """The line without the mark of a comment and the prompt of an example."""
    mark = _MARK.match(text, start, end)
    start = mark.end() if mark else start
    return _Line(start, text[start:end])


def _mentions(code: str, calls: Collection[str], names: Collection[str]) -> bool:
    return any(match[1] in calls for match in _CALL.finditer(code)) or any(
        match[1] in names for match in _BOUND.finditer(code)
    )


def _blocks(text: str) -> Iterator[_Block]:
    """Comments on lines that follow each other, comments after code, and the lines of strings in triple quotes."""
    lines: list[_Line] = []
    end = 0
    for token in TOKENS.finditer(text):
        if token["comment"] is not None:
            alone = not text[text.rfind("\n", 0, token.start()) + 1 : token.start()].strip()
            follows = alone and text[end : token.start()].strip(" \t") in ("\n", "\r\n", "\r")
            if lines and (not follows or len(lines) == _LONGEST):
                yield _Block(lines)
                lines = []
            lines.append(_line(text, *token.span()))
            end = token.end() if alone else len(text)
        elif token.lastgroup in ("body1", "body2"):
            yield from (_Block(each, token.end()) for each in _paragraphs(text, *token.span(token.lastgroup)))
    if lines:
        yield _Block(lines)


def _paragraphs(text: str, start: int, end: int) -> Iterator[list[_Line]]:
    """The lines of a text in blocks without an empty line."""
    lines: list[_Line] = []
    for match in _LINE.finditer(text, start, end):
        blank = not match[1].strip()
        if lines and (blank or len(lines) == _LONGEST):
            yield lines
            lines = []
        if not blank:
            lines.append(_line(text, *match.span(1)))
    if lines:
        yield lines


def _sources(fragment: Fragment, block: list[_Line]) -> Iterator[Source]:
    """The block as a whole if it parses; otherwise every statement in it that starts on a line of its own."""
    whole = _source(fragment, block)
    if whole is not None:
        yield whole
        return
    at = 0
    while at < len(block):
        length = _length(block, at)
        statement = _source(fragment, block[at : at + length])
        told = block[at].call() if statement is None else None
        found = statement or (_source(fragment, [told]) if told else None)
        if found is not None:
            yield found
        at += 1 if statement is None else length


def _closed(code: str, start: int) -> int:
    """Where the bracket is closed that is open at `start`; 0 if it is not."""
    depth = 1
    for at, character in enumerate(code[start:], start):
        depth += (character in "([{") - (character in ")]}")
        if not depth:
            return at + 1
    return 0


def _length(block: list[_Line], at: int) -> int:
    """How many lines a statement takes that starts here, told by its brackets."""
    depth = 0
    for number, line in enumerate(block[at:], 1):
        depth += sum(map(line.code.count, "([{")) - sum(map(line.code.count, ")]}"))
        if depth <= 0:
            return number
    return 1


def _source(fragment: Fragment, lines: list[_Line]) -> Source | None:
    indent = min((line.depth for line in lines if line.code.strip()), default=0)
    body = body_of("\n".join(line.code[indent:] for line in lines))
    return Source(body, _CommentedPositions(fragment, lines, indent)) if any(map(_is_meant, body)) else None


def _is_meant(statement: ast.stmt) -> bool:
    """Whether it says something as code: no single word, and no `old: Client()`, which is an annotation to Python."""
    if isinstance(statement, ast.AnnAssign):
        return statement.value is not None
    return not isinstance(statement, ast.Expr) or _is_call(statement.value)


def _is_call(node: ast.expr) -> bool:
    return isinstance(node, (ast.Call, ast.Await))
