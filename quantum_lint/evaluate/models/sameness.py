"""Whether two circuits have the same structure, whatever their angles."""

from __future__ import annotations

from typing import Any

from quantum_lint.evaluate.models.failing import FAILURES

#: Larger circuits are not compared gate by gate.
_MOST = 20_000


def same_structure(first: Any, second: Any) -> bool:
    """Whether two objects are the same; of circuits: the same gates on the same bits in the same order."""
    if type(first) is not type(second):
        return False
    if hasattr(first, "as_qiskit"):
        return same_structure(first.as_qiskit(), second.as_qiskit())
    if not hasattr(first, "count_ops"):
        return _equal(first, second)
    if len(first.data) != len(second.data) or len(first.data) > _MOST:
        return False
    if first.qubits != second.qubits or first.clbits != second.clbits:
        return False
    return all(_same_instruction(one, other) for one, other in zip(first.data, second.data, strict=True))


def _same_instruction(one: Any, other: Any) -> bool:
    if one.name != other.name or one.qubits != other.qubits or one.clbits != other.clbits:
        return False
    return one.is_standard_gate() or not one.operation.params or bool(one.operation == other.operation)


def _equal(first: Any, second: Any) -> bool:
    try:
        found = first == second
        return bool(found.all()) if hasattr(found, "all") else bool(found)
    except FAILURES:
        return False


def same_graph(first: Any, second: Any) -> bool:
    """Whether two circuits do the same on each bit, in whatever order they name what is done on different bits."""
    from qiskit.converters import circuit_to_dag

    return bool(circuit_to_dag(first) == circuit_to_dag(second))
