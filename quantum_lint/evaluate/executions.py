"""How much work a submission is: its circuits, and how often a primitive runs something for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from quantum_lint.evaluate.hardware import Submitted
from quantum_lint.evaluate.job_settings import JobSettings
from quantum_lint.evaluate.rates import executions
from quantum_lint.evaluate.tables import RangeRow, Tables
from quantum_lint.evaluate.values import Known, ListValue, Series, Value, constants, options

#: A row that no settings are listed in.
_NONE: Mapping[str, tuple[str, ...]] = MappingProxyType({})


class ExecutionRow(NamedTuple):
    """Calls of primitives that take a list of circuits and are paid by time, and how to count their executions.

    `level` are the settings that hold the resilience level, `default_level` holds where nothing sets it. Each circuit
    runs `factors[level]` times as often as without mitigation, and each job has `calibrations[level]` runs of its own.
    `bases` is set where a circuit runs once for each measurement basis, and how many there are is not in the code.
    `settings` are the paths of other settings that the executions depend on. In a tuple of the list `observables` and
    `parameters` are the positions of those.
    """

    provider: str
    calls: tuple[str, ...]
    primitive: str = ""
    level: tuple[str, ...] = ()
    default_level: int = 0
    factors: tuple[int, ...] = (1,)
    calibrations: tuple[int, ...] = (0,)
    bases: bool = False
    settings: Mapping[str, tuple[str, ...]] = _NONE
    observables: int | None = None
    parameters: int | None = None

    def executions(self, shots: int, circuits: int, level: int) -> int:
        """How often something runs for one job with so many circuits, in one measurement basis each."""
        last = min(level, len(self.factors) - 1)
        return executions(shots, circuits, factor=self.factors[last], calibrations=self.calibrations[last])


class ChargedRow(NamedTuple):
    """Calls whose price depends on settings: the paths of each setting, by its name."""

    provider: str
    calls: tuple[str, ...]
    settings: Mapping[str, tuple[str, ...]] = _NONE


def charged_of(tables: Tables) -> Mapping[str, ChargedRow]:
    """The rows of all calls whose price depends on settings, by callee."""
    return tables.rows("charged", ChargedRow)


def rows_of(tables: Tables) -> Mapping[str, ExecutionRow]:
    """The rows of all primitives, by callee."""
    return tables.rows("execution", ExecutionRow)


def level_of(submitted: Submitted, row: ExecutionRow, settings: JobSettings) -> int | None:
    """The lowest resilience level that the submission may have; None where nothing sets one."""
    found = [number for number in numbers(submitted, row.level, settings) if number >= 0]
    return min(map(int, found), default=None)


def settings_of(
    submitted: Submitted, row: ExecutionRow | ChargedRow, settings: JobSettings
) -> Iterator[tuple[str, float | str]]:
    """The other settings of the row that the code makes: the least number that each may be, or its first word."""
    for name, paths in row.settings.items():
        found = list(numbers(submitted, paths, settings))
        words = [known.value for known in _constants(submitted, paths, settings) if isinstance(known.value, str)]
        if found or words:
            yield name, min(found) if found else words[0]


def numbers(submitted: Submitted, paths: tuple[str, ...], settings: JobSettings) -> Iterator[float]:
    """What is set at the paths: numbers, 1 and 0 for true and false, and of a list how long it is."""
    for setting in settings.find(submitted.call, paths):
        for option in options(setting.value):
            length = length_of(option) if not isinstance(option, ListValue) else len(option.items)
            if length is not None:
                yield length
    found = _constants(submitted, paths, settings)
    yield from (known.value for known in found if isinstance(known.value, (int, float)))


def _constants(submitted: Submitted, paths: tuple[str, ...], settings: JobSettings) -> Iterator[Known]:
    for setting in settings.find(submitted.call, paths):
        yield from constants(setting.value)


def circuits_of(submitted: Submitted) -> int | None:
    """How many circuits the list has that is handed in; None where that is not known."""
    row = submitted.row
    given = submitted.call.argument(row.blocs or "pubs", 0)
    return None if given is None else length_of(given.value)


def has_parameters(submitted: Submitted) -> bool:
    """Whether circuits are handed in together with something else, which may be values for their parameters."""
    given = submitted.call.argument(submitted.row.blocs or "pubs", 0)
    items = given.value.items if given is not None and isinstance(given.value, ListValue) else ()
    return any(isinstance(item, ListValue) for item in items)


def length_of(value: Value) -> int | None:
    """How many items a list has; None where that is not known, or there are lists in it."""
    if isinstance(value, ListValue) and value.kind != "tuple":
        plain = value.exact and not any(isinstance(item, ListValue) and item.kind != "tuple" for item in value.items)
        return len(value.items) if plain else None
    return value.length if isinstance(value, Series) else None


def accepted_shots(submitted: Submitted, tables: Tables) -> RangeRow | None:
    """How many shots the device takes in one job, if that is known."""
    for expression, row in tables.ranges:
        if row.provider == submitted.target.provider and expression.match(submitted.target.name or ""):
            return row
    return None


def fewest_shots(submitted: Submitted) -> int | None:
    """The fewest shots that the code asks for, or the default."""
    given = [known.value for known in submitted.shots]
    return min(given) if given else submitted.default_shots


def is_refused(submitted: Submitted, shots: int | None, tables: Tables) -> bool:
    """Whether the device takes no such number of shots, so that nothing is run or paid."""
    accepted = accepted_shots(submitted, tables)
    return accepted is not None and shots is not None and not accepted.least <= shots <= accepted.most
