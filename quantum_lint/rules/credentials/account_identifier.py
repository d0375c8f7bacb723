"""An identifier of somebody's account, written down."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.account_details import candidates, identifiers
from quantum_lint.match.disclosed import is_made_up
from quantum_lint.model import lazy
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options

__all__ = ["candidates", "check"]

#: What a notebook saved beside its cells has a rule of its own.
_SAVED = frozenset(("output", "notebook", "notebook-metadata"))
#: Accounts that manuals use: one digit or a run of them, and words.
_DUMMY = lazy.pattern(r"(?i)(\d)\1{7,}|0?123456789|987654321|abcdef12|1a2b3c|my-|your|example|sample|<|\{")


def check(document: Document, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Each identifier once; tests make theirs up."""
    fragment = document.fragment
    if fragment.language in _SAVED or "test" in fragment.traits:
        return
    seen = set()
    for each in identifiers(fragment.text, knowledge):
        value = fragment.text[each.start : each.end]
        if value in seen or is_made_up(value) or _DUMMY.search(value):
            continue
        seen.add(value)
        yield Hit(
            span=document.span(each.start, each.end),
            note=f"The {each.name} that is written here tells everybody who reads the file whose account this is, and "
            "ties the code to it. Read it from a setting or the environment, outside the repository.",
            provider=each.provider,
        )
