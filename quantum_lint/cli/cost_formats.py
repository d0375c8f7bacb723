"""The formats that `quantum-lint cost` reports in, and where to."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from quantum_lint import __version__
from quantum_lint.cli import exits, outputs

if TYPE_CHECKING:
    from quantum_lint.model.comparison import Comparison
    from quantum_lint.model.estimate import Bills
    from quantum_lint.report.parts.style import Paint

DEFAULT = "table"


def targets(arguments: argparse.Namespace) -> tuple[outputs.Target, ...]:
    """What to write where. Raises UsageError."""
    known = COMPARISONS if arguments.against else FORMATS
    found = [outputs.Target(*_parted(text)) for text in arguments.format or [DEFAULT]]
    for each in found:
        if each.format not in known:
            raise exits.UsageError(
                f"{_command(arguments)} has the formats {', '.join(known)}; there is no {each.format!r}"
            )
    if sum(each.file is None for each in found) > 1:
        raise exits.UsageError(
            "only one format can go to standard output; give the others a file: --format FORMAT=FILE"
        )
    return tuple(each._replace(file=each.file or arguments.output) for each in found)


def _parted(text: str) -> tuple[str, str | None]:
    name, _, file = text.partition("=")
    return name, file or None


def _command(arguments: argparse.Namespace) -> str:
    return "--against" if arguments.against else "cost"


def write(found: Bills | Comparison, wanted: Iterable[outputs.Target], arguments: argparse.Namespace) -> None:
    """Render what was found and write it everywhere it is wanted."""
    renderers: dict[str, Callable[[Any, Paint], str]] = {**(COMPARISONS if arguments.against else FORMATS)}
    for target in wanted:
        put(renderers[target.format](found, paint(arguments, target.file)), target.file)


def put(text: str, file: str | None) -> None:
    """Write a text to a file or, without one, to standard output."""
    if file is None:
        sys.stdout.write(text)
    else:
        outputs.save(file, text)


def paint(arguments: argparse.Namespace, file: str | None) -> Paint:
    """Colours where the text goes to a terminal."""
    from quantum_lint.report.parts.style import painter

    return painter(file is None and outputs.colour(arguments.color, sys.stdout.isatty()))


def _table(found: Bills, paint: Paint) -> str:
    from quantum_lint.report.cost import text

    return text.render(found, paint)


def _json(found: Bills, paint: Paint) -> str:
    from quantum_lint.report.cost import json

    return json.render(found, __version__)


def _markdown(found: Bills, paint: Paint) -> str:
    from quantum_lint.report.cost import markdown

    return markdown.rendered(found, date.today())


def _html(found: Bills, paint: Paint) -> str:
    from quantum_lint.report.cost import html

    return html.rendered(found, date.today())


def _csv(found: Bills, paint: Paint) -> str:
    from quantum_lint.report.cost import csv

    return csv.rendered(found)


def _counts(found: Bills, paint: Paint) -> str:
    from quantum_lint.report.cost import counts

    return counts.rendered(found)


def _changes_table(found: Comparison, paint: Paint) -> str:
    from quantum_lint.report.cost import changes_text

    return changes_text.render(found, date.today(), paint)


def _changes_json(found: Comparison, paint: Paint) -> str:
    from quantum_lint.report.cost import changes_json

    return changes_json.render(found, __version__)


def _changes_markdown(found: Comparison, paint: Paint) -> str:
    from quantum_lint.report.cost import markdown

    return markdown.compared(found, date.today())


def _changes_csv(found: Comparison, paint: Paint) -> str:
    from quantum_lint.report.cost import csv

    return csv.compared(found)


def _changes_counts(found: Comparison, paint: Paint) -> str:
    from quantum_lint.report.cost import counts

    return counts.compared(found)


#: What makes a report of what was found.
FORMATS: dict[str, Callable[[Bills, Paint], str]] = {
    "table": _table,
    "json": _json,
    "markdown": _markdown,
    "html": _html,
    "csv": _csv,
    "counts": _counts,
}
#: The same of what is different.
COMPARISONS: dict[str, Callable[[Comparison, Paint], str]] = {
    "table": _changes_table,
    "json": _changes_json,
    "markdown": _changes_markdown,
    "csv": _changes_csv,
    "counts": _changes_counts,
}
