"""Package indexes whose answers nobody can vouch for."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.dependencies import indexes
from quantum_lint.model.fact import PackageIndex
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.pip_options import host, is_local


def check(document: Document, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """A hit for every index without encryption, every switched-off check, and every host outside the policy."""
    approved = frozenset(options["approved-indexes"])
    for index in indexes(document, knowledge):
        note = None if is_local(index.url) and index.kind != "strategy" else _note(index, approved)
        if note:
            yield Hit(index.span, note)


def _note(index: PackageIndex, approved: frozenset[str]) -> str | None:
    where = host(index.url)
    if index.kind == "trusted-host":
        return (
            f"The certificate of {where} is not checked, so anybody between you and it can hand out packages in its "
            "name. Give pip the right certificate (`--cert`, or the system's store) and drop this."
        )
    if index.kind == "strategy":
        return (
            f"`{index.url}` takes the best version from any index, so a stranger's upload on one replaces your package "
            "on another. Leave the default `first-index`."
        )
    if index.kind in ("primary", "additional") and index.url.startswith("http://"):
        return (
            f"Packages come from {where} without encryption: whoever sits on the line chooses what is installed. "
            "Use https."
        )
    if approved and index.kind != "links" and where not in approved:
        return f"{where} is not among the package indexes that the policy approves ({', '.join(sorted(approved))})."
    return None
