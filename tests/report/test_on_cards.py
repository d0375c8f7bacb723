"""The reports of every card's bad examples together: positions, and SARIF as others judge it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from quantum_lint import catalog
from quantum_lint.model.file import File
from quantum_lint.model.finding import Finding, RelatedPlace
from quantum_lint.model.report import Report
from quantum_lint.parse.decode import decode
from quantum_lint.report import RenderContext, render
from tests.report.sarif_tools import multitool_errors, schema_errors
from tests.report.test_json import SCHEMA, undescribed
from tests.support.cards import all_examples, build
from tests.support.scanning import scan_files, settings_for

CONTEXT = RenderContext(help=catalog.body, show_suppressed=True, exit_code=1)


def moved(finding: Finding, folder: str) -> Finding:
    """The finding as if its file stood in the folder."""

    def below(related: RelatedPlace) -> RelatedPlace:
        return replace(related, place=replace(related.place, path=f"{folder}/{related.place.path}"))

    place = replace(finding.place, path=f"{folder}/{finding.place.path}")
    return replace(finding, place=place, related=tuple(below(related) for related in finding.related))


@pytest.fixture(scope="module")
def scanned() -> tuple[Report, dict[str, File]]:
    """One report on every bad example, each in a folder of its own, and the files by path."""
    findings: list[Finding] = []
    files: dict[str, File] = {}
    for example in all_examples():
        if not example.good:
            built = build(example)
            report = scan_files(built.files, settings_for(built.configuration, persona="auditor"))
            findings += [moved(finding, example.name) for finding in report.findings]
            files.update({f"{example.name}/{file.path}": file for file in built.files})
    return Report(tuple(findings), scanned=len(files), version="0"), files


@pytest.fixture(scope="module")
def log(scanned: tuple[Report, dict[str, File]]) -> str:
    """The report as SARIF."""
    return render("sarif", scanned[0], CONTEXT)


def regions(log: str) -> Iterator[tuple[str, dict[str, int]]]:
    """File and region of every place of every result."""
    for result in json.loads(log)["runs"][0]["results"]:
        for place in (*result["locations"], *result.get("relatedLocations", ())):
            physical = place["physicalLocation"]
            yield physical["artifactLocation"]["uri"], physical["region"]


def marked(file: File, region: dict[str, int]) -> str:
    """What stands in the file at the region, counted as SARIF counts: lines from 1, columns in characters from 1."""
    lines = decode(file.data)[0].split("\n")
    first, last = region["startLine"] - 1, region["endLine"] - 1
    if first == last:
        return lines[first][region["startColumn"] - 1 : region["endColumn"] - 1]
    between = lines[first + 1 : last]
    return "\n".join([lines[first][region["startColumn"] - 1 :], *between, lines[last][: region["endColumn"] - 1]])


def test_each_region_is_the_span_that_was_found(scanned: tuple[Report, dict[str, File]], log: str) -> None:
    report, files = scanned
    places = [place for each in report.findings for place in (each.place, *(part.place for part in each.related))]
    found = list(regions(log))
    assert len(found) == len(places) > 100
    for place, (_, region) in zip(places, found, strict=True):
        file = files[place.path]
        assert marked(file, region) == decode(file.data[place.span.start : place.span.end])[0], place


def test_every_result_has_a_whole_region(log: str) -> None:
    for uri, region in regions(log):
        assert set(region) == {"startLine", "startColumn", "endLine", "endColumn"}, uri


@pytest.mark.tool
def test_the_sarif_schema_has_nothing_against_it(log: str) -> None:
    assert schema_errors(log) == []


@pytest.mark.tool
def test_the_multitool_has_nothing_against_it(log: str, tmp_path: Path) -> None:
    assert multitool_errors(log, tmp_path) == []


def test_rules_keep_within_what_github_shows(log: str) -> None:
    for rule in json.loads(log)["runs"][0]["tool"]["driver"]["rules"]:
        assert len(rule["properties"]["tags"]) <= 10
        assert rule["fullDescription"]["text"] != rule["shortDescription"]["text"]
        assert f"# {rule['id']}" in rule["help"]["markdown"]


def test_the_json_matches_its_schema(scanned: tuple[Report, dict[str, File]]) -> None:
    written: Any = json.loads(render("json", scanned[0], CONTEXT))
    jsonschema.Draft202012Validator(SCHEMA).validate(written)
    assert list(undescribed(written, SCHEMA)) == []


def test_no_line_of_text_holds_a_control_character(scanned: tuple[Report, dict[str, File]]) -> None:
    shown = render("text", scanned[0], CONTEXT._replace(width=100))
    assert all(line.isprintable() or "\u3000" in line for line in shown.splitlines())
