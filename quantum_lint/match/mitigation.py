"""Error mitigation that a submission asks for, and how many times as much runs because of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from quantum_lint.evaluate.calls import Call
from quantum_lint.evaluate.job_settings import JobSettings, Setting, names
from quantum_lint.evaluate.values import ListValue, Value, constants, options


class Technique(NamedTuple):
    """A way of error mitigation: it is on where a setting at one of the `paths` is one of the values in `equals`.

    The provider documents that a job then takes up to `factor` times as much, `because` of something. If there is a
    setting at `refined_by`, it says so instead: a number, or a list with one item for each time. `least_shots` are the
    fewest that the device takes with it. What a job costs is told `priced` `with` it or `without` it.
    """

    title: str
    paths: tuple[str, ...]
    equals: tuple[object, ...]
    factor: float
    because: str
    source: str
    refined_by: tuple[str, ...] = ()
    least_shots: int = 0
    priced: str = "without"


class MitigationRow(NamedTuple):
    """Submissions that take settings of error mitigation: `level` are those of the resilience level."""

    provider: str
    calls: tuple[str, ...]
    level: tuple[str, ...] = ()
    technique: tuple[Mapping[str, Any], ...] = ()

    @property
    def techniques(self) -> tuple[Technique, ...]:
        """What can be switched on."""
        return tuple(Technique(**each) for each in self.technique)


class Mitigated(NamedTuple):
    """A technique that a submission surely uses, what switches it on, and the factor with the code's own settings."""

    technique: Technique
    setting: Setting
    factor: float


def mitigated(call: Call, row: MitigationRow, settings: JobSettings) -> Iterator[Mitigated]:
    """The techniques that the settings of a submission switch on."""
    for technique in row.techniques:
        for setting in settings.find(call, technique.paths):
            if any(_is(value, technique.equals) for value in names(setting.value)):
                yield Mitigated(technique, setting, _factor(call, technique, settings))
                break


def _is(value: object, wanted: tuple[object, ...]) -> bool:
    """Whether a value is one of those; `True` is not 1 here."""
    return any(type(value) is type(each) and value == each for each in wanted)


def _factor(call: Call, technique: Technique, settings: JobSettings) -> float:
    """The factor that the code sets, or the documented one."""
    found = [each for setting in settings.find(call, technique.refined_by) for each in _times(setting.value)]
    return max(found, default=technique.factor)


def _times(value: Value) -> Iterator[float]:
    for option in options(value):
        if isinstance(option, ListValue) and option.exact:
            yield len(option.items)
        for known in constants(option):
            if isinstance(known.value, (int, float)) and not isinstance(known.value, bool):
                yield known.value
