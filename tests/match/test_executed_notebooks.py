"""What commands keep of notebooks that they run, and what takes outputs out again."""

from __future__ import annotations

import pytest

from quantum_lint.match.executed_notebooks import kept_by, strips
from quantum_lint.model.fragment import Fragment
from quantum_lint.model.span import TextMap
from quantum_lint.parse.shell import ShellDocument
from quantum_lint.parse.shell_command import Command


def command(text: str) -> Command:
    (found,) = ShellDocument(Fragment("shell", text, TextMap.identity())).commands()
    return found


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("papermill a.ipynb out/b.ipynb", ["out/b.ipynb"]),
        ("papermill -p shots 100 --kernel python3 a.ipynb b.ipynb -y 'x: 1'", ["b.ipynb"]),
        ("uv run --locked python -m papermill a.ipynb b.ipynb", ["b.ipynb"]),
        ("papermill a.ipynb", []),
        ("jupyter nbconvert --execute lab/a.ipynb", ["lab/a.html"]),
        ("jupyter-nbconvert --to notebook --execute a.ipynb b.ipynb", ["a.nbconvert.ipynb", "b.nbconvert.ipynb"]),
        ("jupyter nbconvert --to=notebook --execute --inplace a.ipynb", ["a.ipynb"]),
        ("jupyter nbconvert --to notebook --execute --output done a.ipynb", ["done.ipynb"]),
        ("jupyter nbconvert --execute --output-dir ../site/x --to html a.ipynb", ["../site/x/a.html"]),
        ("jupyter nbconvert --to html a.ipynb", []),
        ("jupyter nbconvert --execute --clear-output --inplace a.ipynb", []),
        ("jupyter execute a.ipynb", []),
        ("jupyter execute --inplace a.ipynb", ["a.ipynb"]),
        ("pytest --nbmake docs", []),
        ("pytest --nbmake --overwrite -n 2 docs", ["docs"]),
        ("pytest --nbmake --overwrite", [""]),
        ("python a.py", []),
    ],
)
def test_what_is_kept(text: str, paths: list[str]) -> None:
    assert [each.path for each in kept_by(command(text), "")] == paths


def test_paths_start_where_the_checkout_is() -> None:
    (kept,) = kept_by(command("papermill a.ipynb ../out/b.ipynb"), "lab/notebooks")
    assert kept.path == "lab/out/b.ipynb"
    (kept,) = kept_by(command("papermill a.ipynb /tmp/b.ipynb"), "lab")
    assert kept.path == "/tmp/b.ipynb"


def test_what_a_path_is_that_is_only_known_when_it_runs() -> None:
    (kept,) = kept_by(command('jupyter nbconvert --execute --to html "$each"'), "")
    assert (kept.known, kept.ending) == (False, ".html")
    (kept,) = kept_by(command('jupyter nbconvert --execute --to notebook --inplace "$each"'), "")
    assert (kept.known, kept.ending) == (False, ".ipynb")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nbstripout out/*.ipynb", True),
        ("uv run nbstripout a.ipynb", True),
        ("jupyter nbconvert --clear-output --inplace a.ipynb", True),
        ("jupyter nbconvert --ClearOutputPreprocessor.enabled=True a.ipynb", True),
        ("quantum-lint scan --fix .", True),
        ("quantum-lint scan .", False),
        ("jupyter nbconvert --execute a.ipynb", False),
    ],
)
def test_what_strips(text: str, expected: bool) -> None:
    assert strips(command(text)) is expected
