"""Programs for which the least that the provider charges is many times what is in them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.sent_work import bill, described, plan_of, priced_work
from quantum_lint.model.estimate import Estimate, Range
from quantum_lint.model.hit import Hit
from quantum_lint.model.known import Plan
from quantum_lint.model.rule import Options


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every submission that pays the minimum for little work."""
    for path, sent in priced_work(repository):
        plan = plan_of(sent.estimate, knowledge)
        if plan is None or not plan.minimum:
            continue
        paid = _paid(sent.estimate, plan)
        if paid is not None and paid.low > Decimal(str(options["times-the-work"])) * _work(paid):
            yield Hit(
                span=sent.job.span,
                note=f"{described(sent)} is charged the least that the provider asks: {bill(sent.estimate)}. What runs "
                f"comes to {_work(paid):,.2f}. {_instead(paid, sent.estimate, plan)}",
                provider=sent.job.provider,
                path=path,
            )


def _paid(estimate: Estimate, plan: Plan) -> Range | None:
    """What is paid where that is the minimum: its most has the price of the work on top."""
    lines = [(line.quantity.low, line.amount) for line in estimate.lines if line.unit == "task" and line.amount]
    least = sum((tasks * Decimal(plan.minimum) for tasks, _ in lines), Decimal())
    paid = Range(sum((each.low for _, each in lines), Decimal()), sum((each.high for _, each in lines), Decimal()))
    return paid if lines and not estimate.least and paid.low <= least else None


def _work(paid: Range) -> Decimal:
    return paid.high - paid.low


def _instead(paid: Range, estimate: Estimate, plan: Plan) -> str:
    """What to do: without mitigation the least may be less, and more shots are free."""
    advice = []
    tasks = estimate.tasks or 1
    if plan.unmitigated_minimum and paid.low > tasks * Decimal(plan.unmitigated_minimum):
        least = tasks * Decimal(plan.unmitigated_minimum)
        advice.append(f"Switch error mitigation off, which makes it {max(least, _work(paid)):,.2f}")
    if estimate.shots and _work(paid) > 0:
        shots = int(estimate.shots * paid.low / _work(paid))
        advice.append(f"for the same money it runs about {shots:,} shots")
    text = ", or use what is paid for: ".join(advice)
    return f"{text[:1].upper()}{text[1:]}."
