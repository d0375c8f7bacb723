"""Addresses that only exist inside somebody's network, in what a program, a command or a setting uses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.bound_names import bound_names
from quantum_lint.match.endpoints import used
from quantum_lint.match.expression import searcher
from quantum_lint.match.private_places import is_everywhere
from quantum_lint.model import lazy
from quantum_lint.model.fragment import Document
from quantum_lint.model.span import Span

_NUMBER = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_PRIVATE_NUMBERS = rf"(?:10\.{_NUMBER}|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.{_NUMBER}\.{_NUMBER}"
_PRIVATE_ENDING = r"\.(?:internal|corp|intranet|lan|private|home\.arpa|local)"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_PRIVATE_NAME = rf"{_LABEL}(?:\.{_LABEL}){{0,4}}{_PRIVATE_ENDING}"
#: What no such name and no such number is without: RE2 sees that there is none fifty times as fast.
_NAME_SIGN, _NUMBER_SIGN = f"(?i:{_PRIVATE_ENDING})", r"(?:10|192|172)\.\d"
#: A name in a URL or in the configuration of ssh; a number anywhere, unless it is a range or a version.
_HOST = lazy.pattern(
    rf"[a-z][a-z0-9+.-]{{1,15}}://(?:[^\s/@'\"]*@)?(?P<name>{_PRIVATE_NAME})(?![\w.-])"
    rf"|^[ \t]*Host(?:Name)?[ \t=]+(?P<ssh>{_PRIVATE_NAME}|{_PRIVATE_NUMBERS})[ \t]*$"
    rf"|(?<![\w.:/-])(?:[a-z][a-z0-9+.-]{{1,15}}://(?:[^\s/@'\"]*@)?)?(?P<number>{_PRIVATE_NUMBERS})(?![\w.]|/\d|-\d)",
    re.IGNORECASE | re.MULTILINE,
)
#: A name by itself, which counts only where a host is expected.
_BARE = lazy.pattern(rf"(?:[a-z_][\w.-]*@)?(?P<name>{_PRIVATE_NAME})(?::\S*)?", re.IGNORECASE)
#: Programs whose arguments are hosts, and names of what takes one.
_CONNECTING = frozenset(("ssh", "scp", "sftp", "rsync", "sshfs", "mosh", "autossh", "ssh-copy-id", "ping"))
_TAKING = lazy.pattern(r"(?i)(?:.*[_.-])?(?:host(?:_?name)?|server|gateway|endpoint|address)")


def private_hosts(document: Document, knowledge: Knowledge) -> Iterator[tuple[str, Span]]:
    """Each address with its place, comments and prose left out."""
    for host, span in (*_written(document, knowledge), *_expected(document, knowledge)):
        if not is_everywhere(host):
            yield host, span


def _written(document: Document, knowledge: Knowledge) -> Iterator[tuple[str, Span]]:
    """Those that are addresses wherever they stand."""
    text = document.fragment.text
    if not searcher((_NAME_SIGN, _NUMBER_SIGN))(text):
        return
    found = [(match.lastgroup or "", match) for match in _HOST.finditer(text)]
    places = tuple(used(document, knowledge)) if found else ()
    for group, match in found:
        span = document.span(*match.span(group))
        # What a script writes into a file is no word of a command.
        if group == "ssh" or any(place.covers(span) for place in places):
            yield match[group], span


def _expected(document: Document, knowledge: Knowledge) -> Iterator[tuple[str, Span]]:
    """Names that are hosts because of what takes them."""
    if not searcher((_NAME_SIGN,))(document.fragment.text):
        return
    for text, span in (*_of_programs(document), *_of_parameters(document, knowledge), *_of_names(document, knowledge)):
        bare = _BARE.fullmatch(text)
        if bare:
            yield bare["name"], span


def _of_programs(document: Document) -> Iterator[tuple[str, Span]]:
    for command in document.commands() if hasattr(document, "commands") else ():
        if command.program in _CONNECTING:
            yield from ((word.text, document.span(word.start, word.end)) for word in command.words)


def _of_parameters(document: Document, knowledge: Knowledge) -> Iterator[tuple[str, Span]]:
    from quantum_lint.evaluate.values import constants

    for call in document.evaluation(knowledge).calls if hasattr(document, "evaluation") else ():
        for argument in call.arguments:
            if argument.name and _TAKING.fullmatch(argument.name):
                for each in constants(argument.value):
                    yield from ((str(each.value), span) for span in each.origins)


def _of_names(document: Document, knowledge: Knowledge) -> Iterator[tuple[str, Span]]:
    for each in bound_names(document, knowledge):
        if _TAKING.fullmatch(each.name):
            yield each.value, each.spans[0]
