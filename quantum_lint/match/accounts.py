"""What a device or a sampler was got through: service, session, provider, account."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from quantum_lint.evaluate.calls import Evaluation
from quantum_lint.evaluate.devices import device_of
from quantum_lint.evaluate.hardware import Submitted, submissions
from quantum_lint.evaluate.positions import Where
from quantum_lint.evaluate.tables import Tables
from quantum_lint.evaluate.values import Instance, Value, find_argument, options
from quantum_lint.match.job_tables import AccountRow

#: Steps from a sampler to its account; more are a circle.
_MOST = 32


class Access(NamedTuple):
    """Work that is started on a device under an account."""

    account: Where
    submitted: Submitted


def behind(value: Value | None, tables: Tables) -> Iterator[Instance]:
    """The object and everything it was got through: receivers, and the arguments and attributes that hold a device."""
    queue = list(options(value)) if value is not None else []
    seen: set[int] = set()
    while queue and len(seen) < _MOST:
        current = queue.pop(0)
        if not isinstance(current, Instance) or id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        for further in (current.receiver, *_held(current, tables)):
            queue.extend(options(further) if further is not None else ())


def _held(value: Instance, tables: Tables) -> Iterator[Value | None]:
    """What the object was given as its device."""
    row = tables.devices.get(value.maker) or tables.devices.get(value.callee)
    if row is None:
        return
    for name in row.of:
        given = find_argument(value.arguments, name)
        yield value.contents.get(name) or (given.value if given else None)
    for position in row.of_positions:
        given = find_argument(value.arguments, "", position)
        yield given.value if given else None


def accesses(evaluation: Evaluation, tables: Tables) -> Iterator[Access]:
    """All work that is started, with each account object that it may go through."""
    rows = tables.rows("account", AccountRow)
    for submitted in submissions(evaluation, tables):
        if not submitted.call.context.dead:
            for account in _accounts(submitted, tables, rows):
                if account.where is not None:
                    yield Access(account.where, submitted)


def _accounts(submitted: Submitted, tables: Tables, rows: Mapping[str, AccountRow]) -> Iterator[Instance]:
    """The accounts that the device was got from, or that were given with it."""
    named = [submitted.call.receiver] if submitted.row.device else []
    for device in (device_of(submitted.call, submitted.row), *named):
        for each in behind(device, tables):
            row = rows.get(each.maker)
            given = each.argument(row.argument) if row and row.argument else None
            if row is not None and not row.argument:
                yield each
            for option in options(given.value) if given else ():
                if isinstance(option, Instance):
                    yield option
