"""A usage file to fill in: what nobody can tell by reading the code, submission by submission."""

from __future__ import annotations

import glob
import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from quantum_lint.cost.usage import Subject, UsageFile
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
        subject = subject_of(each)
        if wanted and not any(entry.means(subject) for entry in file.entries):
            pieces["".join(f"{line}\n" for line in _table(subject, wanted))] = None
    head = () if file.entries else (_HEAD,)
    return "\n".join((*head, *pieces)) if pieces else ""


def subject_of(placed: PlacedEstimate) -> Subject:
    """What the tables of a usage file look at to know which submission it is."""
    place, estimate = placed.place, placed.estimate
    cell = place.cell
    return Subject(
        path=place.path,
        line=cell.line if cell else place.line,
        callee=estimate.callee,
        circuit=estimate.circuit,
        function=placed.function,
        cell=cell.cell.index + 1 if cell else None,
    )


def _wanted(estimate: Estimate) -> Iterator[Wanted]:
    if estimate.runs is None:
        yield Wanted("iterations", "100", "nothing tells how often the loops around it turn")
    if estimate.tasks is None and estimate.runs is not None:
        yield Wanted("parameter-sets", "10", "nothing tells how many circuits are handed in")
    if estimate.shots is None:
        yield Wanted("shots", "1000", "nothing tells how many are asked for")
    if not estimate.device:
        yield Wanted("device", '"ibm_fez"', "nothing tells where it runs")


def _table(subject: Subject, keys: Iterable[Wanted]) -> Iterator[str]:
    yield "[[submission]]"
    named = (
        ("path", glob.escape(subject.path)),
        ("function", subject.function),
        ("circuit", subject.circuit),
        ("call", subject.callee),
    )
    # The escapes of JSON are those of TOML.
    yield from (f"{key} = {json.dumps(text)}" for key, text in named if text)
    yield from (f"# {each.key} = {each.example}  # {each.why}" for each in keys)
    yield "# runs-a-month = 1"
