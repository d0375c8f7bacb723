"""The Python files of the scanned tree as modules: which file an import means, and its syntax trees."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache, partial

from quantum_lint.evaluate.modules import Module, Viewpoint
from quantum_lint.evaluate.positions import Positions, Source
from quantum_lint.languages import INSTALLED_FOLDERS, traits_of
from quantum_lint.model.file import File
from quantum_lint.parse import whole
from quantum_lint.parse.python import body_of

#: Reads a file of the tree by its path from the root, with forward slashes; None where it has no such file.
Read = Callable[[str], "bytes | None"]
#: A longer module is data or was generated; no one keeps a setting in it.
_LONGEST = 200_000
#: Syntax trees are kept of so many characters at most, each of which takes about 100 bytes, and so many answers.
_KEPT = 2_000_000
_ANSWERS = 20_000


def viewpoint(read: Read, path: str, asked: dict[str, None]) -> Viewpoint:
    """The tree that `read` reads, as the file at `path` sees it; all paths that it looks for are noted in `asked`."""
    return Viewpoint(WatchedTree(_tree(read), asked), path)


class WatchedTree:
    """A tree of modules that notes which files it was asked for, whether they are there or not."""

    def __init__(self, tree: ModuleTree, asked: dict[str, None]) -> None:
        self._tree = tree
        self._asked = asked

    def find(self, name: str, at: str, *, near: bool = False) -> Module | None:
        """The module that the file at `at` imports as `name`; with `near` only one of the same folder."""
        for path in _paths(name, at, near):
            self._asked[path] = None
            module = self._tree.at(path)
            if module is not None:
                return module
        return None


class ModuleTree:
    """Finds modules, and parses each once."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._modules: dict[str, Module | None] = {}
        self._sources: dict[str, Source] = {}
        self._size = 0

    def at(self, path: str) -> Module | None:
        """The module in the file at the path."""
        if path not in self._modules:
            if len(self._modules) >= _ANSWERS:
                self._modules.clear()
            data = self._read(path) if INSTALLED_FOLDERS.isdisjoint(path.split("/")) else None
            self._modules[path] = None if data is None or len(data) > _LONGEST else self._found(path, data)
        return self._modules[path]

    def _found(self, path: str, data: bytes) -> Module:
        return Module(path, len(data), partial(self._source, path, data))

    def _source(self, path: str, data: bytes) -> Source:
        if path not in self._sources:
            self._size += len(data)
            if self._size > _KEPT:
                self._sources.clear()
                self._size = len(data)
            fragment = whole(File(path, "python", data, traits_of(path)))
            self._sources[path] = Source(body_of(fragment.text), Positions(fragment, fragment.text, 0, path=path))
        return self._sources[path]


@lru_cache(maxsize=4)
def _tree(read: Read) -> ModuleTree:
    return ModuleTree(read)


def _paths(name: str, at: str, near: bool) -> Iterator[str]:
    """Where the module may be: beside the importing file, or in a folder above it, or in `src` there."""
    level = len(name) - len(name.lstrip("."))
    parts = name[level:].split(".") if name[level:] else []
    folders = at.split("/")[:-1]
    if level > len(folders) + 1:
        return
    for base in [folders[: len(folders) - level + 1]] if level else _bases(folders, near):
        stem = "/".join((*base, *parts))
        if parts:
            yield f"{stem}.py"
        yield f"{stem}/__init__.py".lstrip("/")


def _bases(folders: list[str], near: bool) -> Iterator[list[str]]:
    for length in range(len(folders), -1, -1):
        yield folders[:length]
        if near:
            return
        yield [*folders[:length], "src"]
