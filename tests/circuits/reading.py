"""Reads a program's text with the deep mode."""

from __future__ import annotations

import ast

from quantum_lint.circuits.extras import Extras
from quantum_lint.circuits.python import reading
from quantum_lint.evaluate.deep import Built, Deep, circuits_of
from quantum_lint.evaluate.positions import Positions, Source
from quantum_lint.knowledge import load
from quantum_lint.model.circuit import Circuit
from quantum_lint.model.file import File
from quantum_lint.parse import whole
from quantum_lint.parse.python import parse


def read(text: str) -> Deep:
    """All that is found in the program."""
    fragment = whole(File("program.py", "python", text.encode()))
    return circuits_of([Source(ast.parse(fragment.text).body, Positions(fragment, fragment.text, 0))])


def built(text: str) -> dict[str, Built]:
    """The circuits that names hold at the end of the program."""
    return {each.name: each for each in read(text).circuits if each.name}


def circuits(text: str) -> list[Circuit]:
    """What is told of the circuits of the program."""
    document = parse(whole(File("program.py", "python", text.encode())))
    return list(reading(document, load(), "program.py", Extras()).circuits)
