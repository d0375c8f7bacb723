"""The `[sdk]` tables of the provider files, as the evaluator and the hardware rules ask them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from quantum_lint.evaluate.lineage import ByCallee, Lineage
from quantum_lint.evaluate.sdk import NoSdk, Sdk
from quantum_lint.model.callee import tail

if TYPE_CHECKING:
    from quantum_lint.evaluate.values import Instance


class DeviceRow(NamedTuple):
    """Calls that give a device, and how to tell hardware from simulators.

    Either all of them are the same (`always`), or the value of an argument decides (`name` or one of `positions`,
    matched whole by `hardware` and `simulator`; one called `first` comes before it, and the argument `service` of
    what the call is made on before both), or a `flag` argument that is true for simulators, or the device is that
    of an argument (`of`). `otherwise` holds where the argument is not given, `unmatched` for any other value of it.
    `batch` marks sessions and batches; one with `around` that is not told its device takes that of a `with` block
    around it. `rehearsals` are pairs of an argument (`name` or `name@position`) of the call, or of what it is made on,
    and a pattern: where its value matches, no hardware is reached, whatever else is said. `hosts` are such pairs of
    what the call is made on: where nothing is named and they match, it is hardware, and the device is what a group of
    the pattern matches. `shots` are paths of attributes
    or arguments of the device that set the number of shots of what runs on it (`options.default_shots`), `precision`
    those that set it by the standard error; `defaults` are pairs of a pattern for the name and the number of shots
    where nothing sets it, `vendors` pairs of a pattern and the provider whose device it is, where this one's SDK
    leads to those of others.
    """

    provider: str
    calls: tuple[str, ...]
    always: str = ""
    first: str = ""
    name: str = ""
    positions: tuple[int, ...] = ()
    hardware: str = ""
    simulator: str = ""
    flag: str = ""
    of: tuple[str, ...] = ()
    of_positions: tuple[int, ...] = ()
    otherwise: str = "unknown"
    unmatched: str = "unknown"
    service: str = ""
    batch: bool = False
    around: bool = False
    rehearsals: tuple[tuple[str, str], ...] = ()
    hosts: tuple[tuple[str, str], ...] = ()
    shots: tuple[str, ...] = ()
    precision: tuple[str, ...] = ()
    defaults: tuple[tuple[str, int], ...] = ()
    vendors: tuple[tuple[str, str], ...] = ()


class SubmitRow(NamedTuple):
    """Calls that start work. The device is the receiver, or the argument `device`; the number of shots is `shots`,
    which may have `aliases`.

    `hardware` and `simulator` match a device given as a string; `rehearsals` are as of a device. `many` calls take
    a whole list as one purchase. A `fee` is charged for each `unit` whatever its size. `precision` is an argument
    that sets the number of shots by the standard error; `blocs` is one whose tuples may hold it as item
    `bloc_shots` or, as a precision, `bloc_precision`; `program` is one that may carry the number with it. Where
    nothing sets it, it is `default_shots`, or `simulator_shots` on a simulator; 0 is an exact result, and `source`
    is where the vendor says so. `together` is how several of them become one, as an order. `unpriced` is why such a
    call has no price of its own, if it has none.
    """

    provider: str
    calls: tuple[str, ...]
    device: str = ""
    device_positions: tuple[int, ...] = ()
    hardware: str = ""
    simulator: str = ""
    otherwise: str = "unknown"
    rehearsals: tuple[tuple[str, str], ...] = ()
    shots: str = ""
    shots_positions: tuple[int, ...] = ()
    aliases: tuple[str, ...] = ()
    precision: str = ""
    precision_positions: tuple[int, ...] = ()
    blocs: str = ""
    bloc_shots: int | None = None
    bloc_precision: int | None = None
    program: str = ""
    program_positions: tuple[int, ...] = ()
    default_shots: int | None = None
    simulator_shots: int | None = None
    source: str = ""
    many: bool = False
    unit: str = "job"
    fee: str = ""
    currency: str = "USD"
    together: str = ""
    unpriced: str = ""


class SetterRow(NamedTuple):
    """Calls that set how many shots the runs on a device or of a program take.

    `shots` are the arguments (`name` or `name@position`) that may hold the number. A decorator (`around`) sets it for
    the call that goes through it.
    """

    provider: str
    calls: tuple[str, ...]
    shots: tuple[str, ...]
    around: bool = False


class SessionRow(NamedTuple):
    """Calls that open something that is paid until it is closed by one of the methods `close`."""

    provider: str
    calls: tuple[str, ...]
    close: tuple[str, ...]
    note: str


class RangeRow(NamedTuple):
    """The shots that a device takes in one job; `device` matches its name."""

    provider: str
    device: str
    least: int
    most: int
    title: str
    as_of: str


class Called(Protocol):
    """A row of a table: named arguments make it, and `calls` are the callees that it is about."""

    def __init__(self, **row: Any) -> None: ...

    @property
    def calls(self) -> tuple[str, ...]:
        """Qualified callees."""


Row = TypeVar("Row", bound=Called)


class Tables:
    """All provider files' tables, by qualified name."""

    def __init__(self, providers: Mapping[str, Mapping[str, Any]], modules: Iterable[str] = ()) -> None:
        self._names: dict[str, str] = {}
        self._returns: dict[str, str] = {}
        self._packages: set[str] = set()
        self._traced: set[str] = set()
        self._lineage = Lineage()
        self.devices: ByCallee[DeviceRow] = ByCallee(self._lineage)
        self.submits: ByCallee[SubmitRow] = ByCallee(self._lineage)
        self.sessions: ByCallee[SessionRow] = ByCallee(self._lineage)
        self.ranges: list[tuple[re.Pattern[str], RangeRow]] = []
        self._canonical: dict[str, str] = {}
        self._modules = frozenset(modules)
        self._providers = providers
        self._rows: dict[type[Any], Mapping[str, Any]] = {}
        for provider, table in providers.items():
            self._add(provider, table)
        self._classes = self._unique_classes()

    def _add(self, provider: str, table: Mapping[str, Any]) -> None:
        self._names.update(table.get("names", {}))
        self._returns.update(table.get("returns", {}))
        self._packages.update(table.get("packages", ()))
        self._lineage.add(table.get("bases", {}))
        self._traced.update(table.get("traced", ()))
        for row in table.get("device", ()):
            device = DeviceRow(provider=provider, **row)
            self.devices.own.update(dict.fromkeys(device.calls, device))
        for row in table.get("submit", ()):
            submit = SubmitRow(provider=provider, **row)
            self.submits.own.update(dict.fromkeys(submit.calls, submit))
        for row in table.get("session", ()):
            session = SessionRow(provider=provider, **row)
            self.sessions.own.update(dict.fromkeys(session.calls, session))
        for row in table.get("range", ()):
            self.ranges.append((re.compile(row["device"], re.IGNORECASE), RangeRow(provider=provider, **row)))

    def rows(self, kind: str, row_type: type[Row]) -> Mapping[str, Row]:
        """The rows `[[sdk.<kind>]]` of all providers as named tuples with a `provider` and `calls`, by each callee.

        What only some rules ask is a table of its own; they bring the type of its rows.
        """
        found = self._rows.get(row_type)
        if found is None:
            tables = self._providers.items()
            made = [row_type(provider=name, **row) for name, table in tables for row in table.get(kind, ())]
            by_callee = {callee: row for row in made for callee in row.calls}
            found = self._rows[row_type] = ByCallee(self._lineage, by_callee)
        return found

    def _unique_classes(self) -> dict[tuple[str, str], str]:
        """The known classes by top-level package and own name, where that is enough to tell them apart."""
        found: dict[tuple[str, str], set[str]] = {}
        for name in self._class_names():
            found.setdefault((name.partition(".")[0], name.rpartition(".")[2]), set()).add(name)
        return {key: names.pop() for key, names in found.items() if len(names) == 1}

    def _class_names(self) -> Iterable[str]:
        returned = {*self._returns, *self._returns.values()}
        callees = {*returned, *self.devices, *self.submits, *self.sessions, *self._lineage.classes}
        for callee in callees:
            parts = callee.partition("(")[0].split(".")
            for length in range(2, len(parts) + 1):
                if parts[length - 1][:1].isupper():
                    yield ".".join(parts[:length])
                    break

    def canonical(self, name: str) -> str:
        """The name a class or function is known by, whichever module it is imported from."""
        found = self._canonical.get(name)
        if found is None:
            found = self._canonical[name] = self._resolved(name)
        return found

    def _resolved(self, name: str) -> str:
        parts = name.split(".")
        for length in range(len(parts), 1, -1):
            prefix = ".".join(parts[:length])
            known = self._names.get(prefix) or self._classes.get((parts[0], parts[length - 1]))
            if known is not None:
                return ".".join((known, *parts[length:]))
        return name

    def returns(self, callee: str) -> str | None:
        """The class of which a call or attribute gives an instance."""
        for name in self._lineage.of(callee):
            if name in self._returns:
                return self._returns[name]
        return None

    @property
    def classes(self) -> Iterable[str]:
        """The classes of which is known what they are kinds of, or of what there are kinds."""
        return self._lineage.classes

    def lineage(self, callee: str) -> tuple[str, ...]:
        """The name, then the same method or attribute of each class that its class is a kind of."""
        return self._lineage.of(callee)

    def makeable(self, words: frozenset[str]) -> set[str]:
        """The names of the classes of which code that holds these words, and follows no other code, may have a value.

        They are those that it names, and those that what it names gives.
        """
        found, more = set(words), True
        while more:
            new = {made for made, needed in self._makers if made not in found and found.issuperset(needed)}
            more = bool(new)
            found |= new
        return found

    @cached_property
    def _makers(self) -> list[tuple[str, tuple[str, ...]]]:
        """The own names of classes, each with names that something that gives a value of it must be written with."""
        parents = {tail(base)[0] for base in self._lineage.bases}
        return [
            (tail(made)[0], _spelled(giver, parents)) for giver, made in (*self._returns.items(), *self._names.items())
        ]

    def covers(self, module: str) -> bool:
        """Whether a star import of the module brings names of an SDK."""
        return module.partition(".")[0] in self._packages

    def defines(self, name: str) -> bool:
        """Whether anything is known of a class or function of that name, or of what it gives."""
        return name in self._prefixes or self.canonical(name) != name

    @cached_property
    def _prefixes(self) -> frozenset[str]:
        """The names of which something is known, and those that they start with."""
        known = {*self._names, *self._returns, *self.devices.own, *self.submits.own}
        names = (name.partition("(")[0].split(".") for name in known)
        return frozenset(".".join(parts[:length]) for parts in names for length in range(2, len(parts) + 1))

    def parts(self, package: str) -> frozenset[str]:
        """The names in a top-level package of which something is known."""
        return self._parts.get(package, frozenset())

    @cached_property
    def _parts(self) -> dict[str, frozenset[str]]:
        pairs = sorted({tuple(prefix.split(".")[:2]) for prefix in self._prefixes})
        return {top: frozenset(part for _, part in group) for top, group in groupby(pairs, key=itemgetter(0))}

    def traces(self, name: str) -> bool:
        """Whether it is noted what happens to the instances of a class."""
        return name in self._traced

    def number(self, value: Instance, name: str) -> int | None:
        """The number that an attribute of an object is: as how many circuits a set of them runs."""
        from quantum_lint.evaluate.program_sets import SetRow, size_as

        return size_as(value, name, self.rows("set", SetRow))

    def knows(self, package: str) -> bool:
        """Whether a top-level package is that of a provider or another known one."""
        return package in self._modules


def _spelled(giver: str, parents: set[str]) -> tuple[str, ...]:
    """The names that a call of what gives something must hold; that of a class is not one if a kind of it may do."""
    first, *rest = tail(giver.rstrip("()[]"))
    return tuple(name for name in (first, *rest[-1:]) if name not in parents)


@lru_cache(maxsize=4)
def tables_of(knowledge: Any) -> Tables:
    """The tables of a knowledge object."""
    return Tables(knowledge.sdk, knowledge.words("modules")) if knowledge is not None else Tables({})


def sdk_of(knowledge: Any) -> Sdk:
    """What the evaluator asks about SDKs."""
    return NoSdk() if knowledge is None else tables_of(knowledge)
