"""Text in no language that is read any further."""

from __future__ import annotations

from quantum_lint.model.fragment import Document, Fragment


class TextDocument(Document):
    """Nothing but its characters: rules about the shape of a text still see it."""


def parse(fragment: Fragment) -> TextDocument:
    """The document of the fragment."""
    return TextDocument(fragment)
