"""Prices, exact to the cent, against sums done by hand; and price lists that are whole."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as some

from quantum_lint.evaluate.rates import (
    Bill,
    Unpriced,
    Work,
    executions,
    minimum,
    plan_of,
    price,
    quantities,
    seconds,
    time_price,
    worth,
)
from quantum_lint.evaluate.shots import shots_for
from quantum_lint.knowledge import load
from quantum_lint.model.known import Model, Plan

PLANS = load().plans
FORTE = "arn:aws:braket:us-east-1::device/qpu/ionq/Forte-1"


def plan(provider: str, device: str | None) -> Plan:
    found = plan_of(PLANS, provider, device)
    assert found is not None
    return found


def billed(provider: str, device: str | None, work: Work) -> str:
    bill = price(plan(provider, device), work)
    assert isinstance(bill, Bill)
    return bill.text


@pytest.mark.parametrize(
    ("provider", "device", "work", "cost"),
    [
        # 50 * 0.30 + 50 * 1000 * 0.00145
        ("braket", "arn:aws:braket:eu-north-1::device/qpu/iqm/Garnet", Work(50, 1000), "87.50 USD"),
        ("braket", "Devices.IQM.Garnet", Work(50, 1000), "87.50 USD"),
        # 0.30 + 2500 * 0.08
        ("braket", FORTE, Work(1, 2500), "200.30 USD"),
        # 0.30 + 333 * 0.000425 = 0.441525
        ("braket", "Devices.Rigetti.Cepheus1108Q", Work(1, 333), "0.44 USD"),
        # 420 * 0.30 + 0 shots: what the fees alone are
        ("braket", "arn:aws:braket:eu-north-1::device/qpu/iqm/Emerald", Work(420, 0), "126.00 USD"),
        # 0.30 + 1000 * 0.01
        ("braket", "arn:aws:braket:us-east-1::device/qpu/quera/Aquila", Work(1, 1000), "10.30 USD"),
        # 0.30 + 1000 * 0.0235
        ("braket", "Devices.AQT.IbexQ1", Work(1, 1000), "23.80 USD"),
        # the same device, as the Qiskit provider calls it
        ("braket", "Forte Enterprise 1", Work(1, 2500), "200.30 USD"),
        # 3 * 0.22 + 3 * 500 * 0.0012
        ("scaleway", "QPU-GARNET-20PQ", Work(3, 500), "2.46 EUR"),
        # 100 * 3.3
        ("scaleway", "QPU-FRESNEL-100PQ", Work(1, 100), "330.00 EUR"),
        # (2 + 4096 * 0.00035) * 1.60 = 5.49376
        ("ibm", "ibm_fez", Work(1, 4096), "5.49 USD"),
        ("ibm", None, Work(1, 4096), "5.49 USD"),
        # (2 + 4096 * 0.0041) * 1.60 = 30.06976
        ("ibm", "ibm_miami", Work(1, 4096), "30.07 USD"),
        # ten jobs: (20 + 40960 * 0.00035) * 1.60 = 54.9376
        ("ibm", "ibm_fez", Work(10, 4096, jobs=10), "54.94 USD"),
        # level 2 of the estimator, 28672 executions: (2 + 10.0352) * 1.60 = 19.25632
        ("ibm", "ibm_fez", Work(1, 4096, executions=28_672), "19.26 USD"),
        # 100 shots of 30 and 20 gates: 0.4935 + 2.242, and the minimum is more
        ("azure", "ionq.qpu.forte-1", Work(1, 100, one_qubit_gates=30, two_qubit_gates=20), "168.20 USD"),
        # 2000 shots of 100 and 200 gates: 32.9 + 448.4
        ("azure", "ionq.qpu.forte-1", Work(1, 2000, one_qubit_gates=100, two_qubit_gates=200), "481.30 USD"),
        # five credits, and a 5000th of 100 + 10 * 20 + 5 * 8 for each of 1000 shots
        (
            "azure",
            "quantinuum.qpu.h2-1",
            Work(1, 1000, one_qubit_gates=100, two_qubit_gates=20, measurements=8),
            "73.00 HQC",
        ),
    ],
)
def test_price_is_exact_to_the_cent(provider: str, device: str | None, work: Work, cost: str) -> None:
    assert billed(provider, device, work) == cost


def test_what_is_not_known_is_not_nothing() -> None:
    assert price(plan("braket", FORTE), Work(1)) == Unpriced("the number of shots is not known")
    assert price(plan("ibm", "ibm_fez"), Work(1)) == Unpriced("the number of seconds is not known")
    gates = price(plan("azure", "ionq.qpu.forte-1"), Work(1, 100))
    assert gates == Unpriced("the number of one-qubit-gates is not known")
    hours = price(plan("azure", "pasqal.qpu.fresnel"), Work(1, 100))
    assert hours == Unpriced("the number of hours is not known")


def test_a_device_without_a_plan_has_no_price() -> None:
    assert plan_of(PLANS, "braket", "arn:aws:braket:us-east-1::device/qpu/ionq/Harmony") is None
    assert plan_of(PLANS, "braket", None) is None
    assert plan_of(PLANS, "quafu", "Dongling") is None
    assert plan_of(PLANS, "braket", f"{FORTE} or Devices.IQM.Garnet") is None


def test_a_price_that_is_not_published_is_none_and_says_why() -> None:
    for provider, reason in (("dwave", "contract"), ("qbraid", "online"), ("google", "no price"), ("oqc", "customers")):
        bill = price(plan(provider, ""), Work(1, 100))
        assert isinstance(bill, Unpriced)
        assert reason in bill.because


def test_a_minimum_holds_whatever_is_in_the_task() -> None:
    ionq = plan("azure", "ionq.qpu.forte-1")
    with_mitigation, without = minimum(ionq, 2), minimum(ionq, 2, mitigated=False)
    assert isinstance(with_mitigation, Bill)
    assert isinstance(without, Bill)
    assert (with_mitigation.text, without.text) == ("336.39 USD", "51.58 USD")
    assert with_mitigation.least
    assert minimum(plan("braket", FORTE), 2) == Unpriced("IonQ Forte has no minimum")


def test_a_bill_says_what_each_unit_costs() -> None:
    bill = price(plan("braket", "Devices.IQM.Garnet"), Work(50, 1000))
    assert isinstance(bill, Bill)
    assert (bill.amount_of("task"), bill.amount_of("shot"), bill.amount_of("hour")) == (
        Decimal("15.00"),
        Decimal("72.50"),
        Decimal("0.00"),
    )


@pytest.mark.parametrize(
    ("sets", "factor", "calibrations", "expected"),
    [
        # with two bases at 4096 shots, as the SDK's own preparation counts them
        (1, 1, 0, 8_192),
        (4, 1, 0, 32_768),
        (1, 1, 1, 12_288),
        (4, 1, 1, 36_864),
        (1, 3, 1, 28_672),
        (4, 3, 1, 102_400),
    ],
)
def test_executions_of_an_estimator(sets: int, factor: int, calibrations: int, expected: int) -> None:
    assert executions(4096, 1, sets, 2, factor, calibrations) == expected


@pytest.mark.parametrize(("precision", "shots"), [("0.015625", 4096), ("0.01", 10_000), ("0.03", 1112)])
def test_shots_for_a_precision(precision: str, shots: int) -> None:
    assert shots_for(float(precision)) == shots


def test_seconds_are_those_of_all_jobs() -> None:
    assert seconds(plan("ibm", "ibm_fez"), Work(2, 1000, jobs=2)) == Decimal("4.70")


def test_time_on_a_device() -> None:
    minute, hour = time_price(plan("ibm", None), 60), time_price(plan("azure", "pasqal.qpu.fresnel"), 90)
    assert isinstance(minute, Bill)
    assert isinstance(hour, Bill)
    assert (minute.text, hour.text) == ("96.00 USD", "75.00 EUR")
    rigetti = time_price(plan("azure", "rigetti.qpu.cepheus-1-108q"), 60)
    assert isinstance(rigetti, Bill)
    assert rigetti.text == "120.00 USD"
    assert time_price(plan("braket", FORTE), 60) == Unpriced("IonQ Forte is not paid by time")


@given(some.integers(1, 10_000), some.integers(0, 10**7), some.integers(1, 50))
def test_more_work_never_costs_less(tasks: int, shots: int, times: int) -> None:
    for provider, device in (("braket", FORTE), ("ibm", "ibm_fez")):
        once = price(plan(provider, device), Work(tasks, shots, jobs=tasks))
        often = price(plan(provider, device), Work(times * tasks, shots, jobs=times * tasks))
        assert isinstance(once, Bill)
        assert isinstance(often, Bill)
        assert once.amount <= often.amount
        assert abs(often.amount - times * once.amount) <= Decimal("0.01") * times


@pytest.mark.parametrize("row", PLANS, ids=lambda row: f"{row.provider}-{row.title}-{row.route}")
def test_a_plan_is_whole(row: Plan) -> None:
    assert row.prices or row.included or row.because, "it costs something, is free within limits, or says why not"
    assert set(row.prices) <= set(quantities(row, Work()))
    assert all(Decimal(each) > 0 for each in (*row.prices.values(), *row.included.values(), *row.commitment.values()))
    assert re.fullmatch(r"[A-Z]{3}", row.currency)
    assert date.fromisoformat(row.as_of) <= date.today()
    assert row.source
    assert row.certainty in ("high", "medium", "low")
    assert row.model in get_args(Model)
    numbers = (row.minimum, row.unmitigated_minimum, row.overhead, row.repetition, row.circuit, row.worth)
    assert all(Decimal(each) > 0 for each in (*numbers, row.least_seconds, row.increment, row.monthly) if each)
    assert bool(row.included or row.commitment) == bool(row.window), "what is included or bought is for some time"
    assert not row.unit or row.worth or row.unit in row.included
    assert ("increment" in row.prices) <= bool(row.increment)
    assert not re.fullmatch(row.device, "no such device", re.IGNORECASE), "a plan is for devices that it names"


def test_every_billing_model_has_a_plan() -> None:
    assert {row.model for row in PLANS} == set(get_args(Model))


def test_a_unit_of_its_own_is_worth_what_its_provider_says() -> None:
    # 2,380 credits of a cent for 1,000 shots
    assert billed("qbraid", "aws:aqt:qpu:ibex-q1", Work(1, 1000)) == "23.80 USD"
    # 125,000 dollars for 10,000 credits, and 175,000 for 17,000
    routes = {row.route: worth(row) for row in PLANS if row.monthly and row.unit}
    assert routes["standard subscription"] == Decimal("12.5")
    assert round(routes["premium subscription"], 2) == Decimal("10.29")
