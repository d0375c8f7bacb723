"""Settings outside Python: only where the form of the line leaves one meaning is something else written there."""

from __future__ import annotations

import pytest

from quantum_lint import fix
from quantum_lint.match.bound_names import bound_names
from quantum_lint.match.stored_settings import stored_setting
from quantum_lint.model.file import File
from quantum_lint.model.hit import Fix
from quantum_lint.parse import document, fragments

MARK = "S3CRETS3CRET"


def offered(text: str, language: str) -> Fix | None:
    for piece in fragments(File("", language, text.encode())):
        for each in bound_names(document(piece), None):  # type: ignore[arg-type]  # Python alone asks for knowledge
            if each.value == MARK and each.name == "X_TOKEN":
                return stored_setting(document(piece), each.spans[0], each.name, each.path)
    raise AssertionError("no such setting")


WORKFLOW = "on: push\njobs:\n  run:\n    env:\n      {}\n    steps: []\n"
COMPOSE = "services:\n  run:\n    environment:\n      {}\n"
WRITTEN = {
    "export": ("shell", "export X_TOKEN=S3CRETS3CRET\n", 'export X_TOKEN="${X_TOKEN:?}"\n'),
    "export in quotes": ("shell", 'export X_TOKEN="S3CRETS3CRET"; run\n', 'export X_TOKEN="${X_TOKEN:?}"; run\n'),
    "single quotes": ("shell", "X_TOKEN='S3CRETS3CRET' run 'a'\n", "X_TOKEN=\"${X_TOKEN:?}\" run 'a'\n"),
    "several": ("shell", "A=1 X_TOKEN=S3CRETS3CRET run\r\n", 'A=1 X_TOKEN="${X_TOKEN:?}" run\r\n'),
    "workflow": (
        "github-workflow",
        WORKFLOW.format("X_TOKEN: S3CRETS3CRET  # mine"),
        WORKFLOW.format("X_TOKEN: ${{ secrets.X_TOKEN }}  # mine"),
    ),
    "workflow with quotes": (
        "github-workflow",
        WORKFLOW.format("'X_TOKEN': 'S3CRETS3CRET'"),
        WORKFLOW.format("'X_TOKEN': '${{ secrets.X_TOKEN }}'"),
    ),
    "compose": ("compose", COMPOSE.format("X_TOKEN: S3CRETS3CRET"), COMPOSE.format("X_TOKEN: ${X_TOKEN}")),
    "compose list": ("compose", COMPOSE.format("- X_TOKEN=S3CRETS3CRET"), COMPOSE.format("- X_TOKEN=${X_TOKEN}")),
    "compose list with quotes": (
        "compose",
        COMPOSE.format('- "X_TOKEN=S3CRETS3CRET"'),
        COMPOSE.format('- "X_TOKEN=${X_TOKEN}"'),
    ),
}


@pytest.mark.parametrize(("language", "before", "after"), WRITTEN.values(), ids=WRITTEN)
def test_the_place_gives_the_value(language: str, before: str, after: str) -> None:
    change = offered(before, language)
    assert change is not None
    assert change.safety == "unsafe"
    assert "must still be revoked" in change.title
    result = fix.apply(before.encode(), [change], language)
    assert (result.data.decode(), result.refused) == (after, ())


UNCLEAR = {
    "workflow in braces": (
        "github-workflow",
        WORKFLOW.format("{X_TOKEN: S3CRETS3CRET}").replace("env:\n      ", "env: "),
    ),
    "workflow over lines": ("github-workflow", WORKFLOW.format("X_TOKEN: >-\n        S3CRETS3CRET")),
    "an input of an action": (
        "github-workflow",
        "on: push\njobs:\n  run:\n    steps:\n      - uses: a/b@c\n        with:\n          X_TOKEN: S3CRETS3CRET\n",
    ),
    "other YAML": ("yaml", "env:\n  X_TOKEN: S3CRETS3CRET\n"),
    "a build argument of compose": (
        "compose",
        "services:\n  a:\n    build:\n      args:\n        X_TOKEN: S3CRETS3CRET\n",
    ),
    "dotenv": ("dotenv", "X_TOKEN=S3CRETS3CRET\n"),
    "ini": ("ini", "[a]\nX_TOKEN = S3CRETS3CRET\n"),
    "toml": ("toml", 'X_TOKEN = "S3CRETS3CRET"\n'),
    "json": ("json", '{"X_TOKEN": "S3CRETS3CRET"}\n'),
    "dockerfile": ("dockerfile", "FROM a\nENV X_TOKEN=S3CRETS3CRET\n"),
}


@pytest.mark.parametrize(("language", "text"), UNCLEAR.values(), ids=UNCLEAR)
def test_elsewhere_nothing_is_offered(language: str, text: str) -> None:
    assert offered(text, language) is None
