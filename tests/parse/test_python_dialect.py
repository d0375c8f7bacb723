"""Code that runs though `ast` refuses it: indented cells, and f-strings of Python 3.12 read by any version."""

from __future__ import annotations

import ast
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quantum_lint.parse.python import statements
from quantum_lint.parse.python_dialect import requoted

INDENTED = (
    "  qr = 1\n  cr = 2",
    "\n\n    import math\n    def area(r):\n        return math.pi * r\n",
    "    a = 1\nb = 2",
    "\ta = 1\r\n\tb = 2\r\n",
    " # what follows is indented too\n if a:\n  b = 1\n",
)
FORMATTED = (
    ("f'{d['a']}'", "f'{d[\"a\"]}'"),
    ('f"{x["a"]:{w["b"]}} and {y}" + "c"', "f\"{x['a']:{w['b']}} and {y}\" + \"c\""),
    ("f'{{x}} {d['a']!r}'", "f'{{x}} {d[\"a\"]!r}'"),
    ("f'{ {1: d['a']}[1] }' # it's", "f'{ {1: d[\"a\"]}[1] }' # it's"),
    ("print(rf'\\d{len('a')}', 'b')", "print(rf'\\d{len(\"a\")}', 'b')"),
)
UNCHANGED = (
    "f'{x}' '{y}'",
    "f\"it's {d['a']}\"",
    "# f'{d['a']}'",
    "'''f'{d['a']}' '''",
    "self['{'] = '}'",
    "f''",
    "f'{",
)


@pytest.mark.parametrize("text", INDENTED)
def test_a_cell_that_is_indented_as_a_whole_is_read_where_it_stands(text: str) -> None:
    lines = text.splitlines()
    for statement in statements(text):
        line = lines[statement.lineno - 1].encode()
        assert ast.unparse(statement).split()[0].encode() == line[statement.col_offset :].split()[0]


def test_a_fault_in_an_indented_cell_has_the_line_of_the_cell() -> None:
    with pytest.raises(SyntaxError) as caught:
        statements("  a = 1\n  b = = 2\n")
    assert caught.value.lineno == 2


def test_a_line_that_is_indented_below_others_is_a_fault() -> None:
    with pytest.raises(IndentationError):
        statements("a = 1\n  b = 2\n")


@pytest.mark.parametrize(("text", "expected"), FORMATTED)
def test_strings_in_fields_get_the_other_quotes(text: str, expected: str) -> None:
    assert requoted(text) == expected
    assert ast.unparse(ast.Module(statements(text), [])) == ast.unparse(ast.parse(expected))


@pytest.mark.parametrize("text", UNCHANGED)
def test_what_repeats_no_quotes_stays(text: str) -> None:
    assert requoted(text) == text


@given(st.text("f'\"{}:\\ a#\n=[]", max_size=40))
def test_any_text_keeps_its_length_and_what_parses_its_meaning(text: str) -> None:
    other = requoted(text)
    assert len(other) == len(text)
    if sys.version_info >= (3, 12) and _dumped(text) is not None:
        assert _dumped(other) == _dumped(text)


def _dumped(text: str) -> str | None:
    try:
        return ast.dump(ast.parse(text))
    except (SyntaxError, ValueError):
        return None
