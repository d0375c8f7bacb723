"""Dockerfiles: instructions, stages, the names they set, and the shell in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from quantum_lint.model import lazy
from quantum_lint.model.fragment import Document, Fragment, Problem
from quantum_lint.model.setting import Setting
from quantum_lint.model.span import TextMap
from quantum_lint.parse.command_line import command_line
from quantum_lint.parse.dockerfile_line import LogicalLine, logical_lines
from quantum_lint.parse.json import escapes, unescape
from quantum_lint.parse.shell_builder import unquoted
from quantum_lint.parse.shell_command import Word

_KEYWORD = lazy.pattern(r"\s*([A-Za-z]+)(?:\s+|$)")
_FLAG = lazy.pattern(r"--([a-z][a-z-]*)(?:=(\S*))?(?:\s+|$)")
_WORD = lazy.pattern(r"""(?:"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[^\s"'\\]|["'\\])+""", re.DOTALL)
_QUOTING = lazy.pattern(r""""((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)""", re.DOTALL)
_ESCAPED = lazy.pattern(r"\\(.)", re.DOTALL)
_NAME = lazy.pattern(r"[A-Za-z_][\w.-]*")
_STRING = lazy.pattern(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_EXEC_FORM = lazy.pattern(rf"\[\s*(?:{_STRING.pattern}\s*(?:,\s*{_STRING.pattern}\s*)*)?\]\s*", re.DOTALL)
_BARE_HEREDOC = lazy.pattern(r"<<-?\s*([\"']?)\w+\1\s*")
_CHECK = lazy.pattern(r"CMD\s+", re.IGNORECASE)
_KEYWORDS = frozenset(
    (
        *("ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER"),
        *("ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR"),
    )
)
_COMMANDS = frozenset(("RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK"))


class Instruction(NamedTuple):
    """An instruction. `text` is what follows the keyword and its flags, lines joined; `map` leads to the fragment.

    `stage` counts the `FROM` lines up to here, from 0; it is -1 before the first. `body` is a here-document's lines.
    """

    keyword: str
    text: str
    map: TextMap
    start: int
    end: int
    stage: int
    flags: tuple[tuple[str, str], ...] = ()
    onbuild: bool = False
    body: tuple[int, int] | None = None

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Characters of the fragment behind characters of `text`."""
        span = self.map.span(start, end)
        return span.start, span.end

    def words(self) -> tuple[Word, ...]:
        """The words of the text, or the strings of a JSON list, with their quotes undone."""
        if _EXEC_FORM.fullmatch(self.text):
            found = [(decoded, *self.place(start, end)) for decoded, start, end in self._strings()]
            return tuple(Word(text, start, end, quoted=True) for text, start, end in found)
        return tuple(
            Word(
                _undo_quotes(match[0]),
                *self.place(match.start(), match.end()),
                quoted="'" in match[0] or '"' in match[0],
            )
            for match in _WORD.finditer(self.text)
        )

    def names(self) -> Iterator[Setting]:
        """What `ENV`, `ARG` or `LABEL` names. The value of an `ARG` without one starts where its name ends."""
        matches = list(_WORD.finditer(self.text))
        if not matches:
            return
        name = _NAME.match(self.text, matches[0].start())
        if self.keyword != "ARG" and name and len(matches) > 1 and name.end() == matches[0].end():
            yield self._setting(name, matches[1].start(), len(self.text.rstrip()))
            return
        for match in matches:
            name = _NAME.match(self.text, match.start())
            if name and self.text.startswith("=", name.end()):
                yield self._setting(name, name.end() + 1, match.end())
            elif name and self.keyword == "ARG":
                yield self._setting(name, name.end(), name.end())

    def command(self) -> tuple[str, TextMap] | None:
        """The shell text that the instruction runs, and its map to the fragment; None if it runs none."""
        text, inner = self.text, self.map
        if self.keyword == "HEALTHCHECK":
            check = _CHECK.match(text)
            if check is None:
                return None
            return self._from(check.end()).command()
        if not _EXEC_FORM.fullmatch(text):
            return text, inner
        strings = [
            (decoded, inner.through(escapes(text, start + 1, end - 1), len(decoded)))
            for decoded, start, end in self._strings()
        ]
        return command_line(strings) if strings else None

    def _from(self, offset: int) -> Instruction:
        text = self.text[offset:]
        return Instruction("CMD", text, self.map.part(offset, len(self.text)), self.start, self.end, self.stage)

    def _strings(self) -> Iterator[tuple[str, int, int]]:
        """The strings of a JSON list, decoded, and where they stand in the text with their quotes."""
        for match in _STRING.finditer(self.text):
            yield unescape(match[0][1:-1]), match.start(), match.end()

    def _setting(self, name: re.Match[str], start: int, end: int) -> Setting:
        value = _undo_quotes(self.text[start:end])
        inside = unquoted(self.text, start, end)
        places = (*self.place(name.start(), name.end()), *_at(self.map, *inside))
        return Setting((name[0],), value, *places)


def _at(inner: TextMap, start: int, end: int) -> tuple[int, int]:
    if start == end:
        place = inner.end(start)
        return place, place
    span = inner.span(start, end)
    return span.start, span.end


class DockerfileDocument(Document):
    """A Dockerfile as its instructions in order; those after `ONBUILD` are instructions too."""

    def __init__(self, fragment: Fragment) -> None:
        super().__init__(fragment)
        self.instructions: list[Instruction] = []
        stage = -1
        for line in logical_lines(fragment.text):
            instruction = _instruction(line, stage)
            if instruction is None:
                if not self.problems:
                    span = self.span(line.start, line.end)
                    self.problems.append(Problem(span, "not an instruction of a Dockerfile"))
                continue
            if instruction.keyword == "FROM":
                stage += 1
                instruction = _instruction(line, stage) or instruction
            self.instructions.append(instruction)

    def of(self, *keywords: str) -> Iterator[Instruction]:
        """The instructions with one of these keywords."""
        return (instruction for instruction in self.instructions if instruction.keyword in keywords)

    def settings(self) -> Iterator[Setting]:
        """Names that `ENV`, `ARG` and `LABEL` give a value."""
        for instruction in self.of("ENV", "ARG", "LABEL"):
            for setting in instruction.names():
                if setting.value_start > setting.key_end:
                    yield setting

    def fragments(self) -> Iterator[Fragment]:
        """The shell of `RUN`, `CMD`, `ENTRYPOINT` and `HEALTHCHECK`."""
        for instruction in self.instructions:
            if instruction.keyword not in _COMMANDS:
                continue
            if instruction.body and _BARE_HEREDOC.match(instruction.text):
                yield self.fragment.cut(*instruction.body, "shell", instruction.keyword).marked("container")
                continue
            command = instruction.command()
            if command is not None and command[0]:
                yield self.fragment.derive(*command, "shell", instruction.keyword).marked("container")


def parse(fragment: Fragment) -> DockerfileDocument:
    """The instructions of the fragment."""
    return DockerfileDocument(fragment)


def _instruction(line: LogicalLine, stage: int) -> Instruction | None:
    keyword, position = _keyword(line.text, 0)
    onbuild = keyword == "ONBUILD"
    if onbuild:
        keyword, position = _keyword(line.text, position)
    if keyword not in _KEYWORDS:
        return None
    flags = []
    while flag := _FLAG.match(line.text, position):
        flags.append((flag[1], flag[2] or ""))
        position = flag.end()
    position = min(position, len(line.text))
    rest = (line.text[position:], line.map.part(position, len(line.text)))
    return Instruction(keyword, *rest, line.start, line.end, stage, tuple(flags), onbuild, line.body)


def _keyword(text: str, position: int) -> tuple[str, int]:
    match = _KEYWORD.match(text, position)
    return (match[1].upper(), match.end()) if match else ("", position)


def _undo_quotes(text: str) -> str:
    return _QUOTING.sub(lambda match: match[2] or match[3] or _ESCAPED.sub(r"\1", match[1] or ""), text)
