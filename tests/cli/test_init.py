"""`quantum-lint init`: what it chooses, that it only adds, and that a second run finds nothing to add."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from quantum_lint import config
from quantum_lint.adoption import hooks, source
from quantum_lint.adoption.hosts import hosts
from quantum_lint.cli.main import main
from tests.cli.conftest import CLEAN, SECRET
from tests.cli.runner import PROJECT, environment, git, repository, run

COMMIT = "0123456789abcdef0123456789abcdef01234567"
SOURCE = f"https://github.com/example/quantum-lint@{COMMIT}"
READS = (
    "import os\n\nfrom qiskit_ibm_runtime import QiskitRuntimeService\n\n"
    'QiskitRuntimeService(token=os.environ["QISKIT_IBM_TOKEN"])\n'
)
NOTEBOOK = '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}\n'
ENTRY = "- repo: local\n  hooks:\n    - id: quantum-lint\n"


@pytest.fixture
def lab(tmp_path: Path) -> Path:
    """A repository on GitHub with a notebook and a program that uses a credential."""
    folder = repository(tmp_path / "lab")
    git("remote", "add", "origin", "git@github.com:lab/lab.git", folder=folder)
    (folder / "run.py").write_text(READS, encoding="utf-8")
    (folder / "bell.ipynb").write_text(NOTEBOOK, encoding="utf-8")
    return folder


def content(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and ".git" not in path.relative_to(folder).parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_it_writes_what_is_missing_and_a_second_run_nothing(lab: Path) -> None:
    answer = run("init", "--yes", folder=lab)
    assert answer.code == 0, answer.errors
    written = content(lab)
    assert sorted(written) == [
        ".github/workflows/quantum-lint.yml",
        ".gitignore",
        ".pre-commit-config.yaml",
        "bell.ipynb",
        "quantum-lint.toml",
        "run.py",
    ]
    assert written[".gitignore"] == b"# Credentials of quantum providers\n.env\napikey.json\n"
    assert "quantum-lint-fix-notebooks" in written[".pre-commit-config.yaml"].decode()
    assert config.load((str(lab),)).persona == "regular"
    again = run("init", "--yes", folder=lab)
    assert (again.code, "Nothing to write." in again.output) == (0, True)
    assert content(lab) == written


def test_what_it_writes_is_nothing_to_find_fault_with(lab: Path) -> None:
    run("init", "--yes", "--source", SOURCE, folder=lab)
    answer = run("scan", "--persona", "pedantic", "--format", "concise", folder=lab)
    assert "quantum-lint.yml" not in answer.output
    assert ".pre-commit-config.yaml" not in answer.output
    assert "unignored-credential-file" not in answer.output


@pytest.mark.parametrize("words", [("--dry-run",), ()], ids=["dry run", "nobody to ask"])
def test_it_shows_and_writes_nothing(lab: Path, words: tuple[str, ...]) -> None:
    before = content(lab)
    answer = run("init", *words, folder=lab)
    assert answer.code == (0 if words else 2)
    assert "+ persona = " in answer.output
    assert words or "add --yes to write" in answer.errors
    assert content(lab) == before


@pytest.mark.parametrize(("said", "written"), [("y\n", True), ("\n", False), ("no\n", False)])
def test_on_a_terminal_it_asks(lab: Path, said: str, written: bool) -> None:
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "quantum_lint", "init"]
    with subprocess.Popen(command, cwd=lab, env=environment(lab.parent), stdin=theirs, stdout=theirs) as process:
        os.write(ours, said.encode())
        process.wait(60)
    os.close(theirs)
    assert process.returncode == 0
    assert (lab / "quantum-lint.toml").exists() is written


def test_the_source_that_pip_noted_becomes_the_repository_of_the_hooks(
    lab: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = f'{{"url": "https://github.com/example/quantum-lint.git", "vcs_info": {{"commit_id": "{COMMIT}"}}}}'
    installed = SimpleNamespace(read_text=lambda _: noted)
    monkeypatch.setattr("importlib.metadata.distribution", lambda _: installed)
    monkeypatch.chdir(lab)
    assert main(["init", "--yes"]) == 0
    (entry,) = yaml.safe_load((lab / hooks.FILE).read_text())["repos"]
    assert (entry["repo"], entry["rev"]) == ("https://github.com/example/quantum-lint", COMMIT)
    assert f"uses: example/quantum-lint@{COMMIT} # v" in (lab / ".github/workflows/quantum-lint.yml").read_text()


@pytest.mark.parametrize(
    "address",
    [
        "https://somebody:secret@example.org/quantum-lint",
        "https://example.org/quantum-lint@main",
        f"https://example.org/quantum-lint'\n@{COMMIT}",
        f"git@example.org:quantum-lint@{COMMIT}",
    ],
)
def test_a_source_is_an_address_and_a_commit_and_nothing_else(address: str) -> None:
    assert source.given(address) is None


def test_a_table_is_added_to_the_file_of_the_project(lab: Path) -> None:
    project = '# ours\n[project]\nname = "lab"\n[tool.ruff]\nline-length = 99'
    (lab / "pyproject.toml").write_text(project, encoding="utf-8")
    run("init", "--yes", folder=lab)
    assert (lab / "pyproject.toml").read_text().startswith(f"{project}\n\n[tool.quantum-lint]\n")
    assert config.load((str(lab),)).source == str(lab / "pyproject.toml")
    assert not (lab / "quantum-lint.toml").exists()


def test_a_project_file_that_takes_no_table_is_left_alone(lab: Path) -> None:
    (lab / "pyproject.toml").write_text('tool = {ruff = {}}\n[project]\nname = "lab"\n', encoding="utf-8")
    before = (lab / "pyproject.toml").read_bytes()
    run("init", "--yes", folder=lab)
    assert (lab / "pyproject.toml").read_bytes() == before
    assert (lab / "quantum-lint.toml").exists()


WRITTEN = {
    "indented": "# ours\nrepos:\n  - repo: https://example.org/a\n    rev: v1\n    hooks:\n      - id: a\n",
    "not indented": "repos:\n- repo: https://example.org/a\n  rev: v1\n  hooks:\n  - id: a  # first\n",
    "with comments": "repos:\n  - repo: local\n    hooks:\n      - id: a\n        args: [--x,\n          --y]\n"
    "      # - id: b\n\n# the end\nci:\n  skip: [a]\n",
    "without line end": "repos:\n- repo: local\n  hooks:\n  - {id: a}",
    "with a block": "repos:\n  - repo: local\n    hooks:\n      - id: a\n        entry: |\n          one\n\n\n",
    "windows": "repos:\r\n  - repo: local\r\n    hooks:\r\n      - id: a\r\nfail_fast: true\r\n",
    "é": "repos:\n  - repo: local\n    hooks:\n      - id: é\n        name: 'ünï'\nfail_fast: true\n",
}


@pytest.mark.parametrize("text", WRITTEN.values(), ids=list(WRITTEN))
def test_an_entry_is_added_to_the_hooks_and_all_else_stays(text: str) -> None:
    before = text.encode()
    proposal = hooks.proposed(before, ENTRY)
    assert proposal is not None
    old, new = yaml.safe_load(before), yaml.safe_load(proposal.after)
    assert new["repos"] == [*old["repos"], *yaml.safe_load(ENTRY)]
    lines = proposal.after.splitlines()
    kept = [line for line in before.splitlines() if line in lines]
    assert kept == before.splitlines()
    assert "# - id: b" not in text or lines.index(b"      # - id: b") < proposal.line
    assert (b"\r\n" in before) == (b"\n" not in proposal.after.replace(b"\r\n", b""))


@pytest.mark.parametrize(
    "text", ["repos: []\n", "repos: [{repo: local, hooks: []}]\n", "repos:\n", "a: [\n", "- a\n", ""]
)
def test_hooks_that_no_text_can_be_put_into_are_left_alone(text: str) -> None:
    assert hooks.proposed(text.encode(), ENTRY) is None


def test_the_entry_without_a_source_says_what_the_manifest_says() -> None:
    from quantum_lint.adoption.hosts import filled

    blanks = {"requirement": "quantum-lint==1"}
    fixes = filled("notebooks-pre-commit-package.yaml", blanks)
    (entry,) = yaml.safe_load(filled("pre-commit-package.yaml", {**blanks, "fixes": fixes}))
    manifest = {each["id"]: each for each in yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text())}
    for hook in entry["hooks"]:
        assert hook.pop("additional_dependencies") == ["quantum-lint==1"]
        assert hook == {key: value for key, value in manifest[hook["id"]].items() if key != "description"}


@pytest.mark.parametrize("name", hosts())
def test_each_host_gets_a_pipeline(lab: Path, name: str) -> None:
    assert run("init", "--yes", "--host", name, folder=lab).code == 0
    text = (lab / hosts()[name].pipeline).read_text(encoding="utf-8")
    assert "quantum-lint==" in text
    assert "[[" not in text.replace("[[ ", "")


@pytest.mark.parametrize(
    ("text", "stage"),
    [("stages: [build, test]\n", "test"), ("stages:\n  - build\n", "build"), ("a: {script: b}\n", "test")],
)
def test_a_job_is_added_to_a_pipeline_of_gitlab(lab: Path, text: str, stage: str) -> None:
    git("remote", "set-url", "origin", "https://gitlab.example.org/lab/lab", folder=lab)
    (lab / ".gitlab-ci.yml").write_text(text, encoding="utf-8")
    run("init", "--yes", folder=lab)
    pipeline = (lab / ".gitlab-ci.yml").read_text(encoding="utf-8")
    assert pipeline.startswith(text)
    assert yaml.safe_load(pipeline)["quantum-lint"]["stage"] == stage


def test_a_pipeline_of_others_that_it_cannot_join_is_left_alone(lab: Path) -> None:
    (lab / "azure-pipelines.yml").write_text("steps: []\n", encoding="utf-8")
    answer = run("init", "--yes", "--host", "azure", folder=lab)
    assert "other-hosts.md" in answer.output
    assert (lab / "azure-pipelines.yml").read_text() == "steps: []\n"


def test_without_a_host_there_is_no_pipeline(tmp_path: Path) -> None:
    folder = repository(tmp_path / "lab")
    (folder / "clean.py").write_text(CLEAN, encoding="utf-8")
    answer = run("init", "--yes", folder=folder)
    assert "name it with --host" in answer.output
    assert sorted(content(folder)) == [".pre-commit-config.yaml", "clean.py", "quantum-lint.toml"]


def test_it_shows_nothing_of_what_a_file_holds(lab: Path) -> None:
    (lab / ".gitignore").write_text(f"# {SECRET}\n", encoding="utf-8")
    (lab / hooks.FILE).write_text(f"repos:\n- repo: local # {SECRET}\n  hooks: []\n", encoding="utf-8")
    answer = run("init", "--yes", folder=lab)
    assert answer.code == 0
    assert SECRET not in answer.output + answer.errors


def test_it_writes_nothing_that_lies_elsewhere(lab: Path) -> None:
    elsewhere = lab.parent / "elsewhere"
    elsewhere.write_text("theirs\n", encoding="utf-8")
    (lab / ".gitignore").symlink_to(elsewhere)
    answer = run("init", "--yes", folder=lab)
    assert (answer.code, "leads out of the repository" in answer.errors) == (2, True)
    assert elsewhere.read_text(encoding="utf-8") == "theirs\n"


def test_outside_of_git_it_says_what_to_do(tmp_path: Path) -> None:
    answer = run("init", folder=tmp_path)
    assert (answer.code, "git init" in answer.errors) == (2, True)
