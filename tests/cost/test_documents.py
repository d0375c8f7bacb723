"""docs/prices.md says what is so."""

from __future__ import annotations

import re
import shlex
from decimal import Decimal
from pathlib import Path
from statistics import median
from typing import get_args

import pytest

from quantum_lint import config
from quantum_lint.cli.parser import build
from quantum_lint.cost.billing import bill
from quantum_lint.cost.plans import choose, plans_of
from quantum_lint.cost.primitives import Learning
from quantum_lint.cost.ranges import exactly
from quantum_lint.cost.work import Work
from quantum_lint.knowledge import load
from quantum_lint.model.known import Model, Plan
from tests.cost.records import FITTED, HELD_OUT, Record, quick
from tests.cost.test_formulas_ibm import errors, runs_of
from tests.test_documents import ROOT, fences

PRICES = (ROOT / "docs/prices.md").read_text(encoding="utf-8")
COMMANDS = [
    line.partition("#")[0].strip()
    for language, content in fences(PRICES)
    if language == "sh"
    for line in content.splitlines()
]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_understood(command: str) -> None:
    program, *words = shlex.split(command)
    assert program == "quantum-lint"
    assert build(words[0]).parse_args(words).run


def test_the_configuration_is_accepted(tmp_path: Path) -> None:
    (text,) = [content for language, content in fences(PRICES) if language == "toml"]
    (tmp_path / "quantum-lint.toml").write_text(text, encoding="utf-8")
    (tmp_path / "quantum-lint-prices.json").write_text('{"schema": 1, "plans": []}')
    plans = plans_of(load().plans, config.load((str(tmp_path),)))
    flex = choose(plans, "ibm", ("ibm_fez",), "flex")
    assert isinstance(flex, Plan)
    assert (Decimal(flex.prices["second"]), flex.currency) == (Decimal("0.946"), "EUR")
    dwave = choose(plans, "dwave", ("Advantage_system6.4",))
    assert isinstance(dwave, Plan)
    assert bill(dwave, Work(seconds=exactly(3600))).amount == exactly(1720)


def test_the_table_has_every_model() -> None:
    assert re.findall(r"^\| `([a-z-]+)` \|", PRICES, re.MULTILINE) == list(get_args(Model))


def test_the_constants_are_those_in_use() -> None:
    usage = load().usages["ibm"]
    flat = " ".join(PRICES.split())
    assert f"{usage.calibrated} s + {usage.randomization} s * randomized circuits + {usage.share} * executions" in flat
    assert f"the documented {usage.overhead} s of overhead to the {usage.example_overhead} s that the example" in flat
    assert f"{Learning().executions:,} at the defaults" in flat


def test_the_errors_are_those_of_the_records() -> None:
    rows = {
        "quantum-lint": errors,
        "IBM's own estimate after submission": _theirs,
        "IBM's quick formula, `2 + 0.00035 * executions`": _quick,
    }
    for name, each in rows.items():
        (row,) = [line for line in PRICES.splitlines() if line.startswith(f"| {name} |")]
        cells = [cell.strip() for cell in row.split("|")[2:-1]]
        assert (cells[0], cells[2]) == (_shown(each(FITTED)), _shown(each(HELD_OUT)))


def _theirs(records: tuple[Record, ...]) -> list[Decimal]:
    return [abs(Decimal(str(each.expected)) / each.seconds - 1) for each in records]


def _quick(records: tuple[Record, ...]) -> list[Decimal]:
    guesses = [quick(int(runs_of(each).executions.low)) for each in records]
    return [abs(guess / each.seconds - 1) for guess, each in zip(guesses, records, strict=True)]


def _shown(found: list[Decimal]) -> str:
    return f"{median(found) * 100:.1f} %, {max(found) * 100:.1f} %"
