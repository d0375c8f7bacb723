"""What the deep mode knows of libraries: objects that are really made, through an allow-list. Light mode knows none."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from quantum_lint.evaluate.values import DictValue, Foreign, ListValue, Value

if TYPE_CHECKING:
    from quantum_lint.evaluate.calls import Call
    from quantum_lint.evaluate.functions import Function, Object, UserClass
    from quantum_lint.evaluate.machine import Machine
    from quantum_lint.evaluate.positions import Source


class Library(Protocol):
    """Asked where the machine itself does not know further; each answer may be None, which leaves it unknown."""

    def constant(self, name: str) -> Value | None:
        """What a qualified name of a library stands for, where that is a plain value: `numpy.pi`."""

    def covers(self, module: str, name: str) -> bool:
        """Whether a star import of the module brings the name."""

    def attribute(self, machine: Machine, receiver: Value, name: str) -> Value | None:
        """An attribute of an object or of a plain value."""

    def operate(self, machine: Machine, kind: type[ast.operator], left: Value, right: Value) -> Value | None:
        """The result of a binary operator."""

    def unary(self, machine: Machine, kind: type[ast.unaryop], operand: Value) -> Value | None:
        """The result of a unary operator."""

    def compare(self, machine: Machine, kind: type[ast.cmpop], left: Value, right: Value) -> Value | None:
        """The result of a comparison."""

    def item(self, machine: Machine, container: Value, index: Value) -> Value | None:
        """An item, or the items that a slice takes."""

    def distinct(self, machine: Machine, found: Sequence[Value]) -> ListValue:
        """A set of values."""

    def table(self, machine: Machine, pairs: Sequence[tuple[Value, Value]]) -> DictValue:
        """A dictionary of keys and values, of which a key may be there more than once."""

    def place(self, machine: Machine, table: DictValue, key: Value) -> int | None:
        """The place of the entry of a key, -1 where there is none; None where that is not known."""

    def store(self, machine: Machine, container: Value, index: Value, value: Value) -> bool:
        """Set an item; whether that was done."""

    def changed(self, machine: Machine, container: Value) -> None:
        """An item of a list was set or taken out."""

    def assign(self, machine: Machine, receiver: Value, name: str, value: Value) -> bool:
        """Set an attribute of an object; whether that was done."""

    def augment(self, machine: Machine, kind: type[ast.operator], target: Value, change: Value) -> Value | None:
        """What an augmented assignment leaves in its target, which may be the changed object itself."""

    def items(self, machine: Machine, value: Value) -> Sequence[Value] | None:
        """What iterating over a value gives, item by item."""

    def text(self, value: Value) -> Value | None:
        """What an object is in a string."""

    def base(self, machine: Machine, name: str) -> bool:
        """Whether objects of the program's classes with this base are made as objects of the library."""

    def part(self, machine: Machine, kind: UserClass) -> Foreign | None:
        """What objects of the program's class are to the library as soon as they are there, before `__init__`."""

    def constructed(self, machine: Machine, made: Object) -> None:
        """An object of the program's class was made, and is set up."""

    def enter(self, machine: Machine, value: Value) -> tuple[Value, object] | None:
        """Enter a `with` block: what `as` binds, and what leaves the block again."""

    def leave(self, machine: Machine, entered: object) -> None:
        """Leave a `with` block."""

    def note(self, machine: Machine, call: Call) -> None:
        """A call was read of something that is not followed."""

    def missing(self, machine: Machine, function: Function, name: str) -> Value | None:
        """A value for a parameter that no call gives."""

    def decorated(self, machine: Machine, function: Function) -> Value:
        """What the name of a function stands for that the program defines."""

    def touched(self) -> int:
        """How many objects of quantum SDKs were made, and how often circuits were changed or handed on."""

    def in_time(self) -> None:
        """Raise ExhaustedError when the time for the file is over."""

    def follows(self, name: str) -> bool:
        """Whether a name of a known package is looked for in the tree, which may be that of the package."""

    def cut_short(self, machine: Machine, error: BaseException, reason: str, body: Sequence[ast.stmt] = ()) -> None:
        """The error ended the reading of these statements of a part, or of a function of another file."""

    def part_read(self, machine: Machine, source: Source) -> None:
        """A part of the file was read, if not to its end."""


class NoLibrary:
    """No library is known."""

    def constant(self, name: str) -> Value | None:
        """No name stands for a value."""
        return None

    def covers(self, module: str, name: str) -> bool:
        """No module is known."""
        return False

    def attribute(self, machine: Machine, receiver: Value, name: str) -> Value | None:
        """Nothing is known of attributes."""
        return None

    def operate(self, machine: Machine, kind: type[ast.operator], left: Value, right: Value) -> Value | None:
        """Nothing is known of operators."""
        return None

    def unary(self, machine: Machine, kind: type[ast.unaryop], operand: Value) -> Value | None:
        """Nothing is known of operators."""
        return None

    def compare(self, machine: Machine, kind: type[ast.cmpop], left: Value, right: Value) -> Value | None:
        """Nothing is known of comparisons."""
        return None

    def item(self, machine: Machine, container: Value, index: Value) -> Value | None:
        """Nothing is known of items."""
        return None

    def distinct(self, machine: Machine, found: Sequence[Value]) -> ListValue:
        """Nothing is the same as anything else."""
        return ListValue(found, "set")

    def table(self, machine: Machine, pairs: Sequence[tuple[Value, Value]]) -> DictValue:
        """Nothing is the same as anything else; what comes later is found first."""
        return DictValue(pairs)

    def place(self, machine: Machine, table: DictValue, key: Value) -> int | None:
        """It is not looked for."""
        return None

    def store(self, machine: Machine, container: Value, index: Value, value: Value) -> bool:
        """Nothing is stored."""
        return False

    def changed(self, machine: Machine, container: Value) -> None:
        """A list is nothing but a list."""

    def assign(self, machine: Machine, receiver: Value, name: str, value: Value) -> bool:
        """Nothing is set."""
        return False

    def augment(self, machine: Machine, kind: type[ast.operator], target: Value, change: Value) -> Value | None:
        """Nothing is known of operators."""
        return None

    def items(self, machine: Machine, value: Value) -> Sequence[Value] | None:
        """Nothing is known of items."""
        return None

    def text(self, value: Value) -> Value | None:
        """Nothing is known of objects."""
        return None

    def base(self, machine: Machine, name: str) -> bool:
        """No class is known."""
        return False

    def part(self, machine: Machine, kind: UserClass) -> Foreign | None:
        """They are nothing to it."""
        return None

    def constructed(self, machine: Machine, made: Object) -> None:
        """Nothing is done about it."""

    def enter(self, machine: Machine, value: Value) -> tuple[Value, object] | None:
        """Nothing is entered."""
        return None

    def leave(self, machine: Machine, entered: object) -> None:
        """Nothing was entered."""

    def note(self, machine: Machine, call: Call) -> None:
        """Nothing is noted."""

    def missing(self, machine: Machine, function: Function, name: str) -> Value | None:
        """No value is made up."""
        return None

    def decorated(self, machine: Machine, function: Function) -> Value:
        """It stands for the function."""
        return function

    def touched(self) -> int:
        """There are none."""
        return 0

    def in_time(self) -> None:
        """There is no hurry."""

    def follows(self, name: str) -> bool:
        """All of them stand for themselves."""
        return False

    def cut_short(self, machine: Machine, error: BaseException, reason: str, body: Sequence[ast.stmt] = ()) -> None:
        """Nothing was being made."""

    def part_read(self, machine: Machine, source: Source) -> None:
        """Nothing is noted."""
