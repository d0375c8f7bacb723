"""Defaults that lead to hardware: texts that name a device, and switches that choose one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from quantum_lint.evaluate.calls import Call, Evaluation, Guard
from quantum_lint.evaluate.devices import Target, behind, device_of, target_of
from quantum_lint.evaluate.hardware import submissions
from quantum_lint.evaluate.positions import Positions
from quantum_lint.evaluate.tables import Tables
from quantum_lint.evaluate.values import Instance, Known
from quantum_lint.match.device_names import asked_for
from quantum_lint.match.python_defaults import parameters, python_defaults
from quantum_lint.model import lazy
from quantum_lint.model.span import Span
from quantum_lint.parse.python import PythonDocument

#: Names of functions and classes whose caller asks for hardware by calling them.
_SAYS_SO = lazy.pattern(r"qpu|hardware|real_?(?:device|backend|machine)", re.IGNORECASE)


class HardwareDefault(NamedTuple):
    """The default of `name`, written at `span`, because of which `call` asks for the device `target`."""

    name: str
    span: Span
    call: Call
    target: Target


class Parameter(NamedTuple):
    """A parameter of the function `owner` with the expression that is its default; a `place` counts from 0."""

    owner: str
    name: str
    place: int | None
    default: ast.expr
    positions: Positions


def hardware_defaults(document: PythonDocument, evaluation: Evaluation, tables: Tables) -> Iterator[HardwareDefault]:
    """Every default that leads to hardware which gets work here, or is handed to whoever calls."""
    asking = list(_asking_for_hardware(evaluation, tables))
    if asking:
        yield from _texts(document, evaluation, tables, asking)
        yield from _switches(document, evaluation, asking)


def _asking_for_hardware(evaluation: Evaluation, tables: Tables) -> Iterator[tuple[Call, Target]]:
    """The calls that ask for hardware and do not only look at it."""
    used = {each.where.node for each in evaluation.returned if isinstance(each, Instance) and each.where}
    for submitted in submissions(evaluation, tables):
        device = device_of(submitted.call, submitted.row)
        for each in behind(device, tables) if device is not None else ():
            if isinstance(each, Instance) and each.where is not None:
                used.add(each.where.node)
    for call in evaluation.calls:
        named = _SAYS_SO.search(call.context.function or "")
        if call.where.node in used and call.callee in tables.devices and not call.context.dead and not named:
            target = target_of(call.result, tables)
            if target.kind == "hardware":
                yield call, target


def _texts(
    document: PythonDocument, evaluation: Evaluation, tables: Tables, asking: Sequence[tuple[Call, Target]]
) -> Iterator[HardwareDefault]:
    written: dict[Span, tuple[Call, Target]] = {}
    targets = {call.where.node: (call, target) for call, target in asking}
    for asked in asked_for(evaluation, tables):
        if asked.call.where.node in targets and isinstance(asked.value, Known):
            written.update(dict.fromkeys(asked.value.origins, targets[asked.call.where.node]))
    for default in python_defaults(document, evaluation) if written else ():
        for span in default.spans:
            if span in written and default.names and default.place is not None:
                yield HardwareDefault(default.names[0].lstrip("-"), default.place, *written[span])


def _switches(
    document: PythonDocument, evaluation: Evaluation, asking: Sequence[tuple[Call, Target]]
) -> Iterator[HardwareDefault]:
    """Parameters whose default makes a condition hold under which hardware is asked for."""
    for parameter in _parameters(document):
        if not isinstance(parameter.default, ast.Constant) or _is_given(parameter, evaluation):
            continue
        for call, target in asking:
            if call.context.function == parameter.owner and any(
                _depends(guard, parameter.name) for guard in call.context.guards
            ):
                yield HardwareDefault(parameter.name, parameter.positions.span(parameter.default), call, target)
                break


def _depends(guard: Guard, name: str) -> bool:
    """Whether the condition holds and asks for nothing but the parameter."""
    node = guard.where.node
    names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
    plain = not any(isinstance(each, ast.Call) for each in ast.walk(node))
    return guard.holds is True and plain and names == {name}


def _is_given(parameter: Parameter, evaluation: Evaluation) -> bool:
    """Whether some call of the function gives the parameter a value, so that the default may never count."""
    calls = evaluation.calls_to(f"__main__.{parameter.owner}")
    return any(call.argument(parameter.name, parameter.place) or not call.complete() for call in calls)


def _parameters(document: PythonDocument) -> Iterator[Parameter]:
    for statement, positions in document.statements():
        yield from _parameters_in(statement, "", positions)


def _parameters_in(node: ast.AST, around: str, positions: Positions) -> Iterator[Parameter]:
    inner = around
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        inner = f"{around}.{node.name}" if around else node.name
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        places = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
        own = 1 if places[:1] in (["self"], ["cls"]) else 0
        for name, default in parameters(node.args):
            place = places.index(name) - own if name in places else None
            yield Parameter(inner, name, place, default, positions)
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt):
            yield from _parameters_in(child, inner, positions)
