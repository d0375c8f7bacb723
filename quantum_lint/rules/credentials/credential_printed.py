"""A credential that the program shows."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.advice import consequence, label
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.model.span import Span


def check(document: Document, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every value that is shown and holds a credential, and every command known to print one."""
    places = _in_shell(document, knowledge) if hasattr(document, "commands") else _in_python(document, knowledge)
    for span, provider, name, what in places:
        yield Hit(span=span, note=_note(knowledge, provider, name, what), provider=provider)


def _in_python(document: Document, knowledge: Knowledge) -> Iterator[tuple[Span, str, str, str]]:
    from quantum_lint.match.display import credential_shown, shown

    for each in shown(document, document.evaluation(knowledge)):  # type: ignore[arg-type, attr-defined]
        found = credential_shown(each, knowledge)
        if found:
            provider, name, what = found
            yield each.span, provider, name, f"{what} is {each.how}"


def _in_shell(document: Document, knowledge: Knowledge) -> Iterator[tuple[Span, str, str, str]]:
    for command in document.commands():  # type: ignore[attr-defined]
        words = [word.text for word in command.words]
        for echo in knowledge.echoes:
            wanted = echo.callable.split()
            if echo.effect == "prints" and words[: len(wanted)] == wanted:
                what = f"`{echo.callable}` prints {echo.note}"
                yield document.span(command.start, command.end), echo.provider, echo.credential, what


def _note(knowledge: Knowledge, provider: str, name: str, what: str) -> str:
    credential = knowledge.credentials[provider, name]
    return (
        f"{what}: {label(credential, knowledge)} ends up in the output, in logs and in what is committed of them, and "
        f"{consequence(credential)}. Show only what you need of it, such as the name or the plan of the account."
    )
