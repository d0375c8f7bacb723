"""One submission on one device: from what is known of the work to an estimate with all of its lines."""

from __future__ import annotations

from collections.abc import Sequence

from quantum_lint.cost.bill import Priced, priced
from quantum_lint.cost.choice import Choice
from quantum_lint.cost.executions import executions_of
from quantum_lint.cost.load import Load, Piece, load_of
from quantum_lint.model.circuit import Circuit, Exactness
from quantum_lint.model.estimate import Estimate, Rate, Tier
from quantum_lint.model.job import Job
from quantum_lint.model.known import Plan

#: From the best known to the least.
_EXACTNESS: tuple[Exactness, ...] = ("exact", "bounded", "template", "unknown")
#: Circuits that are named before the rest is counted.
_MOST_NAMES = 2


def estimate(job: Job, circuits: Sequence[Circuit], choice: Choice, tier: Tier, shots: int | None = None) -> Estimate:
    """What the job takes of the device, and costs; `circuits` are all of its file."""
    load = load_of(job, circuits, choice.device, shots)
    bill = priced(choice.plan, load, choice.device) if choice.plan else _unpriced(load, choice)
    known = [piece for piece in load.pieces if piece.circuit is not None]
    found = Estimate(
        callee=job.callee,
        provider=choice.provider,
        device=choice.called,
        tier=tier,
        snapshot=choice.device.name if choice.device else "",
        snapshot_of=choice.device.as_of if choice.device else "",
        rate=rate_of(choice.plan) if choice.plan else None,
        runs=job.runs,
        tasks=None if job.runs is None or (not known and job.circuits is None) else load.tasks,
        shots=load.shots,
        executions=bill.executions,
        seconds=bill.seconds,
        amount=bill.amount,
        least=bill.least or (load.least and bill.amount is not None),
        because=bill.because,
        assumed=(*choice.assumed, *load.assumed, *_failures(known)),
        lines=bill.lines,
    )
    return _with_circuits(found, known) if known else found


def rate_of(plan: Plan) -> Rate:
    """What a report says of a plan."""
    return Rate(plan.provider, plan.route, plan.title, plan.currency, plan.as_of, plan.source, plan.certainty)


def _unpriced(load: Load, choice: Choice) -> Priced:
    counted = executions_of(load)
    return Priced(executions=counted.total if counted else None, because=choice.because)


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


def _failures(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """Why circuits are not known on the device."""
    return tuple(
        dict.fromkeys(f"not transpiled: {piece.on.failed}" for piece in pieces if piece.on and piece.on.failed)
    )
