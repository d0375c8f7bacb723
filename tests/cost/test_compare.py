"""Two bills side by side."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from quantum_lint.config import ConfigError
from quantum_lint.cost.compare import compare
from quantum_lint.cost.saved import load
from quantum_lint.model.comparison import Comparison, Reason, Sum
from quantum_lint.model.estimate import Bills, PlacedEstimate
from quantum_lint.model.finding import CellPlace
from quantum_lint.model.fragment import Cell
from quantum_lint.report.cost import json as json_report
from tests.cost.samples import BRAKET, RATE, between, measures, placed


def compared(before: list[PlacedEstimate], after: list[PlacedEstimate]) -> Comparison:
    return compare(Bills(tuple(before)), Bills(tuple(after), oldest="2026-09-17"), "main")


def told(found: Comparison) -> list[tuple[str, str, int, list[Reason]]]:
    return [(each.kind, each.placed.place.path, each.placed.place.line, list(each.reasons)) for each in found.changes]


def test_moved_lines_and_files_are_no_change() -> None:
    before = [placed("a.py", 12), placed("b.py", 3, circuit="qft", amount=between("4.96"))]
    after = [placed("lib/a.py", 40), placed("b.py", 90, circuit="qft", amount=between("4.96"))]
    found = compared(before, after)
    assert (found.changes, found.same) == ((), 2)
    assert found.sums[0].total.change == between("0")


def test_equal_submissions_in_another_order_are_no_change() -> None:
    several = [placed("a.py", line, shots=line) for line in (1, 2, 3)]
    for other in permutations(several):
        assert compared(several, list(other)).changes == ()


def test_of_equal_submissions_the_one_whose_function_is_gone_is_removed() -> None:
    send, search = placed("a.py", 7, "send"), placed("a.py", 10, "search")
    found = compared([send, search], [placed("a.py", 12, "search")])
    assert told(found) == [("removed", "a.py", 7, [])]
    assert compared([send], [placed("a.py", 7, "sends")]).changes == ()


def test_of_two_that_changed_each_is_compared_with_that_of_its_function() -> None:
    def ran(function: str, shots: int) -> PlacedEstimate:
        return placed("a.py", shots, function, shots=shots, amount=between(str(shots)))

    found = compared([ran("send", 1), ran("search", 2)], [ran("search", 40), ran("send", 30)])
    assert [(line, reasons) for _, _, line, reasons in told(found)] == [
        (40, [Reason("shots", "2", "40")]),
        (30, [Reason("shots", "1", "30")]),
    ]


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({"shots": 8192, "executions": 8192}, [Reason("shots", "4,096", "8,192")]),
        ({"runs": 10, "tasks": 10, "executions": 40960}, [Reason("runs", "1", "10")]),
        ({"runs": None}, [Reason("runs", "1", "unknown")]),
        ({"measures": measures(38)}, [Reason("two-qubit gates", "19", "38")]),
        ({"measures": measures(19, 30)}, [Reason("depth", "24", "30")]),
        ({"measures": measures()._replace(gates=(("rz", 80), ("cz", 19)))}, [Reason("gates", "59", "99")]),
        ({"executions": 12288}, [Reason("executions", "4,096", "12,288")]),
        ({"device": "ibm_torino", "measures": measures(38)}, [Reason("device", "ibm_fez", "ibm_torino")]),
        (
            {"rate": RATE._replace(route="flex", as_of="2026-05-25")},
            [Reason("plan", "ibm pay-as-you-go", "ibm flex")],
        ),
        (
            {"callee": "qiskit_ibm_runtime.EstimatorV2.run", "executions": 8192},
            [Reason("call", "qiskit_ibm_runtime.SamplerV2.run", "qiskit_ibm_runtime.EstimatorV2.run")],
        ),
        ({"exactness": "bounded"}, [Reason("certainty", "exact", "bounded")]),
        ({}, []),
    ],
)
def test_a_change_says_why(changes: dict[str, Any], reasons: list[Reason]) -> None:
    found = compared([placed()], [placed(line=20, amount=between("9.72"), **changes)])
    assert told(found) == [("changed", "ghz.py", 20, reasons)]
    (change,) = found.changes
    assert change.amount.change == between("4.86")
    assert change.amount.per_cent == 100
    assert found.sums[0] == Sum("USD", change.amount)


def test_what_costs_the_same_is_no_row_unless_it_succeeds_less_often() -> None:
    assert compared([placed()], [placed(measures=measures(20), amount=between("4.864"))]).changes == ()
    (change,) = compared([placed()], [placed(measures=measures(38), success=-0.5)]).changes
    assert change.amount.change == between("0")
    assert change.reasons[0].what == "two-qubit gates"


def test_price_and_device_data_are_no_change_of_code() -> None:
    rate = RATE._replace(as_of="2026-11-01")
    before = [placed(), placed("b.py", circuit="qft")]
    after = [
        placed(rate=rate, amount=between("5.00")),
        placed("b.py", circuit="qft", rate=rate, snapshot_of="2026-11-01", measures=measures(20), amount=between("6")),
    ]
    found = compared(before, after)
    assert [(each.kind, [reason.what for reason in each.reasons]) for each in found.changes] == [
        ("repriced", ["price data", "device data"]),
        ("repriced", ["price data"]),
    ]
    assert found.of_code() == ()
    assert len(found.of_data()) == 2
    assert found.sums[0].total.before == found.sums[0].total.after == between("11.00")


def test_where_code_changed_too_both_are_said() -> None:
    after = placed(rate=RATE._replace(as_of="2026-11-01"), shots=8192, amount=between("10.00"))
    (change,) = compared([placed()], [after]).changes
    assert (change.kind, [reason.what for reason in change.reasons]) == ("changed", ["shots", "price data"])


def test_added_and_removed_submissions_cost_nothing_before_or_after() -> None:
    found = compared([placed("old.py")], [placed("new.py", rate=BRAKET, device="Garnet", circuit="qft")])
    assert [(each.kind, each.amount.change) for each in found.changes] == [
        ("added", between("4.86")),
        ("removed", between("-4.86")),
    ]
    assert [each.amount.per_cent for each in found.changes] == [None, Decimal(-100)]
    assert found.sums[0].total.change == between("0")


def test_a_copy_leaves_its_origin_alone() -> None:
    found = compared([placed("a.py")], [placed("a.py"), placed("b.py")])
    assert told(found) == [("added", "b.py", 12, [])]


def test_an_insertion_among_equals_is_one_row() -> None:
    before = [placed("a.py", line, shots=line) for line in (1, 2, 3)]
    after = [*before[:1], placed("a.py", 9, shots=9, amount=between("1")), *before[1:]]
    assert told(compared(before, after)) == [("added", "a.py", 9, [])]


def test_an_unknown_price_has_no_difference_and_makes_the_sum_a_least_one() -> None:
    found = compared([placed()], [placed(amount=None, seconds=None, because="the device is not known", device="")])
    (change,) = found.changes
    assert (change.amount.change, change.amount.per_cent) == (None, None)
    assert (found.unpriced, found.sums[0].least) == (1, True)


def test_every_currency_has_its_own_sum_and_time_comes_last() -> None:
    euro = placed("b.py", rate=BRAKET._replace(currency="EUR"), amount=between("2", "3"), seconds=None)
    found = compared([placed()], [placed(), euro])
    assert [each.currency for each in found.sums] == ["EUR", "USD", ""]
    assert found.sums[0].total.change == between("2", "3")
    assert found.sums[0].total.per_cent is None
    assert found.sums[2].total.after == between("3.04")


def test_what_was_saved_is_what_it_was(tmp_path: Path) -> None:
    placed_in_cell = replace(placed().place, cell=CellPlace(Cell(2, "abc"), 4))
    several = (
        placed(),
        placed("b.py", shots=None, rate=None, amount=None, because="nobody knows", measures=None, success=None),
        placed("b.py", 40, success=-0.1140051234, circuit="", device=""),
        placed("n.ipynb")._replace(place=placed_in_cell),
    )
    file = tmp_path / "costs.json"
    file.write_text(json_report.render(Bills(several, oldest="2026-09-17"), "0"), encoding="utf-8")
    saved = load(str(file))
    found = compare(saved, Bills(several), "costs.json")
    assert (found.changes, found.same, saved.oldest) == ((), 4, "2026-09-17")
    assert saved.estimates[0].estimate == several[0].estimate._replace(
        lines=(), measures=saved.estimates[0].estimate.measures
    )
    assert saved.estimates[3].place.cell == placed_in_cell.cell


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[", "is no JSON"),
        ("[]", "is no report of `quantum-lint cost --format json`"),
        ('{"findings": []}', "is no report"),
        ('{"schema": 2, "submissions": []}', "has schema 2, and this quantum-lint reads 1"),
        ('{"schema": 1, "submissions": [{"path": "a.py"}]}', "a submission has no 'snapshot'"),
        ('{"schema": 1, "submissions": [3]}', "is no report"),
    ],
)
def test_what_is_no_saved_report_is_said(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "costs.json").write_text(text)
    with pytest.raises(ConfigError) as caught:
        load(str(tmp_path / "costs.json"))
    assert says in caught.value.message


def test_the_largest_difference_comes_first_and_what_is_not_known_last() -> None:
    before = [placed("a.py"), placed("b.py", circuit="qft", amount=between("90"))]
    after = [placed("a.py", amount=between("5")), placed("c.py", circuit="odd", rate=None, amount=None)]
    assert [each.placed.place.path for each in compared(before, after).changes] == ["b.py", "a.py", "c.py"]
