"""The hooks, run by pre-commit and by prek on real repositories, without network."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
import yaml

from quantum_lint import synthetic
from quantum_lint.toml import loads
from tests.cli.conftest import CHAIN, CLEAN
from tests.cli.runner import PROJECT, git, repository
from tests.support.hooks import MANAGERS, WHEELS, Hooks, released

SECRET = synthetic.make("ibm", "cloud-api-key", Random(7))
PRINTED = synthetic.make("dwave", "token", Random(8))
LEAK = f'from qiskit_ibm_runtime import QiskitRuntimeService\n\nQiskitRuntimeService(token="{SECRET}")\n'

#: What a user pastes: the hooks, and one of them for a large repository.
ENTRIES = re.findall(
    r"^```yaml\n(.*?)^```", (PROJECT / "docs/pre-commit.md").read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
)

pytestmark = pytest.mark.tool


@pytest.fixture(scope="module", params=MANAGERS)
def hooks(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Hooks:
    program = Path(MANAGERS[request.param][0])
    missing = [str(path) for path in (WHEELS / "complete", program) if not path.exists()]
    if missing and not os.environ.get("CI"):
        pytest.skip(f"run `make dev` first: {missing[0]} is not there")
    assert not missing, missing
    source = released(tmp_path_factory.mktemp("hooks") / "quantum-lint")
    return Hooks(source, tmp_path_factory.mktemp(request.param), request.param)


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A repository with one clean file, staged."""
    folder = repository(tmp_path / "work")
    stage(folder, "bell.py", CLEAN)
    return folder


def stage(work: Path, name: str, text: str) -> None:
    (work / name).parent.mkdir(parents=True, exist_ok=True)
    (work / name).write_text(text, encoding="utf-8")
    git("add", name, folder=work)


def notebook(output: str) -> str:
    """A notebook whose only cell printed this."""
    cell = {
        "cell_type": "code",
        "execution_count": 1,
        "id": "one",
        "metadata": {},
        "outputs": [{"name": "stdout", "output_type": "stream", "text": [output]}],
        "source": ["print(account)"],
    }
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1) + "\n"


def test_clean_files_pass_in_silence(hooks: Hooks, work: Path) -> None:
    """With the hooks as the guide has them."""
    (entry,) = yaml.safe_load(ENTRIES[0])["repos"]
    hooks.write(work, entry["hooks"])
    stage(work, "bell.ipynb", notebook("2\n"))
    answer = hooks.run(work, "--all-files")
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert answer.stdout.count("Passed") == 3
    assert "scanned" not in answer.stdout


def test_in_a_large_repository_the_hook_runs_where_the_guide_says(hooks: Hooks, work: Path) -> None:
    hooks.write(work, yaml.safe_load(ENTRIES[1]))
    stage(work, "notes.md", "# Notes\n")
    assert "Skipped" in hooks.run(work, "--files", "notes.md").stdout
    assert "Passed" in hooks.run(work, "--files", "bell.py").stdout


def test_a_release_is_frozen_to_its_commit(hooks: Hooks, work: Path) -> None:
    hooks.configure(work, "quantum-lint")
    answer = hooks.call(work, "autoupdate", "--freeze")
    assert answer.returncode == 0, answer.stdout + answer.stderr
    revision = git("rev-parse", "HEAD", folder=hooks.source).strip()
    assert f"rev: {revision}  # frozen: v0.1.0\n" in (work / ".pre-commit-config.yaml").read_text(encoding="utf-8")


def test_a_staged_credential_stops_the_commit_and_is_not_shown(hooks: Hooks, work: Path) -> None:
    hooks.configure(work, "quantum-lint")
    stage(work, "login.py", LEAK)
    answer = hooks.run(work)
    assert answer.returncode == 1, answer.stdout + answer.stderr
    assert "login.py:3:29" in answer.stdout
    assert "token-in-call" in answer.stdout
    assert SECRET not in answer.stdout + answer.stderr


def test_the_first_failure_says_what_to_do_next(hooks: Hooks, work: Path) -> None:
    hooks.configure(work, "quantum-lint")
    stage(work, "login.py", LEAK)
    said = hooks.run(work).stdout
    assert "https://cloud.ibm.com/iam/apikeys" in said  # where to revoke it
    assert "fix: Read QISKIT_IBM_TOKEN from the environment" in said
    assert "`quantum-lint rule token-in-call`" in said
    assert "quantum-lint: ignore[token-in-call]" in said


def test_what_is_not_staged_is_not_looked_at(hooks: Hooks, work: Path) -> None:
    hooks.configure(work, "quantum-lint")
    (work / "login.py").write_text(LEAK, encoding="utf-8")
    answer = hooks.run(work)
    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.parametrize(("staged", "there", "code"), [(CLEAN, LEAK, 0), (LEAK, CLEAN, 1)], ids=["later", "sooner"])
def test_a_file_is_judged_as_it_is_staged(hooks: Hooks, work: Path, staged: str, there: str, code: int) -> None:
    hooks.configure(work, "quantum-lint")
    stage(work, "login.py", staged)
    (work / "login.py").write_text(there, encoding="utf-8")
    answer = hooks.run(work)
    assert answer.returncode == code, answer.stdout + answer.stderr
    assert (work / "login.py").read_text(encoding="utf-8") == there


