"""What a submission would take of a device, and cost: the bill before the job.

Money and counts are decimal. What is not known is None and never 0, and `because` says why.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from quantum_lint.model.circuit import Exactness, Measures
from quantum_lint.model.finding import Place
from quantum_lint.model.job import Condition, Site
from quantum_lint.model.named import NamedTuple
from quantum_lint.model.report import InternalError, Unreadable
from quantum_lint.model.span import Span

#: `static` is told by the code and the price list alone, `counted` by the circuit transpiled at level 1, `billed` by
#: the circuit transpiled at level 2.
Tier = Literal["static", "counted", "billed"]


class Range(NamedTuple):
    """From `low` to `high`, both included; they are equal where nothing is open."""

    low: Decimal
    high: Decimal


class Line(NamedTuple):
    """A line of an estimate, made of its `parts` where it has some.

    So many of a `unit` at a `price` each come to the `amount`; both are None for what no money is asked for. `formula`
    says how the quantity is worked out, `source` who says so, `assumption` what was taken for granted.
    """

    what: str
    unit: str
    quantity: Range
    price: Decimal | None = None
    amount: Range | None = None
    formula: str = ""
    source: str = ""
    assumption: str = ""
    parts: tuple[Line, ...] = ()


class Rate(NamedTuple):
    """The plan that an estimate is by: who it is of, its route, title and currency, and the day of its prices."""

    provider: str
    route: str
    title: str
    currency: str
    as_of: str
    source: str
    certainty: str


class Estimate(NamedTuple):
    """One submission on one device.

    `number` and `circuit` are those of the circuit that is handed in, `exactness` and `reason` say how well it is
    known; they are 0 and empty for a submission whose circuit is not known. `device` is what the code, or the user,
    calls it, `snapshot` the name of the device that was transpiled for, `snapshot_of` its day. `measures` are those on
    the device where there is a snapshot and those of the circuit as written where there is none. `runs` is how often
    the program makes the submission and `tasks` how many circuits are in all of them; `shots` are those of each.
    `executions` are all of them, with those of mitigation. `most_shots` and `most_executions` are those at most, where
    it may be more of them. `duration` is that of one execution in seconds. `seconds`
    are those of the device that are used. `success` is the decimal logarithm of the probability that nothing goes
    wrong. `least` is set where `amount` and `seconds` may be more, since not all is known that they depend on.
    `cheapest` marks the one of several devices and plans of one currency that costs least and is good enough.
    `conditions` are those that it is made under.
    """

    callee: str
    provider: str
    device: str
    circuit: str = ""
    number: int = 0
    exactness: Exactness | Literal[""] = ""
    reason: str = ""
    tier: Tier = "static"
    snapshot: str = ""
    snapshot_of: str = ""
    rate: Rate | None = None
    runs: int | None = 1
    tasks: int | None = 1
    shots: int | None = None
    most_shots: int | None = None
    executions: int | None = None
    most_executions: int | None = None
    measures: Measures | None = None
    duration: float | None = None
    seconds: Range | None = None
    amount: Range | None = None
    least: bool = False
    because: str = ""
    success: float | None = None
    assumed: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    cheapest: bool = False
    conditions: tuple[Condition, ...] = ()


def called(device: str) -> str:
    """What people call the device: of an ARN its end."""
    return device.rpartition("/")[2] if device.startswith("arn:") else device


class PlacedEstimate(NamedTuple):
    """An estimate and the place of its submission; `made` is where the circuit is made.

    `function` is the qualified name of the function that the call stands in. `drawing` is that of the circuit, filled
    in when asked for. `said` is set where the usage file speaks of it, `runs_a_month` where that says so often. `site`
    tells apart several calls in another file that one call leads to. `hardware` are the names of the devices, one of
    which it surely runs on, an empty one where nothing names it; there are none where it may run on a simulator.
    """

    estimate: Estimate
    place: Place
    made: Place | None = None
    function: str = ""
    drawing: str = ""
    said: bool = False
    runs_a_month: Decimal | None = None
    site: Site = Site(Span(0, 0))
    hardware: tuple[str, ...] = ()

    @property
    def submission(self) -> tuple[str, Span, Site]:
        """What is the same for one submission, whatever devices and plans it is priced on."""
        return self.place.path, self.place.span, self.site


class Total(NamedTuple):
    """The sum in one currency; `least` is set where a submission has no price, or may cost more.

    Where devices or plans are compared it is the sum on one of them.
    """

    currency: str
    amount: Range
    least: bool = False
    device: str = ""
    route: str = ""


class Quota(NamedTuple):
    """What is used of the seconds that a plan includes for each window of so many days."""

    title: str
    used: Range
    included: Decimal
    days: int

    @property
    def per_cent(self) -> Range:
        """The share of it, which may be above 100."""
        return Range(self.used.low * 100 / self.included, self.used.high * 100 / self.included)


class Month(NamedTuple):
    """What a program costs a month: it `runs` so often, by the clock of a `job` in the pipeline at `path`.

    Without a job the user says so, in the usage file at `path`. `totals` and `seconds` are those of all runs. `least`
    is set where it may run more often, or cost more.
    """

    path: str
    job: str
    program: str
    runs: Decimal
    totals: tuple[Total, ...] = ()
    seconds: Range | None = None
    quotas: tuple[Quota, ...] = ()
    least: bool = False


class Breach(NamedTuple):
    """A figure beyond a limit of the policy, which is called `name` there; both are in words.

    `where` is the path, with a line where it is one submission, empty for all of the tree. It `blocks` where the policy
    is to stop the change, and else is told only.
    """

    name: str
    figure: str
    limit: str
    where: str
    blocks: bool


class Bills(NamedTuple):
    """All estimates of a tree, in the order of paths and places.

    `oldest` is the day of the oldest price among them, empty where none has a price. `months` says what programs cost
    whose runs a month are known, `breaches` which limits of the policy are passed. `free` is the number of submissions
    to simulators that no plan charges for; they are not among the estimates. `partly` are the paths of files whose
    reading ended early, and of those that they would have led to: submissions of theirs may be missing, or be told
    elsewhere.
    """

    estimates: tuple[PlacedEstimate, ...]
    totals: tuple[Total, ...] = ()
    oldest: str = ""
    unreadable: tuple[Unreadable, ...] = ()
    errors: tuple[InternalError, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    months: tuple[Month, ...] = ()
    breaches: tuple[Breach, ...] = ()
    free: int = 0
    partly: tuple[str, ...] = ()
