"""Limits on costs, and what passes them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from quantum_lint.config import Settings, parse
from quantum_lint.cost.compare import compare
from quantum_lint.cost.policy import broken, broken_by_change
from quantum_lint.cost.request import Request
from quantum_lint.cost.survey import bills
from quantum_lint.model.estimate import Bills, Breach, Month, Quota, Total
from tests.cost.samples import between, placed

TODAY = date(2026, 11, 21)
QUOTA = Quota("IBM Quantum, open", between("340"), Decimal(600), 28)
MONTHS = tuple(
    Month("a.yml", "job", f"{name}.py", Decimal(30), (Total("USD", between("100")),), between("340"), (QUOTA,))
    for name in "ab"
)
BILLS = Bills((placed(amount=between("4.86", "9"), success=-1.0),), oldest="2026-09-17", months=MONTHS)


def found(policy: str, bills: Bills = BILLS) -> list[Breach]:
    return list(broken(bills, parse(policy, "quantum-lint.toml"), TODAY))


@pytest.mark.parametrize(
    ("limit", "figure", "limit_told", "where"),
    [
        ("max-cost-run = 4.5", "4.86 to 9.00 USD", "4.5", "ghz.py:12 on ibm_fez"),
        ("min-success = 0.5", "10 %", "50 %", "ghz.py:12 on ibm_fez"),
        ("max-cost-month = 150", "200.00 USD", "150", ""),
        ("max-quota = 100", "113 %", "100 %", "IBM Quantum, open"),
        ("max-price-age-days = 30", "65 days (prices of 2026-09-17)", "30 days", ""),
    ],
)
def test_a_limit_that_is_passed_is_told_with_its_figure(limit: str, figure: str, limit_told: str, where: str) -> None:
    name = limit.partition(" ")[0]
    assert found(f"[policy]\n{limit}") == [Breach(name, figure, limit_told, where, blocks=True)]
    assert found(f'[policy]\nwarn-only = ["{name}"]\n{limit}') == [
        Breach(name, figure, limit_told, where, blocks=False)
    ]


@pytest.mark.parametrize(
    "limit",
    [
        "max-cost-run = 5", "min-success = 0.1", "max-cost-month = 200", "max-quota = 114", "max-price-age-days = 65",
        "max-cost-run = 0", "min-success = 0", "max-cost-month = 0", "max-quota = 0", "max-price-age-days = 0",
    ],
)  # fmt: skip
def test_what_may_keep_a_limit_is_not_told(limit: str) -> None:
    assert found(f"[policy]\n{limit}") == []


def test_without_a_policy_nothing_is_judged() -> None:
    assert found("") == []


def test_a_path_may_have_a_limit_of_its_own() -> None:
    policy = '[policy]\nmax-cost-run = 1\n[per-path-policy."lab/*"]\nmax-cost-run = 100\n'
    assert found(policy, Bills((placed("lab/ghz.py"),))) == []
    assert len(found(policy, Bills((placed("ghz.py"),)))) == 1


@pytest.mark.parametrize(
    ("globs", "devices", "figure", "limit"),
    [
        ('["ibm_fez"]', ("ibm_torino",), "ibm_torino", "ibm_fez"),
        ('["ibm_*"]', ("ibm_fez", "arn:aws:braket:eu-north-1::device/qpu/iqm/Garnet"), "Garnet", "ibm_*"),
        ("[]", ("ibm_fez",), "ibm_fez", "none"),
        ("[]", ("",), "hardware of any kind", "none"),
    ],
)
def test_a_device_that_is_not_approved_is_told(globs: str, devices: tuple[str, ...], figure: str, limit: str) -> None:
    bills = Bills((placed()._replace(hardware=devices),))
    policy = f"[policy]\napproved-devices = {globs}"
    where = "ghz.py:12 on ibm_fez"
    assert found(policy, bills) == [Breach("approved-devices", figure, limit, where, blocks=True)]
    warned = found(f'{policy}\nwarn-only = ["approved-devices"]', bills)
    assert [each.blocks for each in warned] == [False]


@pytest.mark.parametrize(
    ("globs", "devices"),
    [
        ('["IBM_*", "Garnet"]', ("ibm_fez", "arn:aws:braket:eu-north-1::device/qpu/iqm/Garnet")),
        ('["ibm_fez"]', ("",)),
        ("[]", ()),
    ],
)
def test_what_may_run_on_approved_devices_alone_is_not_told(globs: str, devices: tuple[str, ...]) -> None:
    assert found(f"[policy]\napproved-devices = {globs}", Bills((placed()._replace(hardware=devices),))) == []


PROGRAM = """
from braket.aws import AwsDevice
from braket.circuits import Circuit
AwsDevice("arn:aws:braket:us-east-1::device/qpu/ionq/Forte-1").run(Circuit().h(0), shots=100)
AwsDevice("arn:aws:braket:::device/quantum-simulator/amazon/sv1").run(Circuit().h(0), shots=100)
"""


@pytest.mark.parametrize(("devices", "figures"), [((), ["Forte-1"]), (("ibm_fez",), ["ibm_fez", "ibm_fez"])])
def test_devices_of_code_and_user_are_judged(devices: tuple[str, ...], figures: list[str], tmp_path: Path) -> None:
    (tmp_path / "run.py").write_text(PROGRAM)
    request = Request(Settings(str(tmp_path)), (str(tmp_path),), tier="static", cache=False, devices=devices)
    assert [each.figure for each in found('[policy]\napproved-devices = ["Garnet"]', bills(request))] == figures


def test_what_is_unknown_passes_no_limit() -> None:
    unknown = placed(amount=None, seconds=None, success=None, rate=None)
    assert found("[policy]\nmax-cost-run = 1\nmin-success = 0.9\nmax-price-age-days = 1", Bills((unknown,))) == []


def test_only_what_changed_is_judged() -> None:
    settings = parse("[policy]\nmax-cost-run = 4\nmax-increase = 50", "quantum-lint.toml")
    old = placed("old.py", amount=between("9"))
    before, after = (old, placed()), (old, placed(shots=8192, amount=between("16.86")))
    told = broken_by_change(compare(Bills(before), Bills(after), "main"), settings)
    assert told == (
        Breach("max-increase", "+87 %", "50 %", "", blocks=True),
        Breach("max-cost-run", "16.86 USD", "4", "ghz.py:12 on ibm_fez", blocks=True),
    )
    assert broken_by_change(compare(Bills(before), Bills(before), "main"), settings) == ()
    assert broken_by_change(compare(Bills(()), Bills((placed(amount=between("1")),)), "main"), settings) == ()
