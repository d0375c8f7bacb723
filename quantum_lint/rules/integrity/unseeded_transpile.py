"""Circuits transpiled without a seed."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.evaluate.calls import Call
from quantum_lint.evaluate.devices import target_of
from quantum_lint.evaluate.tables import Tables, tables_of
from quantum_lint.evaluate.values import Instance, Known, Value, options
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.call import addition
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.python import PythonDocument

#: The calls, and where the device stands when it is given by position.
_DEVICE = {"qiskit.transpile": 1, "qiskit.execute": 1, "qiskit.transpiler.generate_preset_pass_manager": 1}
#: Simulators without a coupling map, unless one is given to them.
_PLAIN = frozenset(("get_backend", "AerSimulator", "QasmSimulator", "StatevectorSimulator", "UnitarySimulator"))


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
        if given is not None and given.value != Known(None):
            return True
    device = call.argument("backend", _DEVICE[call.callee])
    return device is not None and not all(_connects_all(option, tables) for option in options(device.value))


def _connects_all(device: Value, tables: Tables) -> bool:
    """Whether the device is a simulator in which any two qubits may meet."""
    if isinstance(device, Known):
        return device.value is None or "simulator" in str(device.value)
    if not isinstance(device, Instance) or target_of(device, tables).kind != "simulator":
        return False
    plain = all(argument.name in (None, "name", "method", "seed_simulator") for argument in device.arguments)
    return plain and device.maker.rpartition(".")[2] in _PLAIN
