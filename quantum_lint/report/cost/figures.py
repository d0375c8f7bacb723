"""Money, time and chances as people read them. What is not known is a question mark, and nothing is rounded to 0."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from quantum_lint.model.circuit import Measures
from quantum_lint.model.estimate import Estimate, PlacedEstimate, Quota, Range, Total, called
from quantum_lint.report.parts.printable import one_line

UNKNOWN = "?"
#: How changes are marked in tables.
SIGNS = {"added": "+", "removed": "-", "changed": "~", "repriced": "~"}
_CENT = Decimal("0.01")
#: Below this logarithm a chance is told as a power of ten.
_TINY = -4


class Wording(NamedTuple):
    """What stands between the ends of a range, and before what may be more."""

    between: str
    least: str


IN_WORDS = Wording(" to ", "at least ")
#: For narrow columns.
SHORT = Wording("-", ">= ")


def device(name: str) -> str:
    """What the device is called; a question mark where nothing tells."""
    return one_line(called(name)) or UNKNOWN


def number(found: int | None, most: int | None = None) -> str:
    """`4,096`, or `100 to 4,096`."""
    if found is None:
        return UNKNOWN
    return f"{found:,}" if most is None or most <= found else f"{found:,} to {most:,}"


def money(found: Range | None, currency: str, *, least: bool = False, wording: Wording = IN_WORDS) -> str:
    """`4.86 USD`, `4.86 to 7.20 USD`, `at least 4.86 USD`."""
    return ranged(found, amount, f" {currency}", least=least, wording=wording)


def cost(estimate: Estimate, wording: Wording = IN_WORDS) -> str:
    """What a submission costs."""
    currency = estimate.rate.currency if estimate.rate else ""
    return money(estimate.amount, currency, least=estimate.least, wording=wording)


def total(found: Total) -> str:
    """A sum, where devices or plans are compared with the one that it is on: `4.86 USD on ibm_fez, flex`."""
    where = ", ".join(filter(None, (one_line(found.device), found.route)))
    return f"{money(found.amount, found.currency, least=found.least)}{f' on {where}' if where else ''}"


def seconds(found: Range | None, *, least: bool = False) -> str:
    """`3.04 s`."""
    return ranged(found, amount, " s", least=least)


def plain(found: Range) -> str:
    """A quantity of anything: `4,096`."""
    return ranged(found, lambda each: f"{each:,f}" if each == each.to_integral() else amount(each), "")


def more_money(found: Range | None, currency: str) -> str:
    """A difference: `+4.86 USD`."""
    return ranged(found, signed, f" {currency}")


def more_seconds(found: Range | None) -> str:
    """A difference: `+3.04 s`."""
    return ranged(found, signed, " s")


def per_cent(found: Decimal | None) -> str:
    """A difference: ` (+31 %)`; empty where there is none to tell."""
    if found is None:
        return ""
    whole = found.quantize(Decimal(1), ROUND_HALF_UP)
    return f" ({whole:+,} %)" if whole or not found else f" ({found:+.1g} %)"


def amount(found: Decimal) -> str:
    """To the cent; what is less than one keeps two digits."""
    cents = found.quantize(_CENT, ROUND_HALF_UP)
    return f"{cents:,}" if cents or not found else f"{float(found):.2g}"


def signed(found: Decimal) -> str:
    """The same with its sign."""
    return f"+{amount(found)}" if found >= 0 else f"-{amount(-found)}"


def success(logarithm: float | None) -> str:
    """`76.9 %`, or `10^-12` where that is next to nothing."""
    if logarithm is None:
        return UNKNOWN
    return f"10^{logarithm:.0f}" if logarithm < _TINY else f"{100 * 10**logarithm:.3g} %"


def duration(found: float | None) -> str:
    """`3.64 us`."""
    if found is None:
        return UNKNOWN
    return next(f"{found / unit:.3g} {name}" for unit, name in _UNITS if found >= unit or unit == _LEAST)


_LEAST = 1e-9
_UNITS = ((1.0, "s"), (1e-3, "ms"), (1e-6, "us"), (_LEAST, "ns"))


def places(placed: Iterable[PlacedEstimate]) -> int:
    """How many submissions there are, however many devices they are priced on."""
    return len({each.submission for each in placed})


def gates(found: Measures | None) -> str:
    """`19 (24)`: gates on two qubits, and the depth."""
    return UNKNOWN if found is None else f"{number(found.two_qubit)} ({number(found.depth)})"


def quota(found: Quota) -> str:
    """`57 % of 600 s in 28 days (IBM Quantum, open)`."""
    share = ranged(found.per_cent, lambda each: f"{each.quantize(Decimal(1), ROUND_HALF_UP):,}", " %")
    return f"{share} of {found.included:,} s in {found.days} days ({found.title})"


def age(day: str, today: date) -> str:
    """How old data of an ISO day is; empty where that is no day."""
    try:
        days = (today - date.fromisoformat(day)).days
    except ValueError:
        return ""
    return "of today" if days <= 0 else f"{days:,} day{'s' if days != 1 else ''} old"


def ranged(
    found: Range | None,
    shown: Callable[[Decimal], str],
    unit: str,
    *,
    least: bool = False,
    wording: Wording = IN_WORDS,
) -> str:
    """Both ends of a range, or one where they are shown alike, with the unit behind them."""
    if found is None:
        return UNKNOWN
    low, high = shown(found.low), shown(found.high)
    both = low if low == high else f"{low}{wording.between}{high}"
    return f"{wording.least if least else ''}{both}{unit}"
