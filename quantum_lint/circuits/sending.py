"""Circuits that are sent to devices, as they are there: transpiled in the process that built them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from quantum_lint.circuits import effort
from quantum_lint.circuits.extras import Extras
from quantum_lint.circuits.kept import Kept
from quantum_lint.circuits.limits import LONGEST_TRANSPILED, LONGEST_TRANSPILED_OF_FILE, MOST_TRANSPILED_GATES
from quantum_lint.circuits.placement import placement
from quantum_lint.circuits.targets import Targets
from quantum_lint.circuits.transpiled import TooWideError, transpiled
from quantum_lint.evaluate.models.failing import FAILURES
from quantum_lint.model.circuit import Circuit, OnDevice, Use

if TYPE_CHECKING:
    from qiskit import QuantumCircuit

    from quantum_lint.knowledge import Knowledge
    from quantum_lint.model.device import Device


class Sending:
    """Transpiles the circuits of one file, for so long at most."""

    def __init__(self, extras: Extras, knowledge: Knowledge) -> None:
        self._extras = extras
        self._knowledge = knowledge
        self._left = LONGEST_TRANSPILED_OF_FILE * max(1, len(extras.devices))
        self._kept = Kept().of if extras.kept else _anew

    def sent(self, fact: Circuit, circuit: QuantumCircuit) -> Circuit:
        """The fact with what the circuit is on each device that it is sent to."""
        if not self._extras.level or fact.exactness == "unknown":
            return fact
        devices = tuple(self._devices(use for use in fact.uses if use.submits))
        on = tuple(self._on(circuit, device, self._extras.level) for device in devices)
        worse = tuple(self._on(circuit, device, 0) for device in devices if _is_unoptimized(fact))
        return fact._replace(on=on, unoptimized=worse)

    def _devices(self, uses: Iterable[Use]) -> Iterator[Device]:
        """The snapshots, each once, in an order that depends on the code alone."""
        found = (device for use in uses for device in self._snapshots(use))
        return iter({device.name: device for device in found}.values())

    def _snapshots(self, use: Use) -> Iterator[Device]:
        asked: list[tuple[str, str | None]] = [("", name) for name in (*self._extras.devices, *self._extras.also)]
        if not self._extras.devices and use.target != "simulator":
            asked.insert(0, (use.provider, use.device))
        places = (placement(provider, name, self._knowledge, self._extras.own) for provider, name in asked)
        yield from (place.device for place in places if place.device is not None)

    def _on(self, circuit: QuantumCircuit, device: Device, level: int) -> OnDevice:
        empty = OnDevice(device.name, device.as_of, level)
        size = len(circuit.data)
        if size > MOST_TRANSPILED_GATES:
            return empty._replace(failed=f"{size:,} gates are too many to transpile")
        affordable = self._affordable(circuit, device, level)
        if affordable is None:
            return empty._replace(failed="it would take too long, by itself or with the others of its file")
        empty = empty._replace(level=affordable)
        return self._kept(circuit, device, affordable, lambda: _transpiled(circuit, device, empty))

    def _affordable(self, circuit: QuantumCircuit, device: Device, level: int) -> int | None:
        """The level to transpile at: the one that is asked for, or 1 where there is no time for more.

        Time is what it is expected to be, so that a busy machine, or a cache, makes no difference.
        """
        for each in dict.fromkeys((level, min(level, 1))):
            expected = effort.seconds(circuit, device, each)
            if expected <= min(LONGEST_TRANSPILED, self._left):
                self._left -= expected
                return each
        return None


def _anew(circuit: QuantumCircuit, device: Device, level: int, work: Callable[[], OnDevice]) -> OnDevice:
    return work()


def _is_unoptimized(fact: Circuit) -> bool:
    """Whether the program transpiles it at level 0, and at no other."""
    levels = {use.level for use in fact.uses if use.callee in {each.through for each in fact.uses if each.through}}
    return levels == {0}


def _transpiled(circuit: QuantumCircuit, device: Device, empty: OnDevice) -> OnDevice:
    try:
        found = transpiled(circuit, device, _targets(), empty.level)
    except TooWideError as error:
        return empty._replace(failed=str(error))
    except FAILURES as error:
        reason = " ".join(str(error).strip("'\"").split())[:160]
        return empty._replace(failed=f"Qiskit cannot transpile it: {reason or type(error).__name__}")
    return empty._replace(
        measures=found.measures._replace(qubits=circuit.num_qubits),
        duration=found.duration,
        success=found.success,
        least=found.least,
    )


@cache
def _targets() -> Targets:
    return Targets()
