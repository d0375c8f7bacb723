"""`quantum-lint audit`: ask pip-audit about every version that is pinned here, and report like a scan."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from datetime import date

from quantum_lint import audit, discover, knowledge
from quantum_lint.cli import exits, options, outputs, progress, scan
from quantum_lint.config import Settings
from quantum_lint.engine import ScanRequest, facts
from quantum_lint.engine import scan as scanned
from quantum_lint.model.fact import Located
from quantum_lint.model.report import Report, Unreadable

EXAMPLES = """\
examples:
  quantum-lint audit                       all that requirements, manifests, locks and commands pin
  quantum-lint audit uv.lock --format sarif=audit.sarif
  quantum-lint audit --service osv         ask osv.dev instead of PyPI

It needs the network, which no scan does, and exits with 2 where there is no answer.
"""
#: What is reported comes from this rule, whose card is its help.
_RULE = "vulnerable-sdk"


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.epilog = EXAMPLES
    options.add_paths(parser)
    options.add_configuration(parser.add_argument_group("configuration"))
    parser.add_argument("--service", choices=("pypi", "osv"), default="pypi", help="whom to ask (default: pypi)")
    scan.add_results(parser.add_argument_group("result"))
    scan.add_outputs(parser.add_argument_group("output"))


def run(arguments: argparse.Namespace) -> int:
    """Ask, report, and say with the exit code how it went."""
    settings = options.settings_of(arguments)
    targets = outputs.targets(arguments, settings)
    try:
        report = _report(arguments, settings)
    except audit.AuditError as error:
        raise exits.UsageError(str(error)) from error
    code = scan.exit_code(report, settings, arguments.exit_zero)
    outputs.write(report, targets, arguments, settings.root, code)
    return code


def _report(arguments: argparse.Namespace, settings: Settings) -> Report:
    bar = progress.wanted()
    request = ScanRequest(settings=settings, paths=tuple(arguments.paths) or (".",), progress=bar)
    located, read = facts(request, ("dependencies", "installs"))
    if bar is not None:
        bar.clear()
    pins = audit.pins_of(located)
    if not pins:
        raise audit.AuditError(
            "nothing to audit: no package is pinned to an exact version here; name the folder of a lock file"
        )
    answers = audit.ask(pins, arguments.service)
    left = [Unreadable(*each) for each in _unaudited(located, answers, settings)]
    found = scan.settled(lambda hashes: _scanned(settings, located, answers, hashes), arguments, settings)
    return found._replace(
        scanned=read.scanned,
        skipped=read.skipped,
        unreadable=tuple(sorted({*read.unreadable, *left})),
        errors=(*read.errors, *found.errors),
        notes=(_summary(answers, left, arguments.service),),
        statistics=read.statistics,
    )


def _scanned(
    settings: Settings,
    located: Sequence[Located],
    answers: audit.Answers,
    hashes: dict[str, tuple[str, ...]] | None,
) -> Report:
    """The findings in the files that name packages, by what is known now."""
    shipped = knowledge.load()
    known = shipped.with_advisories(audit.merged(shipped.advisories, answers.advisories), str(date.today()))
    return scanned(
        ScanRequest(
            settings=settings._replace(select=frozenset({_RULE}), ignore=frozenset()),
            paths=tuple(os.path.join(settings.root, path) for path in sorted({each.path for each in located})),
            scopes=("document", "exceptions"),
            jobs=1,
            prefilter=False,
            hashes=hashes,
            knowledge=known,
        )
    )


def _unaudited(located: Sequence[Located], answers: audit.Answers, settings: Settings) -> list[tuple[str, int, str]]:
    """Path, line and reason of every package that nothing is known of."""
    read = discover.Below(settings.root, settings.max_file_size)
    rows = []
    for path, dependency, reason in audit.unaudited(located, answers):
        line = (read(path) or b"").count(b"\n", 0, dependency.span.start) + 1
        rows.append((path, line, f"{dependency.name} was not audited: {reason}"))
    return rows


def _summary(answers: audit.Answers, left: Sequence[Unreadable], service: str) -> str:
    count = len(answers.audited)
    missing = f"; {len(left)} could not be audited" if left else ""
    asked = {"pypi": "PyPI", "osv": "osv.dev"}[service]
    return f"{count} version{'s' if count != 1 else ''} of packages audited with {asked} on {date.today()}{missing}"
