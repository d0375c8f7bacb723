"""Scans of files in memory."""

from __future__ import annotations

from datetime import date
from functools import partial

from quantum_lint import config
from quantum_lint.circuits.examine import examine_file, wanted
from quantum_lint.cost.compare import compare
from quantum_lint.cost.request import Request
from quantum_lint.cost.survey import extras_of, priced
from quantum_lint.engine import ScanRequest, scan
from quantum_lint.model.comparison import Comparison
from quantum_lint.model.estimate import Bills
from quantum_lint.model.file import File
from quantum_lint.model.report import Report

#: A day on which no example's exemption has run out unless it means to.
TODAY = date(2027, 2, 28)


def settings_for(configuration: str | None = None, **changes: object) -> config.Settings:
    """Settings as a user would have written them in quantum-lint.toml, with some values set over them."""
    return config.parse(configuration or "", "quantum-lint.toml", **changes)


def scan_files(
    files: tuple[File, ...], settings: config.Settings, prefilter: bool = True, earlier: tuple[File, ...] = ()
) -> Report:
    """The report on the files, as a change of the `earlier` ones if there are any; a defect of ours is raised."""
    compared = partial(_compared, earlier, files, settings) if earlier else None
    report = scan(ScanRequest(settings, files=files, prefilter=prefilter, today=TODAY, compared=compared))
    assert not report.errors, report.errors
    return report


def _compared(earlier: tuple[File, ...], files: tuple[File, ...], settings: config.Settings) -> Comparison:
    return compare(_bills(earlier, settings), _bills(files, settings), "main")


def _bills(files: tuple[File, ...], settings: config.Settings) -> Bills:
    request = Request(settings)
    contents = {file.path: file.data for file in files}
    read = (examine_file(file, contents.get, extras_of(request)) for file in files if wanted(file.path))
    return priced(tuple(read), request)
