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
    ],
)
def test_nothing_is_claimed_of_defaults_that_are_not_known(change: str, certainty: str) -> None:
    program = f"groups = defaultdict(list)\n{change}\nfor place in groups['a']:\n    qc.h(place)\n"
    assert last(read(HEAD + program)).certainty == certainty
