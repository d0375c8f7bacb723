"""The gate on what a clean commit costs: the hook on one small Python file that has nothing to hide."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.cli.runner import environment

#: CPU seconds of the hook, as a multiple of an interpreter that does nothing.
MOST = 6.0
#: The same for a changed workflow: 9 to 9.5 are measured, of which PyYAML alone takes nearly two.
MOST_FOR_A_WORKFLOW = 11.0
TRIES = 12
#: The hook's entry (.pre-commit-hooks.yaml) without the console script, which costs nothing.
SCAN = ("-c", "from quantum_lint.__main__ import run; run()", "scan", "--scope", "file", "--quiet")
HOOK = (*SCAN, "clean.py")
WORKFLOW_HOOK = (*SCAN, ".github/workflows/ci.yml")
CLEAN = '''"""Counts words."""

import os
from collections import Counter


def words(path):
    """Every word of the file with how often it occurs."""
    with open(path) as stream:
        return Counter(stream.read().split())


if __name__ == "__main__":
    for word, count in words(os.path.expanduser("~/notes.txt")).most_common(10):
        print(f"{count:6} {word}")
'''
WORKFLOW = """name: CI
on:
  push: {branches: [main]}
  pull_request:
permissions:
  contents: read
jobs:
  test:
    strategy:
      matrix:
        python: ['3.10', '3.11', '3.12']
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: astral-sh/setup-uv@1111111111111111111111111111111111111111  # v6.0.0
      - run: |
          python -m pip install --upgrade pip
          pip install qiskit==2.4.2 qiskit-aer==0.17.1
      - name: Test
        run: python -m pytest tests -n auto
      - uses: actions/upload-artifact@v4
        with:
          name: results
          path: out/
"""
#: Modules that a clean file must not cost anybody, and the package each is from or the feature it is for.
DENIED = (
    "asyncio", "base64", "black", "braket", "cirq", "csv", "datetime", "decimal", "detect_secrets", "difflib",
    "email", "fastjsonschema", "glob", "html", "http", "importlib.metadata", "json", "jsonschema", "libcst", "logging",
    "msgspec", "multiprocessing", "nbformat", "packaging", "pathlib", "pennylane", "pip_audit", "pkg_resources",
    "pygls", "qiskit", "random", "requests", "rich", "sarif_om", "shutil", "socket", "ssl", "subprocess", "tempfile",
    "tomli", "tomllib", "traceback", "traitlets", "tree_sitter", "unittest", "urllib", "uuid", "xml", "yaml",
    "quantum_lint.built", "quantum_lint.evaluate.machine", "quantum_lint.findings", "quantum_lint.fix",
    "quantum_lint.model.fact", "quantum_lint.parse.python",
    "quantum_lint.pool", "quantum_lint.report.text", "quantum_lint.toml",
)  # fmt: skip


@pytest.fixture
def work(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "clean.py").write_text(CLEAN, encoding="utf-8")
    (folder / ".github/workflows").mkdir(parents=True)
    (folder / ".github/workflows/ci.yml").write_text(WORKFLOW, encoding="utf-8")
    assert seconds(*HOOK, folder=folder) > 0  # fills the caches, as the first commit does
    return folder


def seconds(*words: str, folder: Path) -> float:
    """CPU seconds, user and system, of an interpreter run with these words, which must succeed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *words], cwd=folder, env=environment(folder.parent), check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@pytest.mark.parametrize(("words", "most"), [(HOOK, MOST), (WORKFLOW_HOOK, MOST_FOR_A_WORKFLOW)])
def test_a_small_file_costs_at_most_so_many_times_nothing(words: tuple[str, ...], most: float, work: Path) -> None:
    """The best of several, taken in turns, so that a busy machine slows both alike."""
    pairs = [(seconds(*words, folder=work), seconds("-c", "pass", folder=work)) for _ in range(TRIES)]
    hook, nothing = (min(column) for column in zip(*pairs, strict=True))
    assert hook <= most * nothing, f"{hook * 1000:.0f} ms against {nothing * 1000:.0f} ms: {hook / nothing:.1f} times"


def test_a_workflow_without_a_finding_needs_no_dataclass_and_no_reader_of_another_format(work: Path) -> None:
    denied = {
        "dataclasses",
        "inspect",
        "json",
        "msgspec",
        "packaging",
        "tomllib",
        "quantum_lint.parse.json",
        "quantum_lint.findings",
    }
    assert sorted(denied.intersection(loaded(WORKFLOW_HOOK, work))) == []


@pytest.mark.parametrize("selected", [(), ("--select", "credentials"), ("--ignore", "notebooks")])
def test_a_clean_file_imports_nothing_heavy(selected: tuple[str, ...], work: Path) -> None:
    denied = {*DENIED, "dataclasses", "quantum_lint.config.reader"}
    assert sorted(loaded((*HOOK, *selected), work).intersection(denied)) == []


@pytest.mark.parametrize("words", [HOOK, WORKFLOW_HOOK])
def test_named_tuples_of_a_clean_run_are_quickly_defined(words: tuple[str, ...], work: Path) -> None:
    ours = [module for module in loaded(words, work) if module.startswith("quantum_lint.")]
    paths = [find_spec(module).origin for module in ours]  # type: ignore[union-attr]
    slow = re.compile(r"^ *from typing import .*\bNamedTuple\b", re.MULTILINE)
    texts = {path: Path(path or "").read_text(encoding="utf-8") for path in paths}
    assert [path for path, text in texts.items() if slow.search(text) and not str(path).endswith("named.py")] == []


def loaded(words: tuple[str, ...], work: Path) -> set[str]:
    """The modules that the hook imports."""
    program = (
        "import sys; from quantum_lint.cli.main import main; code = main(sys.argv[1:]); "
        "print(*sorted(sys.modules)); sys.exit(code)"
    )
    answer = subprocess.run(
        [sys.executable, "-S", "-c", program, *words[2:]],
        cwd=work,
        env=environment(work.parent, PYTHONPATH=os.pathsep.join(path for path in sys.path if path)),
        capture_output=True,
        text=True,
        check=True,
    )
    return set(answer.stdout.split())
