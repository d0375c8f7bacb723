"""Objects of libraries that were really made, what is uncertain about them, and how they change and are taken back."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from quantum_lint.evaluate.models.allowed import kind_of
from quantum_lint.evaluate.models.failing import FAILURES
from quantum_lint.evaluate.models.sameness import same_structure
from quantum_lint.evaluate.values import Foreign, Moment

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine
    from quantum_lint.evaluate.positions import Where

EXACT, BOUNDED, UNKNOWN = 0, 1, 2
#: The key under which an object keeps its present version.
VERSION = "version"
#: What stands for numbers that are not known, too.
_NUMBERS = ("qiskit.ParameterExpression", "qiskit.ParameterVector")
#: What may be changed and has no method that copies it.
_WITHOUT_COPY = ("qiskit.ParameterVector", "qiskit.CouplingMap")
_SDKS = ("qiskit", "cirq", "braket", "pennylane", "pytket")
#: The mark of a version that is always copied before it is changed.
FROZEN = object()


@dataclass(frozen=True, slots=True)
class Quality:
    """How certain something is: `level` is exact, bounded or unknown; `random` that values in it have no seed."""

    level: int = EXACT
    reason: str = ""
    random: bool = False

    def worse(self, other: Quality) -> Quality:
        """The worse of two."""
        level, reason = max((self.level, self.reason), (other.level, other.reason), key=lambda each: each[0])
        return Quality(level, reason, self.random or other.random)


SURE = Quality()


@dataclass(frozen=True, slots=True, eq=False)
class Version(Moment):
    """The state of an object: the real thing, and how far it is what the program would have.

    It may be changed in place as long as `mark` is that of the state; otherwise it is copied first.
    """

    real: Any
    quality: Quality = SURE
    mark: object = FROZEN

    def joined(self, other: Moment, *, loop: bool) -> Version:
        """One of two versions: the same structure stays what it is; otherwise the larger stands for both."""
        assert isinstance(other, Version)
        quality = self.quality.worse(other.quality)
        if self.real is other.real or same_structure(self.real, other.real):
            return Version(self.real, quality)
        reason = "a loop may run any number of times" if loop else "a condition is not known"
        larger = max((self.real, other.real), key=length)
        return Version(larger, quality.worse(Quality(BOUNDED, reason)))


def length(real: Any) -> int:
    """Instructions of a circuit; 0 of what is none, and of a family that is not told enough to be built."""
    try:
        return len(real.data) if hasattr(real, "count_ops") else 0
    except FAILURES:
        return 0


@dataclass(slots=True, eq=False)
class Live(Foreign):
    """An object of a library. `owner` is the circuit that it is a part of, `blocks` its open control-flow blocks."""

    contents: dict[str, Any]
    made: Where | None = None
    scope: str = ""
    owner: Live | None = None
    blocks: int = 0
    derived: str = ""
    changed: dict[Where, None] = field(default_factory=dict)

    @classmethod
    def of(cls, machine: Machine, real: Any, quality: Quality = SURE, owner: Live | None = None) -> Live:
        """A new object, made at the call that is being read."""
        function = machine.calling[-1].name if machine.calling else ""
        contents = {VERSION: Version(real, quality, machine.state.mark)}
        made = cls(contents, machine.crossing, function, owner)
        made.touch(machine)
        if hasattr(real, "count_ops"):
            machine.library.gathering.born(made)  # type: ignore[attr-defined]
        return made

    @property
    def version(self) -> Version:
        """Its present state."""
        version: Version = self.contents[VERSION]
        return version

    @property
    def real(self) -> Any:
        """The real object; it must not be changed."""
        return self.version.real

    @property
    def quality(self) -> Quality:
        """How certain it is."""
        return self.version.quality

    @property
    def kind(self) -> str:
        """The qualified name of its class."""
        return kind_of(self.real) or "?"

    def truth(self) -> bool | None:
        """Whether it counts as true; None where that is not known."""
        from quantum_lint.evaluate.models.unsettled import is_unsettled

        if self.quality.level or is_unsettled(self.real):
            return None
        try:
            return bool(self.real)
        except FAILURES:
            return None

    def writable(self, machine: Machine) -> Any:
        """The real object to change in place; a copy of it where the change may be taken back."""
        self.touch(machine)
        version = self.version
        if version.mark is not machine.state.mark:
            if self.blocks:
                self.spoil(machine, Quality(UNKNOWN, "a condition inside a control-flow block is not known"))
            version = Version(_copied(version.real), self.quality, machine.state.mark)
            machine.state.bind(self.contents, VERSION, version)
        if machine.doubts:
            self.spoil(machine, Quality(BOUNDED, machine.doubts[-1].reason))
        self.changed.setdefault(machine.crossing)
        return version.real

    def touch(self, machine: Machine) -> None:
        """Note that something of a quantum SDK is made or changed; numbers and graphs are not."""
        if self.kind.partition(".")[0] in _SDKS and self.kind not in _NUMBERS:
            machine.library.gathering.touched += 1  # type: ignore[attr-defined]

    def spoil(self, machine: Machine, quality: Quality) -> None:
        """Note that it may be something else than it is."""
        version = self.version
        machine.state.bind(self.contents, VERSION, replace(version, quality=version.quality.worse(quality)))

    def replace(self, machine: Machine, real: Any) -> None:
        """Put another real object in its place."""
        version = replace(self.version, real=real, mark=machine.state.mark)
        machine.state.bind(self.contents, VERSION, version)
        if machine.doubts:
            self.spoil(machine, Quality(BOUNDED, machine.doubts[-1].reason))
        self.changed.setdefault(machine.crossing)

    def frozen(self) -> Version:
        """The present version, which later changes leave as it is."""
        if not self.blocks:
            self.contents[VERSION] = replace(self.version, mark=FROZEN)
        return self.version


def _copied(real: Any) -> Any:
    try:
        return real.copy()
    except AttributeError:
        return deepcopy(real) if kind_of(real) in _WITHOUT_COPY else real


def worst(qualities: Sequence[Quality]) -> Quality:
    """The worst of several."""
    found = SURE
    for quality in qualities:
        found = found.worse(quality)
    return found
