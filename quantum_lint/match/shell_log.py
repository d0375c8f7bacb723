"""What a shell script writes to its log: printed variables, traced commands, whole environments."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from quantum_lint.model import lazy
from quantum_lint.parse.shell import ShellDocument
from quantum_lint.parse.shell_command import Command, Word
from quantum_lint.parse.shell_output import FILTERS, environment_pattern, redirected
from quantum_lint.parse.workflow_expression import expressions

#: Says whether a variable or a secret of this name holds a credential.
IsSecret = Callable[[str], bool]

_PRINTERS = frozenset(("echo", "printf", "Write-Host", "Write-Output"))
_VARIABLE = lazy.pattern(r"\$(?:env:)?(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?!\w|:?\+)[^}]*\})")
_VERBOSE = lazy.pattern(r"-[a-zA-Z]*v[a-zA-Z]*|--verbose|--trace(?:-ascii)?")
_TRACING = lazy.pattern(r"-[a-zA-Z]*x[a-zA-Z]*|xtrace")


class Leak(NamedTuple):
    """A secret that reaches the log: characters of the script, how, and its name (empty: the whole environment)."""

    start: int
    end: int
    kind: Literal["printed", "traced", "verbose", "environment"]
    name: str = ""


def leaks(document: ShellDocument, is_secret: IsSecret) -> Iterator[Leak]:
    """Every way in which the script shows a secret, each command once."""
    tracing = False
    for command in document.commands():
        tracing = _tracing(command, tracing)
        name = next((found for word in command.words for found in _secrets_in(document, word, is_secret)), None)
        if name is None and tracing:
            values = (given.value for given in command.assignments)
            name = next((found for value in values for found in _names(value) if is_secret(found)), None)
        if name is not None and _prints(command):
            yield Leak(command.start, command.end, "printed", name)
        elif name is not None and tracing:
            yield Leak(command.start, command.end, "traced", name)
        elif name is not None and _verbose(command):
            yield Leak(command.start, command.end, "verbose", name)
        elif (shown := _environment(command, is_secret)) is not None:
            yield Leak(command.start, command.end, "printed" if shown else "environment", shown)


def _secrets_in(document: ShellDocument, word: Word, is_secret: IsSecret) -> Iterator[str]:
    """The secrets whose values the shell, or the host of the workflow, puts into a word."""
    for expression in expressions(word.text):
        yield from filter(is_secret, expression.secrets)
    for match in _VARIABLE.finditer(word.text):
        name = match[1] or match[2]
        if is_secret(name) and _expanded(document.fragment.text, word, match.start()):
            yield name


def _names(text: str) -> Iterator[str]:
    for match in _VARIABLE.finditer(text):
        yield match[1] or match[2]
    for expression in expressions(text):
        yield from expression.secrets


def _expanded(text: str, word: Word, offset: int) -> bool:
    """Whether the `$` at an offset of the word is neither escaped nor between single quotes."""
    at = word.map().start(offset)
    before = re.sub(r"\\.|\"[^\"]*\"", "", text[word.start : at])
    inside_double = before.count('"') % 2 == 1
    return not before.endswith("\\") and (inside_double or before.count("'") % 2 == 0)


def _prints(command: Command) -> bool:
    if command.program not in _PRINTERS or command.depth or redirected(command):
        return False
    words = command.effective()
    masks = len(words) > 1 and words[1].text.startswith("::add-mask::")
    return not masks and (command.pipes_into is None or command.pipes_into.program in FILTERS)


def _tracing(command: Command, before: bool) -> bool:
    words = [word.text for word in command.words]
    if words[:1] != ["set"]:
        return before
    if any(word.startswith("+") and "x" in word for word in words) or words[1:3] == ["+o", "xtrace"]:
        return False
    return before or any(_TRACING.fullmatch(word) for word in words[1:])


def _verbose(command: Command) -> bool:
    return command.program == "curl" and any(_VERBOSE.fullmatch(word.text) for word in command.effective()[1:])


def _environment(command: Command, is_secret: IsSecret) -> str | None:
    """The name that `printenv NAME` shows, or nothing for all names; None where no environment is shown."""
    words = [word.text for word in command.words]
    if words[:1] == ["printenv"] and len(words) > 1 and not command.depth and not redirected(command):
        return next(filter(is_secret, words[1:]), None)
    # What a pattern lets through is not worked out.
    return "" if environment_pattern(command) == "" else None
