"""All submissions, one after the other, each of which opens to what its figures are made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from quantum_lint.model.estimate import Estimate, Line, PlacedEstimate
from quantum_lint.report.cost import figures
from quantum_lint.report.cost.page.text import place_of, shown

_HEADINGS = (
    "Submission", "Device", "Qubits", "2q gates", "Depth", "Shots", "Time on device", "Cost", "Success",
)  # fmt: skip
#: Columns of words.
_TEXTS = ("Submission", "Device")
_FAIR, _POOR = Decimal(50), Decimal(10)


class _Cell(NamedTuple):
    """What is shown, as HTML, and what it is sorted by; that is empty where it is not known."""

    html: str
    sort: object = ""
    kind: str = ""


def table(estimates: Sequence[PlacedEstimate]) -> Iterator[str]:
    """The section."""
    yield '<section>\n<h2>Submissions</h2>\n<div class="wide">\n<table>\n<thead><tr>'
    for name in _HEADINGS:
        kind = ' class="text"' if name in _TEXTS else ""
        yield f'<th scope="col"{kind}><button type="button">{name}</button></th>'
    yield "</tr></thead>\n"
    for each in estimates:
        yield f"<tbody>\n<tr>{''.join(map(_column, _cells(each)))}</tr>\n"
        yield f'<tr><td class="more" colspan="{len(_HEADINGS)}">{"".join(_more(each))}</td></tr>\n</tbody>\n'
    yield "</table>\n</div>\n</section>\n"


def _column(cell: _Cell) -> str:
    kind = f' class="{cell.kind}"' if cell.kind else ""
    return f'<td{kind} data-sort="{shown(str(cell.sort))}">{cell.html}</td>'


def _cells(placed: PlacedEstimate) -> Iterator[_Cell]:
    estimate, measured = placed.estimate, placed.estimate.measures
    name = shown(estimate.circuit or estimate.callee.rpartition(".")[2])
    yield _Cell(f"<b>{name}</b><small>{shown(place_of(placed))}</small>", f"{placed.place.path}:{placed.place.line:06}")
    yield _device(placed)
    for count in (measured.qubits, measured.two_qubit, measured.depth) if measured else (None,) * 3:
        yield _number(count)
    yield _number(estimate.shots, estimate.most_shots)
    yield _Cell(figures.seconds(estimate.seconds), estimate.seconds.high if estimate.seconds else "")
    yield _cost(placed)
    yield _success(estimate.success)


def _number(count: int | None, most: int | None = None) -> _Cell:
    return _Cell(figures.number(count, most), "" if count is None else count)


def _device(placed: PlacedEstimate) -> _Cell:
    estimate = placed.estimate
    plan = f"<small>{shown(f'{estimate.rate.title}, {estimate.rate.route}')}</small>" if estimate.rate else ""
    return _Cell(f"{shown(figures.device(estimate.device))}{plan}", estimate.device, "text")


def _cost(placed: PlacedEstimate) -> _Cell:
    estimate = placed.estimate
    if estimate.amount is None:
        return _Cell(f"<small>{shown(estimate.because) or 'not known'}</small>", kind="why")
    return _Cell(figures.cost(estimate), estimate.amount.high, "cost")


def _success(logarithm: float | None) -> _Cell:
    if logarithm is None:
        return _Cell(figures.UNKNOWN)
    return _Cell(f"{figures.success(logarithm)}{meter(Decimal(str(100 * 10**logarithm)))}", logarithm)


def meter(per_cent: Decimal, *, filling: bool = False) -> str:
    """A line that is so full; `filling` is set where it had better be empty."""
    left = 100 - per_cent if filling else per_cent
    look = " poor" if left < _POOR else " fair" if left < _FAIR else ""
    return f'<span class="meter{look}"><i style="width:{min(per_cent, Decimal(100)):.1f}%"></i></span>'


def _more(placed: PlacedEstimate) -> Iterator[str]:
    estimate = placed.estimate
    yield '<details><summary>how it is made up</summary>\n<div class="inside">\n'
    yield f"<p>{'. '.join(_facts(estimate))}.</p>\n"
    if estimate.assumed:
        yield f"<ul>{''.join(f'<li>{shown(each)}</li>' for each in estimate.assumed)}</ul>\n"
    if estimate.lines:
        currency = estimate.rate.currency if estimate.rate else ""
        yield f'<div class="lines">{_lines(estimate.lines, currency)}</div>\n'
    if placed.drawing:
        yield f"<pre>{chr(10).join(map(_drawn, placed.drawing.split(chr(10))))}</pre>\n"
    yield "</div></details>"


def _facts(estimate: Estimate) -> Iterator[str]:
    yield f"<code>{shown(estimate.callee)}</code>"
    if estimate.exactness:
        reason = f": {shown(estimate.reason)}" if estimate.reason else ""
        yield f"The circuit is known as {estimate.exactness}{reason}"
    if estimate.snapshot:
        yield f"Transpiled for {shown(estimate.snapshot)} as it was on {shown(estimate.snapshot_of)}"
    if estimate.duration is not None:
        yield f"One execution takes {figures.duration(estimate.duration)}"
    if estimate.executions is not None:
        yield f"{figures.number(estimate.executions, estimate.most_executions)} executions in all"


def _drawn(line: str) -> str:
    """A line of a drawing, whose spaces count."""
    from html import escape

    from quantum_lint.report.parts.printable import printable

    return escape(printable(line).rstrip())


def _lines(lines: Sequence[Line], currency: str) -> str:
    return f"<ul>{''.join(_line(each, currency) for each in lines)}</ul>"


def _line(line: Line, currency: str) -> str:
    price = f" at {line.price:f} {shown(currency)}" if line.price is not None else ""
    amount = figures.money(line.amount, currency) if line.amount is not None else ""
    notes = "; ".join(filter(None, (line.formula, line.assumption, line.source)))
    told = f" <small>{shown(notes)}</small>" if notes else ""
    unit = f" {shown(line.unit)}{'' if line.quantity.high == 1 else 's'}" if line.unit else ""
    quantity = f"{figures.plain(line.quantity)}{unit}"
    return (
        f'<li><div class="line"><span>{shown(line.what)}{told}</span><span>{quantity}{price}</span>'
        f"<span>{shown(amount)}</span></div>{_lines(line.parts, currency) if line.parts else ''}</li>"
    )
