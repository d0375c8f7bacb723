"""The name of a user, through the path of a home folder in what a notebook saved beside its cells."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.disclosed import summed
from quantum_lint.match.private_places import homes, signs_of_homes
from quantum_lint.match.saved_text import SavedText
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options


def candidates(knowledge: Knowledge) -> tuple[str, ...]:
    """A regular expression that occurs in every text with such a path."""
    return signs_of_homes()


def check(document: Document, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """The first user that a text names, and how many others follow."""
    saved = SavedText(document)
    for each, more, ranges in summed(saved.text, homes(saved.text)):
        yield Hit(
            span=saved.span(each.start, each.end),
            note=(
                f"{saved.place} names a user of the machine it ran on, in the path of a home folder{more}: half of a "
                f"login, and it tells who ran this where. {saved.mend}, or print paths relative to the project."
            ),
            fix=saved.clearing(*ranges),
        )
