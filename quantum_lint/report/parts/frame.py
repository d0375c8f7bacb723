"""The code frame: numbered lines with the place underlined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quantum_lint.model.finding import FrameLine
from quantum_lint.report.parts.columns import fit
from quantum_lint.report.parts.style import Paint

#: Never squeeze a line of source into fewer columns than this, however narrow the terminal.
NARROWEST = 30


def frame(lines: Sequence[FrameLine], look: str, width: int, paint: Paint, gutter: int = 0) -> Iterator[str]:
    """The lines with a gutter at least `gutter` digits wide and the mark in the given look.

    A mark in one line is underlined with carets; one over several lines is a `>` in the gutter of each.
    """
    digits = max(gutter, gutter_width(lines))
    room = max(width - digits - len(" | "), NARROWEST) if width else 0
    bar = paint("gutter", "|")
    arrow = paint(look, ">") if sum(line.mark is not None for line in lines) > 1 else ""
    previous = None
    for line in lines:
        if previous is not None and line.number > previous + 1:
            yield paint("gutter", f"{'':>{digits}} :")
        previous = line.number
        shown = fit(line.text, line.mark, room)
        edge = arrow if arrow and shown.mark else bar
        yield f"{paint('gutter', f'{line.number:>{digits}}')} {edge} {shown.text}".rstrip()
        if shown.mark and not arrow:
            start, end = shown.mark
            yield f"{'':>{digits}} {bar} {' ' * start}{paint(look, '^' * (end - start))}"


def gutter_width(lines: Sequence[FrameLine]) -> int:
    """How many digits the line numbers take."""
    return max((len(str(line.number)) for line in lines), default=0)
