"""Pass managers that programs put together: what they make of a circuit where nothing in them is drawn."""

from __future__ import annotations

from typing import Any

import pytest

from tests.evaluate.test_deep import contents, last, read

pytest.importorskip("qiskit")

HEAD = """
from qiskit import QuantumCircuit
from qiskit.circuit import Parameter
from qiskit.circuit.equivalence_library import SessionEquivalenceLibrary as library
from qiskit.transpiler import CouplingMap, PassManager, StagedPassManager
from qiskit.transpiler.basepasses import TransformationPass
from qiskit.transpiler.passes import (
    BasicSwap, BasisTranslator, CommutativeCancellation, Decompose, InverseCancellation, Optimize1qGatesDecomposition,
    RemoveBarriers, SabreSwap, TrivialLayout, UnitarySynthesis, UnrollCustomDefinitions)
from qiskit.transpiler.preset_passmanagers.common import generate_embed_passmanager, generate_unroll_3q
line = CouplingMap.from_line(4)
qc = QuantumCircuit(4)
qc.h(0)
qc.ccx(0, 3, 1)
qc.barrier()
qc.cx(0, 2)
qc.cx(0, 2)
"""
STAGED = """
manager = StagedPassManager({0})
manager.init = generate_unroll_3q(None)
manager.layout = PassManager()
manager.layout += TrivialLayout(line)
manager.layout += generate_embed_passmanager(line)
manager.routing = PassManager(BasicSwap(line))
manager.translation = PassManager([BasisTranslator(library, target_basis=["rz", "sx", "cx"])])
qc = manager.run(qc)
"""
WORKED_OUT = {
    "one pass": "qc = PassManager(RemoveBarriers()).run(qc)",
    "a pass by itself": "qc = CommutativeCancellation()(qc)",
    "a pass that is told things": "qc = BasisTranslator(library, ['rz', 'sx', 'cx'])(qc)",
    "a list of passes": "qc = PassManager([RemoveBarriers(), CommutativeCancellation()]).run(qc)",
    "passes one by one": """
manager = PassManager()
manager.append(RemoveBarriers())
manager.append([InverseCancellation([CXGate()])])
qc = manager.run(qc)
""".replace("manager.append([", "from qiskit.circuit.library import CXGate\nmanager.append(["),
    "passes replaced and removed": """
manager = PassManager([Decompose()]) + PassManager([CommutativeCancellation()])
manager.append(Decompose())
manager.replace(0, RemoveBarriers())
manager.remove(2)
qc = manager.run(qc)
""",
    "the usual stages": STAGED.format(""),
    "some stages": STAGED.format("stages=['init', 'layout', 'routing']"),
    "stages given at once": "qc = StagedPassManager(init=PassManager([RemoveBarriers()])).run(qc)",
    "several circuits": "other, qc = PassManager([RemoveBarriers()]).run([qc, qc])",
    "free parameters": "qc.rx(Parameter('a'), 0)\nqc = PassManager([RemoveBarriers()]).run(qc)",
}
UNKNOWN = {
    "drawn by itself": "qc = SabreSwap(line)(qc)",
    "told where to keep what it finds": "qc = RemoveBarriers()(qc, {})",
    "differs from release to release": "from qiskit import execute\nqc = BasisTranslator(library, ['rz', 'cx'])(qc)",
    "drawn": "qc = PassManager([SabreSwap(line)]).run(qc)",
    "drawn among others": "manager = PassManager()\nmanager.append(SabreSwap(line))\nqc = manager.run(qc)",
    "drawn in a stage": """
manager = StagedPassManager()
manager.routing = PassManager(SabreSwap(line))
qc = manager.run(qc)
""",
    "a plugin": "qc = PassManager([UnitarySynthesis(['cx', 'u'], method='mine')]).run(qc)",
    "of the program": """
class Own(TransformationPass):
    def run(self, dag):
        return dag
qc = PassManager([Own()]).run(qc)
""",
    "not known": "qc = PassManager([BasisTranslator(library, list(input()))]).run(qc)",
    "in a branch": "manager = PassManager()\nif input(): manager.append(RemoveBarriers())\nqc = manager.run(qc)",
    "stages of its own": "qc = StagedPassManager(['mine'], mine=PassManager([RemoveBarriers()])).run(qc)",
    "too many gates": "for _ in range(2000): qc.h(0)\nqc = PassManager([RemoveBarriers()]).run(qc)",
    "an unknown angle": "qc.rx(float(input()), 0)\nqc = PassManager([Optimize1qGatesDecomposition(['u'])]).run(qc)",
    "what is told the call": "qc = PassManager([RemoveBarriers()]).run(qc, callback=print)",
    "a pass that fails": "qc = PassManager([TrivialLayout(CouplingMap.from_line(2))]).run(qc)",
}


@pytest.mark.parametrize("program", WORKED_OUT.values(), ids=WORKED_OUT.keys())
def test_passes_make_what_running_them_makes(program: str) -> None:
    names: dict[str, Any] = {}
    exec(HEAD + program, names)
    built = last(read(HEAD + program))
    assert (built.certainty, built.reason) == ("exact", "")
    assert contents(built.circuit) == contents(names["qc"])
    assert built.derived.endswith(("PassManager.run", "BasePass.__call__"))


@pytest.mark.parametrize("program", UNKNOWN.values(), ids=UNKNOWN.keys())
def test_nothing_is_claimed_of_what_passes_may_make(program: str) -> None:
    built = last(read(HEAD + program))
    assert built.certainty != "exact"
    assert built.reason


def test_the_circuit_that_was_given_stays_as_it_was() -> None:
    program = "before = qc\nafter = PassManager([RemoveBarriers(), CommutativeCancellation()]).run(qc)"
    found = read(HEAD + program)
    assert last(found, "before").circuit.count_ops()["barrier"] == 1
    assert "barrier" not in last(found, "after").circuit.count_ops()


@pytest.mark.parametrize(
    ("called", "left"), [("CXCancellation()", {"h": 1, "ccx": 1, "barrier": 1}), ("RemoveBarriers()", {"cx": 2})]
)
def test_passes_that_no_release_changed_are_read_in_old_programs(called: str, left: dict[str, int]) -> None:
    imports = "from qiskit import execute\nfrom qiskit.transpiler.passes import CXCancellation\n"
    built = last(read(f"{HEAD}{imports}qc = {called}(qc)\n"))
    assert built.certainty == "exact"
    assert left.items() <= dict(built.circuit.count_ops()).items()
    assert ("cx" in built.circuit.count_ops()) is (called == "RemoveBarriers()")
