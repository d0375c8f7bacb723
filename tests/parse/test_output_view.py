"""What markup, escapes and colours hide of a value, and the way from what people read back to the file."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quantum_lint.model.file import File
from quantum_lint.model.fragment import Fragment
from quantum_lint.parse import document, fragments
from quantum_lint.parse.output import OutputDocument
from quantum_lint.parse.output_view import readable

#: No letters of these stand in any of the wrappings below.
VALUE = "QZJXVKWYQZJXVKWY0123456789"
HALVES = VALUE[:13], VALUE[13:]

PLAIN = "application/vnd.jupyter.stdout"
BROKEN = [
    (PLAIN, "\x1b[31m{}\x1b[0m\x1b[1m{}\x1b[0m"),
    (PLAIN, "{}\x1b]8;;http://a\x07{}\x1b]8;;\x07"),
    ("text/html", "<td><b>{}</b>{}</td>"),
    ("text/html", '<pre><span class="s1">{}</span><span style="color: rgb(1, 2, 3)">{}</span></pre>'),
    ("text/html", "{}<wbr>{}"),
    ("text/html", "{}<wbr/>{}"),
    ("text/html", "{}&shy;{}"),
    ("text/html", "{}&#8203;{}"),
    ("text/html", "{}\u00ad{}"),
    ("text/html", '<font color="red"><i>{}</i></font><code>{}</code>'),
    ("image/svg+xml", '<text><tspan x="0" y="1">{}</tspan><tspan dx="3">{}</tspan></text>'),
    ("text/markdown", "**{}<wbr>{}**"),
    ("text/latex", r"\texttt{{{}\-{}}}"),
    ("text/latex", r"\texttt{{{}\allowbreak {}}}"),
    ("text/plain", "{}\u200b{}"),
]


@pytest.mark.parametrize(("mime", "wrapping"), BROKEN)
def test_a_value_is_whole_again(mime: str, wrapping: str) -> None:
    written = wrapping.format(*HALVES)
    shown, view = readable(written, mime)
    start = shown.index(VALUE)
    assert view is not None
    first, last = view.start(start), view.end(start + len(VALUE))
    assert written[first:].startswith(HALVES[0])
    assert written[:last].endswith(HALVES[1])


SAME = [
    ("text/plain", "<b>a</b>&amp;b"),
    ("text/html", '<a href="https://a.org">a</a><span title="b">c'),
    ("text/html", '<td style="background: url(https://a.org/b)">a'),
    ("application/json", '{"a": "b"}'),
    ("text/latex", "$a_b$"),
]


@pytest.mark.parametrize(("mime", "text"), SAME)
def test_what_says_more_than_how_stays(mime: str, text: str) -> None:
    shown, _ = readable(text, mime)
    assert shown == text.replace("</span>", "")


def test_fields_of_a_table_are_apart() -> None:
    assert readable("<tr><th>a</th>\n <td class='n'>b</td></tr><dl><dt>c</dt><dd>d", "text/html")[0] == (
        "<tr><th>a\tb</td></tr><dl><dt>c\td"
    )


def test_json_loses_its_escapes_and_keeps_its_structure() -> None:
    written = json.dumps({"value": json.dumps({"token": VALUE})})
    shown, view = readable(written, "application/json", written=True)
    assert f'"token": "{VALUE}"' in shown
    assert view is not None
    start = shown.index(VALUE)
    assert written[view.start(start) : view.end(start + len(VALUE))] == VALUE


@given(
    st.text(alphabet="ab<>/=\"'&;#x1 \\\x1b[m\u00ad-_\n", max_size=60),
    st.sampled_from(sorted({each for each, _ in BROKEN})),
)
def test_every_character_that_is_shown_stands_in_the_text(text: str, mime: str) -> None:
    shown, view = readable(text, mime)
    if view is None:
        assert shown == text
        return
    previous = 0
    for offset, character in enumerate(shown):
        start, end = view.start(offset), view.end(offset + 1)
        assert previous <= start < end <= len(text)
        assert text[start:end] == character or text[start] in "&<"
        previous = start


def code(*outputs: Any) -> bytes:
    cell = {"cell_type": "code", "execution_count": 1, "id": "a", "metadata": {}, "outputs": outputs, "source": "x"}
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1).encode()


def printed(text: str | list[str], name: str = "stdout") -> dict[str, Any]:
    return {"output_type": "stream", "name": name, "text": text}


def outputs(data: bytes) -> list[Fragment]:
    return [each for each in fragments(File("a.ipynb", "notebook", data)) if each.language == "output"]


@pytest.mark.parametrize(
    "pieces",
    [
        [printed(["to", "ken\n", "b"])],
        [printed("to"), printed(["k", "en\n"]), printed("b")],
        [printed("\x1b[1mto"), printed("\x1b[0mk\x1b[3"), printed("1men\nb")],
    ],
)
def test_what_a_stream_wrote_into_several_outputs_is_one_text(pieces: list[Any]) -> None:
    data = code(*pieces)
    (found,) = outputs(data)
    assert found.text == "token\nb"
    assert [part.cell.output for part in found.parts if part.cell] == list(range(len(pieces)))
    assert found.parts[-1].end == len(found.text)
    span = found.span(0, 5)
    assert data[span.start : span.end].startswith(b"to")
    assert data[span.start : span.end].endswith(b"n")


def test_other_outputs_part_a_stream() -> None:
    shown = {"output_type": "display_data", "data": {"text/plain": "x"}, "metadata": {}}
    data = code(printed("a"), printed("b", "stderr"), printed("c", "stderr"), shown, printed("d"))
    assert [each.text for each in outputs(data)] == ["a", "bc", "x", "d"]


def test_only_the_outputs_that_hold_a_value_are_cleared() -> None:
    data = code(printed("one "), printed("two"), printed("three "), printed("four"))
    (found,) = outputs(data)
    opened = document(found)
    assert isinstance(opened, OutputDocument)
    start = found.text.index("twothree")
    fix = opened.clearing((start, start + len("twothree")))
    assert fix is not None
    assert fix.title == "Empty output 2 and 3 of cell 1"
    (edit,) = fix.edits
    rest = json.loads(data[: edit.span.start] + data[edit.span.end :])
    assert [each["text"] for each in rest["cells"][0]["outputs"]] == ["one ", "four"]


@pytest.mark.parametrize("colour", ["", "\x1b[31m"])
def test_the_message_of_an_error_is_read_unless_the_traceback_repeats_it(colour: str) -> None:
    error = {"output_type": "error", "ename": "E", "evalue": f"{colour}refused", "traceback": ["E: refused"]}
    assert [each.text for each in outputs(code(error))] == ["E: refused"]
    assert [each.text for each in outputs(code({**error, "traceback": []}))] == ["", "refused"]
