"""Pinned packages that are installed without a look at what arrives, where everything else is checked."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.dependencies import dependencies
from quantum_lint.model.fact import Dependency
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.requirements import RequirementsDocument
from quantum_lint.parse.versions import exact


def check(document: Document, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """A hit for every exact version without a hash in a file that has hashes, or that the policy wants to have them."""
    if document.fragment.language == "constraints":
        return
    found = list(dependencies(document, knowledge))
    asked = isinstance(document, RequirementsDocument) and document.hashed
    hashed = asked or any(dependency.hashes for dependency in found)
    for dependency in found if hashed or options["require-hashes"] else ():
        if exact(dependency.specifier) and not dependency.hashes and not dependency.url:
            yield Hit(dependency.span, _note(dependency, hashed))


def _note(dependency: Dependency, hashed: bool) -> str:
    why = "other packages of this file have hashes and this one does not" if hashed else "the policy wants hashes"
    return (
        f"`{dependency.name}` {exact(dependency.specifier)} is installed whatever archive the index sends for it: "
        f"{why}. Write the file anew with hashes (`pip-compile --generate-hashes`, `uv export`, or the tool's lock)."
    )
