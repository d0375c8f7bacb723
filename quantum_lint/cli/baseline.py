"""`quantum-lint baseline`: accept what is found today."""

from __future__ import annotations

import argparse
import os

from quantum_lint import baseline
from quantum_lint.cli import exits, options, progress
from quantum_lint.engine import ScanRequest, scan
from quantum_lint.report.parts.counts import counted


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument(
        "action", choices=("write", "update"), help="write: accept all findings; update: forget those that are gone"
    )
    options.add(parser)
    parser.add_argument(
        "--baseline",
        metavar="FILE",
        help=f"default: {baseline.DEFAULT}; a name that ends in {baseline.FOREIGN} has the format of detect-secrets",
    )


def run(arguments: argparse.Namespace) -> int:
    """Scan, and write or update the baseline."""
    settings = options.settings_of(arguments)
    file = settings.baseline or os.path.join(settings.root, baseline.DEFAULT)
    hashes: dict[str, tuple[str, ...]] = {}
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
        if arguments.action == "write":
            print(f"{file}: {counted(baseline.write(report, file, hashes), 'finding')} accepted.")
        else:
            stay, gone = baseline.update(report, file, hashes)
            print(f"{file}: {counted(stay, 'finding')} kept, {counted(gone, 'finding')} taken out.")
    except baseline.BaselineError as error:
        raise exits.UsageError(str(error)) from error
    return exits.CLEAN