def test_a_file_with_conflicts_is_read_as_far_as_it_can_be(hooks: Hooks, work: Path) -> None:
    hooks.configure(work, "quantum-lint")
    git("commit", "--quiet", "--message", "base", folder=work)
    for branch, text in (("theirs", LEAK), ("main", "ours = 1\n")):
        git("checkout", "--quiet", *(["-b"] if branch == "theirs" else []), branch, folder=work)
        stage(work, "bell.py", text)
        git("commit", "--quiet", "--message", branch, folder=work)
    subprocess.run(["git", "merge", "theirs"], cwd=work, env=hooks.environment(work), capture_output=True, check=False)
    assert "<<<<<<<" in (work / "bell.py").read_text(encoding="utf-8")
    git("add", "bell.py", folder=work)
    answer = hooks.run(work)
    assert answer.returncode == 1, answer.stdout + answer.stderr
    assert "bell.py" in answer.stdout
    assert SECRET not in answer.stdout
    assert "INTERNAL ERROR" not in answer.stdout


def test_parallel_batches_say_what_one_would(hooks: Hooks, work: Path) -> None:
    hooks.configure(work, "quantum-lint", require_serial=False, args=["--format", "concise"])
    names = [f"login_{number}.py" for number in range(60)]
    for name in names:
        stage(work, name, LEAK)
    answer = hooks.run(work)
    assert answer.returncode == 1
    found = sorted(line.strip().partition(":")[0] for line in answer.stdout.splitlines() if "token-in-call" in line)
    assert found == sorted(names), answer.stdout + answer.stderr


def test_the_user_stages_what_a_hook_mended(hooks: Hooks, work: Path) -> None:
    hooks.configure(work, "quantum-lint-fix-notebooks", "quantum-lint")
    stage(work, "login.ipynb", notebook(f"token: {PRINTED}\n"))
    first = hooks.run(work)
    assert first.returncode == 1, first.stdout + first.stderr
    assert "files were modified by this hook" in first.stdout
    assert "login.ipynb: fixes made: 1" in first.stdout
    assert PRINTED in git("show", ":login.ipynb", folder=work), "a hook stages nothing by itself"
    git("add", "login.ipynb", folder=work)
    second = hooks.run(work)
    assert second.returncode == 0, second.stdout + second.stderr
    assert PRINTED not in git("show", ":login.ipynb", folder=work)


def test_the_repository_hook_sees_what_one_file_does_not_tell(hooks: Hooks, work: Path) -> None:
    hooks.configure(work, "quantum-lint-repository")
    stage(work, "requirements.in", "qiskit>=1.0\n")
    stage(work, "login.py", LEAK)
    answer = hooks.run(work)
    assert answer.returncode == 1, answer.stdout + answer.stderr
    assert "unlocked-project" in answer.stdout
    assert "token-in-call" not in answer.stdout


def test_the_manifest_is_what_pre_commit_wants() -> None:
    subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", str(PROJECT / ".pre-commit-hooks.yaml")], check=True
    )
    hooks = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    names = ["quantum-lint-fix-notebooks", "quantum-lint", "quantum-lint-repository", "quantum-lint-cost"]
    assert [hook["id"] for hook in hooks] == names
    extras = loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert extras["cost"] == ["quantum-lint[circuits]"]
    assert hooks[-1]["additional_dependencies"] == extras["circuits"]
    assert not any("additional_dependencies" in hook for hook in hooks[:-1])


def test_a_job_beyond_the_policy_stops_the_commit_until_it_is_changed(hooks: Hooks, work: Path) -> None:
    """With the Qiskit of the hook's own environment, since the price depends on gates."""
    hooks.configure(work, "quantum-lint-cost")
    stage(work, "quantum-lint.toml", "[policy]\nmax-cost-run = 8\n")
    stage(work, "chain.py", CHAIN.format(layers=400))
    first = hooks.run(work)
    assert first.returncode == 1, first.stdout + first.stderr
    assert "blocked by policy: max-cost-run is 8, this is 9.04 to 10.77 USD (chain.py:11 on ibm_fez)" in first.stdout
    stage(work, "chain.py", CHAIN.format(layers=4))
    second = hooks.run(work)
    assert second.returncode == 0, second.stdout + second.stderr


def test_a_fix_that_meets_what_is_not_staged_costs_no_byte_of_it(hooks: Hooks, work: Path) -> None:
    hooks.configure(work, "quantum-lint-fix-notebooks")
    stage(work, "login.ipynb", notebook(f"token: {PRINTED}\n"))
    (work / "login.ipynb").write_text(notebook("later\n"), encoding="utf-8")
    answer = hooks.run(work)
    assert answer.returncode == 1, answer.stdout + answer.stderr
    assert (work / "login.ipynb").read_text(encoding="utf-8") == notebook("later\n")
    assert PRINTED in git("show", ":login.ipynb", folder=work)
    assert PRINTED not in answer.stdout + answer.stderr
