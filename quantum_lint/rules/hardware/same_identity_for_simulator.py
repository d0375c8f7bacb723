"""Accounts that open simulators and hardware alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from quantum_lint.evaluate.calls import Call, Evaluation
from quantum_lint.evaluate.devices import Target, target_of
from quantum_lint.evaluate.hardware import submissions
from quantum_lint.evaluate.positions import Where
from quantum_lint.evaluate.tables import Tables, tables_of
from quantum_lint.evaluate.values import Instance, Value, options
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.hardware_jobs import is_rehearsed
from quantum_lint.match.job_tables import AccountRow
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.rule import Options
from quantum_lint.parse.python import PythonDocument


class Access(NamedTuple):
    """A call that uses an account to reach a device."""

    account: Where
    call: Call
    target: Target


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every account object that gives a simulator as well as hardware."""
    if is_rehearsed(document, knowledge):
        return
    by_account: dict[Where, dict[str, Access]] = {}
    for access in _accesses(document.evaluation(knowledge), tables_of(knowledge)):
        by_account.setdefault(access.account, {}).setdefault(access.target.kind, access)
    for account, found in by_account.items():
        if "simulator" in found and "hardware" in found:
            simulator, hardware = found["simulator"], found["hardware"]
            yield Hit(
                span=account.span,
                note=f"This account gives {simulator.target.name or 'a simulator'} and"
                f" {hardware.target.name or 'hardware'}: whoever is to try things out on the simulator holds what pays"
                " for hardware. Use a local simulator, or a key or instance of its own for trials.",
                related=(
                    Related(simulator.call.span, "the simulator", role="after"),
                    Related(hardware.call.span, "the hardware", role="after"),
                ),
                provider=hardware.target.provider,
            )


def _accesses(evaluation: Evaluation, tables: Tables) -> Iterator[Access]:
    rows = tables.rows("account", AccountRow)
    for call in evaluation.calls:
        if call.callee in tables.devices and not call.context.dead:
            row = rows.get(call.callee)
            given = call.argument(row.argument) if row else None
            account = call.receiver if row is None else given.value if given else None
            yield from _reached(account, call, target_of(call.result, tables))
    for submitted in submissions(evaluation, tables):
        if submitted.row.device and not submitted.call.context.dead:
            yield from _reached(submitted.call.receiver, submitted.call, submitted.target)


def _reached(account: Value | None, call: Call, target: Target) -> Iterator[Access]:
    for option in options(account) if account is not None else ():
        if isinstance(option, Instance) and option.where is not None:
            yield Access(option.where, call, target)
