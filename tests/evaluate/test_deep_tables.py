"""Dictionaries that keep an order, and those that make the values of keys that are not there."""

from __future__ import annotations

from typing import Any

import pytest

from tests.evaluate.test_deep import contents, last, read

pytest.importorskip("qiskit")

HEAD = "from collections import OrderedDict, defaultdict\nfrom qiskit import QuantumCircuit\nqc = QuantumCircuit(4)\n"
PROGRAMS = {
    "edges by colour": """
groups = defaultdict(list)
for edge, color in {(0, 1): 0, (1, 2): 1, (2, 3): 0}.items():
    groups[color].append(edge)
for edges in groups.values():
    for edge in edges:
        qc.cz(*edge)
""",
    "counted": """
counts = defaultdict(int)
for letter in "abca":
    counts[letter] += 1
for letter, number in counts.items():
    qc.h(number)
""",
    "a function as factory": """
places = defaultdict(lambda: 2)
qc.x(places["a"])
places["b"] = 1
places["a"] = 0
for place in places.values():
    qc.y(place)
""",
    "entries to begin with": """
places = defaultdict(int, {"a": 3})
qc.x(places["a"])
qc.y(places["b"])
""",
    "qubits as keys": """
marks = defaultdict(list)
marks[qc.qubits[1]].append(0)
for qubit, places in marks.items():
    qc.h(qubit)
    qc.x(places)
""",
    "an entry that is set again": """
places = {"a": 1, "b": 2}
places["a"] = 3
for place in places.values():
    qc.h(place)
""",
    "keys that come again": """
for key, value in {number % 2: number for number in range(4)}.items():
    qc.h(value)
    qc.x(key)
""",
    "qubits in a set": """
qc.cx(0, 1)
qc.cx(1, 2)
used = {qubit for instruction in qc.data for qubit in instruction.qubits}
qc.rx(len(used), 0)
qc.ry(len({1, 1, 2}), 0)
qc.rz(len(set(qubit for instruction in qc.data for qubit in instruction.qubits)), 0)
""",
    "an entry that is taken out": """
pairs = {}
pairs[0, 1] = 2
pairs[1, 2] = 0
pairs["x"] = 1
del pairs[0, 1]
qc.h(len(pairs))
while pairs:
    key, place = next(iter(pairs.items()))
    qc.x(place)
    del pairs[key]
""",
    "parameters that become more": """
from qiskit.circuit import ParameterVector
angles = ParameterVector("t", 1)
angles.resize(len(angles) + 2)
qc.rx(angles[1:][1], len(angles))
""",
    "an ordered dictionary": """
places = OrderedDict([("z", 1)])
places["a"] = 2
for place in places.values():
    qc.h(place)
""",
}


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS.keys())
def test_entries_are_those_that_running_leaves(program: str) -> None:
    names: dict[str, Any] = {}
    exec(HEAD + program, names)
    built = last(read(HEAD + program))
    assert (built.certainty, built.reason) == ("exact", "")
    assert contents(built.circuit) == contents(names["qc"])


@pytest.mark.parametrize(
    ("change", "certainty"),
    [
        ("groups[input()].append(1)", "unknown"),
        ("if input(): groups['a'].append(1)", "bounded"),
        ("groups = defaultdict(factory)", "unknown"),
        ("groups = {'a': {int(input()), 1}}", "unknown"),
        ("groups = {'a': {int(input()): 1 for _ in range(2)}}", "unknown"),
    ],
)
def test_nothing_is_claimed_of_defaults_that_are_not_known(change: str, certainty: str) -> None:
    program = f"groups = defaultdict(list)\n{change}\nfor place in groups['a']:\n    qc.h(place)\n"
    assert last(read(HEAD + program)).certainty == certainty


def test_what_changes_an_object_in_an_unknown_way_makes_it_unknown() -> None:
    program = "from qiskit.transpiler import CouplingMap\nline = CouplingMap.from_line(3)\n"
    build = "for edge in line.get_edges():\n    qc.cx(*edge)\n"
    assert last(read(HEAD + program + build)).certainty == "exact"
    assert last(read(f"{HEAD}{program}line.add_edge(0, 2)\n{build}")).circuit.count_ops() == {"cx": 5}
    assert last(read(f"{HEAD}{program}line.remove_loops()\n{build}")).certainty == "unknown"
