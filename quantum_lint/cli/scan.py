"""`quantum-lint scan`: look for findings, report them, and mend what can be mended."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from quantum_lint import baseline, discover
from quantum_lint.cli import exits, options, outputs, progress
from quantum_lint.config import Settings
from quantum_lint.engine import ALL_SCOPES, ScanRequest, scan
from quantum_lint.model.file import File
from quantum_lint.model.report import Report
from quantum_lint.model.rule import LEVELS

if TYPE_CHECKING:
    from quantum_lint.model.comparison import Comparison

#: What `--scope` means for the engine. Exceptions are judged with the files they are written in.
SCOPES: dict[str, tuple[str, ...]] = {
    "all": ALL_SCOPES,
    "file": ("document", "exceptions"),
    "repository": ("repository",),
}


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    options.add(parser)
    _add_inputs(parser.add_argument_group("input"))
    results = parser.add_argument_group("result")
    add_results(results)
    _add_since(results)
    _add_fixes(parser.add_argument_group("fixes"))
    add_outputs(parser.add_argument_group("output"))


def _add_inputs(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--staged", action="store_true", help="scan what is staged in git, as it stands in the index")
    group.add_argument(
        "--stdin-filename", type=options.text, metavar="PATH", help="scan standard input as if it were the file at PATH"
    )
    group.add_argument(
        "--scope",
        choices=SCOPES,
        default="all",
        help="rules that need one file at a time, or the whole repository (default: all)",
    )
    group.add_argument("--jobs", type=count, default=0, metavar="N", help="processes to use (default: one a core)")
    group.add_argument("--no-cache", action="store_true", help="look at every file anew, and remember nothing of it")


def add_results(group: argparse._ArgumentGroup) -> None:
    """What counts as a failure."""
    group.add_argument("--fail-on", choices=LEVELS, help="exit with 1 from this severity on (default: low)")
    group.add_argument("--exit-zero", "--no-fail", action="store_true", help="exit with 0 even if there are findings")
    group.add_argument("--baseline", type=options.text, metavar="FILE", help="findings listed in FILE do not count")
    group.add_argument("--no-baseline", action="store_true", help="count every finding")


def _add_since(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--new-since",
        type=options.text,
        metavar="REV",
        help="count only what was not there at the commit REV, or where this branch left it; moved files and notebooks"
        " that only ran again bring nothing new",
    )


def _add_fixes(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--fix", action="store_true", help="mend what can be mended without changing what code means")
    group.add_argument("--fix-only", action="store_true", help="like --fix, and neither report nor count what is left")
    group.add_argument("--unsafe-fixes", action="store_true", help="with a fix or --diff: also what may change it")
    group.add_argument("--diff", action="store_true", help="show what --fix would change, and change nothing")


def add_outputs(group: argparse._ArgumentGroup) -> None:
    """How to report."""
    group.add_argument(
        "--format", action="append", metavar="FORMAT[=FILE]", help="how to report; may be given several times"
    )
    group.add_argument("--output", type=options.text, metavar="FILE", help="write the report to FILE")
    group.add_argument(
        "--category",
        type=options.name,
        default="quantum-lint",
        metavar="NAME",
        help="what code scanning is to call this run; those of one commit need different names (default: quantum-lint)",
    )
    group.add_argument("--show-suppressed", action="store_true", help="show findings that do not count, too")
    group.add_argument("--statistics", action="store_true", help="count findings by rule and take the time")
    group.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="default: on a terminal")
    group.add_argument("-v", "--verbose", action="store_true", help="say of each file what was left out, and why")
    group.add_argument(
        "-q", "--quiet", action="store_true", help="say nothing if there is nothing to report, but to programs"
    )


def run(arguments: argparse.Namespace) -> int:
    """Scan, report, and say with the exit code how it went."""
    started = time.perf_counter()
    _check(arguments)
    settings = options.settings_of(arguments)
    targets = outputs.targets(arguments, settings)
    report = _report(arguments, settings)
    if arguments.diff:
        return _show_fixes(report, arguments, settings)
    if arguments.fix or arguments.fix_only:
        report = _fixed(report, arguments, settings)
    if arguments.fix_only and not report.errors:
        return exits.CLEAN
    code = exit_code(report, settings, arguments.exit_zero)
    if any(target.format == "rotation" for target in targets):
        from quantum_lint.cli import rotation

        report = rotation.dated(report, settings)
    outputs.write(report, targets, arguments, settings.root, code)
    if arguments.statistics:
        print_statistics(report, time.perf_counter() - started)
    return code


def _check(arguments: argparse.Namespace) -> None:
    """Options that exclude each other, or say nothing alone."""
    if arguments.staged and arguments.stdin_filename:
        raise exits.UsageError("--staged and --stdin-filename exclude each other")
    fixes = arguments.fix or arguments.fix_only or arguments.diff
    if fixes and (arguments.staged or arguments.stdin_filename):
        raise exits.UsageError("--fix and --diff work on files on disk, not on --staged or --stdin-filename")
    if fixes and arguments.new_since:
        raise exits.UsageError("--new-since reports; --fix and --diff mend what is there, new or old")
    if arguments.unsafe_fixes and not fixes:
        raise exits.UsageError("--unsafe-fixes says which fixes; add --fix to make them or --diff to see them")


def _fixed(report: Report, arguments: argparse.Namespace, settings: Settings) -> Report:
    """Write what can be mended, and say what is left; the report on that."""
    from quantum_lint.cli import fixing

    outcome = fixing.make(report, settings, _looker(arguments, settings), arguments.unsafe_fixes)
    if arguments.fix_only:
        return report
    after = _report(arguments, settings) if outcome.made else report
    _tell_fixes("Made", outcome.made, outcome.files, fixing.left(after, outcome, arguments.unsafe_fixes))
    return outcome.without_refused(after)


def _show_fixes(report: Report, arguments: argparse.Namespace, settings: Settings) -> int:
    from quantum_lint.cli import fixing

    outcome = fixing.show(report, settings, _looker(arguments, settings), arguments.unsafe_fixes)
    _tell_fixes("Would make", outcome.made, outcome.files, "")
    if report.errors:
        return exits.INTERNAL
    return exits.FINDINGS if outcome.made and not arguments.exit_zero else exits.CLEAN


def _tell_fixes(did: str, made: int, files: int, left: str) -> None:
    """How many fixes there were in all, where one line a file does not say it, and what they leave."""
    from quantum_lint.report.parts.counts import counted

    total = f"{did} {counted(made, 'fix', 'fixes')} in {counted(files, 'file')}." if files > 1 else ""
    if total or left:
        print(f"{total} {left}".strip(), file=sys.stderr)


def exit_code(report: Report, settings: Settings, exit_zero: bool) -> int:
    """3 after a defect of ours, else 1 if a finding that counts is severe enough, else 0."""
    if report.errors:
        return exits.INTERNAL
    limit = LEVELS.index(settings.fail_on)
    severe = any(LEVELS.index(finding.severity) >= limit for finding in report.open())
    return exits.FINDINGS if severe and not exit_zero else exits.CLEAN


def _report(arguments: argparse.Namespace, settings: Settings) -> Report:
    """What is found in all that is asked for."""
    bar = progress.wanted()
    request = ScanRequest(
        settings=settings,
        paths=tuple(arguments.paths) or (".",),
        files=_files(arguments, settings),
        beside=_beside(arguments, settings),
        scopes=SCOPES["file"] if arguments.staged or arguments.stdin_filename else SCOPES[arguments.scope],
        jobs=arguments.jobs,
        progress=bar,
        cache=not arguments.no_cache,
        compared=_compared(arguments, settings),
    )
    report = _settled(request, arguments)
    if arguments.new_since:
        from quantum_lint.cli import since

        report = since.only_new(report, request, arguments.new_since)
    if bar is not None:
        bar.clear()
    return report


def _compared(arguments: argparse.Namespace, settings: Settings) -> Callable[[], Comparison] | None:
    """How costs differ from those of the commit that findings are compared with; None where there is none."""
    if not arguments.new_since:
        return None
    from functools import partial

    from quantum_lint.cli import since

    return partial(
        since.compared, settings, arguments.new_since, tuple(arguments.paths) or (settings.root,), arguments.jobs
    )


def _looker(arguments: argparse.Namespace, settings: Settings) -> Callable[[File], Report]:
    """Scans one file in memory, beside the others as they are on the disk."""
    beside = discover.Below(settings.root, settings.max_file_size)
    return lambda file: _settled(ScanRequest(settings, files=(file,), scopes=SCOPES["file"], beside=beside), arguments)


def _settled(request: ScanRequest, arguments: argparse.Namespace) -> Report:
    """The report of the scan with what the baseline lists suppressed."""
    return settled(lambda hashes: scan(request._replace(hashes=hashes)), arguments, request.settings)


def settled(
    look: Callable[[dict[str, tuple[str, ...]] | None], Report], arguments: argparse.Namespace, settings: Settings
) -> Report:
    """What `look` finds, suppressed where a baseline lists it: the one named, or the one at the root if there is one.

    `look` is given a table to fill with hashes of secrets where the baseline has the format of detect-secrets.
    """
    file = _baseline(arguments, settings)
    if file is None:
        return look(None)
    hashes: dict[str, tuple[str, ...]] | None = {} if baseline.is_foreign(file) else None
    report = look(hashes)
    try:
        return baseline.apply(report, file, hashes)
    except baseline.BaselineError as error:
        raise exits.UsageError(str(error)) from error


def _baseline(arguments: argparse.Namespace, settings: Settings) -> str | None:
    if arguments.no_baseline or (settings.baseline is None and arguments.isolated):
        return None
    default = os.path.join(settings.root, baseline.DEFAULT)
    return settings.baseline or (default if os.path.exists(default) else None)


def _files(arguments: argparse.Namespace, settings: Settings) -> tuple[File, ...] | None:
    """Files that do not come from the disk; None if all do."""
    if not arguments.staged and not arguments.stdin_filename:
        return None
    from quantum_lint.cli import inputs

    if arguments.staged:
        return inputs.staged(arguments.paths, settings)
    return inputs.from_standard_input(arguments.stdin_filename, settings)


def _beside(arguments: argparse.Namespace, settings: Settings) -> discover.Beside | None:
    """Reads what else there is beside files that do not come from the disk."""
    if arguments.staged:
        from quantum_lint.cli import inputs

        return inputs.Index(settings)
    return discover.Below(settings.root, settings.max_file_size) if arguments.stdin_filename else None


def print_statistics(report: Report, seconds: float) -> None:
    """Findings by rule, and how fast it went."""
    from collections import Counter

    counts = Counter(finding.rule.name for finding in report.open())
    for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        print(f"{count:7,} {name}", file=sys.stderr)
    size = report.statistics.get("bytes", 0)
    rate = size / seconds / 1e6 if seconds else 0.0
    print(
        f"{report.scanned:,} {report.unit}s, {size / 1e6:,.1f} MB in {seconds:.2f} s ({rate:,.1f} MB/s)",
        file=sys.stderr,
    )


def count(text: str) -> int:
    """A whole number. Raises what argparse reports as wrong usage."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError("must be a whole number")
    return int(text)
