"""Findings that ask for nothing new beside a better one."""

from __future__ import annotations

import pytest

from quantum_lint.config import Settings
from quantum_lint.model.file import File
from quantum_lint.model.finding import Finding
from tests.support.scanning import scan_files, settings_for

WORKFLOW = """\
on: {schedule: [{cron: "0 4 * * *"}]}
permissions: {contents: read}
jobs:
  nightly:
    runs-on: ubuntu-latest
    environment: hardware
    steps:
      - uses: example/setup@v1
      - run: pip install git+https://github.com/example/pulses.git
      - run: curl https://example.com/install.sh | sh
      - run: python nightly.py
        env: {IONQ_API_KEY: "${{ secrets.IONQ_API_KEY }}"}
      - uses: example/notify@v2
"""
PATH = ".github/workflows/nightly.yml"


def found(settings: Settings, text: str = WORKFLOW, path: str = PATH, language: str = "github-workflow") -> set[str]:
    """Each finding as its rule and its line."""
    return {f"{each.rule.name}:{each.place.line}" for each in findings(settings, text, path, language)}


def findings(settings: Settings, text: str, path: str, language: str) -> tuple[Finding, ...]:
    return scan_files((File(path, language, text.encode()),), settings).findings


def test_a_place_that_a_better_finding_names_is_not_reported_again() -> None:
    assert found(settings_for()) == {
        "hardware-job-on-schedule:4",
        "mutable-code-beside-credential:12",
        "unpinned-action:13",
    }


@pytest.mark.parametrize(
    ("select", "lines"),
    [
        ("unpinned-action", {"unpinned-action:8", "unpinned-action:13"}),
        ("unpinned-source", {"unpinned-source:9"}),
        ("piped-installer", {"piped-installer:10"}),
        ("unbounded-hardware-job", {"unbounded-hardware-job:4"}),
    ],
)
def test_a_rule_that_runs_without_the_better_one_reports_all(select: str, lines: set[str]) -> None:
    assert found(settings_for(select=(select,))) == lines


def test_where_the_better_one_is_not_wanted_the_other_is_reported() -> None:
    settings = settings_for(f'[per-path-ignores]\n"{PATH}" = ["mutable-code-beside-credential"]\n')
    assert {"unpinned-action:8", "unpinned-source:9", "piped-installer:10"} <= found(settings)


def test_the_better_finding_takes_the_fix_over() -> None:
    better = findings(settings_for(select=("hardware-job-on-schedule",)), WORKFLOW, PATH, "github-workflow")
    both = settings_for(select=("hardware-job-on-schedule", "unbounded-hardware-job"))
    merged = findings(both, WORKFLOW, PATH, "github-workflow")
    assert [each.fix for each in better] == [None]
    assert [(each.rule.name, each.fix.title if each.fix else "") for each in merged] == [
        ("hardware-job-on-schedule", "Limit the time")
    ]


def test_a_package_that_is_to_be_replaced_is_reported_once() -> None:
    text = "qiskit-terra==0.25.0\nqiskit-ignis\nqiskit-aer\n"
    dependencies = settings_for(select=("dependencies",))
    assert found(dependencies, text, "requirements.txt", "requirements") == {
        "vulnerable-sdk:1",
        "superseded-sdk:2",
        "unpinned-sdk:3",
    }


def test_an_ignored_finding_stays_ignored_and_its_exception_used() -> None:
    text = WORKFLOW.replace("setup@v1", "setup@v1  # quantum-lint: ignore[unpinned-action] it is ours")
    assert "unused-exception:8" not in found(settings_for(), text)
