"""`quantum-lint rules`: every rule in one line."""

from __future__ import annotations

import argparse
import json

from quantum_lint import catalog, config
from quantum_lint.cli import exits, options
from quantum_lint.cli.parser import nearest
from quantum_lint.cli.rule import as_table
from quantum_lint.model.rule import PERSONAS, Rule


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--pack", help="only the rules of this pack")
    parser.add_argument("--persona", choices=PERSONAS, help="only what this persona is shown")
    parser.add_argument(
        "--config", type=options.text, metavar="FILE", help="list the cards that this configuration names, too"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the table."""
    rules = catalog.load(config.load((), arguments.config).packs)
    if arguments.pack is not None and arguments.pack not in rules.packs:
        raise exits.UsageError(f"--pack must be one of {', '.join(rules.packs)}{nearest(arguments.pack, rules.packs)}")
    chosen = sorted(
        (rule for rule in rules.rules.values() if _wanted(rule, arguments)), key=lambda rule: (rule.pack, rule.name)
    )
    if arguments.format == "json":
        print(json.dumps([as_table(rule) for rule in chosen], indent=2))
    else:
        _print_table(chosen)
    return exits.CLEAN


def _wanted(rule: Rule, arguments: argparse.Namespace) -> bool:
    shown = arguments.persona is None or PERSONAS.index(rule.persona) <= PERSONAS.index(arguments.persona)
    return shown and arguments.pack in (None, rule.pack)


def _print_table(rules: list[Rule]) -> None:
    width = max((len(rule.name) for rule in rules), default=0)
    pack = ""
    for rule in rules:
        if rule.pack != pack:
            print(f"{'' if not pack else chr(10)}{rule.pack}")
            pack = rule.pack
        fix = f"  [{rule.fix} fix]" if rule.fix else ""
        print(f"  {rule.name:<{width}}  {rule.severity:<6}  {rule.persona:<8}  {rule.summary}{fix}")
