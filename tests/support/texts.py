"""Texts as the fragments that parsers are given."""

from __future__ import annotations

from quantum_lint.model.file import File
from quantum_lint.model.fragment import Fragment
from quantum_lint.parse import whole


def fragment(text: str | bytes, language: str) -> Fragment:
    """A file of the language that holds the text."""
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    return whole(File("example", language, data))
