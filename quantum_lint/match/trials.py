"""Installations that only try what is newest: a library is tested with what its users get on that day."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from quantum_lint.languages import language_of
from quantum_lint.match.own_packages import upward
from quantum_lint.model import lazy
from quantum_lint.model.file import File

if TYPE_CHECKING:
    from quantum_lint.model.fact import Dependency
    from quantum_lint.model.fragment import Document, Surroundings

#: What says that a project is built and installed by others, and what says that it is not.
_BUILT = {"pyproject.toml": b"[build-system]", "setup.py": b"setup(", "setup.cfg": b"[metadata]"}
_PRIVATE = b"Private ::"
#: Files of programs that test and check, and words in the names of requirements, or of their folder, that are for that.
_TESTERS = frozenset((".pre-commit-config.yaml", ".pre-commit-config.yml", "noxfile.py", "tox.ini"))
_LISTS = frozenset(("environment", "requirements"))
_PURPOSES = frozenset(
    ("ci", "dev", "develop", "development", "doc", "docs", "lint", "qa", "rtd", "test", "testing", "tests")
)
#: What files of requirements end in.
_LISTED = (".txt", ".in")
_WORD = lazy.pattern(r"[a-z]+")


def tries_newest(document: Document) -> bool:
    """Whether a document is a step of a workflow that tests a library, or runs by the clock, with nothing at stake."""
    around, traits = document.surroundings, document.fragment.traits
    if around is None or "nothing-at-stake" not in traits:
        return False
    return "by-the-clock" in traits or _is_library(around)


def develops_with(document: Document, dependency: Dependency) -> bool:
    """Whether a library is only tested or documented with a package, or asks for versions before their release."""
    around = document.surroundings
    if around is None or not (dependency.prereleases or _is_for_development(around.path)):
        return False
    return _is_library(around)


def repeats_promise(document: Document, dependency: Dependency) -> bool:
    """Whether a list beside a library's manifest repeats what the library itself asks for: its users get a range."""
    around = document.surroundings
    if around is None or document.fragment.language != "requirements" or not around.path.endswith(_LISTED):
        return False
    folder = next(upward(around.path), "")
    return any(dependency.name in _promised(folder + name, around.read(folder + name) or b"") for name in _BUILT)


@lru_cache(maxsize=16)
def _promised(path: str, manifest: bytes) -> frozenset[str]:
    """The packages that the manifest of a library asks for."""
    from quantum_lint.parse.declared import stated

    if _BUILT[path.rpartition("/")[2]] not in manifest or _PRIVATE in manifest:
        return frozenset()
    found = stated(File(path, language_of(path, manifest), manifest))
    return frozenset(each.name for each in found if each.group != "build-system")


def _is_for_development(path: str) -> bool:
    folder_and_name = path.lower().split("/")[-2:]
    words = frozenset(_WORD.findall("/".join(folder_and_name)))
    return folder_and_name[-1] in _TESTERS or not (words.isdisjoint(_LISTS) or words.isdisjoint(_PURPOSES))


def _is_library(around: Surroundings) -> bool:
    """Whether a folder above the document holds a project for others to install."""
    manifests = [around.read(folder + name) or b"" for folder in upward(around.path) for name in _BUILT]
    signs = tuple(_BUILT.values()) * (len(manifests) // len(_BUILT))
    built = any(sign in manifest for sign, manifest in zip(signs, manifests, strict=True))
    return built and not any(_PRIVATE in manifest for manifest in manifests)
