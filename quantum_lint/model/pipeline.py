"""Facts of pipelines: what a job may spend, when it runs, how often, and what bounds it. The same for every host."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from quantum_lint.model.named import NamedTuple
from quantum_lint.model.span import Span

if TYPE_CHECKING:
    from fractions import Fraction

#: What starts a pipeline. `call` is another pipeline of the repository, `any-push` a push to whatever branch.
Event = Literal["schedule", "push", "any-push", "pull-request", "call", "other"]


class Start(NamedTuple):
    """An event that starts a job, and where that is written; `fires` is how often a month a clock does it."""

    event: Event
    span: Span
    fires: Fraction | None = None


class Axis(NamedTuple):
    """One name of a matrix with its values; none where they are known only when it runs."""

    name: str
    values: tuple[str, ...]


class Matrix(NamedTuple):
    """How often one job runs for each start: so many `times`, or at least as often where that is not `exact`."""

    axes: tuple[Axis, ...]
    times: int
    exact: bool
    span: Span


class Retry(NamedTuple):
    """Something that runs a step's work again when it fails: up to `attempts` times in all, 0 where nobody knows."""

    how: str
    attempts: int
    span: Span


class HeldCredential(NamedTuple):
    """A provider's credential that a job holds.

    `shared` ones belong to the whole pipeline, a `role` is a session in a cloud instead of a stored value. A
    `selective` one is given to some jobs of a matrix that are not known one by one; of one that is, `withheld` are the
    numbers of the jobs that do not get it.
    """

    provider: str
    name: str
    span: Span
    shared: bool = False
    role: bool = False
    selective: bool = False
    withheld: frozenset[int] = frozenset()


class BoundSecret(NamedTuple):
    """A secret `name` that programs see as `variable`; neither tells whose it is. `shared` as in `HeldCredential`."""

    variable: str
    name: str
    span: Span
    shared: bool = False


class Work(NamedTuple):
    """What one step runs.

    `files` are patterns of paths in the repository that it executes, `action` the folder of one of the repository's
    own actions, `sends` a command that hands work to hardware by itself. `needs` is set where the step runs code with
    the job's credentials, `holds` where one of them is given to the step and not just to others, `meant` where a
    variable says that hardware is meant, and `rehearses` says why it is not. `excluded` are the events that its
    condition keeps out, in every job of a matrix; `kept_out` says it of each job, and is empty where all are alike. A
    `selective` one runs for some jobs of a matrix that are not known one by one.
    """

    label: str
    span: Span
    files: tuple[str, ...] = ()
    action: str = ""
    sends: Span | None = None
    needs: bool = False
    holds: bool = False
    meant: bool = False
    rehearses: str = ""
    timeout: bool = False
    retries: tuple[Retry, ...] = ()
    excluded: frozenset[str] = frozenset()
    selective: bool = False
    kept_out: tuple[frozenset[str], ...] = ()


class Concurrency(NamedTuple):
    """A group of which one run is under way; `cancels` says which events make a later run end an earlier one."""

    span: Span
    cancels: Literal["never", "pull-requests", "always"] = "never"


class Slot(NamedTuple):
    """Where a line may be added to a job: text goes to the empty span `at`, `joint` between it and what follows."""

    at: Span
    joint: str


class PipelineJob(NamedTuple):
    """A job of a pipeline, or an action that jobs use (`action`), as far as spending on hardware is concerned.

    `starts` are the events that its condition lets through, `excluded` those that it keeps out whoever calls.
    `unclaimed` secrets open hardware where a program gives what it reads of them to a provider. `works` may leave out
    steps that lead to no hardware, whatever they do: they hold nothing and run no file of ours. `calls` is the path of
    another pipeline of the repository that it hands over to. `protected` names a deployment environment. A `bounded`
    job ends by itself, after so many `minutes` if that is known. `cleans` is set where a step runs after it was
    cancelled, `owned` where its condition looks at which repository it is in, `conditional` where it has any condition
    at all.
    """

    host: str
    id: str
    span: Span
    starts: tuple[Start, ...] = ()
    excluded: frozenset[str] = frozenset()
    credentials: tuple[HeldCredential, ...] = ()
    unclaimed: tuple[BoundSecret, ...] = ()
    works: tuple[Work, ...] = ()
    matrix: Matrix | None = None
    protected: bool = False
    bounded: bool = False
    minutes: float | None = None
    concurrency: Concurrency | None = None
    cleans: bool = False
    owned: bool = False
    conditional: bool = False
    slot: Slot | None = None
    calls: str = ""
    action: bool = False
