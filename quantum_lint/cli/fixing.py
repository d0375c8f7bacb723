"""`scan --fix` and `scan --diff`: what the report offers to mend, done or shown."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from quantum_lint import discover, fix
from quantum_lint.cli.exits import UsageError
from quantum_lint.config import Settings
from quantum_lint.model.file import File
from quantum_lint.model.finding import Finding
from quantum_lint.model.hit import Fix
from quantum_lint.model.report import Report
from quantum_lint.secrecy import masked

#: Scans one file in memory.
Look = Callable[[File], Report]


class Mended(NamedTuple):
    """A file before and after, how many fixes were made in it, which were refused, and what is to be said of those.

    `secrets` are what the scan of all files found in it, which looking at it alone may not.
    """

    before: File
    after: File
    made: int
    refused: tuple[Fix, ...] = ()
    objections: tuple[str, ...] = ()
    secrets: frozenset[bytes] = frozenset()


class Outcome(NamedTuple):
    """How many fixes were made, or would be, in how many files, and which were refused, by path."""

    made: int
    files: int
    refused: frozenset[tuple[str, Fix]]

    def without_refused(self, report: Report) -> Report:
        """The report without the offers that were refused: to ask for them again would change nothing."""
        return report._replace(findings=tuple(map(self._offered, report.findings)))

    def _offered(self, finding: Finding) -> Finding:
        return replace(finding, fix=None) if (finding.place.path, finding.fix) in self.refused else finding


def make(report: Report, settings: Settings, look: Look, unsafe: bool) -> Outcome:
    """Write what can be mended. Raises UsageError after the last file if one was not written."""
    failures: list[str] = []

    def write(mended: Mended) -> bool:
        try:
            fix.write(os.path.join(settings.root, mended.before.path), mended.after.data, mended.before.data)
        except OSError as error:
            failures.append(f"{mended.before.path} was not mended: {error.strerror or error}")
            return False
        print(f"{mended.before.path}: fixes made: {mended.made:,}", file=sys.stderr)
        return True

    outcome = _done(mend(report, settings, look, unsafe), write)
    if failures:
        raise UsageError("; ".join(failures))
    return outcome


def show(report: Report, settings: Settings, look: Look, unsafe: bool) -> Outcome:
    """Print what would change, with every secret masked."""

    def shown(mended: Mended) -> bool:
        _show(mended, settings)
        return True

    return _done(mend(report, settings, look, unsafe), shown)


def _done(files: Iterable[Mended], do: Callable[[Mended], bool]) -> Outcome:
    """What becomes of the files, each told of, and those with fixes handed to `do`, which says whether it succeeded."""
    made: list[int] = []
    refused: set[tuple[str, Fix]] = set()
    for mended in files:
        _tell(mended)
        refused.update((mended.before.path, each) for each in mended.refused)
        if mended.made and do(mended):
            made.append(mended.made)
    return Outcome(sum(made), len(made), frozenset(refused))


def left(report: Report, outcome: Outcome, unsafe: bool) -> str:
    """What fixes leave of a report, and why, in a sentence; empty if they leave nothing."""
    found = report.open()
    refused = sum((each.place.path, each.fix) in outcome.refused for each in found)
    offered = sum(each.fix is not None for each in found) - refused
    reasons = (
        (len(found) - refused - offered, "without a fix"),
        (offered, "that another run would mend" if unsafe else "that --unsafe-fixes would mend"),
        (refused, "whose fix was refused"),
    )
    told = [f"{number:,} {reason}" for number, reason in reasons if number]
    return f"Left: {', '.join(told)}." if told else ""


def mend(report: Report, settings: Settings, look: Look, unsafe: bool) -> Iterator[Mended]:
    """Every file for which the report offers a fix that is wanted."""
    wanted = [each for each in report.open() if _is_wanted(each, unsafe)]
    for path in dict.fromkeys(finding.place.path for finding in wanted):
        location = os.path.join(settings.root, path)
        file = discover.read(discover.Candidate(location, path, explicit=True), settings.max_file_size)
        if isinstance(file, File):
            mended = _Patient(file, [each for each in wanted if each.place.path == path], look, unsafe).mended()
            hidden = (span for each in report.findings if each.place.path == path for span in each.hidden)
            yield mended._replace(secrets=frozenset(file.data[span.start : span.end] for span in hidden))


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
            return Mended(file, file, 0, objections=("the file has changed since it was scanned: run again",))
        result = fix.converge(file.data, self._fixes, file.language, self._objection)
        objections = tuple(
            f"a fix for {name} was not made ({each.fix.title}): {each.reason}"
            for each in result.refused
            for name in self._names(result.data, each.fix)
        )
        refused = tuple(each.fix for each in result.refused)
        return Mended(file, file._replace(data=result.data), len(result.applied), refused, objections)

    def _is_as_scanned(self) -> bool:
        """Whether what the report offers for this file alone is still found, and at the same bytes."""
        found = {(each.rule.name, each.place.span) for each in self._report(self._file.data).findings}
        alone = (each for each in self._offered if each.rule.scope == "document" and not _reaches_another(each))
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


def _reaches_another(finding: Finding) -> bool:
    """Whether it takes another file to find it: a literal here that a call there is given."""
    return any(each.place.path != finding.place.path for each in finding.related)


def _is_wanted(finding: Finding, unsafe: bool) -> bool:
    return finding.fix is not None and (unsafe or finding.fix.safety == "safe")


def _tell(mended: Mended) -> None:
    for objection in dict.fromkeys(mended.objections):
        print(f"{mended.before.path}: {objection}", file=sys.stderr)


def _show(mended: Mended, settings: Settings) -> None:
    from difflib import unified_diff

    old, new = (
        masked(file, settings, mended.secrets).decode("utf-8", "replace").splitlines(keepends=True)
        for file in (mended.before, mended.after)
    )
    path = mended.before.path
    for line in unified_diff(old, new, f"a/{path}", f"b/{path}"):
        sys.stdout.write(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")
