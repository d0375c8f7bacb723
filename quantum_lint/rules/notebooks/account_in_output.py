"""An account identifier in what a notebook saved beside its cells."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.account_details import addresses, candidates, identifiers, instances
from quantum_lint.match.cloud_notebooks import runners
from quantum_lint.match.disclosed import summed
from quantum_lint.match.saved_text import SavedText
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.notebook import NotebookDocument

__all__ = ["candidates", "check"]


def check(document: Document, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """The first identifier of a text, and how many follow; buckets belong to endpoint-in-output."""
    if isinstance(document, NotebookDocument):
        yield from _runners(document)
        return
    saved = SavedText(document)
    found = chain(identifiers(saved.text, knowledge), instances(saved.text), addresses(saved.text))
    for each, more, ranges in summed(saved.text, found):
        yield Hit(
            span=saved.span(each.start, each.end),
            note=(
                f"{saved.place} shows an account: {each.name}{more}. It tells strangers whom to impersonate and which "
                f"account to aim at. {saved.mend} before you commit the notebook."
            ),
            fix=saved.clearing(*ranges),
            provider=each.provider,
        )


def _runners(document: NotebookDocument) -> Iterator[Hit]:
    """Whom the metadata of the cells names."""
    for runner in runners(document):
        where = "one cell" if runner.cells == 1 else f"{runner.cells} cells"
        yield Hit(
            span=runner.span,
            note=(
                f"The metadata of {where} says who ran it in Google Colab: name, picture and number of the account, "
                "which Jupyter does not show. Take it out, and switch on *Omit code cell output when saving*."
            ),
            fix=runner.fix,
            severity="low",
        )
