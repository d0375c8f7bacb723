"""How often a circuit is run, and by what name it goes."""

from __future__ import annotations

import pytest

from quantum_lint.circuits.examine import examine_file
from quantum_lint.model.circuit import Circuit
from quantum_lint.model.file import File
from tests.circuits.reading import circuits

HEAD = (
    "from qiskit import QuantumCircuit\n"
    "from qiskit_ibm_runtime import QiskitRuntimeService, SamplerV2\n"
    "sampler = SamplerV2(mode=QiskitRuntimeService().backend('ibm_fez'))\n"
    "bell = QuantumCircuit(2)\n"
    "bell.h(0)\n"
    "bell.measure_all()\n"
)


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("sampler.run([bell])", 1),
        ("for _ in range(7):\n    sampler.run([bell])", 7),
        ("for each in [bell, bell]:\n    sampler.run([each])", 2),
        ("for _ in range(3):\n    for _ in 'ab':\n        sampler.run([bell])", 6),
        ("for _ in range(unknown()):\n    sampler.run([bell])", None),
        ("for _ in range(10**6):\n    sampler.run([bell])", 10**6),
        ("def go():\n    sampler.run([bell])\ngo()\ngo()", 2),
    ],
)
def test_a_circuit_is_run_as_often_as_the_loops_around_say(text: str, runs: int | None) -> None:
    (circuit,) = circuits(HEAD + text)
    (use,) = circuit.uses
    assert use.runs == runs


def test_each_circuit_of_a_list_is_run_once() -> None:
    found: list[Circuit] = circuits(
        HEAD + "other = QuantumCircuit(3)\nother.measure_all()\nfor each in (bell, other):\n    sampler.run([each])\n"
    )
    assert [(each.name, [use.runs for use in each.uses]) for each in found] == [("bell", [1]), ("other", [1])]


def test_a_circuit_goes_by_its_first_name() -> None:
    (circuit,) = circuits(HEAD + "for each in [bell]:\n    pass\nagain = bell\n")
    assert circuit.name == "bell"


def test_calls_that_are_no_longer_followed_start_what_the_others_of_their_function_do() -> None:
    helper = (
        b"def send(circuit, device):\n" + b"    kept = [1]\n" * 150 + b"    return device.run(circuit, shots=100)\n"
    )
    program = "from qiskit import QuantumCircuit\nfrom qiskit_aer import AerSimulator\nfrom helper import send\n"
    program += "bell = QuantumCircuit(1)\nbell.h(0)\n" + "send(bell, AerSimulator())\n" * 12
    found = examine_file(File("main.py", "python", program.encode()), {"helper.py": helper}.get)
    assert found.errors == ()
    (placed,) = found.circuits
    assert [(use.device, use.shots, use.runs) for use in placed.circuit.uses] == [("AerSimulator", 100, 1)] * 12


def test_what_a_file_does_when_it_is_run_is_left_out_where_it_is_imported() -> None:
    helper = (
        b"from qiskit import QuantumCircuit\ndef make(width):\n    made = QuantumCircuit(width)\n    made.h(0)\n"
        b"    return made\nif __name__ == '__main__':\n    other = make(7)\n"
    )
    program = b"from helper import make\nbell = make(2)\nif __name__ == '__main__':\n    bell.cx(0, 1)\n"
    found = examine_file(File("main.py", "python", program), {"helper.py": helper}.get)
    told = [(each.circuit.name, each.circuit.exactness, each.circuit.measures) for each in found.circuits]
    assert [(name, exactness, measures and measures.gates) for name, exactness, measures in told] == [
        ("bell", "exact", (("cx", 1), ("h", 1)))
    ]
    alone = examine_file(File("helper.py", "python", helper), lambda _: None)
    assert [(each.circuit.name, each.circuit.exactness) for each in alone.circuits] == [("other", "exact")]
