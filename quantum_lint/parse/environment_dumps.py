"""Where a program or a script shows all environment variables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quantum_lint.model import lazy
from quantum_lint.model.fact import EnvironmentDump
from quantum_lint.parse.shell_output import environment_pattern

if TYPE_CHECKING:
    from quantum_lint.evaluate.calls import Call, Evaluation
    from quantum_lint.evaluate.shown import Shown
    from quantum_lint.evaluate.values import Value
    from quantum_lint.parse.python import PythonDocument
    from quantum_lint.parse.shell import ShellDocument

#: The environment, or a `.env` file, and what holds all of its values; a step from it to one value is a loop's.
_WHOLE = lazy.pattern(
    r"(?:os\.environb?|dotenv\.(?:main\.)?dotenv_values)"
    r"(?:\.items|\.values|\.copy|(\.items\[\](?:\[\])?|\.values\[\]))?"
)
#: Calls that run a command and let its output through, and options that keep it back.
_RUNNERS = lazy.pattern(r"os\.system|subprocess\.(?:run|call|check_call|Popen)")
#: What must stand in the text of a program that shows them, or that starts a command that does. A module that is
#: called so, as Pyomo has one, is none of it where it is imported.
_SOURCE = lazy.pattern(
    r"(?<!\w)(?:import|from)[ \t]+\w+(?:\.\w+)*\.environ\b"
    r"|(?P<all>environb?(?!\w|[ \t]*\[|\.(?:get|setdefault|pop|update)\b)|dotenv_values)"
)
_NAMES = ("environ", "dotenv_values")
_STARTS = lazy.pattern(r"system|subprocess")
_COMMAND = lazy.pattern(r"""["'][ \t]*(?:env|printenv|set|export(?: -p)?)[ \t]*["']""")
_CAPTURES = ("capture_output", "stdout")
_COMMANDS = frozenset(("env", "printenv", "set", "export -p"))


def may_show(text: str) -> bool:
    """Whether a program may show all variables, by its text alone."""
    if any(name in text for name in _NAMES) and any(match["all"] for match in _SOURCE.finditer(text)):
        return True
    return _STARTS.search(text) is not None and _COMMAND.search(text) is not None


def in_python(document: PythonDocument, evaluation: Evaluation) -> Iterator[EnvironmentDump]:
    """By printing the mapping, its items one by one, or the output of `env`."""
    from quantum_lint.evaluate.shown import shown

    for each in shown(evaluation, document.sources if "notebook" in document.fragment.traits else ()):
        if _shows_all(each):
            yield EnvironmentDump(each.source, each.span)
    for call in evaluation.calls:
        command = _command(call)
        if command in _COMMANDS and not any(argument.name in _CAPTURES for argument in call.arguments):
            yield EnvironmentDump(command, call.span)


def in_shell(document: ShellDocument) -> Iterator[EnvironmentDump]:
    """By `env`, `printenv` and their like; for the scripts of a workflow it is known exactly what they hold."""
    if "workflow" in document.fragment.traits:
        return
    for command in document.commands():
        pattern = environment_pattern(command)
        if pattern is not None:
            how = document.fragment.label if document.fragment.label == "%env" else command.words[0].text
            yield EnvironmentDump(how, document.span(command.start, command.end), pattern)


def _shows_all(each: Shown) -> bool:
    from quantum_lint.evaluate.values import Environment, qualified

    if isinstance(each.value, Environment):
        return each.value.name is None and _looped(each.call)
    match = _WHOLE.fullmatch(qualified(each.value) or "")
    return match is not None and (match[1] is None or _looped(each.call))


def _looped(call: Call | None) -> bool:
    """Whether the call stands in a loop over the environment that leaves none of it out."""
    loops = call.context.loops if call else ()
    names = {name for loop in loops if "environ" in loop.where.text for name in loop.variables}
    conditions = [guard.text for guard in call.context.guards] if call else []
    chosen = any(re.search(rf"\b{re.escape(name)}\b", text) for name in names for text in conditions)
    return bool(names) and not chosen


def _command(call: Call) -> str | None:
    """The command that the call runs, its words joined."""
    if not call.arguments or not _RUNNERS.fullmatch(call.callee):
        return None
    return _words(call.arguments[0].value)


def _words(value: Value) -> str | None:
    from quantum_lint.evaluate.values import ListValue, constant

    words = [constant(item, str) for item in (value.items if isinstance(value, ListValue) else (value,))]
    return " ".join(word.strip() for word in words if word) if all(words) else None
