"""Costs as one page that asks nobody for anything: no font, picture, style or script from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from quantum_lint.model.estimate import Bills, Breach, Month
from quantum_lint.report.cost import figures
from quantum_lint.report.cost.page.bar import bars
from quantum_lint.report.cost.page.plot import plots
from quantum_lint.report.cost.page.style import SCRIPT, STYLE
from quantum_lint.report.cost.page.table import meter, table
from quantum_lint.report.cost.page.text import shown
from quantum_lint.report.parts.counts import counted
from quantum_lint.report.parts.printable import encodable


def rendered(bills: Bills, today: date) -> str:
    """The page."""
    pieces = (
        _head(),
        *_summary(bills, today),
        *_policy(bills.breaches),
        *(() if any(each.device for each in bills.totals) else bars(bills.estimates)),
        *_months(bills.months),
        *plots(bills.estimates),
        *(table(bills.estimates) if bills.estimates else ()),
        *_sources(bills),
        f"<script>{SCRIPT}</script>\n</body>\n</html>\n",
    )
    return encodable("".join(pieces))


def _head() -> str:
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
        f"script-src '{_digest(SCRIPT)}'\">\n"
        f"<title>What it would cost</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
    )


def _digest(script: str) -> str:
    """What lets the script run and no other."""
    from base64 import b64encode
    from hashlib import sha256

    return f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}"


def _summary(bills: Bills, today: date) -> Iterator[str]:
    totals = [shown(figures.total(each)) for each in bills.totals]
    many = " several" if len(totals) > 2 else ""
    yield "<header>\n<h1>What one run of everything would cost</h1>\n"
    yield f'<p class="total{many}">{"<br>".join(totals) or "not known"}</p>\n'
    priced = figures.places(each for each in bills.estimates if each.estimate.amount is not None)
    known = f"{counted(figures.places(bills.estimates), 'submission')}, {priced:,} with a price"
    free = f"; {bills.free:,} more on simulators that nobody charges for" if bills.free else ""
    dated = f"; prices of {shown(bills.oldest)}, {figures.age(bills.oldest, today)}" if bills.oldest else ""
    yield f'<p class="soft">{known}{free}{dated}</p>\n</header>\n'


def _policy(breaches: Iterable[Breach]) -> Iterator[str]:
    rows = [_breach(each) for each in breaches]
    if rows:
        yield f'<ul class="policy">\n{"".join(rows)}</ul>\n'


def _breach(breach: Breach) -> str:
    kind, what = (' class="blocks"', "Blocked by policy") if breach.blocks else ("", "Beyond policy")
    where = f" <small>{shown(breach.where)}</small>" if breach.where else ""
    limit, figure = shown(breach.limit), shown(breach.figure)
    return f"<li{kind}><b>{what}</b>: <code>{shown(breach.name)}</code> is {limit}, this is {figure}{where}</li>\n"


def _months(months: Iterable[Month]) -> Iterator[str]:
    rows = [_month(each) for each in months]
    if rows:
        yield (
            '<section>\n<h2>In a month</h2>\n<div class="wide">\n<table>\n<thead><tr><th scope="col">Started by</th>'
            '<th scope="col" class="text">Program</th><th scope="col">Runs</th><th scope="col">Time on devices</th>'
            f'<th scope="col">Cost</th><th scope="col">Quota</th></tr></thead>\n<tbody>\n{"".join(rows)}</tbody>\n'
            "</table>\n</div>\n</section>\n"
        )


def _month(month: Month) -> str:
    name = shown(month.job) if month.job else "by hand"
    money = "<br>".join(shown(figures.money(each.amount, each.currency, least=each.least)) for each in month.totals)
    quotas = "<br>".join(
        f"{shown(figures.quota(each))}{meter(each.per_cent.high, filling=True)}" for each in month.quotas
    )
    return (
        f'<tr><td><b>{name}</b><small>{shown(month.path)}</small></td><td class="text">{shown(month.program)}</td>'
        f"<td>{figures.amount(month.runs)}</td><td>{figures.seconds(month.seconds)}</td>"
        f'<td class="cost">{money or figures.UNKNOWN}</td><td>{quotas}</td></tr>\n'
    )


def _sources(bills: Bills) -> Iterator[str]:
    rates = {each.estimate.rate for each in bills.estimates if each.estimate.rate is not None}
    yield "<footer>\n"
    if rates:
        yield "Prices:\n<ul>\n"
        for rate in sorted(rates):
            title = f"{rate.title}, {rate.route}: prices of {rate.as_of} ({rate.certainty} certainty), {rate.source}"
            yield f"<li>{shown(title)}</li>\n"
        yield "</ul>\n"
    for each in bills.unreadable:
        yield f"<p>Not read: {shown(each.path)}, line {each.line}: {shown(each.reason)}</p>\n"
    for path, note in bills.notes:
        yield f"<p>{shown(path)}: {shown(note)}</p>\n"
    for error in bills.errors:
        yield f"<p>Internal error in {shown(error.path)}: {shown(error.error)}</p>\n"
    yield "</footer>\n"
