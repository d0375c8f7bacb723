"""The fix for a credential that is bound to a name or is a default, whatever the document is written in."""

from __future__ import annotations

from collections.abc import Sequence

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.named_values import NamedValue
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Fix
from quantum_lint.model.span import Span


def setting_fix(document: Document, value: NamedValue, knowledge: Knowledge) -> Fix | None:
    """For a value that is bound to a name: the name stays, and the place that it names gives the value."""
    if document.fragment.language != "python":
        from quantum_lint.match.stored_settings import stored_setting

        return stored_setting(document, value.spans[0], value.name, value.path)
    from quantum_lint.match.environment_read import environment_read, setting_removed

    variable = value.name if value.name in knowledge.settings else value.credential.environment
    removed = setting_removed(document, value.spans)  # type: ignore[arg-type]
    return removed or environment_read(document, value.spans, variable, value.value)  # type: ignore[arg-type]


def default_fix(document: Document, spans: Sequence[Span]) -> Fix | None:
    """For the default of an environment read in Python, or of a variable that a statement sets if nobody did."""
    if document.fragment.language != "python":
        return None
    from quantum_lint.match.environment_read import required_read, setting_removed

    return required_read(document, spans) or setting_removed(document, spans)  # type: ignore[arg-type]
