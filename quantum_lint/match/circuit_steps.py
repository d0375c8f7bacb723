"""What the methods of a circuit class do to a circuit, by the tables `[[sdk.step]]` of the provider files."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import NamedTuple

from quantum_lint.evaluate.calls import Argument, Call
from quantum_lint.evaluate.devices import target_of
from quantum_lint.evaluate.tables import Tables
from quantum_lint.evaluate.values import Instance, Known, ListValue, Series, Value, constant
from quantum_lint.match.circuit_bits import NONE, Bits, Numbers, Register, RegisterRow, added, declared, union
from quantum_lint.match.circuit_state import ANY, Circuit, Doubt, combined, either


class StepRow(NamedTuple):
    """Calls that make or change a circuit, or look at it.

    `does` names the effect (the keys of `EFFECTS` and `MAKERS`). The qubits and classical bits are the arguments at
    the positions `qubits` and `bits`, or those called `qubit_names` and `bit_names`. `native` gates are among those
    that devices have as they are. A method with `inplace` changes the circuit (`always`), or gives a new one unless
    that argument says otherwise (`no`), or the other way round (`yes`); it stands at `inplace_position`. A call that
    fits circuits to a device takes that as one of the arguments `device`, or at `device_position`. What a call adds is
    known not to measure if it was made by a callable in `pure`.
    """

    provider: str
    calls: tuple[str, ...]
    does: str
    qubits: tuple[int, ...] = ()
    qubit_names: tuple[str, ...] = ()
    bits: tuple[int, ...] = ()
    bit_names: tuple[str, ...] = ()
    native: bool = False
    inplace: str = "always"
    inplace_position: int = -1
    device: tuple[str, ...] = ()
    device_position: int = -1
    pure: tuple[str, ...] = ()


class Step(NamedTuple):
    """One run of such a call: its row, what was known of the other circuits that it was given, and the tables.

    `guarded` says that a condition of the circuit's own stands around it.
    """

    row: StepRow
    call: Call
    others: tuple[Circuit | None, ...]
    tables: Tables
    guarded: bool

    def qubits(self, circuit: Circuit) -> Numbers | None:
        """The qubits that it acts on."""
        return _given(self.call, circuit.qubits, self.row.qubits, self.row.qubit_names)

    def bits(self, circuit: Circuit) -> Numbers | None:
        """The classical bits that it writes or reads."""
        return _given(self.call, circuit.bits, self.row.bits, self.row.bit_names)

    @property
    def registers(self) -> Mapping[str, RegisterRow]:
        """The calls that make registers."""
        return self.tables.rows("register", RegisterRow)


def _given(call: Call, bits: Bits, positions: tuple[int, ...], names: tuple[str, ...]) -> Numbers | None:
    given = [each for each in call.arguments if each.position in positions or each.name in names]
    return union(bits, given) if call.complete() and len(given) == len(positions) else None


Effect = Callable[[Circuit, Step], "Circuit | None"]


def _gate(circuit: Circuit, step: Step) -> Circuit:
    qubits = step.qubits(circuit)
    if not step.row.native:
        if circuit.fitted is not None and not step.guarded:
            circuit = circuit.doubted(Doubt("foreign", step.call, cause=circuit.fitted))
        circuit = circuit._replace(gate=circuit.gate or step.call)
    if qubits is None:
        return circuit.without("unseen", None)
    if step.guarded:
        return circuit.without("unseen", qubits).unmeasured(qubits)
    if not circuit.all_measured(qubits):
        return circuit.without("unseen", qubits)
    return _unseen(circuit, step, qubits)


def _unseen(circuit: Circuit, step: Step, qubits: Numbers) -> Circuit:
    """A gate on measured qubits alone shows only in what looks at these, or at others that it met after measuring."""
    cause = next(circuit.measured[qubit] for qubit in sorted(qubits))
    met = [doubt for doubt in circuit.doubts if doubt.kind == "unseen" and doubt.bits & qubits]
    group = qubits.union(*(doubt.bits for doubt in met))
    widened = tuple(doubt._replace(bits=group) if doubt in met else doubt for doubt in circuit.doubts)
    return circuit._replace(doubts=widened).doubted(Doubt("unseen", step.call, group, cause))


def _append(circuit: Circuit, step: Step) -> Circuit | None:
    """Something with a name of its own on some qubits; only what comes with classical bits can measure."""
    if step.others:
        return _compose(circuit, step)
    if not step.call.complete() or any(_at(each, step.row.bits, step.row.bit_names) for each in step.call.arguments):
        return None
    what = step.call.argument("instruction", 0)
    made = what.value if what else None
    if not isinstance(made, Instance) or not made.callee.startswith(step.row.pure):
        return None
    return circuit.without("unseen", None)


def _at(argument: Argument, positions: tuple[int, ...], names: tuple[str, ...]) -> bool:
    return argument.position in positions or argument.name in names


def _add(circuit: Circuit, step: Step) -> Circuit:
    """Operations are added that are objects themselves; one that is not known may be a measurement."""
    quiet = all(_is_pure(argument.value, step.row.pure) for argument in step.call.arguments if argument.name is None)
    return circuit if quiet else circuit._replace(bare=False)


def _is_pure(value: Value, pure: tuple[str, ...]) -> bool:
    """Whether all that is in the value was made by these callables, or by what they give."""
    if isinstance(value, ListValue):
        return value.exact and all(_is_pure(item, pure) for item in value.items)
    if isinstance(value, Series):
        return _is_pure(value.element, pure)
    return constant(value, int) is not None or (
        isinstance(value, Instance) and any(f"{value.callee}.".startswith(f"{name}.") for name in pure)
    )


def _measure(circuit: Circuit, step: Step) -> Circuit:
    qubits, bits = step.qubits(circuit), step.bits(circuit)
    measured = {**circuit.measured, **dict.fromkeys(qubits or (), step.call)}
    written = None if bits is None or circuit.written is None else circuit.written | bits
    circuit = circuit.without("unseen", qubits).without("duplicate", bits)
    return circuit._replace(measured=measured, bare=False, written=written)


def _measure_all(circuit: Circuit, step: Step) -> Circuit:
    adds = step.call.argument("add_bits", 1)
    if adds is not None:
        return _write(circuit, step)
    count = circuit.bits.number
    if count and circuit.written == NONE and circuit.bare and not (circuit.asked or step.guarded):
        circuit = circuit.doubted(Doubt("duplicate", step.call, frozenset(range(count))))
    return circuit.without("unseen", None)._replace(
        measured=dict.fromkeys(circuit.qubits.all() or (), step.call),
        bare=False,
        bits=circuit.bits.extended(None if circuit.qubits.number is None else Register(None, circuit.qubits.number)),
        written=_and_after(circuit),
    )


def _and_after(circuit: Circuit) -> Numbers | None:
    """The bits that are written after new ones were added for every qubit."""
    if circuit.written is None or circuit.bits.number is None or circuit.qubits.number is None:
        return None
    return circuit.written | frozenset(range(circuit.bits.number, circuit.bits.number + circuit.qubits.number))


def _write(circuit: Circuit, step: Step) -> Circuit:
    """Some qubits are measured into some bits."""
    return _save(circuit, step)._replace(written=None).without("duplicate", None)


def _save(circuit: Circuit, step: Step) -> Circuit:
    """The state is looked at, by whatever means."""
    return circuit.without("unseen", None)._replace(bare=False)


def _reset(circuit: Circuit, step: Step) -> Circuit:
    qubits = step.qubits(circuit)
    return circuit.without("unseen", qubits).unmeasured(qubits)


def _condition(circuit: Circuit, step: Step) -> Circuit:
    """What the call is about depends on bits."""
    bits, wanted = _asked(circuit, step)
    written = circuit.written
    circuit = _excused(circuit, step).without("duplicate", bits)._replace(asked=True)
    if not bits or written is None or bits & written or step.guarded or not _is_set(wanted):
        return circuit
    return circuit.doubted(Doubt("constant", step.call, bits))


def _excused(circuit: Circuit, step: Step) -> Circuit:
    """A gate under a condition may undo what a measurement found, so that its qubits are in use again."""
    gate = step.call.receiver.where if isinstance(step.call.receiver, Instance) else None
    meant = [
        doubt for doubt in circuit.doubts if doubt.kind == "unseen" and gate and doubt.call.where.node is gate.node
    ]
    bits = NONE.union(*(doubt.bits for doubt in meant))
    return circuit.without("unseen", bits).unmeasured(bits)


def _asked(circuit: Circuit, step: Step) -> tuple[Numbers | None, Value | None]:
    """The register or bit that a condition reads and the value it must have, given as a pair or one by one."""
    given = next((each for each in step.call.arguments if _at(each, step.row.bits, step.row.bit_names)), None)
    if given is None:
        return None, None
    value, node = given.value, given.where.node
    if isinstance(value, ListValue) and len(value.items) == 2:
        first = node.elts[0] if isinstance(node, ast.Tuple) else None
        return circuit.bits.named(value.items[0], first), value.items[1]
    wanted = step.call.argument("val", 1)
    return circuit.bits.named(value, node), wanted.value if wanted else None


def _is_set(wanted: Value | None) -> bool:
    """Whether a condition surely asks for bits that are not all zero, which is how they start."""
    return isinstance(wanted, Known) and wanted.value in range(1, 2**64)


def _test(circuit: Circuit, step: Step) -> Circuit:
    """A condition on the block that follows; with other arguments these are what it runs."""
    return _condition(circuit, step) if len(step.call.arguments) == 1 else _block(circuit, step)


def _block(circuit: Circuit, step: Step) -> Circuit:
    """What follows in the block, or what the call is given, may run several times."""
    return _write(circuit, step).unmeasured(None)._replace(asked=True)


def _strip(circuit: Circuit, step: Step) -> Circuit:
    return circuit._replace(measured={}, written=None, bits=Bits(), doubts=())


def _extend(circuit: Circuit, step: Step) -> Circuit:
    qubits, bits = circuit.qubits, circuit.bits
    for argument in step.call.arguments:
        qubits, bits = added(qubits, bits, argument.value, dict(step.registers))
    return circuit._replace(qubits=qubits, bits=bits)


def _compose(circuit: Circuit, step: Step) -> Circuit | None:
    front = step.call.argument("front", 3)
    if len(step.others) != 1 or step.others[0] is None or not step.call.complete():
        return None
    if front is not None and constant(front.value, bool) is not False:
        return None
    return combined(circuit, step.others[0], step.call)


def _change(circuit: Circuit, step: Step) -> Circuit:
    return circuit.rewritten()._replace(written=None, bits=Bits(), doubts=())


def _empty(circuit: Circuit, step: Step) -> Circuit:
    return Circuit(circuit.qubits, circuit.bits, bare=True, written=NONE, asked=False, raw=circuit.raw)


def _nothing(circuit: Circuit, step: Step) -> Circuit:
    return circuit


#: What a method makes of the circuit it is called on, by the `does` of its row.
EFFECTS: Mapping[str, Effect] = {
    "gate": _gate,
    "append": _append,
    "add": _add,
    "measure": _measure,
    "measure-all": _measure_all,
    "write": _write,
    "save": _save,
    "reset": _reset,
    "condition": _condition,
    "test": _test,
    "block": _block,
    "strip": _strip,
    "extend": _extend,
    "compose": _compose,
    "change": _change,
    "empty": _empty,
    "nothing": _nothing,
}


def _built(step: Step) -> Circuit:
    qubits, bits = declared(step.call, dict(step.registers))
    return Circuit(qubits, bits, bare=True, written=NONE, asked=False, raw=True)


def _gathered(step: Step) -> Circuit:
    """A circuit of the operations that it is given."""
    return _add(Circuit(bare=True), step)


def _library(step: Step) -> Circuit:
    """A circuit of the SDK's own library: no measurement in it, and gates that no device has."""
    return Circuit(bits=Bits(()), bare=True, written=NONE, asked=False, raw=True, gate=step.call)


def _fitted(step: Step) -> Circuit | None:
    """What comes out of a transpiler: the same program on other qubits, in the gates of the device."""
    known = [each or ANY for each in step.others] or [ANY]
    joined: Circuit | None = known[0]
    for each in known[1:]:
        joined = either(joined, each)
    doubts = tuple(doubt for doubt in (joined or ANY).doubts if doubt.kind != "foreign")
    fits = step.call if _to_hardware(step) else None
    return (joined or ANY).rewritten()._replace(raw=False, gate=None, fitted=fits, doubts=doubts)


def _to_hardware(step: Step) -> bool:
    """Whether the device is surely hardware, whether the call is given it or the object that it is called on was."""
    made = step.call.receiver
    for given in (step.call.arguments, made.arguments if isinstance(made, Instance) else ()):
        for argument in given:
            position = step.row.device_position if given is step.call.arguments else -1
            if argument.name in step.row.device or (argument.position is not None and argument.position == position):
                return target_of(argument.value, step.tables).kind == "hardware"
    return False


#: What a call makes that is given no circuit, or that makes another one of those it is given.
MAKERS: Mapping[str, Callable[[Step], Circuit | None]] = {
    "build": _built,
    "add": _gathered,
    "library": _library,
    "fit": _fitted,
}
