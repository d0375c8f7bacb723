"""Programs of a user, each with one circuit `circuit` that is sent to IBM's device."""

from __future__ import annotations

_HEAD = """
import numpy as np
from qiskit import QuantumCircuit
from qiskit.circuit import ParameterVector
from qiskit.circuit.library import QFTGate, efficient_su2
"""
_TAIL = """
circuit.measure_all()
from qiskit.transpiler import generate_preset_pass_manager
from qiskit_ibm_runtime import QiskitRuntimeService, SamplerV2

backend = QiskitRuntimeService().backend("ibm_fez")
manager = generate_preset_pass_manager(optimization_level=2, backend=backend)
job = SamplerV2(mode=backend).run([manager.run(circuit)], shots=4096)
"""
BUILD: dict[str, str] = {
    "GHZ-20": """
circuit = QuantumCircuit(20)
circuit.h(0)
for qubit in range(19):
    circuit.cx(qubit, qubit + 1)
""",
    "QFT-16": """
circuit = QuantumCircuit(16)
for high in reversed(range(16)):
    circuit.h(high)
    for low in reversed(range(high)):
        circuit.cp(np.pi / 2 ** (high - low), high, low)
for qubit in range(8):
    circuit.swap(qubit, 15 - qubit)
""",
    "EfficientSU2-20": """
circuit = QuantumCircuit(20)
circuit.compose(efficient_su2(20, reps=3, entanglement="linear"), inplace=True)
""",
    "QAOA-30": """
edges = [(node, (node + 1) % 30) for node in range(30)] + [(node, node + 15) for node in range(15)]
gamma, beta = ParameterVector("gamma", 1), ParameterVector("beta", 1)
circuit = QuantumCircuit(30)
circuit.h(range(30))
for one, other in edges:
    circuit.rzz(2 * gamma[0], one, other)
circuit.rx(2 * beta[0], range(30))
""",
    "Grover-6": """
def oracle(marked):
    found = QuantumCircuit(6)
    zeros = [qubit for qubit, bit in enumerate(reversed(marked)) if bit == "0"]
    found.x(zeros)
    found.h(5)
    found.mcx(list(range(5)), 5)
    found.h(5)
    found.x(zeros)
    return found

def diffuser():
    found = QuantumCircuit(6)
    found.h(range(6))
    found.compose(oracle("000000"), inplace=True)
    found.h(range(6))
    return found

circuit = QuantumCircuit(6)
circuit.h(range(6))
for _ in range(6):
    circuit.compose(oracle("101101"), inplace=True)
    circuit.compose(diffuser(), inplace=True)
""",
    "TFIM-100": """
circuit = QuantumCircuit(100)
for step in range(5):
    for start in (0, 1):
        for site in range(start, 99, 2):
            circuit.rzz(0.2, site, site + 1)
    circuit.rx(0.3, range(100))
""",
}
#: The whole programs.
PROGRAMS: dict[str, str] = {name: _HEAD + body + _TAIL for name, body in BUILD.items()}


def executed(name: str) -> object:
    """The circuit that running the program builds, up to where it asks for the device."""
    scope: dict[str, object] = {}
    exec(_HEAD + BUILD[name] + "circuit.measure_all()\n", scope)
    return scope["circuit"]
