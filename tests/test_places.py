"""Places and frames: what people are shown of a span."""

from __future__ import annotations

import json

from quantum_lint import parse
from quantum_lint.discover import file_of
from quantum_lint.model.file import File
from quantum_lint.model.finding import FrameLine
from quantum_lint.model.span import Span
from quantum_lint.parse import fragments, whole
from quantum_lint.places import WIDEST, Layout
from tests.support import notebooks


def layout(text: str, encoding: str = "utf-8") -> Layout:
    file = File("a.txt", "text", text.encode(encoding))
    return Layout(file, [whole(file)])


def span_of(text: str, piece: str) -> Span:
    start = len(text[: text.index(piece)].encode())
    return Span(start, start + len(piece.encode()))


def test_lines_and_columns_count_from_one_in_characters() -> None:
    text = "é = 1\r\n\tπ = tok\n"
    place = layout(text).place(span_of(text, "tok"))
    assert (place.line, place.column, place.end_line, place.end_column) == (2, 6, 2, 9)


def test_a_byte_order_mark_takes_no_column() -> None:
    file = File("a.txt", "text", "\ufefftok".encode("utf-16-le"))
    place = Layout(file, [whole(file)]).place(Span(2, 8))
    assert (place.line, place.column, place.end_column) == (1, 1, 4)


def test_an_empty_span_has_a_place() -> None:
    place = layout("ab\ncd").place(Span(3, 3))
    assert (place.line, place.column, place.end_line, place.end_column) == (2, 1, 2, 1)


def test_a_frame_shows_the_lines_around_and_hides_secrets() -> None:
    text = "one\nkey = abcdef\nuse abcdef\nfour\n"
    secret = span_of(text, "abcdef")
    frame = layout(text).frame(secret, [secret])
    assert frame == (
        FrameLine(1, "one"),
        FrameLine(2, "key = ******", (6, 12)),
        FrameLine(3, "use abcdef"),
    )


def test_a_very_long_line_is_shown_around_its_mark() -> None:
    text = "x" * 5_000 + "needle" + "y" * 5_000
    (line,) = layout(text).frame(span_of(text, "needle"), [])
    assert len(line.text) == WIDEST
    assert line.mark is not None
    assert line.text[slice(*line.mark)] == "needle"


def test_a_span_over_many_lines_shows_the_first_ones() -> None:
    text = "\n".join(f"line {number}" for number in range(20))
    frame = layout(text).frame(Span(0, len(text)), [])
    assert [line.number for line in frame] == [1, 2, 3, 4, 5]
    assert [line.mark for line in frame] == [(0, 6)] * 5


def test_a_secret_elsewhere_in_a_notebook_hides_nothing_here() -> None:
    outputs = [
        {"output_type": "stream", "name": "stdout", "text": ["key abcdef\n"]},
        {"output_type": "stream", "name": "stdout", "text": ["Job ID: 42\n"]},
    ]
    cell = {"cell_type": "code", "metadata": {}, "execution_count": 1, "source": ["x = 1"], "outputs": outputs}
    text = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell, cell]})
    file = File("a.ipynb", "notebook", text.encode())
    secret, found = span_of(text, "abcdef"), span_of(text, "42")
    (line,) = Layout(file, list(fragments(file))).frame(found, [secret])
    assert line == FrameLine(1, "Job ID: 42", (8, 10))


def test_a_magic_is_shown_as_it_is_written_in_its_cell() -> None:
    cells = notebooks.cells_of("# %%\nimport os\n!pip install qiskit\nx = 'é'\n")
    file = file_of("a.ipynb", notebooks.build(cells, {}))
    assert isinstance(file, File)
    span = span_of(file.data.decode(), "qiskit")
    place = Layout(file, list(parse.fragments(file))).place(span)
    assert place.cell is not None
    assert (place.cell.cell.index, place.cell.line) == (0, 2)
    frame = Layout(file, list(parse.fragments(file))).frame(span, [])
    assert frame == (
        FrameLine(1, "import os"),
        FrameLine(2, "!pip install qiskit", (13, 19)),
        FrameLine(3, "x = 'é'"),
    )


def test_a_line_counts_in_the_source_of_a_cell_whose_metadata_is_longer() -> None:
    metadata = {"colab": {"base_uri": "https://localhost:8080/", "note": "longer than the source"}}
    cell = {"cell_type": "code", "metadata": metadata, "execution_count": 1, "outputs": [], "source": ["!pip list"]}
    text = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}, indent=1)
    file = File("a.ipynb", "notebook", text.encode())
    found, shown = span_of(text, "pip list"), Layout(file, list(fragments(file)))
    place = shown.place(found)
    assert place.cell is not None
    assert place.cell.line == 1
    assert shown.frame(found, []) == (FrameLine(1, "!pip list", (1, 9)),)
