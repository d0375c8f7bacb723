"""The machines that jobs run on: the host's own, or one that somebody in the laboratory keeps."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.parse.workflow_node import Job
from quantum_lint.parse.yaml_node import Mapping, Node, Scalar, Sequence

#: The label that every runner has which is not the host's.
_OWN = "self-hosted"


def own_runner(job: Job) -> Scalar | None:
    """The word that says that the job runs on a machine of one's own; None where nothing says so."""
    machine = job.node.get("runs-on")
    return next((each for each in _labels(machine, job) if each.value.strip().lower() == _OWN), None)


def _labels(node: Node | None, job: Job) -> Iterator[Scalar]:
    """What a machine is asked for by: a word, a list, the `labels` of a group, or a value of the matrix."""
    if isinstance(node, Scalar):
        yield node
        yield from _of_matrix(node.value, job)
    elif isinstance(node, Sequence):
        for item in node.items():
            yield from _labels(item, job)
    elif isinstance(node, Mapping):
        yield from _labels(node.get("labels"), job)


def _of_matrix(value: str, job: Job) -> Iterator[Scalar]:
    """The labels that a `${{ matrix.name }}` stands for, as far as the axis spells them out."""
    name = value.replace(" ", "").removeprefix("${{matrix.").removesuffix("}}")
    axis = job.matrix.get(name) if isinstance(job.matrix, Mapping) and f"matrix.{name}" in value else None
    for item in axis.items() if isinstance(axis, Sequence) else ():
        for label in item.items() if isinstance(item, Sequence) else (item,):
            if isinstance(label, Scalar):
                yield label
