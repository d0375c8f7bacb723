"""`to_circuit` of operators and states of Qiskit's old operator flow: of a single gate, or of a circuit they hold.

What else was put together from them became other gates from release to release, and is not made here.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.models.allowed import member_of_library
from quantum_lint.evaluate.models.gathering import circuit
from quantum_lint.evaluate.models.live import Live
from quantum_lint.evaluate.values import NOTHING, Instance, Value

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

Arguments = tuple[Argument, ...]
Model = Callable[["Machine", Arguments, "Value | None"], "Value | None"]

_PACKAGES = ("qiskit.opflow.", "qiskit.aqua.operators.")
_METHOD = "to_circuit"
#: Operators that are there from the start, and their gates. The identity was one gate or none.
_GATES = {"X": "XGate", "Y": "YGate", "Z": "ZGate", "H": "HGate", "S": "SGate", "T": "TGate", "CX": "CXGate",
          "CZ": "CZGate", "Swap": "SwapGate"}  # fmt: skip
#: Classes of what holds a circuit, which stays that circuit.
_HOLDERS = frozenset(("CircuitOp", "CircuitStateFn", "PrimitiveOp", "StateFn"))


def model_of(name: str) -> Model | None:
    """The model of a method that gives a circuit."""
    owner, _, method = name.rpartition(".")
    if method != _METHOD or not owner.startswith(_PACKAGES):
        return None
    last = owner.rpartition(".")[2]
    if last in _GATES:
        return partial(_single, _GATES[last])
    return _held if last in _HOLDERS else None


def _single(gate: str, machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    operation = member_of_library(f"qiskit.{gate}")()
    made = member_of_library("qiskit.QuantumCircuit")(operation.num_qubits)
    made.append(operation, range(operation.num_qubits))
    return Live.of(machine, made)


def _held(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """The circuit that an operator or state was made of and nothing else was told of."""
    if arguments or not isinstance(receiver, Instance) or receiver.contents:
        return None
    given = [each.value for each in receiver.arguments if each.value != NOTHING]
    return circuit(given[0]) if len(given) == 1 else None
