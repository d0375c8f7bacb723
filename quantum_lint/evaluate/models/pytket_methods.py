"""The methods of circuits of pytket that add a gate or box of one type."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from quantum_lint.evaluate.models.pytket_gates import MEASURE, SHAPES, Op, OpType
from quantum_lint.evaluate.models.pytket_units import Unit


class Gates:
    """What has these methods."""

    def _add(self, kind: Any, numbers: Any, units: Any, **options: Any) -> Any:
        """Add an operation, or one of a type with its numbers, on qubits and then bits."""
        raise NotImplementedError


def _parameters(kind: str, qubits: int, numbers: int) -> tuple[str, ...]:
    """The names of the parameters of the method that adds a gate: its numbers come first."""
    plain = ("qubit",) if qubits == 1 else tuple(f"qubit{at}" for at in range(qubits))
    wires = _QUBITS.get(kind) or (("control_qubit", "target_qubit") if kind[0] == "C" and qubits == 2 else plain)
    return (*(("angle",) if numbers == 1 else tuple(f"angle{at}" for at in range(numbers))), *wires)


_QUBITS = {"CCX": ("control_0", "control_1", "target"), "CSWAP": ("control", "target_0", "target_1"),
           **dict.fromkeys(("SWAP", "ECR"), ("qubit_0", "qubit_1"))}  # fmt: skip


def _method(kind: str, qubits: int, numbers: int) -> Callable[..., Any]:
    """The method that adds a gate."""
    names = _parameters(kind, qubits, numbers)

    def method(self: Gates, *args: Any, **options: Any) -> Any:
        given = {**dict(zip(names, args, strict=False)), **options}
        chosen = [given.pop(each) for each in names]
        return self._add(OpType(kind), chosen[:numbers], chosen[numbers:], **given)

    usual = inspect.Parameter.POSITIONAL_OR_KEYWORD
    method.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [*(inspect.Parameter(each, usual) for each in ("self", *names)),
         inspect.Parameter("options", inspect.Parameter.VAR_KEYWORD)]
    )  # fmt: skip
    return method


for _kind, (_qubits, _count) in SHAPES.items():
    if _qubits is not None:
        setattr(Gates, _kind, _method(_kind, _qubits, _count))


def _box(self: Gates, box: Op, args: Any, *more: Any, **options: Any) -> Any:
    """Add a box on a list of units, or on units one after the other."""
    units = [args, *more] if isinstance(args, (int, Unit)) else args
    return self._add(box, (), units, **options)


_BOXES = ("add_circbox", "add_unitary1qbox", "add_unitary2qbox", "add_unitary3qbox", "add_expbox", "add_pauliexpbox",
         "add_qcontrolbox", "add_toffolibox", "add_diagonal_box", "add_state_preparation_box")  # fmt: skip
for _name in _BOXES:
    setattr(Gates, _name, _box)


def _measure(self: Gates, qubit: Any, bit: Any, **options: Any) -> Any:
    """Measure a qubit."""
    return self._add(MEASURE, (), (qubit, bit), **options)


Gates.Measure = _measure  # type: ignore[attr-defined]
