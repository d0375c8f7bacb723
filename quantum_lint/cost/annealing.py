"""How long D-Wave's annealers are accessed for, by the timing data that a solver publishes of itself."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from math import log10
from typing import Any, NamedTuple

#: The version of the timing model that is understood; others have other fields.
_VERSION = "1.0."


class TimingError(ValueError):
    """The timing data are of another model, or not whole; the text says what is wrong."""


class Annealing(NamedTuple):
    """What is asked of an annealer. Times are in microseconds; None is the solver's default.

    `reverse` starts from a state, which each read begins with anew if `again`. `decorrelated` is the option
    `reduce_intersample_correlation`.
    """

    qubits: int
    reads: int = 1
    anneal: float | None = None
    reverse: bool = False
    again: bool = False
    programming_thermalization: float | None = None
    readout_thermalization: float | None = None
    decorrelated: bool = False


def load(file: str) -> Mapping[str, Any]:
    """The timing data in a JSON file: alone, or among the other properties of a solver. Raises TimingError."""
    try:
        with open(file, encoding="utf-8") as stream:
            found = json.load(stream)
    except OSError as error:
        raise TimingError(f"the timing data cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise TimingError("the timing data are no JSON") from error
    timing = found.get("problem_timing_data", found) if isinstance(found, dict) else None
    if not isinstance(timing, dict):
        raise TimingError("there are no timing data: write the solver's `problem_timing_data`")
    try:
        access_time(timing, Annealing(widest(timing)))
    except (KeyError, TypeError, IndexError) as error:
        raise TimingError(f"the timing data are not whole: {error}") from error
    return timing


def access_time(timing: Mapping[str, Any], asked: Annealing) -> float:
    """The time in microseconds that the device is accessed for.

    `programming + reads * (anneal + readout(qubits) + delay + max(readout thermalization, decorrelation))`, as
    `StructuredSolver.estimate_qpu_access_time` of dwave-cloud-client 0.14.8 works it out of the solver's property
    `problem_timing_data`. Raises TimingError.
    """
    if not str(timing.get("version", "")).startswith(_VERSION):
        raise TimingError(f"timing data of version {_VERSION}x are needed, not {timing.get('version', 'of none')}")
    try:
        return _programming(timing, asked) + asked.reads * _read(timing, asked)
    except KeyError as error:
        raise TimingError(f"the timing data have no {error}") from error


def widest(timing: Mapping[str, Any]) -> int:
    """The most qubits that the readout model has a point for; beyond them reading takes no longer."""
    numbers = timing["readout_time_model_parameters"]
    last = float(numbers[len(numbers) // 2 - 1])
    return round(10**last if timing["readout_time_model"] == "pwl_log_log" else last)


def _programming(timing: Mapping[str, Any], asked: Annealing) -> float:
    thermalization = asked.programming_thermalization or timing["default_programming_thermalization"]
    return float(timing["typical_programming_time"] + _reverse(timing, asked, "prog") + thermalization)


def _read(timing: Mapping[str, Any], asked: Annealing) -> float:
    anneal = asked.anneal or timing["default_annealing_time"]
    waits = asked.readout_thermalization or timing["default_readout_thermalization"]
    if asked.decorrelated:
        least, most = timing["decorrelation_time_range"]
        waits = max(waits, anneal / timing["decorrelation_max_nominal_anneal_time"] * (most - least) + least)
    delay = timing["qpu_delay_time_per_sample"] + _reverse(timing, asked, "delay")
    return float(anneal + _readout(timing, asked.qubits) + delay + waits)


def _reverse(timing: Mapping[str, Any], asked: Annealing, what: str) -> float:
    """What starting from a state adds to programming (`prog`), or to the delay of each read (`delay`)."""
    if not asked.reverse:
        return 0.0
    way = "with" if asked.again else "without"
    return float(timing[f"reverse_annealing_{way}_reinit_{what}_time_delta"])


def _readout(timing: Mapping[str, Any], qubits: int) -> float:
    """The time to read so many qubits, from a line through the points that are published, or one of logarithms."""
    model, numbers = timing["readout_time_model"], timing["readout_time_model_parameters"]
    half, odd = divmod(len(numbers), 2)
    if odd or model not in ("pwl_linear", "pwl_log_log"):
        raise TimingError(f"the readout model {model} with {len(numbers)} numbers is not known")
    if model == "pwl_linear":
        return _between(qubits, numbers[:half], numbers[half:])
    return float(10 ** _between(log10(qubits), numbers[:half], numbers[half:]))


def _between(at: float, places: Sequence[float], heights: Sequence[float]) -> float:
    """The height at a place on the line through the points, which goes on level beyond the first and the last."""
    right = bisect_right(places, at)
    if right in (0, len(places)):
        return heights[max(right - 1, 0)]
    share = (at - places[right - 1]) / (places[right] - places[right - 1])
    return heights[right - 1] + share * (heights[right] - heights[right - 1])
