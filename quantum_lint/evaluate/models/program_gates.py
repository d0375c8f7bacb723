"""Gates that the program defines: what each is made of is read when Qiskit asks for it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from quantum_lint.evaluate.functions import Function, Object, UserClass
from quantum_lint.evaluate.models.conversion import NotKnownError, Reader
from quantum_lint.evaluate.models.live import VERSION, Live, Version
from quantum_lint.evaluate.values import ListValue, Value

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

#: The attribute of a gate that holds its circuit, and the method that sets it.
_DEFINITION, _DEFINE = "definition", "_define"
#: What Qiskit asks a gate for, and a program may answer in its own way.
_ANSWERED = ("inverse", "control", "power", "reverse_ops")


def constructed(machine: Machine, made: Object) -> None:
    """Tie the gate of Qiskit that an object of the program's class is to what the class says of it."""
    live = made.outside
    if not isinstance(live, Live) or not _is_plain(live.real):
        return
    if _DEFINITION in made.contents or any(_own(made.kind, name) for name in (_DEFINE, *_ANSWERED)):
        real = live.real.copy()
        real.__class__ = _tied(type(live.real).__name__)
        real.program = Program(machine, made)
        live.replace(machine, real)


def _is_plain(real: Any) -> bool:
    """Whether an object is a gate or instruction of no kind that Qiskit itself defines."""
    return type(real).__name__ in ("Gate", "Instruction") and type(real).__module__.startswith("qiskit.circuit")


def _own(kind: UserClass, name: str) -> Function | None:
    found = kind.find(name)
    return found if isinstance(found, Function) else None


class Program:
    """What the program says of a gate; copies of the gate share it."""

    def __init__(self, machine: Machine, made: Object) -> None:
        self._machine = machine
        self.made = made

    def __deepcopy__(self, memo: Any) -> Program:
        return self

    def definition(self) -> Any:
        """The circuit that the gate is; None where the program gives none. Raises NotKnownError."""
        define = _own(self.made.kind, _DEFINE)
        if _DEFINITION not in self.made.contents and define is not None:
            self._machine.invoke(define, (), self.made)
        given: Value | None = self.made.contents.get(_DEFINITION)
        reader = Reader(self._machine.library.unsettled)  # type: ignore[attr-defined]
        found = reader.real(given) if given is not None else None
        if reader.quality.level:
            raise NotKnownError(reader.quality.reason)
        return found

    def check(self, name: str) -> None:
        """Raise NotKnownError where the program itself defines what Qiskit asks for."""
        if _own(self.made.kind, name) is not None:
            raise NotKnownError(f"`{self.made.kind.name}.{name}` is not followed")


class _OfKind(type):
    """A type of which those gates are that are of a class of the program."""

    kind: UserClass

    def __instancecheck__(cls, gate: object) -> bool:
        program = getattr(gate, "program", None)
        return isinstance(program, Program) and cls.kind in program.made.kind.lineage()


def chosen(value: Value) -> Value:
    """What tells which gates to take apart, with types in the place of classes of the program."""
    if isinstance(value, ListValue) and value.exact:
        return ListValue([chosen(each) for each in value.items])
    if not isinstance(value, UserClass):
        return value
    return Live({VERSION: Version(_OfKind(value.name, (), {"kind": value}))})


@cache
def _tied(name: str) -> type:
    """The class of gates, or of instructions, that ask the program."""
    from qiskit import circuit

    base = getattr(circuit, name)

    def define(self: Any) -> None:
        self._definition = self.program.definition()

    def asked(question: str) -> Any:
        def method(self: Any, *args: Any, **named: Any) -> Any:
            self.program.check(question)
            return getattr(base, question)(self, *args, **named)

        return method

    return type(name, (base,), {_DEFINE: define} | {question: asked(question) for question in _ANSWERED})
