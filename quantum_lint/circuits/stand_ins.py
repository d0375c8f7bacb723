"""The stand-ins for devices that packages bring along, as far as we know them."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from quantum_lint.compiled import rules_folder
from quantum_lint.model.stand_in import Edge, StandIn

#: What names of classes end with that have both kinds of interface.
_SECOND = "V2"


def stand_in(name: str) -> StandIn | None:
    """The stand-in that a class of this name is."""
    row = _rows().get(name.removesuffix(_SECOND))
    return StandIn(name, row["qubits"], tuple(row["operations"].split()), _edges(row)) if row is not None else None


@cache
def _rows() -> Mapping[str, Any]:
    import msgspec

    with open(os.path.join(rules_folder(), "stand_ins.json"), "rb") as stream:
        rows: Mapping[str, Any] = msgspec.json.decode(stream.read())["stand_ins"]
    return rows


def _edges(row: Mapping[str, Any]) -> tuple[Edge, ...]:
    """The pairs, of which only one of two is written down where there are both."""
    flat: Sequence[int] = row["edges"]
    pairs = tuple(zip(flat[::2], flat[1::2], strict=True))
    return tuple(sorted({*pairs, *(pair[::-1] for pair in pairs)})) if row["both_ways"] else pairs
