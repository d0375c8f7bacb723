"""Every billing model, against the vendors' own figures and against sums done by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as some

from quantum_lint.cost.annealing import Annealing, TimingError, access_time
from quantum_lint.cost.billing import MODELS, bill
from quantum_lint.cost.device_time import accessed, repeated, seconds_of
from quantum_lint.cost.ranges import exactly
from quantum_lint.cost.work import Charge, Work
from quantum_lint.evaluate.rates import plan_of, rounded
from quantum_lint.knowledge import load
from quantum_lint.model.estimate import Range
from quantum_lint.model.known import Model, Plan

KNOWN = load()
FORTE = "arn:aws:braket:us-east-1::device/qpu/ionq/Forte-1"


def plan(provider: str, device: str, route: str = "") -> Plan:
    found = plan_of([row for row in KNOWN.plans if not route or row.route == route], provider, device)
    assert found is not None
    return found


def cents(charge: Charge) -> tuple[str, str]:
    assert charge.amount is not None
    return f"{rounded(charge.amount.low)}", f"{rounded(charge.amount.high)}"


def test_every_model_has_a_function() -> None:
    assert set(MODELS) == set(get_args(Model))


@pytest.mark.parametrize(
    ("provider", "device", "work", "cost"),
    [
        ("braket", "Devices.IQM.Garnet", Work(50, 1000), "87.50"),
        ("braket", "Devices.IQM.Emerald", Work(1, 1000), "1.90"),
        ("braket", FORTE, Work(1, 2500), "200.30"),
        ("braket", "Devices.Rigetti.Cepheus1108Q", Work(1, 333), "0.44"),
        ("braket", "Devices.QuEra.Aquila", Work(1, 1000), "10.30"),
        ("braket", "Devices.AQT.IbexQ1", Work(1, 1000), "23.80"),
        ("qbraid", "aws:aqt:qpu:ibex-q1", Work(1, 1000), "23.80"),
        ("scaleway", "QPU-GARNET-20PQ", Work(3, 500), "2.46"),
        ("scaleway", "QPU-FRESNEL-100PQ", Work(1, 100), "330.00"),
    ],
)
def test_tasks_and_shots_to_the_cent(provider: str, device: str, work: Work, cost: str) -> None:
    charge = bill(plan(provider, device), work)
    assert cents(charge) == (cost, cost)
    assert not charge.least


def test_a_program_set_pays_one_fee() -> None:
    # the notebook Advanced_QPU_workflow: 420 circuits, sent one by one and as five sets of at most 100
    emerald = plan("braket", "Devices.IQM.Emerald")
    apart, together = bill(emerald, Work(420, 0)), bill(emerald, Work(420, 0, together=True))
    assert (cents(apart)[0], cents(together)[0]) == ("126.00", "1.50")
    assert "100 circuits" in together.lines[0].assumption
    assert cents(bill(emerald, Work(420, 0, jobs=420, together=True)))[0] == "126.00"


def test_what_is_known_of_a_bill_is_its_least() -> None:
    charge = bill(plan("braket", "Devices.IQM.Garnet"), Work(2))
    assert cents(charge) == ("0.60", "0.60")
    assert charge.least
    assert charge.because == "the number of shots is not known"
    nothing = bill(plan("ibm", "ibm_fez"), Work(2))
    assert nothing == Charge((), None, because="how long it takes on the device is not known")


# 2000 shots of 100 and 200 gates are 32.90 and 448.40; 100 shots of 30 and 20 are 2.74
@pytest.mark.parametrize(
    ("shots", "gates", "mitigated", "cost"),
    [
        (2000, (100, 200), None, ("481.30", "649.50")),
        (2000, (100, 200), False, ("481.30", "507.09")),
        (100, (30, 20), None, ("168.20", "170.93")),
        (100, (30, 20), False, ("25.79", "28.53")),
    ],
)
def test_gates_in_all_shots_by_both_readings_of_the_minimum(
    shots: int, gates: tuple[int, int], mitigated: bool | None, cost: tuple[str, str]
) -> None:
    one, two = map(exactly, gates)
    charge = bill(plan("azure", "ionq.qpu.forte-1"), Work(1, shots, 1, one, two, mitigated=mitigated))
    assert cents(charge) == cost


def test_every_program_has_its_own_minimum() -> None:
    aria = plan("azure", "ionq.qpu.aria-1")
    charge = bill(aria, Work(3, 1, 1, exactly(1), exactly(0)))
    assert cents(charge)[0] == "292.50"
    unknown = bill(aria, Work(3, 100))
    assert cents(unknown) == ("292.50", "292.50")
    assert unknown.least
    assert "gates" in unknown.because


def test_credits_of_quantinuum_to_a_hundredth() -> None:
    # 5 + 1000 * (100 + 10 * 20 + 5 * 8) / 5000, and with the preparation of eight qubits 5 * 16
    work = Work(1, 1000, 1, exactly(100), exactly(20), exactly(8))
    h2 = plan("quantinuum", "H2-1")
    assert cents(bill(h2, work)) == ("73.00", "73.00")
    assert cents(bill(h2, work._replace(prepared=8))) == ("73.00", "81.00")


def test_credits_of_a_fourier_transform() -> None:
    # QFT-16 on the trapped ions of H2: 257 gates on one qubit, 120 on two, 16 measurements, 4096 shots
    native = Work(1, 4096, 1, exactly(257), exactly(120), exactly(16), prepared=0)
    (low, _) = cents(bill(plan("azure", "quantinuum.qpu.h2-1"), native))
    assert Decimal(low) == round(5 + Decimal(4096) * (257 + 1200 + 80) / 5000, 2)
    virtual = native._replace(one_qubit_gates=Range(Decimal(100), Decimal(257)), prepared=16)
    charge = bill(plan("quantinuum", "H2-2"), virtual)
    assert cents(charge) == ("1135.50", "1329.65")


def test_a_month_s_price_is_shared_out() -> None:
    work = Work(1, 1000, 1, exactly(100), exactly(20), exactly(8))
    standard = plan("azure", "quantinuum.qpu.h2-1", "standard subscription")
    assert cents(bill(standard, work)) == ("912.50", "912.50")
    ionq = bill(plan("azure", "ionq.qpu.forte-1", "subscription"), work)
    assert ionq.amount is None
    assert "month's price" in ionq.because


def test_begun_increments_are_paid() -> None:
    # $0.02 for 10 ms: 101 ms are eleven of them
    rigetti = plan("azure", "rigetti.qpu.cepheus-1-108q")
    assert cents(bill(rigetti, Work(seconds=exactly(Decimal("0.101"))))) == ("0.22", "0.22")
    two = bill(rigetti, Work(jobs=2, seconds=Range(Decimal("0.101"), Decimal(1))))
    assert cents(two) == ("0.24", "2.00")


def test_hours() -> None:
    assert cents(bill(plan("azure", "pasqal.qpu.fresnel"), Work(seconds=exactly(90))))[0] == "75.00"
    reserved = plan("braket", FORTE, "reservation")
    assert cents(bill(reserved, Work(seconds=exactly(3601))))[0] == "14000.00"
    boson = bill(plan("alicebob", "QPU:1CAT:BOSON_4A"), Work(seconds=exactly(1800)))
    assert cents(boson)[0] == "2500.00"
    assert boson.lines[0].assumption == "1 hour are free in each month and not taken off"


def test_simulators_have_a_least_time() -> None:
    sv1 = plan("braket", "Devices.Amazon.SV1")
    assert cents(bill(sv1, Work(4, seconds=exactly(2)))) == ("0.02", "0.02")
    assert cents(bill(sv1, Work(1, seconds=exactly(120)))) == ("0.15", "0.15")
    unknown = bill(sv1, Work(400))
    assert cents(unknown)[0] == "1.50"
    assert unknown.least


def test_what_is_free_is_free_within_its_limit() -> None:
    plan_open = plan("ibm", "ibm_fez", "open")
    within = bill(plan_open, Work(seconds=Range(Decimal(4), Decimal(12))))
    assert cents(within) == ("0.00", "0.00")
    assert not within.least
    beyond = bill(plan_open, Work(seconds=exactly(700)))
    assert beyond.amount is None
    assert beyond.because == "only 600 seconds are free in each 28 days"


def test_prepaid_time_says_what_must_be_bought() -> None:
    flex = bill(plan("ibm", "ibm_fez", "flex"), Work(seconds=exactly(60)))
    assert cents(flex)[0] == "72.00"
    assert flex.lines[0].assumption == "at least 400 minutes are bought for 12 months"
    assert cents(bill(plan("ibm", "ibm_fez", "premium"), Work(seconds=exactly(60))))[0] == "48.00"


@pytest.mark.parametrize("provider", ["google", "oqc", "rigetti", "ionq", "dwave"])
def test_a_contract_is_no_price_of_nothing(provider: str) -> None:
    charge = bill(plan(provider, ""), Work(1, 100, seconds=exactly(5)))
    assert charge.amount is None
    assert charge.because


def test_credits_of_a_platform_are_not_guessed() -> None:
    charge = bill(plan("qbraid", "ibm:ibm:qpu:fez"), Work(1, 100))
    assert charge.amount is None
    assert "online" in charge.because


def test_access_to_an_annealer_has_the_price_of_a_contract() -> None:
    own = plan("dwave", "Advantage_system6.4")._replace(prices={"hour": "2000"})
    assert cents(bill(own, Work(seconds=exactly(36)))) == ("20.00", "20.00")


#: Advantage_system4.1 in August 2022, as dwave-cloud-client 0.14.8 has it in testing/mocks.py.
TIMING = KNOWN.usages["dwave"].timing


@pytest.mark.parametrize(
    ("asked", "microseconds"),
    [
        (Annealing(1000), 15341),
        (Annealing(1000, 500), 149225),
        (Annealing(1000, anneal=400), 15721),
        (Annealing(1000, anneal=800), 16121),
        (Annealing(1000, anneal=102, reverse=True), 15427),
    ],
)
def test_access_time_is_that_of_the_vendor_s_tests(asked: Annealing, microseconds: int) -> None:
    assert int(access_time(TIMING, asked)) == microseconds


def test_waits_between_reads() -> None:
    plain, apart = (access_time(TIMING, Annealing(1000, decorrelated=each)) for each in (False, True))
    assert apart - plain == pytest.approx(500 + 20 / 2000 * 9500)
    assert access_time(TIMING, Annealing(1000, 10, readout_thermalization=5)) - access_time(
        TIMING, Annealing(1000, 10)
    ) == pytest.approx(50)
    linear = {**TIMING, "readout_time_model": "pwl_linear", "readout_time_model_parameters": [0, 1000, 10, 110]}
    assert access_time(linear, Annealing(500)) - access_time(linear, Annealing(0)) == pytest.approx(50)
    assert access_time(linear, Annealing(5000)) == access_time(linear, Annealing(1000))


def test_access_is_a_range_where_the_embedding_is_not_known() -> None:
    # five problems of 100 reads each, on one qubit or on as many as the device has
    line = accessed(KNOWN.usages["dwave"], Annealing(1, 100), 5)
    one, all_of_them = (access_time(TIMING, Annealing(qubits, 100)) for qubits in (1, 5627))
    assert float(line.quantity.low) == pytest.approx(5 * one / 1e6)
    assert float(line.quantity.high) == pytest.approx(5 * all_of_them / 1e6)


@pytest.mark.parametrize(
    ("timing", "said"),
    [
        ({}, "not of none"),
        ({**TIMING, "version": "1.1.0"}, "not 1.1.0"),
        ({"version": "1.0.0"}, "default_programming_thermalization"),
        ({**TIMING, "readout_time_model": "spline"}, "spline"),
    ],
)
def test_other_timing_data_are_refused(timing: dict[str, object], said: str) -> None:
    with pytest.raises(TimingError, match=said):
        access_time(timing, Annealing(10))


def test_time_that_no_provider_explains_is_a_range() -> None:
    duration = seconds_of(5e-6, 0.0003)
    assert duration == Range(Decimal("0.000005"), Decimal("0.000305"))
    line = repeated(KNOWN.usages["iqm"], exactly(2550), duration)
    assert line is not None
    assert line.quantity == Range(2550 * Decimal("0.000005"), Decimal(1))
    pace = repeated(KNOWN.usages["iqm"], exactly(2550), None)
    assert pace is not None
    assert pace.quantity == exactly(1)
    assert repeated(None, exactly(2550), None) is None


@given(some.integers(1, 1000), some.integers(0, 10**5), some.integers(0, 500), some.integers(0, 500))
def test_a_range_begins_at_its_lower_end(tasks: int, shots: int, one: int, two: int) -> None:
    work = Work(tasks, shots, tasks, exactly(one), exactly(two), exactly(two), one, exactly(shots), together=True)
    for row in KNOWN.plans:
        charge = bill(row, work)
        assert charge.amount is not None or charge.because
        assert charge.amount is None or 0 <= charge.amount.low <= charge.amount.high
