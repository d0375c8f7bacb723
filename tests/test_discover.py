"""Which files are found, what they are taken for, and what is said of those that are not read."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from quantum_lint import discover
from quantum_lint.discover import Below, Candidate, candidates, file_of, read
from quantum_lint.languages import language_of, traits_of
from quantum_lint.model.file import File
from quantum_lint.model.report import Skipped, Unreadable


def names(paths: list[str], root: Path, **options: object) -> list[str]:
    return [each.path for each in candidates(paths, str(root), **options) if isinstance(each, Candidate)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "language"),
    [
        (".github/workflows/ci.yml", "github-workflow"),
        ("tools/action.yaml", "github-action"),
        ("docker-compose.gpu.yml", "compose"),
        (".gitlab-ci.yml", "gitlab-ci"),
        ("ci/docker.gitlab-ci.yml", "gitlab-ci"),
        (".gitlab/ci/device.yml", "gitlab-ci"),
        (".circleci/config.yml", "circleci"),
        ("bitbucket-pipelines.yml", "bitbucket-pipelines"),
        ("azure-pipelines-nightly.yaml", "azure-pipelines"),
        (".azure-pipelines/steps/setup.yml", "azure-pipelines"),
        ("ci/Jenkinsfile", "jenkinsfile"),
        ("Jenkinsfile.nightly", "jenkinsfile"),
        ("device.jenkinsfile", "jenkinsfile"),
        ("environment.yml", "conda-environment"),
        ("requirements/dev.txt", "requirements"),
        ("requirements-dev.in", "requirements"),
        ("constraints.txt", "constraints"),
        ("Dockerfile.gpu", "dockerfile"),
        ("deploy/worker.Dockerfile", "dockerfile"),
        (".env.production", "dotenv"),
        ("pylock.dev.toml", "pylock"),
        ("src/environment.py", "python"),
        ("bell.qasm", "qasm"),
        ("Analysis.IPYNB", "notebook"),
    ],
)
def test_the_name_tells_the_language(path: str, language: str) -> None:
    assert language_of(path) == language


@pytest.mark.parametrize(
    ("data", "language"),
    [
        (b"device:\n  stage: test\n  script:\n    - make\n", "gitlab-ci"),
        (b"steps:\n- script: make\n  displayName: Build\n", "azure-pipelines"),
        (b"steps:\n- task: Bash@3\n  inputs:\n    script: make\n", "azure-pipelines"),
        (b"kind: Pod\napiVersion: v1\nsteps: []\ndisplayName: x\n", "kubernetes"),
        (b"script: make\nstages: [a]\n", "yaml"),
    ],
)
def test_what_is_in_it_tells_a_pipeline_of_any_name(data: bytes, language: str) -> None:
    assert language_of("ci/steps.yml", data) == language


def test_the_first_line_tells_a_script_without_suffix() -> None:
    assert language_of("bin/run", b"#!/usr/bin/env python3\n") == "python"
    assert language_of("bin/run", b"#!/bin/bash\n") == "shell"
    assert language_of("bin/run", b"words\n") == "text"


def test_traits_say_what_a_rule_may_know_of_the_path() -> None:
    assert traits_of("tests/test_run.py") == {"test", "collected"}
    assert traits_of("tests/helpers.py") == {"test"}
    assert traits_of("examples/a.ipynb") == {"example", "notebook"}
    assert traits_of("README.md") == {"documentation"}
    assert traits_of("src/contest.py") == frozenset()


def test_a_plain_folder_is_walked_in_order(tmp_path: Path) -> None:
    for name in ("b.py", "a/z.py", "a/y.py", "node_modules/x.js", "env/pyvenv.cfg", "env/lib/q.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    assert names([str(tmp_path)], tmp_path) == ["b.py", "a/y.py", "a/z.py"]


def test_git_says_what_belongs_to_a_work_tree(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    for name in (".gitignore", "kept.py", "dropped.log", "out/dropped.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("*.log\nout/\n" if name == ".gitignore" else "")
    assert names([str(tmp_path)], tmp_path) == [".gitignore", "kept.py"]
    assert "dropped.log" in names([str(tmp_path)], tmp_path, gitignore=False)
    assert names([str(tmp_path / "dropped.log")], tmp_path) == ["dropped.log"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("")
    assert names([str(tmp_path), str(tmp_path / "a.py")], tmp_path) == ["a.py"]


def test_exclusion_is_said(tmp_path: Path) -> None:
    (tmp_path / "vendor").mkdir()
    (tmp_path / "vendor" / "a.py").write_text("")
    found = list(candidates([str(tmp_path)], str(tmp_path), ("vendor",)))
    assert found == [Skipped("vendor/a.py", "excluded by the configuration")]


def test_what_is_not_read_has_a_reason(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.py")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "big.py").write_bytes(b"#" * 100)
    (tmp_path / "picture").write_bytes(b"\x89PNG\0\0")
    found = {
        each.path: read(each, 50) for each in candidates([str(tmp_path)], str(tmp_path)) if isinstance(each, Candidate)
    }
    assert found == {
        "pipe.py": Skipped("pipe.py", "not a regular file"),
        "loop": Skipped("loop", "symbolic link: its target is scanned where it is"),
        "big.py": Skipped("big.py", "larger than max-file-size (100 of 50 bytes)"),
        "picture": Skipped("picture", "binary"),
    }


def test_a_file_that_cannot_be_opened_is_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.py").write_text("")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    candidate = Candidate(str(tmp_path / "a.py"), "a.py")
    assert read(candidate, 100) == Unreadable("a.py", 1, "cannot be opened: Permission denied")


def test_a_path_with_a_newline_is_a_path(tmp_path: Path) -> None:
    (tmp_path / "a\nb.py").write_text("x = 1\n")
    assert names([str(tmp_path)], tmp_path) == ["a\nb.py"]


def test_utf16_text_is_not_binary() -> None:
    assert isinstance(file_of("notes", "text".encode("utf-16")), File)
    assert isinstance(discover.file_of("code.py", b"x = 1\0\n"), File)


def test_installed_packages_that_are_committed_are_skipped_and_named(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    for name in ("run.py", "env/lib/python3.11/site-packages/qiskit/a.py", "web/node_modules/x/b.py"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("pass\n", encoding="utf-8")
    subprocess.run(["git", "-C", str(tmp_path), "add", "--all"], check=True)
    found = list(candidates([str(tmp_path)], str(tmp_path)))
    assert [each.path for each in found if isinstance(each, Candidate)] == ["run.py"]
    assert {each.reason for each in found if isinstance(each, Skipped)} == {
        "installed package; name its folder to scan it"
    }
    assert names([str(tmp_path / "env/lib/python3.11/site-packages")], tmp_path) == [
        "env/lib/python3.11/site-packages/qiskit/a.py"
    ]


def test_a_folder_that_is_not_there_is_not_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "a/b/c.py").write_bytes(b"1")
    listed: list[str] = []
    real = os.listdir

    def listing(path: str) -> list[str]:
        listed.append(os.path.relpath(path, tmp_path))
        return real(path)

    monkeypatch.setattr(os, "listdir", listing)
    beside = Below(str(tmp_path), 100)
    assert beside("a/b/c.py") == b"1"
    assert [beside(path) for path in ("numpy/linalg/x.py", "a/z/y/x.py", "/numpy/b.py", "/".join("z" * 5000))] == [
        None
    ] * 4
    assert listed == [".", "a", "a/b"]
