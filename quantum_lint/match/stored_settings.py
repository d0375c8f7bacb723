"""Fixes for settings outside Python: the value that a secret store gives, in place of the one that is written down.

Only where the form of the line leaves one meaning: scripts of a shell, `env` of a GitHub workflow, `environment` of a
compose file. What only looks like them is left to people.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from quantum_lint.match.advice import STILL
from quantum_lint.model import lazy
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Edit, Fix
from quantum_lint.model.span import Span

_VARIABLE = lazy.pattern(r"[A-Za-z_]\w*")
#: What must stand before and after a value on its line; `%s` is the name.
_SHELL = (r"(?:.*[ \t;])?%s=$", r"(?=[\s;&|)]|\Z)")
_MAPPING = (r"[ \t]*(?:- )?[\"']?%s[\"']?[ \t]*:[ \t]+$", r"[ \t]*(?:[ \t]#.*)?$")
_ITEM = (r"[ \t]*-[ \t]+[\"']?%s=$", r"[\"']?[ \t]*(?:[ \t]#.*)?$")


class _Form(NamedTuple):
    """How a place is written around the value, and what is written there instead; `quoted`: with its own quotes."""

    around: tuple[str, str]
    text: str
    title: str
    quoted: bool = False


def stored_setting(document: Document, span: Span, name: str, path: str) -> Fix | None:
    """The value of `name` as its place can be given it; `path` leads to the name, with dots between."""
    if document.fragment.nested or not _VARIABLE.fullmatch(name):
        return None
    for form in _forms(document, name, path.split(".")):
        edit = _edit(document, span, name, form)
        if edit is not None:
            return Fix(f"{form.title}; {STILL}", (edit,), "unsafe")
    return None


def _forms(document: Document, name: str, path: list[str]) -> tuple[_Form, ...]:
    language, label = document.fragment.language, document.fragment.label
    if language == "shell" and (not label or label.startswith("%%")):
        return (_Form(_SHELL, f'"${{{name}:?}}"', f"Stop where {name} is not set", quoted=True),)
    if language == "github-workflow" and path[-2:-1] == ["env"]:
        return (_Form(_MAPPING, f"${{{{ secrets.{name} }}}}", f"Take {name} from the secrets of the repository"),)
    if language == "compose" and path[-2:-1] == ["environment"]:
        title = f"Take {name} from the environment of docker compose"
        return tuple(_Form(around, f"${{{name}}}", title) for around in (_MAPPING, _ITEM))
    return ()


def _edit(document: Document, span: Span, name: str, form: _Form) -> Edit | None:
    """The edit, if the line is written in this form; quotes around the value are kept or replaced as a pair."""
    text, mapped = document.fragment.text, document.fragment.map
    start, end = mapped.offset(span.start), mapped.offset(span.end - 1) + 1
    quote = text[start - 1 : start]
    pair = quote in ("'", '"') and text[end : end + 1] == quote
    first, last = (start - 1, end + 1) if pair else (start, end)
    before = text[text.rfind("\n", 0, first) + 1 : first]
    after = text[last:].partition("\n")[0].removesuffix("\r")
    fits = re.match(form.around[0] % re.escape(name), before) and re.match(form.around[1], after)
    if not fits or "\n" in text[first:last]:
        return None
    return Edit(document.span(first, last) if form.quoted else span, form.text)
