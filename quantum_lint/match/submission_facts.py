"""Work that running a file hands to hardware, itself or through what it imports, as facts of the repository."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import TYPE_CHECKING, Any

from quantum_lint.model.fact import Cost, Submission

if TYPE_CHECKING:
    from quantum_lint.evaluate.calls import Call, Evaluation
    from quantum_lint.evaluate.hardware import Submitted
    from quantum_lint.knowledge import Knowledge
    from quantum_lint.match.prices import Prices


def facts(document: Any, knowledge: Knowledge, key: bytes) -> Iterator[Submission]:
    """The calls that start work, at the places of the document that lead to them."""
    from quantum_lint.match.hardware_jobs import is_shown
    from quantum_lint.match.testing import is_marked

    evaluation = document.evaluation(knowledge)
    test = "test" in document.fragment.traits
    earnest = not is_shown(document, knowledge) and not (test and is_marked(evaluation))
    for each in (evaluation, evaluation.elsewhere):
        if each is not None:
            yield from _stated(each, knowledge, earnest=earnest, test=test)


def _stated(evaluation: Evaluation, knowledge: Knowledge, *, earnest: bool, test: bool) -> Iterator[Submission]:
    from quantum_lint.evaluate.hardware import submissions
    from quantum_lint.evaluate.tables import tables_of
    from quantum_lint.match.prices import Prices

    prices = Prices(evaluation, knowledge)
    for submitted in submissions(evaluation, tables_of(knowledge)):
        counts = sorted({known.value for known in submitted.shots})
        yield Submission(
            provider=submitted.target.provider or submitted.row.provider,
            callee=submitted.call.callee,
            span=submitted.call.span,
            target="unknown" if submitted.target.kind == "either" else submitted.target.kind,
            shots=counts[-1] if counts else None,
            device=submitted.target.name,
            earnest=earnest,
            sure=earnest and submitted.on_hardware and _is_reached(submitted.call, test),
            cost=_cost(submitted, prices),
        )


def _is_reached(call: Call, test: bool) -> bool:
    """Whether running the file surely makes the call: pytest calls the functions of a test by itself."""
    from quantum_lint.match.testing import expects_failure, is_guarded

    context = call.context
    if is_guarded(context) or (test and expects_failure(context)):
        return False
    return context.called or test


def _cost(submitted: Submitted, prices: Prices) -> Cost | None:
    """What all rounds of the loops around the call cost, or one of them where their number is not known."""
    trips = [loop.trips for loop in submitted.call.context.loops]
    price = prices.of(submitted, prod(each or 1 for each in trips))
    if price is None:
        return None
    least = price.bill.least or None in trips
    return Cost(price.bill.amount, price.bill.plan.currency, price.text, least)
