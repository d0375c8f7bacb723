"""The Python files of the scanned tree as modules: which file an import means, and its syntax trees."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from quantum_lint.evaluate.modules import Module, Viewpoint
from quantum_lint.evaluate.positions import Positions, Source
from quantum_lint.languages import traits_of
from quantum_lint.model.file import File
from quantum_lint.parse import whole
from quantum_lint.parse.python import body_of

#: Reads a file of the tree by its path from the root, with forward slashes; None where it has no such file.
Read = Callable[[str], "bytes | None"]
#: A longer module is data or was generated; no one keeps a setting in it.
_LONGEST = 200_000
#: So many characters of modules are kept at most, whose trees take about 100 bytes each, and so many answers.
_KEPT = 2_000_000
_ANSWERS = 50_000
#: Folders of packages that were installed, not written here.
_INSTALLED = frozenset({"site-packages", "dist-packages", "node_modules"})


def viewpoint(read: Read, path: str) -> Viewpoint:
    """The tree that `read` reads, as the file at `path` sees it."""
    return Viewpoint(_tree(read), path)


class ModuleTree:
    """Finds modules, and parses each once."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._modules: dict[str, Module | None] = {}
        self._size = 0

    def find(self, name: str, at: str, *, near: bool = False) -> Module | None:
        """The module that the file at `at` imports as `name`; with `near` only one of the same folder."""
        return next((module for path in _paths(name, at, near) if (module := self._module(path))), None)

    def _module(self, path: str) -> Module | None:
        if path not in self._modules:
            self._keep(path, self._parsed(path))
        return self._modules[path]

    def _keep(self, path: str, module: Module | None) -> None:
        self._size += module.size if module else 0
        if self._size > _KEPT or len(self._modules) >= _ANSWERS:
            self._modules.clear()
            self._size = 0
        self._modules[path] = module

    def _parsed(self, path: str) -> Module | None:
        data = self._read(path) if _INSTALLED.isdisjoint(path.split("/")) else None
        if data is None or len(data) > _LONGEST:
            return None
        fragment = whole(File(path, "python", data, traits_of(path)))
        positions = Positions(fragment, fragment.text, 0, path=path)
        return Module(path, Source(body_of(fragment.text), positions), len(fragment.text))


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
