"""From the load of a submission to what a plan charges for it."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.cost.billing import bill
from quantum_lint.cost.load import Load, Piece
from quantum_lint.cost.ranges import exactly, total
from quantum_lint.cost.running import Running
from quantum_lint.cost.work import Charge, Work
from quantum_lint.model.estimate import Line, Range
from quantum_lint.model.known import Plan

#: What plans have a price for that depends on the circuit.
_OF_CIRCUITS = frozenset({"one_qubit_gate", "two_qubit_gate", "measurement"})
#: Rotations that devices do not carry out but take into account; whether they are paid is not published.
_VIRTUAL = frozenset({"rz", "p", "u1", "id"})
_READING = frozenset({"measure", "reset"})
#: What takes neither time nor money.
_NOTHING = frozenset({"barrier", "delay"})


def charged(plan: Plan, load: Load, running: Running) -> Charge:
    """What the plan charges: circuit by circuit where the price depends on what is in them."""
    work = Work(load.tasks, load.shots, load.runs, seconds=running.seconds, together=load.job.together)
    if not _OF_CIRCUITS.intersection(plan.prices):
        return _with_time(bill(plan, work), running)
    charges = [(piece, bill(plan, _work_of(piece, load, running))) for piece in load.pieces]
    return charges[0][1] if len(charges) == 1 else _together(charges)


def _with_time(charge: Charge, running: Running) -> Charge:
    """The charge with how its time came about below the line that is for time."""
    lines = tuple(line._replace(parts=running.time) if line.unit in _TIMES else line for line in charge.lines)
    return charge._replace(lines=lines)


_TIMES = frozenset({"second", "minute", "hour", "increment"})


def _together(charges: list[tuple[Piece, Charge]]) -> Charge:
    """A line for each circuit, made of its own."""
    lines = tuple(_of_piece(piece, charge) for piece, charge in charges)
    amounts = [line.amount for line in lines if line.amount is not None]
    reasons = dict.fromkeys(charge.because for _, charge in charges if charge.because)
    least = any(charge.least or charge.amount is None for _, charge in charges)
    return Charge(lines, total(amounts) if amounts else None, bool(least and amounts), "; ".join(reasons))


def _of_piece(piece: Piece, charge: Charge) -> Line:
    name = piece.circuit.name if piece.circuit is not None else ""
    return Line(f"circuit {name}".rstrip(), "task", exactly(piece.circuits), None, charge.amount, parts=charge.lines)


def _work_of(piece: Piece, load: Load, running: Running) -> Work:
    counts = dict(_counts(piece))
    return Work(
        tasks=piece.circuits,
        shots=load.shots,
        jobs=load.runs,
        one_qubit_gates=counts.get("one_qubit_gate"),
        two_qubit_gates=counts.get("two_qubit_gate"),
        measurements=counts.get("measurement"),
        prepared=piece.measures.qubits if piece.measures is not None else None,
        seconds=running.seconds,
        mitigated=_mitigated(load),
    )


def _mitigated(load: Load) -> bool | None:
    """Whether the provider mitigates errors, by the code; None where it says nothing."""
    chosen = load.job.setting("debias")
    return None if chosen is None else bool(chosen)


def _counts(piece: Piece) -> Iterator[tuple[str, Range]]:
    """What a circuit has of each; rotations that no device carries out may count as gates or not."""
    measured = piece.measures
    if measured is None or measured.two_qubit is None:
        return
    gates = {name: count for name, count in measured.gates if name not in _NOTHING}
    reading = sum(count for name, count in gates.items() if name in _READING)
    rest = sum(gates.values()) - reading - measured.two_qubit
    virtual = sum(count for name, count in gates.items() if name in _VIRTUAL)
    yield "one_qubit_gate", Range(exactly(rest - virtual).low, exactly(rest).low)
    yield "two_qubit_gate", exactly(measured.two_qubit)
    yield "measurement", exactly(reading)
