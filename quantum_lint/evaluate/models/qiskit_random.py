"""`random_circuit` as Qiskit drew it from Terra 0.23 up to Qiskit 1.1: with another seed, or later, it gives others."""

from __future__ import annotations

from typing import Any

#: The releases of Terra, and of Qiskit once they were the same, whose circuits are drawn so: up to the second.
FIRST, END = (0, 23), (1, 2)
#: By number of qubits: gates that are chosen from, in the order of the choice, and how many angles they take.
_GATES = {
    1: """IGate 0 SXGate 0 XGate 0 RZGate 1 RGate 2 HGate 0 PhaseGate 1 RXGate 1 RYGate 1 SGate 0 SdgGate 0 SXdgGate 0
        TGate 0 TdgGate 0 UGate 3 U1Gate 1 U2Gate 2 U3Gate 3 YGate 0 ZGate 0""",
    2: """CXGate 0 DCXGate 0 CHGate 0 CPhaseGate 1 CRXGate 1 CRYGate 1 CRZGate 1 CSXGate 0 CUGate 4 CU1Gate 1 CU3Gate 3
        CYGate 0 CZGate 0 RXXGate 1 RYYGate 1 RZZGate 1 RZXGate 1 XXMinusYYGate 2 XXPlusYYGate 2 ECRGate 0 CSGate 0
        CSdgGate 0 SwapGate 0 iSwapGate 0""",
    3: "CCXGate 0 CSwapGate 0 CCZGate 0 RCCXGate 0",
    4: "C3SXGate 0 RC3XGate 0",
}


def random_circuit(
    num_qubits: int,
    depth: int,
    max_operands: int = 4,
    measure: bool = False,
    conditional: bool = False,
    reset: bool = False,
    seed: int | None = None,
) -> Any:
    """The circuit that the seed gives. Raises ValueError for conditions, of which releases draw other ones."""
    import numpy as np
    from qiskit import QuantumCircuit

    if conditional:
        raise ValueError("conditional gates are drawn otherwise by other releases")
    circuit = QuantumCircuit(num_qubits, num_qubits if measure else 0)
    single, every = _choices(min(max_operands, num_qubits), reset)
    generator = np.random.default_rng(seed)
    places = np.array(range(num_qubits))
    for _ in range(depth if num_qubits else 0):
        _add_layer(circuit, generator, places, single, every)
    if measure:
        circuit.measure(circuit.qubits, circuit.clbits)
    return circuit


def _choices(operands: int, reset: bool) -> tuple[Any, Any]:
    """The gates on one qubit, and all gates on at most so many."""
    import numpy as np

    kind = [("name", object), ("qubits", np.int64), ("angles", np.int64)]
    rows: list[tuple[str, int, int]] = []
    alone = 0
    for qubits in range(1, operands + 1):
        words = _GATES[qubits].split()
        rows += [(name, qubits, int(angles)) for name, angles in zip(words[::2], words[1::2], strict=True)]
        if qubits == 1:
            rows += [("Reset", 1, 0)] if reset else []
            alone = len(rows)
    every = np.array(rows, dtype=kind)
    return every[:alone], every


def _add_layer(circuit: Any, generator: Any, places: Any, single: Any, every: Any) -> None:
    """Add gates until all qubits have one, in the order of draws that the seed depends on."""
    import numpy as np

    width = len(places)
    drawn = generator.choice(every, size=width)
    filled = np.cumsum(drawn["qubits"])
    kept = np.searchsorted(filled, width, side="right")
    drawn = drawn[:kept]
    if filled[kept - 1] < width:
        drawn = np.hstack((drawn, generator.choice(single, size=width - filled[kept - 1])))
    angles = list(generator.uniform(0, 2 * np.pi, size=int(drawn["angles"].sum())))
    generator.shuffle(places)
    free = places.tolist()
    for name, qubits, count in drawn:
        circuit.append(_gate(name, [angles.pop(0) for _ in range(count)]), [free.pop(0) for _ in range(qubits)])


def _gate(name: str, angles: list[float]) -> Any:
    from qiskit.circuit import library

    return getattr(library, name)(*map(float, angles))
