"""`quantum-lint baseline debt` and `--format statistics`: how much there is, of what, and how old."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from tests.cli.conftest import HTTP, LEAK, SECRET
from tests.cli.runner import git, run

#: Days that a file is old, by its name.
AGES = {"login": 2000, "sweep": 100, "new": 3}


@pytest.fixture
def old(work: Path) -> Path:
    """A repository with findings of several ages, one of them not committed, and a baseline of them all."""
    for name, days in AGES.items():
        (work / f"{name}.py").write_text(LEAK if name == "login" else HTTP, encoding="utf-8")
        moment = f"{int(time.time()) - days * 86_400} +0000"
        git("add", "--all", folder=work)
        git("commit", "--quiet", "--message", name, f"--date={moment}", folder=work)
    (work / "draft.py").write_text(HTTP, encoding="utf-8")
    assert run("baseline", "write", folder=work).code == 0
    return work


def test_no_debt_is_said(work: Path) -> None:
    assert run("baseline", "write", folder=work).code == 0
    answer = run("baseline", "debt", folder=work)
    assert (answer.code, answer.output) == (0, "Of what is found here the baseline lists nothing.\n")
    assert json.loads(run("baseline", "debt", "--format", "json", folder=work).output)["findings"] == 0


def test_the_debt_is_counted_by_pack_severity_and_age(old: Path) -> None:
    answer = run("baseline", "debt", "--format", "json", folder=old)
    assert answer.code == 0
    table = json.loads(answer.output)
    assert (table["schema"], table["findings"]) == (1, 4)
    (pack,) = table["packs"]
    assert pack == {
        "pack": "credentials",
        "findings": 4,
        "severity": {"high": 4, "medium": 0, "low": 0},
        "age": {"uncommitted": 1, "a month": 1, "a year": 1, "three years": 0, "older": 1},
    }


def test_the_debt_is_a_table_for_people(old: Path) -> None:
    shown = run("baseline", "debt", folder=old).output
    assert shown.splitlines() == [
        "             all  high  medium  low  uncommitted  < a month  < a year  < three years  older",
        "credentials    4     4       .    .            1          1         1              .      1",
        "all            4     4       .    .            1          1         1              .      1",
    ]
    assert SECRET not in shown


def test_debt_that_was_paid_is_not_counted(old: Path) -> None:
    (old / "login.py").write_text("print('mended')\n", encoding="utf-8")
    table = json.loads(run("baseline", "debt", "--format", "json", folder=old).output)
    assert table["findings"] == 3


def test_without_a_baseline_it_says_so(work: Path) -> None:
    answer = run("baseline", "debt", folder=work)
    assert (answer.code, "quantum-lint-baseline.json" in answer.errors) == (2, True)


def test_a_filter_of_the_repository_is_not_run(old: Path) -> None:
    """Git would start a program for a file whose attributes ask for one."""
    git("config", "diff.planted.textconv", f"touch {old / 'started'}; cat", folder=old)
    (old / ".gitattributes").write_text("*.py diff=planted\n", encoding="utf-8")
    assert run("baseline", "debt", folder=old).code == 0
    assert not (old / "started").exists()


def test_statistics_are_for_programs_that_keep_them(old: Path) -> None:
    (old / "more.py").write_text(HTTP.replace("jobs", "backends"), encoding="utf-8")
    answer = run("scan", "--format", "statistics", folder=old)
    assert answer.code == 1
    table = json.loads(answer.output)
    assert table["findings"] == 1
    assert table["rule"] == {"unencrypted-endpoint": 1}
    assert table["suppressed"] == {"baseline": 4}
    assert table["severity"] == {"high": 1, "medium": 0, "low": 0}
    assert answer == run("scan", "--format", "statistics", folder=old)
