"""What is known of providers and packages: a value for each kind of row in the files of `rules/`.

They are named tuples because a dozen frozen dataclasses take 6 ms to define and a hook run has 65 ms in all.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from quantum_lint.model.callee import same_callable
from quantum_lint.model.named import NamedTuple
from quantum_lint.model.rule import NOTHING

Reach = Literal["simulator", "hardware", "billing", "administration"]
Strength = Literal["alone", "context", "binding"]

#: Characters that would make a value part of a longer one, unless the provider file says otherwise.
BOUNDARY = "0-9A-Za-z"


class Credential(NamedTuple):
    """One kind of credential of a provider.

    `pattern` is RE2 syntax; a group in it marks the part that is secret. `boundary` is the class of characters that may
    not stand on either side. `strength` says what proves a match: the shape `alone`, one of the `context` words within
    `near` lines and none of the words `against` it, or only a `binding` to a call or a name. What `weak` matches needs
    context even where the shape is strong. `mixed` asks for lower case, upper case and digits in turn, `cloud` marks
    the keys of the cloud that the provider is a service of, `hosted` asks for a base32 host name inside, `issuers` are
    hosts of a JSON web token's `iss`. `environment` is the variable to read, and `instead` an order that says better
    what to write in place of the value, if the provider has a better way. `ended` is the day on which all that it
    opened was switched off.
    """

    provider: str
    id: str
    name: str
    reach: Reach
    strength: Strength
    pattern: str
    template: str
    source: str
    environment: str
    instead: str = ""
    boundary: str = BOUNDARY
    context: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    near: int = 5
    weak: str = ""
    mixed: bool = False
    cloud: bool = False
    hosted: bool = False
    issuers: tuple[str, ...] = ()
    ended: str = ""


class Provider(NamedTuple):
    """A vendor: its name for people, where to revoke, its Python modules and hosts, and when this was looked up.

    A host that starts with a dot stands for all hosts below it. `convention` is set where no SDK reads `environment`.

    In names of variables `spellings` stand for it, and so does its own name unless that is an `everyday` word or that
    of a house that sells much besides. `clouds` are words for the cloud it is a service of; what opens the cloud counts
    only where a word `beside` tells that this service is meant. `assumed_device` is the device that stands for those of
    which code does not tell which one it is.
    """

    name: str
    title: str
    as_of: str
    revoke_url: str
    environment: str
    instead: str = ""
    modules: tuple[str, ...] = ()
    endpoints: tuple[str, ...] = ()
    spellings: tuple[str, ...] = ()
    everyday: bool = False
    clouds: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    convention: bool = False
    assumed_device: str = ""
    note: str = ""

    def meant(self, text: str) -> bool:
        """Whether what opens its cloud is meant for its quantum service, by a text in small letters."""
        return not self.beside or any(word in text for word in self.beside)


class Binding(NamedTuple):
    """A parameter that takes a credential: by `keyword`, at `positions` (from 0, without self), or an attribute.

    `positions` has several where the parameter moved between versions. `first` is how the first argument must start.
    """

    provider: str
    credential: str
    callable: str
    keyword: str | None = None
    positions: tuple[int, ...] = ()
    attribute: str | None = None
    first: str = ""
    note: str = ""

    @property
    def root(self) -> str:
        """The top-level package of the callable."""
        return self.callable.partition(".")[0]

    def fits(self, callee: str) -> bool:
        """Whether a qualified name means this callable, wherever in its package it was imported from."""
        return same_callable(self.callable, callee)

    def takes(self, name: str | None, position: int | None) -> bool:
        """Whether an argument of this name, or at this position where it has none, is the credential."""
        return (name is not None and name == self.keyword) or position in self.positions


class SettingName(NamedTuple):
    """A setting (environment variable) of a provider. A group without a `credential` holds none: `secret` is False."""

    provider: str
    name: str
    credential: str | None = None
    secret: bool = True
    context: tuple[str, ...] = ()


class CredentialFile(NamedTuple):
    """Where a provider's SDK keeps credentials: ends of paths, and the keys that hold them (none: all of the file).

    `local` is set where the SDK looks for it, or people put it, beside the code and not in the home folder.
    """

    provider: str
    credential: str
    paths: tuple[str, ...]
    keys: tuple[str, ...] = ()
    local: bool = False


class Save(NamedTuple):
    """Calls that write the credential they are given, or their object was made with, to `path` in the home folder.

    `unless` names the parameter that keeps them from it when it is False.
    """

    provider: str
    callables: tuple[str, ...]
    path: str
    unless: str | None = None

    def fits(self, callee: str) -> bool:
        """Whether a qualified name means one of these callables."""
        return any(same_callable(each, callee) for each in self.callables)


class Echo(NamedTuple):
    """A call that shows a credential: it `returns` or `prints` it, or its result's `repr` does.

    `several` is set where it returns accounts by their names and not one.
    """

    provider: str
    callable: str
    credential: str
    effect: Literal["returns", "prints", "repr"]
    note: str
    several: bool = False

    def fits(self, callee: str) -> bool:
        """Whether a qualified name means this callable."""
        return same_callable(self.callable, callee)


class Command(NamedTuple):
    """A program that takes a credential after one of the `options`, as the next word or behind `=`.

    What it is given so it writes to the file `saves`, if one is named.
    """

    provider: str
    credential: str
    program: str
    options: tuple[str, ...]
    saves: str = ""


class Identifier(NamedTuple):
    """The shape of an account identifier or a job id: no secret, but nobody else's business."""

    provider: str
    id: str
    name: str
    pattern: str
    template: str
    source: str
    boundary: str = ""
    context: tuple[str, ...] = ()


