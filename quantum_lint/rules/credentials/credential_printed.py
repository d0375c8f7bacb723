"""A credential that the program shows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.advice import consequence, label, page
from quantum_lint.match.given_signs import TELLING, may_give
from quantum_lint.match.words import Words, words_of
from quantum_lint.model.callee import tail
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Edit, Fix, Hit
from quantum_lint.model.known import Credential
from quantum_lint.model.rule import Options
from quantum_lint.model.span import Span

if TYPE_CHECKING:
    from quantum_lint.evaluate.shown import Shown
    from quantum_lint.parse.python import PythonDocument
    from quantum_lint.parse.shell import ShellDocument


def check(document: Document, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every value that is shown and holds a credential, and every command known to print one."""
    if hasattr(document, "commands"):
        yield from _in_shell(document, knowledge)  # type: ignore[arg-type]
    else:
        yield from _in_python(document, knowledge)  # type: ignore[arg-type]


def _in_python(document: PythonDocument, knowledge: Knowledge) -> Iterator[Hit]:
    if not may_give(document, knowledge) and not _may_tell(document, knowledge):
        return
    from quantum_lint.evaluate.shown import shown
    from quantum_lint.match.display import handed, leak

    evaluation = document.evaluation(knowledge)
    given = handed(evaluation, document.fragment.text, knowledge)
    seen = set()
    for each in shown(evaluation, document.sources if "notebook" in document.fragment.traits else ()):
        found = leak(each, given, knowledge)
        if found and each.span not in seen:
            seen.add(each.span)
            yield _hit(each.span, found.credential, f"{found.name} is {each.how}", knowledge, _fix(each))


@lru_cache(maxsize=4)
def _signs(knowledge: Knowledge) -> Words:
    """Of the words that wake this rule, those that tell of a credential whatever the program does with an SDK."""
    return Words((*knowledge.words("told"), *knowledge.words("settings")))


def _may_tell(document: PythonDocument, knowledge: Knowledge) -> bool:
    """Whether the code names a setting, or what tells a credential; a short name is one only with its package."""
    if not (_signs(knowledge).in_text(document.fragment.text) and _signs(knowledge).in_text(document.code)):
        return False
    words = words_of(document.code)
    telling = (len(name) >= TELLING or root in words for name, root in _echoes(knowledge) if name in words)
    return any(telling) or not words.isdisjoint(knowledge.words("settings")) or document.uses_tree(knowledge)


@lru_cache(maxsize=4)
def _echoes(knowledge: Knowledge) -> tuple[tuple[str, str], ...]:
    """The names of what tells a credential, each with its package."""
    rows = (row.callable for row in knowledge.echoes if row.effect != "prints")
    return tuple((tail(row)[-1], row.partition(".")[0]) for row in rows)


def _in_shell(document: ShellDocument, knowledge: Knowledge) -> Iterator[Hit]:
    for command in document.commands():
        words = [word.text for word in command.words]
        for echo in knowledge.echoes:
            wanted = echo.callable.split()
            if echo.effect == "prints" and words[: len(wanted)] == wanted:
                credential = knowledge.credentials[echo.provider, echo.credential]
                what = f"`{echo.callable}` prints {echo.note}"
                yield _hit(document.span(command.start, command.end), credential, what, knowledge)


def _hit(span: Span, credential: Credential, what: str, knowledge: Knowledge, fix: Fix | None = None) -> Hit:
    return Hit(
        span=span,
        note=f"{what}: {label(credential, knowledge)} goes into outputs, into logs and into what is committed of them, "
        f"and {consequence(credential)}. Show only what you need of it, such as a name or whether it is set; if others "
        f"can see what this has shown, revoke it at {page(credential, knowledge)}.",
        fix=fix,
        provider=credential.provider,
        credential=credential.id,
    )


def _fix(each: Shown) -> Fix | None:
    """Show nothing below the cell, or whether there is a value; what is only a part of the argument is left alone."""
    start, end = Span(each.span.start, each.span.start), Span(each.span.end, each.span.end)
    if each.bare:
        return Fix("Show nothing below the cell", (Edit(end, ";"),), "unsafe")
    if each.whole and each.how != "written to a file":
        return Fix("Show whether there is a value", (Edit(start, "bool("), Edit(end, ")")), "unsafe")
    return None
