"""A job id in the output or the metadata of a notebook cell."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.disclosed import summed
from quantum_lint.match.job_ids import candidates, job_ids
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.json import JsonDocument
from quantum_lint.parse.output import OutputDocument

__all__ = ["candidates", "check"]


def check(document: OutputDocument | JsonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """The first job id of the text, and how many follow; one that names its account belongs to account-in-output."""
    output = document if isinstance(document, OutputDocument) else None
    place = f"The saved {output.name}" if output else "The metadata of this notebook"
    mend = "Empty the output" if output else "Clear the metadata"
    notebook = output.notebook if output else lambda: document.text
    for each, more in summed(document.text, job_ids(document.text, notebook, knowledge)):
        owner = f" of {knowledge.providers[each.provider].title}" if each.provider else ""
        yield Hit(
            span=document.span(each.start, each.end),
            note=(
                f"{place} shows a job id{owner}{more}. With access to the account it leads to circuits, results and "
                f"cost. {mend}, and keep job ids where results are kept."
            ),
            fix=output.clearing(each.start, each.end) if output else None,
            provider=each.provider,
        )
