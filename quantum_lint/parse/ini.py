"""INI files, `.env` files, Java properties and netrc: names with values, one a line or a few lines each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from quantum_lint.model import lazy
from quantum_lint.model.fragment import Document, Fragment
from quantum_lint.model.setting import Setting
from quantum_lint.parse import setup_cfg, tox

_BREAK = lazy.pattern(r"\r\n|\r|\n")
_SECTION = lazy.pattern(r"[ \t]*\[([^\]\r\n]*)\]")
_INI_PAIR = lazy.pattern(r"([ \t]*)([^\s=:#;\[](?:[^=:\r\n]*[^\s=:])?)[ \t]*[=:][ \t]*")
_DOTENV_PAIR = lazy.pattern(r"[ \t]*(?:export[ \t]+|set[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*=[ \t]*")
_PROPERTY = lazy.pattern(r"[ \t\f]*((?:[^\s=:#!\\]|\\.)(?:[^\s=:\\]|\\.)*)(?:[ \t\f]*[=:])?[ \t\f]*")
_NETRC_PAIR = lazy.pattern(r"\b(machine|login|account|password)\s+(\S+)")
_COMMENT = lazy.pattern(r"(?<![^ \t])[#;]")
_QUOTED = lazy.pattern(
    r""""((?:[^"\\]|\\.)*)"(?=[ \t]*(?:\#|\r|\n|\Z))|'([^']*)'(?=[ \t]*(?:\#|\r|\n|\Z))""", re.DOTALL
)
_ESCAPE = lazy.pattern(r"\\(?:u([0-9A-Fa-f]{4})|(\r\n[ \t\f]*|[\r\n][ \t\f]*|.))", re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "f": "\f"}


class IniDocument(Document):
    """The names and values of such a file. What is neither a section nor a pair says nothing."""

    def settings(self) -> Iterator[Setting]:
        """Every pair in order; in an INI file the path starts with the section."""
        return _READERS[self.fragment.language](self.fragment.text)

    def fragments(self) -> Iterator[Fragment]:
        """The requirements and commands of tox environments, and the requirements of a package."""
        if self.fragment.language == "ini" and "testenv" in self.fragment.text:
            yield from tox.fragments(self.fragment, self.settings())
        if self.fragment.language == "ini" and "_require" in self.fragment.text:
            yield from setup_cfg.requirements(self.fragment, self.settings())


def parse(fragment: Fragment) -> IniDocument:
    """The document of the fragment; it is read when asked."""
    return IniDocument(fragment)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each line, without its break."""
    start = 0
    for found in _BREAK.finditer(text):
        yield start, found.start()
        start = found.end()
    yield start, len(text)


def _ini(text: str) -> Iterator[Setting]:
    """Lines that are indented further than a name continue its value."""
    section: tuple[str, ...] = ()
    pair: re.Match[str] | None = None
    values: list[tuple[int, int]] = []
    for start, end in _lines(text):
        if pair is not None and _continues(text, pair, start, end):
            values.append(_trimmed(text, start, end))
            continue
        if pair is not None:
            yield _ini_setting(text, section, pair, values)
        pair = _INI_PAIR.match(text, start, end)
        values = [_trimmed(text, pair.end(), end)] if pair else []
        title = _SECTION.match(text, start, end)
        section = (title[1].strip(),) if title else section
    if pair is not None:
        yield _ini_setting(text, section, pair, values)


def _continues(text: str, pair: re.Match[str], start: int, end: int) -> bool:
    line = text[start:end]
    content = line.lstrip(" \t")
    return bool(content) and len(line) - len(content) > len(pair[1])


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The value from `start` on, without blanks, comment and quotes around it."""
    quoted = _QUOTED.match(text, start, end)
    if quoted:
        return quoted.span(1) if quoted[1] is not None else quoted.span(2)
    comment = _COMMENT.search(text, start, end)
    value = text[start : comment.start() if comment else end]
    first = start + len(value) - len(value.lstrip())
    return first, first + len(value.strip())


def _ini_setting(text: str, section: tuple[str, ...], pair: re.Match[str], values: list[tuple[int, int]]) -> Setting:
    value = "\n".join(text[slice(*place)] for place in values).strip("\n")
    written = [place for place in values if place[0] < place[1]] or values
    return Setting((*section, pair[2]), value, *pair.span(2), written[0][0], written[-1][1])


def _dotenv(text: str) -> Iterator[Setting]:
    """A quoted value may go over several lines."""
    reached = 0
    for start, end in _lines(text):
        pair = _DOTENV_PAIR.match(text, start, end) if start >= reached else None
        if pair is None:
            continue
        quoted = _QUOTED.match(text, pair.end())
        first, last = _trimmed(text, pair.end(), quoted.end() if quoted else end)
        value = text[first:last]
        if quoted is not None:
            reached = quoted.end()
            value = _unescaped(value) if quoted[1] is not None else value
        yield Setting((pair[1],), value, *pair.span(1), first, last)


def _properties(text: str) -> Iterator[Setting]:
    """A backslash at the end of a line joins the next one; nothing is quoted."""
    lines = _lines(text)
    for start, end in lines:
        stop = end
        while _escapes_break(text, start, stop):
            following = next(lines, None)
            if following is None:
                break
            stop = following[1]
        pair = _PROPERTY.match(text, start, stop)
        if pair is not None:
            last = pair.end() + len(text[pair.end() : stop].rstrip("\r\n"))
            yield Setting((_unescaped(pair[1]),), _unescaped(text[pair.end() : last]), *pair.span(1), pair.end(), last)


def _escapes_break(text: str, start: int, end: int) -> bool:
    """Whether the line ends with a backslash that no backslash escapes, and is no comment."""
    first = end
    while first > start and text[first - 1] == "\\":
        first -= 1
    return (end - first) % 2 == 1 and text[start:end].lstrip()[:1] not in ("#", "!")


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(match: re.Match[str]) -> str:
    if match[1]:
        return chr(int(match[1], 16))
    return "" if match[2][0] in "\r\n" else _ESCAPES.get(match[2], match[2])


def _netrc(text: str) -> Iterator[Setting]:
    """What is told of a machine: its name is the section."""
    machine = "default"
    for pair in _NETRC_PAIR.finditer(text):
        if pair[1] == "machine":
            machine = pair[2]
        else:
            yield Setting((machine, pair[1]), pair[2], *pair.span(1), *pair.span(2))


_READERS: dict[str, Callable[[str], Iterator[Setting]]] = {
    "ini": _ini,
    "dotenv": _dotenv,
    "properties": _properties,
    "netrc": _netrc,
}
