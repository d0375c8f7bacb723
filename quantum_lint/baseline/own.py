"""quantum-lint-baseline.json: fingerprints with the rule and path they belong to, sorted, without line numbers."""

from __future__ import annotations

from collections.abc import Iterable

from quantum_lint.baseline import BaselineError, files
from quantum_lint.model.finding import Finding

VERSION = 1


def read(file: str) -> dict[str, tuple[str, str]]:
    """Fingerprint -> rule and path. Raises BaselineError."""
    table = files.read(file)
    version = table.get("version")
    if version is None:
        raise BaselineError(file, "is no baseline of quantum-lint; `quantum-lint baseline write` makes one")
    if version != VERSION:
        raise BaselineError(file, f"has version {version!r}; this quantum-lint reads version {VERSION}")
    try:
        return {row["fingerprint"]: (row["rule"], row["path"]) for row in table["findings"]}
    except (KeyError, TypeError) as error:
        raise BaselineError(file, "is damaged; write it anew with `quantum-lint baseline write`") from error


def write(file: str, findings: Iterable[Finding]) -> int:
    """Write the findings as the baseline; how many they are."""
    rows = sorted({(each.place.path, each.rule.name, each.fingerprint) for each in findings})
    table = {
        "version": VERSION,
        "findings": [{"path": path, "rule": rule, "fingerprint": fingerprint} for path, rule, fingerprint in rows],
    }
    files.write(file, table)
    return len(rows)
