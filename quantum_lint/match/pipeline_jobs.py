"""Which jobs of the repository's pipelines reach hardware, by what, and how often: the one answer for all rules.

A job does so when it runs code while it holds a provider's credential (which its name tells, or a program that gives it
to a provider), when a command of it hands work to hardware, or when it executes a file of the repository that surely
submits to hardware. Pipelines that call each other, and actions of the repository's own, are followed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from fractions import Fraction
from functools import cached_property, lru_cache
from math import prod
from typing import TYPE_CHECKING, Any, NamedTuple

from quantum_lint.model.fact import CredentialUse, Submission
from quantum_lint.model.hit import Related
from quantum_lint.model.pipeline import Concurrency, Event, HeldCredential, PipelineJob, Start, Work
from quantum_lint.parse.job_files import root_of

if TYPE_CHECKING:
    from quantum_lint.knowledge import Knowledge

_ACTION_FILES = ("action.yml", "action.yaml")


class Placed(NamedTuple):
    """A job and the file that it stands in."""

    path: str
    job: PipelineJob

    @property
    def root(self) -> str:
        """The folder of its repository, with a slash behind it."""
        return root_of(self.path)


class Way(NamedTuple):
    """A start that leads to a job, through the jobs that call its pipeline, the outermost first."""

    start: Start
    path: str
    callers: tuple[Placed, ...] = ()


class Spending(NamedTuple):
    """A step that reaches hardware; `proof` is what shows it beside a credential, `provider` whose it is.

    `submissions` are those that are known of the file it runs.
    """

    work: Work
    proof: Related | None = None
    provider: str | None = None
    submissions: tuple[Submission, ...] = ()


class HardwareJob(NamedTuple):
    """A job that reaches hardware: the steps that do, the credentials that let them, and what starts it."""

    placed: Placed
    spending: tuple[Spending, ...]
    credentials: tuple[HeldCredential, ...]
    ways: tuple[Way, ...]

    @property
    def path(self) -> str:
        """The file that it stands in."""
        return self.placed.path

    @property
    def job(self) -> PipelineJob:
        """The job."""
        return self.placed.job

    @property
    def provider(self) -> str | None:
        """Whose hardware it is, as far as that is known."""
        held = (each.provider for each in self.credentials)
        return next(held, None) or next((each.provider for each in self.spending if each.provider), None)

    @property
    def proven(self) -> bool:
        """Whether something shows that a step of it submits, more than that it might."""
        return any(each.proof for each in self.spending)

    @property
    def evidence(self) -> tuple[Related, ...]:
        """Where its credentials come in, and what shows that it submits."""
        entrances = (Related(each.span, f"`{each.name}` comes in here") for each in self.credentials)
        return (*entrances, *(each.proof for each in self.spending if each.proof))

    def started_by(self, event: Event) -> tuple[Way, ...]:
        """The ways of an event that gets as far as a step that reaches hardware."""
        reached = any(event not in each.work.excluded for each in self.spending)
        return tuple(way for way in self.ways if way.start.event == event) if reached else ()

    @property
    def bounded(self) -> bool:
        """Whether it ends by itself, or each of its steps does."""
        return self.job.bounded or all(each.work.timeout for each in self.spending)

    def concurrency(self, way: Way) -> Concurrency | None:
        """The group that the job, or the nearest one that calls its pipeline, is in."""
        groups = (each.concurrency for each in (self.job, *(placed.job for placed in reversed(way.callers))))
        return next((group for group in groups if group), None)

    def times(self, way: Way) -> int:
        """How many jobs the matrices on a way make of it, at least."""
        return prod(each.job.matrix.times for each in way.callers if each.job.matrix) * self._own(way.start.event)

    @property
    def own_times(self) -> int:
        """How many jobs of its own matrix get to hardware, whatever starts them."""
        return self._own("other")

    def _own(self, event: Event) -> int:
        """The same for an event; work for some jobs that are not known one by one only counts once."""
        if self._partial or self.job.matrix is None:
            return 1
        return sum(self._gets_there(index, event) for index in range(self.job.matrix.times)) or 1

    def _gets_there(self, index: int, event: Event) -> bool:
        """Whether a job of the matrix reaches hardware."""
        held = not self.credentials or any(index not in each.withheld for each in self.credentials)
        return held and any(not work.kept_out or event not in work.kept_out[index] for work in self._counted)

    @property
    def _counted(self) -> tuple[Work, ...]:
        """The steps that show how often hardware is reached.

        They submit, or a variable switches hardware on for them; where none does, they hold a credential.
        """
        meant = tuple(each.work for each in self.spending if each.proof or each.work.meant)
        sure = tuple(each.work for each in self.spending if each.proof or each.work.holds)
        return meant or sure or tuple(each.work for each in self.spending)

    @property
    def exact(self) -> bool:
        """Whether its matrices are known in full."""
        matrices = [self.job.matrix, *(placed.job.matrix for way in self.ways for placed in way.callers)]
        known = all(matrix is None or matrix.exact for matrix in matrices)
        return known and not (self._partial and self.job.matrix is not None)

    @property
    def _partial(self) -> bool:
        """Whether only some jobs of its matrix get to hardware, and nobody knows which."""
        return any(each.work.selective for each in self.spending) or any(each.selective for each in self.credentials)

    @property
    def attempts(self) -> int:
        """How often its work is tried when it fails, as far as that is known."""
        return max((retry.attempts for each in self.spending for retry in each.work.retries), default=0) or 1

    @property
    def fires(self) -> Fraction:
        """How often a month clocks start it."""
        return sum((way.start.fires or Fraction(0) for way in self.started_by("schedule")), Fraction(0))

    @property
    def runs(self) -> Fraction:
        """How often a month clocks make it reach hardware when nothing fails, at least."""
        ways = self.started_by("schedule")
        return sum(((way.start.fires or Fraction(0)) * self.times(way) for way in ways), Fraction(0))


def hardware_jobs(repository: Any, knowledge: Knowledge) -> Iterator[HardwareJob]:
    """Every such job, in the order of the files."""
    return iter(_pipelines(repository, knowledge).reaching)


def rehearsing_jobs(repository: Any, knowledge: Knowledge) -> Iterator[HardwareJob]:
    """Jobs that hold a credential of their own and surely use no hardware; `spending` are their steps."""
    return _pipelines(repository, knowledge).rehearsing()


@lru_cache(maxsize=1)
def _pipelines(repository: Any, knowledge: Knowledge) -> _Pipelines:
    """Those of a repository, read once for all rules that ask."""
    return _Pipelines(repository, knowledge)


class _Pipelines:
    """All pipelines of a scan, and the files that submit."""

    def __init__(self, repository: Any, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._placed = [Placed(path, job) for path, job in repository.facts(PipelineJob)]
        self._submissions: dict[str, list[Submission]] = {}
        for path, submission in repository.facts(Submission):
            if submission.sure:
                self._submissions.setdefault(path, []).append(submission)
        self._given = {(path, use.name): use.provider for path, use in _in_programs(repository)}
        self._callers: dict[str, list[Placed]] = {}
        self._actions: dict[str, list[Placed]] = {}
        for placed in self._placed:
            if placed.job.calls:
                self._callers.setdefault(placed.root + placed.job.calls, []).append(placed)
            if placed.job.action:
                self._actions.setdefault(placed.path, []).append(placed)

    @cached_property
    def reaching(self) -> tuple[HardwareJob, ...]:
        """The jobs that reach hardware."""
        return tuple(self._reaching())

    def _reaching(self) -> Iterator[HardwareJob]:
        for placed in self._own():
            credentials = (*self._opening(placed.job), *self._claimed(placed))
            spending = tuple(self._spending(placed, placed.job.works, holds=bool(credentials), seen=frozenset()))
            if spending:
                yield HardwareJob(placed, spending, credentials, tuple(self._ways(placed)))

    def rehearsing(self) -> Iterator[HardwareJob]:
        """The jobs that hold a credential and use no hardware."""
        reaching = {each.placed for each in self.reaching}
        for placed in self._own():
            held = tuple(each for each in self._opening(placed.job) if not each.shared and not each.role)
            steps = tuple(Spending(work) for work in placed.job.works if work.rehearses)
            if held and steps and placed not in reaching and not any(_unsure(work) for work in placed.job.works):
                yield HardwareJob(placed, steps, held, ())

    def _own(self) -> Iterator[Placed]:
        return (placed for placed in self._placed if not placed.job.action)

    def _opening(self, job: PipelineJob) -> tuple[HeldCredential, ...]:
        """The credentials that open hardware: a session counts in the cloud that sells it."""
        providers = self._knowledge.providers
        return tuple(each for each in job.credentials if not each.role or providers[each.provider].clouds)

    def _claimed(self, placed: Placed) -> Iterator[HeldCredential]:
        """The secrets of a job that a program of its repository reads and gives to a provider."""
        for each in placed.job.unclaimed:
            programs = (path for path, name in self._given if name == each.variable and path.startswith(placed.root))
            path = next(programs, None)
            if path is not None:
                yield HeldCredential(self._given[path, each.variable], each.name, each.span, each.shared)

    def _spending(
        self, placed: Placed, works: Iterable[Work], *, holds: bool, seen: frozenset[str]
    ) -> Iterator[Spending]:
        for work in works:
            proof = self._proof(placed, work, seen)
            if proof is not None:
                yield proof
            elif holds and work.needs and not work.rehearses:
                yield Spending(work)

    def _proof(self, placed: Placed, work: Work, seen: frozenset[str]) -> Spending | None:
        """What shows that a step submits, whether its job holds a credential or not."""
        if work.sends is not None:
            return Spending(work, Related(work.sends, "work is sent to hardware here", placed.path))
        for pattern in work.files:
            path = self._submitting(placed.root + pattern)
            if path is not None:
                found = tuple(self._submissions[path])
                return Spending(work, Related(found[0].span, "submits to hardware", path), found[0].provider, found)
        for name in _ACTION_FILES if work.action else ():
            path = f"{placed.root}{work.action}/{name}"
            for action in self._actions.get(path, ()) if path not in seen else ():
                for inner in self._spending(action, action.job.works, holds=False, seen=seen | {path}):
                    return inner._replace(work=work)
        return None

    def _submitting(self, pattern: str) -> str | None:
        """The file that a pattern of paths names and that submits."""
        if pattern in self._submissions:
            return pattern
        if not set("*?[") & set(pattern):
            return None
        return next((path for path in self._submissions if fnmatchcase(path, pattern)), None)

    def _ways(self, *chain: Placed) -> Iterator[Way]:
        """What starts the last job of a chain, in which each calls the pipeline of the next."""
        first = chain[0]
        excluded = frozenset().union(*(placed.job.excluded for placed in chain))
        for start in first.job.starts:
            if start.event != "call" and start.event not in excluded:
                yield Way(start, first.path, chain[:-1])
        for caller in self._callers.get(first.path, ()):
            if caller not in chain:
                yield from self._ways(caller, *chain)


def _in_programs(repository: Any) -> Iterator[tuple[str, CredentialUse]]:
    """The variables that programs read credentials from, and the files that they stand in."""
    return ((path, use) for path, use in repository.facts(CredentialUse) if path.endswith((".py", ".ipynb")))


def _unsure(work: Work) -> bool:
    """Whether a step runs code that may be meant for hardware."""
    return bool(work.needs or work.files or work.action) and not work.rehearses
