"""What the deep mode answers where the machine asks about objects of libraries."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.containers import extend
from quantum_lint.evaluate.items import items
from quantum_lint.evaluate.models import (
    derived,
    foreign,
    instructions,
    lists,
    making,
    numeric,
    pennylane_models,
    plain,
    program_gates,
    sizes,
    stand_ins,
    templates,
)
from quantum_lint.evaluate.models.allowed import may_set, may_use, member_of_library
from quantum_lint.evaluate.models.clock import Clock
from quantum_lint.evaluate.models.conversion import NotKnownError, Reader, settled, wrapped
from quantum_lint.evaluate.models.failing import FAILURES, failure
from quantum_lint.evaluate.models.gathering import Gathering
from quantum_lint.evaluate.models.live import UNKNOWN, Live, Quality
from quantum_lint.evaluate.models.long_expressions import worked_out
from quantum_lint.evaluate.models.qiskit_circuits import combined, extended, is_qiskit
from quantum_lint.evaluate.models.qiskit_methods import Surroundings
from quantum_lint.evaluate.models.unsettled import Unsettled, is_unsettled
from quantum_lint.evaluate.releases import ANY, Releases
from quantum_lint.evaluate.values import (
    ITEMS,
    NOTHING,
    DictValue,
    Instance,
    Known,
    ListValue,
    Method,
    Unknown,
    Value,
    constant,
)
from quantum_lint.model.stand_in import no_stand_in

if TYPE_CHECKING:
    from quantum_lint.evaluate.calls import Call
    from quantum_lint.evaluate.functions import Function, Object, UserClass
    from quantum_lint.evaluate.machine import Machine
    from quantum_lint.evaluate.positions import Source
    from quantum_lint.model.stand_in import StandIns

#: What is the same thing only where it is the same object.
_HELD = (Live, ListValue, DictValue)


class DeepLibrary:
    """Objects of qiskit, numpy and the like, really made."""

    def __init__(self, seconds: float, parts: int = 1) -> None:
        self.unsettled = Unsettled()
        self.imported = ANY
        self.surroundings = Surroundings()
        self.declared: Callable[[], Releases] = lambda: ANY
        self.stand_ins: StandIns = no_stand_in
        self.trial = templates.Trial()
        self.tapes: list[Live] = []
        self.seeds: dict[str, Any] = {}
        self.gathering = Gathering()
        self._clock = Clock(seconds, parts)

    @property
    def old(self) -> bool:
        """Whether the program imports what Qiskit no longer has."""
        return self.imported.end is not None

    def releases(self) -> Releases:
        """The releases of Qiskit, by the numbers of Terra, that the program can be for."""
        return self.imported.narrowed(self.declared())

    def missing(self, machine: Machine, function: Function, name: str) -> Value | None:
        """A value of the size that is tried, for a function that nobody calls."""
        return self.trial.missing(machine, function, name)

    def decorated(self, machine: Machine, function: Function) -> Value:
        """What the name of a function stands for."""
        return pennylane_models.decorated(machine, function)

    def touched(self) -> int:
        """How many objects of quantum SDKs were made, and how often circuits were changed or handed on."""
        return self.gathering.touched

    def in_time(self) -> None:
        """Raise ExhaustedError when the time for the part is over."""
        self._clock.check()

    def constant(self, name: str) -> Value | None:
        """What a qualified name of a library stands for, where that is a number."""
        return numeric.constant(name) or foreign.constant(name)

    def covers(self, module: str, name: str) -> bool:
        """Whether a star import of the module brings the name."""
        full = f"{module}.{name}"
        known = numeric.constant(full) or numeric.model_of(full) or foreign.constant(full) or foreign.model_of(full)
        return bool(known or member_of_library(full))

    def attribute(self, machine: Machine, receiver: Value, name: str) -> Value | None:
        """An attribute or bound method of an object, or of a number."""
        if isinstance(receiver, Instance):
            return stand_ins.attribute(machine, receiver, name)
        if not isinstance(receiver, Live):
            return plain.attribute(receiver, name)
        held = receiver.contents.get(f"own {name}")
        if isinstance(held, Value):
            return held
        if not may_use(receiver.real, name):
            return Method(receiver, name) if hasattr(receiver.real, "count_ops") else None
        if callable(getattr(type(receiver.real), name, None)):
            return Method(receiver, name)
        return making.read_attribute(machine, receiver, name)

    def operate(self, machine: Machine, kind: type[ast.operator], left: Value, right: Value) -> Value | None:
        """The result of an operator on objects, numbers, lists and arrays."""
        ours = [each for each in (left, right) if isinstance(each, Live) and is_qiskit(each)]
        if kind is ast.Add and len(ours) == 2:
            return combined(machine, *ours)
        reader = Reader(self.unsettled)
        foreign = isinstance(left, Live) or isinstance(right, Live)
        try:
            read = reader.number if foreign and not _is_circuit(left) else reader.real
            reals = [read(left), read(right)]
            if not foreign and not all(isinstance(each, (int, float, complex, set)) for each in reals):
                return None
            sizes.check_operands(kind, reals)
            return worked_out(machine, kind.__name__, plain.BINARY[kind], _prepared(reader, reals), reader.quality)
        except (NotKnownError, sizes.TooLargeError) as error:
            return Unknown(str(error)) if foreign else None

    def unary(self, machine: Machine, kind: type[ast.unaryop], operand: Value) -> Value | None:
        """The result of a unary operator on an object."""
        if not isinstance(operand, Live) or kind not in plain.UNARY:
            return None
        try:
            reader = Reader(self.unsettled)
            real = reader.real(operand)
            found = making.performed(machine, kind.__name__, plain.UNARY[kind], _prepared(reader, [real]))
            return wrapped(machine, found, reader.quality)
        except NotKnownError as error:
            return Unknown(str(error))

    def compare(self, machine: Machine, kind: type[ast.cmpop], left: Value, right: Value) -> Value | None:
        """The result of a comparison of what is known."""
        if kind in (ast.Is, ast.IsNot):
            same = left is right
            plainly = isinstance(left, _HELD) or isinstance(right, _HELD)
            return Known(same is (kind is ast.Is)) if plainly and not _is_unknown(left, right) else None
        if kind not in plain.COMPARE:
            return None
        try:
            reader = Reader(self.unsettled)
            reals = [reader.real(left), reader.real(right)]
            if is_unsettled(reals) or reader.quality.level:
                return Unknown("a number is not known")
            found = making.performed(machine, kind.__name__, plain.COMPARE[kind], _prepared(reader, reals))
            return wrapped(machine, found)
        except NotKnownError as error:
            return Unknown(str(error))

    def item(self, machine: Machine, container: Value, index: Value) -> Value | None:
        """An item of an object, or of a container by a key that is no constant."""
        if isinstance(container, ListValue):
            cut = constant(index, slice)
            return ListValue(container.items[cut], container.kind) if cut is not None and container.exact else None
        if isinstance(container, DictValue):
            return self._entry(machine, container, index)
        if not isinstance(container, Live) and not (isinstance(container, Known) and isinstance(container.value, str)):
            return None
        try:
            reader = Reader(self.unsettled)
            reals = [reader.real(container), reader.real(index)]
            settled(reals[1])
            found = making.performed(machine, "item", lambda one, at: one[at], _prepared(reader, reals))
            return wrapped(machine, found, reader.quality, container if isinstance(container, Live) else None)
        except NotKnownError as error:
            return Unknown(str(error))

    def _entry(self, machine: Machine, container: DictValue, index: Value) -> Value | None:
        default = lists.added(machine, container, index)
        if default is not None or isinstance(index, Known) or not container.exact:
            return default
        at = lists.place(machine, [key for key, _ in container.items], index)
        return container.items[at][1] if at is not None and at >= 0 else None

    def distinct(self, machine: Machine, found: Sequence[Value]) -> ListValue:
        """A set of values."""
        return plain.set_of(machine, found)

    def table(self, machine: Machine, pairs: Sequence[tuple[Value, Value]]) -> DictValue:
        """A dictionary of keys and values."""
        return lists.table_of(machine, pairs)

    def place(self, machine: Machine, table: DictValue, key: Value) -> int | None:
        """The place of the entry of a key."""
        return lists.place(machine, [known for known, _ in table.items], key)

    def store(self, machine: Machine, container: Value, index: Value, value: Value) -> bool:
        """Set an item of an object, or what a slice of a list takes."""
        if isinstance(container, Live):
            self._store(machine, container, index, value)
            return True
        if isinstance(container, DictValue) and not isinstance(index, Known):
            return self._store_entry(machine, container, index, value)
        if not isinstance(container, ListValue):
            return False
        if machine.doubts:
            machine.state.disturb(container.contents)
        cut = constant(index, slice)
        added = items(machine, value).known if cut is not None else None
        if cut is None or added is None:
            return False
        left = list(container.items)
        try:
            left[cut] = added
        except ValueError:
            return False
        extend(machine, container, tuple(left))
        return True

    def changed(self, machine: Machine, container: Value) -> None:
        """An item of a list was set or taken out."""
        instructions.write_back(machine, container)

    def _store(self, machine: Machine, container: Live, index: Value, value: Value) -> None:
        reader = Reader(self.unsettled)
        try:
            place, held = reader.real(index), reader.number(value)
            settled(place)
            real = container.writable(machine)
            if is_unsettled(held) and getattr(getattr(real, "dtype", None), "kind", "O") != "O":
                real = real.astype(object)
                container.replace(machine, real)
            making.performed(machine, "store", _set, _prepared(reader, [real, place, held]))
        except NotKnownError as error:
            container.writable(machine)
            part: Live | None = container
            while part is not None:
                part.spoil(machine, Quality(UNKNOWN, str(error)))
                part = part.owner

    def _store_entry(self, machine: Machine, container: DictValue, index: Value, value: Value) -> bool:
        at = lists.place(machine, [key for key, _ in container.items], index)
        if at is None or at < 0:
            return False
        kept = list(container.items)
        kept[at] = (kept[at][0], value)
        machine.state.bind(container.contents, ITEMS, tuple(kept))
        lists.doubt(machine, container)
        return True

    def assign(self, machine: Machine, receiver: Value, name: str, value: Value) -> bool:
        """Set an attribute of an object; one that the library does not know is kept beside it."""
        if not isinstance(receiver, Live):
            return False
        if not may_set(receiver.real, name):
            machine.state.bind(receiver.contents, f"own {name}", value)
            return True
        reader = Reader(self.unsettled)
        try:
            held = reader.number(value) if name in making.ANGLES else reader.real(value)
            real = receiver.writable(machine)
            making.performed(machine, name, setattr, _prepared(reader, [real, name, held]))
            if reader.quality.level and name not in making.LABELS:
                receiver.spoil(machine, reader.quality)
        except NotKnownError as error:
            if name not in making.LABELS:
                receiver.spoil(machine, Quality(UNKNOWN, str(error)))
        return True

    def augment(self, machine: Machine, kind: type[ast.operator], target: Value, change: Value) -> Value | None:
        """`list += items`, which extends the list itself, as circuits of Braket and of old Qiskit are."""
        if kind is ast.Add and isinstance(target, Live) and is_qiskit(target):
            return extended(machine, target, change)
        if isinstance(target, Live) and kind is ast.Add and may_use(target.real, "__iadd__"):
            return making.use(machine, target, "__iadd__", (Argument(None, 0, change, machine.crossing),), changes=True)
        if not isinstance(target, ListValue) or target.kind != "list" or kind is not ast.Add:
            return None
        added = items(machine, change).known
        if added is None:
            machine.state.disturb(target.contents)
            return target
        extend(machine, target, (*target.items, *added))
        lists.doubt(machine, target)
        instructions.write_back(machine, target)
        return target

    def items(self, machine: Machine, value: Value) -> Sequence[Value] | None:
        """The items of an object or a string."""
        if isinstance(value, Known) and isinstance(value.value, (str, bytes)):
            return [Known(each, value.sources) for each in value.value] if len(value.value) < 10_000 else None
        if not isinstance(value, Live) or value.quality.level or not hasattr(type(value.real), "__iter__"):
            numbered = isinstance(value, Live) and hasattr(type(value.real), "__getitem__")
            return _numbered(machine, value) if numbered else None  # type: ignore[arg-type]
        try:
            few = len(value.real) <= machine.limits.container
            return [wrapped(machine, each, value.quality) for each in value.real] if few else None
        except TypeError:
            return None

    def text(self, value: Value) -> Value | None:
        """What a qubit is called in a string."""
        return foreign.text(value) if isinstance(value, Live) else None

    def base(self, machine: Machine, name: str) -> bool:
        """Whether objects of the program's classes with this base are made as objects of qiskit."""
        found = member_of_library(name) if name.startswith("qiskit.") else None
        return isinstance(found, type) and (hasattr(found, "count_ops") or hasattr(found, "broadcast_arguments"))

    def part(self, machine: Machine, kind: UserClass) -> Live | None:
        """The gate of an SDK that objects of the program's class are."""
        return foreign.part_of(machine, kind)

    def constructed(self, machine: Machine, made: Object) -> None:
        """A gate that the program defines asks it what it is made of; an operation of PennyLane goes on the tape."""
        program_gates.constructed(machine, made)
        pennylane_models.constructed(machine, made)

    def enter(self, machine: Machine, value: Value) -> tuple[Value, object] | None:
        """Enter a block of a dynamic circuit."""
        if not isinstance(value, Live) or not value.kind.endswith(("Context", "_GeneratorContextManager")):
            return None
        if value.owner is not None:
            value.owner.blocks += 1
        try:
            return wrapped(machine, value.real.__enter__(), owner=value.owner), value
        except FAILURES as error:
            self._failed(machine, value, error)
            return NOTHING, value

    def leave(self, machine: Machine, entered: object) -> None:
        """Leave the block."""
        assert isinstance(entered, Live)
        if entered.owner is not None:
            entered.owner.blocks -= 1
        try:
            entered.real.__exit__(None, None, None)
        except FAILURES as error:
            self._failed(machine, entered, error)

    def _failed(self, machine: Machine, value: Live, error: BaseException) -> None:
        if value.owner is not None:
            value.owner.spoil(machine, Quality(UNKNOWN, failure("with", error)))

    def note(self, machine: Machine, call: Call) -> None:
        """A call was read of something that is not followed: circuits that it was given are noted."""
        self.gathering.handed(machine, call)
        pennylane_models.noted(machine, call)

    def follows(self, name: str) -> bool:
        """Whether a package's own code says more of a name than what is known of it here."""
        return derived.follows(name)

    def cut_short(self, machine: Machine, error: BaseException, reason: str, body: Sequence[ast.stmt] = ()) -> None:
        """Reading of statements ended early: what was being made or changed is not known."""
        self.gathering.cut_short(machine, error, reason, body)

    def part_read(self, machine: Machine, source: Source) -> None:
        """A part was read: the circuits that names of the module hold now are noted."""
        self.gathering.part_read(machine, source)
        self._clock.part_read()


def _set(container: Any, place: Any, held: Any) -> None:
    container[place] = held


def _prepared(reader: Reader, reals: list[Any]) -> making.Prepared:
    return making.Prepared(reader, reals, {})


def _is_circuit(value: Value) -> bool:
    return isinstance(value, Live) and hasattr(value.real, "count_ops")


def _is_unknown(*values: Value) -> bool:
    return any(not isinstance(each, (Known, *_HELD)) for each in values)


def _numbered(machine: Machine, value: Live) -> Sequence[Value] | None:
    try:
        held = [value.real[at] for at in range(len(value.real))]
    except FAILURES:  # of what has no items, and of a circuit that is not told enough to be built
        return None
    return [wrapped(machine, each, value.quality) for each in held]
