"""Which plan a device is paid by, and what the configuration makes of prices."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from quantum_lint import config
from quantum_lint.circuits import devices
from quantum_lint.config import ConfigError
from quantum_lint.cost.annealing import Annealing
from quantum_lint.cost.billing import bill
from quantum_lint.cost.device_time import accessed
from quantum_lint.cost.plans import UNITS, choose, offers, plans_of, rate_of, same_route, usages_of, usual_route
from quantum_lint.cost.ranges import exactly
from quantum_lint.cost.work import Work
from quantum_lint.evaluate.rates import Unpriced, quantities
from quantum_lint.evaluate.rates import Work as Counted
from quantum_lint.knowledge import load
from quantum_lint.model.device import Device
from quantum_lint.model.known import Plan, Usage

SHIPPED = load().plans


def plans(text: str = "") -> tuple[Plan, ...]:
    return plans_of(SHIPPED, config.parse(text, "quantum-lint.toml"))


def chosen(text: str, provider: str, *names: str, route: str = "") -> Plan:
    found = choose(plans(text), provider, names, route)
    assert isinstance(found, Plan), found
    return found


def refused(text: str) -> str:
    with pytest.raises(ConfigError) as error:
        plans(text)
    return str(error.value)


def test_without_a_configuration_plans_are_those_that_come_with_us() -> None:
    assert plans() == SHIPPED


def test_the_usual_plan_is_the_first_that_can_be_ordered() -> None:
    assert chosen("", "ibm", "ibm_fez").route == "pay-as-you-go"
    assert chosen("", "ibm", "").route == "pay-as-you-go"
    assert chosen("", "braket", "Aria-1").status == "retired"


@pytest.mark.parametrize("route", ["flex", "Flex", "open", "premium", "PAYG", "Pay as you go"])
def test_a_route_is_told_by_its_name(route: str) -> None:
    assert same_route(chosen("", "ibm", "ibm_fez", route=route).route, route)


@pytest.mark.parametrize("device", devices.shipped().values(), ids=lambda each: each.name)
def test_every_snapshot_has_a_plan_by_its_name(device: Device) -> None:
    found = offers(SHIPPED, (device.name,))
    assert found
    assert all(plan.status == "live" for plan in found)


def test_every_provider_that_sells_a_device_is_an_offer() -> None:
    assert {plan.provider for plan in offers(SHIPPED, ("ibm_fez",))} == {"ibm"}
    garnet = {(plan.provider, plan.route) for plan in offers(SHIPPED, ("iqm_garnet", "Garnet", "QPU-GARNET-20PQ"))}
    assert {("braket", "on-demand"), ("scaleway", "on-demand"), ("iqm", "pay-as-you-go")} <= garnet
    assert offers(SHIPPED, ("Aria-1",)) == ()


def test_what_has_no_plan_says_why() -> None:
    assert choose(SHIPPED, "quafu", ("Dongling",)) == Unpriced("no plan of quafu is known")
    assert choose(SHIPPED, "braket", ("Harmony",)) == Unpriced("no price of braket for Harmony is known")
    assert choose(SHIPPED, "braket", ()) == Unpriced("no price of braket for a device without a name is known")
    flex = choose(SHIPPED, "braket", ("Garnet",), "flex")
    assert flex == Unpriced("braket has no plan 'flex' for Garnet, but on-demand, reservation")


def test_a_device_goes_by_several_names() -> None:
    assert chosen("", "braket", "who knows", "Garnet").title == "IQM Garnet"


def test_own_prices_stand_above_those_that_come_with_us() -> None:
    text = """
[[cost.plan]]
provider = "ibm"
route = "pay-as-you-go"
as-of = "2026-11-01"
prices = { second = "1.30" }
"""
    plan = chosen(text, "ibm", "ibm_fez")
    assert (plan.prices, plan.as_of, plan.title) == ({"second": "1.30"}, "2026-11-01", "IBM Quantum")
    assert plan.source == "your configuration"
    assert bill(plan, Work(seconds=exactly(10))).amount == exactly(13)
    assert chosen(text, "ibm", "ibm_berlin").prices == {"second": "1.30"}, "every plan of the route has the price"
    assert chosen(text, "ibm", "ibm_fez", route="flex").prices == {"second": "1.20"}


def test_a_plan_of_ones_own() -> None:
    text = """
[[cost.plan]]
provider = "dwave"
route = "contract"
as-of = "2026-11-01"
prices = { hour = 2000 }

