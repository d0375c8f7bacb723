"""Command lines, wherever they are written: in shell, in scripts of pipelines, in calls that start a program.

A request that Python sends with headers is taken for the line of shell that would send the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.expression import compile_expression, searcher
from quantum_lint.model import lazy
from quantum_lint.model.fragment import Document, Fragment
from quantum_lint.model.named import NamedTuple
from quantum_lint.model.span import Span, TextMap
from quantum_lint.parse.shell import ShellDocument
from quantum_lint.parse.shell_command import Command, Word, base_name

if TYPE_CHECKING:
    from quantum_lint.evaluate.calls import Call
    from quantum_lint.evaluate.values import DictValue, Value

#: Calls that are given a program with its arguments one by one, or a line of shell.
_STARTERS = (
    r"(?:subprocess|sp)\.(?:run|call|check_call|check_output|Popen|getoutput|getstatusoutput)"
    r"|os\.(?:system|popen|exec\w+|spawn\w+)|asyncio\.create_subprocess_(?:exec|shell)|pexpect\.(?:spawn|run)"
)
#: What the text must hold for a call to start anything; to evaluate a text costs a hundred times this search. Headers
#: that are a list or a text are those of a table.
_STARTING = (
    r"\bsubprocess\b|\bpexpect\b|\bsp\.(?:run|call|check_|Popen|get)|\bos\.(?:system|popen|exec|spawn)"
    r"|\b(?:system|popen|exec[lv]\w*|spawn[lv]\w*)\s*\(\s*[^\s)]"
    r"|\bheaders\b[\"']?\s*(?:\[\s*[^\s0-9-]|\.update\b|[=:]\s*[^\s\[\"'=])|\bauth\s*=[^=]"
)
#: The parameter of a request that takes a user with a password, as a pair or as one of these objects.
LOGIN = "auth"
_BASIC = lazy.pattern(r".*\.(?:HTTP)?(?:Basic|Digest)Auth")
#: Keys of data files whose values are lines of shell.
_SCRIPTS = frozenset(
    (
        *("script", "scripts", "before_script", "after_script", "run", "command", "commands", "cmd", "bash", "shell"),
        *("inlineScript", "postCreateCommand", "install", "tasks"),
    )
)
#: One of them, as a key.
_SCRIPTING = rf"\b(?:{'|'.join(sorted(_SCRIPTS))})\b[\"']?\s*[:=\]]"


class Piece(NamedTuple):
    """A word of a command line; `place` gives the file's bytes of its characters from a first up to a last."""

    text: str
    place: Callable[[int, int], Span]


class Line(NamedTuple):
    """A program and its arguments, as the shell hands them over; what is not `started` is a call that sends headers."""

    program: str
    words: tuple[Piece, ...]
    started: bool = True


def command_lines(document: Document, knowledge: Knowledge) -> Iterator[Line]:
    """Every command line of the document."""
    if isinstance(document, ShellDocument):
        yield from _of_shell(document)
    elif hasattr(document, "evaluation"):
        if may_start(document.fragment.text) and may_start(document.code):
            yield from _of_python(document, knowledge)
    elif hasattr(document, "settings") and searcher((_SCRIPTING,))(document.fragment.text):
        # A pipeline hands on its scripts as fragments of their own, whose lines are found there.
        handed_on = {each.text for each in document.fragments()}
        for setting in document.settings():
            if not _SCRIPTS.isdisjoint(setting.path) and setting.value not in handed_on:
                place = document.span(setting.value_start, setting.value_end)
                yield from _of_text(document, setting.value, (place,))


def may_start(text: str) -> bool:
    """Whether a text of Python may start a program or send a request."""
    return searcher((_STARTING,))(text)


def _of_shell(document: ShellDocument) -> Iterator[Line]:
    for command in document.commands():
        if command.words:
            yield Line(command.program, tuple(_piece(document, word) for word in command.effective()))


def bare_pieces(command: Command) -> tuple[Piece, ...]:
    """The words of a command, placed in its script."""
    return tuple(Piece(word.text, Span) for word in command.effective())


def _piece(document: Document, word: Word) -> Piece:
    def place(start: int, end: int) -> Span:
        written = word.map().span(start, end)
        return document.span(written.start, written.end)

    return Piece(word.text, place)


