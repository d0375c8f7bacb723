"""What programs cost a month."""

from __future__ import annotations

from decimal import Decimal

from quantum_lint import knowledge
from quantum_lint.cost.month import NEEDS, of_programs
from quantum_lint.engine import Repository, ScanRequest, facts
from quantum_lint.languages import language_of
from quantum_lint.model.estimate import Month, PlacedEstimate, Total
from quantum_lint.model.file import File
from tests.cost.samples import RATE, between, placed
from tests.support.scanning import settings_for

PROGRAM = """\
from qiskit import QuantumCircuit
from qiskit_ibm_runtime import QiskitRuntimeService, SamplerV2

service = QiskitRuntimeService()
backend = service.backend("ibm_fez")
ghz = QuantumCircuit(2)
ghz.measure_all()
SamplerV2(mode=backend).run([ghz], shots=4096)
"""
WORKFLOW = """\
on:
  schedule:
    - cron: "0 4 * * *"
jobs:
  nightly:
    runs-on: ubuntu-latest
    strategy:
      matrix:
        python: ["3.12", "3.13"]
    steps:
      - run: python ghz.py
"""


def repository(**files: str) -> Repository:
    given = {"ghz.py": PROGRAM, ".github/workflows/nightly.yml": WORKFLOW, **files}
    made = tuple(File(path, language_of(path, text.encode()), text.encode()) for path, text in given.items())
    located, _ = facts(ScanRequest(settings_for(), files=made), NEEDS)
    return Repository(located, {})


def found(estimates: list[PlacedEstimate]) -> tuple[Month, ...]:
    return of_programs(estimates, "usage.toml", repository(), knowledge.load())


def test_a_clock_runs_every_job_of_the_matrix() -> None:
    (month,) = found([placed(), placed("other.py")])
    runs = Decimal("60.875")
    assert month == Month(
        ".github/workflows/nightly.yml",
        "nightly",
        "ghz.py",
        runs,
        (Total("USD", between(str(runs * Decimal("4.86")))),),
        between(str(runs * Decimal("3.04"))),
    )


def test_what_the_user_says_is_not_counted_by_the_clock_too() -> None:
    (month,) = found([placed()._replace(runs_a_month=Decimal(10))])
    assert (month.path, month.job, month.program, month.runs) == ("usage.toml", "", "ghz.py", Decimal(10))
    assert month.totals == (Total("USD", between("48.60")),)


def test_a_plan_that_includes_seconds_has_a_quota() -> None:
    free = RATE._replace(route="open")
    (month,) = found([placed(rate=free, amount=between("0")), placed(line=30, rate=free, amount=None)])
    (quota,) = month.quotas
    assert (quota.title, quota.included, quota.days) == ("IBM Quantum, open", Decimal(600), 28)
    # 56 runs in 28 days, of 6.08 s each.
    assert round(quota.used.high, 6) == Decimal("340.48")
    assert round(quota.per_cent.high, 2) == Decimal("56.75")
    assert month.totals[0].least


def test_of_several_devices_one_counts() -> None:
    (month,) = found([placed(), placed(device="ibm_torino")])
    assert month.totals[0].amount == between(str(Decimal("60.875") * Decimal("4.86")))


def test_without_a_clock_or_a_user_nothing_is_said() -> None:
    assert found([placed("other.py")]) == ()
