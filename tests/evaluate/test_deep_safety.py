# ruff: noqa: E501  (programs on one line)
"""Nothing of what is read is run, whatever it is made of, and no program makes reading take long or fail."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quantum_lint.evaluate.budget import DEEP
from quantum_lint.evaluate.deep import circuits_of
from tests.evaluate.reading import document
from tests.evaluate.test_deep import HEAD, PROGRAMS, last, read

#: Each tries to leave a file at the place `MARK`.
ATTEMPTS = {
    "open": "open(MARK, 'w').write('x')",
    "system": "import os\nos.system('touch ' + MARK)",
    "subprocess": "import subprocess\nsubprocess.run(['touch', MARK])",
    "eval": "eval(\"open(MARK, 'w')\")",
    "exec": "exec(\"open('\" + MARK + \"', 'w')\")",
    "compile": "exec(compile(\"open('\" + MARK + \"', 'w')\", 'x', 'exec'))",
    "import of a module": "import canary",
    "import by name": "__import__('canary')",
    "importlib": "import importlib\nimportlib.import_module('canary')",
    "pickle": 'import pickle\npickle.loads(b"cos\\nsystem\\n(S\'touch " + MARK.encode() + b"\'\\ntR.")',
    "numpy save": "np.save(MARK, np.zeros(3))",
    "numpy tofile": "np.zeros(3).tofile(MARK)",
    "numpy savetxt": "np.savetxt(MARK, [1, 2])",
    "numpy vectorize": "np.vectorize(lambda each: open(MARK, 'w'))([1])",
    "numpy fromfunction": "np.fromfunction(lambda each: open(MARK, 'w'), (1,))",
    "memmap": "np.memmap(MARK, mode='w+', shape=(2,))",
    "drawing": "qc.draw(output='text', filename=MARK)",
    "drawing with matplotlib": "qc.draw('mpl', filename=MARK)",
    "qasm to a file": "qc.qasm(filename=MARK)",
    "qasm2.dump": "from qiskit import qasm2\nqasm2.dump(qc, MARK)",
    "qpy.dump": "from qiskit import qpy\nqpy.dump(qc, open(MARK, 'wb'))",
    "method by name": "getattr(qc, 'draw')(filename=MARK)",
    "attribute of a class": "qc.__class__.__init__.__globals__['os'].system('touch ' + MARK)",
    "subclasses": "[each for each in ().__class__.__base__.__subclasses__()][0](MARK)",
    "definition of a gate": "class G(type(qc.to_gate())):\n    def _define(self):\n        open(MARK, 'w')\nqc.append(G('g', 1, []), [0])",
    "string of a value": "class S(str):\n    def __str__(self):\n        open(MARK, 'w')\nqc.name = S('x')\nf'{S(1)}'",
    "conversion": "class N:\n    def __index__(self):\n        open(MARK, 'w')\n    __float__ = __array__ = __len__ = __index__\nqc.rx(N(), N())",
    "decorator": "@(lambda f: open(MARK, 'w'))\ndef f(): pass",
    "metaclass": "class M(type):\n    def __new__(*a): open(MARK, 'w')\nclass K(metaclass=M): pass",
    "hash": "class H:\n    def __hash__(self):\n        open(MARK, 'w')\n{H(): 1}\nset([H()])",
    "sort key": "sorted([qc, qc], key=lambda each: open(MARK, 'w'))",
    "sympy": "Parameter('x').sympify()\nParameter(\"__import__('os').system('touch ' + MARK)\")",
    "expression of an oracle": "from qiskit.circuit.library import PhaseOracleGate\nPhaseOracleGate(\"open(MARK,'w')\")",
    "oracle of a file": "from qiskit.circuit.library import PhaseOracleGate\nPhaseOracleGate.from_dimacs_file(MARK)",
    "included file": "QuantumCircuit.from_qasm_str('OPENQASM 2.0; include \"' + MARK + '\";')",
    "logging": "import logging\nlogging.basicConfig(filename=MARK)\nlogging.error('x')",
    "warning filter": "import warnings\nwarnings.showwarning = lambda *each: open(MARK, 'w')\nQuantumCircuit(2).cnot(0, 1)",
}


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS.keys())
def test_nothing_is_run(attempt: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mark = tmp_path / "marked"
    (tmp_path / "canary.py").write_text(f"open({str(mark)!r}, 'w')\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    found = read(f"{HEAD}MARK = {str(mark)!r}\nqc = QuantumCircuit(2)\nqc.h(0)\n{attempt}\nafter = QuantumCircuit(1)\n")
    assert not mark.exists()
    assert last(found, "after").certainty == "exact"


LARGE = {
    "qubits": "QuantumCircuit(10 ** 9)",
    "register": "QuantumRegister(10 ** 12)",
    "vector": "ParameterVector('v', 10 ** 10)",
    "array": "np.zeros(10 ** 12)",
    "shape": "np.ones((10 ** 5, 10 ** 5))",
    "range of numbers": "np.arange(0, 1, 1e-12)",
    "kron": "np.kron(np.eye(1000), np.eye(1000))",
    "power of a number": "10 ** 10 ** 10",
    "shift": "1 << 10 ** 12",
    "text": "'a' * 10 ** 12",
    "list": "[0] * 10 ** 12",
    "width": "f'{1:1000000000000}'",
    "power": "QuantumCircuit(1).power(10 ** 9)",
    "control": "QuantumCircuit(1).control(60)",
    "operator": "SparsePauliOp('X' * 10).to_matrix() if False else SparsePauliOp('X' * 40).to_matrix()",
    "fourier": "QFT(10 ** 6)",
    "loop": "[QuantumCircuit(1) for _ in range(10 ** 9)]",
    "forever": "[0 for _ in iter(int, 1)]",
    "factorial": "__import__('math').factorial(10 ** 9)",
    "combinations": "list(__import__('itertools').product(range(1000), repeat=10))",
    "tile": "np.tile([1, 2], 10 ** 12)",
    "size of a matrix that is text": "np.eye('a')",
    "sides that are text": "np.zeros((10 ** 9, 'a'))",
    "sides of many digits": "np.ones((10 ** 1000,) * 5)",
    "side that is no whole number": "np.eye(1e308)",
    "steps of many digits": "np.arange(10 ** 1000)",
}


@pytest.mark.parametrize("expression", LARGE.values(), ids=LARGE.keys())
def test_what_would_be_too_large_is_not_made(expression: str) -> None:
    start = time.process_time()
    found = read(f"{HEAD}x = {expression}\n", "after = QuantumCircuit(1)\n")
    assert time.process_time() - start < DEEP.seconds + 4
    assert "after" in {built.name for built in found.circuits} or found.unknown


#: Circuits that raise where they are looked into before they are told what they are to be built of.
UNTOLD = ("EvolvedOperatorAnsatz", "QAOAAnsatz", "WeightedAdder")
LOOKS = ("len(qc)", "list(qc)", "[each for each in qc]", "qc[0]", "qc.data", "qc.qasm()", "qc.decompose()", "qc + qc",
         "qc.assign_parameters(0)", "qc.assign_parameters(given)", "qc.depth()", "qc == qc", "transpile(qc)")  # fmt: skip


@pytest.mark.parametrize("family", UNTOLD)
def test_a_circuit_that_is_not_told_enough_is_not_known(family: str) -> None:
    head = f"{HEAD}from qiskit import transpile\nfrom qiskit.circuit.library import {family}\n"
    for look in (*LOOKS, "qc.append(qc, [0])", "qc.name"):
        found = read(f"{head}given = input()\nqc = {family}()\nx = {look}\nqc += QuantumCircuit(1)\n")
        assert last(found, "qc").certainty != "exact"
        found = read(f"{head}def uncalled(given):\n    qc = {family}()\n    x = {look}\n    return qc\n")
        assert {built.certainty for each in found.templates for built in each.circuits} <= {"unknown"}


def test_endless_programs_end() -> None:
    start = time.process_time()
    read(HEAD + "qc = QuantumCircuit(1)\nwhile True:\n    qc.x(0)\n", "def f(n):\n    return f(n + 1)\nf(0)\n")
    assert time.process_time() - start < DEEP.seconds + 4


LINES = sorted({line for program in PROGRAMS.values() for line in program.splitlines() if line.strip()})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(LINES), max_size=25), st.randoms(use_true_random=False))
def test_any_mixture_of_lines_is_read(lines: list[str], random: object) -> None:
    found = circuits_of(document(HEAD + "\n".join(lines)).sources, limits=DEEP._replace(steps=20_000, seconds=2))
    for built in found.circuits:
        assert built.certainty in ("exact", "bounded", "unknown")
        assert bool(built.reason) == (built.certainty != "exact")