def _of_python(document: Any, knowledge: Knowledge) -> Iterator[Line]:
    from quantum_lint.evaluate.values import ListValue

    starters = compile_expression(_STARTERS)
    for call in document.evaluation(knowledge).calls:
        yield from _of_request(document, call)
        if not starters.fullmatch(call.callee) or not call.arguments:
            continue
        first = call.arguments[0].value
        if isinstance(first, ListValue):
            yield from _of_values(document, first.items)
        elif len(call.arguments) > 1 and _one_by_one(call):
            yield from _of_values(document, [each.value for each in call.arguments if each.name is None])
        else:
            for text, places in _texts(first):
                yield from _of_text(document, text, places)


def _of_request(document: Document, call: Call) -> Iterator[Line]:
    """The headers of a request, its login, and where it goes."""
    from quantum_lint.evaluate.values import DictValue

    updated = call.callee.endswith("headers.update")
    given = [each.value for each in call.arguments if each.name in ("headers", LOGIN) or updated]
    sent = [piece for each in given if isinstance(each, DictValue) for piece in _headers(document, each)]
    login = call.argument(LOGIN)
    if login is not None:
        sent += _login(document, login.value)
    if sent:
        others = (text for each in call.arguments if each.value not in given for text in _texts(each.value))
        rest = [Piece(text, partial(_found, document, text, places)) for text, places in others]
        yield Line(call.callee.removeprefix("?."), (*sent, *rest), started=False)


def _headers(document: Document, headers: DictValue) -> Iterator[Piece]:
    for key, value in headers.items:
        for name, _ in _texts(key):
            for text, places in _texts(value):
                if places:
                    yield Piece(f"{name}: {text}", partial(_found, document, f"{name}: {text}", places))


def _login(document: Document, value: Value) -> Iterator[Piece]:
    """User and password, behind the name of the parameter that takes them."""
    from quantum_lint.evaluate.values import Instance, ListValue

    pair: tuple[Value, ...] = value.items if isinstance(value, ListValue) else ()
    if isinstance(value, Instance) and _BASIC.fullmatch(value.callee):
        pair = tuple(each.value for each in value.arguments)
    found = [next(iter(_texts(each)), ("$", ())) for each in pair]
    places = tuple(place for _, each in found for place in each)
    if len(found) == 2 and places:
        text = ":".join(text for text, _ in found)
        yield from (Piece(LOGIN, Span), Piece(text, partial(_found, document, text, places)))


def _one_by_one(call: Call) -> bool:
    return "exec" in call.callee or "spawn" in call.callee


def _of_values(document: Document, values: Any) -> Iterator[Line]:
    """The words of a list; one that is not known is a variable."""
    words = []
    for value in values:
        text, places = next(iter(_texts(value)), ("$", ()))
        words.append(Piece(text, partial(_found, document, text, places)))
    if words:
        yield Line(base_name(words[0].text), tuple(words))


def _of_text(document: Document, text: str, places: tuple[Span, ...]) -> Iterator[Line]:
    """The commands of a text that is written, perhaps with escapes, at these places."""
    shell = ShellDocument(Fragment("shell", text, TextMap.identity()))
    for command in shell.commands():
        if command.words:
            yield Line(command.program, tuple(_found_piece(document, word, places) for word in command.effective()))


def _found_piece(document: Document, word: Word, places: tuple[Span, ...]) -> Piece:
    return Piece(word.text, partial(_found, document, word.text, places))


def _texts(value: Value) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """The texts that a value may be, unknown pieces as a variable of the shell, and the literals they are made of."""
    from quantum_lint.evaluate.values import Text, constants

    if isinstance(value, Text):
        known = [next(iter(_texts(piece)), ("$", ())) for piece in value.pieces]
        yield "".join(text for text, _ in known), tuple(place for _, places in known for place in places)
    for constant in constants(value):
        if isinstance(constant.value, str):
            yield constant.value, constant.origins


def _found(document: Document, text: str, places: tuple[Span, ...], start: int, end: int) -> Span:
    """Where characters of a word are written among its literals; all of the first one where escapes hide them."""
    offset = document.fragment.map.offset
    for place in places:
        first, last = offset(place.start), offset(place.end)
        at = document.fragment.text.find(text[start:end], first, last)
        if at >= 0:
            return document.span(at, at + end - start)
    return places[0]
