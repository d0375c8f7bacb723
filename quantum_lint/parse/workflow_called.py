"""What a workflow runs that stands in other files of the same repository: composite actions and reusable workflows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING

from quantum_lint.model.file import File
from quantum_lint.model.named import NamedTuple
from quantum_lint.parse.workflow_expression import filled
from quantum_lint.parse.workflow_node import Action, Binding, Job, Step

if TYPE_CHECKING:
    from quantum_lint.parse.workflow import WorkflowDocument

_FOLDER = ".github/"
#: No inputs.
NOTHING: Mapping[str, str] = MappingProxyType({})
#: Actions that call actions; nobody nests them deeper than this, or has a job of so many steps.
_DEEPEST = 4
_MOST_STEPS = 1000


class Place(NamedTuple):
    """A workflow or action, and the path of its file; None where it is the one that was asked."""

    document: WorkflowDocument
    path: str | None = None


class Running(NamedTuple):
    """A step that runs in a job, where it is written, and the step of the job itself that it is part of.

    `given` are the values of `inputs` there, as the caller writes them.
    """

    place: Place
    job: Job
    step: Step
    outer: Step
    given: Mapping[str, str]


def called(document: WorkflowDocument, action: Action | None) -> Place | None:
    """The workflow or action of the same repository that `uses` names; None where there is none."""
    if action is None or action.kind != "local":
        return None
    stem = action.scalar.value.removeprefix("./").rstrip("/")
    names = [stem] if action.workflow else [f"{stem}/action.yml", f"{stem}/action.yaml"]
    for name in names:
        path = root_of(document) + name
        if path not in document.opened:
            data = read(document, name)
            language = "github-workflow" if action.workflow else "github-action"
            document.opened[path] = None if data is None else _parsed(document, path, data, language)
        found = document.opened[path]
        if found is not None:
            return Place(found, path)
    return None


def root_of(document: WorkflowDocument) -> str:
    """The folder of the repository that the workflow is of, with a slash behind it; empty for the folder scanned."""
    own = document.surroundings.path if document.surroundings else ""
    return own[: own.index(_FOLDER)] if _FOLDER in own else ""


def read(document: WorkflowDocument, name: str) -> bytes | None:
    """The bytes of another file of the repository, by its path there; None where there is none."""
    return document.surroundings.read(root_of(document) + name) if document.surroundings else None


def running(place: Place, job: Job, given: Mapping[str, str] = NOTHING) -> Iterator[Running]:
    """The steps of a job in order, those of composite actions of the repository in the place of the step that calls."""
    every = (each for step in job.steps for each in _unfolded(place, job, step, step, given, 0))
    return islice(every, _MOST_STEPS)


def values(bindings: tuple[Binding, ...], given: Mapping[str, str] = NOTHING) -> dict[str, str]:
    """The texts that are bound to names, with what is given for the inputs that they read."""
    return {each.name: filled(each.value.value, given) for each in bindings}


def _unfolded(
    place: Place, job: Job, step: Step, outer: Step, given: Mapping[str, str], depth: int
) -> Iterator[Running]:
    yield Running(place, job, step, outer, given)
    action = called(place.document, step.uses) if depth < _DEEPEST else None
    if action is not None:
        for inner in action.document.jobs:
            for each in inner.steps:
                yield from _unfolded(action, inner, each, outer, values(step.inputs, given), depth + 1)


def _parsed(document: WorkflowDocument, path: str, data: bytes, language: str) -> WorkflowDocument:
    from quantum_lint.parse import whole

    found = type(document)(whole(File(path, language, data)))
    found.surroundings, found.opened = document.surroundings, document.opened
    return found
