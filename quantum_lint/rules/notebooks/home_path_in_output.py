"""The name of a user, through the path of a home folder in an output."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.disclosed import summed
from quantum_lint.match.private_places import homes, signs_of_homes
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.json import JsonDocument
from quantum_lint.parse.output import OutputDocument


def candidates(knowledge: Knowledge) -> tuple[str, ...]:
    """A regular expression that occurs in every text with such a path."""
    return signs_of_homes()


def check(document: OutputDocument | JsonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """The first user of the output, and how many others follow; in metadata there is nothing to empty."""
    output = document if isinstance(document, OutputDocument) else None
    place = f"The saved {output.name}" if output else "The metadata of this notebook"
    mend = "Empty the output, or print paths relative to the project" if output else "Clear that metadata"
    for each, more in summed(document.text, homes(document.text)):
        yield Hit(
            span=document.span(each.start, each.end),
            note=(
                f"{place} names a user of the machine it ran on, in the path of a home folder{more}: half of a login, "
                f"and it tells who ran this where. {mend}."
            ),
            fix=output.clearing(each.start, each.end) if output else None,
        )
