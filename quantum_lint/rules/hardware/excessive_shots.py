"""More shots than the policy allows, or than the device takes."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.evaluate.executions import accepted_shots
from quantum_lint.evaluate.tables import RangeRow, tables_of
from quantum_lint.evaluate.values import Known
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.hardware_jobs import device_title, in_earnest
from quantum_lint.match.prices import Price, Prices
from quantum_lint.model.hit import Edit, Fix, Hit, Related
from quantum_lint.model.rule import Options
from quantum_lint.parse.python import PythonDocument


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every submission whose number of shots is out of bounds."""
    prices = Prices(document.evaluation(knowledge), knowledge)
    for submitted in in_earnest(document, knowledge):
        accepted = accepted_shots(submitted, tables_of(knowledge))
        for known in submitted.shots:
            price = prices.of(submitted, shots=known.value)
            device = device_title(submitted, knowledge)
            note, allowed = _judged(known.value, accepted, options["max-shots"], device, price)
            if note:
                yield Hit(
                    span=submitted.call.span,
                    note=note,
                    fix=_fix(known, allowed),
                    related=tuple(Related(span, "the number of shots", role="before") for span in known.origins[:1]),
                    provider=submitted.target.provider,
                )
                break


def _judged(shots: int, accepted: RangeRow | None, limit: int, device: str, price: Price | None) -> tuple[str, int]:
    """What is wrong with the number, and the nearest one that is right."""
    if accepted is not None and not accepted.least <= shots <= accepted.most:
        allowed = min(max(shots, accepted.least), accepted.most, max(limit, accepted.least))
        note = (
            f"{shots:,} shots are outside what {accepted.title} takes in one job ({accepted.least:,} to"
            f" {accepted.most:,}, as of {accepted.as_of}): the job will be refused. Ask for {allowed:,} or split it."
        )
        return note, allowed
    if shots > limit:
        note = (
            f"{shots:,} shots on {device} are more than the {limit:,} that max-shots allows."
            f" {price.text + '.' if price else 'Shots are what is paid for.'}"
            " Work out the precision that is needed, or raise the limit on purpose."
        )
        return note, limit
    return "", shots


def _fix(known: Known, allowed: int) -> Fix | None:
    """Write the allowed number in place of the literal, if the number is a literal of its own."""
    if len(known.sources) != 1 or known.sources[0].text.replace("_", "") != str(known.value):
        return None
    return Fix(f"Ask for {allowed} shots", (Edit(known.sources[0].span, str(allowed)),), "unsafe")
