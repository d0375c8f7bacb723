"""Fixes that name the version which a lock names, or one that has no flaw, in every kind of file."""

from __future__ import annotations

import pytest

from quantum_lint.discover import file_of
from quantum_lint.fix.splice import plan, splice
from quantum_lint.model.file import File
from tests.support.scanning import scan_files, settings_for

LOCK = '[[package]]\nname = "qiskit"\nversion = "2.4.2"\n\n[[package]]\nname = "cirq"\nversion = "1.6.1"\n'


def fixed(path: str, text: str, locks: dict[str, str] | None = None, rule: str = "unpinned-sdk") -> str:
    """The text after all fixes of the rule."""
    files = {path: text, **({"uv.lock": LOCK} if locks is None else locks)}
    made = [file_of(each, content.encode()) for each, content in files.items()]
    report = scan_files(tuple(each for each in made if isinstance(each, File)), settings_for(select=frozenset({rule})))
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


@pytest.mark.parametrize(
    ("path", "before", "flawed", "mended"),
    [
        ("requirements.txt", "Qiskit[all]@ ; x # c\r\n", "== 1.0.2", "==1.4.6"),
        ("requirements.txt", "qiskit@ # c\nqiskit>=1\n", "==2.0.0", "==2.4.2"),
        ("environment.yml", "dependencies:\n  - conda-forge::qiskit@ # c\n", "=1.0.2=py312_0", "=1.4.6"),
        ("pyproject.toml", '[tool.poetry.dependencies]\nqiskit = "@" # c\n', "1.0.2", "==1.4.6"),
        ("run.sh", "pip install 'qiskit[all]@' numpy\n", "==1.0.2", "==1.4.6"),
    ],
)
def test_a_flawed_version_is_replaced_by_the_first_that_is_not(
    path: str, before: str, flawed: str, mended: str
) -> None:
    assert fixed(path, before.replace("@", flawed), {}, "vulnerable-sdk") == before.replace("@", mended)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("uv.lock", LOCK.replace("2.4.2", "1.0.2")),
        ("requirements.txt", f"qiskit==1.0.2 --hash=sha256:{'1' * 64}\n"),
        ("requirements.txt", "qiskit<1.1\n"),
        ("requirements.txt", "qiskit-terra==0.46.3\n"),
    ],
)
def test_what_a_program_wrote_or_nothing_mends_is_left_as_it_is(path: str, text: str) -> None:
    assert fixed(path, text, {}, "vulnerable-sdk") == text
