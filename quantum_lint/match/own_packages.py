"""Packages that the repository makes itself: which version of one runs is said by its commit, not by a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quantum_lint.parse.versions import normalise

if TYPE_CHECKING:
    from quantum_lint.knowledge import Knowledge
    from quantum_lint.model.fragment import Document, Surroundings

_NAME = re.compile(rb"""^\s*["']?name["']?\s*[=:]\s*["']?([\w.-]+)""", re.MULTILINE)
_MANIFESTS = ("pyproject.toml", "setup.py", "setup.cfg")


def is_own(document: Document, name: str, knowledge: Knowledge) -> bool:
    """Whether the source of a known package stands in a folder above the document, or beside that under its name."""
    if document.surroundings is None:
        return False
    modules = [module.replace(".", "/") for module in knowledge.packages[name].modules]
    return any(_holds(document.surroundings, folder, name, modules) for folder in upward(document.surroundings.path))


def is_made_here(document: Document, name: str) -> bool:
    """Whether a manifest in a folder above the document gives its project this name, normalised."""
    return name in made_here(document)


def made_here(document: Document) -> Iterator[str]:
    """The names, normalised, that manifests in the folders above the document give their projects."""
    if document.surroundings is None:
        return
    for folder in upward(document.surroundings.path):
        for each in _MANIFESTS:
            yield from _names(document.surroundings.read(folder + each))


def _holds(surroundings: Surroundings, folder: str, name: str, modules: list[str]) -> bool:
    sources = [f"{folder}{source}{module}/__init__.py" for source in ("", "src/") for module in modules]
    parts = [f"{folder}{name}/{manifest}" for manifest in _MANIFESTS]
    if any(surroundings.read(path) is not None for path in (*sources, *parts)):
        return True
    return any(name == given for manifest in _MANIFESTS for given in _names(surroundings.read(folder + manifest)))


def _names(manifest: bytes | None) -> Iterator[str]:
    for match in _NAME.finditer(manifest or b""):
        yield normalise(match[1].decode())


def upward(path: str) -> Iterator[str]:
    """The folder of a file and those above it, each with a slash behind it."""
    while path:
        path = path.rpartition("/")[0]
        yield f"{path}/" if path else ""
