"""Files that hold a credential, because a step of a job wrote it there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from quantum_lint import parse
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.kept_files import normal
from quantum_lint.model.named import NamedTuple
from quantum_lint.model.span import Span
from quantum_lint.parse.shell import ShellDocument
from quantum_lint.parse.shell_command import Command
from quantum_lint.parse.workflow import WorkflowDocument
from quantum_lint.parse.workflow_access import Credential
from quantum_lint.parse.workflow_node import Job

if TYPE_CHECKING:
    from quantum_lint.model.fragment import Fragment

_WRITING = frozenset((">", ">>", ">|"))
#: Files that go with the run, and nowhere else.
_OF_THE_RUN = ("$GITHUB_", "${GITHUB_", "/dev/", "&", "$(")


class Sign(NamedTuple):
    """A credential as scripts know it: what people call it, whose it is, and what is written for its value."""

    name: str
    provider: str
    written: tuple[str, ...]


class Saved(NamedTuple):
    """A file that holds a credential from a step on; where the step says so, and how, in words.

    `at` is the step's place among those of its job, `label` what people know the step by.
    """

    path: str
    provider: str
    span: Span
    how: str
    at: int = 0
    label: str = ""


def saved(document: WorkflowDocument, job: Job, knowledge: Knowledge) -> Iterator[Saved]:
    """The files that the steps of a job write a credential to, in the order of the steps."""
    held = document.access(knowledge).held_by(job)
    for step in job.steps:
        shell = document.shell(job, step)
        script = document.script(job, step)
        signs = [_sign(each) for each in held if each.step in (None, step)]
        found = saved_by(shell, signs, knowledge) if shell else _by_python(script, knowledge) if script else ()
        yield from (each._replace(at=step.index, label=step.label) for each in found)


def saved_by(shell: ShellDocument, signs: Sequence[Sign], knowledge: Knowledge) -> Iterator[Saved]:
    """The files that a script writes one of these credentials to, and those that programs keep what they are given in.

    Where Python stands in the script, its calls count too.
    """
    for command in shell.commands():
        yield from _by_redirection(shell, command, signs)
        yield from _by_program(shell, command, knowledge)
    for code in shell.fragments():
        yield from _by_python(code, knowledge)


@lru_cache(maxsize=4)
def known_files(knowledge: Knowledge) -> tuple[tuple[str, str], ...]:
    """The files in the home of a user in which providers keep credentials, each with its provider."""
    listed = [(_in_home(path), row.provider) for row in knowledge.files for path in row.paths if "/" in path]
    return tuple(dict.fromkeys([*((row.path, row.provider) for row in knowledge.saves if "/" in row.path), *listed]))


def _in_home(path: str) -> str:
    """Where in the home folder a file is kept; a folder without a dot is one of those in `.config`."""
    return f"~/{path}" if path.startswith(".") else f"~/.config/{path}"


def _sign(credential: Credential) -> Sign:
    name, variable = credential.name, credential.variable
    shown = (f"${variable}", f"${{{variable}}}") if variable else ()
    return Sign(name, credential.provider, (*shown, f"secrets.{name}"))


def _by_redirection(shell: ShellDocument, command: Command, signs: Sequence[Sign]) -> Iterator[Saved]:
    sign = next((each for each in signs if _mentions(shell, command, each)), None)
    for target in _targets(command) if sign else ():
        if sign and not target.startswith(_OF_THE_RUN):
            span = shell.span(command.start, command.end)
            yield Saved(normal(target), sign.provider, span, f"`{sign.name}` is written to")


def _mentions(shell: ShellDocument, command: Command, sign: Sign) -> bool:
    """Whether a command that writes is given the value of a credential."""
    text = shell.fragment.text[command.start : max([command.end, *(each.end for each in command.heredocs)])]
    return any(_stands_alone(each, text) for each in sign.written)


def _stands_alone(name: str, text: str) -> bool:
    at = text.find(name)
    return at >= 0 and not text[at + len(name) : at + len(name) + 1].replace("_", "a").isalnum()


def _targets(command: Command) -> list[str]:
    """The files that what a command prints goes to."""
    targets = [each.target.text for each in command.redirections if each.operator in _WRITING]
    reader = command.pipes_into
    if reader is not None and reader.program == "tee":
        targets += [word.text for word in reader.effective()[1:] if not word.text.startswith("-")]
    return targets


def _by_program(shell: ShellDocument, command: Command, knowledge: Knowledge) -> Iterator[Saved]:
    """Programs of providers that are told to keep what they are given."""
    words = [word.text for word in command.effective()]
    for row in knowledge.commands:
        if row.saves and command.program == row.program and not set(row.options).isdisjoint(words):
            span = shell.span(command.start, command.end)
            yield Saved(row.saves, row.provider, span, f"`{row.program}` keeps it in")
            return


def _by_python(fragment: Fragment, knowledge: Knowledge) -> Iterator[Saved]:
    """Calls that save an account."""
    names = {name.rpartition(".")[2] for row in knowledge.saves for name in row.callables}
    if fragment.language != "python" or not any(name in fragment.text for name in names):
        return
    document = parse.document(fragment)
    for call in document.evaluation(knowledge).calls:  # type: ignore[attr-defined]  # it is one of Python
        row = knowledge.save_of(call.callee)
        if row is not None:
            yield Saved(row.path, row.provider, call.span, f"`{call.callee.rpartition('.')[2]}` keeps it in")
