"""Limits of the policy that are passed, for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quantum_lint.model.estimate import Breach
from quantum_lint.report.parts.printable import one_line
from quantum_lint.report.parts.style import Paint


def broken(breaches: Iterable[Breach], paint: Paint) -> Iterator[str]:
    """`blocked by policy: max-cost-run is 5.00 USD, this is 9.60 USD (ghz.py:12)`."""
    for each in breaches:
        what = paint("high", "blocked by policy") if each.blocks else paint("medium", "beyond policy")
        where = f" ({one_line(each.where)})" if each.where else ""
        yield f"{what}: {each.name} is {one_line(each.limit)}, this is {one_line(each.figure)}{where}"
