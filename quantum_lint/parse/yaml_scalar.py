"""Where the characters of a decoded YAML scalar are written.

PyYAML says what a scalar means and where it starts and ends, not how the one lies on the other. The source is cut into
runs of characters that stand in the decoded text one by one; what lies between two runs is a folded line break, an
escape or a margin. Every run is compared with the decoded text, so a map is never wrong: where they differ (a line
break of Unicode in a folded text) the rest is mapped as if nothing had been decoded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quantum_lint.model import lazy
from quantum_lint.model.named import NamedTuple
from quantum_lint.model.span import MapBuilder, TextMap

_BREAK = lazy.pattern("\r\n|[\r\n\x85\u2028\u2029]")
_NEWLINES = lazy.pattern("\n*")
_ESCAPE = lazy.pattern(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_ESCAPES = dict(zip('0abt\tnvfre "/\\N_LP', '\0\a\b\t\t\n\v\f\r\x1b "/\\\x85\xa0\u2028\u2029', strict=True))
_BLANKS = " \t"


class _Run(NamedTuple):
    """`text` of the decoded scalar, written from `start` to `end`.

    `gap` decoded characters lie between the run before and this one; None: as many as the text has there.
    """

    text: str
    start: int
    end: int
    gap: int | None = 0


def text_span(text: str, start: int, end: int, style: str) -> tuple[int, int]:
    """What is written between the quotes, or from the first to the last character of a block's lines."""
    if style in ("'", '"'):
        return start + 1, max(start + 1, end - 1)
    if style in ("|", ">"):
        body = text[_body(text, start, end) : end]
        first = end - len(body.lstrip())
        return first, first + len(body.strip())
    return start, end


def align(text: str, start: int, end: int, style: str, value: str) -> TextMap:
    """The map from `value` to the characters of `text`, where the scalar is written from `start` to `end`."""
    if style in ("|", ">"):
        first = _body(text, start, end)
        runs = _block_runs(text, first, end, value)
    else:
        first, last = text_span(text, start, end, style)
        runs = _flow_runs(text, first, last, style)
    builder = MapBuilder()
    builder.add(0, first, first)
    at, before = 0, first
    for run in runs:
        gap = _gap_at(value, at) if run.gap is None else run.gap
        if not value.startswith(run.text, at + gap):
            break
        builder.add(at + gap, run.start if gap else before, run.start)
        at, before = at + gap + len(run.text), run.end
        builder.add(at, before, before)
    return builder.build()


def _body(text: str, start: int, end: int) -> int:
    """Where the line after the `|` starts."""
    header = _BREAK.search(text, start, end)
    return header.end() if header else end


def _gap_at(value: str, at: int) -> int:
    """The length of a line break in a decoded block: one blank where it was folded, else all newlines that follow."""
    newlines = _NEWLINES.match(value, at)
    length = newlines.end() - at if newlines else 0
    return length or int(value.startswith(" ", at))


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Start and end of each line, without its break."""
    for found in _BREAK.finditer(text, start, end):
        yield start, found.start()
        start = found.end()
    yield start, end


def _block_runs(text: str, start: int, end: int, value: str) -> Iterator[_Run]:
    margin = None
    for line_start, line_end in _lines(text, start, end):
        line = text[line_start:line_end]
        if margin is None:
            if not line.strip(" "):
                continue
            margin = max(_indent(line) - _indent(value.lstrip("\n")), 0)
        if len(line) > margin:
            first = line_start == start
            yield _Run(line[margin:], line_start + margin, line_end, 0 if first else None)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _flow_runs(text: str, start: int, end: int, style: str) -> Iterator[_Run]:
    """Lines lose the blanks around them; one break is a blank, of more all but the first are newlines."""
    owed = breaks = 0
    joined = False
    for line_start, line_end in _lines(text, start, end):
        line = text[line_start:line_end]
        margin = 0 if line_start == start else len(line) - len(line.lstrip(_BLANKS))
        kept = line if line_end == end else line.rstrip(_BLANKS)
        joins = False
        if style == '"' and line_end < end and _open_escape(kept):
            joins = kept == line
            kept = line[: len(kept) - 1 if joins else len(kept) + 1]
        if joins or len(kept) > margin:
            owed += breaks if joined else max(min(breaks, 1), breaks - 1)
            breaks = 0
        if len(kept) > margin:
            yield from _pieces(text, line_start + margin, line_start + len(kept), style, owed)
            owed = 0
        breaks += not joins
        joined = joins or (joined and len(kept) <= margin)


def _open_escape(line: str) -> bool:
    """Whether the line ends with a backslash that no backslash escapes."""
    return (len(line) - len(line.rstrip("\\"))) % 2 == 1


def _pieces(text: str, start: int, end: int, style: str, gap: int) -> Iterator[_Run]:
    """The runs of one line, cut at its escapes."""
    if style == "'":
        pieces = _single_pieces(text, start, end)
    elif style == '"':
        pieces = _double_pieces(text, start, end)
    else:
        pieces = iter(((text[start:end], start, end),))
    for piece in pieces:
        yield _Run(*piece, gap)
        gap = 0


def _single_pieces(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    while (quote := text.find("''", start, end)) >= 0:
        yield text[start : quote + 1], start, quote + 1
        start = quote + 2
    if start < end:
        yield text[start:end], start, end


def _double_pieces(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    for escape in _ESCAPE.finditer(text, start, end):
        if start < escape.start():
            yield text[start : escape.start()], start, escape.start()
        digits = escape[1] or escape[2] or escape[3]
        decoded = _character(digits) if digits else _ESCAPES.get(escape[4], escape[4])
        yield decoded, escape.start(), escape.end()
        start = escape.end()
    if start < end:
        yield text[start:end], start, end


def _character(digits: str) -> str:
    code = int(digits, 16)
    return chr(code) if code < 0x110000 else "\ufffd"
