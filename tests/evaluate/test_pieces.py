"""What is left of a text of which a program takes a piece, and what a notebook shows."""

from __future__ import annotations

import pytest

from quantum_lint.evaluate.values import Environment, options, qualified
from tests.evaluate.reading import evaluation as read

SECRET = Environment("KEY")


def held(expression: str) -> bool:
    """Whether the expression may be all of the variable `KEY`."""
    found = read(f"import os\nkey = os.environ['KEY']\nshown = {expression}\n")
    return SECRET in options(found.assignments[-1].value)


@pytest.mark.parametrize("expression", ["key", "key.strip()", "key.replace(' ', '')", "key.upper()"])
def test_all_of_a_text_is_still_it(expression):
    assert held(expression)


@pytest.mark.parametrize(
    "expression",
    ["key[:4]", "key[0]", "key[-4:] + '...'", "key.startswith('a')", "key and 'yes'", "key.count('-')", "len(key)",
     "key.replace(key, '***')", "f'{key}'.replace(key, '*')", "'*' * len(key)", "key is None", "bool(key)"],
)  # fmt: skip
def test_a_piece_or_a_property_is_not(expression):
    assert not held(expression)


def test_the_first_of_a_pair_of_items_is_a_key():
    found = read("import lab\nfor name, account in lab.accounts().items():\n    a = name\n    b = account\n")
    key, value = (assignment.value for assignment in found.assignments[-2:])
    assert type(key).__name__ == "Unknown"
    assert qualified(value) == "lab.accounts.items[][]"


def test_expressions_that_are_no_calls_are_noted_with_their_value():
    found = read("'docstring'\nimport os\nos.environ['KEY']\nprint(1)\n")
    assert [(each.value, each.where.text) for each in found.expressions] == [(SECRET, "os.environ['KEY']")]
