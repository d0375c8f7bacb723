"""Fixes that name the version which a lock names, in every kind of file."""

from __future__ import annotations

import pytest

from quantum_lint.discover import file_of
from quantum_lint.fix.splice import plan, splice
from quantum_lint.model.file import File
from tests.support.scanning import scan_files, settings_for

LOCK = '[[package]]\nname = "qiskit"\nversion = "2.4.2"\n\n[[package]]\nname = "cirq"\nversion = "1.6.1"\n'


def fixed(path: str, text: str, locks: dict[str, str] | None = None) -> str:
    """The text after all fixes."""
    files = {path: text, **({"uv.lock": LOCK} if locks is None else locks)}
    made = [file_of(each, content.encode()) for each, content in files.items()]
    report = scan_files(
        tuple(each for each in made if isinstance(each, File)), settings_for(select=frozenset({"unpinned-sdk"}))
    )
    fixes = [each.fix for each in report.findings if each.fix is not None and each.place.path == path]
    first = made[0]
    assert isinstance(first, File)
    return splice(first.data, plan(fixes).edits, first.language).decode()


@pytest.mark.parametrize(
    ("path", "before", "range_", "pinned"),
    [
        ("requirements.txt", "# é\r\nqiskit@ # c\r\n", ">=1", "==2.4.2"),
        ("requirements.txt", "Qiskit[all, zx]@ ; x\n", " >= 1 , < 3", "==2.4.2"),
        ("requirements.txt", "qiskit@ \\\n  ; python_version > '3'\n", "~=2.4", "==2.4.2"),
        ("environment.yml", "dependencies:\n  - conda-forge::qiskit@  # c\n", " >=2", "=2.4.2"),
        ("environment.yml", "dependencies: [qiskit@]\n", "=2", "=2.4.2"),
        ("Dockerfile", 'FROM a\nRUN pip install "qiskit[all]@" \\\n  numpy\n', ">=1", "==2.4.2"),
        (".github/workflows/ci.yml", "jobs: {a: {steps: [{run: 'pip install qiskit@'}]}}\n", "", "==2.4.2"),
        ("run.py", 'import os\nos.system("pip install qiskit@")\n', "", "==2.4.2"),
        ("run.py", '# /// script\n# dependencies = ["qiskit@"]\n# ///\n', "", "==2.4.2"),
        ("tox.ini", "[testenv]\ndeps =\n  a\n  py312: qiskit@\n", ">1", "==2.4.2"),
    ],
)
def test_only_the_range_changes(path: str, before: str, range_: str, pinned: str) -> None:
    assert fixed(path, before.replace("@", range_)) == before.replace("@", pinned)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('dependencies = [\n  "qiskit>=2", # c\n]\n', 'dependencies = [\n  "qiskit==2.4.2", # c\n]\n'),
        ("dependencies = ['qiskit']\n", "dependencies = ['qiskit==2.4.2']\n"),
    ],
)
def test_a_manifest_of_an_application(before: str, after: str) -> None:
    head = '[project]\nname = "a"\n'
    locks = {"requirements.txt": "qiskit==2.4.2\n"}
    assert fixed("pyproject.toml", head + before, locks) == head + after


def test_an_entry_of_a_table() -> None:
    table = '[tool.poetry.dependencies]\nqiskit = "^2.0" # c\ncirq = {version = ">=1", extras = ["a"]}\n'
    locks = {"requirements.txt": "qiskit==2.4.2\ncirq==1.6.1\n"}
    assert fixed("pyproject.toml", table, locks) == table.replace("^2.0", "==2.4.2")


@pytest.mark.parametrize(
    "locks",
    [
        {},
        {"other/uv.lock": LOCK},
        {"uv.lock": LOCK.replace("2.4.2", "1.4.6")},
        {"uv.lock": LOCK.replace("cirq", "qiskit")},
        {"constraints.txt": "qiskit<3\n"},
    ],
)
def test_without_one_version_that_fits_nothing_is_changed(locks: dict[str, str]) -> None:
    assert fixed("requirements.txt", "qiskit>=2\n", locks) == "qiskit>=2\n"


def test_a_range_in_brackets_is_left_as_it_is() -> None:
    assert fixed("requirements.txt", "qiskit (>=1,<3)\n") == "qiskit (>=1,<3)\n"


def test_the_nearest_lock_counts() -> None:
    locks = {"uv.lock": LOCK, "a/uv.lock": LOCK.replace("2.4.2", "2.3.0")}
    assert fixed("a/b/requirements.txt", "qiskit\n", locks) == "qiskit==2.3.0\n"
