"""`scan --fix` and `scan --diff`: what the report offers to mend, done or shown."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from quantum_lint import discover, fix
from quantum_lint.cli.exits import UsageError
from quantum_lint.config import Settings
from quantum_lint.engine import masked
from quantum_lint.model.file import File
from quantum_lint.model.finding import Finding
from quantum_lint.model.hit import Fix
from quantum_lint.model.report import Report

#: Scans one file in memory.
Look = Callable[[File], Report]


class Mended(NamedTuple):
    """A file before and after, how many fixes were made in it, and what is to be said of those that were not."""

    before: File
    after: File
    made: int
    refused: tuple[str, ...]


def make(report: Report, settings: Settings, look: Look, unsafe: bool) -> bool:
    """Write what can be mended; whether anything was. Raises UsageError after the last file if one was not written."""
    failures = []
    made = 0
    for mended in mend(report, settings, look, unsafe):
        _tell(mended)
        if mended.made:
            try:
                fix.write(os.path.join(settings.root, mended.before.path), mended.after.data, mended.before.data)
            except OSError as error:
                failures.append(f"{mended.before.path} was not mended: {error.strerror or error}")
            else:
                made += mended.made
                print(f"{mended.before.path}: fixes made: {mended.made:,}", file=sys.stderr)
    if failures:
        raise UsageError("; ".join(failures))
    return made > 0


def show(report: Report, settings: Settings, look: Look, unsafe: bool) -> bool:
    """Print what would change, with every secret masked; whether anything would."""
    shown = False
    for mended in mend(report, settings, look, unsafe):
        _tell(mended)
        if mended.made:
            _show(mended, settings)
            shown = True
    return shown


def mend(report: Report, settings: Settings, look: Look, unsafe: bool) -> Iterator[Mended]:
    """Every file for which the report offers a fix that is wanted."""
    wanted = [each for each in report.open() if _is_wanted(each, unsafe)]
    for path in dict.fromkeys(finding.place.path for finding in wanted):
        location = os.path.join(settings.root, path)
        file = discover.read(discover.Candidate(location, path, explicit=True), settings.max_file_size)
        if isinstance(file, File):
            yield _Patient(file, [each for each in wanted if each.place.path == path], look, unsafe).mended()


class _Patient:
    """A file that is being mended, with what is found in each version of its bytes.

    `offered` are the findings of the report, which knows of the whole repository; a version that is not on the disk is
    looked at by itself, and rules about the repository are asked again only when all is done.
    """

    def __init__(self, file: File, offered: Sequence[Finding], look: Look, unsafe: bool) -> None:
        self._file = file
        self._offered = offered
        self._look = look
        self._unsafe = unsafe
        self._reports: dict[bytes, Report] = {}

    def mended(self) -> Mended:
        """The file with all fixes made that do what they promise."""
        file = self._file
        if not self._is_as_scanned():
            return Mended(file, file, 0, ("the file has changed since it was scanned: run again",))
        result = fix.converge(file.data, self._fixes, file.language, self._objection)
        refused = tuple(
            f"a fix for {name} was not made ({each.fix.title}): {each.reason}"
            for each in result.refused
            for name in self._names(result.data, each.fix)
        )
        return Mended(file, file._replace(data=result.data), len(result.applied), refused)

    def _is_as_scanned(self) -> bool:
        """Whether what the report offers for this file alone is still found, and at the same bytes."""
        found = {(each.rule.name, each.place.span) for each in self._report(self._file.data).findings}
        alone = (each for each in self._offered if each.rule.scope == "document")
        return all((each.rule.name, each.place.span) in found for each in alone)

    def _report(self, data: bytes) -> Report:
        if data not in self._reports:
            self._reports[data] = self._look(self._file._replace(data=data))
        return self._reports[data]

    def _findings(self, data: bytes) -> Sequence[Finding]:
        """The findings with fixes for these bytes."""
        if data == self._file.data:
            return self._offered
        here = (each for each in self._report(data).open() if each.place.path == self._file.path)
        return [each for each in here if _is_wanted(each, self._unsafe)]

    def _fixes(self, data: bytes) -> list[Fix]:
        return [each.fix for each in self._findings(data) if each.fix is not None]

    def _names(self, data: bytes, wanted: Fix) -> list[str]:
        return list(dict.fromkeys(each.rule.name for each in self._findings(data) if each.fix == wanted))

    def _objection(self, before: bytes, after: bytes, made: Sequence[Fix]) -> str:
        """Why these fixes must not be made: what they promised to mend is found again, or something new is.

        A rule that tells of one fault at a time may go on to the next: it is not found more often than before.
        """
        if len(self._report(after).errors) > len(self._report(before).errors):
            return "a rule fails on what it leaves"
        mended = Counter(_said(each) for each in self._findings(before) if each.fix in made)
        old, new = self._report(before).open(), self._report(after).open()
        said, again = Counter(map(_said, old)), Counter(map(_said, new))
        if any(again[each] > max(said[each] - count, 0) for each, count in mended.items()):
            return "what it mends is still found"
        rules, found = Counter(each.rule.name for each in old), Counter(each.rule.name for each in new)
        return next((f"it would lead to {name}" for name in sorted(found) if found[name] > rules[name]), "")


def _said(finding: Finding) -> tuple[str, str]:
    """What tells a finding from others wherever it stands."""
    return finding.rule.name, finding.message


def _is_wanted(finding: Finding, unsafe: bool) -> bool:
    return finding.fix is not None and (unsafe or finding.fix.safety == "safe")


def _tell(mended: Mended) -> None:
    for refused in dict.fromkeys(mended.refused):
        print(f"{mended.before.path}: {refused}", file=sys.stderr)


def _show(mended: Mended, settings: Settings) -> None:
    from difflib import unified_diff

    old, new = (
        masked(file, settings).decode("utf-8", "replace").splitlines(keepends=True)
        for file in (mended.before, mended.after)
    )
    path = mended.before.path
    for line in unified_diff(old, new, f"a/{path}", f"b/{path}"):
        sys.stdout.write(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")
