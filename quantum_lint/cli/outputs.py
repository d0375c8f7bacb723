"""Where reports go: formats, files, colour, width."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from quantum_lint.cli.exits import UsageError
from quantum_lint.config import ConfigError, Settings
from quantum_lint.model.named import NamedTuple
from quantum_lint.model.report import Report

if TYPE_CHECKING:
    from quantum_lint.model.rotation import Rotation
    from quantum_lint.report import RenderContext

DEFAULT = "text"
#: Formats that people read, which `--quiet` keeps from saying that there is nothing; programs get their document.
PROSE = frozenset(("concise", "rotation", "text"))


class Target(NamedTuple):
    """A format, and the file to write it to (None: standard output)."""

    format: str
    file: str | None = None


def targets(arguments: argparse.Namespace, settings: Settings) -> tuple[Target, ...]:
    """What to write where: the options, else the configuration, else text. Raises UsageError and ConfigError."""
    given = arguments.format or list(settings.formats) or [DEFAULT]
    found = [_target(text, arguments, settings) for text in given]
    if arguments.output is not None:
        found = [_to(each, arguments.output, found) for each in found]
    if sum(each.file is None for each in found) > 1:
        raise UsageError("only one format can go to standard output; give the others a file: --format FORMAT=FILE")
    return tuple(found)


def _target(text: str, arguments: argparse.Namespace, settings: Settings) -> Target:
    name, _, file = text.partition("=")
    if name != DEFAULT:
        _check(name, arguments, settings)
    return Target(name, file or None)


def _check(name: str, arguments: argparse.Namespace, settings: Settings) -> None:
    from quantum_lint.report import formats

    if name not in formats():
        from quantum_lint.cli.parser import nearest

        message = f"must be one of {', '.join(formats())}{nearest(name, formats())}"
        if arguments.format:
            raise UsageError(f"--format {message}")
        raise ConfigError(settings.source or "", 0, f"format {message}")


def _to(target: Target, file: str, all_targets: Iterable[Target]) -> Target:
    if target.file is not None:
        return target
    if sum(each.file is None for each in all_targets) > 1:
        raise UsageError("--output takes one format; give each its own file: --format FORMAT=FILE")
    return Target(target.format, file)


def write(report: Report, wanted: Iterable[Target], arguments: argparse.Namespace, root: str, exit_code: int) -> None:
    """Render the report and write it everywhere it is wanted, unless it says nothing and `--quiet` is given."""
    if arguments.quiet and silent(report):
        wanted = [target for target in wanted if target.file is not None or target.format not in PROSE]
        if not wanted:
            return
    from quantum_lint.report import render

    rotations = _rotations(report, root)
    for target in wanted:
        text = render(target.format, report, _context(target, arguments, root, exit_code, rotations))
        if target.file is None:
            sys.stdout.write(text)
        else:
            save(target.file, text)


def silent(report: Report) -> bool:
    """Whether there is nothing to say."""
    return not (report.open() or report.errors or report.unreadable)


def _rotations(report: Report, root: str) -> tuple[Rotation, ...]:
    if not any(finding.secrets for finding in report.open()):
        return ()
    from quantum_lint.cli import rotation

    return rotation.of(report, root)


def _context(
    target: Target, arguments: argparse.Namespace, root: str, exit_code: int, rotations: tuple[Rotation, ...]
) -> RenderContext:
    import time
    from shutil import get_terminal_size

    from quantum_lint import catalog
    from quantum_lint.report import RenderContext

    terminal = target.file is None and sys.stdout.isatty()
    return RenderContext(
        colour=target.file is None and colour(arguments.color, terminal),
        width=get_terminal_size().columns if terminal else 0,
        root=os.path.abspath(root),
        show_suppressed=arguments.show_suppressed,
        exit_code=exit_code,
        help=catalog.body,
        rotations=rotations,
        category=arguments.category,
        verbose=arguments.verbose,
        moment=time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime()),
    )


def colour(wish: str, terminal: bool) -> bool:
    """Whether to use colour: the option, then NO_COLOR and FORCE_COLOR (https://no-color.org), then the terminal."""
    if wish != "auto":
        return wish == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or terminal


def save(file: str, text: str) -> None:
    """Write a report, whatever characters are in it. Raises UsageError."""
    try:
        with open(file, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as stream:
            stream.write(text)
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {error.strerror}") from error
