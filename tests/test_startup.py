"""The gate on what a clean commit costs: the hook on one small Python file that has nothing to hide."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.runner import environment

#: CPU seconds of the hook, as a multiple of an interpreter that does nothing.
MOST = 6.0
TRIES = 12
#: The hook's entry (.pre-commit-hooks.yaml) without the console script, which costs nothing.
HOOK = ("-c", "from quantum_lint.__main__ import run; run()", "scan", "--scope", "file", "--quiet", "clean.py")
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
#: Modules that a clean file must not cost anybody, and the package each is from or the feature it is for.
DENIED = (
    "asyncio", "base64", "black", "braket", "cirq", "csv", "datetime", "decimal", "detect_secrets", "difflib",
    "email", "fastjsonschema", "glob", "html", "http", "importlib.metadata", "json", "jsonschema", "libcst", "logging",
    "msgspec", "multiprocessing", "nbformat", "packaging", "pathlib", "pennylane", "pip_audit", "pkg_resources",
    "pygls", "qiskit", "random", "requests", "rich", "sarif_om", "shutil", "socket", "ssl", "subprocess", "tempfile",
    "tomli", "tomllib", "traceback", "traitlets", "tree_sitter", "unittest", "urllib", "uuid", "xml", "yaml",
    "quantum_lint.evaluate.machine", "quantum_lint.findings", "quantum_lint.fix", "quantum_lint.parse.python",
    "quantum_lint.pool", "quantum_lint.report.text", "quantum_lint.toml",
)  # fmt: skip


@pytest.fixture
def work(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "clean.py").write_text(CLEAN, encoding="utf-8")
    assert seconds(*HOOK, folder=folder) > 0  # fills the caches, as the first commit does
    return folder


def seconds(*words: str, folder: Path) -> float:
    """CPU seconds, user and system, of an interpreter run with these words, which must succeed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *words], cwd=folder, env=environment(folder.parent), check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_a_clean_file_costs_at_most_six_times_nothing(work: Path) -> None:
    """The best of several, taken in turns, so that a busy machine slows both alike."""
    pairs = [(seconds(*HOOK, folder=work), seconds("-c", "pass", folder=work)) for _ in range(TRIES)]
    hook, nothing = (min(column) for column in zip(*pairs, strict=True))
    assert hook <= MOST * nothing, f"{hook * 1000:.0f} ms against {nothing * 1000:.0f} ms: {hook / nothing:.1f} times"


def test_a_clean_file_imports_nothing_heavy(work: Path) -> None:
    program = (
        "import sys; from quantum_lint.cli.main import main; code = main(sys.argv[1:]); "
        "print(*sorted(sys.modules)); sys.exit(code)"
    )
    answer = subprocess.run(
        [sys.executable, "-S", "-c", program, *HOOK[2:]],
        cwd=work,
        env=environment(work.parent, PYTHONPATH=os.pathsep.join(path for path in sys.path if path)),
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(answer.stdout.split())
    assert sorted(loaded.intersection(DENIED)) == []
