"""A cell that takes too long: what it may have changed is unknown, and what does not hang on it is still read."""

from __future__ import annotations

import time
from typing import Any

import pytest

from quantum_lint.evaluate.budget import DEEP
from quantum_lint.evaluate.deep import Deep, circuits_of
from tests.evaluate.reading import document
from tests.evaluate.test_deep import contents, last

pytest.importorskip("qiskit")

FEW = DEEP._replace(steps=20_000)
FIRST = """
from qiskit import QuantumCircuit
def ghz(width):
    made = QuantumCircuit(width)
    made.h(0)
    for at in range(width - 1):
        made.cx(at, at + 1)
    return made
size, kept = 3, 4
before = ghz(2)
held = [ghz(2)]
alone = ghz(2)
"""
LONG = """
total = 0
for _ in range(15_000):
    total += 1
    total += 2
before.x(0)
held[0].x(0)
held.append(ghz(3))
size = 5
"""


def read(*cells: str) -> Deep:
    """What reading finds in cells that may take few steps each."""
    return circuits_of(document(*cells).sources, limits=FEW)


def test_later_cells_are_read() -> None:
    found = read(FIRST, LONG, "qc = ghz(kept)\nalone.x(1)")
    assert found.unknown == ("the code is too long to be followed to its end",)
    assert (last(found).certainty, dict(last(found).circuit.count_ops())) == ("exact", {"h": 1, "cx": 3})
    assert (last(found, "alone").certainty, last(found, "alone").circuit.size()) == ("exact", 3)


def test_what_the_rest_of_a_cell_may_change_is_unknown() -> None:
    found = read(FIRST, LONG, "qc = ghz(size)\nother = held[0]")
    for name in ("before", "held[0]", "other"):
        assert last(found, name).certainty == "unknown"
    assert not [built for built in found.circuits if built.name == "qc" and built.certainty == "exact"]


def test_a_cell_that_ends_takes_nothing_from_what_is_known() -> None:
    found = read(FIRST, LONG.replace("15_000", "15"), "qc = ghz(size)\nother = held[1]")
    assert found.unknown == ()
    assert {last(found, name).certainty for name in ("qc", "other", "before", "held[0]")} == {"exact"}
    assert last(found).circuit.num_qubits == 5


def test_a_cell_gets_half_of_the_time_that_is_left() -> None:
    endless = "for a in range(20_000):\n    for b in range(20_000):\n        before.x(0)\n"
    cells = (FIRST, endless, "qc = ghz(kept)")
    found = circuits_of(document(*cells).sources, limits=DEEP._replace(seconds=2.0, steps=10**9, total_steps=10**9))
    assert last(found).certainty == "exact"
    assert last(found, "before").certainty == "unknown"


def test_what_was_being_built_is_unknown() -> None:
    found = read(
        FIRST, "def build():\n    made = QuantumCircuit(1)\n    for _ in range(9_999):\n        made.x(0)\nbuild()"
    )
    built = [each for each in found.circuits if not each.name]
    assert [each.certainty for each in built] == ["unknown"]


#: Taken apart twice, the phases of its gates are numbers and expressions by turns.
PHASES = """
from qiskit import QuantumCircuit
from qiskit.circuit import Parameter
qc = QuantumCircuit(2)
for number in range({}):
    qc.ryy(Parameter(str(number)), 0, 1)
qc = qc.decompose().decompose()
"""


def test_phases_are_added_up_as_long_as_that_is_done_soon() -> None:
    names: dict[str, Any] = {}
    exec(PHASES.format(8), names)
    built = last(read(PHASES.format(8)))
    assert (built.certainty, built.circuit.count_ops()) == ("exact", names["qc"].count_ops())


def test_a_sum_of_phases_that_would_take_without_end_is_unknown() -> None:
    started = time.process_time()
    built = last(circuits_of(document(PHASES.format(200)).sources))
    assert (built.certainty, "phases" in built.reason) == ("unknown", True)
    assert time.process_time() - started < 10


FINISHED = """
qc = ghz(3)
list(map(ghz, [2, 3]))
open_one = ghz(2)
class Kept:
    width = 4
def later():
    open_one.x(0)
"""
GIVEN_UP = """
if input():
    def build():
        ghz(2).x(0)
    build()
    for _ in range(9_999):
        size = 4
"""


def test_what_was_finished_before_a_cell_ended_is_known() -> None:
    cell = FIRST.partition("size")[0] + FINISHED + LONG.partition("before")[0] + "later()\n"
    found = read(cell, "other = ghz(Kept.width)")
    names: dict[str, Any] = {}
    exec(cell.replace("15_000", "1") + "other = ghz(Kept.width)", names)
    for name in ("qc", "other"):
        built = last(found, name)
        assert (built.certainty, contents(built.circuit)) == ("exact", contents(names[name]))
    assert last(found, "open_one").certainty == "unknown"
    assert [built.certainty for built in found.circuits if not built.name] == ["exact", "exact"]


def test_what_functions_were_at_is_unknown() -> None:
    program = FIRST + "def grow(of):\n    for made in of:\n        for _ in range(9_999):\n            made.x(0)\n"
    found = read(program, "grow([ghz(2), ghz(3)])", "grow([made for made in [alone]])")
    assert {built.certainty for built in found.circuits if not built.name} == {"unknown"}
    assert last(found, "alone").certainty == "unknown"


def test_what_a_branch_did_that_was_given_up_is_unknown() -> None:
    found = read(FIRST, GIVEN_UP)
    assert [built.certainty for built in found.circuits if not built.name] == ["unknown"]


@pytest.mark.parametrize("held", ["{np.zeros(2)}", "set([np.zeros(2), np.ones(2)])", "{(np.zeros(2),): 1}"])
def test_a_container_of_what_it_cannot_hold_is_not_known(held: str) -> None:
    code = f"import numpy as np\nfrom qiskit import QuantumCircuit\nqc = QuantumCircuit(np.size({held}))\nqc.h(0)\n"
    found = circuits_of(document(code).sources)
    assert not [built for built in found.circuits if built.certainty == "exact"]
