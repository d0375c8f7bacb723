"""Where in the syntax of a Python document a piece of its text stands, and how to take a statement out."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from quantum_lint.evaluate.positions import TOKENS, Positions
from quantum_lint.model import lazy
from quantum_lint.model.hit import Edit
from quantum_lint.model.span import Span
from quantum_lint.parse.python import PythonDocument

_LINE_END = lazy.pattern(r"\r\n|\r|\n")
#: What may follow a statement on its line without being code.
_REST = lazy.pattern(r"[ \t]*(?:#[^\r\n]*)?")
#: Texts with fields; the second kind came with Python 3.14.
_TEXTS = ("JoinedStr", "TemplateStr")
_BLANK = lazy.pattern(r"[ \t]*(?:\r\n|\r|\n)")


class SyntaxPath(NamedTuple):
    """Nodes from a top-level statement down, each inside the one before."""

    nodes: tuple[ast.AST, ...]
    positions: Positions

    @property
    def last(self) -> ast.AST:
        """The innermost node."""
        return self.nodes[-1]

    @property
    def parent(self) -> ast.AST | None:
        """The node around the innermost one; None around a top-level statement."""
        return self.nodes[-2] if len(self.nodes) > 1 else None

    def up_to(self, *kinds: type[ast.AST]) -> SyntaxPath | None:
        """The path to the innermost node of one of the kinds."""
        for length in range(len(self.nodes), 0, -1):
            if isinstance(self.nodes[length - 1], kinds):
                return SyntaxPath(self.nodes[:length], self.positions)
        return None


def literal_at(document: PythonDocument, spans: Iterable[Span]) -> SyntaxPath | None:
    """The path to the expression that is a text written at these places and nowhere else.

    That is one literal, or a sum of literals; None where a variable or a call has a part in it.
    """
    wanted = set(spans)
    found = [path_to(document, span) for span in wanted]
    paths = [path for path in found if path is not None]
    if not paths or len(paths) < len(found) or any(path.positions is not paths[0].positions for path in paths):
        return None
    shared = tuple(_shared(paths))
    path = SyntaxPath(shared, paths[0].positions) if shared else None
    if path is None or not _is_literal(path.last) or _has_comment(path):
        return None
    return path if set(path.positions.literal_spans(path.last)) == wanted else None


def path_to(document: PythonDocument, span: Span) -> SyntaxPath | None:
    """The path to the innermost node that holds the first byte of the span; a string counts as a whole."""
    offset = document.fragment.map.offset(span.start)
    for statement, positions in document.statements():
        if _holds(statement, positions, offset):
            return SyntaxPath(tuple(_descent(statement, positions, offset)), positions)
    return None


def replaced(document: PythonDocument, path: SyntaxPath, text: str) -> Edit:
    """The edit that writes `text` where the innermost node stands."""
    start, end = path.positions.characters(path.last)
    glued = document.fragment.text[max(start - 1, 0) : start].isidentifier()
    return Edit(document.span(start, end), f" {text}" if glued else text)


def removed(document: PythonDocument, path: SyntaxPath) -> Edit | None:
    """The edit that takes out the innermost node, a statement; None where it shares its lines with other code."""
    fragment = document.fragment
    text = fragment.text
    start, end = path.positions.characters(path.last)
    first = _line_start(text, start)
    rest = _REST.match(text, end)
    part = fragment.part_at(start)
    if text[first:start].strip() or rest is None or not _ends_line(text, rest.end(), part.end):
        return None
    if _is_only_statement(path):
        return Edit(document.span(start, end), "pass")
    return Edit(_lines(document, max(first, part.start), rest.end(), part.start, part.end), "")


def _shared(paths: list[SyntaxPath]) -> Iterator[ast.AST]:
    for nodes in zip(*(path.nodes for path in paths), strict=False):
        if any(node is not nodes[0] for node in nodes):
            return
        yield nodes[0]


def _descent(node: ast.AST, positions: Positions, offset: int) -> Iterator[ast.AST]:
    yield node
    if type(node).__name__ not in _TEXTS:
        for child in ast.iter_child_nodes(node):
            if _holds(child, positions, offset):
                yield from _descent(child, positions, offset)
                return


def _holds(node: ast.AST, positions: Positions, offset: int) -> bool:
    if not hasattr(node, "lineno"):
        return any(_holds(child, positions, offset) for child in ast.iter_child_nodes(node))
    start, end = positions.characters(node)
    if start <= offset < end:
        return True
    return any(_holds(decorator, positions, offset) for decorator in getattr(node, "decorator_list", ()))


def literal_text(node: ast.AST) -> str:
    """What a literal says, the pieces of one that is added together in a row."""
    if isinstance(node, ast.BinOp):
        return literal_text(node.left) + literal_text(node.right)
    if isinstance(node, ast.JoinedStr):
        return "".join(map(literal_text, node.values))
    return str(node.value) if isinstance(node, ast.Constant) else ""


def _is_literal(node: ast.AST) -> bool:
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.Add) and _is_literal(node.left) and _is_literal(node.right)
    if isinstance(node, ast.JoinedStr):
        return all(isinstance(value, ast.Constant) for value in node.values)
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _has_comment(path: SyntaxPath) -> bool:
    """Whether a comment stands between the pieces of a literal: it would be lost."""
    return any(match["comment"] is not None for match in TOKENS.finditer(path.positions.text(path.last)))


def _is_only_statement(path: SyntaxPath) -> bool:
    """Whether the block that the statement stands in would be empty without it."""
    if path.parent is None:
        return False
    blocks = (block for _, block in ast.iter_fields(path.parent) if isinstance(block, list))
    return any(len(block) == 1 and block[0] is path.last for block in blocks)


def _line_start(text: str, offset: int) -> int:
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def _ends_line(text: str, offset: int, end: int) -> bool:
    return offset >= end or text[offset] in "\r\n"


def _lines(document: PythonDocument, first: int, last: int, start: int, end: int) -> Span:
    """The bytes of the lines from character `first` to `last`, line end included, in a part from `start` to `end`.

    The bytes run from where one line starts to where another starts, so that in a notebook, where each line is a string
    of its own, the quotes and the comma go along.
    """
    text, mapped = document.fragment.text, document.fragment.map
    after = _LINE_END.match(text, last, end)
    if after:
        following = after.end()
        blank = _BLANK.match(text, following, end)
        if blank and (first == start or not text[_line_start(text, first - 1) : first].strip()):
            following = blank.end()
        if following < end:
            return Span(mapped.start(first), mapped.start(following))
    if first > start:
        before = first - (2 if text[first - 2 : first] == "\r\n" else 1)
        return Span(mapped.start(before), mapped.end(after.start() if after else last))
    return document.span(first, end)
