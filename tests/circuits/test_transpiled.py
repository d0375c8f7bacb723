"""Circuits on devices: what Qiskit says of them, what a hand says of the probability, and equal runs."""

from __future__ import annotations

import math

import pytest

pytest.importorskip("qiskit")
from qiskit import QuantumCircuit, transpile
from qiskit.circuit.library import efficient_su2

from quantum_lint.circuits.devices import shipped
from quantum_lint.circuits.targets import Targets
from quantum_lint.circuits.transpiled import LEVEL, SEED, TooWideError, Walk, transpiled

TARGETS = Targets()
FEZ = shipped()["ibm_fez"]


def ghz(qubits: int) -> QuantumCircuit:
    circuit = QuantumCircuit(qubits)
    circuit.h(0)
    for qubit in range(qubits - 1):
        circuit.cx(qubit, qubit + 1)
    circuit.measure_all()
    return circuit


def ansatz() -> QuantumCircuit:
    circuit = efficient_su2(20, reps=3, entanglement="linear")
    circuit.measure_all()
    return circuit


@pytest.mark.parametrize(("circuit", "pairs"), [(ghz(20), 19), (ansatz(), 57)])
@pytest.mark.parametrize("name", ["ibm_fez", "ibm_torino", "ibm_miami", "ionq_forte_1"])
def test_counts_and_time_are_those_of_qiskit(circuit: QuantumCircuit, pairs: int, name: str) -> None:
    device = shipped()[name]
    target = TARGETS.of(device)
    found = transpiled(circuit, device, TARGETS)
    other = transpile(circuit, target=target, optimization_level=LEVEL, seed_transpiler=SEED)
    assert dict(found.measures.gates) == dict(other.count_ops())
    assert found.measures.depth == other.depth()
    assert found.measures.two_qubit == pairs
    if name.startswith("ibm"):
        assert found.duration == pytest.approx(other.estimate_duration(target), rel=1e-6)


@pytest.mark.parametrize("name", sorted(shipped()))
def test_every_device_takes_a_circuit(name: str) -> None:
    device = shipped()[name]
    found = transpiled(ghz(5), device, TARGETS)
    basis = set(device.operations) | {"barrier"}
    assert {gate for gate, _ in found.measures.gates} <= basis
    assert (found.measures.two_qubit or 0) >= 4
    assert found.success is None or -3 < found.success < 0


@pytest.mark.parametrize(
    ("name", "without"),
    [("rigetti_cepheus_1_108q", {36, 40, 44, 68}), ("ibm_brussels", {58, 93, 97, 124}), ("ibm_fez", set())],
)
def test_qubits_that_lack_a_gate_are_not_used(name: str, without: set[int]) -> None:
    device = shipped()[name]
    target = TARGETS.of(device)
    used = {qubit for operation in device.operations for places in target[operation] or () for qubit in places}
    assert used == set(range(device.qubits)) - without


def test_a_circuit_that_is_nearly_as_wide_as_the_device_goes_around_them() -> None:
    found = transpiled(ghz(100), shipped()["rigetti_cepheus_1_108q"], TARGETS)
    assert {gate for gate, _ in found.measures.gates} <= {"rz", "sx", "x", "cz", "measure", "barrier"}
    assert dict(found.measures.gates)["measure"] == 100


def test_the_probability_is_the_product_of_all_that_goes_well() -> None:
    """A qubit that waits for another decays while it does; before its first gate there is nothing to lose."""
    circuit = QuantumCircuit(2, 2)
    circuit.x(0)
    circuit.x(1)
    for _ in range(3):
        circuit.x(0)
    circuit.cz(0, 1)
    walk = Walk(FEZ)
    walk.run(circuit, (0, 1))
    x, cz = FEZ.operations["x"], FEZ.operations["cz"]
    lifetime = min(FEZ.t1[1] or 0, FEZ.t2[1] or 0)
    waited = 3 * (x.duration((0,)) or 0)
    errors = [x.error((0,))] * 4 + [x.error((1,)), cz.error((0, 1))]
    expected = sum(math.log1p(-(error or 0)) for error in errors) - waited / lifetime
    assert walk.success == pytest.approx(expected / math.log(10))
    assert walk.duration == pytest.approx(4 * 24e-9 + 84e-9)


def test_a_delay_is_time_in_which_a_qubit_decays() -> None:
    circuit = QuantumCircuit(1)
    circuit.delay(10, 0, unit="us")
    walk = Walk(FEZ)
    walk.run(circuit, (3,))
    assert walk.duration == pytest.approx(10e-6)
    assert walk.success == pytest.approx(-10e-6 / min(FEZ.t1[3] or 0, FEZ.t2[3] or 0) / math.log(10))


@pytest.mark.parametrize("level", [0, 1, 2, 3])
@pytest.mark.parametrize("name", ["ibm_fez", "ionq_forte_1", "iqm_garnet"])
def test_a_circuit_that_waits_is_transpiled_with_its_delays(name: str, level: int) -> None:
    circuit = QuantumCircuit(1, 1)
    circuit.x(0)
    circuit.delay(10, 0, unit="us")
    circuit.measure(0, 0)
    found = transpiled(circuit, shipped()[name], Targets(), level)
    assert dict(found.measures.gates)["delay"] == 1
    at_once = transpiled(circuit_without_delays(circuit), shipped()[name], Targets(), level)
    assert (found.success or 0) < (at_once.success or 0) < 0
    if at_once.duration is not None:
        assert found.duration == pytest.approx(at_once.duration + 10e-6)


def circuit_without_delays(circuit: QuantumCircuit) -> QuantumCircuit:
    """The same without waiting."""
    found = circuit.copy_empty_like()
    for instruction in circuit.data:
        if instruction.name != "delay":
            found.append(instruction)
    return found


def test_a_loop_counts_as_often_as_it_runs_and_a_while_loop_at_least_once() -> None:
    circuit = QuantumCircuit(1, 1)
    with circuit.for_loop(range(5)):
        circuit.x(0)
    walk = Walk(FEZ)
    walk.run(circuit, (0,))
    assert walk.duration == pytest.approx(5 * 24e-9)
    assert not walk.least
    with circuit.while_loop((circuit.clbits[0], 1)):
        circuit.x(0)
    walk = Walk(FEZ)
    walk.run(circuit, (0,))
    assert walk.duration == pytest.approx(6 * 24e-9)
    assert walk.least


def test_what_a_device_does_not_state_is_not_known() -> None:
    found = transpiled(ghz(4), shipped()["iqm_garnet"], TARGETS)
    assert found.duration is None
    assert found.success is not None
    assert transpiled(ghz(4), shipped()["aqt_ibex_q1"], TARGETS).success is None


def test_equal_circuits_give_equal_results() -> None:
    assert transpiled(ansatz(), FEZ, TARGETS) == transpiled(ansatz(), FEZ, Targets())


def test_a_circuit_that_is_too_wide_is_refused() -> None:
    with pytest.raises(TooWideError, match="21 qubits, and IQM Garnet has 20"):
        transpiled(ghz(21), shipped()["iqm_garnet"], TARGETS)
