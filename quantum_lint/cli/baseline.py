"""`quantum-lint baseline`: accept what is found today, and see how much that is."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator, Sequence

from quantum_lint import baseline
from quantum_lint.cli import exits, options, progress
from quantum_lint.config import Settings
from quantum_lint.engine import ScanRequest, scan
from quantum_lint.model.finding import Finding
from quantum_lint.model.report import Report
from quantum_lint.report.parts.counts import counted

EXAMPLES = """\
examples:
  quantum-lint baseline write    accept all findings; only what is new counts from now on
  quantum-lint baseline update   forget what is gone, and accept nothing
  quantum-lint baseline debt     what is accepted, by pack, severity and age of the code
"""
Hashes = dict[str, tuple[str, ...]]


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.epilog = EXAMPLES
    parser.add_argument("action", choices=tuple(_ACTIONS), help="what to do with the baseline")
    options.add(parser)
    parser.add_argument(
        "--baseline",
        type=options.text,
        metavar="FILE",
        help=f"default: {baseline.DEFAULT}; a name that ends in {baseline.FOREIGN} has the format of detect-secrets",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to show the debt")


def run(arguments: argparse.Namespace) -> int:
    """Scan, and write, update or show the baseline."""
    settings = options.settings_of(arguments)
    file = settings.baseline or os.path.join(settings.root, baseline.DEFAULT)
    hashes: Hashes = {}
    bar = progress.wanted()
    request = ScanRequest(
        settings=settings,
        paths=tuple(arguments.paths) or (".",),
        progress=bar,
        hashes=hashes if baseline.is_foreign(file) else None,
    )
    report = scan(request)
    if bar is not None:
        bar.clear()
    if report.errors:
        raise exits.UsageError(f"{len(report.errors)} rules failed; nothing is written. `quantum-lint scan` says more.")
    try:
        sys.stdout.write(_ACTIONS[arguments.action](report, file, hashes, settings, arguments.format))
    except baseline.BaselineError as error:
        raise exits.UsageError(str(error)) from error
    return exits.CLEAN


def _write(report: Report, file: str, hashes: Hashes, settings: Settings, wanted: str) -> str:
    accepted = f"{file}: {counted(baseline.write(report, file, hashes), 'finding')} accepted.\n"
    secrets = {secret for each in report.open() for secret in each.secrets}
    if not secrets:
        return accepted
    among = "1 credential is" if len(secrets) == 1 else f"{len(secrets):,} credentials are"
    return f"{accepted}{among} among them, to be revoked: quantum-lint scan --no-baseline --format rotation\n"


def _update(report: Report, file: str, hashes: Hashes, settings: Settings, wanted: str) -> str:
    stay, gone = baseline.update(report, file, hashes)
    return f"{file}: {counted(stay, 'finding')} kept, {counted(gone, 'finding')} taken out.\n"


def _debt(report: Report, file: str, hashes: Hashes, settings: Settings, wanted: str) -> str:
    """What of the findings the baseline lists."""
    from quantum_lint.model.debt import debts
    from quantum_lint.report.debt import as_json, as_text

    applied = baseline.apply(report, file, hashes)
    listed = [each for each in applied.findings if each.suppressed and each.suppressed.kind == "baseline"]
    found = debts(_aged(listed, settings.root))
    return as_json(found) if wanted == "json" else as_text(found)


def _aged(findings: Sequence[Finding], root: str) -> Iterator[tuple[str, str, str]]:
    """Pack, severity and age of each finding: that of its line, by the author's date."""
    from quantum_lint.history.ages import written
    from quantum_lint.model.debt import age

    lines: dict[str, set[int]] = {}
    for each in findings:
        lines.setdefault(each.place.path, set()).add(each.place.line)
    times = {path: written(root, path, wished) for path, wished in lines.items()}
    now = int(time.time())
    for each in findings:
        when = times[each.place.path].get(each.place.line)
        yield each.rule.pack, each.severity, age(None if when is None else now - when)


_ACTIONS = {"write": _write, "update": _update, "debt": _debt}
