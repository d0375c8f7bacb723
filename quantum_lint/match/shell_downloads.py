"""Circuits, data and code that a command line gets from the network."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from quantum_lint.match.addresses import Address, address_of, is_file, is_file_name
from quantum_lint.model import lazy
from quantum_lint.parse.shell_command import Command

#: Programs that write what they get to a file, if nothing else is said.
_SAVERS = frozenset(("wget", "aria2c", "axel"))
#: Programs that print it, unless one of these options names a file.
_PRINTERS = frozenset(("curl", "iwr", "invoke-webrequest", "irm", "invoke-restmethod"))
_OUTPUT = lazy.pattern(r"-[a-zA-Z]*[oO][a-zA-Z]*|--output(?:-document)?|--remote-name(?:-all)?|-outfile", re.IGNORECASE)
_OUTPUT_WITH_NAME = lazy.pattern(r"(?:--output(?:-document)?=|-[a-zA-Z]*O(?=[^a-zA-Z]))(.+)")
#: Options with which a program asks or tells something, or only looks.
_ASKING = lazy.pattern(
    r"-X|-d|-F|-T|-I|--request|--data\S*|--json|--form\S*|--upload-file|--head|--spider|--post-\S+|--method\S*"
)
_UNPACKERS = frozenset(("tar", "bsdtar", "unzip", "gunzip", "zcat", "bzip2", "xz", "zstd", "cpio", "tee", "dd"))
#: Programs that run the file at an address.
_RUNNERS = lazy.pattern(r"i?python[\d.]*")
_THROWN_AWAY = frozenset(("/dev/null", "NUL"))
_STANDARD = frozenset(("-", "/dev/stdout"))


class Fetched(NamedTuple):
    """Something that a command gets: the program, and the first address of a file among its words."""

    program: str
    address: Address


def fetched(command: Command) -> Fetched | None:
    """What the command line gets and keeps; an answer that is only printed, or goes to a filter, is none."""
    words = [word.text for word in command.effective()]
    if not words:
        return None
    keeps = _keeps(command) or (command.pipes_into is not None and command.pipes_into.program in _UNPACKERS)
    return got(command.program, words[1:], keeps=keeps)


def got(program: str, words: Sequence[str], *, keeps: bool = False) -> Fetched | None:
    """The same of a program and its words; `keeps` tells that its output goes to a file."""
    program = program.lower()
    if _RUNNERS.fullmatch(program):
        return _first(program, words[:1], ())
    if program not in _SAVERS | _PRINTERS or any(_ASKING.fullmatch(word) for word in words):
        return None
    outputs = tuple(_outputs(words))
    if not _THROWN_AWAY.isdisjoint(outputs) or not (keeps or _saves(program, words, outputs)):
        return None
    return _first(program, words, outputs)


def _keeps(command: Command) -> bool:
    written = (each.target.text for each in command.redirections if each.operator in (">", ">>", ">|"))
    return any(target not in _THROWN_AWAY for target in written)


def _saves(program: str, words: Sequence[str], outputs: Sequence[str]) -> bool:
    if not _STANDARD.isdisjoint(outputs):
        return False
    return program in _SAVERS or any(_OUTPUT.fullmatch(word) for word in words)


def _outputs(words: Sequence[str]) -> Iterator[str]:
    """The names that the words give to what is got."""
    for word, following in zip(words, [*words[1:], ""], strict=True):
        named = _OUTPUT_WITH_NAME.fullmatch(word)
        if named:
            yield named[1]
        elif _OUTPUT.fullmatch(word) and not following.startswith("-"):
            yield following


def _first(program: str, words: Sequence[str], outputs: Sequence[str]) -> Fetched | None:
    """The first of the words that is the address of a file; the name that is given to it may tell what it is."""
    named = any(is_file_name(output) for output in outputs)
    for word in words:
        address = address_of(word)
        if address is not None and (is_file(address) or _is_kept(address, named)):
            return Fetched(program, address)
    return None


def _is_kept(address: Address, named: bool) -> bool:
    return not address.queries and (named or is_file_name(address.name))
