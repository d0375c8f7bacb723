"""Jobs sent to hardware one by one from a loop."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from decimal import Decimal

from quantum_lint.evaluate.calls import Call, Loop
from quantum_lint.evaluate.hardware import Submitted
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.submitted import device_title, on_hardware
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.rule import Options
from quantum_lint.parse.python import PythonDocument

#: Decorators that give a whole function its own place on the device.
_RESERVED = frozenset({"braket.jobs.hybrid_job", "braket.jobs.decorators.hybrid_job"})


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every submission that a loop repeats and that no batch, session or job holds together."""
    for submitted in on_hardware(document, knowledge):
        call = submitted.call
        loops = [loop for loop in call.context.loops if _repeats(loop, call)]
        grouped = submitted.row.many or submitted.target.batched or _RESERVED.intersection(call.context.decorators)
        if loops and not grouped:
            yield Hit(
                span=call.span,
                note=_note(submitted, loops, device_title(submitted, knowledge)),
                related=(Related(loops[-1].where.span, "the loop"),),
                provider=submitted.target.provider,
            )


def _repeats(loop: Loop, call: Call) -> bool:
    """Whether the loop may send a second job: it runs more than once and is not left right after the first."""
    if loop.trips is not None and loop.trips < 2:
        return False
    bodies = [
        body
        for node in ast.walk(loop.where.node)
        for body in (getattr(node, "body", None), getattr(node, "orelse", None))
        if isinstance(body, list) and body and isinstance(body[-1], (ast.Break, ast.Return, ast.Raise))
    ]
    return not any(_holds(body, call.where.node) for body in bodies)


def _holds(body: Sequence[ast.stmt], node: ast.AST) -> bool:
    """Whether the call stands directly in one of these statements, not in a branch or loop inside them."""
    simple = (ast.Expr, ast.Assign, ast.AnnAssign, ast.Return)
    return any(node is each for statement in body if isinstance(statement, simple) for each in ast.walk(statement))


def _note(submitted: Submitted, loops: Sequence[Loop], device: str) -> str:
    unit, trips = submitted.row.unit, 1
    for loop in loops:
        trips = trips * loop.trips if loop.trips is not None and trips else 0
    if trips:
        text = f"This loop sends {trips:,} separate {unit}s to {device}; each waits in the queue on its own."
    else:
        text = f"This loop sends a separate {unit} to {device} every time it runs; each waits in the queue on its own."
    if submitted.row.fee:
        fee = Decimal(submitted.row.fee)
        total = f" ({trips * fee:,.2f} {submitted.row.currency} in all)" if trips else ""
        text += f" The fee of {fee} {submitted.row.currency} a {unit} is charged each time{total}, whatever the shots."
    return text + " Send the circuits together, as one batch or inside one session."
