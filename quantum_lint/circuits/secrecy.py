"""No name, drawing or reason of a circuit shows a credential of the file that it is in, or of one that this imports."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from quantum_lint import catalog, plan
from quantum_lint.config.settings import Settings
from quantum_lint.knowledge import load
from quantum_lint.masking import Scrubber
from quantum_lint.secrecy import secret_values

if TYPE_CHECKING:
    from quantum_lint.model.circuit import FileCircuits
    from quantum_lint.model.file import File


def without_secrets(found: FileCircuits, files: Iterable[File]) -> FileCircuits:
    """The circuits with every credential masked that stands in one of the files."""
    values = frozenset[str]().union(*(secret_values(file, _plan()) for file in files))
    circuits: FileCircuits = _scrubbed(found, Scrubber(values)) if values else found
    return circuits


@cache
def _plan() -> plan.Plan:
    """Finds credentials, and nothing else."""
    rules = catalog.load()
    wanted = Settings(select=frozenset(rule.name for rule in rules.rules.values() if rule.secret))
    return plan.make(wanted, rules, load(), ("document",))


def _scrubbed(value: Any, scrubber: Scrubber) -> Any:
    """The same with every text in it scrubbed; places hold paths, which findings show as well."""
    if isinstance(value, str):
        return scrubber.scrub(value)
    if not isinstance(value, tuple):
        return value
    items = [_scrubbed(item, scrubber) for item in value]
    return value._make(items) if hasattr(value, "_make") else tuple(items)
