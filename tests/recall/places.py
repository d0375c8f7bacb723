"""What a place is: how a file that holds a credential is written there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.recall.kinds import Kind, Value
from tests.support import notebooks


@dataclass(frozen=True)
class Written:
    """A file with a credential in it. `path` is unique to the place; each case gets a folder of its own."""

    path: str
    text: str


Writer = Callable[[Kind, Value], Iterator[Written]]


@dataclass(frozen=True)
class Place:
    """A kind of place. `write` yields nothing for a kind of credential that is never found there.

    `code` marks the places in which a kind with a binding must always be found.
    """

    name: str
    write: Writer
    code: bool = False


def notebook(
    source: str, outputs: list[notebooks.Output] | None = None, metadata: dict[str, object] | None = None
) -> str:
    """A notebook in percent format, whose last cell has the outputs."""
    cells = notebooks.cells_of("# %%\n" + source)
    return notebooks.build(cells, {len(cells) - 1: outputs or []}, metadata).decode()


def literal(text: str) -> str:
    """A Python string literal, with double quotes."""
    return json.dumps(text)
