"""Numbers of which the code tells several: from what the fewest cost to what the most do."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

pytest.importorskip("qiskit")

from quantum_lint.cost import saved
from quantum_lint.model.estimate import PlacedEstimate
from quantum_lint.report.cost import csv, explain, json, text
from quantum_lint.report.parts.style import plain
from tests.cost.pricing import only, priced

EITHER = "shots = 100 if unknown else 1_000\n"
HELPER = "def send(shots):\n    garnet.run(pair, shots=shots)\n"
CANCELS = """
estimator = EstimatorV2(fez)
estimator.options.resilience.pec_mitigation = True
estimator.run([(isa, observable, np.zeros(48))], precision=0.1)
"""


@pytest.mark.parametrize(
    ("code", "shots", "cost"),
    [
        (f"{EITHER}garnet.run(pair, shots=shots)", (100, 1_000), ("0.45", "1.75")),
        (f"{EITHER}{HELPER}send(shots)", (100, 1_000), ("0.45", "1.75")),
        (f"{HELPER}send(1_000)", (1_000, 1_000), ("1.75", "1.75")),
    ],
)
def test_several_numbers_of_shots_give_a_range(
    code: str, shots: tuple[int, int], cost: tuple[str, str], tmp_path: Path
) -> None:
    estimate = only(priced(tmp_path, code))
    assert (estimate.shots, estimate.most_shots) == shots
    assert (estimate.executions, estimate.most_executions) == shots
    assert estimate.amount == tuple(map(Decimal, cost))
    assert not estimate.least


def test_the_lines_of_a_range_add_up_to_it(tmp_path: Path) -> None:
    estimate = only(priced(tmp_path, f"{EITHER}SamplerV2(fez).run([bell], shots=shots)"))
    assert estimate.amount is not None
    lines = [line.amount for line in estimate.lines if line.amount is not None]
    for end in (0, 1):
        assert abs(sum(line[end] for line in lines) - estimate.amount[end]) < Decimal("0.01")
    assert "from 100 to 1,000 shots, as the code says" in estimate.assumed


def test_a_number_that_is_not_known_beside_one_that_is_makes_it_the_least(tmp_path: Path) -> None:
    estimate = only(priced(tmp_path, "garnet.run(pair, shots=max(50, unknown))"))
    assert (estimate.shots, estimate.least) == (50, True)
    assert "50 shots, the fewest that the code tells; it may be another number that is not known" in estimate.assumed
    assert only(priced(tmp_path, "garnet.run(pair, shots=min(50, unknown))")).shots != 50


def test_what_cancelling_noise_may_run_is_told_too(tmp_path: Path) -> None:
    found = priced(tmp_path, CANCELS)
    estimate = only(found)
    once, learning, calibration = 2 * 128, 884_736, 128  # 100 shots are shared out as two randomizations of 64
    assert estimate.executions == once + learning + calibration
    assert estimate.most_executions == once * 100 + learning + calibration
    assert f"{estimate.executions:,} to {estimate.most_executions:,}" in text.render(found, plain)
    assert f'"executions_high": {estimate.most_executions}' in json.render(found, "1")


def to_nanosecond(placed: PlacedEstimate) -> tuple[Decimal, ...] | None:
    """Its seconds as exactly as they are saved."""
    seconds = placed.estimate.seconds
    return seconds and tuple(each.quantize(Decimal("1e-9")) for each in seconds)


def test_ranges_survive_being_saved(tmp_path: Path) -> None:
    found = priced(tmp_path, CANCELS + EITHER + "garnet.run(pair, shots=shots)")
    (tmp_path / "before.json").write_text(json.render(found, "1"))
    again = saved.load(str(tmp_path / "before.json"))
    fields = ("shots", "most_shots", "executions", "most_executions", "amount")
    before, after = (
        [[getattr(each.estimate, name) for name in fields] for each in bills.estimates] for bills in (found, again)
    )
    assert before == after
    assert [to_nanosecond(each) for each in found.estimates] == [each.estimate.seconds for each in again.estimates]
    assert len(csv.rendered(found).splitlines()) == 3
    assert "shots of each: 100 to 1,000" in explain.render(found.estimates, plain)
