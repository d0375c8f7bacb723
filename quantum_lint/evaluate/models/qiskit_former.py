"""Methods of circuits that Qiskit had with other arguments, and those that did something else in other releases."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain
from typing import TYPE_CHECKING, Any

from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.models import making
from quantum_lint.evaluate.models.allowed import member_of_library
from quantum_lint.evaluate.models.conversion import Reader, wrapped
from quantum_lint.evaluate.models.failing import FAILURES, failure
from quantum_lint.evaluate.models.live import UNKNOWN, Live, Quality
from quantum_lint.evaluate.models.qiskit_circuits import use
from quantum_lint.evaluate.values import NOTHING, Unknown, Value, find_argument

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

Arguments = tuple[Argument, ...]
Model = Callable[["Machine", Arguments, "Value | None"], "Value | None"]

#: The qubits of an isometry, in the order in which it takes them; those that nothing is said of are none.
_GROUPS = ("q_input", "q_ancillas_for_output", "q_ancillas_zero", "q_ancillas_dirty")
#: From when on the inverse of what was just added is a copy that is lost, and from when on it is put in its place.
_COPIED, _REPLACED = (0, 8), (1, 0)
_DIFFERS = "what `inverse` does to what was just added differs from release to release"


def _isometry(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`circuit.isometry(matrix, input, outputs, zero, dirty)`: one gate on all these qubits, one after the other."""
    assert isinstance(receiver, Live)
    reader = Reader(machine.library.unsettled)  # type: ignore[attr-defined]
    given = [find_argument(arguments, name, place) for place, name in enumerate(_GROUPS, 1)]
    try:
        groups = [[] if each is None or each.value == NOTHING else list(reader.real(each.value)) for each in given]
    except FAILURES as error:
        receiver.writable(machine)
        receiver.spoil(machine, Quality(UNKNOWN, failure("isometry", error)))
        return receiver
    widths = [wrapped(machine, len(each)) for each in groups[2:]]
    own = [each._replace(name=None, position=0) for each in (find_argument(arguments, "isometry", 0),) if each]
    kind = member_of_library("qiskit.Isometry")
    gate = making.make(machine, "Isometry", kind, (*own, *_placed(machine, widths, len(own))))
    return use(
        machine, receiver, "append", _placed(machine, (gate, wrapped(machine, list(chain.from_iterable(groups)))))
    )


def _placed(machine: Machine, values: Iterable[Value], first: int = 0) -> Arguments:
    return tuple(Argument(None, place, each, machine.crossing) for place, each in enumerate(values, first))


def _inverted(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`circuit.t(0).inverse()`: inverts what was just added, or a copy of it, as the release does."""
    if not isinstance(receiver, Live) or receiver.owner is None:
        return Unknown("`inverse` is not followed here")
    circuit = receiver.owner.writable(machine)
    if arguments:
        receiver.owner.spoil(machine, Quality(UNKNOWN, "`inverse` with arguments is not followed"))
        return receiver
    for place in range(len(circuit.data) - len(receiver.real), len(circuit.data)):
        try:
            inverse = circuit.data[place].operation.inverse()
        except FAILURES:  # since 0.8 the statement stops there, and what cannot be inverted stays as it is
            break
        _invert(machine, receiver.owner, place, inverse)
    return receiver


def _invert(machine: Machine, owner: Live, place: int, inverse: Any) -> None:
    """Put the inverse in the place of an instruction where the release does, and what both may be where none is known.

    Of gates of the same name only the angles differ.
    """
    data, releases = owner.real.data, machine.library.releases()  # type: ignore[attr-defined]
    instruction = data[place]
    replaced = releases.first is not None and releases.first >= _REPLACED
    if replaced:
        data[place] = instruction.replace(operation=inverse)
    elif instruction.operation == inverse or releases.within(_COPIED, _REPLACED):
        return
    elif _are_alike(instruction.operation, inverse):
        unknown = [machine.library.unsettled.parameter() for _ in inverse.params]  # type: ignore[attr-defined]
        data[place] = instruction.replace(operation=type(inverse)(*unknown, label=inverse.label))
    else:
        owner.spoil(machine, Quality(UNKNOWN, _DIFFERS))


def _are_alike(one: Any, other: Any) -> bool:
    """Whether two are standard gates that differ in their angles only."""
    same = type(one) is type(other) and one.name == other.name
    return same and bool(one.params) and type(one).__module__.startswith("qiskit.circuit.library.standard_gates")


METHODS: dict[str, Model] = {"iso": _isometry, "isometry": _isometry}
FUNCTIONS: dict[str, Model] = {"qiskit.InstructionSet.inverse": _inverted}
