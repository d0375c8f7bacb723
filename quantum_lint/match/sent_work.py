"""Work that is sent to hardware, for the rules about circuits: what of it is proven, and how it is put into words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.withdrawn_devices import withdrawn
from quantum_lint.model.circuit import Circuit, Measures, OnDevice
from quantum_lint.model.device import Device
from quantum_lint.model.estimate import Estimate, Line, Range
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.known import Plan
from quantum_lint.model.sent import Sent

#: How well a circuit has to be known for a rule to speak of it.
PROVEN = ("exact", "bounded")


class Fit(NamedTuple):
    """A circuit that is well known, sent to a device that the code names: `on` is what it is there, if it fits."""

    path: str
    sent: Sent
    device: Device
    circuit: Circuit
    measures: Measures
    on: OnDevice | None

    @property
    def subject(self) -> str:
        """The circuit at the start of a sentence."""
        return f"The circuit `{self.circuit.name}`" if self.circuit.name else "This circuit"

    @property
    def told(self) -> str:
        """How well the figures are known, and of which day the device is."""
        bounded = (
            f", for a circuit that is bounded: {self.circuit.reason}" if self.circuit.exactness == "bounded" else ""
        )
        return f"{self.device.title} as of {self.device.as_of}{bounded}"

    @property
    def waits(self) -> bool:
        """Whether it waits on purpose, as experiments on how long qubits keep their state do."""
        return any(name == "delay" for name, _ in self.measures.gates)

    def hit(self, note: str) -> Hit:
        """A hit at the call that sends it, with the place where it is made."""
        made = Related(self.circuit.span, "the circuit is made here", role="before")
        shown = (made,) if self.circuit.span.end else ()
        return Hit(self.sent.job.span, note, related=shown, provider=self.sent.job.provider, path=self.path)


def sent_work(repository: Any) -> Iterator[tuple[str, Sent]]:
    """All of it with the path, in the order of the files."""
    yield from sorted(repository.facts(Sent), key=lambda each: (each[0], each[1].job.span))


def priced_work(repository: Any) -> Iterator[tuple[str, Sent]]:
    """The work that has a price which is proven, on a device that is there."""
    for path, sent in sent_work(repository):
        gone = sent.job.device is not None and withdrawn(sent.job.device) is not None
        if sent.estimate.amount is not None and not gone and _is_timed(sent):
            yield path, sent


def _is_timed(sent: Sent) -> bool:
    """Whether time, where that is paid, is that of a known circuit on a device that the code names."""
    paid = line_of(sent.estimate, "second") is not None
    return not paid or (sent.device is not None and sent.estimate.duration is not None)


def fits(repository: Any) -> Iterator[list[Fit]]:
    """For each submission to a known device the circuits that are well known, if there are any."""
    for path, sent in sent_work(repository):
        device = sent.device
        if device is not None:
            found = [
                Fit(path, sent, device, circuit, circuit.measures, _on(circuit, device))
                for circuit in sent.circuits
                if circuit.exactness in PROVEN and circuit.measures is not None
            ]
            if found:
                yield found


def worst(found: list[Fit], how_bad: Callable[[Fit], float]) -> Fit | None:
    """The circuit of a submission that is worst, if any is bad at all, which makes it worse than 0."""
    bad = max(found, key=how_bad)
    return bad if how_bad(bad) > 0 else None


def _on(circuit: Circuit, device: Device) -> OnDevice | None:
    return next((each for each in circuit.on if each.device == device.name and not each.failed), None)


def described(sent: Sent) -> str:
    """The work at the start of a sentence: `420 tasks of 1 shot each on IQM Garnet`, `This job on ibm_fez`."""
    estimate = sent.estimate
    device = estimate.rate.title if estimate.rate else estimate.device
    shots = f" of {estimate.shots:,} shot{'s' if estimate.shots > 1 else ''}" if estimate.shots else ""
    if estimate.tasks is not None and estimate.tasks > 1:
        unit = sent.job.unit if estimate.runs == estimate.tasks else "circuit"
        return f"{estimate.tasks:,} {unit}s{shots}{' each' if shots else ''} on {device} ({exactness(estimate)})"
    return f"This {sent.job.unit}{shots} on {device} ({exactness(estimate)})"


def exactness(estimate: Estimate) -> str:
    """How well the circuits are known: `exact circuit`, `bounded circuit: its loop`, `circuit not known`."""
    if estimate.exactness in PROVEN:
        reason = f": {estimate.reason}" if estimate.exactness == "bounded" and estimate.reason else ""
        return f"{estimate.exactness} circuit{reason}"
    return "circuit not known"


def line_of(estimate: Estimate, unit: str) -> Line | None:
    """The line for this unit."""
    return next((line for line in estimate.lines if line.unit == unit), None)


def plan_of(estimate: Estimate, knowledge: Knowledge) -> Plan | None:
    """The plan that the estimate is by."""
    rate = estimate.rate
    return next(
        (
            plan
            for plan in knowledge.plans
            if rate and plan[:2] == (rate.provider, rate.route) and plan.title == rate.title
        ),
        None,
    )


def bill(estimate: Estimate) -> str:
    """The amount with its rate: `at least 12.60 USD (on-demand rate of 2026-09-18, IQM Garnet)`."""
    rate, amount = estimate.rate, estimate.amount
    if rate is None or amount is None:
        return "an unknown amount"
    about = "at least " if estimate.least else ""
    return f"{about}{spread(amount)} {rate.currency} ({rate.route} rate of {rate.as_of}, {rate.title})"


def spread(amount: Range) -> str:
    """An amount of money, from its least to its most: `12.60`, `12.60 to 14.00`."""
    low, high = f"{amount.low:,.2f}", f"{amount.high:,.2f}"
    return low if low == high else f"{low} to {high}"


def assumptions(estimate: Estimate) -> str:
    """What was taken for granted, as a sentence with a space before it; empty where nothing was."""
    return f" Assumed: {'; '.join(estimate.assumed)}." if estimate.assumed else ""
