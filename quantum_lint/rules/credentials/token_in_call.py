"""A literal that a provider's SDK is given as a credential."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.advice import exposed
from quantum_lint.match.credential_values import is_dummy
from quantum_lint.match.environment_read import environment_read
from quantum_lint.match.given_credentials import Given, given
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.rule import Options
from quantum_lint.parse.python import PythonDocument


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every such literal, where it is written, be it in a module that is imported."""
    for each in given(document, knowledge):
        written = each.written
        if not is_dummy(written.document, written.spans):
            yield Hit(
                span=written.spans[0],
                note=exposed(each.credential, knowledge, f"is given to {_short(each.callee)} as a literal"),
                fix=environment_read(written.document, written.spans, each.credential.environment, written.value),
                related=_related(each),
                secret=written.spans,
                provider=each.credential.provider,
                credential=each.credential.id,
                path=written.path,
            )


def _short(callee: str) -> str:
    """The last two parts of a qualified name: class and method, or module and class."""
    return ".".join(callee.removeprefix("?.").split(".")[-2:])


def _related(each: Given) -> tuple[Related, ...]:
    if each.written.path is None and any(each.place.touches(span) for span in each.written.spans):
        return ()
    return (Related(each.place, f"it reaches {_short(each.callee)} here, as {each.parameter}", role="after"),)
