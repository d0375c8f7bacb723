"""How often a stage of a Jenkinsfile runs for each build: its matrix, and loops over lists that are written out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from quantum_lint.model.pipeline import Axis, Matrix
from quantum_lint.model.span import Span
from quantum_lint.parse.groovy import value
from quantum_lint.parse.groovy_program import Block, Program
from quantum_lint.parse.jenkins_stages import LOOPS

if TYPE_CHECKING:
    from collections.abc import Callable

#: Larger matrices are not counted cell by cell: what they exclude is then left in.
_CELLS = 10_000


def matrix_of(program: Program, around: tuple[Block, ...], span: Callable[[int, int], Span]) -> Matrix | None:
    """The matrix and the loops among the blocks around a stage or its steps, as one; None where there are none."""
    parts = [part for block in around if (part := _part(program, block, span))]
    if not parts:
        return None
    axes = tuple(axis for part in parts for axis in part.axes)
    exact = all(part.exact for part in parts)
    return Matrix(axes, prod(part.times for part in parts), exact, parts[0].span)


def _part(program: Program, block: Block, span: Callable[[int, int], Span]) -> Matrix | None:
    head = program.tokens[block.head]
    if block.name == "matrix":
        axes = _axes(program, block)
        times = max(_cells(program, block, axes), 1)
        return Matrix(axes, times, all(each.values for each in axes), span(head.start, head.end))
    if block.name in LOOPS:
        times, axis = _loop(program, block)
        return Matrix((axis,) if axis else (), times or 1, times > 0, span(head.start, head.end))
    return None


def _axes(program: Program, block: Block) -> tuple[Axis, ...]:
    found = (each for part in program.children(block) if part.name == "axes" for each in program.children(part))
    return tuple(Axis(*_told(program, each)) for each in found)


def _told(program: Program, axis: Block, word: str = "values") -> tuple[str, tuple[str, ...]]:
    """The name of an axis, and the texts that stand behind a word."""
    name, values, behind = "", [], ""
    for index in range(axis.first + 1, axis.last):
        token = program.tokens[index]
        if token.kind == "name":
            behind = token.text
        elif token.kind == "string" and behind == "name":
            name = value(token)
        elif token.kind == "string" and behind == word:
            values.append(value(token))
    return name, tuple(values)


def _cells(program: Program, block: Block, axes: tuple[Axis, ...]) -> int:
    whole = prod(len(each.values) or 1 for each in axes)
    excludes = [each for part in program.children(block) if part.name == "excludes" for each in program.children(part)]
    if not excludes or whole > _CELLS:
        return whole
    names = [each.name for each in axes]
    cells = (dict(zip(names, cell, strict=True)) for cell in product(*(each.values for each in axes)))
    return sum(not any(_excluded(program, each, cell) for each in excludes) for cell in cells)


def _excluded(program: Program, exclude: Block, cell: dict[str, str]) -> bool:
    return all(_matches(program, axis, cell) for axis in program.children(exclude))


def _matches(program: Program, axis: Block, cell: dict[str, str]) -> bool:
    name, wanted = _told(program, axis)
    unwanted = _told(program, axis, "notValues")[1]
    return cell.get(name) in wanted if wanted else cell.get(name) not in unwanted


def _loop(program: Program, block: Block) -> tuple[int, Axis | None]:
    """How often a loop goes round, 0 where nobody knows, and what it goes over."""
    if block.name == "times" and program.kind(block.head - 2) == "number":
        digits = program.tokens[block.head - 2].text
        return (int(digits) if digits.isdecimal() else 0), None
    values = tuple(_strings(program, _listed(program, block)))
    return len(values), Axis(_variable(program, block), values) if values else None


def _listed(program: Program, block: Block) -> int | None:
    """The bracket that opens the list that a loop goes over, by way of the name that was set to it."""
    start: int | None = block.head - 2
    if block.name == "for":
        inside = range(block.head + 2, block.first)
        start = next((index + 1 for index in inside if program.at(index, "in", ":")), None)
    elif program.at(block.head - 2, "]"):
        start = program.opening(block.head - 2)
    if start is not None and program.kind(start) == "name":
        start = program.set_to(program.tokens[start].text)
    return start if start is not None and program.at(start, "[") else None


def _strings(program: Program, opened: int | None) -> Iterator[str]:
    """The texts of a list that holds nothing else."""
    if opened is None:
        return
    items = range(opened + 1, min(program.closing(opened), len(program.tokens)))
    if all(program.kind(index) == "string" or program.at(index, ",") for index in items):
        yield from (value(program.tokens[index]) for index in items if program.kind(index) == "string")


def _variable(program: Program, block: Block) -> str:
    """The name that a loop gives to each item."""
    if block.name == "for":
        inside = (index for index in range(block.head + 2, block.first) if program.at(index + 1, "in", ":"))
        return next((program.tokens[index].text for index in inside), "it")
    named = program.kind(block.first + 1) == "name" and program.at(block.first + 2, "-", ",")
    return program.tokens[block.first + 1].text if named else "it"
