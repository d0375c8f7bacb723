"""`scan --fix` and `scan --diff`: what the report offers to mend, done or shown."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from typing import NamedTuple

from quantum_lint import discover, fix
from quantum_lint.cli.exits import UsageError
from quantum_lint.config import Settings
from quantum_lint.engine import masked
from quantum_lint.model.file import File
from quantum_lint.model.hit import Fix
from quantum_lint.model.report import Report


class Mended(NamedTuple):
    """A file before and after, how many fixes were made in it, and how many would have broken it."""

    before: File
    after: File
    made: int
    refused: int


def mend(report: Report, settings: Settings, look: Callable[[File], Report], unsafe: bool) -> Iterator[Mended]:
    """Every file that a fix of the report changes. `look` scans a file in memory."""
    for path in dict.fromkeys(finding.place.path for finding in report.open() if finding.fix is not None):
        location = os.path.join(settings.root, path)
        file = discover.read(discover.Candidate(location, path, explicit=True), settings.max_file_size)
        if isinstance(file, File):
            result = fix.converge(file.data, _finder(file, report, look, unsafe), file.language)
            if result.data != file.data or result.refused:
                yield Mended(file, file._replace(data=result.data), len(result.applied), len(result.refused))


def _finder(file: File, report: Report, look: Callable[[File], Report], unsafe: bool) -> Callable[[bytes], list[Fix]]:
    """Fixes for the file's bytes: the report's own for those on disk, those of a new scan for any other."""

    def find(data: bytes) -> list[Fix]:
        known = report if data == file.data else look(file._replace(data=data))
        return _wanted(known, file.path, unsafe)

    return find


def _wanted(report: Report, path: str, unsafe: bool) -> list[Fix]:
    fixes = (finding.fix for finding in report.open() if finding.place.path == path)
    return [each for each in fixes if each is not None and (unsafe or each.safety == "safe")]


def write(mended: Mended, settings: Settings) -> None:
    """Replace the file on disk. Raises UsageError."""
    location = os.path.join(settings.root, mended.before.path)
    try:
        fix.write(location, mended.after.data)
    except OSError as error:
        raise UsageError(f"{location} cannot be written: {error.strerror}") from error


def show(mended: Mended, settings: Settings) -> None:
    """Print the difference, with every secret in it masked."""
    from difflib import unified_diff

    old, new = (
        masked(file, settings).decode("utf-8", "replace").splitlines(keepends=True)
        for file in (mended.before, mended.after)
    )
    path = mended.before.path
    for line in unified_diff(old, new, f"a/{path}", f"b/{path}"):
        sys.stdout.write(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")
