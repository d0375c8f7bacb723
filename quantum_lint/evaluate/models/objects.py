"""Methods of objects of libraries, and what makes such objects."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.models import making, qiskit_former, qiskit_methods
from quantum_lint.evaluate.models.allowed import FLUENT, IN_PLACE, changes, may_use, member_of_library
from quantum_lint.evaluate.models.live import UNKNOWN, Live, Quality
from quantum_lint.evaluate.models.qiskit_circuits import CLASSES, HARMLESS, METHODS, is_old, is_qiskit, random_model
from quantum_lint.evaluate.values import Raised, Unknown, Value, find_argument, truth

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

#: Moves observables to the qubits that a transpiler chose. Wherever these are, the observables stay what they are.
_MOVES = "apply_layout"
#: How names of methods begin that change what is no circuit.
_CHANGING = ("add", "append", "clear", "extend", "fill", "insert", "pop", "put", "remove", "replace", "resize", "set",
             "shuffle", "update")  # fmt: skip
_SPECIAL = METHODS | qiskit_former.METHODS
Arguments = tuple[Argument, ...]
Model = Callable[["Machine", Arguments, "Value | None"], "Value | None"]


def method(name: str) -> Model:
    """The model of a method of any object."""

    def model(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
        if not isinstance(receiver, Live):
            return None
        special = _SPECIAL.get(name) if is_qiskit(receiver) else None
        if special is not None:
            return special(machine, arguments, receiver)
        return called(machine, receiver, name, arguments)

    return model


def called(machine: Machine, receiver: Live, name: str, arguments: Arguments) -> Value:
    """What a method of an object gives."""
    if not may_use(receiver.real, name):
        return _not_followed(machine, receiver, name)
    if isinstance(getattr(type(receiver.real), name), property):
        found = making.read_attribute(machine, receiver, name)
        return (
            called(machine, found, "__call__", arguments) if isinstance(found, Live) else Unknown("it is no function")
        )
    given = find_argument(arguments, "inplace")
    in_place = IN_PLACE.get(name, False) if is_qiskit(receiver) else False
    if given is not None and name in IN_PLACE:
        in_place = truth(given.value) is not False
    result = making.use(machine, receiver, name, arguments, changes=in_place or changes(receiver.real, name))
    return receiver if name == _MOVES and isinstance(result, Unknown) else result


def _not_followed(machine: Machine, receiver: Live, name: str) -> Value:
    """A method that is not known may change a circuit."""
    if is_old(machine) and qiskit_methods.fails(receiver, name, machine.site, machine.library.surroundings):  # type: ignore[attr-defined]
        return Raised(f"no circuit has `{name}`")
    circuit = receiver if hasattr(receiver.real, "count_ops") else receiver.owner
    if circuit is not None and name not in HARMLESS:
        circuit.writable(machine)
        circuit.spoil(machine, Quality(UNKNOWN, f"`{name}` is not followed"))
        if receiver.kind in FLUENT:
            return receiver
    if circuit is None and name.startswith(_CHANGING):
        receiver.spoil(machine, Quality(UNKNOWN, f"`{name}` is not followed"))
    return Unknown(f"`{name}` is not followed")


def maker(name: str) -> Model | None:
    """The model of a class or function that makes such objects."""
    top, _, rest = name.partition(".")
    last = rest.rpartition(".")[2]
    if top == "qiskit" and last in CLASSES:
        name = f"qiskit.{CLASSES[last]}"
    function = member_of_library(name)
    if not callable(function):
        return None

    def model(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
        return making.make(machine, name, function, arguments)

    return random_model(last, model)
