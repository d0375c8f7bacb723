"""Calls that administer an account: they make keys, change rights or change who pays."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from quantum_lint.evaluate.calls import Call, Evaluation
from quantum_lint.evaluate.values import Instance, constant
from quantum_lint.knowledge import Knowledge


class AdministrationRow(NamedTuple):
    """`operations` of the clients `owners`, and what they do; of a client that many services share, of `service`."""

    provider: str
    owners: tuple[str, ...]
    operations: tuple[str, ...]
    does: str
    service: str = ""


def administrative(evaluation: Evaluation, knowledge: Knowledge) -> Iterator[tuple[Call, AdministrationRow]]:
    """Every call that administers an account."""
    rows = _rows(knowledge)
    for call in evaluation.calls:
        owner, _, operation = call.callee.rpartition(".")
        for row in rows.get(operation, ()):
            if owner in row.owners and (not row.service or _service(call) == row.service):
                yield call, row


@lru_cache(maxsize=4)
def _rows(knowledge: Knowledge) -> dict[str, list[AdministrationRow]]:
    """The rows `[[sdk.administration]]` of all providers, by operation."""
    found: dict[str, list[AdministrationRow]] = {}
    for name, table in knowledge.sdk.items():
        for each in table.get("administration", ()):
            row = AdministrationRow(provider=name, **each)
            for operation in row.operations:
                found.setdefault(operation, []).append(row)
    return found


def _service(call: Call) -> str | None:
    """What a shared client was made for."""
    made = call.receiver
    given = made.argument("service_name", 0) if isinstance(made, Instance) else None
    return constant(given.value, str) if given else None
