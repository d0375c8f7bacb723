"""What happens to objects of traced classes: every run of a call, in order, and what was known before it."""

from __future__ import annotations

import pytest

from quantum_lint.evaluate.histories import Event
from quantum_lint.evaluate.machine import Machine
from quantum_lint.evaluate.sdk import NoSdk
from quantum_lint.evaluate.values import Either, History
from tests.evaluate.reading import document

UNKNOWN = "?"


class Traced(NoSdk):
    """Everything is unknown but one class."""

    def traces(self, name: str) -> bool:
        """Whether it is that class."""
        return name == "lab.Box"


def path(history: History | None) -> str:
    """The last names of the calls of a history; `(a|b)` where there are two, `?` where not all of it is known."""
    if isinstance(history, Either):
        return f"({path(history.first)}|{path(history.second)})"
    if not isinstance(history, Event):
        return UNKNOWN
    name = history.call.callee.rpartition(".")[2]
    before = next((each.before for each in history.subjects if each.receives), None)
    return f"{path(before)} {name}" if history.subjects else name


def last(*cells: str) -> list[str]:
    """The histories that the calls of `look` see."""
    events = Machine(Traced()).run(document(*cells).sources).events
    return [path(each.subjects[0].before) for each in events if each.call.callee.endswith(".look")]


START = "from lab import Box\nbox = Box()\n"


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ("box.open()\nbox.shut()\nbox.look()", ["Box open shut"]),
        ("other = box\nother.open()\nbox.look()", ["Box open"]),
        ("held = [box, Box()]\nheld[0].open()\nbox.look()\nheld[1].look()", ["Box open", "Box"]),
        ("def use(given):\n    given.open()\nuse(box)\nbox.look()", ["Box open"]),
        ("def make():\n    return Box()\none = make()\none.open()\nmake().look()", ["Box"]),
        ("if unknown:\n    box.open()\nbox.look()", ["(Box open|Box)"]),
        ("for each in range(2):\n    box.open()\nbox.look()", ["Box open open"]),
        ("while unknown():\n    box.open()\nbox.look()", ["((Box|Box open)|(Box|Box open) open)"]),
        ("if False:\n    box.open()\nbox.look()", ["Box"]),
        ("def later():\n    box.look()", [UNKNOWN]),
        ("boxes = [Box() for each in unknown]\nboxes[0].look()", [UNKNOWN]),
        ("def again(given):\n    given.open()\n    again(given)\nagain(box)\nbox.look()", [UNKNOWN]),
        ("(box if unknown else Box()).open()\nbox.look()", ["Box open"]),
    ],
)
def test_each_object_knows_what_happened_to_it(code: str, seen: list[str]) -> None:
    assert last(START + code) == seen


def test_cells_follow_each_other() -> None:
    assert last(START, "box.open()\n", "box.look()\n") == ["Box open"]


def test_what_an_object_keeps_is_followed() -> None:
    text = """
        from lab import Box

        class Shelf:
            def __init__(self):
                self.box = Box()

            def fill(self):
                self.box.open()

        shelf = Shelf()
        shelf.fill()
        shelf.box.look()
    """
    assert last(text) == ["Box open"]


def test_an_argument_takes_part_and_one_of_several_does_so_perhaps() -> None:
    text = START + "use(box)\nuse(box if unknown else Box())\n"
    events = [each for each in Machine(Traced()).run(document(text).sources).events if each.subjects]
    assert [[(subject.receives, subject.sure) for subject in each.subjects] for each in events] == [
        [(False, True)],
        [(False, False), (False, False)],
    ]


def test_nothing_is_noted_without_a_traced_class() -> None:
    assert Machine().run(document(START + "box.open()").sources).events == ()


def test_a_thousand_branches_are_joined_in_no_time() -> None:
    branches = "".join(f"if unknown({number}):\n    box.open()\n" for number in range(1_000))
    assert len(last(START + branches + "Box().look()")) == 1


def test_functions_that_pass_an_object_round_in_loops_end_within_their_steps() -> None:
    text = "".join(
        f"def build{number}(box, rows):\n    for row in rows:\n        for cell in row:\n            if cell:\n"
        f"                box.open()\n            else:\n                build{(number + 1) % 12}(box, row)\n"
        f"                build{(number + 5) % 12}(box, cell)\n"
        for number in range(12)
    )
    machine = Machine(Traced())
    events = machine.run(document(START + text + "build0(box, unknown())\nbox.look()\n").sources).events
    assert machine.spent <= machine.limits.total_steps
    assert len(events) < 1_000
