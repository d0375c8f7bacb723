"""What a device or a sampler was got through: service, session, provider, account."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.evaluate.tables import Tables
from quantum_lint.evaluate.values import Instance, Value, find_argument, options

#: Steps from a sampler to its account; more are a circle.
_MOST = 32


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
