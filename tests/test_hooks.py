"""The pre-commit hooks, run by pre-commit itself on a real repository, without network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
import yaml

from quantum_lint import synthetic
from tests.cli.runner import PROJECT, environment, git, repository

#: `make dev` puts the wheels of everything a hook's environment needs here.
WHEELS = PROJECT / ".venv" / "wheels"
#: What a checkout must hold to be installed.
INSTALLED = (
    "pyproject.toml",
    "README.md",
    "LICENSE",
    ".pre-commit-hooks.yaml",
    "quantum_lint",
    "rules",
    "fixtures/demo",
)
CLEAN = "from qiskit import QuantumCircuit\n\ncircuit = QuantumCircuit(2)\ncircuit.h(0)\nprint(circuit.depth())\n"

pytestmark = pytest.mark.tool


@dataclass(frozen=True)
class Hooks:
    """Our hooks in a git repository of their own, and where pre-commit keeps their environments."""

    source: Path
    home: Path

    def try_all(self, work: Path) -> subprocess.CompletedProcess[str]:
        """What `pre-commit try-repo` says of all staged files of `work`; it installs the hooks anew each time."""
        return self._pre_commit("try-repo", str(self.source), work=work)

    def run(self, hook: str, work: Path) -> subprocess.CompletedProcess[str]:
        """What one hook, installed from a configuration as users have it, says of all staged files of `work`."""
        revision = git("rev-parse", "HEAD", folder=self.source).strip()
        hooks = [{"id": "quantum-lint"}, {"id": "quantum-lint-repository"}]
        configuration = {"repos": [{"repo": str(self.source), "rev": revision, "hooks": hooks}]}
        (work / ".pre-commit-config.yaml").write_text(yaml.safe_dump(configuration), encoding="utf-8")
        return self._pre_commit("run", hook, work=work)

    def _pre_commit(self, command: str, subject: str, work: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "pre_commit", command, "--all-files", "--color=never", subject],
            cwd=work,
            env=self._environment(work),
            capture_output=True,
            check=False,
            text=True,
            timeout=300,
        )

    def _environment(self, work: Path) -> dict[str, str]:
        offline = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(WHEELS), "PIP_CONFIG_FILE": os.devnull}
        offline["PIP_NO_COMPILE"] = "1"  # half of the time of an installation, for a few runs of it
        clean = environment(work.parent, PRE_COMMIT_HOME=str(self.home), **offline)
        return {name: value for name, value in clean.items() if name != "PYTHONPATH"}


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Hooks:
    missing = [str(path) for path in (WHEELS / "complete",) if not path.exists()]
    if missing and not os.environ.get("CI"):
        pytest.skip(f"run `make dev` first: {missing[0]} is not there")
    assert not missing, missing
    source = repository(tmp_path_factory.mktemp("hooks") / "quantum-lint")
    for name in INSTALLED:
        copy(PROJECT / name, source / name)
    git("add", "--all", folder=source)
    git("commit", "--quiet", "--message", "hooks", folder=source)
    return Hooks(source, tmp_path_factory.mktemp("pre-commit"))


def copy(origin: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if origin.is_dir():
        shutil.copytree(origin, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy(origin, target)


@pytest.fixture
def work(tmp_path: Path) -> Path:
    folder = repository(tmp_path / "work")
    (folder / "bell.py").write_text(CLEAN, encoding="utf-8")
    git("add", "bell.py", folder=folder)
    return folder


def leak(work: Path) -> str:
    secret = synthetic.make("ibm", "cloud-api-key", Random(7))
    text = f'from qiskit_ibm_runtime import QiskitRuntimeService\n\nQiskitRuntimeService(token="{secret}")\n'
    (work / "login.py").write_text(text, encoding="utf-8")
    git("add", "login.py", folder=work)
    return secret


def test_clean_files_pass_in_silence(hooks: Hooks, work: Path) -> None:
    answer = hooks.try_all(work)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert answer.stdout.count("Passed") == 2
    assert "scanned" not in answer.stdout


def test_a_staged_credential_stops_the_commit_and_is_not_shown(hooks: Hooks, work: Path) -> None:
    secret = leak(work)
    answer = hooks.run("quantum-lint", work)
    assert answer.returncode == 1, answer.stdout + answer.stderr
    assert "login.py:3:29" in answer.stdout
    assert "token-in-call" in answer.stdout
    assert secret not in answer.stdout + answer.stderr


def test_the_repository_hook_sees_what_one_file_does_not_tell(hooks: Hooks, work: Path) -> None:
    (work / "requirements.in").write_text("qiskit>=1.0\n", encoding="utf-8")
    git("add", "requirements.in", folder=work)
    leak(work)
    answer = hooks.run("quantum-lint-repository", work)
    assert answer.returncode == 1, answer.stdout + answer.stderr
    assert "unlocked-project" in answer.stdout
    assert "token-in-call" not in answer.stdout


def test_the_manifest_is_what_pre_commit_wants() -> None:
    subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", str(PROJECT / ".pre-commit-hooks.yaml")], check=True
    )
    hooks = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert [hook["id"] for hook in hooks] == ["quantum-lint", "quantum-lint-repository"]
