"""Which fixes can be applied together, and the bytes that come out. Every byte outside the edits stays as it is."""

from __future__ import annotations

import json
import re
from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from quantum_lint.model.file import File
from quantum_lint.model.hit import Edit, Fix
from quantum_lint.parse import ancestry, whole
from quantum_lint.parse.decode import encoding
from quantum_lint.parse.json import JsonDocument, Node


@dataclass(frozen=True, slots=True)
class Plan:
    """`chosen` fixes do not touch each other, `left` ones touch a chosen one; `edits` are in the order of the file.

    A fix is chosen or left as a whole. Fixes with the same edits count as one and are all chosen.
    """

    chosen: tuple[Fix, ...]
    left: tuple[Fix, ...]
    edits: tuple[Edit, ...]


def plan(fixes: Iterable[Fix]) -> Plan:
    """Choose fixes from the start of the file on; what overlaps an earlier one is left for the next round."""
    chosen: list[Fix] = []
    left: list[Fix] = []
    taken: list[Edit] = []
    known: set[tuple[Edit, ...]] = set()
    for fix in sorted((fix for fix in fixes if fix.edits), key=_start):
        edits = tuple(sorted(fix.edits, key=_place))
        if edits in known:
            chosen.append(fix)
        elif _fits(edits, taken):
            known.add(edits)
            chosen.append(fix)
            for edit in edits:
                insort(taken, edit, key=_place)
        else:
            left.append(fix)
    return Plan(tuple(chosen), tuple(left), tuple(taken))


def splice(data: bytes, edits: Iterable[Edit], language: str) -> bytes:
    """The file with the edits made; `edits` are in order and do not overlap."""
    write = _writer(data, language)
    pieces: list[bytes] = []
    position = 0
    for edit in edits:
        pieces += [data[position : edit.span.start], write(edit)]
        position = edit.span.end
    pieces.append(data[position:])
    return b"".join(pieces)


def _place(edit: Edit) -> tuple[int, int]:
    return edit.span.start, edit.span.end


def _start(fix: Fix) -> tuple[int, int]:
    return min(_place(edit) for edit in fix.edits)


def _fits(edits: Sequence[Edit], taken: Sequence[Edit]) -> bool:
    """Whether the edits, in order, touch neither each other nor their neighbours among those taken."""
    for first, second in pairwise(edits):
        if _collide(first, second):
            return False
    for edit in edits:
        index = bisect_left(taken, _place(edit), key=_place)
        if any(_collide(edit, other) for other in taken[max(index - 1, 0) : index + 1]):
            return False
    return True


def _collide(one: Edit, other: Edit) -> bool:
    """Whether two edits share a byte or start at the same place, so that their order would matter."""
    return one.span.touches(other.span) or one.span.start == other.span.start


def _writer(data: bytes, language: str) -> Callable[[Edit], bytes]:
    """Turns an edit's text into bytes of the file: its encoding, its line ends, and escapes inside a JSON string."""
    name, _ = encoding(data)
    windows = b"\r\n" in data
    document: list[JsonDocument] = []

    def write(edit: Edit) -> bytes:
        text = edit.text
        if text and _is_json(language):
            if not document:
                document.append(JsonDocument(whole(File("", "json", data))))
            text = _escaped(document[0], edit)
        elif windows:
            text = text.replace("\r\n", "\n").replace("\n", "\r\n")
        return text.encode(name, "surrogatepass")

    return write


def _is_json(language: str) -> bool:
    return language == "notebook" or "json" in ancestry(language)


def _escaped(document: JsonDocument, edit: Edit) -> str:
    """The text as it is written at the edit's place: between the quotes of a string with escapes, elsewhere as it is.

    Where the string is one line of a list of lines, as in the source of a notebook cell, each new line is one, too.
    """
    mapped = document.fragment.map
    string = document.string_at(mapped.offset(edit.span.start))
    if string is None:
        return edit.text
    escaped = json.dumps(edit.text, ensure_ascii=False)[1:-1]
    between = _between(document, string)
    if between is None:
        return escaped
    at_end = mapped.offset(edit.span.end) == string.inside[1]
    lines = re.findall(r".*?\\n|.+", escaped) if edit.text.count("\n") else [escaped]
    return f'"{between}"'.join(lines) + ("" if at_end or not edit.text.endswith("\n") else f'"{between}"')


def _between(document: JsonDocument, string: Node) -> str | None:
    """What is written between the items of the list that holds the string; None where no list does."""
    index, following = string.index, document.following
    holder = next((Node(document, each) for each in range(index - 1, -1, -1) if following[each] > index), None)
    items = holder.items() if holder else []
    if holder is None or not items:
        return None
    if len(items) > 1:
        return document.text[items[0].end : items[1].start]
    return "," + (document.text[holder.start + 1 : items[0].start] or " ")
