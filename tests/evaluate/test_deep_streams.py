"""Iterators without end: `next` takes their items one after the other, and what is taken is gone."""

from __future__ import annotations

import pytest

from tests.evaluate.test_deep import contents, last, read

pytest.importorskip("qiskit")

HEAD = "import itertools, os\nfrom qiskit import QuantumCircuit\nqc = QuantumCircuit(4)\n"
PROGRAMS = {
    "numbers": "source = itertools.count(2)\nqc.h(next(source))\nqc.x(next(source))\n",
    "with a step": "source = itertools.count(start=3, step=-2)\nqc.h(next(source))\nqc.x(next(source))\n",
    "a series of powers": """
powers = (int(1.3**exponent) for exponent in itertools.count(1))
for qubit in range(4):
    for _ in range(next(powers)):
        qc.h(qubit)
""",
    "made when it is asked for": """
shift = 0
places = (number + shift for number in itertools.count())
qc.h(next(places))
shift = 2
qc.h(next(places))
""",
    "two of one source": """
source = itertools.count()
even = (2 * number for number in source)
qc.h(next(source))
qc.x(next(even))
qc.y(next(source))
""",
    "over and over": """
names = itertools.cycle(["h", "x", "y"])
for qubit in range(4):
    getattr(qc, next(names))(qubit)
""",
    "beside qubits": """
names = itertools.cycle(["h", "x", "y"])
for qubit, name in zip(range(4), names):
    getattr(qc, name)(qubit)
getattr(qc, next(names))(0)
""",
    "one lost before what ends": """
source = itertools.count()
for angle, qubit in zip(source, [1, 2]):
    qc.rz(angle, qubit)
qc.rx(next(source), 0)
""",
    "mapped": "places = map(lambda number: number % 3, itertools.count(2))\nqc.h(next(places))\nqc.x(next(places))\n",
    "the same again": "same = itertools.repeat(1)\nqc.h(next(same))\nqc.x(next(same))\n",
    "so many times": "for qubit in itertools.repeat(1, 3):\n    qc.h(qubit)\n",
    "its own iterator": "source = itertools.count()\nqc.h(next(iter(source)))\nqc.x(next(source))\n",
    "no list": "source = itertools.count()\nqc.h(1 if isinstance(source, (list, tuple)) else 2)\n",
    "in a function": """
def layers(powers):
    for _ in range(3):
        qc.h(next(powers))
layers(number for number in itertools.count(1))
""",
}


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_gives_what_a_run_gives(program: str) -> None:
    """The circuit is the one that a run builds, gate for gate."""
    names: dict[str, object] = {}
    exec(HEAD + program, names)
    found = last(read(HEAD + program), "qc")
    assert contents(found.circuit) == contents(names["qc"])
    assert found.certainty == "exact"


@pytest.mark.parametrize(
    "taken",
    [
        "if os.environ['X']:\n    next(source)\n",
        "for _ in range(int(os.environ['X'])):\n    next(source)\n",
        "for number in source:\n    if number > 1:\n        break\n",
        "first = list(itertools.islice(source, 1))\n",
        "for qubit in range(2):\n    if os.environ['X']:\n        break\n    next(source)\n",
    ],
)
def test_says_so_where_nobody_knows_how_many_were_taken(taken: str) -> None:
    """What comes after items that may have been taken is not known."""
    program = f"{HEAD}source = itertools.count()\n{taken}qc.rx(0.1, 0)\nqc.h(next(source))\n"
    found = last(read(program), "qc")
    assert found.certainty != "exact"


def test_follows_no_source_that_is_not_known() -> None:
    """Numbers that begin nobody knows where."""
    found = last(read(f"{HEAD}qc.h(next(itertools.count(int(os.environ['X']))))\n"), "qc")
    assert found.certainty != "exact"
