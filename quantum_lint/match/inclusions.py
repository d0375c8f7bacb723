"""Code of others that pipelines of GitLab, CircleCI, Azure, Bitbucket and Jenkins take in and do not pin."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.image_contents import named_credential
from quantum_lint.model.hit import Hit, Related
from quantum_lint.parse.pipeline import Inclusion, Pipeline

#: How to name a state that nobody can change.
_INSTEAD = {
    "include": "Name the commit in the address or as `ref`, or add the `integrity` of the file",
    "component": "Name the full commit: `{name}@<the full commit hash>`",
    "orb": "Name a full version, which cannot be published twice: `{name}@1.2.3`",
    "pipe": "Name a full version: `{name}:1.2.3`",
    "template repository": "Give the repository a `ref` that is a full commit",
    "library": "Name the full commit: `{name}@<the full commit hash>`",
}


def inclusions(document: Pipeline, trusted: Collection[str], knowledge: Knowledge) -> Iterator[Hit]:
    """Each of them once, at its first use; what may be the owner's own, and files without credentials, for pedants."""
    credential = named_credential(document.fragment.text, knowledge)
    found: dict[tuple[str, str], list[Inclusion]] = {}
    for each in document.inclusions():
        if not each.fixed and each.name.partition("/")[0].lower() not in trusted:
            found.setdefault((each.name, each.reference), []).append(each)
    for first, *others in found.values():
        yield Hit(
            span=document.span(*first.place),
            note=_note(first, credential),
            related=tuple(Related(document.span(*other.place), "used here too") for other in others),
            severity=None if credential and not first.own else "low",
            persona=None if credential and not first.own else "pedantic",
        )


def _note(each: Inclusion, credential: str) -> str:
    reach = f" that uses {credential}" if credential else ""
    state = f"whoever can move `{each.reference}`" if each.reference else "whoever owns it"
    instead = _INSTEAD[each.kind].format(name=each.name)
    return (
        f"The {each.kind} `{each.name}` runs in a pipeline{reach}, and {state} decides what it does there. {instead}."
    )
