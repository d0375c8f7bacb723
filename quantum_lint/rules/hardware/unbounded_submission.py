"""Submissions that nothing ends: a loop without a way out, a retry without a limit, a recursion without a condition."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.evaluate.calls import Call, Evaluation
from quantum_lint.evaluate.positions import Where
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.hardware_jobs import device_title, in_earnest
from quantum_lint.match.loops import is_endless, runs_again
from quantum_lint.match.prices import Prices
from quantum_lint.match.recursion import recursion
from quantum_lint.match.retries import endless_decorator, endless_retry
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.rule import Options
from quantum_lint.parse.python import PythonDocument

_LIMIT = "Count the rounds, and stop at a limit."


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every submission that may be made again and again, with nothing to end it."""
    evaluation = document.evaluation(knowledge)
    prices = Prices(evaluation, knowledge)
    for submitted in in_earnest(document, knowledge):
        found = _endless(submitted.call, evaluation)
        if found is not None:
            why, where = found
            price = prices.of(submitted)
            cost = f" Each time {price.text}." if price else ""
            yield Hit(
                span=submitted.call.span,
                note=f"{why} on {device_title(submitted, knowledge)}, and each is paid.{cost} {_LIMIT}",
                related=() if where is None else (Related(where.span, "what goes on without an end"),),
                provider=submitted.target.provider,
            )


def _endless(call: Call, evaluation: Evaluation) -> tuple[str, Where | None] | None:
    """Why it is made without an end, and the code that says so."""
    for loop in call.context.loops:
        if is_endless(loop) and runs_again(loop, call):
            return "Nothing ends this loop: it goes on starting work", loop.where
    retry = endless_retry(call)
    if retry is not None:
        return "This is tried again for as long as it fails: what failed may have started work", retry.where
    decorator = endless_decorator(call)
    if decorator is not None:
        return f"`{decorator}` without a limit tries again for as long as it fails: what failed may have run", None
    back = recursion(evaluation, call)
    if back is not None and back.kind != "guarded":
        again = "whenever it fails" if back.kind == "retry" else "every time"
        return f"The function calls itself {again}, with nothing to end it: it goes on starting work", back.back.where
    return None
