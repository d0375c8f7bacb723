"""What a run costs against how likely nothing goes wrong, as a drawing: good ones are at the upper left."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from quantum_lint.model.estimate import PlacedEstimate
from quantum_lint.report.cost import figures
from quantum_lint.report.cost.page.axes import Axis, chances, money
from quantum_lint.report.cost.page.style import COLOURS, REST
from quantum_lint.report.cost.page.text import name_of, place_of, shown

WIDTH, HEIGHT = 960, 400
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 940, 18, 350
_RADIUS = 6
#: About how wide a character of a label is, and how high it is.
_CHARACTER, _LINE = 6.6, 14


_CAPTION = (
    "Above and to the left is better: the chance that nothing goes wrong, against what a run costs. Where there is a "
    "dashed line, it leads from one to the next that nothing cheaper beats."
)


class _Point(NamedTuple):
    label: str
    circuit: str
    title: str
    colour: str
    low: float
    high: float
    success: float


class _Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def plots(estimates: Sequence[PlacedEstimate]) -> Iterator[str]:
    """A drawing for each currency in which two prices or more can be compared."""
    currencies = {each.estimate.rate.currency for each in estimates if each.estimate.rate}
    for currency in sorted(currencies):
        points = list(_points(estimates, currency))
        if len(points) > 1:
            yield f"<section>\n<h2>Cost and success</h2>\n<figure>\n{_keys(points)}{_drawing(points, currency)}"
            yield f'<figcaption class="soft">{_CAPTION}</figcaption>\n</figure>\n</section>\n'


def _points(estimates: Iterable[PlacedEstimate], currency: str) -> Iterator[_Point]:
    comparable = [
        each
        for each in estimates
        if each.estimate.rate
        and each.estimate.rate.currency == currency
        and each.estimate.amount
        and each.estimate.amount.low > 0
        and each.estimate.success is not None
    ]
    circuits = list(dict.fromkeys((each.estimate.number, each.submission) for each in comparable))
    several = len({each.estimate.device for each in comparable}) > 1
    for each in comparable:
        estimate = each.estimate
        number = circuits.index((estimate.number, each.submission))
        assert estimate.amount is not None
        assert estimate.success is not None
        name = estimate.circuit or each.place.path
        yield _Point(
            label=figures.device(estimate.device) if several else name,
            circuit=f"{name}, {place_of(each)}",
            title=f"{name_of(each)}: {figures.money(estimate.amount, currency)}, {figures.success(estimate.success)}",
            colour=COLOURS[number] if number < len(COLOURS) else REST,
            low=float(estimate.amount.low),
            high=float(estimate.amount.high),
            success=estimate.success,
        )


def _keys(points: Iterable[_Point]) -> str:
    """Which colour is which circuit; one needs no telling."""
    circuits = list(dict.fromkeys((each.circuit, each.colour) for each in points if each.label != each.circuit))
    rows = (f'<li><i style="background:{colour}"></i>{shown(circuit)}</li>\n' for circuit, colour in circuits)
    return f'<ul class="keys">\n{"".join(rows)}</ul>\n' if len(circuits) > 1 else ""


def _drawing(points: Sequence[_Point], currency: str) -> str:
    across = money([each.low for each in points] + [each.high for each in points], _LEFT, _RIGHT)
    upward = chances([each.success for each in points], _BOTTOM, _TOP)
    return "".join(
        (
            f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="Cost against the chance of success">\n',
            *_grid(across, upward),
            f'<text x="{_RIGHT}" y="{HEIGHT - 8}" text-anchor="end">cost of a run ({shown(currency)})</text>\n',
            _frontier(points, across, upward),
            *_marks(points, across, upward),
            *_labels(points, across, upward),
            "</svg>\n",
        )
    )


def _grid(across: Axis, upward: Axis) -> Iterator[str]:
    for value, label in across.ticks:
        x = across(value)
        yield f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP}" y2="{_BOTTOM}"/>\n'
        yield f'<text x="{x:.1f}" y="{_BOTTOM + 20}" text-anchor="middle">{label}</text>\n'
    for value, label in upward.ticks:
        y = upward(value)
        yield f'<line class="grid" x1="{_LEFT}" x2="{_RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>\n'
        yield f'<text x="{_LEFT - 10}" y="{y + 4:.1f}" text-anchor="end">{label}</text>\n'


def _frontier(points: Sequence[_Point], across: Axis, upward: Axis) -> str:
    """The line through those that no cheaper one beats."""
    best, steps = -math.inf, list[str]()
    for each in sorted(points, key=lambda point: (point.high, -point.success)):
        if each.success > best:
            best = each.success
            x, y = across(each.high), upward(each.success)
            steps.append(f"{'H' if steps else 'M'}{x:.1f}{'V' if steps else ','}{y:.1f}")
    return f'<path class="edge" d="{"".join(steps)}"/>\n' if len(steps) > 1 else ""


def _marks(points: Iterable[_Point], across: Axis, upward: Axis) -> Iterator[str]:
    for each in points:
        low, high, y = across(each.low), across(each.high), upward(each.success)
        if high - low > _RADIUS:
            yield (
                f'<line x1="{low:.1f}" x2="{high:.1f}" y1="{y:.1f}" y2="{y:.1f}" stroke="{each.colour}"'
                ' stroke-width="3" stroke-linecap="round" opacity=".45"/>\n'
            )
        yield (
            f'<circle cx="{high:.1f}" cy="{y:.1f}" r="{_RADIUS}" fill="{each.colour}">'
            f"<title>{shown(each.title)}</title></circle>\n"
        )


def _labels(points: Sequence[_Point], across: Axis, upward: Axis) -> Iterator[str]:
    """A label at each point where one of four places is free; the others are told when they are pointed at."""
    centres = [(across(each.high), upward(each.success)) for each in points]
    taken = [
        _Box(min(across(each.low), x - _RADIUS), y - _RADIUS, x + _RADIUS, y + _RADIUS)
        for each, (x, y) in zip(points, centres, strict=True)
    ]
    for each, (x, y) in zip(points, centres, strict=True):
        width = _CHARACTER * len(each.label)
        for box in _places(x, y, width):
            inside = box.left >= _LEFT and box.right <= WIDTH and box.top >= 0 and box.bottom <= _BOTTOM
            if inside and not any(map(box.meets, taken)):
                taken.append(box)
                yield f'<text class="label" x="{box.left:.1f}" y="{box.bottom - 3:.1f}">{shown(each.label)}</text>\n'
                break


def _places(x: float, y: float, width: float) -> Iterator[_Box]:
    """Right, left, above and below."""
    gap = _RADIUS + 3
    half, line = width / 2, _LINE / 2
    yield _Box(x + gap, y - line, x + gap + width, y + line)
    yield _Box(x - gap - width, y - line, x - gap, y + line)
    yield _Box(x - half, y - gap - _LINE, x + half, y - gap)
    yield _Box(x - half, y + gap, x + half, y + gap + _LINE)
