"""`quantum-lint rule NAME`: the rule's card."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from quantum_lint import catalog, config
from quantum_lint.cli import exits, options
from quantum_lint.cli.parser import nearest
from quantum_lint.model.rule import Rule


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("name", metavar="NAME", help="name of the rule, present or former")
    parser.add_argument("--format", choices=("text", "markdown", "json"), default="text")
    parser.add_argument(
        "--config", type=options.text, metavar="FILE", help="look among the cards that this configuration names, too"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the card."""
    rules = catalog.load(config.load((), arguments.config).packs)
    rule = rules.resolve(arguments.name)
    if rule is None:
        raise exits.UsageError(
            f"there is no such rule{nearest(arguments.name, rules.rules)}\n'quantum-lint rules' lists them."
        )
    sys.stdout.write(_RENDERERS[arguments.format](rule))
    return exits.CLEAN


def as_table(rule: Rule) -> dict[str, Any]:
    """What the front matter says, for machines."""
    return {
        "name": rule.name,
        "pack": rule.pack,
        "summary": rule.summary,
        "severity": rule.severity,
        "confidence": rule.confidence,
        "persona": rule.persona,
        "since": rule.since,
        "scope": rule.scope,
        "languages": list(rule.languages),
        "fix": rule.fix,
        "options": {
            name: {"default": option.default, "help": option.help, "policy": option.policy}
            for name, option in rule.options.items()
        },
        "cwe": list(rule.cwe),
        "controls": list(rule.controls),
        "references": list(rule.references),
        "was": list(rule.was),
    }


def _json(rule: Rule) -> str:
    import json

    return json.dumps({**as_table(rule), "help": catalog.body(rule)}, indent=2) + "\n"


def _text(rule: Rule) -> str:
    """The card with the facts of its front matter as a list below the title."""
    title, _, rest = catalog.body(rule).partition("\n")
    facts = "".join(f"- {name}: {value}\n" for name, value in _facts(rule))
    return f"{title}\n\n{rule.summary[0].upper()}{rule.summary[1:]}.\n\n{facts}{_options(rule)}{rest}"


def _facts(rule: Rule) -> list[tuple[str, str]]:
    facts = [
        ("pack", rule.pack),
        ("severity", f"{rule.severity} (confidence {rule.confidence}, persona {rule.persona})"),
        ("reads", "every text" if "*" in rule.languages else ", ".join(rule.languages)),
        ("fix", _FIXES[rule.fix]),
        ("weakness", ", ".join(rule.cwe)),
        ("controls", ", ".join(rule.controls)),
        ("formerly", ", ".join(rule.was)),
        ("see", " ".join(rule.references)),
    ]
    return [(name, value) for name, value in facts if value]


def _options(rule: Rule) -> str:
    return "".join(
        f"- option {name} = {option.default!r}: {option.help}"
        + (f" (policy.{option.policy})\n" if option.policy else "\n")
        for name, option in rule.options.items()
    )


_FIXES = {
    None: "by hand",
    "safe": "quantum-lint scan --fix",
    "unsafe": "quantum-lint scan --fix --unsafe-fixes",
}
_RENDERERS = {"text": _text, "markdown": catalog.body, "json": _json}
