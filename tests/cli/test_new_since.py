"""`scan --new-since`: what a change brought, and nothing that was there before."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from quantum_lint import synthetic
from tests.cli.conftest import HTTP, LEAK
from tests.cli.runner import git, run

JOB = "Job ID: cm2q{}xk1r0008mvzkq\n"


def notebook(*cells: tuple[str, str], number: int = 1) -> str:
    """A notebook whose cells have a source and, unless it is empty, an output."""
    made = [
        {
            "cell_type": "code",
            "id": f"cell{position}",
            "execution_count": number + position,
            "metadata": {},
            "source": source,
            "outputs": [{"output_type": "stream", "name": "stdout", "text": output}] if output else [],
        }
        for position, (source, output) in enumerate(cells)
    ]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1)


def commit(folder: Path) -> str:
    git("add", "--all", folder=folder)
    git("commit", "--quiet", "--allow-empty", "--message", "state", folder=folder)
    return git("rev-parse", "HEAD", folder=folder).strip()


def new(folder: Path, revision: str = "HEAD", *more: str) -> list[tuple[str, str, int]]:
    answer = run("scan", "--format", "json", "--new-since", revision, *more, folder=folder)
    rows = [row for row in json.loads(answer.output)["findings"] if row["suppressed"] is None]
    assert answer.code == (1 if rows else 0)
    return [(row["rule"], row["path"], row["line"]) for row in rows]


def test_what_was_there_is_not_new(leaking: Path) -> None:
    commit(leaking)
    assert new(leaking) == []
    (leaking / "ask.py").write_text(HTTP, encoding="utf-8")
    assert new(leaking) == [("unencrypted-endpoint", "ask.py", 3)]


def test_an_older_commit_may_be_named(work: Path) -> None:
    first = commit(work)
    (work / "login.py").write_text(LEAK, encoding="utf-8")
    commit(work)
    assert [row[:2] for row in new(work, first)] == [("token-in-call", "login.py")]
    assert new(work, "HEAD") == []


def test_lines_and_files_that_moved_bring_nothing(leaking: Path) -> None:
    commit(leaking)
    (leaking / "lib").mkdir()
    git("mv", "login.py", "lib/account.py", folder=leaking)
    (leaking / "lib" / "account.py").write_text(f'"""Logs in."""\n\n{LEAK}', encoding="utf-8")
    assert new(leaking) == []


SENDS = """\
from braket.aws import AwsDevice
from braket.circuits import Circuit

