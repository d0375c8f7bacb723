"""The whole tree of an estimate: every line with its formula, source and assumption."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from quantum_lint.model.estimate import Estimate, Line, PlacedEstimate, Range
from quantum_lint.report.cost import figures, words
from quantum_lint.report.parts.places import place_within, shown_path
from quantum_lint.report.parts.printable import one_line
from quantum_lint.report.parts.style import Paint

_FINEST = Decimal("0.000001")
_ONE = Range(Decimal(1), Decimal(1))


def render(estimates: Iterable[PlacedEstimate], paint: Paint) -> str:
    """A piece for each of the estimates."""
    return "\n".join("".join(f"{line}\n" for line in _piece(each, paint)) for each in estimates)


def _piece(placed: PlacedEstimate, paint: Paint) -> Iterator[str]:
    estimate = placed.estimate
    yield (
        paint("path", f"{shown_path(placed.place.path)} {place_within(placed.place)}")
        + f"  {one_line(estimate.callee)}"
    )
    yield from (f"  {name}: {text}" for name, text in _facts(placed) if text)
    yield f"  cost: {words.cost(estimate)}"
    for line in estimate.lines:
        yield from _line(line, 2, estimate.rate.currency if estimate.rate else "", paint)


def _facts(placed: PlacedEstimate) -> Iterator[tuple[str, str]]:
    estimate, measured = placed.estimate, placed.estimate.measures
    yield "circuit", " ".join(filter(None, (one_line(estimate.circuit), estimate.exactness, one_line(estimate.reason))))
    yield "device", one_line(estimate.device)
    yield "snapshot", words.snapshot(estimate)
    if estimate.rate is not None:
        rate = estimate.rate
        yield "plan", f"{one_line(rate.title)}, {words.plan(estimate)} ({rate.certainty} certainty, {rate.source})"
    if measured is not None:
        gates = ", ".join(f"{count:,} {one_line(name)}" for name, count in measured.gates)
        yield "gates", f"{gates}; depth {figures.number(measured.depth)}"
    yield from ((name, text) for name, text in _told(estimate) if text != figures.UNKNOWN)
    yield from (("assumed", one_line(each)) for each in estimate.assumed)
    yield "not priced", one_line(estimate.because)


def _told(estimate: Estimate) -> Iterator[tuple[str, str]]:
    yield "time of one execution", figures.duration(estimate.duration)
    yield "probability that nothing goes wrong", figures.success(estimate.success)
    yield "runs", figures.number(estimate.runs)
    yield "circuits in all runs", figures.number(estimate.tasks)
    yield "shots of each", figures.number(estimate.shots, estimate.most_shots)
    yield "executions", figures.number(estimate.executions, estimate.most_executions)
    yield "seconds on the device", words.span(estimate.seconds)


def _line(line: Line, depth: int, currency: str, paint: Paint) -> Iterator[str]:
    indent = "  " * depth
    amount = f" = {_number(line.amount)} {currency}" if line.amount is not None else ""
    price = f" at {line.price:f}" if line.price is not None else ""
    yield f"{indent}{one_line(line.what)}: {_number(line.quantity)} {_unit(line)}{price}{amount}"
    for name, text in (("formula", line.formula), ("source", line.source), ("assumed", line.assumption)):
        if text:
            yield f"{indent}  {paint('quiet', f'{name}: {one_line(text)}')}"
    for part in line.parts:
        yield from _line(part, depth + 1, currency, paint)


def _unit(line: Line) -> str:
    """`1 task`, `3.04 seconds`."""
    name = line.unit.replace("_", " ")
    return name if line.quantity == _ONE else f"{name}s"


def _number(values: Range) -> str:
    low, high = (f"{each.quantize(_FINEST).normalize():,f}" for each in values)
    return low if low == high else f"{low} to {high}"
