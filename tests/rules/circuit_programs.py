"""Programs that are in order, and what turns each of them into a mistake that a rule has to report."""

from __future__ import annotations

from typing import NamedTuple


class Slip(NamedTuple):
    """`old` in the program becomes `new`; then `rule` reports the line that starts with `line`, and nothing else is."""

    rule: str
    old: str
    new: str
    line: str


class Program(NamedTuple):
    """A program of which no rule about circuits says anything, and the slips of it that one does."""

    name: str
    text: str
    slips: tuple[Slip, ...]


GHZ = Program(
    "ghz on hardware",
    """
    from qiskit import QuantumCircuit
    from qiskit.transpiler import generate_preset_pass_manager
    from qiskit_ibm_runtime import QiskitRuntimeService, SamplerV2 as Sampler

    def ghz(size):
        circuit = QuantumCircuit(size)
        circuit.h(0)
        for qubit in range(size - 1):
            circuit.cx(qubit, qubit + 1)
        return circuit

    service = QiskitRuntimeService()
    backend = service.least_busy(operational=True, simulator=False)
    manager = generate_preset_pass_manager(optimization_level=1, backend=backend)
    circuit = ghz(5)
    circuit.measure_all()
    isa_circuit = manager.run(circuit)
    job = Sampler(mode=backend).run([isa_circuit], shots=1000)
    """,
    (
        Slip("unmeasured-submission", "circuit.measure_all()\n", "circuit.barrier()\n", "job ="),
        Slip("untranspiled-submission", "run([isa_circuit]", "run([circuit]", "job ="),
        Slip("operation-after-transpile", "job =", "isa_circuit.h(0)\njob =", "isa_circuit.h"),
        Slip(
            "duplicate-classical-register", "QuantumCircuit(size)", "QuantumCircuit(size, size)", "circuit.measure_all"
        ),
        Slip("discarded-circuit", "isa_circuit =", "circuit.inverse()\nisa_circuit =", "circuit.inverse"),
    ),
)

TELEPORTATION = Program(
    "teleportation with feed-forward",
    """
    from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister, transpile
    from qiskit_aer import AerSimulator

    qubits = QuantumRegister(3, "q")
    phase = ClassicalRegister(1, "z")
    flip = ClassicalRegister(1, "x")
    result = ClassicalRegister(1, "out")
    circuit = QuantumCircuit(qubits, phase, flip, result)

    def entangle(first, second):
        circuit.h(first)
        circuit.cx(first, second)

    entangle(1, 2)
    circuit.cx(0, 1)
    circuit.h(0)
    circuit.measure(qubits[0], phase[0])
    circuit.measure(qubits[1], flip[0])
    with circuit.if_test((flip, 1)):
        circuit.x(2)
    with circuit.if_test((phase, 1)):
        circuit.z(2)
    circuit.measure(2, result)
    simulator = AerSimulator()
    counts = simulator.run(transpile(circuit, simulator), shots=100).result().get_counts()
    """,
    (
        Slip(
            "condition-without-measurement",
            "circuit.measure(qubits[0], phase[0])",
            "circuit.barrier()",
            "with circuit.if_test((phase",
        ),
        Slip("condition-without-measurement", "((flip, 1))", "((result, 1))", "with circuit.if_test((result"),
        Slip("operation-after-measurement", "simulator =", "circuit.h(2)\nsimulator =", "circuit.h(2)"),
        Slip("operation-after-measurement", "circuit.measure(2, result)", "circuit.y(0)", "circuit.y"),
    ),
)

PHASE_ESTIMATION = Program(
    "phase estimation in a class",
    """
    from qiskit import Aer, QuantumCircuit, execute
    from qiskit.circuit.library import QFT

    class PhaseEstimation:
        def __init__(self, size):
            self.size = size
            self.circuit = QuantumCircuit(size + 1, size)

        def build(self):
            self.circuit.x(self.size)
            for qubit in range(self.size):
                self.circuit.h(qubit)
                self.circuit.cp(0.5, qubit, self.size)
            self.circuit = self.circuit.compose(QFT(3).inverse(), range(3))

        def read(self):
            self.circuit.measure(range(3), range(3))

        def run(self):
            job = execute(self.circuit, Aer.get_backend("qasm_simulator"), shots=100)
            return job.result().get_counts()

    estimation = PhaseEstimation(3)
    estimation.build()
    estimation.read()
    print(estimation.run())
    """,
    (
        Slip(
            "discarded-circuit", "self.circuit = self.circuit.compose", "self.circuit.compose", "self.circuit.compose"
        ),
        Slip("unmeasured-submission", "estimation.read()\n", "", "job ="),
        Slip(
            "duplicate-classical-register",
            "measure(range(3), range(3))",
            "measure_all()",
            "self.circuit.measure_all",
        ),
        Slip("operation-after-measurement", "print(est", "estimation.circuit.h(1)\nprint(est", "estimation.circuit.h"),
    ),
)

VARIATIONAL = Program(
    "expectation values in a session",
    """
    from qiskit.circuit.library import efficient_su2
    from qiskit import QuantumCircuit, transpile
    from qiskit.quantum_info import SparsePauliOp
    from qiskit_ibm_runtime import EstimatorV2, QiskitRuntimeService, Session

    backend = QiskitRuntimeService().backend("ibm_torino")
    ansatz = QuantumCircuit(4)
    ansatz.compose(efficient_su2(4), inplace=True)
    ready = transpile(ansatz, backend)
    observable = SparsePauliOp("ZZII").apply_layout(ready.layout)

    def energy(estimator, values):
        return estimator.run([(ready, observable, values)]).result()

    with Session(backend=backend) as session:
        print(energy(EstimatorV2(mode=session), [0.1] * 32))
    """,
    (
        Slip("untranspiled-submission", "[(ready,", "[(ansatz,", "return estimator.run"),
        Slip("discarded-circuit", ", inplace=True)", ")", "ansatz.compose"),
        Slip("operation-after-transpile", "observable =", "ready.s(3)\nobservable =", "ready.s(3)"),
    ),
)

REFERENCE = Program(
    "reference sampler over a list",
    """
    import numpy as np
    from qiskit import QuantumCircuit
    from qiskit.circuit import Parameter
    from qiskit.primitives import StatevectorSampler

    angle = Parameter("angle")

    def prepared(measured=True):
        circuit = QuantumCircuit(2, name="rotated")
        circuit.ry(angle, 0)
        circuit.cx(0, 1)
        if measured:
            circuit.measure_all()
        return circuit

    template = prepared()
    circuits = [template.assign_parameters({angle: value}) for value in (0.1, 0.2, 0.3)]
    for circuit in circuits:
        print(circuit.draw(), circuit.depth())
    results = StatevectorSampler().run(circuits, shots=100).result()
    """,
    (
        Slip("unmeasured-submission", "template = prepared()", "template = prepared(measured=False)", "results ="),
        Slip("discarded-circuit", "template = prepared()", "template = prepared()\ntemplate.copy()", "template.copy"),
    ),
)

PROGRAMS = (GHZ, TELEPORTATION, PHASE_ESTIMATION, VARIATIONAL, REFERENCE)
