"""A credential kept in an object that is pickled, logged or written out as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.dumped_objects import dumped
from quantum_lint.match.named_credentials import credential_named
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.python import PythonDocument


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Each place once."""
    seen = set()
    for each in dumped(document.evaluation(knowledge), knowledge):
        if each.span not in seen:
            seen.add(each.span)
            credential = each.credential or credential_named(each.field, document.fragment.text, knowledge)
            yield Hit(
                span=each.span,
                note=f"{each.what} is {each.how} with `{each.field}` in it, a credential: it goes wherever the result "
                "goes, and nothing here shows that. Write out the fields that are needed, and keep the credential "
                "outside the object or, in a dataclass, in a `field(repr=False)`.",
                provider=credential.provider if credential else None,
                credential=credential.id if credential else None,
            )
