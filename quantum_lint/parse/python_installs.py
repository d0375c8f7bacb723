"""What Python installs: commands that it starts, what a `setup` call asks for, what a session of nox needs.

Each becomes a piece in the language that says the same: a line of shell, or a requirements file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from quantum_lint.evaluate.values import (
    DictValue,
    Known,
    ListValue,
    Reference,
    Series,
    Text,
    Value,
    constant,
    options,
)
from quantum_lint.model import lazy
from quantum_lint.model.span import MapBuilder, TextMap
from quantum_lint.parse.command_line import command_line, joined

if TYPE_CHECKING:
    from quantum_lint.evaluate.calls import Argument, Call
    from quantum_lint.evaluate.positions import Where
    from quantum_lint.model.fragment import Fragment
    from quantum_lint.parse.python import PythonDocument

#: What a text must hold of both to be worth evaluating, which takes a hundred times as long as to look for it: the
#: first on a line that is no comment, and of the words that prose has, too, only what runs something.
_NAMED = lazy.pattern(
    r"(?:^|[\r\n])[ \t]*(?![#\s])[^\r\n]*\b(?:install|(?:install|extras|tests)_requires?|conda_install)\b"
)
_STARTED = lazy.pattern(
    r"(?:subprocess|popen|Popen|getoutput|get_ipython|micropip|piplite|setuptools|distutils|skbuild|nox)\b"
    r"|[.\"']system\b|system(?:\s*\(|[ \t]+as\b)|import\b[^\n]*\bsystem\b"
    r"|pip(?:\.|main\b)|from[ \t]+pip\b"
)  # None starts with `\b`, behind which all of them would be tried at every character.
#: What each of the first holds; most texts hold neither, which is seen a hundred times as fast.
_NAMING = ("install", "_require")
#: Calls that start a program: its words in a list, or a line of shell.
_STARTERS = lazy.pattern(
    r"(?:subprocess|asyncio\.subprocess)\.(?:run|call|check_call|check_output|Popen|getoutput|getstatusoutput)"
    r"|os\.(?:system|popen)|asyncio\.create_subprocess_shell"
)
#: Calls that are pip itself, or do what it does, and the words that stand before their own.
_INSTALLERS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"pip(?:\._internal)?(?:\.cli)?(?:\.main)?\.main"), ("pip",)),
    (re.compile(r"(?:micropip|piplite)\.install"), ("pip", "install")),
)
#: Methods of a session of nox, which is a parameter of a function, and the words that they stand for.
_SESSION_METHODS = {
    "install": ("pip", "install"),
    "conda_install": ("conda", "install"),
    "run": (),
    "run_install": (),
    "run_always": (),
}
_NOX = ("nox", "nox_poetry")
_SETUP = lazy.pattern(r"(?:setuptools|distutils\.core|numpy\.distutils\.core|skbuild)\.setup")
#: Parameters of it that hold requirements.
_REQUIRED = ("install_requires", "extras_require", "tests_require")
#: Stands for what is not known; no tool takes it for the name of a package.
_UNKNOWN = "{}"
_WORD = lazy.pattern(r"\S+")
#: What of a word stands in a program as in the text: quotes may have to be escaped.
_UNESCAPED = lazy.pattern(r"""[^\s"'\\]+""")
#: Programs are started for many reasons; only those that install are handed on.
_INSTALL = lazy.pattern(r"\binstall\b")


class _Piece(NamedTuple):
    """A text and the literals that it was made of."""

    text: str
    sources: tuple[Where, ...] = ()


def fragments(document: PythonDocument) -> Iterator[Fragment]:
    """Every command that installs something, and every list of requirements, in the order of the calls."""
    text = document.fragment.text
    if not any(part in text for part in _NAMING) or _NAMED.search(text) is None or _STARTED.search(text) is None:
        return
    evaluation = document.evaluation()
    sessions = any(each.module.partition(".")[0] in _NOX for each in evaluation.imports)
    template = not _is_run_by_installers(document)
    for call in evaluation.calls:
        if not (call.context.dead or (template and _SETUP.fullmatch(call.callee))):
            yield from _of_call(document.fragment, call, sessions)


def _is_run_by_installers(document: PythonDocument) -> bool:
    """Whether a file is a script of setuptools, by its name: `sample_setup.py` is there to be copied."""
    path = document.surroundings.path if document.surroundings else ""
    return not path or path.rpartition("/")[2].startswith("setup")


def _of_call(fragment: Fragment, call: Call, sessions: bool) -> Iterator[Fragment]:
    """What one call installs; `sessions` says that methods of unknown objects may be those of nox."""
    if _SETUP.fullmatch(call.callee):
        yield from _required(fragment, call)
    elif _STARTERS.fullmatch(call.callee):
        yield from _started(fragment, call, call.arguments[:1])
    elif call.callee.startswith("?."):
        yield from _of_unknown(fragment, call, sessions)
    else:
        for names, head in _INSTALLERS:
            if names.fullmatch(call.callee) and call.arguments:
                for words in _lists(call.arguments[0].value):
                    yield from _command(fragment, call, (*head, *words))


