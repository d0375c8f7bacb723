"""A second run says what the first one said, whatever changed in between, and nothing of a file is kept."""

from __future__ import annotations

import json
import os
from pathlib import Path
from random import Random
from unittest.mock import patch

import pytest

from quantum_lint import cache, config, engine, examine, synthetic
from quantum_lint.model.report import Report
from quantum_lint.rules.notebooks import unreadable_notebook
from tests.support.seed import SEED

#: One more than are needed for the cache to be opened.
FILLERS = engine.CACHE_FROM + 1
LOOP = """\
from braket.aws import AwsDevice

device = AwsDevice("arn:aws:braket:eu-north-1::device/qpu/iqm/Garnet")
for number in range(5):
    device.run("circuit", shots=100)
"""


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QUANTUM_LINT_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "tree"
    folder.mkdir()
    for number in range(FILLERS):
        (folder / f"plain{number}.py").write_text(f"import qiskit\nnumber = {number}\n")
    (folder / "loop.py").write_text(LOOP)
    (folder / "requirements.txt").write_text("qiskit\n")
    (folder / "broken.py").write_text("from braket.aws import AwsDevice\nAwsDevice('x').run(\n")
    return folder


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were looked at with all rules."""
    paths: list[str] = []
    note = examine._Examiner.note

    def noting(examiner: examine._Examiner, key: bytes, kept: cache.Cache) -> cache.Note:
        paths.append(examiner._file.path)
        return note(examiner, key, kept)

    monkeypatch.setattr(examine._Examiner, "note", noting)
    return paths


def scanned(folder: Path, toml: str = "", jobs: int = 1, *, remembering: bool = True) -> Report:
    settings = config.parse(toml, "quantum-lint.toml")._replace(root=str(folder))
    request = engine.ScanRequest(settings, paths=(str(folder),), jobs=jobs, cache=remembering)
    return engine.scan(request)


def said(report: Report) -> list[tuple[str, str, int]]:
    return [(each.rule.name, each.place.path, each.place.line) for each in report.findings]


def test_second_run_reports_the_same_and_looks_at_nothing_anew(tree: Path, looked_at: list[str]) -> None:
    first = scanned(tree)
    assert len(looked_at) == FILLERS + 3
    assert ("job-in-loop", "loop.py", 5) in said(first)
    assert ("unpinned-sdk", "requirements.txt", 1) in said(first)
    assert [(each.path, each.line) for each in first.unreadable] == [("broken.py", 2)]
    looked_at.clear()
    assert scanned(tree) == first == scanned(tree, remembering=False)
    assert looked_at == []


def test_rules_that_found_something_for_other_readers_do_not_run_again(tree: Path) -> None:
    cells: list[dict[str, object]] = [
        {"cell_type": "code", "metadata": {}, "outputs": [], "source": "qubits = ", "execution_count": None}
    ]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    (tree / "exercise.ipynb").write_text(json.dumps(notebook, indent=1))
    first = scanned(tree)
    assert "unreadable-notebook" not in {rule for rule, _, _ in said(first)}
    with patch.object(unreadable_notebook, "check", side_effect=AssertionError):
        assert scanned(tree) == first
    pedantic = 'persona = "pedantic"'
    assert ("unreadable-notebook", "exercise.ipynb", 7) in said(scanned(tree, pedantic))


def test_only_what_changed_is_looked_at(tree: Path, looked_at: list[str]) -> None:
    scanned(tree)
    looked_at.clear()
    (tree / "plain0.py").write_text(LOOP)
    (tree / "loop.py").write_text("number = 1\n")
    assert ("job-in-loop", "plain0.py", 5) in said(scanned(tree))
    assert sorted(looked_at) == ["loop.py", "plain0.py"]
    assert "loop.py" not in {path for _, path, _ in said(scanned(tree))}


def test_file_is_known_where_it_is_and_nowhere_else(tree: Path, looked_at: list[str]) -> None:
    """Where a file is decides what rules apply: under `tests` another one speaks."""
    scanned(tree)
    looked_at.clear()
    (tree / "tests").mkdir()
    (tree / "loop.py").rename(tree / "tests" / "test_loop.py")
    assert ("hardware-in-test", "tests/test_loop.py", 5) in said(scanned(tree))
    assert looked_at == ["tests/test_loop.py"]


def test_file_is_looked_at_again_when_a_module_it_imports_changes(tree: Path, looked_at: list[str]) -> None:
    (tree / "use.py").write_text(
        "from qiskit_ibm_runtime import QiskitRuntimeService\nfrom settings import KEY\n"
        "QiskitRuntimeService(token=KEY)\n"
    )
    assert not [each for each in said(scanned(tree)) if each[0] == "token-in-call"]
    looked_at.clear()
    secret = synthetic.make("ibm", "cloud-api-key", Random(SEED))
    (tree / "settings.py").write_text(f"KEY = '{secret}'\n")
    found = said(scanned(tree))
    assert ("token-in-call", "settings.py", 1) in found
    assert sorted(looked_at) == ["settings.py", "use.py"]
    assert said(scanned(tree)) == found


def test_file_is_looked_at_again_when_the_lock_of_its_folder_changes(tree: Path) -> None:
    lock = tree / "uv.lock"
    (tree / "use.py").write_text("from qiskit import execute\n\nexecute(None, None)\n")
    found = []
    for version in ("0.45.0", "1.2.0", "0.45.0"):
        lock.write_text(f'version = 1\n\n[[package]]\nname = "qiskit"\nversion = "{version}"\n')
        found.append([path for rule, path, _ in said(scanned(tree)) if rule == "removed-interface"])
    assert found == [[], ["use.py"], []]


def test_other_settings_are_another_question(tree: Path) -> None:
    scanned(tree, "[policy]\nmax-shots = 1000\n")
    found = said(scanned(tree, "[policy]\nmax-shots = 10\n"))
    assert ("excessive-shots", "loop.py", 5) in found


def test_nothing_of_a_file_is_kept(tree: Path) -> None:
    secret = synthetic.make("dwave", "token", Random(SEED))
    (tree / "token.py").write_text(f"from dwave.system import DWaveSampler\nDWaveSampler(token='{secret}')\n")
    first = scanned(tree)
    assert ("token-in-call", "token.py", 2) in said(first)
    assert scanned(tree) == first
    kept = b"".join(path.read_bytes() for path in (tree.parent / "cache" / "traces").iterdir())
    assert b"token-in-call" in kept
    assert secret.encode() not in kept
    assert b"DWaveSampler" not in kept


@pytest.mark.parametrize("spoiled", [b"", b"no marshal", b"\xfb" + bytes(range(256))])
def test_spoiled_cache_is_no_cache(tree: Path, spoiled: bytes) -> None:
    first = scanned(tree)
    for path in (tree.parent / "cache" / "traces").iterdir():
        path.write_bytes(spoiled)
    assert scanned(tree) == first


def test_processes_share_what_is_known(tree: Path, looked_at: list[str]) -> None:
    for number in range(engine.POOL_FROM):
        (tree / f"more{number}.py").write_text(f"import qiskit\nanother = {number}\n")
    first = scanned(tree, jobs=2)
    assert looked_at == [], "it was others who looked"
    assert scanned(tree, jobs=1) == first == scanned(tree, jobs=2)
    assert looked_at == []


def test_run_that_is_told_to_remember_nothing_writes_nothing(tree: Path) -> None:
    scanned(tree, remembering=False)
    assert not (tree.parent / "cache" / "traces").exists()


def test_few_files_are_not_worth_opening_it(tree: Path) -> None:
    for number in range(FILLERS):
        (tree / f"plain{number}.py").unlink()
    scanned(tree)
    assert not (tree.parent / "cache" / "traces").exists()


def test_what_nobody_used_for_long_is_dropped(tree: Path) -> None:
    scanned(tree)
    (old,) = (tree.parent / "cache" / "traces").iterdir()
    os.utime(old, (0, 0))
    scanned(tree, "[policy]\nmax-shots = 10\n")
    assert not old.exists()
