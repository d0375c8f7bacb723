"""Words of the page, safe to stand in it."""

from __future__ import annotations

from html import escape

from quantum_lint.model.estimate import PlacedEstimate
from quantum_lint.report.cost import figures
from quantum_lint.report.parts.places import shown_cell
from quantum_lint.report.parts.printable import one_line


def shown(text: str) -> str:
    """The text on one line, with nothing in it that is HTML."""
    return escape(one_line(text))


def place_of(placed: PlacedEstimate) -> str:
    """`ghz.py:12`, or the cell of a notebook."""
    place = placed.place
    return f"{place.path}, {shown_cell(place.cell)}" if place.cell else f"{place.path}:{place.line}"


def name_of(placed: PlacedEstimate) -> str:
    """The circuit, if it has a name, its device and its place."""
    estimate = placed.estimate
    device = f" on {figures.device(estimate.device)}" if estimate.device else ""
    return f"{estimate.circuit or estimate.callee.rpartition('.')[2]}{device}, {place_of(placed)}"
