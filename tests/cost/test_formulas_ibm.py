"""What IBM's primitives run, and how long that takes: against the vendor's own figures and public records of jobs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from statistics import median

import pytest

from quantum_lint.circuits import devices
from quantum_lint.cost import device_time
from quantum_lint.cost.billing import bill
from quantum_lint.cost.primitives import (
    Learning,
    Mitigation,
    Runs,
    estimator,
    sampler,
    twirling,
)
from quantum_lint.cost.ranges import exactly
from quantum_lint.cost.work import Work
from quantum_lint.evaluate.rates import plan_of
from quantum_lint.knowledge import load
from quantum_lint.model.estimate import Line, Range
from tests.cost.records import FITTED, HELD_OUT, Record, quick

KNOWN = load()
USAGE = KNOWN.usages["ibm"]
#: A circuit of a few gates and its readout on Heron.
SHORT = exactly(Decimal("0.0000025"))


@pytest.mark.parametrize(
    ("level", "sets", "expected"),
    [(0, 1, 8_192), (0, 4, 32_768), (1, 1, 12_288), (1, 4, 36_864), (2, 1, 28_672), (2, 4, 102_400)],
)
def test_executions_are_those_of_the_sdk(level: int, sets: int, expected: int) -> None:
    # `prepare` of qiskit_ibm_runtime 0.51 on FakeFez: six qubits, two bases, the default precision
    runs = estimator(4096, 1, sets, 2, Mitigation(level))
    assert runs.executions == exactly(expected)
    assert runs.calibrated == (level > 0)


def test_a_job_is_calibrated_once_whatever_is_in_it() -> None:
    three = estimator(1024, circuits=3, bases=2)
    assert three.executions == exactly((3 * 2 + 1) * 1024)


def test_options_change_what_the_level_says() -> None:
    assert estimator(1024, mitigation=Mitigation(1, measure=False)).executions == exactly(1024)
    assert estimator(1024, mitigation=Mitigation(0, zne=True)).executions == exactly(3072)
    assert estimator(1024, mitigation=Mitigation(2, factors=5)).executions == exactly(6144)
    assert estimator(1024, mitigation=Mitigation(2, zne=False)).executions == exactly(2048)


def test_twirling_runs_as_many_shots_as_come_out_even() -> None:
    # 16 circuits of 64 shots in place of 1,000 shots
    assert estimator(1000, mitigation=Mitigation(1)).executions == exactly(2 * 1024)
    assert estimator(1000, mitigation=Mitigation(0)).executions == exactly(1000)
    assert estimator(1000, mitigation=Mitigation(1, readout=False)).executions == exactly(2 * 1000)
    assert estimator(1000, mitigation=Mitigation(0, gates=True)).executions == exactly(1024)
    assert estimator(1000, mitigation=Mitigation(1, randomizations=300, each=10)).executions == exactly(2 * 3000)
    assert sampler(1000, circuits=2, mitigation=Mitigation(0, gates=True)).executions == exactly(2 * 1024)
    assert sampler(1000, mitigation=Mitigation(0, randomizations=300, each=10)).executions == exactly(1000)


def test_cancelling_noise_is_a_range_and_learns_first() -> None:
    runs = estimator(4096, mitigation=Mitigation(1, pec=True))
    learned, calibration = 884_736, 4096
    assert runs.executions == Range(Decimal(2 * 4096 + learned), Decimal(100 * 4096 + calibration + learned))
    cheap = estimator(4096, mitigation=Mitigation(1, pec=True, overhead=Decimal("2.25")))
    assert cheap.executions.high == Decimal("2.25") * 4096 + calibration + learned


def test_learning_is_as_documented() -> None:
    assert Learning().executions == 884_736
    assert Learning(layers=2, shots=64).executions == 884_736 // 4


@pytest.mark.parametrize(
    ("shots", "randomizations", "each"), [(4096, 32, 128), (1024, 16, 64), (131_072, 32, 4096), (100, 2, 64)]
)
def test_shots_are_shared_out_as_by_the_sdk(shots: int, randomizations: int, each: int) -> None:
    assert twirling(shots) == (randomizations, each)
    assert twirling(shots).all_shots >= shots


def test_numbers_of_randomizations_that_are_set() -> None:
    assert twirling(8192, randomizations=32, each=256) == (32, 256)
    assert twirling(1000, randomizations=3) == (3, 334)
    assert twirling(4096, least=True) == (64, 64)


def test_a_sampler_runs_every_set_of_parameters() -> None:
    assert sampler(1000, circuits=2, parameter_sets=5) == Runs(exactly(10_000))


def parts(line: Line) -> dict[str, Range]:
    return {part.what: part.quantity for part in line.parts}


def test_documented_formulas() -> None:
    # https://quantum.cloud.ibm.com/docs/guides/estimate-job-run-time: 2 s and 0.35 ms for each execution
    line = device_time.job(USAGE, sampler(4096), exactly(Decimal("0.0001")))
    assert parts(line)["as documented"] == exactly(quick(4096)) == exactly(Decimal("3.43360"))


def test_documented_example_is_within_the_range() -> None:
    # `usage_estimation` there is 4.1059 s for a Bell pair at the sampler's 4,096 shots
    seconds = device_time.job(USAGE, sampler(4096), SHORT).quantity
    assert seconds.low == Decimal("3.0342400")
    assert abs(seconds.high - Decimal("4.1058720028432445")) < Decimal("0.01")


@pytest.mark.parametrize(
    ("microseconds", "documented"),
    [("3.64", "3.04"), ("18.90", "3.10"), ("4.16", "3.04"), ("8.99", "3.06"), ("163.43", "3.69"), ("4.21", "3.04")],
)
def test_reference_circuits_at_4096_shots(microseconds: str, documented: str) -> None:
    duration = exactly(Decimal(microseconds) / 1_000_000)
    seconds = device_time.job(USAGE, sampler(4096), duration).quantity
    assert round(seconds.low, 2) == Decimal(documented)


def test_a_long_delay_is_paid_in_every_execution() -> None:
    berlin = devices.shipped()["ibm_berlin"]
    assert berlin.repetition_delay is not None
    delay = Decimal(repr(berlin.repetition_delay))
    seconds = device_time.job(USAGE, sampler(4096), exactly(0), repetition=delay).quantity
    assert round(seconds.low, 1) == Decimal("18.4")


def test_several_jobs_pay_the_overhead_each() -> None:
    one, ten = (device_time.job(USAGE, sampler(1000), SHORT, jobs=jobs).quantity for jobs in (1, 10))
    assert ten == Range(one.low * 10, one.high * 10)


def test_a_session_is_paid_by_the_clock_on_the_wall() -> None:
    jobs = Range(Decimal(10), Decimal(12))
    assert device_time.session(jobs, Decimal(300)) == (Range(Decimal(310), Decimal(312)), False)
    assert device_time.session(jobs, None) == (jobs, True)


def test_seconds_become_money() -> None:
    # "a limit of 1000 seconds ($1600)": https://quantum.cloud.ibm.com/docs/guides/manage-cost
    plan = plan_of(KNOWN.plans, "ibm", "ibm_fez")
    assert plan is not None
    charge = bill(plan, Work(seconds=exactly(1000)))
    assert charge.amount == exactly(1600)
    assert not charge.least


def runs_of(record: Record) -> Runs:
    runs = estimator(record.shots, bases=record.bases, mitigation=Mitigation(record.level))
    assert twirling(record.shots).randomizations == record.randomizations
    return runs


def errors(records: Iterable[Record]) -> list[Decimal]:
    """How far the fit is off, relative."""
    found = ((device_time.expected(USAGE, runs_of(each), SHORT), each.seconds) for each in records)
    return [abs(guess / actual - 1) for guess, actual in found]


def test_records_that_the_constants_are_fitted_on() -> None:
    found = errors(FITTED)
    assert median(found) == pytest.approx(Decimal("0.069"), abs=Decimal("0.002"))
    assert max(found) == pytest.approx(Decimal("0.180"), abs=Decimal("0.002"))


def test_records_that_they_are_not_fitted_on() -> None:
    found = errors(HELD_OUT)
    assert median(found) == pytest.approx(Decimal("0.023"), abs=Decimal("0.002"))
    assert max(found) == pytest.approx(Decimal("0.069"), abs=Decimal("0.002"))


def test_every_record_is_within_its_range() -> None:
    for record in (*FITTED, *HELD_OUT):
        seconds = device_time.job(USAGE, runs_of(record), SHORT).quantity
        assert seconds.low <= record.seconds <= seconds.high


def test_ibm_itself_is_further_off() -> None:
    for records in (FITTED, HELD_OUT):
        theirs = [abs(record.expected / record.seconds - 1) for record in records]
        assert median(theirs) > 0.12
        assert max(theirs) > 0.33


def fitted(records: Sequence[Record]) -> list[float]:
    """Overhead, seconds for a randomized circuit and share of the documented time, by least squares of the ratio."""
    numpy = pytest.importorskip("numpy")
    rows = numpy.array([(1, float(runs.randomized.high), _executing(runs)) for runs in map(runs_of, records)])
    actual = numpy.array([float(record.seconds) for record in records])
    found, *_ = numpy.linalg.lstsq(rows / actual[:, None], numpy.ones(len(records)), rcond=None)
    return [float(each) for each in found]


def _executing(runs: Runs) -> float:
    return float(runs.executions.low * (Decimal(USAGE.repetition) + SHORT.low))


def test_constants_are_those_of_the_fit() -> None:
    shipped = [float(each) for each in (USAGE.calibrated, USAGE.randomization, USAGE.share)]
    assert fitted(FITTED) == pytest.approx(shipped, rel=0.01)


def test_stated_error_is_that_of_fits_without_the_record() -> None:
    missed = []
    for record in FITTED:
        overhead, each, share = fitted([other for other in FITTED if other is not record])
        runs = runs_of(record)
        guess = overhead + each * float(runs.randomized.high) + share * _executing(runs)
        missed.append(abs(guess / record.seconds - 1))
    assert max(missed) == pytest.approx(float(USAGE.error), abs=0.01)
    assert median(missed) == pytest.approx(0.113, abs=0.005)
