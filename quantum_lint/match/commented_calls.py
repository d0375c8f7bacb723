"""Calls that are commented out: a comment, or several lines of it, that parses as a call with literals."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from quantum_lint.model.fragment import Document
from quantum_lint.model.span import Span

if TYPE_CHECKING:
    from quantum_lint.evaluate.calls import Import

_LINE = re.compile(r"^[ \t]*#+[ \t]?(?P<code>.*)$", re.MULTILINE)
_CALL = re.compile(r"(\w+)[ \t]*\(")
#: Nobody comments out a call of more lines; longer blocks are prose.
_LONGEST = 40
#: Nor one of longer lines; the parser would take a while over megabytes in one line.
_WIDEST = 2000


class Commented(NamedTuple):
    """A string literal in a commented-out call, given by `keyword` or at `position` (from 0).

    `callee` is qualified, or starts with `?.` where no import says what its first name is.
    """

    callee: str
    keyword: str | None
    position: int | None
    value: str
    span: Span


class _Block(NamedTuple):
    """Lines of comment that follow each other: their code, and where in the text each begins."""

    lines: tuple[str, ...]
    starts: tuple[int, ...]


def commented_calls(document: Document, imports: Iterable[Import], names: frozenset[str]) -> Iterator[Commented]:
    """Literals in commented-out calls of functions or classes with one of these names."""
    known = {each.alias: each.qualified for each in imports}
    for block in _blocks(document.fragment.text):
        if any(_calls(line, names) for line in block.lines) and max(map(len, block.lines)) <= _WIDEST:
            yield from _literals(document, block, known)


def _calls(line: str, names: frozenset[str]) -> bool:
    return any(match[1] in names for match in _CALL.finditer(line))


def _blocks(text: str) -> Iterator[_Block]:
    lines: list[str] = []
    starts: list[int] = []
    end = -1
    for match in _LINE.finditer(text):
        if lines and (match.start() != end + 1 or len(lines) == _LONGEST):
            yield _Block(tuple(lines), tuple(starts))
            lines, starts = [], []
        lines.append(match["code"])
        starts.append(match.start("code"))
        end = match.end()
    if lines:
        yield _Block(tuple(lines), tuple(starts))


def _literals(document: Document, block: _Block, known: dict[str, str]) -> Iterator[Commented]:
    for first, tree in _trees(block):
        known = {**known, **_imported(tree)}
        for call in ast.walk(tree):
            if isinstance(call, ast.Call):
                yield from _given(document, block, first, call, known)


def _trees(block: _Block) -> Iterator[tuple[int, ast.Module]]:
    """The block as one tree; failing that each of its lines that is one, with the line's number in the block."""
    whole = _parsed("\n".join(block.lines))
    if whole:
        yield 0, whole
        return
    for number, line in enumerate(block.lines):
        tree = _parsed(line.strip())
        if tree:
            yield number, tree


def _parsed(code: str) -> ast.Module | None:
    import textwrap
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(textwrap.dedent(code))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _imported(tree: ast.Module) -> dict[str, str]:
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update({name.asname: name.name for name in node.names if name.asname})
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.update({name.asname or name.name: f"{node.module}.{name.name}" for name in node.names})
    return found


def _given(document: Document, block: _Block, first: int, call: ast.Call, known: dict[str, str]) -> Iterator[Commented]:
    head, *rest = _dotted(call.func)
    qualified = ".".join([known.get(head, f"?.{head}"), *rest])
    given = [(None, position, node) for position, node in enumerate(call.args)]
    for keyword, position, node in [*given, *((each.arg, None, each.value) for each in call.keywords)]:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            span = _span(document, block, first, node)
            if span:
                yield Commented(qualified, keyword, position, node.value, span)


def _dotted(node: ast.expr) -> list[str]:
    """The names of `a.b.c`; an empty first one where it does not start with a name."""
    names = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    names.append(node.id if isinstance(node, ast.Name) else "")
    return names[::-1]


def _span(document: Document, block: _Block, first: int, node: ast.Constant) -> Span | None:
    """The bytes of a literal without its quotes; None for one with escapes or of several lines."""
    number = first + node.lineno - 1
    value = str(node.value)
    start = block.lines[number].find(value)
    if start < 0:
        return None
    start += block.starts[number]
    return document.span(start, start + len(value))
