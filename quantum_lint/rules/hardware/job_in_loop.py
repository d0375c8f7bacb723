"""Jobs sent to hardware one by one from a loop."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from math import prod

from quantum_lint.evaluate.calls import Call, Loop
from quantum_lint.evaluate.hardware import Submitted
from quantum_lint.evaluate.tables import tables_of
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.hardware_jobs import ReservedRow, device_title, in_earnest
from quantum_lint.match.loops import is_endless, runs_again
from quantum_lint.match.prices import Prices
from quantum_lint.match.retries import ended_by_success
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.rule import Options
from quantum_lint.parse.python import PythonDocument

_TOGETHER = "Send the circuits together, as one batch or inside one session."


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every submission that a loop with an end repeats and that no batch, session or job holds together."""
    prices = Prices(document.evaluation(knowledge), knowledge)
    for submitted in in_earnest(document, knowledge):
        call = submitted.call
        loops = [loop for loop in call.context.loops if _repeats(loop, call)]
        if loops and not _grouped(submitted, knowledge) and not any(map(is_endless, loops)):
            times = _times(loops)
            text = (_sends(submitted, times, device_title(submitted, knowledge)), *_costs(submitted, times, prices))
            yield Hit(
                span=call.span,
                note=" ".join((*text, submitted.row.together or _TOGETHER)),
                related=(Related(loops[-1].where.span, "the loop"),),
                provider=submitted.target.provider,
            )


def _repeats(loop: Loop, call: Call) -> bool:
    return runs_again(loop, call) and not ended_by_success(loop, call)


def _grouped(submitted: Submitted, knowledge: Knowledge) -> bool:
    """Whether the jobs of the loop are one purchase, or have the device to themselves."""
    reserved = tables_of(knowledge).rows("reserved", ReservedRow)
    held = any(name in reserved for name in submitted.call.context.decorators)
    return submitted.row.many or submitted.target.batched or held


def _times(loops: Sequence[Loop]) -> int | None:
    """How often the loops run together; None where that is not known."""
    trips = [loop.trips for loop in loops]
    return None if None in trips else prod(each for each in trips if each is not None)


def _sends(submitted: Submitted, times: int | None, device: str) -> str:
    unit = submitted.row.unit
    if times is None:
        return f"This loop sends a separate {unit} to {device} every time it runs; each waits in the queue on its own."
    return f"This loop sends {times:,} separate {unit}s to {device}; each waits in the queue on its own."


def _costs(submitted: Submitted, times: int | None, prices: Prices) -> Iterator[str]:
    """What is known of the money: the whole price, otherwise the fee."""
    price = prices.of(submitted, times or 1)
    if price is not None:
        fees = price.bill.amount_of("task")
        part = f", of which {fees:,} {price.bill.plan.currency} are {price.unit} fees" if fees else ""
        yield f"{'Each time ' if times is None else ''}{price.text}{part}."
    elif submitted.row.fee:
        fee, currency = Decimal(submitted.row.fee), submitted.row.currency
        total = f" ({times * fee:,.2f} {currency} in all)" if times is not None else ""
        yield f"The fee of {fee} {currency} a {submitted.row.unit} is charged each time{total}, whatever the shots."
