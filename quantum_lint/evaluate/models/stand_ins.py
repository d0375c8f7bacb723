"""Stand-ins for devices, and devices of a name: how many qubits they have, how these are connected, what they do."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.models.conversion import Reader, wrapped
from quantum_lint.evaluate.models.failing import FAILURES
from quantum_lint.evaluate.values import Instance, Value, constant, find_argument
from quantum_lint.model.stand_in import Edge, StandIn

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

#: Packages of stand-ins, and a class that makes one of any size.
_PACKAGES = ("qiskit_ibm_runtime.", "qiskit.providers.fake_provider.", "qiskit.test.mock.")
_GENERIC = "GenericBackendV2"
#: What makes a simulator of a device, which has its qubits.
_SIMULATED = "AerSimulator.from_backend"
#: What gives the device of a name, and what such a name starts with.
_GIVES = re.compile(r"qiskit_ibm_(runtime\.QiskitRuntimeService|provider\.IBMProvider)\.(get_)?backend")
_DEVICE = re.compile(r"ibmq?_([a-z]+)")
_MOST = 200
#: Qubits up to which a stand-in with all connections is made.
_CONNECTED = 40


def attribute(machine: Machine, receiver: Instance, name: str) -> Value | None:
    """An attribute of a stand-in that is known from its name alone."""
    if name not in _ATTRIBUTES or name in receiver.contents:
        return None
    found = _stand_in(machine, receiver, name)
    return wrapped(machine, _ATTRIBUTES[name](found)) if found is not None else None


def _stand_in(machine: Machine, receiver: Instance, name: str) -> StandIn | None:
    """The stand-in that an object is, or of which it is a simulator, as far as the attribute is the same for both."""
    made_by = receiver.maker or receiver.callee
    if made_by.endswith(_SIMULATED) and name == "num_qubits":
        given = find_argument(receiver.arguments, "backend", 0)
        return _stand_in(machine, given.value, name) if given and isinstance(given.value, Instance) else None
    if _GIVES.fullmatch(made_by):
        return _of_device(machine, receiver) if name == "num_qubits" else None
    if not made_by.startswith(_PACKAGES):
        return None
    last = made_by.rpartition(".")[2]
    if last == _GENERIC:
        return _generic(machine, receiver)
    return machine.library.stand_ins(last) if not receiver.arguments else None  # type: ignore[attr-defined]


def _of_device(machine: Machine, receiver: Instance) -> StandIn | None:
    """The stand-in that is made after the device of a name: as long as there is the device, it has as many qubits."""
    given = find_argument(receiver.arguments, "name", 0)
    called = _DEVICE.fullmatch(constant(given.value, str) or "") if given is not None else None
    return machine.library.stand_ins(f"Fake{called[1].capitalize()}") if called else None  # type: ignore[attr-defined]


def _coupling(found: StandIn) -> Any:
    from qiskit.transpiler import CouplingMap

    made = CouplingMap()
    for qubit in range(found.qubits):
        made.add_physical_qubit(qubit)
    made.graph.add_edges_from_no_data(list(found.edges))
    return made


_ATTRIBUTES = {
    "num_qubits": lambda found: found.qubits,
    "operation_names": lambda found: list(found.operations),
    "coupling_map": _coupling,
}


def _generic(machine: Machine, receiver: Instance) -> StandIn | None:
    """What `GenericBackendV2(num_qubits, basis_gates, coupling_map=..., control_flow=...)` makes."""
    asked = {"num_qubits": 0, "basis_gates": 1, "coupling_map": -1, "control_flow": -1}
    given = {name: find_argument(receiver.arguments, name, place) for name, place in asked.items()}
    reader = Reader(machine.library.unsettled)  # type: ignore[attr-defined]
    try:
        real = {name: reader.real(each.value) for name, each in given.items() if isinstance(each, Argument)}
        return _made(
            int(real["num_qubits"]),
            tuple(real["basis_gates"]) if real.get("basis_gates") else None,
            _pairs(real.get("coupling_map")),
            control_flow=bool(real.get("control_flow")),
        )
    except FAILURES:
        return None


def _pairs(coupling: Any) -> tuple[Edge, ...] | None:
    edges = coupling.get_edges() if hasattr(coupling, "get_edges") else coupling
    return tuple((one, other) for one, other in edges) if edges is not None else None


@lru_cache(maxsize=64)
def _made(
    qubits: int, gates: tuple[str, ...] | None, edges: tuple[Edge, ...] | None, *, control_flow: bool
) -> StandIn | None:
    """Qiskit's own; None where it would be large."""
    from qiskit.providers.fake_provider import GenericBackendV2

    if not 0 < qubits <= (_CONNECTED if edges is None else _MOST):
        return None
    made = GenericBackendV2(
        qubits,
        basis_gates=list(gates) if gates is not None else None,
        coupling_map=[list(edge) for edge in edges] if edges is not None else None,
        control_flow=control_flow,
        seed=0,
    )
    return StandIn(_GENERIC, qubits, tuple(made.operation_names), tuple(made.coupling_map.get_edges()))
