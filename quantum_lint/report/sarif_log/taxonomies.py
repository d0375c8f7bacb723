"""CWE and control frameworks as SARIF taxonomies."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sarif_om as sarif

from quantum_lint.model.rule import Rule

CWE = "CWE"


class Taxonomies:
    """The weaknesses and controls that some rules name, by framework."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        entries = {entry for rule in rules for entry in _entries(rule)}
        self._taxa: dict[str, list[str]] = {}
        for framework, taxon in sorted(entries):
            self._taxa.setdefault(framework, []).append(taxon)
        self._indexes = {framework: index for index, framework in enumerate(self._taxa)}

    def components(self) -> list[Any]:
        """One component for each framework, with only the entries that rules name."""
        return [
            sarif.ToolComponent(
                name=framework,
                short_description=sarif.MultiformatMessageString(text=f"Entries of {framework} that rules refer to."),
                taxa=[_taxon(framework, taxon) for taxon in taxa],
            )
            for framework, taxa in self._taxa.items()
        ]

    def references(self) -> list[Any]:
        """A reference to each framework."""
        return [self._reference(framework) for framework in self._taxa]

    def relationships(self, rule: Rule) -> list[Any]:
        """What the rule looks for, in the terms of each framework."""
        return [
            sarif.ReportingDescriptorRelationship(
                target=sarif.ReportingDescriptorReference(
                    id=taxon,
                    index=self._taxa[framework].index(taxon),
                    tool_component=self._reference(framework),
                ),
                kinds=["relevant"],
            )
            for framework, taxon in _entries(rule)
        ]

    def _reference(self, framework: str) -> Any:
        return sarif.ToolComponentReference(name=framework, index=self._indexes[framework])


def _entries(rule: Rule) -> list[tuple[str, str]]:
    """Framework and entry: `("CWE", "CWE-798")`, `("NIST SSDF", "PS.1.1")`."""
    weaknesses = [(CWE, name) for name in rule.cwe]
    controls = [(framework, name) for framework, _, name in (control.rpartition(" ") for control in rule.controls)]
    return weaknesses + controls


def _taxon(framework: str, taxon: str) -> Any:
    number = taxon.rpartition("-")[2]
    page = f"https://cwe.mitre.org/data/definitions/{number}.html" if framework == CWE else None
    return sarif.ReportingDescriptor(id=taxon, help_uri=page)
