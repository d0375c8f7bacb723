"""The nodes of Python code on the lines that mention a word: few files that name something use it on many lines."""

from __future__ import annotations

import ast
import re
import sys
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from quantum_lint.evaluate.positions import Source
from quantum_lint.parse.python import PythonDocument

_EVERY = range(1, sys.maxsize)
_DECORATED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def lines_with(document: PythonDocument, words: frozenset[str]) -> Iterator[tuple[Source, list[int]]]:
    """The parts of the code that mention one of the words, each with the lines that do, from 1."""
    pattern = _any_of(words)
    for source in document.sources:
        lines = source.positions.lines_with(pattern)
        if lines:
            yield source, lines


@lru_cache(maxsize=64)
def _any_of(words: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(words))})\b" if words else "(?!)")


def nodes_on(
    body: Iterable[ast.AST],
    lines: Sequence[int],
    within: Callable[[ast.AST], Iterable[ast.AST] | None] = lambda _: None,
) -> Iterator[ast.AST]:
    """The nodes that reach over one of the lines, parents first; of those that `within` gives something for, only that.

    Of a chain of attributes only the whole is given.
    """
    stack = list(body)[::-1]
    while stack:
        node = stack.pop()
        if not _reaches(node, lines):
            continue
        kept = within(node)
        if kept is not None:
            stack.extend(kept)
            continue
        yield node
        if isinstance(node, ast.JoinedStr):
            # Before Python 3.12 nodes in a string do not know on which line they stand.
            yield from nodes_on(node.values, _EVERY, within)
            continue
        inner = node
        while isinstance(inner, ast.Attribute):
            inner = inner.value
        stack.extend([inner] if inner is not node else reversed(list(ast.iter_child_nodes(node))))


def _reaches(node: ast.AST, lines: Sequence[int]) -> bool:
    """Whether the node stands on one of the lines; what has no place, like a list of arguments, may."""
    first: int | None = getattr(node, "lineno", None)
    if first is None:
        return True
    if isinstance(node, _DECORATED) and node.decorator_list:
        first = node.decorator_list[0].lineno
    at = bisect_left(lines, first)
    return at < len(lines) and lines[at] <= (getattr(node, "end_lineno", None) or first)
