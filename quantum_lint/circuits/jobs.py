"""Calls that start work, as light reading tells them: what runs the circuits, and how much of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from quantum_lint.evaluate.calls import CALLBACK, Guard
from quantum_lint.evaluate.devices import Target, behind, device_of
from quantum_lint.evaluate.executions import (
    ExecutionRow,
    charged_of,
    circuits_of,
    fewest_shots,
    level_of,
    rows_of,
    settings_of,
)
from quantum_lint.evaluate.hardware import Submitted, submissions, submitted
from quantum_lint.evaluate.job_settings import JobSettings
from quantum_lint.evaluate.program_sets import program_set, sweep
from quantum_lint.evaluate.shots import Settings
from quantum_lint.evaluate.tables import Tables, tables_of
from quantum_lint.evaluate.values import Instance, Value
from quantum_lint.model.job import Condition, Function, Job, Mode, Site

if TYPE_CHECKING:
    from quantum_lint.evaluate.calls import Evaluation, Unfollowed
    from quantum_lint.evaluate.deep import Handed


class Starts:
    """The calls of a program that start work, by where they stand, or what leads to them in other files."""

    def __init__(self, evaluation: Evaluation, knowledge: Any) -> None:
        self._tables = tables_of(knowledge)
        self._settings = JobSettings(evaluation)
        self._shots: dict[Site, Settings] = {}
        self._found: dict[Site, Submitted] = {}
        for one in (evaluation.elsewhere, evaluation):
            if one is not None:
                self._add(one)
        #: Why some of them may be missing, or are known by nothing but that they are there.
        self.notes = tuple(dict.fromkeys((*evaluation.unknown, *self._not_followed(evaluation.unfollowed))))
        #: The paths of files that hold functions which were never read to their end.
        self.unread = tuple(dict.fromkeys(each.function[0] for each in evaluation.unfollowed if not each.read))

    def _not_followed(self, calls: Iterable[Unfollowed]) -> Iterator[str]:
        """Add what calls start that are not followed, as far as others of their functions tell; say why they are not.

        Nothing is missing where a function was read for another call, and starts nothing there.
        """
        followed = tuple(self._found.values())
        for each in calls:
            others = [one for one in followed if each.function in one.call.context.abroad]
            for one in others:
                unread = _unread(one, each)
                self._found.setdefault(unread.call.site, unread)
                self._shots.setdefault(unread.call.site, self._shots[one.call.site])
            if others or not each.read:
                yield each.reason

    def _add(self, evaluation: Evaluation) -> None:
        settings = Settings(evaluation, self._tables)
        for each in submissions(evaluation, self._tables):
            self._found[each.call.site] = each
            self._shots[each.call.site] = settings

    def by(self, handed: Handed) -> Submitted | None:
        """What a call that was given circuits starts; None if it starts no work.

        Light reading has all that a call may be sent to in one, of which some may not be known. The deep mode sees each
        time that it is made, and so tells which of these devices it is then.
        """
        found = self._found.get(handed.site)
        if found is None or len(found.target.names) == 1:
            return found
        call = found.call._replace(receiver=handed.receiver, arguments=handed.arguments)
        alone = submitted(call, found.row, self._shots[found.call.site])
        return alone._replace(call=found.call) if len(alone.target.names) == 1 else found

    def all(self) -> Iterator[Submitted]:
        """Each of them as light reading sees it, in the order of the file; what never runs is left out."""
        for _, found in sorted(self._found.items(), key=lambda item: item[0]):
            if not found.call.context.dead:
                yield found

    def job(self, submitted: Submitted) -> Job:
        """What is told of it."""
        return _job(submitted, rows_of(self._tables).get(submitted.call.callee), self._tables, self._settings)


def _unread(again: Submitted, call: Unfollowed) -> Submitted:
    """What a call starts that is not followed: the same as another one, on nobody knows what."""
    inner = again.call.context
    abroad = (*call.context.abroad, *inner.abroad[inner.abroad.index(call.function) :])
    context = call.context._replace(function=inner.function, abroad=abroad)
    started = again.call._replace(where=call.where, receiver=None, arguments=(), context=context)
    return Submitted(started, again.row, Target("unknown", None, again.target.provider, because=call.reason), ())


def _job(submitted: Submitted, row: ExecutionRow | None, tables: Tables, settings: JobSettings) -> Job:
    target, context = submitted.target, submitted.call.context
    job = Job(
        callee=submitted.call.callee,
        span=submitted.call.span,
        site=submitted.call.site,
        provider=target.provider or submitted.row.provider,
        target="unknown" if target.kind == "either" else target.kind,
        device=target.name,
        because=target.because,
        unit=submitted.row.unit,
        shots=fewest_shots(submitted),
        most_shots=max((known.value for known in submitted.shots), default=None),
        shots_from=submitted.shots_from,
        unpriced=submitted.row.unpriced,
        usual_shots=submitted.usual_shots,
        runs=context.trips,
        circuits=circuits_of(submitted) if row is not None or submitted.row.many else 1,
        mode=_mode(submitted, tables),
        function=context.function or "",
        called=context.called,
        through=tuple(Function(*each) for each in context.abroad),
        conditions=tuple(map(_condition, (guard for guard in context.guards if guard.holds is None))),
        by_callback=any(loop.kind == CALLBACK for loop in context.loops),
    )
    if row is not None:
        return _primitive(job, submitted, row, settings)
    job = _put_together(_swept(job, submitted, tables), submitted, tables)
    charged = charged_of(tables).get(submitted.call.callee)
    return job if charged is None else job._replace(settings=tuple(settings_of(submitted, charged, settings)))


def _condition(guard: Guard) -> Condition:
    where = guard.where
    return Condition(where.positions.path or "", where.span, guard.negated)


def _swept(job: Job, submitted: Submitted, tables: Tables) -> Job:
    """The job with the number of values, where the call runs its one circuit for several."""
    found = sweep(submitted, tables)
    return job if found is None else job._replace(circuits=1, values=found.length)


def _put_together(job: Job, submitted: Submitted, tables: Tables) -> Job:
    """The job with all circuits of the set that it sends as one task, if it does."""
    found = program_set(submitted, tables)
    if found is None:
        return job
    return job._replace(
        circuits=1 if found.shared and found.circuits is None else found.circuits,
        shots=found.each(job.shots),
        most_shots=found.each(job.most_shots),
        together=True,
    )


def _primitive(job: Job, submitted: Submitted, row: ExecutionRow, settings: JobSettings) -> Job:
    return job._replace(
        primitive=row.primitive,
        level=level_of(submitted, row, settings),
        default_level=row.default_level,
        settings=tuple(settings_of(submitted, row, settings)),
    )


def _mode(submitted: Submitted, tables: Tables) -> Mode:
    """What the work stands in: a session, which is paid until it is closed, a batch, or neither."""
    if not submitted.target.batched:
        return "job"
    makers = {maker for value in _around(submitted, tables) for maker in _makers(value)}
    return "session" if any(maker in tables.sessions for maker in makers) else "batch"


def _around(submitted: Submitted, tables: Tables) -> Iterator[Value]:
    device = device_of(submitted.call, submitted.row)
    yield from behind(device, tables) if device is not None else ()
    yield from (block.value for block in submitted.call.context.withs)


def _makers(value: Value) -> tuple[str, ...]:
    return (value.maker, value.callee) if isinstance(value, Instance) else ()
