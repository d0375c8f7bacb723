"""`quantum-lint circuits`: the circuits that files build, found without running them."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quantum_lint import __version__, config
from quantum_lint.cli import exits, options, outputs, progress

if TYPE_CHECKING:
    from quantum_lint.model.circuit import FileCircuits

EXAMPLES = """\
examples:
  quantum-lint circuits                    every circuit below the current folder
  quantum-lint circuits --draw bell.py     with a drawing of each
  quantum-lint circuits --format html --output circuits.html
"""
MISSING = "circuits are built with Qiskit, which is not installed: python -m pip install 'quantum-lint[circuits]'"
FORMATS = ("text", "json", "html")


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    from quantum_lint.cli.scan import count

    parser.epilog = EXAMPLES
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders (default: the current folder)")
    parser.add_argument("--format", choices=FORMATS, default="text", help="default: text")
    parser.add_argument("--output", type=options.text, metavar="FILE", help="write to FILE instead of standard output")
    parser.add_argument("--draw", action="store_true", help="draw the circuits (the page of html always does)")
    parser.add_argument("--flat", action="store_true", help="count the gates after taking all apart into u and cx, too")
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="default: on a terminal")
    parser.add_argument("--jobs", type=count, default=0, metavar="N", help="processes to use (default: one a core)")
    parser.add_argument("--no-cache", action="store_true", help="look at every file anew, and remember nothing of it")
    parser.add_argument("--config", type=options.text, metavar="FILE", help="use this file instead of the nearest one")
    parser.add_argument("--isolated", action="store_true", help="use no configuration file")


def run(arguments: argparse.Namespace) -> int:
    """Print the circuits of each file as soon as it is done, or all of them in one document."""
    _check(arguments)
    bar = progress.wanted()
    found = _Watched(_survey(arguments, bar))
    try:
        _RENDERERS[arguments.format](found, arguments, bar)
    finally:
        if bar is not None:
            bar.clear()
    return exits.INTERNAL if found.errors else exits.CLEAN


def _check(arguments: argparse.Namespace) -> None:
    from importlib.util import find_spec

    if find_spec("qiskit") is None:
        raise exits.UsageError(MISSING)
    for path in arguments.paths:
        if not os.path.lexists(path):
            raise exits.UsageError(f"there is no file or folder {path}")


def _survey(arguments: argparse.Namespace, bar: progress.Progress | None) -> Iterator[FileCircuits]:
    from quantum_lint.circuits.extras import Extras
    from quantum_lint.circuits.survey import Request, survey

    request = Request(
        settings=config.load(arguments.paths, arguments.config, isolated=arguments.isolated),
        paths=tuple(arguments.paths) or (".",),
        jobs=arguments.jobs,
        extras=Extras(drawing=arguments.draw or arguments.format == "html", flat=arguments.flat),
        cache=not arguments.no_cache,
        progress=bar,
    )
    return survey(request)


class _Watched:
    """Passes results on, and remembers whether one of them has a defect of ours."""

    def __init__(self, results: Iterator[FileCircuits]) -> None:
        self._results = results
        self.errors = False

    def __iter__(self) -> Iterator[FileCircuits]:
        for each in self._results:
            self.errors = self.errors or bool(each.errors)
            yield each


def _text(found: _Watched, arguments: argparse.Namespace, bar: progress.Progress | None) -> None:
    from quantum_lint.report.circuits import text
    from quantum_lint.report.circuits.selection import shown
    from quantum_lint.report.parts.style import painter

    terminal = arguments.output is None and sys.stdout.isatty()
    paint = painter(arguments.output is None and outputs.colour(arguments.color, terminal))
    totals, pieces = text.Totals(), []
    for file in found:
        totals = totals.plus(shown(file))
        piece = text.render(file, paint)
        if arguments.output is not None:
            pieces.append(piece)
        elif piece:
            if bar is not None:
                bar.clear()
            sys.stdout.write(piece)
            sys.stdout.flush()
    _write("".join(pieces) + text.summary(totals), arguments.output)


def _json(found: _Watched, arguments: argparse.Namespace, bar: progress.Progress | None) -> None:
    from quantum_lint.report.circuits import json

    _write(json.render(found, __version__), arguments.output)


def _html(found: _Watched, arguments: argparse.Namespace, bar: progress.Progress | None) -> None:
    from quantum_lint.report.circuits import html

    _write(html.render(found), arguments.output)


def _write(text: str, file: str | None) -> None:
    if file is None:
        sys.stdout.write(text)
    else:
        outputs.save(file, text)


_RENDERERS = {"text": _text, "json": _json, "html": _html}