def _of_unknown(fragment: Fragment, call: Call, sessions: bool) -> Iterator[Fragment]:
    """What a method of an object that nobody knows installs: of IPython's shell, or of a session of nox."""
    method = call.callee.removeprefix("?.")
    owner = call.callee_where.text.rpartition(".")[0]
    if owner == "get_ipython()":
        if method in ("system", "getoutput"):
            yield from _started(fragment, call, call.arguments[:1])
        elif method in ("run_line_magic", "magic"):
            words = [piece for argument in call.arguments[:2] for piece in _pieces(argument.value)[:1]]
            yield from _line(fragment, call, words)
    elif sessions and owner == "session" and method in _SESSION_METHODS:
        given = [each.value for each in call.arguments if each.name is None]
        yield from _command(fragment, call, (*_SESSION_METHODS[method], *_words(given)))


def _started(fragment: Fragment, call: Call, arguments: Sequence[Argument]) -> Iterator[Fragment]:
    for value in (option for argument in arguments for option in options(argument.value)):
        if isinstance(value, ListValue):
            yield from _command(fragment, call, _words(value.items))
        else:
            yield from _line(fragment, call, _pieces(value))


def _line(fragment: Fragment, call: Call, pieces: Sequence[_Piece]) -> Iterator[Fragment]:
    """A line of shell that is written as such."""
    if _INSTALL.search(" ".join(piece.text for piece in pieces)):
        at = _at(call)
        text, inner = joined([(piece.text, _place(fragment, piece, at)) for piece in pieces], " ")
        yield fragment.derive(text, inner, "shell", call.callee)


def _command(fragment: Fragment, call: Call, words: Sequence[_Piece | str]) -> Iterator[Fragment]:
    """A command that is given word by word; those that are not written anywhere are plain strings."""
    at = _at(call)
    pieces = [word if isinstance(word, _Piece) else _Piece(word) for word in words]
    if any(_INSTALL.fullmatch(piece.text) for piece in pieces):
        text, inner = command_line([(piece.text, _place(fragment, piece, at)) for piece in pieces])
        yield fragment.derive(text, inner, "shell", call.callee)


def _required(fragment: Fragment, call: Call) -> Iterator[Fragment]:
    """The requirements of a package, which promises its users a range; a private one is run where it is installed.

    Each list is a piece of its own: of two extras, or of two lists that it may be, only one is there at a time.
    """
    private = any("Private ::" in piece.text for words in _given(call, "classifiers") for piece in words)
    for name in _REQUIRED:
        for words in _given(call, name):
            pieces = [piece for piece in words if _UNKNOWN not in piece.text]
            if pieces:
                at = _at(call)
                text, inner = joined([(piece.text, _place(fragment, piece, at)) for piece in pieces], "\n")
                found = fragment.derive(text, inner, "requirements", name)
                yield found if private else found.marked("library")


def _given(call: Call, name: str) -> Iterator[list[_Piece]]:
    """The texts of an argument: of a list, of one text, or of every value of a table."""
    argument = call.argument(name)
    for value in options(argument.value) if argument else ():
        if isinstance(value, DictValue):
            for _, each in value.items:
                yield from _lists(each)
        else:
            yield from _lists(value)


def _lists(value: Value) -> Iterator[list[_Piece]]:
    """The texts of a value that may be a list, or one of several."""
    for option in options(value):
        yield _words(option.items) if isinstance(option, ListValue) else _pieces(option)


def _words(values: Sequence[Value]) -> list[_Piece]:
    return [piece for value in values for piece in (_pieces(value) or [_Piece(_UNKNOWN)])]


def _pieces(value: Value) -> list[_Piece]:
    """Every text that a value may be."""
    found = []
    for option in options(value.element if isinstance(value, Series) else value):
        if isinstance(option, Known) and isinstance(option.value, str):
            found.append(_Piece(option.value, option.sources))
        elif isinstance(option, Text):
            known = [_known(each) for each in option.pieces]
            found.append(_Piece("".join(each.text for each in known), tuple(s for each in known for s in each.sources)))
        elif isinstance(option, Reference) and option.name == "sys.executable":
            found.append(_Piece("python"))
    return found


def _known(value: Value) -> _Piece:
    if isinstance(value, Reference) and value.name == "sys.executable":
        return _Piece("python")
    text = constant(value, str)
    return _Piece(_UNKNOWN) if text is None or not isinstance(value, Known) else _Piece(text, value.sources)


def _at(call: Call) -> int:
    """The character at which the call starts."""
    return call.where.positions.characters(call.where.node)[0]


def _place(fragment: Fragment, piece: _Piece, default: int) -> TextMap:
    """The map of a text to where its words are written; those that are not written so stand where the call starts."""
    bodies = [
        place
        for source in piece.sources
        if source.positions.path is None
        for place in source.positions.literal_places(source.node)
    ]
    builder = MapBuilder()
    builder.add(0, default, default)
    for word in _WORD.finditer(piece.text):
        at = _find(fragment.text, word[0], bodies)
        if at is not None:
            _add(builder, word.start(), word.end(), at)
            continue
        for part in _UNESCAPED.finditer(piece.text, *word.span()):
            at = _find(fragment.text, part[0], bodies)
            if at is None:
                builder.add(part.start(), default, default)
                builder.add(part.end(), default, default)
            else:
                _add(builder, part.start(), part.end(), at)
    return builder.build()


def _add(builder: MapBuilder, start: int, end: int, at: int) -> None:
    builder.add(start, at, at)
    builder.add(end, at + end - start, at + end - start)


def _find(text: str, word: str, bodies: list[tuple[int, int]]) -> int | None:
    """Where a word is written; what was found of the literals is taken off them."""
    for number, (start, end) in enumerate(bodies):
        at = text.find(word, start, end)
        if at >= 0:
            bodies[: number + 1] = [(at + len(word), end)]
            return at
    return None
