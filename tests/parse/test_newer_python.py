"""Code for a newer Python than the one that reads it."""

from __future__ import annotations

import ast
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quantum_lint.model.file import File
from quantum_lint.parse import whole
from quantum_lint.parse.newer_python import as_older_python
from quantum_lint.parse.python import PythonDocument, statements

#: What is written, and how the oldest version takes it.
FORMS = (
    ("f'{d['a']}'", "f'{d[\"a\"]}'"),
    ('f"{x["a"]:{w["b"]}} and {y}" + "c"', "f\"{x['a']:{w['b']}} and {y}\" + \"c\""),
    ("f'{{x}} {d['a']!r}'", "f'{{x}} {d[\"a\"]!r}'"),
    ("f'{ {1: d['a']}[1] }' # it's", "f'{ {1: d[\"a\"]}[1] }' # it's"),
    ("print(rf'\\d{len('a')}', 'b')", "print(rf'\\d{len(\"a\")}', 'b')"),
    ("t'{d['a']}' Rt'''{x}'''", "f'{d[\"a\"]}' Rf'''{x}'''"),
    ("def run[T: (int, list[str]) = int](x: T) -> T: pass", f"def run{' ' * 27}(x: T) -> T: pass"),
    ("async def f[**P](): pass", "async def f     (): pass"),
    ("class A[T='[']: pass", "class A       : pass"),
    ("class A[\n  T,\r\n]:\r\n  pass", "class A\\\n   \\\r\n :\r\n  pass"),
    ("  type X = int\n  type  Y[T] = T", "  if 1:X = int\n  if 1: Y    = T"),
    ("try: f()\nexcept A, B: g()", "try: f()\nexcept A| B: g()"),
    ("try: f()\nexcept* m.A, s(B, C), D[1, 2]: g()", "try: f()\nexcept* m.A| s(B, C)| D[1, 2]: g()"),
)
#: What every version takes as it stands, and what is none of it.
UNCHANGED = (
    "f'{x}' '{y}'",
    "f\"it's {d['a']}\"",
    "# f'{d['a']}'",
    "'''f'{d['a']}' '''",
    "self['{'] = '}'",
    "f''",
    "f'{",
    "default['x'] = class_[0]",
    "type(x)\ntype = x\ntype[int]",
    "'''\ntype X = int\ndef f[T](): pass'''",
    "# def f[T](): pass",
    "def f(x: list[T]) -> dict[K, V]: pass",
    "try: f()\nexcept (A, B): g(1, 2)",
    "try: f()\nexcept A: x = 1, 2",
    "print('except A, B: pass')",
    "part'x'",
    "def f[T",
)


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_newer_forms_are_written_in_older_ones(text: str, expected: str) -> None:
    assert as_older_python(text) == expected


@pytest.mark.parametrize("text", UNCHANGED)
def test_what_is_no_newer_form_stays(text: str) -> None:
    assert as_older_python(text) == text


@pytest.mark.parametrize("text", [text for text, _ in FORMS if "except*" not in text or sys.version_info >= (3, 11)])
def test_every_version_reads_them(text: str) -> None:
    source = text if not text.startswith(" ") else "class Body:\n" + text
    assert statements(source)


@given(st.text("f'\"{}:\\ a#\n=[]", max_size=40))
def test_any_text_keeps_its_length_and_what_parses_its_meaning(text: str) -> None:
    other = as_older_python(text)
    assert len(other) == len(text)
    if sys.version_info >= (3, 12) and _dumped(text) is not None:
        assert _dumped(other) == _dumped(text)


@given(
    st.lists(
        st.sampled_from(
            ["def f[", "class A", "[", "]", "(", ")", ":", ",", "type X", "=", "except", " ", "\n", "'", "t'"]
        ),
        max_size=20,
    )
)
def test_any_tokens_keep_their_length_and_their_lines(tokens: list[str]) -> None:
    text = "".join(tokens)
    other = as_older_python(text)
    assert len(other) == len(text)
    assert [at for at, sign in enumerate(other) if sign == "\n"] == [at for at, sign in enumerate(text) if sign == "\n"]


def test_what_stands_in_and_below_newer_forms_is_read_where_it_stands() -> None:
    text = "type Name = str\nclass Job[T]:\n    def run[S](self, x: S):\n        return send(x)\n"
    parsed = PythonDocument(whole(File("x.py", "python", text.encode())))
    spans = {node.id: positions.span(node) for node, positions in parsed.nodes() if isinstance(node, ast.Name)}
    assert not parsed.problems
    assert {name: text[span.start : span.end] for name, span in spans.items()} == {name: name for name in spans}
    assert {"Name", "send", "x"} <= set(spans)


def _dumped(text: str) -> str | None:
    try:
        return ast.dump(ast.parse(text))
    except (SyntaxError, ValueError):
        return None
