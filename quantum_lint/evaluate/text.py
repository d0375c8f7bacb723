"""Strings of which only a part may be known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quantum_lint.evaluate.values import Known, Text, Unknown, Value

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

#: More pieces than this are not worth following.
_MOST_PIECES = 64


def concatenate(machine: Machine, pieces: list[Value]) -> Value:
    """The string of these pieces, with what is not known of it left open."""
    merged: list[Value] = []
    for piece in pieces:
        for part in piece.pieces if isinstance(piece, Text) else (piece,):
            if isinstance(part, Known) and not isinstance(part.value, str):
                return Unknown("a piece of the string is no string")
            last = merged[-1] if merged else None
            if isinstance(part, Known) and isinstance(last, Known):
                if len(last.value) + len(part.value) > machine.limits.characters:
                    return Unknown("the string would be too long")
                sources = last.sources + tuple(source for source in part.sources if source not in last.sources)
                merged[-1] = Known(last.value + part.value, sources)
            else:
                merged.append(part)
    if len(merged) > _MOST_PIECES:
        return Unknown("the string has too many pieces")
    if len(merged) == 1 and isinstance(merged[0], Known):
        return merged[0]
    return Text(tuple(merged)) if merged else Known("")
