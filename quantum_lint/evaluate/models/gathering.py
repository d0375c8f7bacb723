"""Gathers the circuits of a file: at the end of each part, where they are handed on, and those without a name."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from quantum_lint.evaluate.deep import BOUNDED, EXACT, UNKNOWN, Built, Handed
from quantum_lint.evaluate.functions import Object
from quantum_lint.evaluate.models import strangers, unread
from quantum_lint.evaluate.models.conversion import why
from quantum_lint.evaluate.models.failing import FAILURES, failure
from quantum_lint.evaluate.models.live import SURE, Live, Quality, length
from quantum_lint.evaluate.values import DictValue, Known, ListValue, Union, Value

if TYPE_CHECKING:
    from quantum_lint.evaluate.calls import Call
    from quantum_lint.evaluate.machine import Machine
    from quantum_lint.evaluate.positions import Source

_LEVELS = (EXACT, BOUNDED, UNKNOWN)
#: Items of a container that are looked at for circuits, containers inside containers, and circuits that are kept.
_LOOKED_AT = 2_000
_NESTED = 4
_MOST = 20_000
#: Gates in the circuits that are kept because they were made, all together.
_MOST_GATES = 2_000_000
#: What is done with a circuit that nobody needs to know.
_IGNORED = frozenset(("print", "display", "IPython.display.display", "repr", "id", "type", "hash", "vars", "dir",
                      "hasattr",
                      "callable", "iter", "pprint.pprint"))  # fmt: skip


class Gathering:
    """What was found so far."""

    def __init__(self) -> None:
        self.circuits: list[Built] = []
        self.handovers: list[Handed] = []
        #: How many objects of quantum SDKs were made, and how often circuits were changed or handed on.
        self.touched = 0
        self._last: dict[str, tuple[Any, Quality]] = {}
        self._born: list[Live] = []
        self._gates = 0
        #: How many circuits earlier parts made.
        self._read = 0

    def part_read(self, machine: Machine, source: Source) -> None:
        """Note the circuits that names of the module hold, if they are others than before."""
        part = source.positions.part
        self._read = len(self._born)
        for name, live in _named(machine):
            version = live.frozen()
            state = (version.real, version.quality)
            last = self._last.get(name)
            if last is not None and last[0] is state[0] and last[1] == state[1]:
                continue
            self._last[name] = state
            self._keep(built(live, name, part))
        self._note_lost(machine, part)

    def cut_short(self, machine: Machine, error: BaseException, reason: str, body: Sequence[ast.stmt]) -> None:
        """Reading ended early: circuits that were still being built are not known."""
        unread.forget(machine, body, error, self._born[self._read :], reason)

    def _keep(self, found: Built) -> None:
        if len(self.circuits) < _MOST:
            self.circuits.append(found)

    def _note_lost(self, machine: Machine, part: int) -> None:
        """Names that held a circuit and now hold something that is not known."""
        held = dict(_named(machine))
        for name in [name for name in self._last if name not in held]:
            value = machine.module.contents.get(re.split(r"[.[]", name)[0])
            before = self._last.pop(name)
            if value is not None and not isinstance(value, Known):
                reason = why(value)
                self._keep(
                    Built(0, name, "", part, as_qiskit(before[0]), UNKNOWN, reason, random=False, made=None, changed=())
                )

    def born(self, live: Live) -> None:
        """Note a circuit that was made, as long as there is room."""
        self._gates += length(live.real)
        if len(self._born) < _MOST and self._gates < _MOST_GATES:
            self._born.append(live)

    def made_in(self, scope: str, start: int) -> list[Live]:
        """The circuits that a function made itself since there were `start` of them."""
        return [live for live in self._born[start:] if live.scope == scope and not live.derived]

    @property
    def number(self) -> int:
        """How many circuits were made."""
        return len(self._born)

    def nameless(self) -> Iterator[Built]:
        """The circuits that were made in the file and that no name of the module ever held at the end of a part."""
        reported = {found.key for found in self.circuits}
        for live in self._born:
            if id(live.contents) not in reported and live.made is not None:
                yield built(live, "", live.made.positions.part)

    def handed(self, machine: Machine, call: Call) -> None:
        """Note the circuits that a call was given."""
        if call.callee in _IGNORED or call.callee.startswith("matplotlib."):
            return
        given = [argument.value for argument in call.arguments]
        found = {id(live): live for value in (*given, call.receiver) for live in within(value, _NESTED)}
        self.touched += bool(found)
        for live in found.values():
            if not live.real.num_qubits and hasattr(live.real, "_build"):
                live.spoil(machine, Quality(2, "its width is left to what it is handed to"))
        if not found or len(self.handovers) >= _MOST:
            return
        circuits = tuple(built(live, "", machine.positions.part) for live in found.values())
        strangers.suspect(machine, call, found.values())
        self.handovers.append(
            Handed(
                call.callee,
                call.where,
                machine.positions.part,
                call.receiver,
                call.arguments,
                circuits,
                call.context.trips,
                call.origin,
            )
        )


def built(live: Live, name: str, part: int) -> Built:
    """A circuit as it is now."""
    version = live.frozen()
    quality = version.quality
    circuit, failed = _translated(version.real)
    quality = quality.worse(failed)
    return Built(
        key=id(live.contents),
        name=name,
        scope=live.scope,
        part=part,
        circuit=circuit,
        certainty=_LEVELS[quality.level],
        reason=quality.reason,
        random=quality.random,
        made=live.made,
        changed=tuple(live.changed),
        derived=live.derived,
        sdk=live.kind.partition(".")[0],
    )


def _translated(real: Any) -> tuple[Any, Quality]:
    """The circuit as one of Qiskit, or an empty one and why it is none."""
    from qiskit import QuantumCircuit

    try:
        circuit = as_qiskit(real)
        len(circuit.data)  # a family that is not told enough cannot be built
        return circuit, SURE
    except FAILURES as error:
        return QuantumCircuit(), Quality(2, failure("circuit", error))


def as_qiskit(real: Any) -> Any:
    """The circuit as one of Qiskit."""
    return real.as_qiskit() if hasattr(real, "as_qiskit") else real


def _named(machine: Machine) -> Iterator[tuple[str, Live]]:
    for name, value in list(machine.module.contents.items()):
        if isinstance(value, Value):
            yield from _of(name, value)


def _of(name: str, value: Value) -> Iterator[tuple[str, Live]]:
    """The circuits that a name holds, itself or one step inside."""
    live = circuit(value)
    if live is not None:
        yield name, live
    elif isinstance(value, ListValue):
        for at, item in enumerate(value.items[:_LOOKED_AT]):
            inner = circuit(item)
            if inner is not None:
                yield f"{name}[{at}]", inner
    elif isinstance(value, Object):
        for attribute, item in value.contents.items():
            inner = circuit(item) if isinstance(item, Value) else None
            if inner is not None:
                yield f"{name}.{attribute}", inner
    elif isinstance(value, DictValue):
        for key, item in value.items[:_LOOKED_AT]:
            inner = circuit(item)
            if inner is not None:
                yield f"{name}[{key.value!r}]" if isinstance(key, Known) else f"{name}[?]", inner


def circuit(value: Value | None) -> Live | None:
    """The circuit that a value is."""
    if isinstance(value, Object) and isinstance(value.outside, Live):
        value = value.outside
    return value if isinstance(value, Live) and hasattr(value.real, "count_ops") else None


def within(value: Value | None, depth: int) -> Iterator[Live]:
    """The circuits in a value."""
    live = circuit(value)
    if live is not None:
        yield live
    elif depth and isinstance(value, ListValue):
        for item in value.items[:_LOOKED_AT]:
            yield from within(item, depth - 1)
    elif depth and isinstance(value, DictValue):
        for _, item in value.items[:_LOOKED_AT]:
            yield from within(item, depth - 1)
    elif isinstance(value, Union):
        for option in value.options:
            yield from within(option, depth)
