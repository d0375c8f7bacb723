"""Fixes are splices: only the named bytes change, a broken result is refused, and a second run changes nothing."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quantum_lint import fix
from quantum_lint.fix.apply import BROKEN
from quantum_lint.model.file import File
from quantum_lint.model.hit import Edit, Fix
from quantum_lint.model.span import Span
from quantum_lint.parse import document, fragments
from quantum_lint.parse.output import OutputDocument


def replacing(data: bytes, old: bytes, new: str) -> Fix:
    start = data.index(old)
    return Fix("replace", (Edit(Span(start, start + len(old)), new),))


def test_the_first_of_two_overlapping_fixes_wins_and_the_other_is_left() -> None:
    first, second = Fix("a", (Edit(Span(0, 3), "x"),)), Fix("b", (Edit(Span(2, 5), "y"),))
    result = fix.apply(b"abcdef", [second, first])
    assert (result.data, result.applied, result.left) == (b"xdef", (first,), (second,))


def test_a_fix_is_applied_as_a_whole_or_not_at_all() -> None:
    both = Fix("two", (Edit(Span(0, 1), "A"), Edit(Span(4, 5), "E")))
    result = fix.apply(b"abcdef", [Fix("one", (Edit(Span(0, 2), ""),)), both])
    assert result.left == (both,) or result.data == b"AbcdEf"
    assert result.data in (b"cdef", b"AbcdEf")


def test_the_same_edit_of_two_findings_is_made_once() -> None:
    twice = [Fix("one", (Edit(Span(1, 1), "x"),)), Fix("two", (Edit(Span(1, 1), "x"),))]
    result = fix.apply(b"ab", twice)
    assert result.data == b"axb"
    assert len(result.applied) == 2


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 6), st.text("xy", max_size=3)), max_size=8))
def test_bytes_outside_the_edits_stay(rows: list[tuple[int, int, str]]) -> None:
    data = bytes(range(40))
    planned = fix.plan(Fix("f", (Edit(Span(start, start + length), text),)) for start, length, text in rows)
    result = fix.apply(data, planned.chosen)
    kept = [byte for byte in data if not any(edit.span.start <= byte < edit.span.end for edit in planned.edits)]
    assert [byte for byte in result.data if byte < 40] == kept
    assert len(planned.chosen) + len(planned.left) == len(rows)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_replacement_inside_a_json_string_is_escaped(codec: str) -> None:
    notebook = {
        "cells": [{"cell_type": "code", "metadata": {}, "source": ["a = OLD\n"], "outputs": []}],
        "metadata": {},
    }
    data = json.dumps(notebook).encode(codec)
    python = next(each for each in fragments(File("", "notebook", data)) if each.language == "python")
    change = Fix("f", (Edit(python.span(4, 7), 'x["\u00e9"]\nb = 1'),))
    result = fix.apply(data, [change], "notebook")
    assert json.loads(result.data.decode(codec))["cells"][0]["source"] == ['a = x["\u00e9"]\n', "b = 1\n"]


def test_line_ends_of_the_file_are_kept() -> None:
    data = b"a = 1\r\nb = 2\r\n"
    assert fix.apply(data, [replacing(data, b"b", "c\nb")], "python").data == b"a = 1\r\nc\r\nb = 2\r\n"


def test_what_would_break_the_file_is_refused_and_the_rest_applied() -> None:
    data = b"a = 1\nb = 2\n"
    good, bad = replacing(data, b"a", "c"), replacing(data, b"2", "(")
    result = fix.apply(data, [good, bad], "python")
    assert (result.data, result.applied, result.refused) == (b"c = 1\nb = 2\n", (good,), (fix.Refused(bad, BROKEN),))


def test_two_fixes_that_undo_each_other_end() -> None:
    swap = {b"a": "b", b"b": "a"}
    result = fix.converge(b"a", lambda data: [replacing(data, data, swap[data])])
    assert result.data in (b"a", b"b")


def output(text: str) -> dict[str, Any]:
    return {"name": "stdout", "output_type": "stream", "text": [text]}


def leaking(data: bytes) -> list[Fix]:
    """Fixes of the outputs that say so, found twice each."""
    found = []
    for fragment in fragments(File("", "notebook", data)):
        parsed = document(fragment)
        if isinstance(parsed, OutputDocument):
            clearings = [parsed.clearing(match.span()) for match in re.finditer("LEAK", parsed.text)]
            found += [each for each in clearings if each] * 2
    return found


@given(
    st.lists(st.lists(st.sampled_from(["LEAK", "fine"]), max_size=5), min_size=1, max_size=3),
    st.sampled_from([None, 1, 2, 4, "\t"]),
    st.booleans(),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_only_the_named_outputs_go(
    rows: list[list[str]], indent: int | str | None, sort: bool, codec: str, line_end: str
) -> None:
    def written(wanted: tuple[str, ...]) -> bytes:
        cells = [
            {
                "cell_type": "code",
                "execution_count": 1,
                "metadata": {"number": 1e5},
                "outputs": [output(f"{text} \u00e9") for text in row if text in wanted],
                "source": "x",
            }
            for row in rows
        ]
        notebook = {"nbformat": 4, "nbformat_minor": 4, "cells": cells, "metadata": {}}
        return (json.dumps(notebook, indent=indent, sort_keys=sort) + "\n").replace("\n", line_end).encode(codec)

    data = written(("LEAK", "fine"))
    result = fix.converge(data, leaking, "notebook")
    assert result.data == written(("fine",))
    assert fix.converge(result.data, leaking, "notebook").data == result.data
