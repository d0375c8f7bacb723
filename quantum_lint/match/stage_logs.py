"""Credentials that a Jenkinsfile itself writes to the log: `echo` and `println` outside of any shell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quantum_lint.model.hit import Hit
from quantum_lint.parse.jenkins_secrets import meaning_of
from quantum_lint.parse.workflow_credential import meaning

if TYPE_CHECKING:
    from quantum_lint.knowledge import Knowledge
    from quantum_lint.parse.jenkinsfile import JenkinsfileDocument


def printed(document: JenkinsfileDocument, knowledge: Knowledge) -> Iterator[Hit]:
    """Each such step once, at the first credential that it writes."""
    for at in document.program.places("echo", "print", "println"):
        expressions = () if document.program.at(at - 1, ".", ":") else document.put_in(_parts(document, at))
        for expression, span in expressions:
            name = expression.removeprefix("env.")
            provider = _provider(document, at, name, knowledge)
            if provider:
                step = document.program.tokens[at].text
                note = (
                    f"`{step}` writes `{name}` to the log. A log is kept and read by many, and masking hides only the "
                    "exact value, not a part or an encoding of it. Delete the line; to see whether it is set, use "
                    f"`sh 'test -n \"${name}\"'`."
                )
                yield Hit(span, note, provider=provider)
                break


def _parts(document: JenkinsfileDocument, at: int) -> tuple[int, ...]:
    """The tokens that the text of the step at a token is put together from."""
    program = document.program
    first = program.argument(at + 1, "message")
    if first is not None:
        return document.joined(first)[2]
    start = at + 2 if program.at(at + 1, "(") else at + 1
    return (program.path_end(start),) if program.kind(start) == "name" else ()


def _provider(document: JenkinsfileDocument, at: int, name: str, knowledge: Knowledge) -> str | None:
    """Whose credential a variable holds for a step."""
    given = (each.given for each in document.held if each.first <= at < each.last and each.given.variable == name)
    meant = next((found for each in given if (found := meaning_of(each, knowledge))), None)
    if meant is None and name not in document.plain:
        meant = meaning(name, knowledge)
    return meant.provider if meant and not meant.beside else None
