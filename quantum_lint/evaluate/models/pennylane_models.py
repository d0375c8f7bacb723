"""Functions of PennyLane programs that are circuits: calling one records what it does on a tape."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from quantum_lint.evaluate.calls import Argument, Call
from quantum_lint.evaluate.functions import Bound, Function, Object, Partial
from quantum_lint.evaluate.models import making, strangers
from quantum_lint.evaluate.models.live import UNKNOWN, VERSION, Live, Quality, Version
from quantum_lint.evaluate.models.pennylane_circuits import Measured, Operation, Tape, wires_of
from quantum_lint.evaluate.models.pennylane_names import IN_A_MODULE, function_of
from quantum_lint.evaluate.models.pennylane_templates import broadcast, layer
from quantum_lint.evaluate.values import (
    Instance,
    ListValue,
    Reference,
    Unknown,
    Value,
    find_argument,
)

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

Arguments = tuple[Argument, ...]
Model = Callable[["Machine", Arguments, "Value | None"], "Value | None"]
_RUN, _APPLY = "pennylane.QNode.run", "pennylane.transformed"
_RESULT = Unknown("a run gives it")
_DECORATORS = ("pennylane.qnode", "pennylane.QNode")
#: What makes of a circuit something that is called with the same arguments and runs it.
_SAME_CALL = frozenset(("draw", "draw_mpl", "specs", "metric_tensor", "simplify", "compile",
                        "set_shots", "map", "ExpvalCost"))  # fmt: skip
_STEPS = ("step", "step_and_cost")
#: Packages of which each has operations of its own: `pennylane_cirq.ops`.
_PLUGINS = "pennylane_"


def decorated(machine: Machine, function: Function) -> Value:
    """What the name of a function stands for: of one that carries `@qml.qnode(device)` a call of its circuit."""
    if not any(isinstance(each, Instance) and each.callee in _DECORATORS for each in function.decorators):
        return function
    return _run_of(machine, replace(function, decorators=()))


def _run_of(machine: Machine, function: Value) -> Partial:
    return Partial(Reference(_RUN), (Argument(None, 0, function, machine.crossing),))


def _qnode(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`qml.QNode(function, device)`, and `qml.qnode(device)` as a decorator, which is no call of a function."""
    function = find_argument(arguments, "func", 0)
    return _run_of(machine, function.value) if function and isinstance(function.value, _CALLABLE) else None


_CALLABLE = (Function, Bound, Partial)


