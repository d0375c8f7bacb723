"""The rules that follow circuits: silent on programs that are in order, and on every slip of them not."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pytest

from quantum_lint import catalog
from quantum_lint.languages import traits_of
from quantum_lint.model.file import File
from tests.rules.circuit_programs import PROGRAMS, Program, Slip
from tests.support.scanning import scan_files, settings_for

RULES = frozenset(
    {
        "operation-after-transpile",
        "operation-after-measurement",
        "condition-without-measurement",
        "duplicate-classical-register",
        "discarded-circuit",
        "untranspiled-submission",
        "unmeasured-submission",
    }
)
SLIPS = [(program, slip) for program in PROGRAMS for slip in program.slips]
by_slip = pytest.mark.parametrize(("program", "slip"), SLIPS, ids=[f"{one.name}: {two.rule}" for one, two in SLIPS])


def found(text: str, path: str = "example.py") -> list[tuple[str, str]]:
    """Each finding of these rules: its name and the line it starts on."""
    lines = text.splitlines()
    report = scan_files((File(path, "python", text.encode(), traits_of(path)),), settings_for(select=RULES))
    return [(finding.rule.name, lines[finding.place.line - 1].strip()) for finding in report.findings]


def changed(program: Program, slip: Slip) -> str:
    """The program with the slip in it."""
    text = dedent(program.text)
    old = next(line for line in text.splitlines() if slip.old.splitlines()[0] in line)
    margin = old[: len(old) - len(old.lstrip())]
    new = slip.new.replace("\n", f"\n{margin}") if not slip.new.endswith("\n") else slip.new
    assert text.count(slip.old) == 1
    return text.replace(slip.old, new)


def test_the_rules_are_there() -> None:
    assert set(catalog.load().rules) >= RULES


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_a_program_in_order_is_left_alone(program: Program) -> None:
    assert found(dedent(program.text)) == []


@by_slip
def test_every_slip_is_reported_where_it_is(program: Program, slip: Slip) -> None:
    findings = found(changed(program, slip))
    assert [rule for rule, _ in findings] == [slip.rule]
    assert findings[0][1].startswith(slip.line)


@by_slip
def test_a_slip_in_code_that_never_runs_is_none(program: Program, slip: Slip) -> None:
    text = changed(program, slip)
    body = "".join(f"    {line}\n" for line in text.splitlines())
    if slip.rule != "duplicate-classical-register":
        assert found(f"if False:\n{body}") == []


@by_slip
def test_a_slip_that_unknown_code_may_mend_is_none(program: Program, slip: Slip) -> None:
    if slip.rule in ("discarded-circuit", "operation-after-transpile"):
        return
    text = re.sub(r"(= |return )(QuantumCircuit\(.*\))$", r"\1finish(\2)", changed(program, slip), flags=re.MULTILINE)
    assert found(f"from parts import finish\n{text}") == []


@by_slip
def test_a_slip_in_the_tests_of_an_sdk_is_left_alone(program: Program, slip: Slip) -> None:
    if slip.rule != "discarded-circuit":
        assert found(changed(program, slip), "tests/test_example.py") == []


def test_nothing_is_said_of_other_sdks() -> None:
    text = dedent(Path(__file__).with_name("other_circuits.py.txt").read_text(encoding="utf-8"))
    assert found(text) == []
