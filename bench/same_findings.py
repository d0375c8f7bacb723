"""Check that looking for signs first loses nothing: scan folders with and without it and compare the findings.

Usage: python bench/same_findings.py FOLDER [FOLDER ...]

Prints what only one of the two found, and ends with 1 if there is anything. Without signs every rule reads every text,
which takes some fifty times as long; the tests do the same with the examples of the cards.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from unittest.mock import patch

from quantum_lint import config
from quantum_lint.engine import ScanRequest, scan
from quantum_lint.match import credential_defaults, named_values

Key = tuple[str, int, int, str, str]


def findings(folder: str, prefilter: bool) -> set[Key]:
    """Path, line, column, rule and message of every finding in the folder, for an auditor."""
    settings = config.parse("", "quantum-lint.toml", root=folder, persona="auditor")
    report = scan(ScanRequest(settings, paths=(folder,), jobs=1, prefilter=prefilter))
    assert not report.errors, report.errors
    places = ((each.place, each) for each in report.findings)
    return {(place.path, place.line, place.column, each.rule.name, each.message) for place, each in places}


def main(folders: Sequence[str]) -> int:
    """Compare both ways of scanning each folder."""
    fast = {folder: findings(folder, prefilter=True) for folder in folders}
    different = 0
    for folder in folders:
        # Two rules look at names before they read code; here they read all of it.
        with patch.object(credential_defaults, "may_name_secret"), patch.object(named_values, "may_bind_secret"):
            slow = findings(folder, prefilter=False)
        for key in sorted(fast[folder] ^ slow):
            print("only with" if key in fast[folder] else "only without", *key)
        different += len(fast[folder] ^ slow)
        print(f"{folder}: {len(fast[folder])} findings, {len(slow)} without looking for signs first")
    return 1 if different else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    sys.exit(main(sys.argv[1:]))
