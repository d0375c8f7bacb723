"""Jobs that somebody pays for whom the code does not name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quantum_lint.evaluate.calls import Evaluation
from quantum_lint.evaluate.tables import tables_of
from quantum_lint.evaluate.values import Instance
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.accounts import behind
from quantum_lint.match.hardware_jobs import device_title, in_earnest
from quantum_lint.match.job_tables import InstanceRow
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.rule import Options
from quantum_lint.parse.python import PythonDocument


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every account that work on hardware goes through and that leaves open which instance pays."""
    tables = tables_of(knowledge)
    rows, evaluation, seen = tables.rows("instance", InstanceRow), document.evaluation(knowledge), set()
    for submitted in in_earnest(document, knowledge):
        for account in behind(submitted.call.receiver, tables):
            row = rows.get(account.maker)
            if row is None or account.where is None or account.where in seen:
                continue
            seen.add(account.where)
            if not _is_named(account, row, evaluation, document):
                yield Hit(
                    span=account.where.span,
                    note=f"Nothing names {row.what}: {row.default} pays for the {submitted.row.unit}s on"
                    f" {device_title(submitted, knowledge)}, which may be somebody else's, and another one tomorrow."
                    " Name it, best from the configuration.",
                    related=(Related(submitted.call.span, "what it pays for", role="after"),),
                    provider=row.provider,
                )


def _is_named(account: Instance, row: InstanceRow, evaluation: Evaluation, document: PythonDocument) -> bool:
    """Whether the code says who pays, here or elsewhere, or may do so."""
    given = account.arguments
    if any(each.name is None and each.position is None for each in given):
        return True
    if any(each.name in row.arguments or each.position in row.positions for each in given):
        return True
    if any(each.name in row.elsewhere for call in evaluation.calls for each in call.arguments):
        return True
    return any(re.search(rf"\b{name}\b", document.fragment.text) for name in row.settings)
