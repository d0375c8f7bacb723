"""The statements of a text, also of one that `ast` refuses as it stands and that runs all the same.

IPython takes a cell that is indented as a whole. Python 3.12 takes an f-string whose fields hold its own quotes; what
was written for it is read alike by older versions. Nothing moves within its line.
"""

from __future__ import annotations

import ast
import re
import sys

from quantum_lint.model import lazy

#: A first line that is indented: IPython takes its indentation off all lines.
_INDENTED = lazy.pattern(r"(?:[ \t]*\r?\n)*[ \t]+\S")
_HEADER = "if 1:\n"
#: A comment, a string, or the start of an f-string in single quotes (in groups).
_TOKEN = lazy.pattern(
    r"#[^\r\n]*|\"{3}(?:[^\\]|\\.)*?\"{3}|'{3}(?:[^\\]|\\.)*?'{3}"
    r"|(?<![A-Za-z_])(?P<formatted>[rR]?[fF][rR]?)(?P<quote>\"(?!\"\")|'(?!''))"
    r"|\"(?:[^\"\\\r\n]|\\.)*\"?|'(?:[^'\\\r\n]|\\.)*'?",
    re.DOTALL,
)
#: What an f-string is made of: an escape, a doubled brace, a brace, a quote.
_PIECE = lazy.pattern(r"\\.|\{\{|\}\}|[{}\"'\r\n]", re.DOTALL)


def as_it_runs(text: str) -> list[ast.stmt] | None:
    """The statements of a text that `ast` refused, None if nothing else takes it either.

    Raises what `ast.parse` raises, with the line of the text, where something is wrong for all readers.
    """
    header = _HEADER if _INDENTED.match(text) else ""
    other = header + (requoted(text) if sys.version_info < (3, 12) else text)
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


def requoted(text: str) -> str:
    """The text with other quotes around the strings in the fields of f-strings, where they repeat its own."""
    written = list(text)
    position = 0
    while match := _TOKEN.search(text, position):
        position = match.end()
        if match["formatted"]:
            position = _requote(text, written, position, match["quote"])
    return "".join(written)


def _requote(text: str, written: list[str], position: int, quote: str) -> int:
    """Write other quotes into the f-string that `quote` opened before the position; its end."""
    other, depth = ("'" if quote == '"' else '"'), 0
    while match := _PIECE.search(text, position):
        piece, position = match[0], match.end()
        if piece in "\r\n" or (piece == quote and not depth):
            break
        if piece == "{" or (piece == "{{" and depth):
            depth += len(piece)
        elif piece == "}" or (piece == "}}" and depth):
            depth = max(depth - len(piece), 0)
        elif piece == quote:
            position = _closing(text, position, quote)
            if other not in text[match.end() : position]:
                written[match.start()] = written[position - 1] = other
        elif piece == other and depth:
            position = _closing(text, position, other)
    return position


def _closing(text: str, position: int, quote: str) -> int:
    """Where the string ends that a quote opened before the position; that of its line if it is never closed."""
    match = re.compile(rf"(?:[^{quote}\\\r\n]|\\.)*{quote}?").match(text, position)
    return match.end() if match else position
