"""JavaScript, or something fetched from elsewhere, in an output."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.active_content import active
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.output import OutputDocument


def check(document: OutputDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """One hit for an output, at the first thing that is active, naming each kind and each host."""
    found = list(active(document.text, document.mime))
    if not found:
        return
    whats = list(dict.fromkeys(each.what for each in found))
    shown = " and ".join(whats[:3]) + (f" and {len(whats) - 3} more" if len(whats) > 3 else "")
    first = found[0]
    yield Hit(
        span=document.span(first.start, first.end),
        note=(
            f"The saved {document.name} {shown} when somebody trusts and opens this notebook: code and addresses that "
            "no review of the cells shows. Save a picture or text in its place, or empty the output."
        ),
        fix=document.clearing(),
    )
