"""What a job leads to in other files of its repository: actions that take credentials, words on what is meant."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from posixpath import join, normpath
from typing import TYPE_CHECKING

from quantum_lint.parse.job_files import files_reached
from quantum_lint.parse.shell_command import Command
from quantum_lint.parse.workflow_activity import folder_of, shell_of
from quantum_lint.parse.workflow_called import Place, Running, read, running
from quantum_lint.parse.workflow_expression import expressions, filled
from quantum_lint.parse.workflow_node import Binding, Job

if TYPE_CHECKING:
    from quantum_lint.parse.workflow import WorkflowDocument

_REQUIREMENTS = ("-r", "--requirement", "--requirements", "-f", "--file")


def in_actions(document: WorkflowDocument, job: Job) -> Iterator[Running]:
    """The steps of the repository's own actions that run in the job."""
    return (each for each in running(Place(document), job) if each.place.path is not None)


def handed(each: Running, value: str) -> tuple[str, Binding | None]:
    """The secret that a value of an action's step comes from, and the input of the job's own step that hands it on."""
    secrets = [name for found in expressions(filled(value, each.given)) for name in found.secrets]
    inputs = (given for given in each.outer.inputs if secrets and secrets[0] in given.value.value)
    return (secrets[0] if secrets else ""), next(inputs, None)


def told(document: WorkflowDocument, job: Job) -> str:
    """What the actions, the programs and the requirements of the job say, in small letters."""
    texts: dict[str, str] = {}
    for each in running(Place(document), job):
        if each.place.path is not None:
            texts[each.place.path] = each.place.document.text
        for path in _named(each):
            if path not in texts:
                texts[path] = (read(document, path) or b"").decode("utf-8", "replace")
    return "\n".join(texts.values()).lower()


def reached(document: WorkflowDocument, commands: tuple[Command, ...], folder: str) -> tuple[str, ...]:
    """Patterns of the paths that commands of a step execute, themselves or by way of other files."""
    return files_reached(commands, folder, partial(read, document))


def _named(each: Running) -> Iterator[str]:
    """The files that a step runs or installs from."""
    script = shell_of(each.place.document, each.job, each.step)
    if script is None:
        return
    commands, folder = script.commands(), folder_of(each.place.document, each.job, each.step)
    yield from reached(each.place.document, commands, folder)
    for command in commands:
        for option, path in pairwise(word.text for word in command.words):
            if option in _REQUIREMENTS and "$" not in path:
                yield normpath(join(folder, path))
