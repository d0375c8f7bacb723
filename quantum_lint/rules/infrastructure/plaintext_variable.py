"""Variables for credentials that come with one, or that show theirs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.declared_names import declared, declares
from quantum_lint.match.stacks import Stack, stack_of
from quantum_lint.model.hit import Hit
from quantum_lint.model.known import Credential
from quantum_lint.model.rule import Options
from quantum_lint.model.template import Name
from quantum_lint.placeholders import is_placeholder

#: What marks a variable as a secret, by the format of its file.
_MARKS = {
    "terraform": "`sensitive = true`",
    "cloudformation": "`NoEcho: true`",
    "bicep": "`@secure()`",
    "arm": 'the type "securestring"',
}


def check(document: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """A hit for each such variable: at its default, or at its name."""
    if not declares(document.fragment.text, knowledge):
        return
    stack = stack_of(document, knowledge)
    for _, name in stack.names:
        credential = _credential(stack, name, knowledge) if name.kind == "variable" else None
        if credential is not None:
            title = knowledge.providers[credential.provider].title
            shown = f"The {title} credential `{name.name}`"
            yield from _faults(name, shown, _MARKS[document.template.format], credential.provider)


def _faults(name: Name, shown: str, mark: str, provider: str) -> Iterator[Hit]:
    default = name.value
    if default is not None and default.kind == "text" and default.text.strip() and not is_placeholder(default.text):
        note = (
            f"{shown} has a default, which stands in the code and in every plan. Take it out, mark the variable with "
            f"{mark}, and hand the value in from a secret store."
        )
        yield Hit(default.span, note, secret=(default.span,), provider=provider)
    elif not name.hidden:
        note = f"{shown} is shown in plans and logs. Mark the variable with {mark}."
        yield Hit(name.span, note, provider=provider)


def _credential(stack: Stack, name: Name, knowledge: Knowledge) -> Credential | None:
    """What the variable is for. One that opens a whole cloud counts in a file that is about its quantum service."""
    beside = knowledge.providers[stack.service.provider].beside if stack.service else ()
    return declared(name.name, knowledge, beside)
