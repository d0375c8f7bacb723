"""The verbs `call` and `import`."""

from __future__ import annotations

import pytest

from quantum_lint.knowledge import load
from quantum_lint.match import call, imports
from quantum_lint.model.rule import Options
from tests.evaluate.reading import document

KNOWN = load()


def lines(verb, table: dict[str, object], text: str) -> list[int]:
    parsed = document(text)
    hits = verb.compile({"note": "x", **table})(parsed, Options(), KNOWN)
    return [parsed.fragment.text.count("\n", 0, hit.span.start) + 1 for hit in hits]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ({}, [2, 3, 4, 5, 7, 9]),
        ({"argument": "level"}, [2, 3, 4, 5]),
        ({"argument": "level", "position": 1}, [2, 3, 4, 5, 7]),
        ({"argument": "level", "given": False}, [7]),
        ({"argument": "level", "equals": 1}, [2]),
        ({"argument": "level", "equals": [True, "debug"]}, [3, 5]),
        ({"argument": "level", "above": 1}, [4]),
        ({"argument": "level", "value": "^de"}, [5]),
        ({"inside": "loop"}, [7]),
        ({"inside": ["handler", "with"]}, [9]),
        ({"outside": ["loop", "with"]}, [2, 3, 4, 5]),
    ],
)
def test_conditions(table: dict[str, object], expected: list[int]) -> None:
    text = """
        import sdk
        sdk.run(level=1)
        sdk.run(level=True)
        sdk.run(level=3)
        sdk.run(level="debug")
        for _ in x:
            sdk.run(1, 0)
        with open("x"):
            sdk.run(*x)
        """
    assert lines(call, {"call": "sdk.run", **table}, text) == expected


def test_the_note_says_what_was_found() -> None:
    check = call.compile(
        {"call": "*.run", "argument": "level", "above": 2, "note": "{callee} {name} {argument} {value}"}
    )
    (hit,) = check(document("import sdk\nsdk.run(level=3)"), Options(), KNOWN)
    assert hit.note == "sdk.run run level 3"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("f()", "f(seed=1)"),
        ("f(a)", "f(a, seed=1)"),
        ("f(a, )", "f(a, seed=1 )"),
        ("f(\n    a,\n)", "f(\n    a, seed=1\n)"),
        ("f(a\n)", "f(a, seed=1\n)"),
    ],
)
def test_the_fix_adds_an_argument(before: str, after: str) -> None:
    parsed = document("from sdk import f\n" + before)
    (hit,) = call.compile({"call": "sdk.f", "add": "seed=1", "note": "x"})(parsed, Options(), KNOWN)
    assert hit.fix is not None
    (edit,) = hit.fix.edits
    text = parsed.fragment.text
    assert (text[: edit.span.start] + edit.text + text[edit.span.end :]).partition("\n")[2] == after


def test_words_are_those_that_must_be_there() -> None:
    assert call.words({"call": ["qiskit.transpile", "*.save_account"]}, KNOWN) == ("transpile", "save_account")
    assert call.words({"call": "braket.*"}, KNOWN) is None
    assert imports.words({"import": ["qiskit.IBMQ"]}, KNOWN) == ("IBMQ",)


def test_imports_of_a_module_and_of_everything_in_it() -> None:
    text = (
        "import qiskit.ignis\nfrom qiskit.ignis import x\nfrom qiskit import ignis as i\nimport qiskit\nimport ignis\n"
    )
    assert lines(imports, {"import": "qiskit.ignis"}, text) == [1, 2, 3]
