"""Packages that people install, read where the tree is that of the package itself."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import pytest

from quantum_lint import knowledge
from quantum_lint.evaluate.deep import Deep, circuits_of
from quantum_lint.evaluate.tables import sdk_of
from quantum_lint.parse.modules import viewpoint
from tests.evaluate.reading import document
from tests.evaluate.test_deep import contents, last
from tests.evaluate.test_modules import Tree

pytest.importorskip("qiskit")

PACKAGE = """
from qiskit import QuantumCircuit
from qiskit.circuit.library import QFT

class Ladder(QuantumCircuit):
    def __init__(self, width, rungs=2):
        super().__init__(width)
        for rung in range(rungs):
            for at in range(width - 1):
                self.cx(at, at + 1)
            self.rz(0.5 * rung, width - 1)

class Search:
    def __init__(self, oracle):
        self._oracle = oracle

    def construct_circuit(self, power, measurement=False):
        circuit = QuantumCircuit(self._oracle.num_qubits, name="search")
        circuit.h(range(self._oracle.num_qubits))
        for _ in range(power):
            circuit.compose(self._oracle, inplace=True)
        if measurement:
            circuit.measure_all()
        return circuit
"""
USES = {
    "class of circuits": "from qiskit_algorithms import Ladder\nqc = Ladder(3)",
    "arguments": "import qiskit_algorithms as algorithms\nqc = algorithms.Ladder(4, rungs=3)",
    "star": "from qiskit_algorithms import *\nqc = Ladder(2)",
    "method": "from qiskit_algorithms import Ladder, Search\nqc = Search(Ladder(3)).construct_circuit(2, True)",
}


def deep(program: str, files: dict[str, str]) -> Deep:
    """What reading finds in a program of a tree that has these files, too."""
    tree = Tree({"docs/use.py": program, **files})
    return circuits_of(document(program).sources, "docs/use.py", viewpoint(tree, "docs/use.py", {}), SDK)


SDK = sdk_of(knowledge.load())


@pytest.mark.parametrize("program", USES.values(), ids=USES.keys())
def test_what_a_package_of_the_tree_makes_is_what_running_gives(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    package = ModuleType("qiskit_algorithms")
    exec(PACKAGE, package.__dict__)
    monkeypatch.setitem(sys.modules, "qiskit_algorithms", package)
    names: dict[str, Any] = {}
    exec(program, names)
    built = last(deep(program, {"qiskit_algorithms/__init__.py": PACKAGE}))
    assert (built.certainty, contents(built.circuit)) == ("exact", contents(names["qc"]))


@pytest.mark.parametrize("program", USES.values(), ids=USES.keys())
def test_nothing_is_known_of_a_package_that_is_elsewhere(program: str) -> None:
    assert not [built for built in deep(program, {}).circuits if built.certainty == "exact"]


def test_what_is_known_of_a_package_goes_before_its_code() -> None:
    program = """
from qiskit import QuantumCircuit
from qiskit_addon_utils.slicing import combine_slices
qc = QuantumCircuit(2)
qc.h(0)
both = combine_slices([qc, qc])
"""
    code = {
        "qiskit_addon_utils/__init__.py": "",
        "qiskit_addon_utils/slicing/__init__.py": "def combine_slices(slices):\n    return slices[0]\n",
    }
    assert last(deep(program, code), "both").circuit.size() == 2


def test_qiskit_itself_is_never_read() -> None:
    code = {"qiskit/__init__.py": "def QuantumCircuit(width):\n    return 5\n"}
    assert last(deep("from qiskit import QuantumCircuit\nqc = QuantumCircuit(2)\nqc.h(0)", code)).certainty == "exact"


def test_calls_of_a_package_of_the_tree_keep_their_names_in_light_mode() -> None:
    files = {"qiskit_algorithms/__init__.py": PACKAGE, "docs/use.py": USES["arguments"]}
    found = Tree(files).evaluation("docs/use.py", knowledge.load())
    assert [call.callee for call in found.calls] == ["qiskit_algorithms.Ladder"]


#: How programs say where their modules are. `docs/use.py` is the program, `docs/helpers/ladders.py` the module.
EDITS = {
    "beside the program": "sys.path.append('helpers')",
    "from the root": "sys.path.insert(0, './docs/helpers/')",
    "by its file": "sys.path.append(os.path.join(os.path.dirname(__file__), 'helpers'))",
    "absolute": "sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'helpers'))",
    "above": "sys.path.append('../docs/helpers')",
}
NO_EDITS = {
    "none": "",
    "other": "sys.path.append('other')",
    "unknown": "sys.path.append(input())",
    "outside": "sys.path.append('../../docs/helpers')",
    "later": "from ladders import Ladder\nqc = Ladder(3)\nsys.path.append('helpers')",
}
LADDERS = {"docs/helpers/ladders.py": PACKAGE}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_modules_are_found_where_the_program_says(edit: str) -> None:
    names: dict[str, Any] = {}
    exec(PACKAGE + "qc = Ladder(3)", names)
    built = last(deep(f"import os, sys\n{edit}\nfrom ladders import Ladder\nqc = Ladder(3)", LADDERS))
    assert (built.certainty, contents(built.circuit)) == ("exact", contents(names["qc"]))


@pytest.mark.parametrize("edit", NO_EDITS.values(), ids=NO_EDITS.keys())
def test_modules_are_not_found_elsewhere(edit: str) -> None:
    program = f"import os, sys\n{edit}\n" + ("" if "Ladder" in edit else "from ladders import Ladder\nqc = Ladder(3)")
    assert not [built for built in deep(program, LADDERS).circuits if built.certainty == "exact"]
