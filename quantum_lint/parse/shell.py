"""Shell script: commands, the names that it sets, and the code that it hands to other interpreters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from quantum_lint.model.fragment import Document, Fragment, Problem
from quantum_lint.model.setting import Setting
from quantum_lint.parse import installs
from quantum_lint.parse.shell_builder import unquoted
from quantum_lint.parse.shell_command import Command, Word, base_name
from quantum_lint.parse.shell_reader import Reader

_PAIR = re.compile(r"([A-Za-z_]\w*)\+?=")
_NAME = re.compile(r"[A-Za-z_]\w*")
_PYTHON = re.compile(r"i?python[\d.]*|pypy[\d.]*")
_SHELL = re.compile(r"(?:ba|z|da|k)?sh")
_CODE_OPTION = re.compile(r"-[a-zA-Z]*c")
_POWERSHELL = re.compile(r"(\$env:)(\w+)(=?)", re.IGNORECASE)
#: Commands whose words `NAME=value` set names.
_SETTERS = frozenset(("export", "declare", "local", "readonly", "typeset", "env", "set"))
#: Commands that take the name and the value as words of their own.
_SETTERS_APART = frozenset(("setenv", "setx", "set_env"))
#: Options of any command whose word `NAME=value` sets a name for what it starts.
_PASSING_OPTIONS = frozenset(("-e", "--env", "--build-arg", "--set-env-vars"))
#: Endings of files whose text, when a script writes them, is code of ours to read.
_WRITTEN = ((".py", "python"), (".sh", "shell"), ("requirements.txt", "requirements"))


class ShellDocument(Document):
    """A script as its commands, in the order in which they start; those inside `$(...)` stand among them."""

    def __init__(self, fragment: Fragment) -> None:
        super().__init__(fragment)
        reader = Reader(fragment.text)
        self._commands = reader.commands()
        if reader.unclosed:
            at = min(reader.unclosed)
            self.problems.append(Problem(self.span(at, at + 1), "a double quote that nothing closes"))
            self._commands = Reader(fragment.text, literal=reader.unclosed).commands()

    def commands(self) -> tuple[Command, ...]:
        """The simple commands."""
        return self._commands

    def settings(self) -> Iterator[Setting]:
        """Names with values: assignments, `export` and its kin, `-e NAME=value`, and `echo NAME=value >> file`."""
        for command in self._commands:
            for given in command.assignments:
                places = (given.start, given.end, given.value_start, given.value_end)
                yield Setting((given.name,), given.value, *places)
            for word in _pairs(command):
                setting = self._pair(word)
                if setting is not None:
                    yield setting
            yield from self._apart(command)

    def facts(self, knowledge: object) -> Iterator[object]:
        """The packages that the commands install, and the indexes they come from."""
        for command in self._commands:
            yield from installs.facts(command, self.span)

    def fragments(self) -> Iterator[Fragment]:
        """Programs in the script: `python -c`, `sh -c`, and here-documents for an interpreter or a file of code."""
        for command in self._commands:
            for word, language in _inline_code(command):
                yield self.fragment.derive(word.text, word.map(), language)
            language = _heredoc_language(command)
            for lines in command.heredocs if language else ():
                yield self.fragment.cut(lines.start, lines.end, language)

    def _pair(self, word: Word) -> Setting | None:
        pair = _PAIR.match(word.text)
        if pair is None:
            return None
        key_start = word.map().start(0)
        text = self.fragment.text
        value_start, value_end = unquoted(text, *_written(word, pair.end()))
        return Setting((pair[1],), word.text[pair.end() :], key_start, key_start + len(pair[1]), value_start, value_end)

    def _apart(self, command: Command) -> Iterator[Setting]:
        """`setx NAME value`, and PowerShell's `$env:NAME = "value"`."""
        words = command.words
        if len(words) > 2 and words[0].text in _SETTERS_APART and _NAME.fullmatch(words[1].text):
            yield Setting((words[1].text,), words[2].text, *_inside(words[1]), *_inside(words[2]))
        name = _POWERSHELL.match(words[0].text) if words else None
        if name is None:
            return
        start = words[0].start + len(name[1])
        key = (start, start + len(name[2]))
        if name[3]:
            yield Setting((name[2],), words[0].text[name.end() :], *key, *_written(words[0], name.end()))
        elif len(words) > 2 and words[1].text == "=":
            yield Setting((name[2],), words[2].text, *key, *_inside(words[2]))


def parse(fragment: Fragment) -> ShellDocument:
    """The commands of the script."""
    return ShellDocument(fragment)


def _pairs(command: Command) -> Iterator[Word]:
    """The words of a command that may be `NAME=value` and then set a name."""
    words = command.words
    program = base_name(words[0].text) if words else ""
    if program in _SETTERS or (program == "sudo" and command.effective() != words):
        yield from words[1:]
    elif program in ("echo", "printf") and any(">" in item.operator for item in command.redirections):
        yield from words[1:2]
    else:
        for option, word in pairwise(words):
            if option.text in _PASSING_OPTIONS:
                yield word


def _inside(word: Word) -> tuple[int, int]:
    """Where the characters of a word are written, without its quotes."""
    return _written(word, 0)


def _written(word: Word, offset: int) -> tuple[int, int]:
    """Where the characters of a word from `offset` on are written."""
    if offset >= len(word.text):
        return word.end, word.end
    span = word.map().span(offset, len(word.text))
    return span.start, span.end


def _inline_code(command: Command) -> Iterator[tuple[Word, str]]:
    """The words that are programs, with their languages."""
    language = None
    for option, word in pairwise(command.words):
        language = _interpreted(option.text) or language
        if language and _CODE_OPTION.fullmatch(option.text) and word.text:
            yield word, language
            return


def _interpreted(program: str) -> str | None:
    name = base_name(program)
    if _PYTHON.fullmatch(name):
        return "python"
    return "shell" if _SHELL.fullmatch(name) else None


def _heredoc_language(command: Command) -> str:
    """What the lines given to a command are written in, as far as it is ours to read."""
    reader = command.pipes_into if command.program == "cat" and command.pipes_into else command
    if reader.words and (language := _interpreted(reader.program)):
        return language
    for item in command.redirections:
        for ending, language in _WRITTEN:
            if item.operator in (">", ">>", ">|") and item.target.text.endswith(ending):
                return language
    written = command.pipes_into or command
    if written.program == "tee":
        return next((language for ending, language in _WRITTEN if written.words[-1].text.endswith(ending)), "")
    return ""
