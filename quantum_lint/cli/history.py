"""`quantum-lint history`: look for secrets in every version of every file that git remembers."""

from __future__ import annotations

import argparse
import time

from quantum_lint.cli import exits, options, outputs, progress, scan
from quantum_lint.config import Settings
from quantum_lint.history import HistoryError
from quantum_lint.model.report import Report

EXAMPLES = """\
examples:
  quantum-lint history                     all that led to the present commit
  quantum-lint history --all               the other branches and tags, too
  quantum-lint history --since origin/main what this branch adds
  quantum-lint history --format rotation   which credentials to revoke, the gravest first
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.epilog = EXAMPLES
    options.add(parser)
    history = parser.add_argument_group("history")
    history.add_argument("--all", action="store_true", help="all branches and tags, not only what led to HEAD")
    history.add_argument("--since", metavar="REV|DATE", help="only commits after this revision or this day")
    history.add_argument("--jobs", type=scan.count, default=0, metavar="N", help="processes (default: one a core)")
    scan.add_results(parser.add_argument_group("result"))
    scan.add_outputs(parser.add_argument_group("output"))


def run(arguments: argparse.Namespace) -> int:
    """Look, report, and say with the exit code how it went."""
    started = time.perf_counter()
    settings = options.settings_of(arguments)
    targets = outputs.targets(arguments, settings)
    report = scan.settled(lambda hashes: _report(arguments, settings, hashes), arguments, settings)
    code = scan.exit_code(report, settings, arguments.exit_zero)
    outputs.write(report, targets, arguments, _root(arguments, settings), code)
    if arguments.statistics:
        scan.print_statistics(report, time.perf_counter() - started)
    return code


def _report(arguments: argparse.Namespace, settings: Settings, hashes: dict[str, tuple[str, ...]] | None) -> Report:
    """What is found in the history. Raises UsageError."""
    from quantum_lint.history.run import HistoryRequest, history

    bar = progress.wanted("version")
    request = HistoryRequest(
        settings=settings,
        paths=tuple(arguments.paths) or (".",),
        since=arguments.since,
        everywhere=arguments.all,
        chosen=bool(arguments.select or arguments.extend_select),
        jobs=arguments.jobs,
        progress=bar,
        hashes=hashes,
    )
    try:
        return history(request)
    except HistoryError as error:
        raise exits.UsageError(str(error)) from error
    finally:
        if bar is not None:
            bar.clear()


def _root(arguments: argparse.Namespace, settings: Settings) -> str:
    """The folder that the paths of the report are relative to: without a work tree, the repository itself."""
    from quantum_lint.history import git

    repository = git.repository((arguments.paths or ["."])[0])
    return repository.folder if repository.bare else settings.root
