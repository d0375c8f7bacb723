"""Notebooks that a command runs with credentials, and a later one hands to others with what their cells showed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from quantum_lint.match.executed_notebooks import Kept, inside, kept_by, strips
from quantum_lint.match.published_files import Publication, of_command
from quantum_lint.model.hit import Related
from quantum_lint.model.span import Span
from quantum_lint.parse.shell_command import Command

#: What a pipeline calls a credential that a command has.
Credential = TypeVar("Credential")


class _Placed(Protocol):
    """A script or a document, whose characters stand somewhere in the file."""

    def span(self, start: int, end: int) -> Span:
        """The bytes of the characters."""


class _Run(NamedTuple):
    """What a command keeps of the notebooks that it runs, with which credentials, and where it stands."""

    kept: Kept
    held: Sequence[Any]
    span: Span


class Published(Generic[Credential]):
    """A publication, at `span`, of what a notebook showed that was run with the credentials `held`."""

    def __init__(self, run: _Run, how: str, span: Span) -> None:
        self.held: Sequence[Credential] = run.held
        self.span = span
        self.run = Related(run.span, "the notebook is run here", role="before")
        self._kept = f"`{run.kept.path}`" if run.kept.known and run.kept.path else "the notebook"
        self._how = how

    def note(self, credentials: str, stripping: str) -> str:
        """What is wrong with it, given the names of the credentials and a command that takes outputs out."""
        return (
            f"This {self._how} {self._kept} as it was run with {credentials}: what its cells showed, such as account "
            f"names, job ids or the credential itself, goes along. Strip it before this, with `{stripping}`, or keep "
            "only the figures and numbers that are needed."
        )


class Trail(Generic[Credential]):
    """What commands have kept so far, while the steps of a job are gone through in their order.

    What is only committed counts where something is `pushed`.
    """

    def __init__(self, pushed: bool) -> None:
        self._pushed = pushed
        self._runs: list[_Run] = []

    def of_commands(
        self, script: _Placed, commands: Iterable[Command], folder: str, held: Sequence[Credential]
    ) -> Iterator[Published[Credential]]:
        """What commands publish that start in a folder with these credentials."""
        for command in commands:
            words = [word.text for word in command.effective()]
            if words[:1] == ["cd"] and len(words) == 2:
                folder = inside(folder, words[1])
            if strips(command):
                self._runs.clear()
            if held:
                span = script.span(command.start, command.end)
                self._runs += (_Run(kept, held, span) for kept in kept_by(command, folder))
            publication = of_command(command, folder)
            if publication and (self._pushed or publication.how != "commits"):
                yield from self.taken(publication, script)

    def taken(self, publication: Publication, document: _Placed) -> Iterator[Published[Credential]]:
        """The first run whose output is published, with the place in the document that says that it is."""
        for run in self._runs:
            pattern = publication.taking(run.kept)
            if pattern is not None:
                yield Published(run, publication.how, document.span(*pattern.place))
                return
