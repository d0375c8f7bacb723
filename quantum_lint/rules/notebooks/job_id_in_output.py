"""A job id in what a notebook saved beside its cells."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.disclosed import summed
from quantum_lint.match.job_ids import candidates, job_ids
from quantum_lint.match.saved_text import SavedText
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options

__all__ = ["candidates", "check"]


def check(document: Document, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """The first job id of the text, and how many follow; one that names its account belongs to account-in-output."""
    saved = SavedText(document)
    for each, more, ranges in summed(saved.text, job_ids(saved.text, saved.notebook, knowledge)):
        owner = f" of {knowledge.providers[each.provider].title}" if each.provider else ""
        yield Hit(
            span=saved.span(each.start, each.end),
            note=(
                f"{saved.place} shows a job id{owner}{more}. With access to the account it leads to circuits, results "
                f"and cost. {saved.mend}, and keep job ids where results are kept."
            ),
            fix=saved.clearing(*ranges),
            provider=each.provider,
        )
