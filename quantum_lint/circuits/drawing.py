"""Circuits as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quantum_lint.circuits.limits import MOST_DRAWN_GATES, MOST_DRAWN_QUBITS
from quantum_lint.circuits.naming import with_settled_names

if TYPE_CHECKING:
    from qiskit import QuantumCircuit

    from quantum_lint.model.circuit import Measures


def drawn(circuit: QuantumCircuit, measured: Measures, width: int | None = None) -> str:
    """The circuit drawn in characters, in blocks of `width` columns (None: one block); why not where it is too large.

    Bits of no instruction are left out where there are many.
    """
    if measured.size > MOST_DRAWN_GATES:
        return f"not drawn: {measured.size:,} instructions, and no more than {MOST_DRAWN_GATES} are"
    idle = measured.qubits <= MOST_DRAWN_QUBITS
    if not idle and len(_used(circuit)) > MOST_DRAWN_QUBITS:
        return f"not drawn: {len(_used(circuit)):,} qubits in use, and no more than {MOST_DRAWN_QUBITS} are"
    # All that a user's own settings of Qiskit would change is said here.
    drawing = with_settled_names(circuit).draw(
        "text", fold=-1 if width is None else width, idle_wires=idle, reverse_bits=False, cregbundle=True
    )
    drawing.encoding = "utf-8"
    return str(drawing)


def _used(circuit: QuantumCircuit) -> set[object]:
    return {qubit for instruction in circuit.data for qubit in instruction.qubits}
