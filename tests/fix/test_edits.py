"""Splices: what changes, what waits, how text is written into the file."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from quantum_lint.fix.edits import splice
from quantum_lint.model.file import File
from quantum_lint.model.hit import Edit, Fix
from quantum_lint.model.span import Span


def fix(start: int, end: int, text: str = "", title: str = "mend") -> Fix:
    return Fix(title, (Edit(Span(start, end), text),))


def file(data: bytes, language: str = "text") -> File:
    return File("a", language, data)


def test_only_the_planned_bytes_change() -> None:
    spliced = splice(file(b"one two three"), [fix(8, 13, "3"), fix(0, 3, "1")])
    assert spliced.data == b"1 two 3"
    assert len(spliced.applied) == 2


def test_of_two_that_touch_the_first_goes_first() -> None:
    first, second = fix(0, 5, "x"), fix(4, 8, "y")
    spliced = splice(file(b"0123456789"), [second, first])
    assert spliced.data == b"x56789"
    assert spliced.applied == (first,)
    assert spliced.waiting == (second,)


def test_a_fix_goes_in_whole_or_not_at_all() -> None:
    both = Fix("two places", (Edit(Span(0, 1), "A"), Edit(Span(5, 6), "F")))
    spliced = splice(file(b"abcdef"), [both, fix(5, 6, "X")])
    assert spliced.data == b"AbcdeF"
    assert [each.title for each in spliced.waiting] == ["mend"]


def test_two_findings_with_the_same_edit_are_one() -> None:
    spliced = splice(file(b"abc"), [fix(0, 1, "", "first"), fix(0, 1, "", "second")])
    assert spliced.data == b"bc"
    assert spliced.waiting == ()


def test_text_takes_the_line_ends_and_the_encoding_of_the_file() -> None:
    assert splice(file(b"a\r\nb\r\n"), [fix(3, 3, "x\n")]).data == b"a\r\nx\r\nb\r\n"
    wide = "\ufeffab".encode("utf-16-le")
    assert splice(file(wide), [fix(2, 4, "é")]).data == "\ufefféb".encode("utf-16-le")


def test_text_in_a_notebook_is_part_of_a_json_string() -> None:
    data = b'{"source": ["x = 1"]}'
    mended = splice(file(data, "notebook"), [fix(13, 18, 'x = "é"\n')]).data
    assert mended.isascii()
    assert json.loads(mended) == {"source": ['x = "é"\n']}


@given(st.binary(max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 6)), max_size=6))
def test_bytes_outside_the_edits_stay(data: bytes, places: list[tuple[int, int]]) -> None:
    fixes = [fix(min(start, len(data)), min(start + length, len(data))) for start, length in places]
    spliced = splice(file(data), fixes)
    gone = {index for each in spliced.applied for edit in each.edits for index in range(edit.span.start, edit.span.end)}
    assert spliced.data == bytes(byte for index, byte in enumerate(data) if index not in gone)
