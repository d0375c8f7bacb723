"""A credential among the arguments of a program."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.advice import consequence, label, revoke
from quantum_lint.match.command_lines import command_lines, may_start
from quantum_lint.match.credential_values import is_dummy
from quantum_lint.match.passed_credentials import Passed, gives_any, may_pass, passed_credentials
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.shell import ShellDocument

#: What makes an argument of a program worse than any other line of the file.
_WHY = "its arguments stay in the shell's history and in logs, and every user of the machine sees them"


def check(document: Document, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every literal that a program is given as a credential."""
    if isinstance(document, ShellDocument) and not gives_any(document.commands(), knowledge):
        return
    if hasattr(document, "evaluation") and not _may_pass(document, knowledge):
        return
    for line in command_lines(document, knowledge):
        for each in passed_credentials(line, document.fragment.text, knowledge):
            if not is_dummy(document, (each.span,)):
                yield Hit(
                    span=each.span,
                    note=_note(each, knowledge),
                    secret=(each.span,),
                    provider=each.credential.provider if each.credential else None,
                    credential=each.credential.id if each.credential else None,
                    confidence=None if each.credential else "medium",
                )


def _may_pass(document: Document, knowledge: Knowledge) -> bool:
    """Whether a program may hand a credential on: most that start others hand on nothing that is called like one."""
    return may_start(document.fragment.text) and may_pass(document.code, knowledge)


def _note(each: Passed, knowledge: Knowledge) -> str:
    where = f"`{each.program}` is given a literal as {each.name}"
    if each.credential is None:
        why = f"; {_WHY}" if each.started else ""
        return f"{where}{why}. If it opens anything, revoke it, and hand the new one over in a variable or a file."
    why = f", and {_WHY}" if each.started else ""
    instead = f'write "${each.credential.environment}"' if each.started else f"read {each.credential.environment}"
    return (
        f"{where}, {label(each.credential, knowledge)}: {consequence(each.credential)}{why}. "
        f"{revoke(each.credential, knowledge)}, then {instead}, set in a secret store."
    )
