"""Quantum packages that are installed in whatever version is newest on the day."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.dependencies import dependencies, is_pinned
from quantum_lint.match.own_packages import is_own
from quantum_lint.match.pinning import Pin, known_version, pin
from quantum_lint.match.trials import develops_with, repeats_promise, tries_newest
from quantum_lint.model.fact import Dependency
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options, Persona


def check(document: Document, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """A hit for every known package whose version nothing settles."""
    if _settled(document):
        return
    for dependency in dependencies(document, knowledge):
        if _counts(dependency, knowledge) and not is_own(document, dependency.name, knowledge):
            known = known_version(document, dependency)
            fix = pin(document, dependency, known) if known else None
            tried = tries_newest(document) or develops_with(document, dependency)
            ranged = tried or repeats_promise(document, dependency)
            persona: Persona | None = "pedantic" if ranged else None
            yield Hit(dependency.span, _note(dependency, known), fix, persona=persona)


def _counts(dependency: Dependency, knowledge: Knowledge) -> bool:
    known = dependency.name in knowledge.packages
    return known and not is_pinned(dependency) and dependency.group != "build-system"


def _settled(document: Document) -> bool:
    """Whether ranges are right here: for locks, for users of a library, or to try one version after the other."""
    if not {"locked", "lock-input", "library", "versions"}.isdisjoint(document.fragment.traits):
        return True
    return not getattr(document, "application", True)  # only a project's own table can say that it is a library


def _note(dependency: Dependency, known: Pin | None) -> str:
    if dependency.specifier:
        allowed = f"`{dependency.name}` may be any version that fits `{dependency.specifier}`"
    else:
        allowed = f"`{dependency.name}` is installed in whatever version is newest"
    version = f"{dependency.name}{'==' if dependency.ecosystem == 'pypi' else '='}{known.version if known else '1.2.3'}"
    tested = f"that `{known.place}` has" if known else "that was tested"
    return (
        f"{allowed}: results, job costs and the code paths that see your account change without a commit. "
        f"Name the version {tested} (`{version}`), or install from a lock file."
    )