[[cost.plan]]
provider = "quafu"
route = "campus"
as-of = "2026-11-01"
device = "Dongling"
title = "Quafu Dongling"
currency = "CNY"
model = "per-task-and-shot"
prices = { task = "1", shot = "0.002" }
"""
    assert chosen(text, "dwave", "Advantage_system6.4").prices == {"hour": "2000"}
    assert bill(chosen(text, "quafu", "Dongling"), Work(1, 1000)).amount == exactly(3)


def test_a_discount_is_taken_off_all_that_is_money() -> None:
    text = '[cost.discount]\nazure = "10"\nibm = 50\nqbraid = "20"\n'
    ionq = chosen(text, "azure", "ionq.qpu.forte-1")
    assert (Decimal(ionq.minimum), Decimal(ionq.prices["two_qubit_gate"])) == (
        Decimal("151.3755"),
        Decimal("0.0010089"),
    )
    assert ionq.source.endswith("; 10 % off")
    assert bill(chosen(text, "ibm", "ibm_fez"), Work(seconds=exactly(10))).amount == exactly(8)
    charge = bill(chosen(text, "qbraid", "aws:aqt:qpu:ibex-q1"), Work(1, 1000))
    assert charge.amount == exactly(Decimal("19.04"))
    month = chosen(text, "azure", "quantinuum.qpu.h2-1", route="standard subscription")
    assert Decimal(month.monthly) == 112_500


def test_credits_have_the_price_that_the_user_says() -> None:
    work = Work(1, 1000, 1, exactly(100), exactly(20), exactly(8))
    plan = chosen('[cost]\nhqc-price = "12.50"\n', "quantinuum", "H2-1")
    charge = bill(plan, work)
    assert plan.currency == "USD"
    assert charge.amount == exactly(Decimal("912.50"))
    assert "12.50 USD for a HQC" in plan.source


def test_currencies_are_exchanged_where_a_rate_is_known() -> None:
    text = '[cost]\ncurrency = "EUR"\nexchange = { USD = "0.80" }\n'
    garnet = chosen(text, "braket", "Garnet")
    assert garnet.currency == "EUR"
    assert bill(garnet, Work(1, 1000)).amount == exactly(Decimal("1.40"))
    assert chosen(text, "scaleway", "QPU-GARNET-20PQ").prices == {"task": "0.22", "shot": "0.0012"}
    assert chosen(text, "quantinuum", "H2-1").currency == "HQC"


def test_a_route_may_be_configured() -> None:
    settings = config.parse('[cost.routes]\nibm = "flex"\n', "quantum-lint.toml")
    assert usual_route(settings, "ibm") == "flex"
    assert usual_route(settings, "braket") == ""


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ('[cost]\nhqc-price = "much"', 2, "cost.hqc-price must be a number that is not negative"),
        ("[cost]\nhqc-price = -1", 2, "cost.hqc-price must be a number"),
        ("[cost.discount]\nibm = true", 2, "cost.discount.ibm must be a number"),
        ("[cost]\nplan = 3", 2, "cost.plan must be tables, each below a [[cost.plan]]"),
        ('[[cost.plan]]\nroute = "x"\nas-of = "2026-11-01"', 1, "cost.plan must have 'provider'"),
        (
            (
                '[[cost.plan]]\nprovider = "ibm"\nroute = "x"\nas-of = "2026-11-01"\n'
                '[[cost.plan]]\nprovider = "ibm"\nroute = "x"\nas-of = "2026-11-01"\nprice = 3'
            ),
            9,
            "unknown key 'price' in cost.plan.1; did you mean 'prices'?",
        ),
        (
            '\n[[cost.plan]]\nprovider = "ibm"\nroute = "ours"\nas-of = "2026-11-01"',
            2,
            "ibm has no plan 'ours' of that kind: say device and title and currency and model, too",
        ),
        (
            '[[cost.plan]]\nprovider = "ibm"\nroute = "flex"\nas-of = "May"',
            1,
            "as-of must be a day like 2026-11-21",
        ),
        (
            '[[cost.plan]]\nprovider = "ibm"\nroute = "flex"\nas-of = "2026-11-01"\nprices = { secnd = 1 }',
            1,
            "there is no unit 'secnd'",
        ),
        (
            '[[cost.plan]]\nprovider = "ibm"\nroute = "flex"\nas-of = "2026-11-01"\ndevice = "("',
            1,
            "device is no regular expression",
        ),
        (
            '[[cost.plan]]\nprovider = "ibm"\nroute = "flex"\nas-of = "2026-11-01"\nprices = { increment = 1 }',
            1,
            "a price for an increment needs the seconds of one",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, line: int, says: str) -> None:
    assert refused(text).startswith(f"quantum-lint.toml:{line}: {says}")


def test_a_discount_of_more_than_all_is_refused() -> None:
    assert "more than 100 per cent" in refused("[cost.discount]\nibm = 101")


def test_a_price_file_must_be_there(tmp_path: Path) -> None:
    assert "prices.json" in refused(f'[cost]\nprices = "{tmp_path}/prices.json"')


def usages(path: Path) -> Mapping[str, Usage]:
    return usages_of(load().usages, config.parse(f'[cost]\ntiming = "{path}"\n', "quantum-lint.toml"))


def test_an_annealer_of_ones_own_has_its_own_times(tmp_path: Path) -> None:
    shipped = load().usages
    assert usages_of(shipped, config.parse("", "quantum-lint.toml")) == shipped
    file = tmp_path / "solver.json"
    quick = {**shipped["dwave"].timing, "typical_programming_time": 1000.0}
    file.write_text(json.dumps({"problem_timing_data": quick, "num_qubits": 5627}))
    own = usages(file)["dwave"]
    assert own.timing == json.loads(json.dumps(quick))
    assert own.source == "the timing data in solver.json"
    assert accessed(own, Annealing(1), 1).quantity.low < accessed(shipped["dwave"], Annealing(1), 1).quantity.low
    assert usages(file)["ibm"] == shipped["ibm"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("no", "are no JSON"),
        ("[]", "there are no timing data"),
        ("{}", "are not whole: 'readout_time_model_parameters'"),
        ('{"version": "2.0", "readout_time_model": "", "readout_time_model_parameters": [1, 2]}', "not 2.0"),
    ],
)
def test_timing_data_that_are_none_are_said(text: str, says: str, tmp_path: Path) -> None:
    file = tmp_path / "solver.json"
    file.write_text(text)
    with pytest.raises(ConfigError, match=re.escape(says)):
        usages(file)
    with pytest.raises(ConfigError, match="cannot be read"):
        usages(tmp_path / "other.json")


def test_units_are_those_that_can_be_counted() -> None:
    increments = SHIPPED[0]._replace(increment="1")
    assert set(quantities(increments, Counted())) == UNITS


def test_a_rate_tells_of_its_plan() -> None:
    rate = rate_of(chosen("", "braket", "Garnet"))
    assert (rate.provider, rate.route, rate.currency, rate.as_of) == ("braket", "on-demand", "USD", "2026-09-18")
