"""`quantum-lint cost`: what the submissions in files would cost, told before anything runs."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from quantum_lint import config
from quantum_lint.cli import cost_formats, exits, options, outputs, progress
from quantum_lint.cli.parser import nearest

if TYPE_CHECKING:
    from quantum_lint.cost.request import Request
    from quantum_lint.model.estimate import Bills, Breach, Tier

EXAMPLES = """\
examples:
  quantum-lint cost                             every submission below the current folder
  quantum-lint cost --device ibm_fez --device ibm_miami --min-success 0.5 ghz.py
  quantum-lint cost --tier static --format json
  quantum-lint cost --explain ghz.py:31         how the figures of one submission come about
  quantum-lint cost --against origin/main --format markdown
  quantum-lint cost --format html --output costs.html
"""
MISSING = "circuits are built with Qiskit, which is not installed: python -m pip install 'quantum-lint[cost]'"
TIERS: tuple[Tier, ...] = ("static", "counted", "billed")
#: What an option answers with, and those that ask for another answer.
_EXCLUSIVE: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "against": ("shows what is different", ("explain", "write_usage")),
    "explain": ("tells in words how figures come about", ("write_usage", "format")),
    "write_usage": ("writes the usage file alone", ("format", "output")),
}


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    from quantum_lint.cli.scan import count

    parser.epilog = EXAMPLES
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders (default: the current folder)")
    parser.add_argument(
        "--device", type=options.text, action="append", default=[], metavar="NAME",
        help="price everything as if it ran there; several make a comparison",
    )  # fmt: skip
    parser.add_argument(
        "--device-file", type=options.text, action="append", default=[], metavar="FILE",
        help="a device of your own (docs/cost.md); code or --device names it",
    )  # fmt: skip
    parser.add_argument(
        "--plan", type=options.text, action="append", default=[], metavar="ROUTE",
        help="the plan that is paid by, like flex or braket/reservation (default: the usual one)",
    )  # fmt: skip
    parser.add_argument("--shots", type=_positive, metavar="N", help="shots of every submission")
    parser.add_argument(
        "--min-success", type=_probability, metavar="P",
        help="mark the cheapest device on which nothing goes wrong with this probability",
    )  # fmt: skip
    parser.add_argument(
        "--tier", choices=TIERS,
        help="static: by the code alone; counted: circuits transpiled quickly; billed: as a program would (default)",
    )  # fmt: skip
    parser.add_argument(
        "--usage",
        type=options.text,
        metavar="FILE",
        help="what no code tells: turns of loops, runs a month, plans (docs/cost.md)",
    )
    parser.add_argument(
        "--write-usage", action="store_true",
        help="write what is missing into the usage file, to be filled in; nothing in it is changed",
    )  # fmt: skip
    parser.add_argument(
        "--against", type=options.text, metavar="REV",
        help="show only what costs other than at the commit REV, or than in a FILE.json that was saved",
    )  # fmt: skip
    parser.add_argument(
        "--explain", type=options.text, metavar="FILE:LINE", help="show how the figures of a submission come about"
    )
    _configure_run(parser, count)


def _configure_run(parser: argparse.ArgumentParser, count: Callable[[str], int]) -> None:
    """The options that do not change what is priced, and how."""
    parser.add_argument(
        "--format", action="append", metavar="FORMAT[=FILE]",
        help="table (default), json, markdown, html, csv or counts; may be given several times",
    )  # fmt: skip
    parser.add_argument("--output", type=options.text, metavar="FILE", help="write to FILE instead of standard output")
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="default: on a terminal")
    parser.add_argument("--jobs", type=count, default=0, metavar="N", help="processes to use (default: one a core)")
    parser.add_argument("--no-cache", action="store_true", help="look at every file anew, and remember nothing of it")
    parser.add_argument("--config", type=options.text, metavar="FILE", help="use this file instead of the nearest one")
    parser.add_argument("--isolated", action="store_true", help="use no configuration file")


def _positive(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError("must be a whole number above 0")
    return int(text)


def _probability(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value <= 1:
        raise argparse.ArgumentTypeError("must be above 0 and at most 1")
    return value


def run(arguments: argparse.Namespace) -> int:
    """Price the submissions and print them."""
    from quantum_lint.cost.survey import bills

    _check(arguments)
    targets = cost_formats.targets(arguments)
    bar = progress.wanted()
    request = _request(arguments, bar)
    _check_names(request)
    try:
        if arguments.against:
            return _compared(request, bar, targets, arguments)
        found = _noted(bills(request), request, arguments)
    finally:
        if bar is not None:
            bar.clear()
    if arguments.write_usage:
        return _write_usage(found, request)
    found = _judged(found, request)
    if arguments.explain:
        cost_formats.put(_explained(found, arguments), arguments.output)
    else:
        cost_formats.write(found, targets, arguments)
    return _exit_code(found.errors, found.breaches)


def _check(arguments: argparse.Namespace) -> None:
    """Options that exclude each other, or need one another. Raises UsageError."""
    for name, (answer, others) in _EXCLUSIVE.items():
        if getattr(arguments, name) and any(getattr(arguments, other) for other in others):
            shown = " and ".join(f"--{other.replace('_', '-')}" for other in others)
            raise exits.UsageError(f"--{name.replace('_', '-')} {answer}; leave out {shown}")
    compares = len(arguments.device) > 1 or len(arguments.plan) > 1
    if arguments.against and compares:
        raise exits.UsageError("--against compares one price of each submission; name one --device and one --plan")
    if arguments.min_success and not compares:
        raise exits.UsageError("--min-success chooses among several; name another --device or --plan")


def _check_names(request: Request) -> None:
    """Raise UsageError where a device or a plan is asked for of which nothing is known."""
    if not request.devices and not request.plans:
        return
    from quantum_lint.cost.choice import Chooser
    from quantum_lint.knowledge import load

    chooser = Chooser(load(), request.settings, request.own)
    for name in request.devices:
        if not chooser.knows_device(name):
            raise exits.UsageError(f"--device: no device {name!r} is known{nearest(name, chooser.devices())}")
    for route in request.plans:
        if not chooser.knows_route(route):
            raise exits.UsageError(f"--plan: nobody has a plan {route!r}{nearest(route, chooser.routes())}")


def _exit_code(errors: Sequence[object], breaches: Iterable[Breach]) -> int:
    """3 after a defect of ours, else 1 if a limit is passed that blocks, else 0."""
    if errors:
        return exits.INTERNAL
    return exits.FINDINGS if any(each.blocks for each in breaches) else exits.CLEAN


def _compared(
    request: Request,
    bar: progress.Progress | None,
    targets: Iterable[outputs.Target],
    arguments: argparse.Namespace,
) -> int:
    """Show what is different."""
    from quantum_lint.cli.cost_against import Base
    from quantum_lint.cost.policy import broken_by_change
    from quantum_lint.cost.survey import bills

    base = Base(request, arguments.against)
    found = bills(request)
    comparison, errors = base.compared(found)
    comparison = comparison._replace(breaches=broken_by_change(comparison, request.settings))
    if bar is not None:
        bar.clear()
    cost_formats.write(comparison, targets, arguments)
    return _exit_code((*found.errors, *errors), comparison.breaches)


def _noted(found: Bills, request: Request, arguments: argparse.Namespace) -> Bills:
    """With notes on devices of the command line: those without a snapshot, and files that nothing runs on."""
    return found._replace(notes=(*found.notes, *_unmeasured(request), *_unused(found, arguments)))


def _unmeasured(request: Request) -> Iterator[tuple[str, str]]:
    """A note on each device that has a price by a pattern of its name, and no snapshot."""
    if not request.devices:
        return
    from quantum_lint.cost.choice import Chooser
    from quantum_lint.knowledge import load

    chooser = Chooser(load(), request.settings, request.own)
    for name in request.devices:
        if not chooser.has_snapshot(name):
            near = nearest(name, chooser.devices())
            yield name, f"there is no snapshot of it, so that times are usual ones{near}"


def _unused(found: Bills, arguments: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """A note on each device file that nothing runs on."""
    if not arguments.device_file:
        return
    from quantum_lint.cost.own_devices import devices_of

    used = {each.estimate.snapshot for each in found.estimates}
    for file, device in devices_of(arguments.device_file):
        if device.name not in used:
            yield file, f"nothing runs on {device.name}; with --device {device.name} everything is priced there"


def _write_usage(found: Bills, request: Request) -> int:
    from quantum_lint.cli import cost_usage

    print(cost_usage.completed(found, request))
    return exits.INTERNAL if found.errors else exits.CLEAN


def _judged(found: Bills, request: Request) -> Bills:
    """With what it comes to in a month and, where no devices or plans are compared, the limits that are passed."""
    from datetime import date

    from quantum_lint.cli import cost_months
    from quantum_lint.cost.policy import broken

    found = found._replace(months=cost_months.months(found, request))
    return found if request.compares else found._replace(breaches=broken(found, request.settings, date.today()))


def _request(arguments: argparse.Namespace, bar: progress.Progress | None) -> Request:
    from quantum_lint.cli import cost_usage
    from quantum_lint.cost.own_devices import own_devices
    from quantum_lint.cost.request import Request

    paths = arguments.paths or ([_place(arguments.explain)[0]] if arguments.explain else [])
    for path in paths:
        if not os.path.lexists(path):
            raise exits.UsageError(f"there is no file or folder {path}")
    settings = config.load(paths, arguments.config, isolated=arguments.isolated)
    return Request(
        settings=settings,
        paths=tuple(paths) or (".",),
        usage=cost_usage.read(arguments, settings),
        drawing=any(text.startswith("html") for text in arguments.format or ()),
        devices=tuple(dict.fromkeys(arguments.device)),
        own=own_devices(settings, arguments.device_file),
        plans=tuple(dict.fromkeys(arguments.plan)),
        least_success=arguments.min_success or 0.0,
        shots=arguments.shots,
        tier=_tier(arguments),
        jobs=arguments.jobs,
        cache=not arguments.no_cache,
        progress=bar,
    )


def _tier(arguments: argparse.Namespace) -> Tier:
    """The tier that is asked for, or the best. Raises UsageError where Qiskit is missing for it."""
    from importlib.util import find_spec

    tier: Tier = arguments.tier or "billed"
    if tier != "static" and find_spec("qiskit") is None:
        raise exits.UsageError(f"{MISSING}; --tier static prices without it")
    return tier


def _place(text: str) -> tuple[str, int]:
    """The file and line in `FILE:LINE`. Raises UsageError."""
    file, _, line = text.rpartition(":")
    if not file or not line.isdecimal():
        raise exits.UsageError("--explain takes a place like ghz.py:31")
    return file, int(line)


def _explained(found: Bills, arguments: argparse.Namespace) -> str:
    from quantum_lint.report.cost import explain

    file, line = _place(arguments.explain)
    path = os.path.realpath(file)
    root = config.load([file], arguments.config, isolated=arguments.isolated).root
    chosen = [
        each
        for each in found.estimates
        if os.path.realpath(os.path.join(root, each.place.path)) == path
        and each.place.line <= line <= each.place.end_line
    ]
    if not chosen:
        lines = ", ".join(str(each.place.line) for each in found.estimates)
        raise exits.UsageError(
            f"no submission stands at line {line}" + (f"; there are some at {lines}" if lines else "")
        )
    return explain.render(chosen, cost_formats.paint(arguments, arguments.output))
