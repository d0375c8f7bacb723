"""Installations that only try what is newest: a library is tested with what its users get on that day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quantum_lint.match.own_packages import upward

if TYPE_CHECKING:
    from quantum_lint.model.fragment import Document, Surroundings

#: What says that a project is built and installed by others, and what says that it is not.
_BUILT = {"pyproject.toml": b"[build-system]", "setup.py": b"setup(", "setup.cfg": b"[metadata]"}
_PRIVATE = b"Private ::"


def tries_newest(document: Document) -> bool:
    """Whether a document is a step of a workflow that tests a library, or runs by the clock, with nothing at stake."""
    around, traits = document.surroundings, document.fragment.traits
    if around is None or "nothing-at-stake" not in traits:
        return False
    return "by-the-clock" in traits or _is_library(around)


def _is_library(around: Surroundings) -> bool:
    """Whether a folder above the document holds a project for others to install."""
    manifests = [around.read(folder + name) or b"" for folder in upward(around.path) for name in _BUILT]
    signs = tuple(_BUILT.values()) * (len(manifests) // len(_BUILT))
    built = any(sign in manifest for sign, manifest in zip(signs, manifests, strict=True))
    return built and not any(_PRIVATE in manifest for manifest in manifests)
