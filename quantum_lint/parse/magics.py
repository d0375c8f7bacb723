"""What IPython adds to Python: magics, shell lines and help, told apart from the Python of a cell.

`split` gives the cell's text with everything that is no Python blanked, character for character, and the pieces that
are written in another language. It follows IPython's own rules as far as a text alone can tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from quantum_lint.languages import language_of
from quantum_lint.model import lazy

#: A cell without any of these at the start of a line, after `=`, or at the end of a line is plain Python.
_SUSPECT = lazy.pattern(r"^[ \t]*(?:[!%?]|(?:pip3?|conda|mamba) )|=[ \t]*[!%]|\?[ \t]*$", re.MULTILINE)
#: One of these is in it.
_MARKS = ("!", "%", "?", "pip", "conda", "mamba")
_CELL_MAGIC = lazy.pattern(r"\s*%%([\w!]+)[ \t]*([^\n]*)(?:\n|\Z)")

#: Characters of one logical line: strings, comments, brackets, the line end.
_LEXEME = lazy.pattern(
    r"""\"{3}[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*(?:\"{3}|\Z) | '{3}[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*(?:'{3}|\Z)
      | "[^"\\\n]*(?:\\.[^"\\\n]*)*"? | '[^'\\\n]*(?:\\.[^'\\\n]*)*'? | \#[^\n]* | \\\n | [^"'#\\()\[\]{}\n]+ | .""",
    re.VERBOSE | re.DOTALL,
)
_NAMED = r"\*?[A-Za-z_][\w.]*(?:\[[^\[\]\n=]{0,80}\])*"
#: A line that is no Python, with its continuation lines: indentation, what it is assigned to, mark, rest. IPython runs
#: an installer without the mark too.
_LINE = lazy.pattern(
    rf"([ \t]*)((?:{_NAMED}(?:[ \t]*,[ \t]*{_NAMED})*[ \t]*,?[ \t]*=[ \t]*(?=!|%[A-Za-z]))?)"
    r"(!!?|%%?|\?\??|(?=(?:pip3?|conda|mamba)[ \t]+(?:install|uninstall|update|remove)[ \t]))"
    r"([^\n\\]*(?:\\\n?[^\n\\]*)*)"
)
_HELP = lazy.pattern(r"[ \t]*[%\w.*\[\]'\"]+\?\??[ \t]*(?=\n|\Z)")
_NAME = lazy.pattern(r"[ \t]*([\w.]+)")
_STATEMENT_MAGIC = lazy.pattern(r"(?:time|timeit|prun|memit)\b(?:[ \t]+-\w+(?:[ \t]+\d+)?)*[ \t]*")
#: `%env NAME` shows the variable, as `printenv NAME` does.
_PRINTED = lazy.pattern(r"env[ \t]+\w+[ \t]*")
#: `%run FILE` does what `python FILE` does.
_RUN = lazy.pattern(r"run[ \t]+(?:-[a-z]+[ \t]+)*")
_ASSIGNED = lazy.pattern(r"(?:set_)?env[ \t]+([\w.]+)(?:[ \t]*=[ \t]*|[ \t]+)(?=\S)")
_OPERATORS = lazy.pattern(r"[;&|<>()#]")

#: Cell magics whose body is Python that shares the notebook's names.
_PYTHON_BODIES = frozenset(
    ("time", "timeit", "capture", "prun", "memit", "mprun", "lprun", "debug", "px", "pyinstrument", "scalene")
)
#: Cell magics whose body is of another language, or Python that shares no names.
_BODIES = {
    "bash": "shell",
    "sh": "shell",
    "sx": "shell",
    "system": "shell",
    "!": "shell",
    "markdown": "markdown",
    "python": "python",
    "python2": "text",
    "python3": "python",
    "pypy": "python",
}
_INTERPRETERS = lazy.pattern(r"(?:\S*/)?(?:env[ \t]+)?(\w+)")
_INSTALLERS = frozenset(("pip", "pip3", "conda", "mamba", "uv", "micromamba"))
_SHELL_MAGICS = frozenset(("sx", "system"))
_WRITERS = frozenset(("writefile", "file"))


class Piece(NamedTuple):
    """Characters of a cell in another language.

    `insertions` say what to put where to make it valid there: first and last position in the piece, and the text that
    stands for what is between them.
    """

    language: str
    start: int
    end: int
    label: str
    insertions: tuple[tuple[int, int, str], ...] = ()


class Split(NamedTuple):
    """A cell taken apart: Python of the same length (None: the whole cell is something else) and the other pieces."""

    python: str | None
    pieces: tuple[Piece, ...] = ()


def split(text: str) -> Split:
    """The Python of a cell and what else is in it."""
    if not any(mark in text for mark in _MARKS) or not _SUSPECT.search(text):
        return Split(text)
    magic = _CELL_MAGIC.match(text)
    if magic and magic[1] not in _PYTHON_BODIES:
        return Split(None, tuple(_body(magic, len(text))))
    return _lines(text, magic.end() if magic else 0)


def _body(magic: re.Match[str], end: int) -> Iterator[Piece]:
    name, arguments, start = magic[1], magic[2], magic.end()
    if name in _WRITERS:
        target = arguments.split()[-1] if arguments.split() else ""
        yield Piece(language_of(target), start, end, f"%%{name} {target}")
        return
    if name == "script":
        interpreter = _INTERPRETERS.match(arguments)
        name = interpreter[1] if interpreter else ""
    yield Piece(_BODIES.get(name, "text"), start, end, f"%%{magic[1]}")


def _lines(text: str, start: int) -> Split:
    """Blank what is no Python from `start` on; everything before it is a stripped cell magic."""
    written = [_spaces(text[:start])]
    pieces: list[Piece] = []
    position = start
    while position < len(text):
        line = _LINE.match(text, position)
        if line:
            written.append(_blanked(line))
            pieces.extend(_pieces(line))
            position = line.end()
        elif help_line := _HELP.match(text, position):
            written.append(_statement(help_line[0]))
            position = help_line.end()
        end = _end_of_statement(text, position)
        written.append(text[position:end])
        position = end
    return Split("".join(written), tuple(pieces))


def _end_of_statement(text: str, position: int) -> int:
    """The start of the next line that is not inside brackets or a string."""
    depth = 0
    for match in _LEXEME.finditer(text, position):
        character = match[0]
        if character == "\n" and depth <= 0:
            return match.end()
        if character in "([{":
            depth += 1
        elif character in ")]}":
            depth -= 1
    return len(text)


def _blanked(line: re.Match[str]) -> str:
    indentation, target, mark, rest = line.groups()
    if target:
        return indentation + target + "_".ljust(len(mark)) + _spaces(rest)
    statement = _STATEMENT_MAGIC.match(rest) if mark == "%" else None
    if statement and statement.end() < len(rest):
        return indentation + "0;".ljust(1 + statement.end()) + rest[statement.end() :]
    return _statement(line[0])


def _statement(text: str) -> str:
    """A statement that does nothing, at the same indentation, as long as `text`."""
    body = text.lstrip(" \t")
    filler = "pass" if len(body.split("\n", 1)[0]) >= 4 else "0"
    return text[: len(text) - len(body)] + filler + _spaces(body[len(filler) :])


def _spaces(text: str) -> str:
    return re.sub(r"[^\r\n]", " ", text)


def _pieces(line: re.Match[str]) -> Iterator[Piece]:
    """The shell command of a line, if it is one."""
    mark, start, end = line[3], line.start(4), line.end()
    rest = line[4]
    if mark.startswith("!"):
        yield Piece("shell", start, end, "!")
        return
    name = _NAME.match(rest)
    if mark not in ("%", "") or name is None:
        return
    label = f"%{name[1]}"
    if name[1] in _INSTALLERS or rest.strip() == "env":
        yield Piece("shell", start, end, label)
    elif name[1] in _SHELL_MAGICS:
        yield Piece("shell", start + name.end(), end, label)
    elif assigned := _ASSIGNED.match(rest):
        shift = start + assigned.start(1)
        first, last = assigned.end(1) - assigned.start(1), assigned.end() - assigned.start(1)
        quote, stop = _quote(rest[assigned.end() :]), end - shift
        yield Piece("shell", shift, end, label, ((0, 0, "export "), (first, last, f"={quote}"), (stop, stop, quote)))
    elif running := _RUN.match(rest):
        yield Piece("shell", start, end, label, ((0, running.end(), "python "),))
    elif _PRINTED.fullmatch(rest):
        yield Piece("shell", start, end, label, ((0, 0, "print"),))


def _quote(value: str) -> str:
    """What makes a shell take the value as IPython does, which knows no operators and no comments."""
    return "'" if _OPERATORS.search(value) and "'" not in value and '"' not in value else ""
