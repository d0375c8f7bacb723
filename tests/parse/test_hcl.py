"""HCL: the names of blocks, maps and files of variables, with their literals and where these stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quantum_lint.parse.hcl import parse
from tests.support.texts import fragment

PIECES = st.sampled_from([*'aé{}[]()"=\\#/*\n ', "<<EOF\n", "\nEOF\n", '"x"', "${", "a = ", 'b "c" {'])


def shown(text: str) -> dict[str, str]:
    return {".".join(each.path): each.value for each in parse(fragment(text, "hcl")).settings()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('region = "eu"\nshots: "10"', {"region": "eu", "shots": "10"}),
        ('variable "x" {\n  default = "y"\n}', {"variable.x.default": "y"}),
        ('a {\n  b = {\n    c = "1", d = "2"\n  }\n  e = "3"\n}', {"a.b.c": "1", "a.b.d": "2", "a.e": "3"}),
        ('a = { "b c" = "1" }', {"a.b c": "1"}),
        ('# a = "1"\n/* b = "2" */\n// c = "3"\nd = "4" # e', {"d": "4"}),
        ('a = <<-EOF\n  one\n  EOF\nb = "2"', {"a": "  one\n", "b": "2"}),
        (r'a = "say \"x\"\n"', {"a": 'say "x"\n'}),
        ('a = "${var.b}"\nb = var.c\nc = 1', {}),
        ('a = [\n  "b"\n]', {}),
        ('a = "1"}\nb = "2"', {"a": "1", "b": "2"}),
    ],
)
def test_names_and_literals(text: str, expected: dict[str, str]) -> None:
    assert shown(text) == expected


def test_places_are_those_of_the_name_and_of_the_text_between_the_quotes() -> None:
    text = 'variable "x" {\n  default = "yes"\n}'
    (found,) = parse(fragment(text, "hcl")).settings()
    assert text[found.key_start : found.key_end] == "default"
    assert text[found.value_start : found.value_end] == "yes"


@pytest.mark.property
@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_text_upsets_the_reader(text: str) -> None:
    for found in parse(fragment(text, "hcl")).settings():
        assert text[found.key_start : found.key_end] == found.key
        assert 0 <= found.value_start <= found.value_end <= len(text)
