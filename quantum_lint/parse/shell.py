"""Shell script: commands, the names that it sets, and the code that it hands to other interpreters."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, lru_cache
from itertools import pairwise

from quantum_lint.model import lazy
from quantum_lint.model.fragment import Document, Fragment, Problem
from quantum_lint.model.setting import Setting
from quantum_lint.parse import installs, shell_settings
from quantum_lint.parse.shell_command import Command, Word, base_name
from quantum_lint.parse.shell_reader import Reader

_PYTHON = lazy.pattern(r"i?python[\d.]*|pypy[\d.]*")
_SHELL = lazy.pattern(r"(?:ba|z|da|k)?sh")
_CODE_OPTION = lazy.pattern(r"-[a-zA-Z]*c")
#: What is read of a longer script is not kept.
_LONGEST_KEPT = 10_000
#: Endings of files whose text, when a script writes them, is code of ours to read.
_WRITTEN = ((".py", "python"), (".sh", "shell"), ("requirements.txt", "requirements"))


class ShellDocument(Document):
    """A script as its commands, in the order in which they start; those inside `$(...)` stand among them."""

    def __init__(self, fragment: Fragment) -> None:
        super().__init__(fragment)
        read = _known if len(fragment.text) <= _LONGEST_KEPT else _read
        self._commands, unclosed = read(fragment.text)
        if unclosed is not None:
            span = self.span(unclosed, unclosed + 1)
            self.problems.append(Problem(span, "a double quote that nothing closes"))

    def commands(self) -> tuple[Command, ...]:
        """The simple commands."""
        return self._commands

    def settings(self) -> Iterator[Setting]:
        """Names with values: assignments, `export` and its kin, `-e NAME=value`, `gh secret set NAME --body value`."""
        for command in self._commands:
            yield from shell_settings.settings(self.fragment.text, command)

    def facts(self, knowledge: object) -> Iterator[object]:
        """The packages that the commands install, and the indexes they come from."""
        return iter(self._facts)

    @cached_property
    def _facts(self) -> tuple[object, ...]:
        found = (fact for command in self._commands for fact in installs.facts(command))
        return tuple(fact._replace(span=self.span(*fact.span)) for fact in found)

    def fragments(self) -> Iterator[Fragment]:
        """Programs in the script: `python -c`, `sh -c`, and here-documents for an interpreter or a file of code."""
        for command in self._commands:
            for word, language in _inline_code(command):
                yield self.fragment.derive(word.text, word.map(), language)
            language = _heredoc_language(command)
            for lines in command.heredocs if language else ():
                yield self.fragment.cut(lines.start, lines.end, language)


def _read(text: str) -> tuple[tuple[Command, ...], int | None]:
    """The commands of a script, and where its first double quote is that nothing closes."""
    reader = Reader(text)
    commands = reader.commands()
    if not reader.unclosed:
        return commands, None
    return Reader(text, literal=reader.unclosed).commands(), min(reader.unclosed)


#: A pipeline's scripts are looked at by themselves and as steps of it, and the same ones stand in many pipelines.
_known = lru_cache(maxsize=256)(_read)


def parse(fragment: Fragment) -> ShellDocument:
    """The commands of the script."""
    return ShellDocument(fragment)


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
