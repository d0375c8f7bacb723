"""Costs as a table for a terminal, and in full."""

from __future__ import annotations

from quantum_lint.model.estimate import Bills, Line, PlacedEstimate
from quantum_lint.report.cost import explain, text
from quantum_lint.report.parts.style import plain
from tests.cost.samples import BRAKET, between, placed


def table(*estimates: PlacedEstimate) -> list[str]:
    return text.render(Bills(estimates), plain).splitlines()


def test_a_column_is_left_out_where_nothing_is_known_of_it() -> None:
    unknown = placed(circuit="", measures=None, duration=None, success=None, seconds=None, executions=None, rate=BRAKET)
    assert table(unknown)[1].split() == ["place", "device", "runs", "shots", "cost"]
    assert "qubits" in table(unknown, placed(line=20))[1]


def test_a_device_is_called_by_the_end_of_its_arn() -> None:
    row = table(placed(device="arn:aws:braket:us-east-1::device/qpu/quera/Aquila"))[2]
    assert "  Aquila  " in row
    assert "arn" not in row


def test_nothing_is_rounded_to_nothing_or_told_as_a_power() -> None:
    row = table(placed(success=-0.0004, seconds=between("0.021", "0.034"), amount=between("0.0038")))[2]
    assert "99.9 %" in row
    assert "0.02-0.03" in row
    assert "0.0038 USD" in row


def test_every_line_is_explained_with_its_unit() -> None:
    lines = (
        Line("tasks", "task", between("1"), between("0.30").low, between("0.30"), source="the list"),
        Line("time on the device", "second", between("3.04", "4.1"), formula="2 + executions"),
    )
    found = explain.render([placed(lines=lines, duration=None)], plain)
    assert "tasks: 1 task at 0.30 = 0.3 USD\n" in found
    assert "time on the device: 3.04 to 4.1 seconds\n" in found
    assert "source: the list" in found
    assert "formula: 2 + executions" in found
    assert "time of one execution" not in found
