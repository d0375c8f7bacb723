"""The list of instructions of a circuit: who changes the list changes the circuit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quantum_lint.evaluate.models.conversion import NotKnownError, Reader
from quantum_lint.evaluate.models.failing import FAILURES, failure
from quantum_lint.evaluate.models.live import UNKNOWN, Live, Quality
from quantum_lint.evaluate.values import ListValue, Value

if TYPE_CHECKING:
    from quantum_lint.evaluate.calls import Argument
    from quantum_lint.evaluate.machine import Machine
    from quantum_lint.evaluate.models.standard import Model

#: The attribute of a circuit that is such a list, and where a list keeps its circuit and how long both are.
DATA = "data"
_VIEW = "circuit of these instructions"
_CHANGING = ("append", "clear", "extend", "insert", "pop", "remove", "reverse", "sort")


def viewed(found: Value, circuit: Live) -> Value:
    """The list of instructions that was read from the circuit."""
    if isinstance(found, ListValue) and not hasattr(circuit.real, "as_qiskit"):
        found.contents[_VIEW] = (circuit, len(found.items))
    return found


def write_back(machine: Machine, changed: Value) -> None:
    """Give a circuit the instructions of its list, which was changed."""
    circuit, length = changed.contents.get(_VIEW, (None, 0)) if isinstance(changed, ListValue) else (None, 0)
    if not isinstance(circuit, Live) or not isinstance(changed, ListValue):
        return
    real = circuit.writable(machine)
    if len(real.data) != length:
        circuit.spoil(machine, Quality(UNKNOWN, "its instructions are changed through an older list of them"))
        return
    try:
        real.data = Reader(machine.library.unsettled).real(changed)  # type: ignore[attr-defined]
        changed.contents[_VIEW] = (circuit, len(real.data))
    except NotKnownError as error:
        circuit.spoil(machine, Quality(UNKNOWN, str(error)))
    except FAILURES as error:
        circuit.spoil(machine, Quality(UNKNOWN, failure(DATA, error)))


def models(lists: dict[str, Model]) -> dict[str, Model]:
    """The models of methods of lists, which change the circuit of a list as well."""
    return {name: _writing_back(lists[name]) for name in (f"list.{each}" for each in _CHANGING)}


def _writing_back(change: Model) -> Model:
    def model(machine: Machine, arguments: tuple[Argument, ...], receiver: Value | None) -> Value | None:
        result = change(machine, arguments, receiver)
        if receiver is not None:
            write_back(machine, receiver)
        return result

    return model
