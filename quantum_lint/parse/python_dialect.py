"""The statements of a text, also of one that `ast` refuses as it stands and that runs all the same.

IPython takes a cell that is indented as a whole, and newer versions of Python take what older ones do not. Nothing
moves within its line.
"""

from __future__ import annotations

import ast
import sys

from quantum_lint.model import lazy
from quantum_lint.parse.newer_python import as_older_python

#: A first line that is indented: IPython takes its indentation off all lines.
_INDENTED = lazy.pattern(r"(?:[ \t]*\r?\n)*[ \t]+\S")
_HEADER = "if 1:\n"
#: The version that takes every form that `as_older_python` writes anew.
NEWEST = (3, 14)


def as_it_runs(text: str) -> list[ast.stmt] | None:
    """The statements of a text that `ast` refused, None if nothing else takes it either.

    Raises what `ast.parse` raises, with the line of the text, where something is wrong for all readers.
    """
    header = _HEADER if _INDENTED.match(text) else ""
    other = header + (as_older_python(text) if sys.version_info < NEWEST else text)
    if other == text:
        return None
    return _without(header, other) if header else ast.parse(other).body


def _without(header: str, text: str) -> list[ast.stmt]:
    """The statements below the header of one line, and those after them."""
    try:
        block, *rest = ast.parse(text).body
    except SyntaxError as error:
        error.lineno = max((error.lineno or 1) - 1, 1)
        raise
    found = [*block.body, *rest] if isinstance(block, ast.If) else [block, *rest]
    for statement in found:
        ast.increment_lineno(statement, -1)
    return found
