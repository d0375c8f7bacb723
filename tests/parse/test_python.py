"""Python documents: what parses, what is saved from what does not, comments and declared dependencies."""

from __future__ import annotations

import ast
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quantum_lint.model.file import File
from quantum_lint.parse import whole
from quantum_lint.parse.python import PythonDocument, parse
from tests.evaluate.reading import document


def names(parsed: PythonDocument) -> list[str]:
    """The names that are assigned at module level."""
    targets = (statement.targets[0] for statement, _ in parsed.statements() if isinstance(statement, ast.Assign))
    return [target.id for target in targets if isinstance(target, ast.Name)]


@given(
    st.lists(st.sampled_from(["name", "\u00e9\u00fc\u00df", "x1"]), min_size=1, max_size=6),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["", "\ufeff"]),
    st.sampled_from(["utf-8", "utf-16"]),
)
def test_the_text_at_a_span_is_the_token(identifiers: list[str], end: str, mark: str, encoding: str) -> None:
    lines = [f"'\U0001f600 \u00e9', {name}.call( {name} )" for name in identifiers]
    text = mark + end.join(lines) if encoding == "utf-8" else end.join(lines)
    data = text.encode(encoding)
    parsed = parse(whole(File("x.py", "python", data)))
    found = [
        data[span.start : span.end].decode("utf-16-le" if encoding == "utf-16" else encoding)
        for node, positions in parsed.nodes()
        if isinstance(node, ast.Name)
        for span in [positions.span(node)]
    ]
    assert found == [name for name in identifiers for _ in range(2)]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a = 1\nb = \nc = 3\n", ["a", "c"]),
        ("a = 1\nb = # your code\nc = 3", ["a", "c"]),
        ("a = 1\nb = f(\nc = 3\nd = 4\n", ["a", "c", "d"]),
        ("a = 1\ndef f():\n    # your code\nb = 2\n", ["a", "b"]),
        ("a = 1\nfor x in y:\n\nb = 2\n", ["a", "b"]),
        ("a = 1\nprint 'python 2'\nb = 2\n", ["a", "b"]),
        ("a = 1\n  b = 2\nc = 3\n", ["a", "c"]),
        ("a = 1\nb = 'unclosed\nc = 3\n", ["a", "c"]),
        ("a = 1\n$ shell\n? help\nb = 2\r\nc = 3\r", ["a", "b", "c"]),
    ],
)
def test_one_broken_statement_does_not_take_the_rest_with_it(text: str, left: list[str]) -> None:
    parsed = document(text)
    assert names(parsed) == left
    assert len(parsed.problems) == 1
    assert parsed.problems[0].reason


def test_a_problem_stands_at_its_line() -> None:
    parsed = document("a = 1\nb = \nc = 3\n")
    span = parsed.problems[0].span
    assert parsed.fragment.text[span.start : span.end] == "b = \n"


def test_what_is_saved_keeps_its_place() -> None:
    text = "a = 1\n" + "b = (\n" * 60 + "c = 3\n"
    parsed = document(text)
    statement, positions = list(parsed.statements())[-1]
    span = positions.span(statement)
    assert text[span.start : span.end] == "c = 3"


def test_each_cell_is_parsed_on_its_own() -> None:
    parsed = document("a = 1\n", "b = \n", "c = 3\n")
    assert names(parsed) == ["a", "c"]
    assert [source.positions.part for source in parsed.sources] == [0, 1, 2]


@pytest.mark.parametrize(
    "text",
    ["(" * 100_000, "-" * 100_000 + "1", " + ".join(["1"] * 50_000), "x" + ".a" * 50_000, "x" + "()" * 3_000],
    ids=["brackets", "signs", "sum", "attributes", "calls"],
)
def test_deep_nesting_is_read_or_a_problem_but_not_a_crash(text: str) -> None:
    parsed = document(text)
    # How deep is too deep differs between versions of Python.
    assert parsed.problems or [type(statement) for statement, _ in parsed.statements()] == [ast.Expr]
    assert len(parsed.evaluation().calls) <= text.count("()")


def test_null_bytes_and_lone_surrogates_do_not_stop_it() -> None:
    parsed = document("a = 'x\0y'\nb = 2\n")
    assert names(parsed) == ["a", "b"]


def test_says_what_is_too_long() -> None:
    parsed = document("x = 1\n" * 800_000)
    assert "longer" in parsed.problems[0].reason


def test_is_silent_about_doubtful_escapes() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert names(document(r"a = '\d' is 1" + "\n")) == ["a"]


def test_comments_are_not_strings() -> None:
    text = "a = '# no' # yes\n# \u00e9\nb = \"\"\"\n# no\n\"\"\"  # too\nc = '\\'# no'\nd = f'{x}#no'#last"
    assert [comment.text for comment in document(text).comments] == ["# yes", "# \u00e9", "# too", "#last"]


def test_comments_of_broken_strings_are_found_in_linear_time() -> None:
    assert document("'\"" * 50_000 + "\\'" * 50_000 + "\n# here").comments[-1].text == "# here"


def test_declared_dependencies_are_a_fragment() -> None:
    text = "# /// script\n# requires-python = '>=3.11'\n#\n# dependencies = ['qiskit']\n# ///\nx = 1\n"
    (fragment,) = document(text).fragments()
    assert fragment.language == "script-metadata"
    assert fragment.text == "requires-python = '>=3.11'\n\ndependencies = ['qiskit']\n"
    start = fragment.text.index("qiskit")
    span = fragment.span(start, start + 6)
    assert text[span.start : span.end] == "qiskit"


def test_the_evaluation_is_made_once() -> None:
    parsed = document("f(1)")
    assert parsed.evaluation() is parsed.evaluation()