AwsDevice("arn:aws:braket:eu-north-1::device/qpu/iqm/Garnet").run(Circuit().h(0), shots=100)
"""


def test_what_the_repository_lacks_is_the_same_where_another_file_shows_it_first(work: Path) -> None:
    (work / ".gitignore").write_text("*.log\n", encoding="utf-8")
    (work / "zebra.py").write_text(SENDS, encoding="utf-8")
    rules = "missing-policy,missing-security-contact,unowned-hardware-code,unscanned-repository"
    lacks = ("--persona", "auditor", "--select", rules)
    first = commit(work)
    before = json.loads(run("scan", "--format", "json", *lacks, folder=work).output)["findings"]
    assert {(row["rule"], row["path"]) for row in before} == {(rule, "zebra.py") for rule in rules.split(",")}
    (work / "ant.py").write_text(SENDS, encoding="utf-8")
    commit(work)
    after = json.loads(run("scan", "--format", "json", *lacks, folder=work).output)["findings"]
    assert {row["path"] for row in after} == {"ant.py"}
    assert new(work, first, *lacks) == []


SHOTS = SENDS.replace("shots=100", "shots={}")
#: Every program of the folder runs twice a month, and neither a month nor a change may cost what the programs do.
COSTLY = {
    "quantum-lint.toml": "[policy]\nmax-cost-month = 1\nmax-increase = 10\n",
    "quantum-lint-usage.toml": '[[submission]]\npath = "*.py"\nruns-a-month = 2\n',
    "small.py": SHOTS.format(1000),
}


@pytest.fixture
def costly(work: Path) -> Path:
    for name, text in COSTLY.items():
        (work / name).write_text(text, encoding="utf-8")
    return work


def of_costs(folder: Path, *words: str) -> list[tuple[str, str, str]]:
    """Rule, path and fingerprint of what is found about costs."""
    select = ("--select", "month-over-budget,cost-increase", "--format", "json")
    answer = run("scan", *select, *words, folder=folder)
    rows = [row for row in json.loads(answer.output)["findings"] if row["suppressed"] is None]
    return [(row["rule"], row["path"], row["fingerprint"]) for row in rows]


def test_a_month_over_budget_is_the_same_where_another_program_is_the_dearest(costly: Path) -> None:
    ((rule, path, fingerprint),) = of_costs(costly)
    assert (rule, path) == ("month-over-budget", "small.py")
    commit(costly)
    (costly / "large.py").write_text(SHOTS.format(5000), encoding="utf-8")
    assert of_costs(costly) == [(rule, "large.py", fingerprint)]
    assert [rule for rule, *_ in of_costs(costly, "--new-since", "HEAD")] == ["cost-increase"]


def test_a_change_that_costs_too_much_stays_one_where_another_line_adds_most(costly: Path) -> None:
    commit(costly)
    (costly / "small.py").write_text(SHOTS.format(2000), encoding="utf-8")
    ((_, path, fingerprint),) = of_costs(costly, "--new-since", "HEAD")
    (costly / "large.py").write_text(SHOTS.format(9000), encoding="utf-8")
    assert path == "small.py"
    assert of_costs(costly, "--new-since", "HEAD") == [("cost-increase", "large.py", fingerprint)]


def test_a_second_one_like_the_first_is_new(work: Path) -> None:
    (work / "ask.py").write_text(HTTP, encoding="utf-8")
    commit(work)
    (work / "ask.py").write_text(HTTP + HTTP.splitlines()[-1] + "\n", encoding="utf-8")
    assert new(work) == [("unencrypted-endpoint", "ask.py", 4)]


def test_a_notebook_that_only_ran_again_brings_nothing(work: Path) -> None:
    cells = [("print(job.job_id())", JOB.format("a4")), ("import requests", "")]
    (work / "run.ipynb").write_text(notebook(*cells), encoding="utf-8")
    commit(work)
    (work / "run.ipynb").write_text(
        notebook(("print(job.job_id())", JOB.format("b7")), cells[1], number=40), encoding="utf-8"
    )
    assert new(work) == []


def test_cells_in_another_order_bring_nothing(work: Path) -> None:
    cells = [(HTTP, ""), ("print(job.job_id())", JOB.format("a4"))]
    (work / "run.ipynb").write_text(notebook(*cells), encoding="utf-8")
    commit(work)
    (work / "run.ipynb").write_text(notebook(*cells[::-1]), encoding="utf-8")
    assert new(work) == []


def test_another_secret_in_an_output_is_new(work: Path) -> None:
    for seed in (1, 2):
        token = synthetic.make("dwave", "token", Random(seed))
        (work / "run.ipynb").write_text(notebook(("show()", f"token: {token}\n")), encoding="utf-8")
        if seed == 1:
            commit(work)
    assert [row[0] for row in new(work)] == ["token-in-output"]


def test_the_state_is_that_where_the_branch_began(leaking: Path) -> None:
    """What somebody mended on the other branch meanwhile is not new on this one."""
    commit(leaking)
    git("checkout", "--quiet", "-b", "other", folder=leaking)
    (leaking / "login.py").write_text("", encoding="utf-8")
    commit(leaking)
    git("checkout", "--quiet", "main", folder=leaking)
    assert new(leaking, "other") == []


def test_old_findings_are_marked_and_can_be_shown(leaking: Path) -> None:
    revision = commit(leaking)
    answer = run("scan", "--format", "json", "--new-since", "HEAD", folder=leaking)
    (suppressed,) = {
        (row["suppressed"]["kind"], row["suppressed"]["reason"]) for row in json.loads(answer.output)["findings"]
    }
    assert suppressed == ("before", f"was there at {revision[:10]}")


@pytest.mark.parametrize(
    ("words", "says"), [(("nowhere",), "no commit 'nowhere'"), (("HEAD", "--fix"), "--new-since reports")]
)
def test_what_cannot_be_done_is_said(work: Path, words: tuple[str, ...], says: str) -> None:
    commit(work)
    answer = run("scan", "--new-since", *words, folder=work)
    assert answer.code == 2
    assert says in answer.errors


def test_a_commit_is_no_option(work: Path) -> None:
    commit(work)
    answer = run("scan", "--new-since=--all", folder=work)
    assert answer.code == 2
    assert "no commit '--all'" in answer.errors


def test_a_folder_that_is_no_repository_is_said(tmp_path: Path) -> None:
    (tmp_path / "alone").mkdir()
    answer = run("scan", "--new-since", "HEAD", folder=tmp_path / "alone")
    assert answer.code == 2
    assert "is in no git repository" in answer.errors
