"""Which versions of packages the tree declares for one of its files.

What stands in the file itself counts first: the metadata block of a script, the installs of a notebook. Then comes the
nearest folder upward that says anything: its lock files, or else its manifests and the requirements they include.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from quantum_lint import parse
from quantum_lint.languages import language_of
from quantum_lint.model.fact import Dependency
from quantum_lint.model.file import File
from quantum_lint.model.fragment import Document
from quantum_lint.parse.versions import exact

#: Reads a file of the tree by its path from the root, with forward slashes; None where it has no such file.
Read = Callable[[str], "bytes | None"]
_LOCKS = ("uv.lock", "poetry.lock", "pdm.lock", "pylock.toml", "pixi.lock", "Pipfile.lock", "conda-lock.yml")
_MANIFESTS = (
    "pyproject.toml", "pixi.toml", "Pipfile", "setup.cfg", "setup.py", "environment.yml", "environment.yaml",
    "requirements.txt", "requirements.in", "constraints.txt", "requirements-dev.txt", "requirements_dev.txt",
    "dev-requirements.txt", "requirements-test.txt", "requirements/base.txt", "requirements/dev.txt",
    "requirements/requirements.txt", "binder/requirements.txt", "binder/environment.yml", ".binder/requirements.txt",
    ".binder/environment.yml",
)  # fmt: skip
#: Languages in which nobody asks for packages.
SILENT = frozenset(("output", "markdown", "attachment", "notebook-metadata", "notebook"))
#: Files of requirements that others include, one by one.
_MOST_INCLUDED = 20


class Declaration(NamedTuple):
    """A package and the versions of it that a file asks for, as PEP 440; `place` is the path of the file.

    `settled` says that nothing but these can be installed: a lock, or the file's own words. Without a `specifier` any
    version may be meant, or, of an address, one that is not known.
    """

    package: str
    specifier: str
    place: str
    settled: bool = False


class _Stated(NamedTuple):
    """What a file states, with those that it includes."""

    dependencies: tuple[Dependency, ...] = ()
    included: tuple[str, ...] = ()


class Declarations:
    """What the files of a tree declare, each of them read once."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._files: dict[str, _Stated] = {}

    def nearest(
        self, path: str, documents: Iterable[Document], packages: frozenset[str], asked: dict[str, None]
    ) -> tuple[Declaration, ...]:
        """What holds for the file at `path`: all that the nearest place to say anything says of these packages.

        The `documents` are those of the file. The paths that this depends on are added to `asked`, whether there is
        such a file or not.
        """
        if path not in self._files:
            self._files[path] = _Stated(tuple(fact for document in documents for fact in _stated_in(document)))
        own = self._of([path], packages, asked, settled=True)
        if own:
            return own
        for folder in _upward(path):
            for names, settled in ((_LOCKS, True), (_MANIFESTS, False)):
                found = self._of([folder + name for name in names], packages, asked, settled=settled)
                told = tuple(each for each in found if each.specifier)
                if told or any(each.settled for each in found):
                    return told or found
        return ()

    def pinned(self, path: str, packages: frozenset[str], asked: dict[str, None]) -> tuple[Declaration, ...]:
        """The exact versions that the nearest lock names, or else another file of its folder; `asked` as above."""
        for folder in _upward(path):
            for names in (_LOCKS, _MANIFESTS):
                paths = [folder + name for name in names if folder + name != path]
                found = self._of(paths, packages, asked, settled=True)
                exactly = tuple(each for each in found if exact(each.specifier))
                if exactly:
                    return exactly
        return ()

    def _of(
        self, paths: Iterable[str], packages: frozenset[str], asked: dict[str, None], *, settled: bool
    ) -> tuple[Declaration, ...]:
        found = []
        for path in paths:
            stated = self._stated(path)
            asked.update(dict.fromkeys((path, *stated.included)))
            for each in stated.dependencies:
                if each.name in packages and each.group != "build-system":
                    known = "" if each.url else each.specifier
                    found.append(Declaration(each.name, known, path, settled or bool(each.url)))
        return tuple(found)

    def _stated(self, path: str) -> _Stated:
        if path not in self._files:
            data = self._read(path)
            self._files[path] = _Stated() if data is None else self._all_stated(path, data)
        return self._files[path]

    def _all_stated(self, path: str, data: bytes) -> _Stated:
        """What the file states, and those of requirements that it includes with `-r` or `-c`."""
        found = list(stated(File(path, language_of(path, data), data)))
        queue, seen = [(path, data)], {path: None}
        while queue and len(seen) < _MOST_INCLUDED:
            at, text = queue.pop()
            for other in _names_of_included(at, text):
                included = self._read(other) if other not in seen else None
                seen[other] = None
                if included is not None:
                    queue.append((other, included))
                    found.extend(stated(File(other, "requirements", included)))
        return _Stated(tuple(found), tuple(seen)[1:])


def nearest(
    read: Read, path: str, documents: Iterable[Document], packages: frozenset[str], asked: dict[str, None]
) -> tuple[Declaration, ...]:
    """What the tree that `read` reads declares of these packages for the file at `path` (`Declarations.nearest`)."""
    return _declarations(read).nearest(path, documents, packages, asked)


def pinned(read: Read, path: str, packages: frozenset[str], asked: dict[str, None]) -> tuple[Declaration, ...]:
    """The versions of these packages that the tree pins nearest to the file at `path` (`Declarations.pinned`)."""
    return _declarations(read).pinned(path, packages, asked)


def _upward(path: str) -> Iterator[str]:
    """The folder of a path, and all above it, each with the slash that a name in it comes after."""
    folders = path.split("/")[:-1]
    for depth in range(len(folders), -1, -1):
        yield "".join(f"{name}/" for name in folders[:depth])


@lru_cache(maxsize=4)
def _declarations(read: Read) -> Declarations:
    return Declarations(read)


def stated(file: File) -> Iterator[Dependency]:
    """The dependencies that a file asks for, without those of files that it includes."""
    for fragment in parse.fragments(file):
        if fragment.language not in SILENT:
            yield from _stated_in(parse.document(fragment))


def _stated_in(document: Document) -> Iterator[Dependency]:
    """The dependencies of a piece and of the pieces in it. Code says nothing but what its pieces say."""
    if document.fragment.language != "python":
        yield from (fact for fact in document.facts(None) if isinstance(fact, Dependency))
    for inner in document.fragments():
        if inner.language != "python" and inner.language not in SILENT:
            yield from _stated_in(parse.document(inner))


def _names_of_included(path: str, data: bytes) -> Iterator[str]:
    if language_of(path) not in ("requirements", "constraints"):
        return
    from quantum_lint.parse.requirements import RequirementsDocument

    document = RequirementsDocument(parse.whole(File(path, "requirements", data)))
    for option in document.options:
        if option.name in ("-r", "--requirement", "-c", "--constraint"):
            yield _joined(path.rpartition("/")[0], option.value)


def _joined(folder: str, name: str) -> str:
    """The path of a name that is relative to a folder."""
    import posixpath

    return posixpath.normpath(posixpath.join(folder, name))
