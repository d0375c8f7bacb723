"""Circuits that run for longer than qubits keep their state, or are deeper than the policy allows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.sent_work import Fit, fits, worst
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """One hit for each submission, about the circuit that is furthest beyond its limit."""
    for found in fits(repository):
        fit = worst(found, lambda each: _excess(each, options) - 1)
        if fit is not None:
            yield fit.hit(_note(fit, options))


def _excess(fit: Fit, options: Options) -> float:
    """How many times its limit the circuit is; 1 where it is within all of them."""
    return max((actual / most for actual, most, _ in _limits(fit, options)), default=1.0)


def _limits(fit: Fit, options: Options) -> Iterator[tuple[float, float, str]]:
    """What the circuit comes to on the device, the most that it may, and a sentence part on both."""
    on = fit.on
    if on is None or on.measures is None:
        return
    depth, gates = on.measures.depth, on.measures.two_qubit
    if on.duration and fit.device.coherence and not fit.waits:
        yield (
            on.duration,
            fit.device.coherence,
            (
                f"takes {_time(on.duration)} on {fit.told}, where half of the qubits keep their state for at most "
                f"{_time(fit.device.coherence)}: what is measured is mostly decay"
            ),
        )
    if depth is not None and options["max-depth"]:
        yield (
            depth,
            options["max-depth"],
            (f"is {depth:,} layers deep on {fit.told}, and max-depth allows {options['max-depth']:,}"),
        )
    if gates is not None and options["max-two-qubit-gates"]:
        yield (
            gates,
            options["max-two-qubit-gates"],
            (
                f"has {gates:,} two-qubit gates on {fit.told}, and max-two-qubit-gates allows "
                f"{options['max-two-qubit-gates']:,}"
            ),
        )


def _note(fit: Fit, options: Options) -> str:
    _, _, what = max(_limits(fit, options), key=lambda each: each[0] / each[1])
    gates = fit.on.measures.two_qubit if fit.on and fit.on.measures else None
    size = f" ({gates:,} two-qubit gates, transpiled at level {fit.on.level})" if gates and fit.on else ""
    return (
        f"{fit.subject}{size} {what}. Take fewer steps or layers, or a device with faster gates "
        "or better connected qubits (`quantum-lint cost --device` compares them)."
    )


def _time(seconds: float) -> str:
    for unit, length in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= length:
            return f"{seconds / length:,.3g} {unit}"
    return f"{seconds * 1e9:,.3g} ns"
