"""SARIF as the schema and Microsoft's validator judge it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from quantum_lint.model.report import Report
from quantum_lint.report import RenderContext, render
from tests.report import samples
from tests.report.sarif_tools import multitool_errors, schema_errors

CONTEXT = RenderContext(root="/work", show_suppressed=True, exit_code=3, help=samples.card_of)
REPORTS = {
    "full": samples.full(),
    "empty": samples.report(),
    "roles": samples.report(
        replace(samples.travelled(), related=(replace(samples.travelled().related[0], role="before"),))
    ),
}


@pytest.mark.tool
@pytest.mark.parametrize("name", REPORTS)
def test_the_schema_has_nothing_against_it(name: str) -> None:
    assert schema_errors(render("sarif", REPORTS[name], CONTEXT)) == []


@pytest.mark.tool
@pytest.mark.parametrize("name", REPORTS)
def test_the_multitool_has_nothing_against_it(name: str, tmp_path: Path) -> None:
    assert multitool_errors(render("sarif", REPORTS[name], CONTEXT), tmp_path) == []


@pytest.mark.tool
def test_the_validators_would_say_so(tmp_path: Path) -> None:
    log = render("sarif", REPORTS["full"], CONTEXT)
    assert schema_errors(log.replace('"level":"error"', '"level":"critical"'))
    assert multitool_errors(log.replace('"ruleIndex":1', '"ruleIndex":9'), tmp_path)


def test_a_report_is_the_same_every_time() -> None:
    report: Report = samples.full()
    assert render("sarif", report, CONTEXT) == render("sarif", report, CONTEXT)
