"""Calls that start work, and what is told of the work before anything runs."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from quantum_lint.model.finding import Place
from quantum_lint.model.named import NamedTuple
from quantum_lint.model.span import Span

Target = Literal["hardware", "simulator", "unknown"]
#: Jobs of a batch are paid one by one; of a session all the time from its first job until it is closed.
Mode = Literal["job", "batch", "session"]
#: What the code sets, as it is: results that are kept are checked against this type, and `True` is no float there.
SettingValue = bool | int | float | str


class Part(NamedTuple):
    """A circuit of a job, by its place among the circuits of the file.

    `times` is how often it is handed in, in all runs of the job together. Each time it runs for `parameter_sets` values
    of its free parameters, and for each of them in `bases` measurement bases, one for every group of observables that
    commute qubit by qubit. What is not known is None.
    """

    circuit: int
    times: int | None = 1
    parameter_sets: int | None = 1
    bases: int | None = 1


class Function(NamedTuple):
    """A function of the tree, by its qualified name in the file at `path`."""

    path: str
    name: str


class Site(NamedTuple):
    """Where a call stands that starts work.

    `span` are its bytes or, of a call in another file, those of the call that leads there. `path` is the other file and
    `inner` its bytes there: one call may lead to several.
    """

    span: Span
    path: str = ""
    inner: Span = Span(0, 0)


class Condition(NamedTuple):
    """A condition that a call stands under, and of which nobody can tell whether it holds.

    `path` and `span` are where it is written; `path` is empty for the file of the call. The call is made where it does
    not hold if it is `negated`.
    """

    path: str
    span: Span
    negated: bool = False


class Job(NamedTuple):
    """A call that starts work.

    `callee` is qualified and `unit` what the provider calls the work. `device` is what the code calls the device, and
    `because` says why that is not known. `shots` is None where nothing tells them and 0 for an exact result; where the
    code gives several numbers they are the fewest, and `most_shots` the most of those that are told.
    `usual_shots` are those that the SDK takes where the code leaves that to it, and None where it does not.
    `unpriced` is why the call itself has no price, whatever it starts. `runs` is how often the program makes the call,
    `circuits` how many it hands in each time, all `together` as one task or one by one, and `values` for how many sets
    of values each of them runs; None where that is not known.

    `primitive` is `sampler`, `estimator` or empty, `level` its resilience level where the code sets one and
    `default_level` that of the SDK; `settings` are others that the executions depend on, of a list its length. `parts`
    are the circuits that are known; there are none where reading did not ask for them or could not tell. `function` is
    the qualified name of the function that it stands in; `called` is False where nothing here calls that. `through`
    are the functions of other files that the call leads through to the one that starts the work. `conditions` are those
    it stands under, the outermost first. `by_callback` is set where an optimizer or a gradient makes the call over and
    over. `idle` are the seconds that a session around it is open while nothing runs. `site` is where it stands.
    """

    callee: str
    span: Span
    provider: str
    target: Target
    device: str | None = None
    because: str = ""
    unit: str = "job"
    shots: int | None = None
    most_shots: int | None = None
    shots_from: Literal["given", "default", "none", "unknown"] = "unknown"
    usual_shots: int | None = None
    runs: int | None = 1
    circuits: int | None = 1
    primitive: str = ""
    mode: Mode = "job"
    level: int | None = None
    default_level: int = 0
    settings: tuple[tuple[str, SettingValue], ...] = ()
    parts: tuple[Part, ...] = ()
    function: str = ""
    called: bool = True
    through: tuple[Function, ...] = ()
    idle: Decimal | None = None
    unpriced: str = ""
    together: bool = False
    values: int | None = 1
    site: Site = Site(Span(0, 0))
    conditions: tuple[Condition, ...] = ()
    by_callback: bool = False

    def with_shots(self, shots: int) -> Job:
        """The same with the number of shots that somebody gives."""
        return self._replace(shots=shots, most_shots=shots, shots_from="given")

    def setting(self, name: str) -> SettingValue | None:
        """What the code sets; None where it sets nothing."""
        return dict(self.settings).get(name)


class PlacedJob(NamedTuple):
    """A job and the place of its call."""

    job: Job
    place: Place
