"""A usage file to fill in: what nobody can tell by reading the code, submission by submission."""

from __future__ import annotations

import glob
import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from quantum_lint.cost.usage import UsageFile
from quantum_lint.model.estimate import Estimate, PlacedEstimate

_HEAD = """\
# What code does not tell of submissions, for `quantum-lint cost`: take the `#` away and write what is true.
# Where several tables mean a submission, the last one that says a thing decides it.
"""


class Wanted(NamedTuple):
    """A key that somebody should give a value: an example of one, and why."""

    key: str
    example: str
    why: str


def missing(file: UsageFile, estimates: Iterable[PlacedEstimate]) -> str:
    """The text to add to the file: a table for each submission of which something is unknown and no table speaks."""
    pieces: dict[str, None] = {}
    for each in estimates:
        wanted = tuple(_wanted(each.estimate))
        if wanted and not each.said:
            pieces["".join(f"{line}\n" for line in _table(each, wanted))] = None
    head = () if file.entries else (_HEAD,)
    return "\n".join((*head, *pieces)) if pieces else ""


def _wanted(estimate: Estimate) -> Iterator[Wanted]:
    if estimate.runs is None:
        yield Wanted("iterations", "100", "nothing tells how often it runs")
    if estimate.tasks is None and estimate.runs is not None:
        yield Wanted("parameter-sets", "10", "nothing tells how many circuits are handed in")
    if estimate.shots is None:
        yield Wanted("shots", "1000", "nothing tells how many are asked for")
    if not estimate.device:
        yield Wanted("device", '"ibm_fez"', "nothing tells where it runs")


def _table(placed: PlacedEstimate, keys: Iterable[Wanted]) -> Iterator[str]:
    yield "[[submission]]"
    named = (
        ("path", glob.escape(placed.place.path)),
        ("function", placed.function),
        ("call", placed.estimate.callee),
    )
    # The escapes of JSON are those of TOML.
    yield from (f"{key} = {json.dumps(text)}" for key, text in named if text)
    yield from (f"# {each.key} = {each.example}  # {each.why}" for each in keys)
    yield "# runs-a-month = 1"
