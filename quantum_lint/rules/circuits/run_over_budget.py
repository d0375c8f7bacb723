"""Submissions that cost more than a run may."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.sent_work import assumptions, bill, described, priced_work
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every submission whose price is surely above the budget."""
    budget = options["max-cost-run"]
    for path, sent in priced_work(repository):
        amount, rate = sent.estimate.amount, sent.estimate.rate
        if budget > 0 and amount is not None and rate is not None and amount.low > budget:
            yield Hit(
                span=sent.job.span,
                note=f"{described(sent)}: {bill(sent.estimate)}, and `max-cost-run` allows {budget:,.2f}."
                f"{assumptions(sent.estimate)} Take fewer shots or circuits, or a cheaper device (`quantum-lint cost "
                "--device` compares them), or raise the budget on purpose.",
                provider=sent.job.provider,
                path=path,
            )
