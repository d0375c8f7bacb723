"""Six circuits that are often asked about, as a user writes them, and a job of 4,096 shots for each.

GHZ-20, QFT-16, EfficientSU2-20 with three repetitions, QAOA-30 for a graph where each vertex has three edges, six
iterations of Grover's search on six qubits, and five Trotter steps of an Ising chain of 100. `bench.cost_peers` reads
this file with quantum-lint and builds its circuits for other tools; nothing submits them.
"""

from qiskit import QuantumCircuit, transpile
from qiskit.circuit.library import QFTGate, efficient_su2, grover_operator

SHOTS = 4096


def ghz(qubits=20):
    """A superposition of all zeros and all ones."""
    circuit = QuantumCircuit(qubits)
    circuit.h(0)
    for qubit in range(qubits - 1):
        circuit.cx(qubit, qubit + 1)
    circuit.measure_all()
    return circuit


def fourier(qubits=16):
    """The quantum Fourier transform of all zeros."""
    circuit = QuantumCircuit(qubits)
    circuit.append(QFTGate(qubits), range(qubits))
    circuit.measure_all()
    return circuit


def ansatz(qubits=20, repetitions=3):
    """A state to be varied, at one set of angles."""
    circuit = efficient_su2(qubits, reps=repetitions, entanglement="linear")
    circuit.measure_all()
    return circuit.assign_parameters([0.1] * circuit.num_parameters)


def maxcut(qubits=30):
    """One layer for the graph of a ring in which opposite vertices are joined, too."""
    circuit = QuantumCircuit(qubits)
    circuit.h(range(qubits))
    for vertex in range(qubits):
        circuit.rzz(0.4, vertex, (vertex + 1) % qubits)
    for vertex in range(qubits // 2):
        circuit.rzz(0.4, vertex, vertex + qubits // 2)
    circuit.rx(0.8, range(qubits))
    circuit.measure_all()
    return circuit


def grover(qubits=6, iterations=6):
    """The search for all ones."""
    oracle = QuantumCircuit(qubits)
    oracle.h(qubits - 1)
    oracle.mcx(list(range(qubits - 1)), qubits - 1)
    oracle.h(qubits - 1)
    circuit = QuantumCircuit(qubits)
    circuit.h(range(qubits))
    step = grover_operator(oracle)
    for _ in range(iterations):
        circuit.compose(step, inplace=True)
    circuit.measure_all()
    return circuit


def ising(qubits=100, steps=5):
    """The dynamics of a chain in a transverse field."""
    circuit = QuantumCircuit(qubits)
    for _ in range(steps):
        for first in (0, 1):
            for qubit in range(first, qubits - 1, 2):
                circuit.rzz(0.2, qubit, qubit + 1)
        circuit.rx(0.3, range(qubits))
    circuit.measure_all()
    return circuit


CIRCUITS = {
    "GHZ-20": ghz,
    "QFT-16": fourier,
    "EfficientSU2-20": ansatz,
    "QAOA-30": maxcut,
    "Grover-6": grover,
    "TFIM-100": ising,
}


if __name__ == "__main__":
    from qiskit_ibm_runtime import QiskitRuntimeService, SamplerV2

    backend = QiskitRuntimeService().backend("ibm_fez")
    sampler = SamplerV2(backend)
    sampler.run([transpile(ghz(), backend)], shots=SHOTS)
    sampler.run([transpile(fourier(), backend)], shots=SHOTS)
    sampler.run([transpile(ansatz(), backend)], shots=SHOTS)
    sampler.run([transpile(maxcut(), backend)], shots=SHOTS)
    sampler.run([transpile(grover(), backend)], shots=SHOTS)
    sampler.run([transpile(ising(), backend)], shots=SHOTS)
