"""Whether an organisation's policy approves what a submission uses: its device, provider and instance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase

from quantum_lint.evaluate.devices import device_of
from quantum_lint.evaluate.hardware import Submitted
from quantum_lint.evaluate.tables import tables_of
from quantum_lint.evaluate.values import constant, options
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.accounts import behind
from quantum_lint.match.job_tables import InstanceRow


def approves(globs: Iterable[str], name: str) -> bool:
    """Whether one of the globs matches the name, or its last part (`Garnet` of an ARN), whatever the case."""
    lower = name.lower()
    ends = {lower, *(lower.rpartition(separator)[2] for separator in "/:.")}
    return any(fnmatchcase(end, glob.lower()) for glob in globs for end in ends)


def unapproved_device(submitted: Submitted, globs: Sequence[str]) -> str | None:
    """The device that no glob approves. One that the code does not name is unapproved only where all are."""
    names = submitted.target.names
    if not names:
        return None if globs else "hardware of any kind"
    return next((name for name in names if not approves(globs, name)), None)


def unapproved_provider(submitted: Submitted, globs: Sequence[str], knowledge: Knowledge) -> str | None:
    """The provider that no glob approves, by its name or its title."""
    name = submitted.target.provider or submitted.row.provider
    title = knowledge.providers[name].title
    return None if approves(globs, name) or approves(globs, title) else title


def unapproved_instance(submitted: Submitted, globs: Sequence[str], knowledge: Knowledge) -> str | None:
    """The instance, named in the code for the account that pays, which no glob approves."""
    tables = tables_of(knowledge)
    rows = tables.rows("instance", InstanceRow)
    for made in behind(device_of(submitted.call, submitted.row), tables):
        row = rows.get(made.maker) or rows.get(made.callee)
        given = made.argument(row.arguments[0]) if row is not None and row.arguments else None
        for option in options(given.value) if given else ():
            name: str | None = constant(option, str)
            if name is not None and not approves(globs, name):
                return name
    return None
