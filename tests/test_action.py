"""The GitHub Action, run end to end by `act` on the events it is for."""

from __future__ import annotations

import json
import re
import shutil
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import CHAIN, CLEAN, HTTP, LEAK, SECRET
from tests.cli.runner import git, repository
from tests.support import index
from tests.support.hosting import Host, serving
from tests.support.workflows import (
    GUIDE,
    REPOSITORY,
    TOKEN,
    Result,
    act,
    blocks,
    checkout,
    commit,
    library,
    wheels,
    workflow,
)

SIGN = "<!-- quantum-lint: quantum-lint -->\n"
COMMENTS = f"/repos/{REPOSITORY}/issues/7/comments"
SARIFS = f"/repos/{REPOSITORY}/code-scanning/analysis"
OTHER = 'import requests\n\nrequests.get("http://api.ionq.co/v0.4/backends")\n'

pytestmark = pytest.mark.tool


@pytest.fixture(scope="module")
def action(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return checkout(tmp_path_factory.mktemp("action") / "quantum-lint")


@pytest.fixture
def host() -> Iterator[Host]:
    with serving() as server:
        yield server


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A repository with the workflow of the guide and one finding, on the host."""
    folder = repository(tmp_path / "work")
    (folder / ".github/workflows").mkdir(parents=True)
    (folder / ".github/workflows/quantum-lint.yml").write_text(workflow(), encoding="utf-8")
    commit(folder, old_py=HTTP)
    return folder


def merge(work: Path, **files: str) -> dict[str, Any]:
    """What GitHub checks out for a pull request with these files; the event knows an older base."""
    base = git("rev-parse", "HEAD", folder=work).strip()
    git("checkout", "--quiet", "-b", "change", folder=work)
    head = commit(work, **files)
    git("checkout", "--quiet", "main", folder=work)
    commit(work, late_py=OTHER)
    git("checkout", "--quiet", "--detach", folder=work)
    git("merge", "--quiet", "--no-ff", "--message", "merge", "change", folder=work)
    return {
        "number": 7,
        "pull_request": {
            "number": 7,
            "base": {"sha": base, "ref": "main"},
            "head": {"sha": head, "ref": "change", "repo": {"full_name": REPOSITORY}},
            "user": {"login": "somebody"},
        },
    }


def rows(log: Any) -> list[tuple[str, str]]:
    """Rule and file of every result in a SARIF log."""
    (run,) = log["runs"]
    return sorted(
        (each["ruleId"], each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]) for each in run["results"]
    )


def assert_discreet(result: Result, host: Host) -> None:
    """Neither what was found nor the token of the job is shown, and the token went to nobody else."""
    assert SECRET not in result.log
    assert SECRET not in json.dumps([each.content for each in host.requests])
    assert {each.token for each in host.requests} <= {TOKEN}


ALL = [("token-in-call", "login.py"), ("unencrypted-endpoint", "late.py"), ("unencrypted-endpoint", "old.py")]


def test_a_push_uploads_all_findings_and_fails(action: Path, work: Path, host: Host) -> None:
    result = act("push", {"ref": "refs/heads/main"}, work, action, host)
    assert not result.passed
    assert [each.path for each in host.requests] == [SARIFS]
    (upload,) = host.uploads
    assert rows(upload["sarif"]) == [("unencrypted-endpoint", "old.py")]
    assert upload["commit_oid"] == git("rev-parse", "HEAD", folder=work).strip()
    assert "::error file=old.py,line=3,endLine=3" in result.log
    assert "**quantum-lint: 1 finding** (1 high) in 1 file" in result.log


def test_a_pull_request_is_told_what_is_new(action: Path, work: Path, host: Host) -> None:
    event = merge(work, login_py=LEAK)
    result = act("pull_request", event, work, action, host)
    assert not result.passed
    assert rows(host.uploads[0]["sarif"]) == ALL
    assert "::error file=login.py,line=3,endLine=3" in result.log
    assert "::error file=old.py" not in result.log
    (text,) = host.texts()
    assert text.startswith(f"{SIGN}### New against `main`\n\n**quantum-lint: 1 finding** (1 high) in 1 file")
    assert "2 findings known from before." in text
    assert "| high | `token-in-call` | login.py:3 |" in text
    assert "old.py" not in text
    assert "late.py" not in text
    assert host.writes() == [("POST", COMMENTS), ("PUT", SARIFS)]
    assert_discreet(result, host)


def test_what_was_mended_takes_the_comment_away(action: Path, work: Path, host: Host) -> None:
    host.comment("good work", "somebody")
    number = host.comment(f"{SIGN}1 finding")
    result = act("pull_request", merge(work, login_py=CLEAN), work, action, host)
    assert result.passed, result.log
    assert host.texts() == ["good work"]
    assert host.writes() == [("DELETE", f"/repos/{REPOSITORY}/issues/comments/{number}"), ("PUT", SARIFS)]
    assert "**quantum-lint: nothing found** in" in result.log


def test_a_comment_is_changed_in_place_and_a_token_that_may_not_is_said(action: Path, work: Path, host: Host) -> None:
    event = merge(work, login_py=LEAK)
    number = host.comment(f"{SIGN}2 findings")
    act("pull_request", event, work, action, host)
    assert host.writes()[0] == ("PATCH", f"/repos/{REPOSITORY}/issues/comments/{number}")
    assert len(host.texts()) == 1
    assert "login.py:3" in host.texts()[0]

    host.comments.clear()
    host.uploads.clear()
    host.refused["GET"] = 403
    result = act("pull_request", event, work, action, host)
    assert "::warning title=quantum-lint: no comment::quantum-lint: error: the comment cannot be kept" in result.log
    assert "give the job `pull-requests: write`" in result.log
    assert len(host.uploads) == 1


@pytest.mark.parametrize(
    ("whose", "content"),
    [("a fork", LEAK), ("a fork", CLEAN), ("Dependabot", CLEAN)],
    ids=["leaking fork", "clean fork", "Dependabot"],
)
def test_where_the_token_may_only_read_nothing_is_asked_of_the_host(
    action: Path, work: Path, host: Host, whose: str, content: str
) -> None:
    event = merge(work, login_py=content)
    if whose == "a fork":
        event["pull_request"]["head"]["repo"]["full_name"] = "stranger/work"
    else:
        event["pull_request"]["user"]["login"] = "dependabot[bot]"
    result = act(
        "pull_request", event, work, action, host, actor="stranger" if whose == "a fork" else "dependabot[bot]"
    )
    assert host.requests == []
    assert result.passed == (content == CLEAN)
    assert ("::error file=login.py,line=3" in result.log) == (content == LEAK)
    assert "Summary - **quantum-lint: " in result.log
    kept = result.artifacts / "quantum-lint"
    expected = ALL if content == LEAK else ALL[1:]
    assert rows(json.loads((kept / "all.sarif").read_text(encoding="utf-8"))) == expected
    assert_discreet(result, host)


JOB = """\
from braket.aws import AwsDevice
from braket.circuits import Circuit

device = AwsDevice("arn:aws:braket:eu-north-1::device/qpu/iqm/Garnet")
bell = Circuit().h(0).cnot(0, 1)
device.run(bell, shots={shots})
"""
COST = "### Estimated run cost +1.45 USD (+83 %)"


def ask_for_cost(work: Path, how: str) -> None:
    """Let the workflow ask for costs, and the scan only for what these tests are about."""
    file = work / ".github/workflows/quantum-lint.yml"
    asked = workflow().replace('new-only: "true"', f'new-only: "true"\n          cost: "{how}"')
    file.write_text(asked, encoding="utf-8")
    (work / "quantum-lint.toml").write_text('select = ["token-in-call", "unencrypted-endpoint"]\n', encoding="utf-8")


@pytest.fixture
def priced(work: Path) -> Path:
    """The same with a workflow that asks for costs by the code alone, and something to pay for."""
    ask_for_cost(work, "static")
    commit(work, bell_py=JOB.format(shots=1000))
    return work


def test_a_pull_request_is_told_what_it_costs(action: Path, priced: Path, host: Host) -> None:
    result = act("pull_request", merge(priced, bell_py=JOB.format(shots=2000)), priced, action, host)
    assert result.passed, result.log
    (text,) = host.texts()
    assert text.startswith(f"{SIGN}{COST}\n")
    assert "shots 1,000 → 2,000" in text
    assert f"Summary - {COST}" in result.log or COST in result.log
    assert_discreet(result, host)


def test_with_qiskit_a_pull_request_is_told_what_a_circuit_costs(action: Path, work: Path, host: Host) -> None:
    ask_for_cost(work, "true")
    commit(work, chain_py=CHAIN.format(layers=4), bell_py=JOB.format(shots=1000))
    new = JOB.format(shots=500).replace("Garnet", "Emerald")
    result = act("pull_request", merge(work, chain_py=CHAIN.format(layers=400), new_py=new), work, action, host)
    assert result.passed, result.log
    (text,) = host.texts()
    assert text.startswith(
        f"{SIGN}### Estimated run cost +3.59 USD (+36 %)\n\n8.30 to 10.03 USD before, 11.89 to 13.62 "
    )
    changed, added = (line for line in text.splitlines() if line.startswith("| `"))
    assert changed == (
        "| `~` | chain<br>chain.py:11 | ibm\\_fez | 6.55 to 8.28 USD | 9.04 to 10.77 USD | +2.49 USD (+30 %) | "
        "two-qubit gates 72 → 7,200<br>depth 124 → 6,460 |"
    )
    assert added == "| `+` | bell<br>new.py:6 | Emerald |  | 1.10 USD | +1.10 USD | new |"
    shown = "".join(
        line.removeprefix(">").removeprefix(" ") for line in GUIDE.read_text("utf-8").splitlines(keepends=True)
    )
    assert text.removeprefix(SIGN).partition("\n\n<details>")[0] in shown
    assert "- **chain chain.py:11**: qiskit\\_ibm\\_runtime.SamplerV2.run; 10 qubits, 7,200 gates on two" in text
    assert_discreet(result, host)


def test_findings_stand_above_costs_and_a_limit_fails_the_action(action: Path, priced: Path, host: Host) -> None:
    limit = 'select = ["token-in-call"]\n[policy]\nmax-increase = 50\n'
    event = merge(priced, bell_py=JOB.format(shots=2000), login_py=LEAK, **{"quantum-lint_toml": limit})
    result = act("pull_request", event, priced, action, host)
    assert not result.passed
    (text,) = host.texts()
    assert text.index("### New against `main`") < text.index(COST)
    assert "**Blocked by policy**: `max-increase` is 50 %, this is +83 %" in text


def test_where_no_cost_differs_there_is_no_comment(action: Path, priced: Path, host: Host) -> None:
    result = act("pull_request", merge(priced, note_py=CLEAN), priced, action, host)
    assert result.passed, result.log
    assert host.texts() == []


def test_the_guide_hands_an_output_to_a_later_step(action: Path, work: Path, host: Host) -> None:
    head = workflow().partition("      - uses: your-organization")[0]
    steps = textwrap.indent(blocks()[1], " " * 6)
    (work / ".github/workflows/quantum-lint.yml").write_text(head + steps, encoding="utf-8")
    commit(work)
    result = act("push", {"ref": "refs/heads/main"}, work, action, host)
    assert result.passed, result.log
    assert "1 findings of high severity" in result.log


STEPS = """\
on: push
jobs:
  scan:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1
      - id: lint
        uses: ./
        with: {inputs}
        env: {{PYTHONPATH: .}}
      - if: always()
        run: 'echo "$OUTPUTS" > "$STAND_IN_ARTIFACTS/outputs.json"'
        env: {{OUTPUTS: '${{{{ toJSON(steps.lint.outputs) }}}}'}}
"""


def by_path(tmp_path: Path, host: Host, **inputs: str) -> Result:
    """The action of a repository that uses its own, by path, on a folder whose name has a space.

    A module of that repository has the name of one that every program imports, and would end it.
    """
    folder = checkout(repository(tmp_path / "work"))
    (folder / "logging.py").write_text(
        'raise SystemExit("a module of the repository was imported")\n', encoding="utf-8"
    )
    (folder / ".github/workflows").mkdir(parents=True)
    (folder / ".github/workflows/scan.yml").write_text(STEPS.format(inputs=json.dumps(inputs)), encoding="utf-8")
    (folder / "my code").mkdir()
    (folder / "my code/old.py").write_text(HTTP, encoding="utf-8")
    commit(folder)
    return act("push", {"ref": "refs/heads/main"}, folder, folder, host)


def test_by_path_it_installs_the_code_it_came_with(tmp_path: Path, host: Host) -> None:
    wishes = {"fail-on": "never", "upload-sarif": "false", "category": "mine"}
    result = by_path(tmp_path, host, paths="my code\n\nquantum_lint/__main__.py", **wishes)
    assert result.passed, result.log
    assert host.requests == []
    outputs = json.loads((result.artifacts / "outputs.json").read_text(encoding="utf-8"))
    assert outputs.pop("sarif").endswith("/quantum-lint/reports/mine/all.sarif")
    empty = {"cost": "", "cost-change": "", "cost-report": "", "new": ""}
    assert outputs == {"exit-code": "0", "findings": "1", "high": "1", "low": "0", "medium": "0", **empty}


def test_a_version_is_asked_of_the_package_index(tmp_path: Path, host: Host) -> None:
    result = by_path(tmp_path, host, version="9.9")
    assert not result.passed
    assert "No matching distribution found for quantum-lint==9.9" in result.log


def test_a_checkout_of_one_commit_fetches_the_base(action: Path, work: Path, host: Host, tmp_path: Path) -> None:
    event = merge(work, login_py=LEAK)
    git("branch", "merged", folder=work)
    shallow = tmp_path / "shallow"
    git("clone", "--quiet", "--depth=1", "--branch=merged", work.as_uri(), str(shallow), folder=tmp_path)
    act("pull_request", event, shallow, action, host)
    (text,) = host.texts()
    assert "**quantum-lint: 1 finding**" in text
    assert "login.py:3" in text


def test_what_was_fetched_once_is_kept_although_findings_failed_the_job(
    action: Path, work: Path, host: Host, tmp_path: Path
) -> None:
    """By the library of actions/cache against the server of act; each run has a home of its own."""
    library("@actions/cache")
    fetched, kept = [], []
    with index.serving(wheels()) as packages:
        asked = {"PIP_INDEX_URL": packages.address, "PIP_TRUSTED_HOST": "127.0.0.1"}
        for _ in range(2):
            shutil.rmtree(tmp_path / "home", ignore_errors=True)
            result = act("push", {}, work, action, host, packages=asked, caches=tmp_path / "caches")
            assert "::error file=old.py,line=3" in result.log
            assert not result.passed
            fetched.append(packages.taken())
            kept += re.findall(r"kept as quantum-lint-\S+-false-[0-9a-f]{40}, number \d", result.log)
    assert {"hatchling", "libcst", "msgspec"} <= {name.partition("-")[0] for name in fetched[0]}
    assert fetched[1] == []
    assert len(kept) == 1
