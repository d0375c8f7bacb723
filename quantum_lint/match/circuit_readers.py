"""Functions of SDKs that read circuits from files and texts, and where those come from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from quantum_lint.model.fact import CircuitRead

if TYPE_CHECKING:
    from quantum_lint.evaluate.calls import Argument, Evaluation
    from quantum_lint.evaluate.tables import Tables
    from quantum_lint.knowledge import Knowledge

#: Functions that write a download to a file, and where they are told which.
_SAVERS = {
    "urllib.request.urlretrieve": ("filename", 1),
    "wget.download": ("out", 1),
    "torch.hub.download_url_to_file": ("dst", 1),
}


class ReaderRow(NamedTuple):
    """Calls that read circuits in a `format` from their first argument, called `argument`.

    `binary` formats are made for programs, which rebuild objects from them.
    """

    provider: str
    calls: tuple[str, ...]
    format: str
    argument: str
    binary: bool = False


def facts(document: Any, knowledge: Knowledge, key: bytes) -> Iterator[CircuitRead]:
    """The calls that read a binary format; what a test keeps in files is part of the test."""
    from quantum_lint.evaluate.tables import tables_of
    from quantum_lint.match.provenance import is_own

    tables = tables_of(knowledge)
    rows = {callee: row for callee, row in tables.rows("reader", ReaderRow).items() if row.binary}
    evaluation = document.evaluation(knowledge)
    for call in evaluation.calls_to(*rows):
        row = rows[call.callee]
        given = call.argument(row.argument, 0)
        if given is None or is_own(given, evaluation, tables):
            continue
        origin = "a download" if _is_saved(given, evaluation, tables) else _origin(given, tables)
        if "test" not in document.fragment.traits or origin not in ("", "a file"):
            yield CircuitRead(row.provider, call.callee, row.format, call.span, origin)


def _origin(given: Argument, tables: Tables) -> str:
    from quantum_lint.match.provenance import named_by, outside

    named = named_by(given.value, tables)
    return f"a file that {named} names" if named else outside(given.value, tables) or ""


def _is_saved(given: Argument, evaluation: Evaluation, tables: Tables) -> bool:
    """Whether the file was downloaded by the same program."""
    from quantum_lint.match.provenance import paths, written

    targets = (call.argument(*_SAVERS[call.callee]) for call in evaluation.calls_to(*_SAVERS))
    saved = {path for target in targets if target is not None for path in paths(target)}
    saved.update(path for path, source in written(evaluation, tables) if source and "network" in source)
    return not saved.isdisjoint(paths(given))
