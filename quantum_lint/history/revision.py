"""The files of one commit, each under the name that it has today."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cached_property

from quantum_lint import discover
from quantum_lint.config import Settings
from quantum_lint.history import HistoryError, git
from quantum_lint.history.blobs import Reader
from quantum_lint.model.file import File

#: Modes of regular files in a tree; the others are symbolic links, folders and submodules.
_REGULAR = (b"100644", b"100755")


class Revision:
    """What was there when the work in the tree began: where it and the commit called `name` part.

    In a clone that is too shallow to know, it is that commit itself.

    Raises:
        HistoryError: there is no repository, no tree to compare with it, or no such commit in it.
    """

    def __init__(self, settings: Settings, name: str) -> None:
        self._settings = settings
        self._repository = git.repository(settings.root)
        folder = self._repository.folder
        if self._repository.bare:
            raise HistoryError(f"{folder} has no work tree to compare with; `quantum-lint history` reads such a clone")
        try:
            given = git.answer(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        except HistoryError as error:
            shallow = "; this clone is shallow, so fetch it first" if self._repository.shallow else ""
            raise HistoryError(f"git knows no commit {name!r}{shallow}") from error
        self.commit = self._parting(given.decode().strip())
        self._reader = Reader(self._repository)

    def _parting(self, commit: str) -> str:
        try:
            return git.answer(self._repository.folder, "merge-base", commit, "HEAD").decode().strip()
        except HistoryError:
            return commit

    def files(self) -> tuple[File, ...]:
        """All files that would be scanned; those that are binary or too large are left out."""
        made = (discover.file_of(path, data, self) for path, data in self._contents())
        return tuple(each for each in made if isinstance(each, File))

    def paths(self) -> tuple[str, ...]:
        """The paths of all files that would be scanned, as they are called today, sorted."""
        inside = (path for path in sorted(self._blobs) if not path.startswith("../"))
        return tuple(path for path in inside if not discover.excluded(path, self._settings.exclude))

    def _contents(self) -> Iterator[tuple[str, bytes]]:
        for path in self.paths():
            data = self(path)
            if data is not None:
                yield path, data

    def __call__(self, path: str) -> bytes | None:
        """The bytes of the file that is at this path today, or None."""
        blob = self._blobs.get(path)
        return self._reader.read(blob, self._settings.max_file_size).data if blob else None

    def close(self) -> None:
        """End what reads from git."""
        self._reader.close()

    @cached_property
    def _blobs(self) -> dict[str, str]:
        """By path from the root of the scan what git calls the content."""
        moved = dict(self._moves())
        found = {}
        for entry in git.fields(self._repository.folder, "ls-tree", "-r", "-z", "--full-tree", self.commit):
            about, _, path = entry.partition(b"\t")
            mode, _, blob = about.split(b" ")
            if mode in _REGULAR:
                found[self._named(moved.get(path, path))] = blob.decode()
        return found

    def _moves(self) -> Iterator[tuple[bytes, bytes]]:
        """Old and new path of every file that was moved since."""
        asked = ("diff-index", "-z", "-M", "--diff-filter=R", self.commit)
        fields = list(git.fields(self._repository.folder, *asked))
        yield from zip(fields[1::3], fields[2::3], strict=True)

    def _named(self, path: bytes) -> str:
        return discover.relative(os.path.join(self._repository.folder, os.fsdecode(path)), self._settings.root)
