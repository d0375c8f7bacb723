"""Circuits as a table for people, file by file, so that each can be printed as soon as it is done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from quantum_lint.model.circuit import Circuit, FileCircuits, Placed
from quantum_lint.report.circuits import words
from quantum_lint.report.circuits.selection import shown
from quantum_lint.report.parts.places import place_within, shown_path
from quantum_lint.report.parts.printable import one_line, printable
from quantum_lint.report.parts.style import Paint

_HEADINGS = ("place", "name", "SDK", "qubits", "clbits", "depth", "gates", "2q", "parameters", "measured", "known")
#: Columns of words; those of numbers stand to the right.
_LEFT = frozenset({0, 1, 2, 9, 10})
_LONGEST_NAME = 32
_LOOKS = {"exact": "good", "bounded": "medium", "template": "low", "unknown": "quiet"}


class Totals(NamedTuple):
    """How many circuits were shown, by how well they are known."""

    files: int = 0
    exact: int = 0
    bounded: int = 0
    template: int = 0
    unknown: int = 0

    def plus(self, placed: Iterable[Placed]) -> Totals:
        """With those of one more file."""
        counts = self._asdict()
        counts["files"] += 1
        for each in placed:
            counts[each.circuit.exactness] += 1
        return Totals(**counts)


def render(file: FileCircuits, paint: Paint) -> str:
    """The circuits of one file and what could not be read of it; nothing if there is nothing to say."""
    lines = [*_table(shown(file), paint), *_problems(file, paint)]
    return "".join(f"{line}\n" for line in (paint("path", shown_path(file.path)), *lines, "")) if lines else ""


def summary(totals: Totals) -> str:
    """How many circuits in how many files."""
    known = ", ".join(f"{count:,} {name}" for name, count in totals._asdict().items() if name != "files" and count)
    total = totals.exact + totals.bounded + totals.template + totals.unknown
    files = f"{totals.files:,} file{'s' if totals.files != 1 else ''}"
    return f"{total:,} circuit{'s' if total != 1 else ''} in {files}{f': {known}' if known else ''}\n"


def _table(placed: Sequence[Placed], paint: Paint) -> Iterator[str]:
    if not placed:
        return
    rows = [_row(each) for each in placed]
    widths = [max(map(len, column)) for column in zip(_HEADINGS, *rows, strict=True)]
    yield paint("quiet", _line(_HEADINGS, widths))
    for each, row in zip(placed, rows, strict=True):
        known = row[-1]
        line = _line(row, widths)
        yield line[: len(line) - len(known)] + paint(_LOOKS[known], known)
        yield from (f"      {paint('quiet', more)}" for more in _more(each))
        yield from (f"      {line}" for line in printable_lines(each.circuit.drawing))


def _row(placed: Placed) -> tuple[str, ...]:
    circuit, place = placed.circuit, placed.place
    where = place_within(place)
    name = one_line(circuit.name) or "-"
    return (
        where,
        name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 3]}...",
        circuit.sdk,
        *_numbers(circuit),
        circuit.exactness,
    )


def _numbers(circuit: Circuit) -> tuple[str, ...]:
    measured = circuit.measures
    if measured is None:
        return ("?",) * 7
    counts = (measured.qubits, measured.clbits, measured.depth, measured.size, measured.two_qubit, measured.parameters)
    return (*map(words.number, counts), {None: "?", True: "yes", False: "no"}[measured.measured])


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return (
        "  "
        + "  ".join(
            cell.ljust(width) if number in _LEFT else cell.rjust(width)
            for number, (cell, width) in enumerate(zip(cells, widths, strict=True))
        ).rstrip()
    )


def _more(placed: Placed) -> Iterator[str]:
    """Lines below that of the circuit."""
    circuit = placed.circuit
    if found := words.gates(circuit):
        yield found
    if found := words.flat(circuit):
        yield found
    if circuit.reason or circuit.random:
        yield words.certainty(circuit)
    yield from map(words.growth, circuit.growth)
    yield from (f"-> {each}" for each in words.submissions(placed))


def printable_lines(drawing: str) -> list[str]:
    """The lines of a drawing, safe to print."""
    return [printable(line).rstrip() for line in drawing.split("\n")] if drawing else []


def _problems(file: FileCircuits, paint: Paint) -> Iterator[str]:
    for each in file.unreadable:
        yield f"  {paint('medium', 'not read')} line {each.line}: {one_line(each.reason)}"
    for note in file.notes:
        yield f"  {paint('medium', 'note')} {one_line(note)}"
    for error in file.errors:
        yield f"  {paint('high', 'internal error')} {one_line(error.error)}"
