"""Quantum packages that the policy does not approve, or not in this version."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.approved_packages import Approval, approvals
from quantum_lint.match.dependencies import dependencies
from quantum_lint.model.fact import Dependency
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options


def check(document: Document, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """A hit for every quantum package that no entry of the policy covers."""
    approved = approvals(options["approved-packages"])
    if any(each == ("*", "") for each in approved):
        return
    for dependency in dependencies(document, knowledge):
        if knowledge.is_quantum(dependency.name) and dependency.group != "build-system":
            note = _note(dependency, [each for each in approved if each.names(dependency.name)])
            if note:
                yield Hit(dependency.span, note)


def _note(dependency: Dependency, approved: Sequence[Approval]) -> str | None:
    if not approved:
        return (
            f"`{dependency.name}` is not among the packages that the policy approves. Use one that is, or have it "
            "reviewed and added to `approved-packages`."
        )
    if all(each.excludes(dependency) for each in approved):
        ranges = " or ".join(f"`{each.specifier}`" for each in approved)
        return (
            f"`{dependency.name}{dependency.specifier}` is outside of what the policy approves of it, {ranges}. "
            "Move to an approved version, or have this one reviewed."
        )
    return None
