"""What provider files know of how jobs are handled: a type for each kind of row `[[sdk.<kind>]]`."""

from __future__ import annotations

from typing import NamedTuple


class TagRow(NamedTuple):
    """Submissions that take tags, labels or a name, as one of `arguments` or at one of `positions`.

    They may be set elsewhere: a file that holds one of the words `signs` is taken to do so, and so are `options` that
    what the call is made on was given from outside. `addition` is the argument
    that a fix adds, with `{name}` for what the job is called.
    """

    provider: str
    calls: tuple[str, ...]
    what: str
    arguments: tuple[str, ...] = ()
    positions: tuple[int, ...] = ()
    signs: tuple[str, ...] = ()
    options: str = ""
    options_position: int | None = None
    addition: str = ""


class LimitRow(NamedTuple):
    """Submissions that may be given a limit of what they use, by a setting at one of the `paths`.

    Without `what` a job is ended after `default` at the earliest. A fix adds the argument `addition`, or makes the
    assignment `attribute` on what the job is submitted with; both have `{seconds}` in them. It needs `imports`.
    """

    provider: str
    calls: tuple[str, ...]
    paths: tuple[str, ...]
    what: str
    default: str
    options: tuple[str, ...] = ()
    addition: str = ""
    attribute: str = ""
    imports: tuple[str, ...] = ()


class InstanceRow(NamedTuple):
    """Calls that open an account, and the `arguments` or `positions` that say which instance of it pays.

    `elsewhere` are names of arguments that say so in other calls, `settings` the variables that do.
    """

    provider: str
    calls: tuple[str, ...]
    what: str
    default: str
    arguments: tuple[str, ...] = ()
    positions: tuple[int, ...] = ()
    elsewhere: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()


class AccountRow(NamedTuple):
    """Calls that open an account, or that give a device and take the account that it is used under as `argument`."""

    provider: str
    calls: tuple[str, ...]
    argument: str = ""


class StatusRow(NamedTuple):
    """Submissions that hand back a job. `result` are its methods that wait for the result, `status` those that tell
    how it stands.

    A wait ends after the argument `timeout` of the wait or of the submission, and by itself where it is `limited`;
    `longest` tells people when it ends otherwise. A result that `carries` the id of its job records it.
    """

    provider: str
    calls: tuple[str, ...]
    result: tuple[str, ...]
    status: tuple[str, ...] = ()
    timeout: str = "timeout"
    limited: bool = False
    longest: str = "without end"
    carries: bool = False
    unit: str = "job"


class ReservationRow(NamedTuple):
    """Calls that use reserved hardware where their `argument` (or the one at `position`) is given, or always without.

    A text for it names a reservation if it matches `pattern` as a whole. One with `stop` stays in force until that
    method is called; one that `buys` makes the reservation.
    """

    provider: str
    calls: tuple[str, ...]
    what: str
    argument: str = ""
    position: int | None = None
    pattern: str = ""
    stop: str = ""
    buys: bool = False


class PayloadRow(NamedTuple):
    """Calls that give a circuit, its text, or counts, and what people call that."""

    provider: str
    calls: tuple[str, ...]
    what: str