Model = Literal[
    "per-task-and-shot",
    "per-second",
    "prepaid",
    "free-quota",
    "gate-shot",
    "quantum-credits",
    "per-increment",
    "per-hour",
    "subscription",
    "simulator",
    "platform-credits",
    "access-time",
    "contract",
]


class Plan(NamedTuple):
    """What a provider asks for work on some of its devices. Numbers are decimal ones, written as text.

    `device` is a regular expression for all of what a device is called in code, whatever its case; it matches the
    empty text too where the price is the same for every device. Of the plans for a device the first is what most users
    have.

    `prices` are by unit: `task` (circuit, program), `shot`, `second`, `minute`, `hour`, `increment` (so many seconds as
    the field of this name says, which are paid as a whole), and per shot `one_qubit_gate`, `two_qubit_gate`,
    `measurement`. Without any there is no price that is published, and `because` says why, or the work is free. They
    are in the currency, or in a `unit` that is `worth` so much of it. `minimum` is the least that a task costs,
    `unmitigated_minimum` the same with error mitigation switched off, `least_seconds` the least time it is billed for.
    A task fee is for so many circuits as may go `together` (0: one).

    `included` is what is used without paying, or paid by the `monthly` price, by unit and for each `window`;
    `commitment` the least that is bought for a window. Seconds of use are `overhead` for each job and `repetition` +
    `circuit` for each execution, where no device is at hand to tell better. What has the `status` retired cannot be
    ordered any more.
    """

    provider: str
    route: str
    model: Model
    device: str
    title: str
    currency: str
    as_of: str
    source: str
    certainty: Literal["high", "medium", "low"]
    prices: Mapping[str, str] = NOTHING
    because: str = ""
    note: str = ""
    status: Literal["live", "retired"] = "live"
    unit: str = ""
    worth: str = ""
    minimum: str = ""
    unmitigated_minimum: str = ""
    least_seconds: str = ""
    increment: str = ""
    together: int = 0
    monthly: str = ""
    included: Mapping[str, str] = NOTHING
    commitment: Mapping[str, str] = NOTHING
    window: str = ""
    overhead: str = ""
    repetition: str = ""
    circuit: str = ""


class Usage(NamedTuple):
    """How a provider counts the seconds of its devices that a job takes. Numbers are decimal ones, written as text.

    Where there is an `overhead`, a job takes it and, for each execution, `repetition` (if the device has no other) and
    the time of the circuit. `example_overhead` is what the documentation's own example took besides. A job that
    calibrates its readout was seen to take `calibrated` + `randomization` for each randomized circuit + `share` of the
    time of its executions, within `error` (relative, the worst that was seen of a job which the numbers are not fitted
    on). At most `executions` are in one job. `pace` is how many executions a second the device is published to make.
    `timing` is what a solver of D-Wave publishes as its `problem_timing_data`.
    """

    provider: str
    as_of: str
    source: str
    overhead: str = ""
    repetition: str = ""
    example_overhead: str = ""
    example_source: str = ""
    calibrated: str = ""
    randomization: str = ""
    share: str = ""
    error: str = ""
    fitted: str = ""
    executions: int = 0
    pace: str = ""
    timing: Mapping[str, Any] = NOTHING


class Package(NamedTuple):
    """A known package. `successor` is set where the vendor retired it; `conflicts` names what must not be beside it,
    and `clash` why.

    An `everyday` name is near to ordinary words. `minimum` is the oldest version without a known flaw or a switched-off
    service, with the reason in `note`.
    """

    name: str
    modules: tuple[str, ...] = ()
    successor: str | None = None
    retired: str | None = None
    conflicts: tuple[str, ...] = ()
    minimum: str | None = None
    note: str = ""
    everyday: bool = False
    clash: str = ""

    @property
    def superseded(self) -> bool:
        """Whether its vendor stopped it."""
        return self.retired is not None


class LookAlike(NamedTuple):
    """A package that is easily taken for another: `near` is the one that was probably meant.

    An `empty` one holds nothing that anybody could want.
    """

    name: str
    near: str
    note: str
    empty: bool = False


class Advisory(NamedTuple):
    """A public advisory: PEP 440 ranges joined by "or", the first fixed versions, and calls that reach the flaw.

    `severity` is `critical`, `high`, `medium`, `low` or `unknown`.
    `outputs` are MIME types: a notebook that has saved such an output may carry what triggers the flaw.
    """

    id: str
    package: str
    affected: tuple[str, ...]
    severity: str
    summary: str
    published: str
    source: str
    aliases: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()
    cwe: tuple[str, ...] = ()
    reached_by: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    status: str = "confirmed"
    note: str = ""
