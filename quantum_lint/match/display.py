"""What shows a value to a reader: printing, logging, exceptions, files, and the last expression of a notebook cell."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from quantum_lint.evaluate.values import DictValue, Environment, Instance, ListValue, Reference, Text, Value, options
from quantum_lint.knowledge import Knowledge
from quantum_lint.model.span import Span

if TYPE_CHECKING:
    from quantum_lint.evaluate.calls import Call, Evaluation
    from quantum_lint.parse.python import PythonDocument

_PRINTERS = re.compile(
    r"(?:builtins\.)?print|(?:\?\.)?display|pprint\.(?:pprint|pp)|IPython\.display\.display|rich\.print|"
    r"sys\.std(?:out|err)\.write|warnings\.warn|(?:\w+\.)*logging(?:\.getLogger)?"
    r"\.(?:debug|info|warning|warn|error|critical|exception|log)|loguru\.logger\.\w+"
)
_EXCEPTIONS = re.compile(r"(?:\w+\.)*[A-Z]\w*(?:Error|Exception)")
_WRITERS = re.compile(r"open\.write(?:lines)?|pathlib\.Path\.write_text|(?:json|yaml|pickle|toml)\.dump")
#: Calls whose result holds all of what they were given.
_WRAPPERS = re.compile(
    r"str|repr|dict|list|tuple|vars|format|str\.format|pprint\.pformat|json\.dumps|yaml\.(?:safe_)?dump"
)
#: A piece of a text shows only that piece.
_SLICE = re.compile(r"\[[^\]'\"]*:[^\]]*\]")
_DEEPEST = 8


class Shown(NamedTuple):
    """A value that is shown: how (`printed`, `put into an exception`, ...) and where."""

    value: Value
    how: str
    span: Span
    source: str


def shown(document: PythonDocument, evaluation: Evaluation) -> Iterator[Shown]:
    """Every value that the program shows, with those it is made of."""
    for call in evaluation.calls:
        how = _how(call)
        if how:
            for argument in call.arguments:
                for value in _held(argument.value):
                    yield Shown(value, how, argument.span, argument.where.text)
    if "notebook" in document.fragment.traits:
        yield from _last_expressions(document, evaluation)


def _how(call: Call) -> str | None:
    if _PRINTERS.fullmatch(call.callee):
        return "printed"
    if _EXCEPTIONS.fullmatch(call.callee):
        return "put into an exception's text"
    return "written to a file" if _WRITERS.fullmatch(call.callee) else None


def _held(value: Value, depth: int = 0) -> Iterator[Value]:
    """The value and everything that its text would hold."""
    if depth > _DEEPEST:
        return
    for option in options(value):
        yield option
        for inner in _inside(option):
            yield from _held(inner, depth + 1)


def _inside(value: Value) -> tuple[Value, ...]:
    if isinstance(value, Text):
        return value.pieces
    if isinstance(value, ListValue):
        return value.items
    if isinstance(value, DictValue):
        return tuple(each for pair in value.items for each in pair)
    if isinstance(value, Instance) and _WRAPPERS.fullmatch(value.callee):
        return tuple(argument.value for argument in value.arguments)
    return ()


def _last_expressions(document: PythonDocument, evaluation: Evaluation) -> Iterator[Shown]:
    """What a notebook shows below a cell: the value of a last line that is an expression without a semicolon."""
    calls = {call.span: call.result for call in evaluation.calls}
    names = {each.target: each.value for each in evaluation.assignments}
    for source in document.sources:
        if not source.body or not isinstance(source.body[-1], ast.Expr):
            continue
        node = source.body[-1].value
        span = source.positions.span(node)
        end = source.positions.characters(node)[1]
        value = names.get(node.id) if isinstance(node, ast.Name) else calls.get(span)
        if value is not None and not document.fragment.text[end : end + 20].lstrip().startswith(";"):
            for each in _held(value):
                yield Shown(each, "shown as the cell's result", span, source.positions.text(node))


def credential_shown(each: Shown, knowledge: Knowledge) -> tuple[str, str, str] | None:
    """Provider, credential and a word for what shows a credential, or None when the value holds none."""
    if _SLICE.search(each.source):
        return None
    if isinstance(each.value, Environment):
        setting = knowledge.settings.get(each.value.name or "")
        if setting and setting.secret and setting.credential and not setting.context:
            return setting.provider, setting.credential, setting.name
    elif isinstance(each.value, Instance | Reference):
        return _echoed(each, each.value.callee if isinstance(each.value, Instance) else each.value.name, knowledge)
    return None


def _echoed(each: Shown, callee: str, knowledge: Knowledge) -> tuple[str, str, str] | None:
    item = callee.endswith("[]")
    if item and not re.search("token|key|secret|passw", each.source, re.IGNORECASE):
        return None
    name = callee.rstrip("[]")
    for echo in knowledge.echoes:
        if echo.effect != "prints" and echo.fits(name):
            short = ".".join(echo.callable.split(".")[-2:])
            return echo.provider, echo.credential, f"{short} ({echo.note})"
    return None
