"""Where the money goes: a bar for each currency, a piece of it for each submission."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from quantum_lint.model.estimate import PlacedEstimate, Range
from quantum_lint.report.cost import figures
from quantum_lint.report.cost.page.style import COLOURS, REST
from quantum_lint.report.cost.page.text import name_of, shown


class _Piece(NamedTuple):
    name: str
    amount: Decimal
    colour: str


def bars(estimates: Sequence[PlacedEstimate]) -> Iterator[str]:
    """The section; nothing where nothing costs anything."""
    currencies = {each.estimate.rate.currency for each in estimates if each.estimate.rate}
    found = [(currency, _pieces(estimates, currency)) for currency in sorted(currencies)]
    if any(pieces for _, pieces in found):
        yield "<section>\n<h2>Where the money goes</h2>\n"
        for currency, pieces in found:
            yield from _bar(pieces, currency) if pieces else ()
        yield "</section>\n"


def _pieces(estimates: Sequence[PlacedEstimate], currency: str) -> list[_Piece]:
    """The dearest first; those without a colour of their own are one piece."""
    amounts = [
        (each.estimate.amount.high, name_of(each))
        for each in estimates
        if each.estimate.rate and each.estimate.rate.currency == currency and each.estimate.amount
    ]
    paid = sorted(((amount, name) for amount, name in amounts if amount), key=lambda each: -each[0])
    told, rest = paid[: len(COLOURS)], paid[len(COLOURS) :]
    pieces = [_Piece(name, amount, colour) for (amount, name), colour in zip(told, COLOURS, strict=False)]
    if rest:
        pieces.append(_Piece(f"{len(rest):,} others", sum((amount for amount, _ in rest), Decimal()), REST))
    return pieces


def _bar(pieces: Sequence[_Piece], currency: str) -> Iterator[str]:
    total = sum((each.amount for each in pieces), Decimal())
    yield '<div class="bar" role="img" aria-label="shares of the cost">'
    for each in pieces:
        yield (
            f'<span style="flex:{float(each.amount / total):.6f};background:{each.colour}" title="{shown(each.name)}: '
            f'{_money(each.amount, currency)}"></span>'
        )
    yield '</div>\n<ul class="legend">\n'
    for each in pieces:
        yield (
            f'<li><i style="background:{each.colour}"></i><span class="name">{shown(each.name)}</span>'
            f'<span>{_money(each.amount, currency)}</span><span class="share">{each.amount * 100 / total:.0f} %</span>'
            "</li>\n"
        )
    yield "</ul>\n"


def _money(amount: Decimal, currency: str) -> str:
    return figures.money(Range(amount, amount), currency)
