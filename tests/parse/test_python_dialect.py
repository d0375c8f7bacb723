"""Cells that are indented as a whole, which run though `ast` refuses them."""

from __future__ import annotations

import ast

import pytest

from quantum_lint.parse.python import statements

INDENTED = (
    "  qr = 1\n  cr = 2",
    "\n\n    import math\n    def area(r):\n        return math.pi * r\n",
    "    a = 1\nb = 2",
    "\ta = 1\r\n\tb = 2\r\n",
    " # what follows is indented too\n if a:\n  b = 1\n",
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
