"""Work that is handed in again at once when it failed."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.evaluate.calls import Call, Evaluation, Loop
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.hardware_jobs import device_title, in_earnest
from quantum_lint.match.loops import leaves_after, retried_by, waits
from quantum_lint.match.retries import endless_retry, repeated_in_handler
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.rule import Options
from quantum_lint.parse.python import PythonDocument


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every submission that a handler repeats, or a loop repeats too often, without waiting in between."""
    evaluation = document.evaluation(knowledge)
    for submitted in in_earnest(document, knowledge):
        device = device_title(submitted, knowledge)
        handler = repeated_in_handler(document, evaluation, submitted.call)
        if handler is not None:
            yield Hit(
                span=submitted.call.span,
                note=f"What failed is submitted to {device} again at once. What is wrong with the circuit or the device"
                " is still wrong, and the first job may be queued and paid. Look at the error, wait, then try again.",
                related=(Related(handler.where.span, "the handler of the first attempt", role="before"),),
                provider=submitted.target.provider,
            )
            continue
        loop = _hasty(submitted.call, evaluation, options["max-attempts"])
        if loop is not None:
            yield Hit(
                span=submitted.call.span,
                note=f"As long as it fails, this is submitted to {device} up to {loop.trips:,} times in a row without"
                " a pause, and every attempt that was accepted is paid. Wait longer after each failure, and give up"
                " after a few.",
                related=(Related(loop.where.span, "the loop"),),
                provider=submitted.target.provider,
            )


def _hasty(call: Call, evaluation: Evaluation, most: int) -> Loop | None:
    """The loop that tries more often than `most` without waiting."""
    loop = retried_by(call)
    if loop is None or loop.trips is None or loop.trips <= most or endless_retry(call) is not None:
        return None
    return loop if leaves_after(loop, call) and not waits(evaluation, loop) else None
