"""Edits as splices: only the planned bytes change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quantum_lint.model.file import File
from quantum_lint.model.hit import Edit, Fix
from quantum_lint.parse.decode import encoding


@dataclass(frozen=True, slots=True)
class Spliced:
    """The new bytes, the fixes that are in them, and those that touched one of these and wait for the next round."""

    data: bytes
    applied: tuple[Fix, ...]
    waiting: tuple[Fix, ...]


def splice(file: File, fixes: Iterable[Fix]) -> Spliced:
    """Apply the fixes, each as a whole or not at all; of two that touch the same bytes the first one goes.

    Two fixes with the same edits (two findings in one output) are one.
    """
    applied: list[Fix] = []
    waiting: list[Fix] = []
    taken: dict[Edit, None] = {}
    for fix in sorted(fixes, key=lambda fix: (fix.edits[0].span, fix.title)):
        fresh = [edit for edit in fix.edits if edit not in taken]
        if any(_clash(edit, other) for edit in fresh for other in taken):
            waiting.append(fix)
        else:
            applied.append(fix)
            taken.update(dict.fromkeys(fresh))
    return Spliced(_spliced(file, list(taken)), tuple(applied), tuple(waiting))


def _clash(edit: Edit, other: Edit) -> bool:
    same_place = edit.span.start == other.span.start
    return same_place or edit.span.touches(other.span)


def _spliced(file: File, edits: Sequence[Edit]) -> bytes:
    pieces = []
    position = 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        pieces += [file.data[position : edit.span.start], _encoded(edit.text, file)]
        position = edit.span.end
    return b"".join([*pieces, file.data[position:]])


def _encoded(text: str, file: File) -> bytes:
    """The text as the file writes text: its encoding and line ends; in a notebook as part of a JSON string."""
    if b"\r\n" in file.data[:1000] and file.language != "notebook":
        text = text.replace("\n", "\r\n")
    if text and file.language == "notebook":
        import json

        text = json.dumps(text, ensure_ascii=file.data.isascii())[1:-1]
    return text.encode(encoding(file.data)[0])
