"""Which files an upload or a cache takes in."""

from __future__ import annotations

import pytest

from quantum_lint.match.kept_files import caches, normal, uploads
from quantum_lint.model.file import File
from quantum_lint.parse import whole
from quantum_lint.parse.workflow import WorkflowDocument


def workflow(action: str, *paths: str, hidden: str = "") -> WorkflowDocument:
    lines = "".join(f"            {path}\n" for path in paths)
    text = f"jobs:\n  work:\n    steps:\n      - uses: {action}\n        with:\n{hidden}          path: |\n{lines}"
    return WorkflowDocument(whole(File("ci.yml", "github-workflow", text.encode())))


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("$HOME/.qiskit/", "~/.qiskit"),
        ("${{ env.HOME }}/.aws", "~/.aws"),
        ("/home/runner/.aws/credentials", "~/.aws/credentials"),
        ("'~/.qbraid'", "~/.qbraid"),
        ("${{ github.workspace }}/results", "results"),
        ("$GITHUB_WORKSPACE", ""),
        ("./results", "results"),
        (".", ""),
        ("/home/runners/x", "/home/runners/x"),
        (".config/x", ".config/x"),
    ],
)
def test_paths_start_at_home_or_at_the_checkout(written: str, path: str) -> None:
    assert normal(written) == path


@pytest.mark.parametrize(
    ("action", "paths", "path", "taken"),
    [
        ("actions/upload-artifact@v4", ["results"], "results/session.ini", "results"),
        ("actions/upload-artifact@v4", ["results"], "results.ini", None),
        ("actions/upload-artifact@v4", ["."], "token.txt", ""),
        ("actions/upload-artifact@v4", ["."], "~/token.txt", None),
        ("actions/upload-artifact@v4", ["**/*.json"], "a/b/account.json", "**/*.json"),
        ("actions/upload-artifact@v4", ["results", "!results/*.ini"], "results/session.ini", None),
        # Names with a dot are left out from 4.4 and 3.2 on; what names one itself takes it in no more than the rest.
        ("actions/upload-artifact@v4", ["."], ".env", None),
        ("actions/upload-artifact@v4.3.6", ["."], ".env", ""),
        ("actions/upload-artifact@v3.1.0", ["."], ".env", ""),
        ("actions/upload-artifact@v2", ["."], "a/.env", ""),
        ("actions/upload-artifact@v5", ["~/.qiskit"], "~/.qiskit/qiskit-ibm.json", None),
        ("actions/upload-pages-artifact@v3", ["."], ".env", ""),
    ],
)
def test_an_upload_takes_in(action: str, paths: list[str], path: str, taken: str | None) -> None:
    document = workflow(action, *paths)
    (bundle,) = uploads(document, document.jobs[0])
    found = bundle.files.pattern_for(path)
    assert (found.path if found else None) == taken


def test_hidden_files_come_along_when_asked_for() -> None:
    document = workflow("actions/upload-artifact@v4", ".", hidden="          include-hidden-files: true\n")
    (bundle,) = uploads(document, document.jobs[0])
    assert bundle.files.pattern_for(".env") is not None


def test_a_pattern_stands_on_its_own_line() -> None:
    document = workflow("actions/cache@v4", "~/.cache/pip", "~/.qbraid")
    (bundle,) = caches(document, document.jobs[0])
    found = bundle.files.pattern_for("~/.qbraid/qbraidrc")
    assert found is not None
    assert document.text[slice(*found.place)] == "~/.qbraid"
    assert bundle.afterwards


@pytest.mark.parametrize("action", ["actions/cache/restore@v4", "actions/download-artifact@v4", "example/cache@v1"])
def test_other_actions_keep_nothing(action: str) -> None:
    document = workflow(action, ".")
    assert not [*uploads(document, document.jobs[0]), *caches(document, document.jobs[0])]
