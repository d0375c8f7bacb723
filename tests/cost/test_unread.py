"""A reading that ends early makes nothing cheaper: what only one of two states is read far enough for is no change."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

pytest.importorskip("qiskit")

from quantum_lint.circuits import python
from quantum_lint.config import Settings
from quantum_lint.cost.compare import compare
from quantum_lint.cost.request import Request
from quantum_lint.cost.saved import load
from quantum_lint.cost.survey import bills
from quantum_lint.evaluate.budget import PRICED
from quantum_lint.model.comparison import Comparison, Unread
from quantum_lint.model.estimate import Bills, PlacedEstimate
from quantum_lint.report.cost import changes_text, json, markdown
from quantum_lint.report.parts.style import plain
from tests.cost.samples import between, placed

TODAY = date(2026, 11, 21)
SEND, SEARCH = placed("a.py", 7, "send"), placed("a.py", 30, "search", circuit="grover")
UNKNOWN = placed("a.py", 30, "search", circuit="grover", amount=None, because="the number of shots is not known")

SERVER = """
from braket.aws import AwsDevice
def send(circuit):
    return AwsDevice("arn:aws:braket:eu-north-1::device/qpu/iqm/Garnet").run(circuit, shots=1000)
"""
LONGER = SERVER.replace("    return", "    size = 1 + 2 + 3 + 4 + 5\n    return")
TESTS = """
from braket.circuits import Circuit
from server import send
def test_first():
    send(Circuit().h(0))
def test_second():
    send(Circuit().h(0).cnot(0, 1))
"""


def compared(
    before: list[PlacedEstimate], after: list[PlacedEstimate], early: tuple[str, ...] = (), late: tuple[str, ...] = ()
) -> Comparison:
    return compare(Bills(tuple(before), partly=early), Bills(tuple(after), partly=late), "main")


def test_what_is_missing_where_reading_ended_early_is_not_removed() -> None:
    found = compared([SEND, SEARCH], [SEND], late=("a.py",))
    assert (found.changes, found.same, found.unread) == ((), 1, (Unread(SEARCH, now=True),))
    assert found.sums[0].total.change == between("0.00")
    assert found.sums[0].least


def test_what_appears_where_reading_had_ended_early_is_not_added() -> None:
    found = compared([SEND], [SEND, SEARCH], early=("a.py",))
    assert (found.changes, found.same, found.unread) == ((), 1, (Unread(SEARCH, now=False),))
    assert found.sums[0].total.change == between("0.00")


@pytest.mark.parametrize(("before", "after", "now"), [(SEARCH, UNKNOWN, True), (UNKNOWN, SEARCH, False)])
def test_a_cost_that_is_known_on_one_side_alone_is_not_compared(
    before: PlacedEstimate, after: PlacedEstimate, now: bool
) -> None:
    found = compared([before], [after], **{"late" if now else "early": ("a.py",)})
    assert (found.changes, found.unread) == ((), (Unread(SEARCH, now=now),))
    assert [each.kind for each in compared([before], [after]).changes] == ["changed"]


def test_other_files_and_other_changes_are_compared_as_ever() -> None:
    dearer = placed("a.py", 7, "send", shots=8192, amount=between("9.72"))
    other = placed("b.py", 3, "send", circuit="qft")
    found = compared([SEND, other], [dearer], early=("a.py",), late=("a.py",))
    assert [(each.kind, each.placed.place.path) for each in found.changes] == [("changed", "a.py"), ("removed", "b.py")]
    assert found.unread == ()


def test_people_are_told_what_was_not_compared() -> None:
    found = compared([SEND, SEARCH], [SEND], late=("a.py",))
    reason = "4.86 USD before; its file is too much to be read to the end now"
    assert f"a.py:30:7: not compared {reason}" in changes_text.render(found, TODAY, plain)
    comment = markdown.compared(found, TODAY)
    assert comment.startswith("### Estimated run cost unchanged as far as it can be compared\n")
    assert f"- grover a.py:30: {reason}" in comment


def priced(folder: Path, **texts: str) -> Bills:
    """The bills of a tree of its own with these files."""
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.py").write_text(text)
    return bills(Request(Settings(str(folder)), (str(folder),), tier="static", cache=False))


def lines(found: Bills) -> list[tuple[str, int]]:
    return [(each.place.path, each.place.line) for each in found.estimates]


def test_a_longer_helper_removes_no_submission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = priced(tmp_path / "before", server=SERVER, tests=TESTS)
    assert lines(before) == [("tests.py", 5), ("tests.py", 7)]
    monkeypatch.setattr(python, "PRICED", PRICED._replace(abroad_steps=35))
    after = priced(tmp_path / "after", server=LONGER, tests=TESTS)
    assert lines(after) == lines(before)
    assert [each.estimate.amount is None for each in after.estimates] == [False, True]
    assert "too much happens in other files" in after.estimates[1].estimate.because
    assert after.partly == ("tests.py",)
    assert after.notes == (("tests.py", "too much happens in other files to be followed to its end"),)
    assert [each.least for each in after.totals] == [True]
    found = compare(before, after, "main")
    assert found.changes == ()
    assert [(each.placed.place.line, each.now) for each in found.unread] == [(7, True)]


def test_a_helper_that_is_called_often_is_followed_or_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    often = "import braket\nfrom server import send\n" + "".join(
        f"def test_{number}(c):\n    send(c)\n" for number in range(9)
    )
    assert len(lines(priced(tmp_path / "all", server=SERVER, tests=often))) == 9
    monkeypatch.setattr(python, "PRICED", PRICED._replace(runs=6, function_steps=10))
    found = priced(tmp_path / "some", server=SERVER, tests=often)
    assert len(lines(found)) == 9
    assert sum(each.estimate.amount is None for each in found.estimates) == 3
    assert found.notes == (("tests.py", "the function is called too often to be followed"),)


def test_a_helper_that_starts_nothing_may_be_called_as_often_as_one_likes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(python, "PRICED", PRICED._replace(runs=6, function_steps=10))
    helper = "def wide(n):\n    return max(n, 3) + min(n, 7)\n"
    often = "import braket\nfrom server import wide\n" + "wide(3)\n" * 9
    assert priced(tmp_path / "tree", server=helper, tests=often).partly == ()


def test_a_helper_that_was_never_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(python, "PRICED", PRICED._replace(abroad_steps=8))
    found = priced(tmp_path / "tree", server=SERVER, tests=TESTS)
    assert lines(found) == [("server.py", 4)]
    assert found.partly == ("server.py", "tests.py")
    monkeypatch.setattr(python, "PRICED", PRICED)
    assert compare(priced(tmp_path / "other", server=SERVER, tests=TESTS), found, "main").changes == ()


def test_a_module_that_is_too_long_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(python, "PRICED", PRICED._replace(module_steps=20))
    found = priced(tmp_path / "tree", server=f"SIZES = {list(range(40))}\n{SERVER}", tests=TESTS)
    assert ("tests.py", "a module that it imports is too long to be followed to its end") in found.notes


def test_saved_bills_tell_what_was_read_in_part(tmp_path: Path) -> None:
    file = tmp_path / "before.json"
    file.write_text(json.render(Bills((SEND,), partly=("a.py",)), "0"))
    assert compare(load(str(file)), Bills((SEND, SEARCH)), "main").unread == (Unread(SEARCH, now=False),)
