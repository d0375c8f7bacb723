"""The tool and its rules, as far as they have results."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import sarif_om as sarif

from quantum_lint.model.finding import Finding
from quantum_lint.model.rule import Rule
from quantum_lint.report.parts.card import first_paragraph, section
from quantum_lint.report.parts.counts import gravest
from quantum_lint.report.sarif_log.results import LEVELS
from quantum_lint.report.sarif_log.taxonomies import Taxonomies

#: On GitHub's scale, where 7 begins high and 4 begins medium.
_SCORES: dict[str, str] = {"high": "8.0", "medium": "5.5", "low": "2.0"}
_PROBLEMS: dict[str, str] = {"high": "error", "medium": "warning", "low": "recommendation"}
LONGEST_DESCRIPTION = 1024
#: GitHub shows this many tags of a rule.
MOST_TAGS = 10


class Rules:
    """The rules of some findings, in alphabetical order."""

    def __init__(self, findings: Iterable[Finding], taxonomies: Taxonomies, card: Callable[[Rule], str]) -> None:
        self._severities: dict[str, set[str]] = {}
        rules: dict[str, Rule] = {}
        for finding in findings:
            rules[finding.rule.name] = finding.rule
            self._severities.setdefault(finding.rule.name, set()).add(finding.severity)
        self._rules = [rules[name] for name in sorted(rules)]
        self._indexes = {rule.name: index for index, rule in enumerate(self._rules)}
        self._taxonomies = taxonomies
        self._card = card

    def index(self, rule: Rule) -> int:
        """Where the rule stands in the driver's list."""
        return self._indexes[rule.name]

    def driver(self, version: str) -> Any:
        """quantum-lint itself."""
        return sarif.ToolComponent(
            name="quantum-lint",
            full_name=f"quantum-lint {version}",
            version=version,
            semantic_version=version,
            short_description=sarif.MultiformatMessageString(
                text="A static scanner for repositories that use quantum hardware."
            ),
            rules=[self._descriptor(rule) for rule in self._rules],
            supported_taxonomies=self._taxonomies.references() or None,
        )

    def _descriptor(self, rule: Rule) -> Any:
        """The rule. GitHub grades by rule, so it gets the gravest severity that its findings have in this run."""
        severity = gravest(self._severities[rule.name])
        card = self._card(rule)
        summary = _sentence(rule.summary)
        description = first_paragraph(section(card, "What it does")) or summary
        return sarif.ReportingDescriptor(
            id=rule.name,
            name="".join(word.capitalize() for word in rule.name.split("-")),
            deprecated_ids=list(rule.was) or None,
            short_description=_message(summary),
            full_description=_message(description),
            help=sarif.MultiformatMessageString(text=card or summary, markdown=card or None),
            default_configuration=sarif.ReportingConfiguration(level=LEVELS[severity]),
            relationships=self._taxonomies.relationships(rule) or None,
            properties={
                "tags": _tags(rule),
                "security-severity": _SCORES[severity],
                "problem.severity": _PROBLEMS[severity],
                "precision": rule.confidence,
            },
        )


def _message(text: str) -> Any:
    clipped = text if len(text) <= LONGEST_DESCRIPTION else f"{text[: LONGEST_DESCRIPTION - 3]}..."
    return sarif.MultiformatMessageString(text=clipped)


def _sentence(summary: str) -> str:
    return f"{summary[:1].upper()}{summary[1:]}."


def _tags(rule: Rule) -> list[str]:
    """What GitHub filters by; it reads CWE ids in the form that CodeQL gives them."""
    return ["security", rule.pack, *(f"external/cwe/{name.lower()}" for name in rule.cwe)][:MOST_TAGS]
