"""`.secrets.baseline` of detect-secrets 1.x: SHA-1 hashes of secrets by file.

Its other tables (plugins, filters) belong to detect-secrets and are kept as they stand.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Any

from quantum_lint.baseline import BaselineError, Hashes, files
from quantum_lint.model.finding import Finding
from quantum_lint.model.report import Report

#: Entries need a type that detect-secrets knows, or its audit stops at them; this one stands for secrets by context.
TYPE = "Secret Keyword"


def read(file: str) -> dict[str, Any]:
    """The whole table, its `results` checked. Raises BaselineError."""
    table = files.read(file)
    results = table.get("results")
    if not isinstance(results, dict) or not all(isinstance(rows, list) for rows in results.values()):
        raise BaselineError(file, "is not a baseline of detect-secrets: it has no table of results")
    return table


def accepted(table: dict[str, Any], report: Report, hashes: Hashes) -> frozenset[str]:
    """Fingerprints of the credential findings all of whose secrets the baseline lists for their file.

    An entry that somebody audited as a real secret (`is_secret`) accepts nothing.
    """
    listed = {
        (_posix(path), row.get("hashed_secret"))
        for path, rows in table["results"].items()
        for row in rows
        if row.get("is_secret") is not True
    }
    return frozenset(
        finding.fingerprint
        for finding in report.findings
        if (own := hashes.get(finding.fingerprint)) and all((finding.place.path, each) in listed for each in own)
    )


def write(report: Report, file: str, hashes: Hashes) -> int:
    """Write every open credential finding; what an existing baseline says of the same secrets is kept."""
    table = read(file) if os.path.exists(file) else _empty()
    known = {(path, row["hashed_secret"]): row for path, row in _rows(table)}
    found = {key: known.get(key, row) for key, row in _entries(report.open(), hashes)}
    _save(file, table, found)
    return len(found)


def update(report: Report, file: str, hashes: Hashes) -> tuple[int, int]:
    """Take out what is found no more."""
    table = read(file)
    known = {(path, row["hashed_secret"]): row for path, row in _rows(table)}
    present = {key for key, _ in _entries(report.findings, hashes)}
    kept = {key: row for key, row in known.items() if key in present}
    _save(file, table, kept)
    return len(kept), len(known) - len(kept)


def _entries(findings: tuple[Finding, ...], hashes: Hashes) -> Iterator[tuple[tuple[str, str], dict[str, Any]]]:
    for finding in findings:
        for digest in hashes.get(finding.fingerprint, ()):
            path = finding.place.path
            yield (
                (path, digest),
                {
                    "type": TYPE,
                    "filename": path,
                    "hashed_secret": digest,
                    "is_verified": False,
                    "line_number": finding.place.line,
                },
            )


def _rows(table: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, rows in table["results"].items():
        yield from ((_posix(path), row) for row in rows)


def _save(file: str, table: dict[str, Any], entries: dict[tuple[str, str], dict[str, Any]]) -> None:
    results: dict[str, list[dict[str, Any]]] = {}
    for (path, _), row in sorted(entries.items(), key=lambda item: (item[0][0], item[1]["line_number"], item[0][1])):
        results.setdefault(path, []).append(row)
    generated = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    files.write(file, {**table, "results": results, "generated_at": generated})


def _empty() -> dict[str, Any]:
    """The tables that detect-secrets writes with its default plugins and filters, and no results."""
    from detect_secrets.core.baseline import format_for_output
    from detect_secrets.core.secrets_collection import SecretsCollection
    from detect_secrets.settings import default_settings

    with default_settings():
        table: dict[str, Any] = format_for_output(SecretsCollection())
    return table


def _posix(path: str) -> str:
    return path.replace("\\", "/")
