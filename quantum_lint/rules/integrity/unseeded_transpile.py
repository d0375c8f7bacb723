"""Circuits transpiled without a seed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quantum_lint.evaluate.calls import Call
from quantum_lint.evaluate.devices import target_of
from quantum_lint.evaluate.tables import Tables, tables_of
from quantum_lint.evaluate.values import Instance, Known, Member, Unknown, Value, options
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.call import addition
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.python import PythonDocument

#: The calls, and where the device stands when it is given by position.
_DEVICE = {"qiskit.transpile": 1, "qiskit.execute": 1, "qiskit.transpiler.generate_preset_pass_manager": 1}
#: What simulators are called that are made like a device, and arguments that make another one so.
_MODELLED = re.compile(r"Fake\w*|from_backend|GenericBackendV2")
_MAPS = ("coupling_map", "backend", "target")


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every such call that has a device to fit the circuit to and surely no seed."""
    tables = tables_of(knowledge)
    for call in document.evaluation(knowledge).calls_to(*_DEVICE):
        if call.complete() and call.argument("seed_transpiler") is None and _routes(call, tables):
            yield Hit(
                span=call.span,
                note=f"`{call.callee.rpartition('.')[2]}` chooses layout and routing at random, so that depth, error"
                " and cost differ from run to run. Give it a `seed_transpiler`, and record it with the result.",
                fix=addition(document, call, "seed_transpiler=1234"),
            )


def _routes(call: Call, tables: Tables) -> bool:
    """Whether the qubits of the circuit have to find a place: there is a coupling map, or a device that has one."""
    for name in ("coupling_map", "target"):
        given = call.argument(name)
        if given is not None and all(_is_map(option, tables) for option in options(given.value)):
            return True
    device = call.argument("backend", _DEVICE[call.callee])
    return device is not None and all(_has_map(option, tables) for option in options(device.value))


def _is_map(given: Value, tables: Tables) -> bool:
    """Whether the value is a coupling map or a target: any that is given, but that of a device without one."""
    if isinstance(given, Member):
        return given.receiver is not None and all(_has_map(option, tables) for option in options(given.receiver))
    return not isinstance(given, Known)


def _has_map(device: Value, tables: Tables) -> bool:
    """Whether the device is hardware, a simulator that is made like a device, or nothing that is known."""
    if not isinstance(device, Instance):
        return isinstance(device, Unknown)
    kind = target_of(device, tables).kind
    if kind == "simulator":
        made = {device.maker.rpartition(".")[2], device.callee.rpartition(".")[2]}
        return any(map(_MODELLED.fullmatch, made)) or any(argument.name in _MAPS for argument in device.arguments)
    return kind == "hardware"
