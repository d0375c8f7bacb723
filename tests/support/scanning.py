"""Scans of files in memory."""

from __future__ import annotations

from datetime import date

from quantum_lint import config
from quantum_lint.engine import ScanRequest, scan
from quantum_lint.model.file import File
from quantum_lint.model.report import Report

#: A day on which no example's exemption has run out unless it means to.
TODAY = date(2027, 2, 28)


def settings_for(configuration: str | None = None, **changes: object) -> config.Settings:
    """Settings as a user would have written them in quantum-lint.toml, with some values set over them."""
    return config.parse(configuration or "", "quantum-lint.toml", **changes)


def scan_files(files: tuple[File, ...], settings: config.Settings, prefilter: bool = True) -> Report:
    """The report on the files; a defect of ours is raised."""
    report = scan(ScanRequest(settings, files=files, prefilter=prefilter, today=TODAY))
    assert not report.errors, report.errors
    return report
