"""Reads a file with the deep library."""

from __future__ import annotations

import ast
import sys
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from quantum_lint.evaluate.budget import Limits
from quantum_lint.evaluate.deep import Declared, Deep
from quantum_lint.evaluate.machine import Machine
from quantum_lint.evaluate.models.deep_library import DeepLibrary
from quantum_lint.evaluate.models.deep_models import DeepModels
from quantum_lint.evaluate.models.qiskit_methods import surroundings
from quantum_lint.evaluate.models.qiskit_releases import before
from quantum_lint.evaluate.models.templates import templates
from quantum_lint.evaluate.modules import Viewpoint
from quantum_lint.evaluate.positions import Source
from quantum_lint.evaluate.sdk import Sdk
from quantum_lint.evaluate.values import Known
from quantum_lint.model.stand_in import StandIns

#: Frames of the interpreter: each nested node takes two or three.
_FRAMES = 8_000


def read(
    sources: Sequence[Source],
    path: str | None,
    viewpoint: Viewpoint | None,
    sdk: Sdk | None,
    limits: Limits,
    declared: Declared,
    stand_ins: StandIns,
) -> Deep:
    """The circuits of a file."""
    import qiskit  # noqa: F401  (says at once that it is missing)

    library = DeepLibrary(limits.seconds, len(sources))
    machine = Machine(sdk, limits, DeepModels(), viewpoint, library)
    if path is not None:
        machine.module.contents["__file__"] = Known(path)
    nodes = list(_nodes(sources))
    library.imported, library.declared = before(_imported(nodes)), declared
    library.stand_ins, library.surroundings = stand_ins, surroundings(sources, nodes)
    with _quiet(), _frames():
        machine.read(sources)
        evaluation = machine.evaluation()
        gathering = library.gathering
        circuits = (*gathering.circuits, *gathering.nameless())
        handed = tuple(gathering.handovers)
        return Deep(circuits, handed, tuple(templates(machine)), evaluation, evaluation.unknown)


def _nodes(sources: Sequence[Source]) -> Iterator[ast.AST]:
    """Every node of the parts; `ast.walk` takes twice as long."""
    waiting: list[ast.AST] = [statement for source in sources for statement in source.body]
    while waiting:
        node = waiting.pop()
        yield node
        for name in node._fields:
            value = getattr(node, name, None)
            if isinstance(value, ast.AST):
                waiting.append(value)
            elif isinstance(value, list):
                waiting.extend(each for each in value if isinstance(each, ast.AST))


def _imported(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """The qualified names that the parts import, wherever the imports stand."""
    for node in nodes:
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@contextmanager
def _quiet() -> Iterator[None]:
    """Warnings that libraries give are about the code that is read, not about ours."""
    import numpy as np

    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield


@contextmanager
def _frames() -> Iterator[None]:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, _FRAMES))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
