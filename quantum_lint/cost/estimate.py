"""One submission on one device: from what is known of the work to an estimate with all of its lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import partial

from quantum_lint.cost.charge import charged
from quantum_lint.cost.choice import Choice
from quantum_lint.cost.load import Load, Piece, load_of
from quantum_lint.cost.plans import rate_of
from quantum_lint.cost.running import Running, running
from quantum_lint.cost.work import Charge
from quantum_lint.model.circuit import Circuit, Exactness
from quantum_lint.model.device import Device
from quantum_lint.model.estimate import Estimate, Range, Tier
from quantum_lint.model.job import Job
from quantum_lint.model.known import Plan, Usage

_CENT = Decimal("0.01")
_NOTHING = Range(Decimal(0), Decimal(0))
#: No provider has so much time to sell, and nobody so much money.
_MOST = Decimal(10) ** 15
_TOO_MUCH = "so many executions are more than any device ever ran"

#: From the best known to the least.
_EXACTNESS: tuple[Exactness, ...] = ("exact", "bounded", "template", "unknown")
#: The level that circuits are billed at.
_BILLED_AT = 2
#: Circuits that are named before the rest is counted.
_MOST_NAMES = 2


def estimate(
    job: Job,
    circuits: Sequence[Circuit],
    choice: Choice,
    tier: Tier,
    usages: Mapping[str, Usage],
) -> Estimate:
    """What the job takes of the device, and costs.

    `circuits` are all of its file, `usages` how providers count time.
    """
    simulated = choice.plan is not None and choice.plan.model == "simulator"
    load = load_of(job, circuits, choice.device, simulated=simulated)
    known = [piece for piece in load.pieces if piece.circuit is not None]
    found = Estimate(
        callee=job.callee,
        provider=choice.provider,
        device=choice.called,
        tier=tier,
        snapshot=choice.device.name if choice.device else "",
        snapshot_of=choice.device.as_of if choice.device else "",
        runs=job.runs,
        tasks=None if job.runs is None or (not known and job.circuits is None) else load.tasks,
        shots=load.shots,
        most_shots=load.shots,
        because=choice.because,
        assumed=(*choice.assumed, *load.assumed, *_failures(known, tier)),
    )
    wide = _too_wide(known, choice.device)
    if choice.plan is not None and wide:
        found = found._replace(rate=rate_of(choice.plan), because=wide)
    elif choice.plan is not None:
        usage = usages.get(choice.plan.provider)
        found = _countable(found, choice.plan, load, partial(running, load, choice.plan, usage, choice.device))
    return _with_circuits(found, known) if known else found


def _countable(found: Estimate, plan: Plan, load: Load, run: Callable[[], Running]) -> Estimate:
    """The estimate with what the plan charges, unless that is what only a slip of the pen comes to."""
    try:
        paid = _paid(found, plan, load, run())
        if max(each.high for each in (paid.amount, paid.seconds, _NOTHING) if each is not None) < _MOST:
            return paid
    except InvalidOperation:  # more digits than decimals are reckoned with
        pass
    return found._replace(rate=rate_of(plan), because=_TOO_MUCH)


def _paid(found: Estimate, plan: Plan, load: Load, run: Running) -> Estimate:
    """The estimate with what the plan charges."""
    charge = charged(plan, load, run)
    return found._replace(
        rate=rate_of(plan),
        executions=int(run.executions.low) if run.executions is not None else None,
        most_executions=int(run.executions.high) if run.executions is not None else None,
        seconds=run.seconds,
        amount=rounded(charge.amount) if charge.amount is not None else None,
        least=charge.amount is not None and (charge.least or load.least or run.least),
        because=_because(charge, load),
        assumed=(*found.assumed, *run.assumed),
        lines=charge.lines,
    )


def _because(charge: Charge, load: Load) -> str:
    """Why not all of it is priced: a number of shots that the code has, and nobody knows, is all there is to say."""
    hidden = load.shots is None and load.job.shots_from == "unknown"
    return "the number of shots is not known before the program runs" if hidden and charge.because else charge.because


def _too_wide(pieces: Sequence[Piece], device: Device | None) -> str:
    """Why the device runs none of it: a circuit has more qubits; empty if all fit."""
    widths = [piece.circuit.measures.qubits for piece in pieces if piece.circuit and piece.circuit.measures]
    if device is None or max(widths, default=0) <= device.qubits:
        return ""
    return f"it has {max(widths)} qubits, and {device.title} {device.qubits}"


def rounded(amount: Range) -> Range:
    """An amount of money to the cent, and what is less than one to two digits."""
    return Range(*(_shortened(each) for each in amount))


def _shortened(amount: Decimal) -> Decimal:
    return amount.quantize(_CENT, ROUND_HALF_UP) if amount >= _CENT or not amount else Decimal(f"{amount:.2g}")


def _with_circuits(found: Estimate, pieces: Sequence[Piece]) -> Estimate:
    """What is said of the circuits: of the largest of them, and all of their names."""
    largest = max(pieces, key=_size)
    circuits = [piece.circuit for piece in pieces if piece.circuit is not None]
    worst = max(circuits, key=lambda each: _EXACTNESS.index(each.exactness))
    return found._replace(
        circuit=_names(pieces),
        number=largest.circuit.number if largest.circuit else 0,
        exactness=worst.exactness,
        reason=worst.reason,
        measures=largest.measures,
        duration=largest.on.duration if largest.on else None,
        success=largest.on.success if largest.on else None,
    )


def _size(piece: Piece) -> tuple[int, int]:
    measured = piece.measures
    return (measured.two_qubit or 0, measured.size) if measured else (0, 0)


def _names(pieces: Sequence[Piece]) -> str:
    """`bell, ghz and 3 more`."""
    names = list(dict.fromkeys(piece.circuit.name for piece in pieces if piece.circuit and piece.circuit.name))
    numbers = len({piece.circuit.number for piece in pieces if piece.circuit})
    shown = ", ".join(names[:_MOST_NAMES])
    rest = max(numbers, len(names)) - min(len(names), _MOST_NAMES)
    return f"{shown} and {rest} more" if shown and rest > 0 else shown


def _failures(pieces: Sequence[Piece], tier: Tier) -> tuple[str, ...]:
    """Why circuits are not known on the device, or not as well as they were asked for."""
    found = [piece.on for piece in pieces if piece.on is not None]
    failed = [f"not transpiled: {on.failed}" for on in found if on.failed]
    quickly = "transpiled at level 1, since level 2 would take too long"
    return tuple(dict.fromkeys((*failed, *(quickly for on in found if tier == "billed" and on.level < _BILLED_AT))))