def _run(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """A call of a circuit: its tape is a circuit that is run there."""
    where, site = machine.crossing, machine.site
    tape = _recorded(machine, arguments, Live.of(machine, Tape()))
    call = Call(
        _RUN,
        (Argument(None, 0, tape, where),),
        machine.context(),
        None,
        _RESULT,
        statement=False,
        where=where,
        callee_where=where,
    )
    machine.crossing, machine.site = where, site
    machine.library.gathering.handed(machine, call)  # type: ignore[attr-defined]
    return _RESULT


def _recorded(machine: Machine, arguments: Arguments, tape: Live) -> Live:
    """The tape with what a function does. `arguments` are the function, then its own."""
    tapes: list[Live] = machine.library.tapes  # type: ignore[attr-defined]
    tapes.append(tape)
    try:
        result = machine.apply(arguments[0].value, _rest(arguments))
    finally:
        tapes.pop()
    if isinstance(result, Unknown) and result.reason.startswith("the function"):
        tape.spoil(machine, Quality(UNKNOWN, result.reason))
    for maker in strangers.makers(machine, result):
        tape.spoil(machine, Quality(UNKNOWN, _may_add(maker)))
    return tape


def probed(machine: Machine, function: Function, steps: int) -> tuple[Value | None, Live]:
    """What a function gives that nobody calls, and a tape with what it does, or what the circuit does that it gives."""
    tape = Live.of(machine, Tape())
    tapes: list[Live] = machine.library.tapes  # type: ignore[attr-defined]
    tapes.append(tape)
    try:
        result = machine.probe(function, steps)
        inner = _circuit_of(result)
        return (machine.probe(inner, steps), tape) if inner is not None else (result, tape)
    finally:
        tapes.pop()


def _circuit_of(value: Value | None) -> Function | None:
    """The function that a circuit runs."""
    is_run = isinstance(value, Partial) and isinstance(value.function, Reference) and value.function.name == _RUN
    found = value.arguments[0].value if isinstance(value, Partial) and is_run else None
    return found if isinstance(found, Function) else None


def _rest(arguments: Arguments) -> Arguments:
    return tuple(each if each.position is None else each._replace(position=each.position - 1) for each in arguments[1:])


def _operation(name: str) -> Model:
    """An operation, which goes on the tape that is recorded; a measurement is noted on it."""
    function = function_of(name)
    assert function is not None

    def model(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
        made = making.make(machine, name, function, _filled(arguments, making.parameters_of(function)[:-1]))
        _queue(machine, made)
        return made

    return model


def _filled(arguments: Arguments, numbers: Sequence[str]) -> Arguments:
    """The arguments with numbers that are not known in place of a list of them (`*angles`) that is not known."""
    starred = [at for at, each in enumerate(arguments) if each.name is None and each.position is None]
    if len(starred) != 1 or any(each.name is None for each in arguments[starred[0] + 1 :]):
        return arguments
    at, rest = starred[0], arguments[starred[0] + 1 :]
    missing = [each for each in numbers[at:] if each not in {other.name for other in rest}]
    unknown = Unknown("its value is not known")
    return (*arguments[:at], *(Argument(each, None, unknown, arguments[at].where) for each in missing), *rest)


def _queue(machine: Machine, made: Value) -> None:
    tapes: list[Live] = machine.library.tapes  # type: ignore[attr-defined]
    if not tapes:
        return
    tape = tapes[-1]
    if isinstance(made, Unknown):
        tape.writable(machine)
        tape.spoil(machine, Quality(UNKNOWN, made.reason))
    elif isinstance(made, Live) and isinstance(made.real, Measured):
        tape.writable(machine).measure(made.real)
    elif isinstance(made, Live):
        tape.writable(machine).queue(made.real)
        tape.spoil(machine, made.quality)


def _transformed(kind: str) -> Model:
    """`qml.adjoint(...)` and `qml.ctrl(...)` of an operation, or of a function that is then called."""

    def model(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
        if not arguments:
            return None
        first = arguments[0].value
        control = find_argument(arguments, "control", 1)
        given = Argument(None, 1, control.value if control else ListValue(), machine.crossing)
        if isinstance(first, Live) and isinstance(first.real, Operation):
            return _changed(machine, kind, [first.real], given)
        return Partial(Reference(f"{_APPLY}.{kind}"), (given._replace(position=0), arguments[0]._replace(position=1)))

    return model


def _apply_transformed(kind: str) -> Model:
    """A call of what `qml.adjoint(function)` gave."""

    def model(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
        inner = Live({VERSION: Version(Tape(), mark=machine.state.mark)}, machine.crossing)
        tape = _recorded(machine, _rest(arguments), inner)
        found = _changed(machine, kind, tape.real.operations, arguments[0])
        tapes: list[Live] = machine.library.tapes  # type: ignore[attr-defined]
        if tapes and tape.quality.level:
            tapes[-1].writable(machine)
            tapes[-1].spoil(machine, tape.quality)
        return found

    return model


def _changed(machine: Machine, kind: str, operations: list[Operation], control: Argument) -> Value:
    """The operations undone in turn, or under the control of wires."""

    def change(wires: object) -> list[Operation]:
        if kind == "adjoint":
            return [each.inv() for each in reversed(operations)]
        first = wires_of(wires)
        count = len(first)
        return [
            replace(each, wires=(*first, *each.wires), controls=each.controls + count, parts=(each,))
            for each in operations
        ]

    made = making.make(machine, f"pennylane.{kind}", change, (control._replace(position=0),))
    for each in made.items if isinstance(made, ListValue) else (made,):
        _queue(machine, each)
    return made.items[0] if isinstance(made, ListValue) and len(made.items) == 1 else made


def _applied(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`qml.apply(operation)`, which puts another one of it on the tape."""
    given = arguments[0].value if arguments else None
    if not isinstance(given, Live) or not isinstance(given.real, (Operation, Measured)):
        return None
    _queue(machine, Live.of(machine, replace(given.real), given.quality))
    return given


def _or_unknown(name: str, follow: Model) -> Model:
    """A model that may not be able to follow a call."""

    def model(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
        return follow(machine, arguments, receiver) or _unknown(name)(machine, arguments, receiver)

    return model


def _same(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`qml.grad(function)` and peers, which run the function when they are called."""
    return arguments[0].value if arguments and isinstance(arguments[0].value, _CALLABLE) else None


def _step(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`optimizer.step(function, *arguments)`, which calls it."""
    if arguments and isinstance(arguments[0].value, _CALLABLE):
        machine.apply(arguments[0].value, _rest(arguments))
    return None


def _unknown(name: str) -> Model:
    """Anything else of PennyLane may put something on the tape that is recorded."""

    def model(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
        _queue(machine, Unknown(f"`{name}` is not followed"))
        return None

    return model


def noted(machine: Machine, call: Call) -> None:
    """A function that is not found may put something on the tape that is recorded."""
    if machine.library.tapes and strangers.may_record(machine, call):  # type: ignore[attr-defined]
        _queue(machine, Unknown(_may_add(call.callee)))


def _may_add(callee: str) -> str:
    name = callee.removesuffix(".__call__").rpartition(".")[2]
    called = "what is called" if name == "?" else f"`{name}`"
    return f"{called} is not found, and may add operations"


def constructed(machine: Machine, made: Object) -> None:
    """An operation of a class that the program defines goes on the tape that is recorded, as one that is not known."""
    if (made.kind.outside() or "").startswith("pennylane."):
        _queue(machine, Unknown(f"`{made.kind.name}` is not followed"))


def _numeric(name: str) -> Model:
    """A function of `pennylane.numpy`, which is one of NumPy that may be told whether to differentiate."""

    def model(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
        found = machine.models.get(name)
        return found(machine, tuple(e for e in arguments if e.name != "requires_grad"), receiver) if found else None

    return model


_MODELS: dict[str, Model] = {
    **dict.fromkeys(_DECORATORS, _qnode),
    _RUN: _run,
    **{
        f"pennylane.{place}{name}": _or_unknown(f"pennylane.{name}", model)
        for name, model in (("layer", layer), ("broadcast", broadcast), ("apply", _applied))
        for place in ("", "templates.", f"templates.{name}.")
    },
    **{f"pennylane.{kind}": _transformed(kind) for kind in ("adjoint", "ctrl")},
    **{f"{_APPLY}.{kind}": _apply_transformed(kind) for kind in ("adjoint", "ctrl")},
    **{f"pennylane.{name}": _same for name in _SAME_CALL},
}


def model_of(name: str) -> Model | None:
    """The model of a class, function or method."""
    if not name.startswith("pennylane."):
        return _unknown(name) if name.startswith(_PLUGINS) else None
    if name.startswith("pennylane.numpy."):
        return _numeric(name.removeprefix("pennylane."))
    if name in _MODELS:
        return _MODELS[name]
    if function_of(name) is not None:
        return _operation(name)
    if name.rpartition(".")[2] in _STEPS:
        return _step
    made_anew = name.endswith(".__class__")  # an operation like another one
    return _unknown(name) if made_anew or (IN_A_MODULE.fullmatch(name) and name != "pennylane.device") else None
