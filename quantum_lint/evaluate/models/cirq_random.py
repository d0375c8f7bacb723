"""Circuits that Cirq draws: those whose structure is the same whatever is drawn, and those that a seed decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from quantum_lint.evaluate.models.cirq_circuits import Circuit, Moment
from quantum_lint.evaluate.models.cirq_gates import Gate
from quantum_lint.evaluate.models.cirq_qubits import LineQubit, NamedQubit, Qid
from quantum_lint.evaluate.models.conversion import NotKnownError
from quantum_lint.evaluate.models.ignored import Ignored
from quantum_lint.evaluate.models.unsettled import RANDOM

#: What `random_circuit` chooses from, in the order in which Cirq chooses.
_DOMAIN = (Gate("cx", 2), Gate("cz", 2), Gate("h"), Gate("iswap", 2), Gate("s"), Gate("swap", 2), Gate("t"),
           Gate("x"), Gate("y"), Gate("z"))  # fmt: skip
#: Operations that are drawn, at most.
_MOST = 100_000
_CONTROLLED_Z = Gate("cz", 2)
_TOO_MANY = f"more than {_MOST:,} operations are drawn"


def random_circuit(
    qubits: Any, n_moments: int, op_density: float, gate_domain: Any = None, random_state: Any = None
) -> Circuit:
    """`cirq.testing.random_circuit`, drawn as Cirq draws it where a number is its seed."""
    import numpy as np

    if not isinstance(random_state, int) or gate_domain is not None:
        raise NotKnownError(f"{RANDOM}: it is drawn without a seed")
    chosen = [NamedQubit(str(each)) for each in range(qubits)] if isinstance(qubits, int) else list(qubits)
    if len(chosen) * n_moments > _MOST:
        raise ValueError(_TOO_MANY)
    domain = [gate for gate in _DOMAIN if (gate.width or 0) <= len(chosen)]
    generator = np.random.RandomState(random_state)
    return Circuit.from_moments(*(_drawn(chosen, domain, op_density, generator) for _ in range(n_moments)))


def _drawn(qubits: Sequence[Qid], domain: Sequence[Gate], density: float, generator: Any) -> Moment:
    """A moment. What is drawn, and in which order, is what Cirq draws."""
    free = sorted(qubits)
    operations = []
    while len(free) >= max(gate.width or 0 for gate in domain):
        gate = domain[generator.randint(len(domain))]
        places = generator.choice(len(free), size=gate.width, replace=False)
        taken = [free[place] for place in places]
        free = [qubit for qubit in free if qubit not in taken]
        if generator.rand() <= density:
            operations.append(gate.on(*taken))
    return Moment(*operations)


def library(
    n_library_circuits: int,
    two_qubit_gate: Gate,
    *,
    max_cycle_depth: int = 100,
    q0: Qid = LineQubit(0),  # noqa: B008  (a qubit is a constant)
    q1: Qid = LineQubit(1),  # noqa: B008
    random_state: Ignored = None,
    tags: Ignored = (),
) -> list[Circuit]:
    """`generate_library_of_2q_circuits`: circuits for cross-entropy benchmarking, that differ in angles alone."""
    if n_library_circuits * max_cycle_depth * 3 > _MOST:
        raise ValueError(_TOO_MANY)
    one = _rotations(q0, q1, max_cycle_depth, two_qubit_gate.on, Gate("phased_xz"), last=True)
    return [one.copy() for _ in range(n_library_circuits)]


def two_qubit_rotations(
    q0: Qid,
    q1: Qid,
    depth: int,
    two_qubit_op_factory: Callable[..., Any] | None = None,
    single_qubit_gates: Any = None,
    add_final_single_qubit_layer: bool = True,
    seed: Ignored = None,
) -> Circuit:
    """`random_rotations_between_two_qubit_circuit`: which of the gates on one qubit comes does not change its form."""
    names = {gate.name for gate in single_qubit_gates} if single_qubit_gates is not None else {"phased_x"}
    if len(names) != 1 or depth * 3 > _MOST:
        raise NotKnownError(f"{RANDOM}: which gates it has is drawn")
    drawn = two_qubit_op_factory
    entangled = (lambda one, other: drawn(one, other, None)) if drawn is not None else _CONTROLLED_Z.on
    return _rotations(q0, q1, depth, entangled, Gate(names.pop()), last=add_final_single_qubit_layer)


def _rotations(
    first: Qid, second: Qid, depth: int, entangled: Callable[[Qid, Qid], Any], single: Gate, *, last: bool
) -> Circuit:
    made = Circuit()
    layer = Moment(single.on(first), single.on(second))
    for _ in range(depth):
        made.append(layer)
        made.append(entangled(first, second))
    if last:
        made.append(layer)
    return made


def parameterized(circuit: Circuit, options: Ignored, target_gatefamily: Ignored = None) -> Circuit:
    """`parameterize_circuit`: other gates with symbols, in the same places."""
    return circuit.copy()
