"""Many small tasks, of which the fees cost more than what runs."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from quantum_lint.evaluate.tables import tables_of
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.sent_work import PROVEN, bill, described, line_of, plan_of, priced_work
from quantum_lint.model.estimate import Line
from quantum_lint.model.hit import Hit
from quantum_lint.model.known import Plan
from quantum_lint.model.rule import Options

#: What fewer tasks have to save, in the currency of the plan, to be worth a word.
_WORTH = Decimal(1)


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every submission of several tasks that are charged for one by one, and that could be one."""
    submits = tables_of(knowledge).submits
    for path, sent in priced_work(repository):
        estimate, row = sent.estimate, submits.get(sent.job.callee)
        plan = plan_of(estimate, knowledge)
        fees, shots = line_of(estimate, "task"), line_of(estimate, "shot")
        if row is None or plan is None or fees is None or shots is None or estimate.exactness not in PROVEN:
            continue  # what is in the tasks has to be known: pulses, for one thing, go in no program set
        amounts = _amounts(fees, shots, plan)
        if amounts is not None and row.together:
            paid, for_shots, together = amounts
            yield Hit(
                span=sent.job.span,
                note=f"{described(sent)}: {bill(estimate)}, of which {paid:,.2f} are fees for the tasks and "
                f"{for_shots:,.2f} are for their shots. {row.together} That makes {together:,.2f}.",
                provider=sent.job.provider,
                path=path,
            )


def _amounts(fees: Line, shots: Line, plan: Plan) -> tuple[Decimal, Decimal, Decimal] | None:
    """What is for fees, what for shots, and what it is if tasks go together; None where that is not worth it."""
    if fees.price is None or fees.amount is None or shots.amount is None or plan.together < 2:
        return None
    paid, for_shots = fees.amount.low, shots.amount.high
    together = -(-int(fees.quantity.low) // plan.together) * fees.price
    return (paid, for_shots, together + for_shots) if paid > for_shots and paid - together >= _WORTH else None
