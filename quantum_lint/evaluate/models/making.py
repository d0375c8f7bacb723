"""Calls of libraries: with values that are known, through the allow-list, within limits of size."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from quantum_lint.evaluate.budget import ExhaustedError
from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.functions import Bound, Function, Partial
from quantum_lint.evaluate.models import sizes
from quantum_lint.evaluate.models.allowed import FLUENT
from quantum_lint.evaluate.models.allowed import changes as may_change
from quantum_lint.evaluate.models.conversion import NotKnownError, Reader, settled, wrapped
from quantum_lint.evaluate.models.failing import OURS, failure
from quantum_lint.evaluate.models.ignored import ignores
from quantum_lint.evaluate.models.instructions import DATA, viewed
from quantum_lint.evaluate.models.live import BOUNDED, UNKNOWN, Live, Quality, length
from quantum_lint.evaluate.models.unsettled import RANDOM, is_random
from quantum_lint.evaluate.values import Unknown, Value

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

#: Parameters of gates and circuits that are angles or other numbers on which the structure does not depend.
ANGLES = frozenset(
    ("theta", "phi", "lam", "lambd", "gamma", "angle", "angles", "beta", "alpha", "phase", "global_phase", "params",
     "parameters", "exponent", "rads", "vz", "vx", "vy", "coeffs", "time", "delta", "duration", "phases",
     "angle_1", "angle_2", "angle_3", "angle0", "angle1", "angle2", "param_values", "matrix", "matrices",
     "probability", "probabilities", "probX", "probY", "probZ", "omega", "weights", "features")
)  # fmt: skip
#: Parameters that change nothing but how a circuit looks.
LABELS = frozenset(("label", "name", "metadata", "parameter_prefix", "display_name", "observable"))
#: Parameters of our models of SDKs that functions of the program are handed in for.
CALLED = frozenset(("qubit_map", "two_qubit_op_factory"))
#: Steps that a call takes, and instructions of a circuit that are handled in the time of one more.
_CALL_STEPS = 8
_INSTRUCTIONS_A_STEP = 8


class Prepared:
    """The arguments of a call as objects, and how certain they are."""

    def __init__(self, reader: Reader, args: list[Any], named: dict[str, Any]) -> None:
        self.args = args
        self.named = named
        self._read = reader.quality

    @cached_property
    def quality(self) -> Quality:
        """How certain they are. Looks through all of them, which takes long for large arrays: asked where it counts."""
        random = any(is_random(each) for each in (*self.args, *self.named.values()))
        return self._read.worse(Quality(random=random))


def prepare(machine: Machine, function: Callable[..., Any], arguments: Sequence[Argument], bound: bool) -> Prepared:
    """The arguments as objects. Raises NotKnownError."""
    reader = Reader(machine.library.unsettled)  # type: ignore[attr-defined]
    names = parameters_of(function)[1 if bound else 0 :]
    own = getattr(function, "numbers", None)
    numbers = ANGLES | own if own else ANGLES
    args: list[Any] = []
    named: dict[str, Any] = {}
    for argument in arguments:
        if argument.name is not None:
            name = argument.name
        elif argument.position is not None:
            name = names[argument.position] if argument.position < len(names) else ""
        else:
            raise NotKnownError("how many arguments there are is not known")
        given = None if ignores(function, name) else _object(machine, reader, argument.value, name, numbers)
        if argument.name is not None:
            named[name] = given
        else:
            args.append(given)
    return Prepared(reader, args, named)


def _object(machine: Machine, reader: Reader, value: Value, name: str, numbers: frozenset[str]) -> Any:
    if name in numbers:
        return reader.number(value)
    if name in CALLED and isinstance(value, (Function, Bound, Partial)):
        return _handed_in(machine, reader, value)
    try:
        found = reader.real(value)
    except NotKnownError:
        if name in LABELS:
            return None
        raise
    settled(found)
    return found


def _handed_in(machine: Machine, reader: Reader, function: Value) -> Callable[..., Any]:
    """A function of the program as one that a model may call, which is read for what it is given."""

    def call(*given: Any) -> Any:
        arguments = (Argument(None, at, wrapped(machine, each), machine.crossing) for at, each in enumerate(given))
        return reader.real(machine.apply(function, tuple(arguments)))

    return call


@lru_cache(maxsize=2_000)
def parameters_of(function: Callable[..., Any]) -> tuple[str, ...]:
    """The names of the parameters that may be given by position, `self` included; none where that is not known."""
    try:
        found = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return ()
    return tuple(each.name for each in found if each.kind in (each.POSITIONAL_ONLY, each.POSITIONAL_OR_KEYWORD))


def performed(
    machine: Machine, name: str, function: Callable[..., Any], prepared: Prepared, changed: Any = None
) -> Any:
    """What the call gives. Raises NotKnownError where it is too large or fails.

    What it changes in place it does not look through.
    """
    sizes_given = [length(each) for each in prepared.args if each is not changed]
    machine.steps -= _CALL_STEPS + sum(sizes_given) // _INSTRUCTIONS_A_STEP
    machine.library.in_time()
    if machine.steps < 0:
        raise ExhaustedError
    try:
        sizes.check(name, prepared.args, prepared.named)
        return function(*prepared.args, **prepared.named)
    except sizes.TooLargeError as error:
        raise NotKnownError(str(error)) from error
    except (*OURS, ExhaustedError, NotKnownError):
        raise
    except BaseException as error:
        raise NotKnownError(failure(name, error)) from error


def make(machine: Machine, name: str, function: Callable[..., Any], arguments: Sequence[Argument]) -> Value:
    """What a class or function of a library gives."""
    try:
        prepared = prepare(machine, function, arguments, bound=False)
        quality = prepared.quality
        if isinstance(function, type) and hasattr(function, "count_ops") and quality.level:
            quality = quality.worse(Quality(UNKNOWN, quality.reason))
        return wrapped(machine, performed(machine, name, function, prepared), quality)
    except NotKnownError as error:
        return unmade(machine, name, function, str(error))


def unmade(machine: Machine, name: str, function: Callable[..., Any], reason: str) -> Value:
    """What stands for an object that could not be made: of a circuit one that is unknown, so that it is still seen."""
    from qiskit.circuit import QuantumCircuit

    if isinstance(function, type) and hasattr(function, "count_ops"):
        empty = function if hasattr(function, "as_qiskit") else QuantumCircuit
        return Live.of(machine, empty(), Quality(UNKNOWN, reason, reason.startswith(RANDOM)))
    return Unknown(reason)


def use(machine: Machine, receiver: Live, name: str, arguments: Sequence[Argument], changes: bool) -> Value:
    """What a method of an object gives; one that changes its object does so."""
    if receiver.quality.level == UNKNOWN and receiver.quality.reason and not hasattr(receiver.real, "count_ops"):
        return Unknown(receiver.quality.reason)
    try:
        prepared = prepare(machine, getattr(type(receiver.real), name), arguments, bound=True)
        real = receiver.writable(machine) if changes else receiver.real
        if changes and prepared.quality != receiver.quality:
            receiver.spoil(machine, prepared.quality)
        quality = prepared.quality.worse(receiver.quality)
        prepared.args.insert(0, real)
        function = getattr(type(real), name)
        result = performed(machine, f"{receiver.kind}.{name}", function, prepared, real if changes else None)
    except NotKnownError as error:
        # Without an argument that every version asks for, the statement stops there and leaves its object as it was.
        if changes and f".{name}() missing" not in str(error):
            receiver.writable(machine)
            receiver.spoil(machine, Quality(UNKNOWN, str(error), str(error).startswith(RANDOM)))
        return unused(machine, receiver, name, str(error))
    if result is real:
        return receiver
    return wrapped(machine, result, quality, receiver if changes else receiver.owner)


def unused(machine: Machine, receiver: Live, name: str, reason: str) -> Value:
    """What stands for the result of a method that could not be called."""
    if receiver.kind in FLUENT and may_change(receiver.real, name):
        return receiver
    if hasattr(receiver.real, "count_ops") and name in ("compose", "copy", "inverse", "power", "repeat", "control",
                                                        "tensor", "decompose", "assign_parameters", "reverse_bits",
                                                        "reverse_ops", "copy_empty_like", "adjoint",
                                                        "make_bound_circuit", "__call__", "__add__"):  # fmt: skip
        made = Live.of(machine, receiver.real, receiver.quality.worse(Quality(UNKNOWN, reason)))
        made.frozen()
        return made
    return Unknown(reason)


def read_attribute(machine: Machine, receiver: Live, name: str) -> Value:
    """The value of an attribute that is no method."""
    quality = receiver.quality
    if quality.level == BOUNDED and name in WIDTHS:
        quality = Quality()
    if quality.level and not hasattr(receiver.real, "count_ops"):
        return Unknown(quality.reason)
    try:
        found = getattr(receiver.real, name)
    except OURS:
        raise
    except BaseException as error:  # noqa: BLE001  (as above)
        return Unknown(failure(name, error))
    held = wrapped(machine, found, quality, receiver)
    return viewed(held, receiver) if name == DATA and hasattr(receiver.real, "count_ops") else held


#: What a branch or loop that is not known hardly changes.
WIDTHS = frozenset(("num_qubits", "num_clbits", "qubits", "clbits", "qregs", "cregs", "name", "num_ancillas"))
