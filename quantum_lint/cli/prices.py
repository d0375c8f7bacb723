"""`quantum-lint prices`: what is known of prices and devices, from when and from whom; and the newest, if asked."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping
from datetime import date
from typing import Any

from quantum_lint import config
from quantum_lint.cli import exits, options, outputs
from quantum_lint.cli.parser import nearest
from quantum_lint.cli.scan import count

EXAMPLES = """\
examples:
  quantum-lint prices                      all plans and devices, what is old marked
  quantum-lint prices --provider ibm --format json
  quantum-lint prices --stale-after 60 --fail-stale
  quantum-lint prices update               Amazon's public list of today, into quantum-lint-prices.json

Nothing but `update` uses the network.
"""
#: Where an update goes if the configuration names no price file.
FILE = "quantum-lint-prices.json"
#: Whose list is asked for if nothing else is said.
_DEFAULT = "braket"


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.epilog = EXAMPLES
    parser.add_argument("action", nargs="?", choices=("show", "update"), default="show", help="default: show")
    parser.add_argument("--provider", metavar="NAME", help="only what is of this provider")
    parser.add_argument("--format", choices=("table", "json"), default="table", help="default: table")
    parser.add_argument(
        "--stale-after", type=count, default=90, metavar="DAYS", help="what is older than this is old (default: 90)"
    )
    parser.add_argument("--fail-stale", action="store_true", help="exit with 1 if anything is old")
    parser.add_argument("--url", help="with update: the list to read, instead of the vendor's own address")
    parser.add_argument(
        "--output", type=options.text, metavar="FILE", help=f"with update: the file to write (default: {FILE})"
    )
    options.add_configuration(parser.add_argument_group("configuration"))


def run(arguments: argparse.Namespace) -> int:
    """Show what is known, or look for what is new."""
    _check(arguments)
    settings = config.load((), arguments.config, isolated=arguments.isolated)
    return _update(arguments, settings) if arguments.action == "update" else _show(arguments, settings)


def _check(arguments: argparse.Namespace) -> None:
    given = [name for name in ("url", "output") if getattr(arguments, name) is not None]
    if given and arguments.action != "update":
        raise exits.UsageError(f"--{given[0]} goes with update: quantum-lint prices update --{given[0]} ...")
    if arguments.action == "update" and (arguments.fail_stale or arguments.format != "table"):
        raise exits.UsageError("update tells what it changed; --fail-stale and --format go with show")


def _show(arguments: argparse.Namespace, settings: config.Settings) -> int:
    from quantum_lint import knowledge
    from quantum_lint.circuits.devices import shipped
    from quantum_lint.cost.own_devices import own_devices
    from quantum_lint.cost.plans import distinct, plans_of
    from quantum_lint.model.price_list import PriceList
    from quantum_lint.report.cost import prices

    known = PriceList(
        distinct(plans_of(knowledge.load().plans, settings)),
        tuple({**shipped(), **{device.name: device for device in own_devices(settings)}}.values()),
        date.today().isoformat(),
        arguments.stale_after,
    )
    if arguments.provider is not None:
        names = sorted({*(plan.provider for plan in known.plans), *(device.provider for device in known.devices)})
        if arguments.provider not in names:
            raise exits.UsageError(f"no price of {arguments.provider} is known{nearest(arguments.provider, names)}")
        known = known.of(arguments.provider)
    sys.stdout.write(prices.json_of(known) if arguments.format == "json" else prices.table(known))
    return exits.FINDINGS if arguments.fail_stale and known.stale else exits.CLEAN


def _update(arguments: argparse.Namespace, settings: config.Settings) -> int:
    from quantum_lint import knowledge
    from quantum_lint.cost import price_file, price_update
    from quantum_lint.cost.plans import distinct
    from quantum_lint.report.cost import prices

    known = knowledge.load()
    provider = arguments.provider or _DEFAULT
    table = _list_of(provider, known.price_lists)
    file = arguments.output or settings.cost.get("prices") or FILE
    old = price_file.read(file) if os.path.exists(file) else ()
    url = arguments.url or table["url"]
    try:
        found = price_update.listed(price_update.fetch(url), table["offer"])
        update = price_update.update((*old, *known.plans), provider, table, found, url)
    except price_update.UpdateError as error:
        raise exits.UsageError(f"{error}; nothing was changed") from error
    outputs.save(file, price_file.text_of(distinct((*update.plans, *old))))
    sys.stdout.write(prices.updated(update, file))
    if settings.cost.get("prices") is None:
        print(f'It counts from now on if the configuration names it: [cost] prices = "{file}"')
    return exits.CLEAN


def _list_of(provider: str, lists: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    table = lists.get(provider)
    if table is None:
        raise exits.UsageError(
            f"{provider} publishes no list of prices to read; --provider must be one of {', '.join(lists)}"
        )
    return table
