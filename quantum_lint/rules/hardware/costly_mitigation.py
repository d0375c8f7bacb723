"""Error mitigation that multiplies the cost of a job beyond the policy."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.evaluate.hardware import Submitted
from quantum_lint.evaluate.job_settings import JobSettings
from quantum_lint.evaluate.tables import tables_of
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.hardware_jobs import device_title, in_earnest
from quantum_lint.match.mitigation import Mitigated, MitigationRow, Technique, mitigated
from quantum_lint.match.prices import Price, Prices
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.rule import Options
from quantum_lint.parse.python import PythonDocument


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every setting of a submission to hardware that multiplies its cost more than the policy allows."""
    evaluation = document.evaluation(knowledge)
    rows = tables_of(knowledge).rows("mitigation", MitigationRow)
    settings, prices = JobSettings(evaluation), Prices(evaluation, knowledge)
    seen = set()
    for submitted in in_earnest(document, knowledge):
        row = rows.get(submitted.call.callee)
        for each in mitigated(submitted.call, row, settings) if row is not None else ():
            span = each.setting.span(submitted.call)
            costly = each.factor > options["max-mitigation-factor"] and not _is_enough(submitted, each.technique)
            if costly and span not in seen:
                seen.add(span)
                device = device_title(submitted, knowledge)
                yield Hit(
                    span=span,
                    note=_note(each, device, options["max-mitigation-factor"], _price(submitted, each, prices)),
                    related=(Related(submitted.call.span, "the submission that it is for", role="after"),),
                    provider=submitted.target.provider,
                )


def _is_enough(submitted: Submitted, technique: Technique) -> bool:
    """Whether more shots are asked for than the technique takes at least, so that it costs nothing more."""
    known = [shots.value for shots in submitted.shots]
    return bool(technique.least_shots and known) and min(known) > technique.least_shots


def _price(submitted: Submitted, each: Mitigated, prices: Prices) -> Price | None:
    technique = each.technique
    if technique.priced == "without":
        return prices.of(submitted, most_level=1)
    return prices.of(submitted, shots=_shots(submitted, technique))


def _shots(submitted: Submitted, technique: Technique) -> int | None:
    """As many as the code asks for, but no fewer than the technique takes."""
    known = [shots.value for shots in submitted.shots]
    return max(technique.least_shots, *known) if technique.least_shots and known else technique.least_shots or None


def _note(each: Mitigated, device: str, limit: float, price: Price | None) -> str:
    technique = each.technique
    told = f" {technique.priced.capitalize()} it, {price.text}." if price else ""
    return (
        f"{technique.title} makes a job on {device} up to {each.factor:g} times as large: {technique.because}."
        f" max-mitigation-factor allows {limit:g}.{told} Try the result without it first, on few circuits."
    )
