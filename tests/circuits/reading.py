"""Reads a program's text with the deep mode."""

from __future__ import annotations

import ast

from quantum_lint.evaluate.deep import Built, circuits_of
from quantum_lint.evaluate.positions import Positions, Source
from quantum_lint.model.file import File
from quantum_lint.parse import whole


def built(text: str) -> dict[str, Built]:
    """The circuits that names hold at the end of the program."""
    fragment = whole(File("program.py", "python", text.encode()))
    source = Source(ast.parse(fragment.text).body, Positions(fragment, fragment.text, 0))
    return {each.name: each for each in circuits_of([source]).circuits if each.name}
