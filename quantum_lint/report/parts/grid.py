"""Tables for a terminal: columns as wide as what stands in them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence


def grid(rows: Sequence[Sequence[str]], left: Collection[int]) -> Iterator[str]:
    """A line for each row, of which the first are the headings; the columns in `left` are of words."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        padded = (
            cell.ljust(width) if number in left else cell.rjust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield f"  {'  '.join(padded).rstrip()}"
