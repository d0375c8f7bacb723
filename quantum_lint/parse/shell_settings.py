"""Names that the commands of a script set: by assignment, in an argument, or in a message to the host of a pipeline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from quantum_lint.model import lazy
from quantum_lint.model.setting import Setting
from quantum_lint.parse.shell_builder import unquoted
from quantum_lint.parse.shell_command import Command, Word, base_name

#: `NAME=value`, or `env.NAME=value` as Helm has it.
_PAIR = lazy.pattern(r"(?:[\w-]+\.)*([A-Za-z_]\w*)\+?=(?!=)")
#: A name, perhaps at the end of the path that a store of secrets has for it.
_NAMED = lazy.pattern(r"(?:[\w./-]*/)?([A-Za-z_]\w*)")
_POWERSHELL = lazy.pattern(r"(\$env:)(\w+)(=?)", re.IGNORECASE)
_SETTER_CALL = lazy.pattern(r".*::SetEnvironmentVariable\((\w+),?", re.IGNORECASE)
#: What a script prints to set a variable of the pipeline that runs it.
_MESSAGE = lazy.pattern(r"##vso\[task\.setvariable variable=(\w+)[^\]]*\]|::(?:set-env|set-output) name=(\w+)::")
#: Programs and subcommands whose words `NAME=value` set names.
_PAIR_SETTERS = frozenset(("export", "declare", "local", "readonly", "typeset", "env", "set", "config:set"))
#: Options of any command whose word `NAME=value` sets a name for what it starts.
_PASSING_OPTIONS = ("-e", "--env", "--build-arg", "--set-env-vars", "--from-literal", "--set", "--set-string", "-var")
#: Programs and subcommands after which a name comes, and then its value.
_SETTERS = frozenset(("set", "setenv", "setx", "set_env", "env:set", "put-parameter", "create-secret"))
_NAME_OPTIONS = frozenset(("--name", "--secret-id", "--key"))
_VALUE_OPTIONS = frozenset(("--body", "-b", "--value", "-v", "--secret-string", "--data"))
_PRINTERS = frozenset(("echo", "printf"))


def settings(text: str, command: Command) -> Iterator[Setting]:
    """Names with values that a command of the script `text` sets, for itself or for others."""
    for given in command.assignments:
        places = (given.start, given.end, given.value_start, given.value_end)
        yield Setting((given.name,), given.value, *places)
    for word, start in _pairs(command):
        found = _PAIR.match(word.text, start)
        if found is not None:
            yield _cut(text, word, found)
    for word in command.words[1:]:
        message = _MESSAGE.match(word.text)
        if message is not None:
            yield _cut(text, word, message)
    yield from _named_apart(text, command)
    yield from _powershell(command)


def _pairs(command: Command) -> Iterator[tuple[Word, int]]:
    """The words of a command that may be `NAME=value` and then set a name, and where in them the name starts."""
    words = command.words
    setter = next((index for index, word in enumerate(words[:4]) if base_name(word.text) in _PAIR_SETTERS), None)
    if setter is not None or (words and words[0].text == "sudo" and command.effective() != words):
        yield from ((word, 0) for word in words[(setter or 0) + 1 :])
    elif words and words[0].text in _PRINTERS and any(">" in item.operator for item in command.redirections):
        yield from ((word, 0) for word in words[1:])
    else:
        for before, word in pairwise(words):
            if before.text in _PASSING_OPTIONS:
                yield word, 0
            glued = next((option for option in _PASSING_OPTIONS if word.text.startswith(f"{option}=")), None)
            if glued:
                yield word, len(glued) + 1


def _cut(text: str, word: Word, found: re.Match[str]) -> Setting:
    """The name that was found in a word, and the rest of the word as its value."""
    group = next(number for number in range(1, found.re.groups + 1) if found[number] is not None)
    value = unquoted(text, *_written(word, found.end()))
    return Setting((found[group],), word.text[found.end() :], *_written(word, *found.span(group)), *value)


def _named_apart(text: str, command: Command) -> Iterator[Setting]:
    """`setx NAME value`, `set -gx NAME value`, `gh secret set NAME --body value`, and a value from a pipe."""
    if command.pipes_into is not None and base_name(command.words[0].text if command.words else "") in _PRINTERS:
        name, _ = _name_and_rest(command.pipes_into)
        yield from _bound(text, name, command.words[-1] if len(command.words) > 1 else None)
        return
    name, rest = _name_and_rest(command)
    if name is not None:
        here = (item.target for item in command.redirections if item.operator == "<<<")
        yield from _bound(text, name, _given_by_option(rest) or next(here, None) or next(_plain(rest), None))


def _name_and_rest(command: Command) -> tuple[Word | None, tuple[Word, ...]]:
    """The name that a command sets a value for, and the words that may hold it."""
    words = command.words
    first = next((index for index, word in enumerate(words[:4]) if base_name(word.text) in _SETTERS), None)
    if first is None:
        return None, ()
    rest = words[first + 1 :]
    name = next((word for option, word in pairwise(rest) if option.text in _NAME_OPTIONS), None)
    name = name or next(_plain(rest), None)
    return name, tuple(word for word in rest if word is not name)


def _plain(words: tuple[Word, ...]) -> Iterator[Word]:
    return (word for word in words if not word.text.startswith(("-", "/")))


def _given_by_option(words: tuple[Word, ...]) -> Word | None:
    """The value of `--body value`, of `--body=value` or of `-bvalue`."""
    for index, word in enumerate(words):
        if word.text in _VALUE_OPTIONS:
            return words[index + 1] if index + 1 < len(words) else None
        glued = next((option for option in _VALUE_OPTIONS if word.text.startswith((f"{option}=", option))), None)
        if glued:
            start = len(glued) + word.text.startswith(f"{glued}=")
            return Word(word.text[start:], *_written(word, start), word.quoted)
    return None


def _bound(text: str, name: Word | None, value: Word | None) -> Iterator[Setting]:
    found = _NAMED.fullmatch(name.text) if name else None
    if name is not None and found is not None and value is not None and value.text:
        inside = unquoted(text, *(_written(value, 0) if value.runs else (value.start, value.end)))
        yield Setting((found[1],), value.text, *_written(name, *found.span(1)), *inside)


def _powershell(command: Command) -> Iterator[Setting]:
    """`$env:NAME = "value"` and `[Environment]::SetEnvironmentVariable("NAME", "value", ...)`."""
    words = command.words
    call = _SETTER_CALL.fullmatch(words[0].text) if len(words) > 1 else None
    if call is not None:
        value = words[1].text.rstrip(",)")
        yield Setting((call[1],), value, *_written(words[0], *call.span(1)), *_written(words[1], 0, len(value)))
    name = _POWERSHELL.match(words[0].text) if words else None
    if name is None:
        return
    key = _written(words[0], *name.span(2))
    if name[3]:
        yield Setting((name[2],), words[0].text[name.end() :], *key, *_written(words[0], name.end()))
    elif len(words) > 2 and words[1].text == "=":
        yield Setting((name[2],), words[2].text, *key, *_written(words[2], 0))


def _written(word: Word, start: int, end: int | None = None) -> tuple[int, int]:
    """Where the characters of a word from `start` on are written, without its quotes."""
    if start >= len(word.text):
        return word.end, word.end
    span = word.map().span(start, len(word.text) if end is None else end)
    return span.start, span.end
