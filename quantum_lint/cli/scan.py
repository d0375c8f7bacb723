"""`quantum-lint scan`: look for findings, report them, and mend what can be mended."""

from __future__ import annotations

import argparse
import os
import sys
import time

from quantum_lint.cli import exits, options, outputs, progress
from quantum_lint.config import Settings
from quantum_lint.engine import ALL_SCOPES, ScanRequest, scan
from quantum_lint.model.file import File
from quantum_lint.model.report import Report
from quantum_lint.model.rule import LEVELS

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
    _add_results(parser.add_argument_group("result"))
    _add_fixes(parser.add_argument_group("fixes"))
    _add_outputs(parser.add_argument_group("output"))


def _add_inputs(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--staged", action="store_true", help="scan what is staged in git, as it stands in the index")
    group.add_argument("--stdin-filename", metavar="PATH", help="scan standard input as if it were the file at PATH")
    group.add_argument(
        "--scope",
        choices=SCOPES,
        default="all",
        help="rules that need one file at a time, or the whole repository (default: all)",
    )
    group.add_argument("--jobs", type=_count, default=0, metavar="N", help="processes to use (default: one a core)")


def _add_results(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--fail-on", choices=LEVELS, help="exit with 1 from this severity on (default: low)")
    group.add_argument("--exit-zero", "--no-fail", action="store_true", help="exit with 0 even if there are findings")
    group.add_argument("--baseline", metavar="FILE", help="findings listed in FILE do not count")
    group.add_argument("--no-baseline", action="store_true", help="count every finding")


def _add_fixes(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--fix", action="store_true", help="mend what can be mended without changing what code means")
    group.add_argument("--unsafe-fixes", action="store_true", help="with --fix or --diff: also what may change it")
    group.add_argument("--diff", action="store_true", help="show what --fix would change, and change nothing")


def _add_outputs(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--format", action="append", metavar="FORMAT[=FILE]", help="how to report; may be given several times"
    )
    group.add_argument("--output", metavar="FILE", help="write the report to FILE")
    group.add_argument("--show-suppressed", action="store_true", help="show findings that do not count, too")
    group.add_argument("--statistics", action="store_true", help="count findings by rule and take the time")
    group.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="default: on a terminal")
    group.add_argument("-q", "--quiet", action="store_true", help="print nothing if there is nothing to report")


def run(arguments: argparse.Namespace) -> int:
    """Scan, report, and say with the exit code how it went."""
    started = time.perf_counter()
    settings = options.settings_of(arguments)
    targets = outputs.targets(arguments, settings)
    report, hashes = _scanned(arguments, settings)
    report = _without_baseline(report, arguments, settings, hashes)
    code = exit_code(report, settings, arguments.exit_zero)
    if not (arguments.quiet and _silent(report)):
        outputs.write(report, targets, arguments, settings.root, code)
    if arguments.statistics:
        _print_statistics(report, time.perf_counter() - started)
    return code


def exit_code(report: Report, settings: Settings, exit_zero: bool) -> int:
    """3 after a defect of ours, else 1 if a finding that counts is severe enough, else 0."""
    if report.errors:
        return exits.INTERNAL
    limit = LEVELS.index(settings.fail_on)
    severe = any(LEVELS.index(finding.severity) >= limit for finding in report.open())
    return exits.FINDINGS if severe and not exit_zero else exits.CLEAN


def _scanned(arguments: argparse.Namespace, settings: Settings) -> tuple[Report, dict[str, tuple[str, ...]]]:
    """The report, and hashes of secrets if the baseline needs them."""
    from quantum_lint import baseline

    hashes: dict[str, tuple[str, ...]] = {}
    bar = progress.wanted()
    foreign = settings.baseline is not None and baseline.is_foreign(settings.baseline)
    request = ScanRequest(
        settings=settings,
        paths=tuple(arguments.paths) or (".",),
        files=_files(arguments, settings),
        scopes=SCOPES["file"] if arguments.staged or arguments.stdin_filename else SCOPES[arguments.scope],
        jobs=arguments.jobs,
        progress=bar,
        hashes=hashes if foreign else None,
    )
    report = scan(request)
    if bar is not None:
        bar.clear()
    return report, hashes


def _files(arguments: argparse.Namespace, settings: Settings) -> tuple[File, ...] | None:
    """Files that do not come from the disk; None if all do."""
    if arguments.staged and arguments.stdin_filename:
        raise exits.UsageError("--staged and --stdin-filename exclude each other")
    if not arguments.staged and not arguments.stdin_filename:
        return None
    from quantum_lint.cli import inputs

    if arguments.staged:
        return inputs.staged(arguments.paths, settings)
    return inputs.from_standard_input(arguments.stdin_filename, settings)


def _without_baseline(
    report: Report, arguments: argparse.Namespace, settings: Settings, hashes: dict[str, tuple[str, ...]]
) -> Report:
    """The report with what the baseline lists suppressed: the one named, or the one at the root if there is one."""
    if arguments.no_baseline:
        return report
    from quantum_lint import baseline

    file = settings.baseline
    if file is None:
        file = os.path.join(settings.root, baseline.DEFAULT)
        if arguments.isolated or not os.path.exists(file):
            return report
    try:
        return baseline.apply(report, file, hashes)
    except baseline.BaselineError as error:
        raise exits.UsageError(str(error)) from error


def _silent(report: Report) -> bool:
    return not (report.open() or report.errors or report.unreadable)


def _print_statistics(report: Report, seconds: float) -> None:
    from collections import Counter

    counts = Counter(finding.rule.name for finding in report.open())
    for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        print(f"{count:7,} {name}", file=sys.stderr)
    size = report.statistics.get("bytes", 0)
    rate = size / seconds / 1e6 if seconds else 0.0
    print(f"{report.scanned:,} files, {size / 1e6:,.1f} MB in {seconds:.2f} s ({rate:,.1f} MB/s)", file=sys.stderr)


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError("must be a whole number")
    return int(text)
