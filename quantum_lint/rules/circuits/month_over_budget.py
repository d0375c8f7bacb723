"""Programs whose runs of a month cost more than the budget, or use more than their plan includes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.sent_work import sent_work, spread
from quantum_lint.model.estimate import Month, Range
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.pipeline import PipelineJob
from quantum_lint.model.rule import Options
from quantum_lint.model.span import Span


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """One hit for each currency and each plan, at what starts the dearest program."""
    months = [month for _, month in repository.facts(Month)]
    limits = (
        (options["max-cost-month"], "", _costs(months), "max-cost-month allows {:,.2f} a month"),
        (options["max-quota"], " %", _shares(months), "max-quota allows {:,.0f} % of it"),
    )
    for most, unit, several, allowed in limits:
        for what, figures in several.items():
            total = _sum(figures.values())
            if most > 0 and total.low > Decimal(str(most)):
                dearest = max(figures, key=lambda month: figures[month].low)
                text = f"{spread(total)}{unit} {what}, and {allowed.format(most)}"
                yield _hit(repository, dearest, text, len(figures) - 1)._replace(about=what)


def _costs(months: Iterable[Month]) -> dict[str, dict[Month, Range]]:
    """What each program costs, by currency."""
    found: dict[str, dict[Month, Range]] = {}
    for month in months:
        for total in month.totals:
            found.setdefault(total.currency, {})[month] = total.amount
    return found


def _shares(months: Iterable[Month]) -> dict[str, dict[Month, Range]]:
    """What each program uses of the time that a plan includes, in per cent."""
    found: dict[str, dict[Month, Range]] = {}
    for month in months:
        for quota in month.quotas:
            what = f"of the {quota.included:,} s that {quota.title} includes in {quota.days} days"
            found.setdefault(what, {})[month] = quota.per_cent
    return found


def _sum(ranges: Iterable[Range]) -> Range:
    several = list(ranges)
    low, high = sum((each.low for each in several), Decimal()), sum((each.high for each in several), Decimal())
    return Range(low, high)


def _hit(repository: Any, month: Month, text: str, others: int) -> Hit:
    path, span = _start(repository, month)
    clock = (
        f"The clock of `{month.job}` starts" if month.job else f"{month.path.rpartition('/')[2]} says that there are"
    )
    sent = next((span for at, span in _sent(repository) if at == month.program), None)
    more = f" With {others:,} more program{'s' if others > 1 else ''} this" if others else " This"
    related = (Related(sent, "the work is sent here", month.program),) if sent and path != month.program else ()
    runs = f"{'at least ' if month.least else ''}{month.runs:,.1f} runs"
    return Hit(
        span,
        f"{clock} {runs} of {month.program} a month.{more} comes to "
        f"{text}. Run it less often, with fewer shots, or on a cheaper device; `quantum-lint cost` shows each figure.",
        related=related,
        path=path,
    )


def _start(repository: Any, month: Month) -> tuple[str, Span]:
    """The job that starts the program, or the first work that the program sends."""
    for path, job in repository.facts(PipelineJob):
        if (path, job.id) == (month.path, month.job):
            return path, job.span
    return next(((path, span) for path, span in _sent(repository) if path == month.program))


def _sent(repository: Any) -> Iterator[tuple[str, Span]]:
    return ((path, sent.job.span) for path, sent in sent_work(repository))
