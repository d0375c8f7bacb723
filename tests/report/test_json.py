"""The JSON contract and its schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from quantum_lint.model.report import Report
from quantum_lint.report import RenderContext, render
from tests.report import samples

SCHEMA: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "docs/schema/scan.schema.json").read_text(encoding="utf-8")
)


def as_json(report: Report) -> Any:
    """The report as a program reads it."""
    return json.loads(render("json", report, RenderContext()))


def _without_reference(schema: Any) -> Any:
    return {key: value for key, value in schema.items() if key != "$ref"}


def undescribed(value: Any, schema: Any, at: str = "$") -> Iterator[str]:
    """Every property of the value that the schema says nothing about."""
    while "$ref" in schema:
        target = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]
        properties = {**target.get("properties", {}), **schema.get("properties", {})}
        schema = {**_without_reference(schema), **target, "properties": properties}
    if "anyOf" in schema and value is not None:
        schema = SCHEMA["$defs"][schema["anyOf"][1]["$ref"].rpartition("/")[2]]
    if isinstance(value, dict):
        for key, item in value.items():
            described = schema.get("properties", {}).get(key, schema.get("additionalProperties"))
            if described is None:
                yield f"{at}.{key}"
            else:
                yield from undescribed(item, described, f"{at}.{key}")
    for number, item in enumerate(value if isinstance(value, list) else ()):
        yield from undescribed(item, schema["items"], f"{at}[{number}]")


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("report", [samples.full(), samples.report(), samples.report(scanned=0)])
def test_a_report_matches_the_schema_and_the_schema_describes_all_of_it(report: Report) -> None:
    written = as_json(report)
    jsonschema.Draft202012Validator(SCHEMA).validate(written)
    assert list(undescribed(written, SCHEMA)) == []


@pytest.mark.parametrize("missing", ["rule", "line", "cell", "fingerprint", "suppressed", "related"])
def test_the_schema_misses_no_field(missing: str) -> None:
    written = as_json(samples.full())
    del written["findings"][0][missing]
    with pytest.raises(jsonschema.ValidationError, match=missing):
        jsonschema.Draft202012Validator(SCHEMA).validate(written)


def test_a_notebook_finding_has_both_places() -> None:
    found = as_json(samples.report(samples.in_notebook()))["findings"][0]
    assert (found["line"], found["column"], found["end_column"]) == (3, 13, 33)
    assert found["cell"] == {"index": 2, "id": "ab12", "line": 2, "output": None, "mime": None}


def test_suppressed_findings_are_marked_and_not_counted() -> None:
    written = as_json(samples.full())
    assert written["findings"][2]["suppressed"] == {
        "kind": "comment", "reason": "a shared account", "until": "2027-03-01", "owner": "ops",
    }  # fmt: skip
    assert written["stats"]["findings"] == {"high": 1, "medium": 1, "low": 0}
    assert written["stats"]["suppressed"] == 1


def test_characters_are_written_as_they_are() -> None:
    assert "鍵" in render("json", samples.report(samples.finding(message="Das ist 鍵.")), RenderContext())
