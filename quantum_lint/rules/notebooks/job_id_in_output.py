"""A job id in the output or the metadata of a notebook cell."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.disclosed import distinct, job_ids
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.json import JsonDocument
from quantum_lint.parse.output import OutputDocument


def check(document: OutputDocument | JsonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every job id of the text, once for each value; one that names its account belongs to account-in-output."""
    output = document if isinstance(document, OutputDocument) else None
    place = f"The saved {output.name}" if output else "The metadata of this notebook"
    mend = "Empty the output" if output else "Clear the metadata"
    for each in distinct(document.text, job_ids(document.text, knowledge)):
        yield Hit(
            span=document.span(each.start, each.end),
            note=(
                f"{place} shows a {each.name}. With access to the account it leads to circuits, results and cost. "
                f"{mend}, and keep job ids where results are kept."
            ),
            fix=output.clearing() if output else None,
            provider=each.provider,
        )
