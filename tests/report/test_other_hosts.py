"""Reports for hosts other than GitHub: GitLab's Code Quality, reviewdog, JUnit, Markdown, counts."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest

from quantum_lint.model.finding import Finding, Suppression
from quantum_lint.report import RenderContext, render
from quantum_lint.report.parts.markdown import MOST_CHARACTERS
from tests.report import samples


def rendered(name: str, *findings: Finding, **changes: Any) -> str:
    return render(name, samples.report(*findings, **changes), RenderContext())


def test_a_gitlab_issue_has_what_gitlab_documents() -> None:
    (issue,) = json.loads(rendered("gitlab", samples.finding()))
    assert issue == {
        "description": samples.finding().message,
        "check_name": "token-in-call",
        "fingerprint": samples.finding().fingerprint,
        "severity": "critical",
        "location": {"path": "submit.py", "lines": {"begin": 5, "end": 5}},
    }


def test_gitlab_gets_no_two_issues_with_one_fingerprint() -> None:
    """It would drop one of them."""
    found = [samples.finding(), replace(samples.finding(), message="again")]
    issues = json.loads(rendered("gitlab", *found))
    assert [each["fingerprint"] for each in issues] == [found[0].fingerprint, f"{found[0].fingerprint}:2"]


@pytest.mark.parametrize(("severity", "shown"), [("high", "critical"), ("medium", "major"), ("low", "minor")])
def test_gitlab_names_severities_its_own_way(severity: str, shown: str) -> None:
    (issue,) = json.loads(rendered("gitlab", replace(samples.finding(), severity=severity)))
    assert issue["severity"] == shown


def sast(*findings: Finding, **changes: Any) -> dict[str, Any]:
    context = RenderContext(help=samples.card_of, moment="2026-11-21T09:00:00")
    table: dict[str, Any] = json.loads(render("gitlab-sast", samples.report(*findings, **changes), context))
    return table


def test_a_vulnerability_has_what_the_schema_of_gitlab_asks_for() -> None:
    """Written after the schema 15.0.7, which is not ours to ship: what it requires, its patterns and its limits."""
    finding = samples.finding()
    table = sast(finding)
    (vulnerability,) = table["vulnerabilities"]
    assert table["version"] == "15.0.7"
    assert vulnerability == {
        "id": finding.fingerprint,
        "name": "A literal reaches a credential parameter",
        "description": finding.message,
        "severity": "High",
        "identifiers": [
            {"type": "quantum_lint_rule", "name": "quantum-lint token-in-call", "value": "token-in-call"},
            {
                "type": "cwe",
                "name": "CWE-798",
                "value": "798",
                "url": "https://cwe.mitre.org/data/definitions/798.html",
            },
        ],
        "location": {"file": "submit.py", "start_line": 5, "end_line": 5},
        "tracking": {
            "type": "source",
            "items": [
                {
                    "file": "submit.py",
                    "start_line": 5,
                    "end_line": 5,
                    "signatures": [{"algorithm": "hash", "value": finding.fingerprint}],
                }
            ],
        },
        "solution": "Read the token from the environment, and revoke the one that was written down.",
    }


def test_the_scan_says_who_when_and_how_it_went() -> None:
    scan = sast(samples.finding())["scan"]
    assert set(scan) == {"analyzer", "scanner", "type", "start_time", "end_time", "status", "messages"}
    assert (scan["type"], scan["status"], scan["start_time"]) == ("sast", "success", "2026-11-21T09:00:00")
    assert {"id", "name", "version", "vendor"} == set(scan["analyzer"])
    broken = json.loads(render("gitlab-sast", samples.full(), RenderContext()))["scan"]
    assert broken["status"] == "failure"
    assert {message["level"] for message in broken["messages"]} == {"fatal", "warn"}


def test_the_limits_of_gitlab_are_kept_and_equal_findings_told_apart() -> None:
    finding = samples.finding()
    long = replace(finding, rule=finding.rule._replace(summary="long " * 100))
    found = sast(long, replace(finding, message="again"))["vulnerabilities"]
    assert len(found[0]["name"]) == 255
    assert [each["id"] for each in found] == [finding.fingerprint, f"{finding.fingerprint}:2"]


@pytest.mark.parametrize("name", ["gitlab", "gitlab-sast", "rdjson", "junit", "markdown"])
def test_a_notebook_is_named_by_line_of_the_file_and_by_cell(name: str) -> None:
    text = rendered(name, samples.in_notebook())
    assert "vqe.ipynb" in text
    assert "cell 3" in text


@pytest.mark.parametrize("name", ["gitlab", "gitlab-sast", "rdjson", "junit", "markdown"])
def test_what_could_not_be_read_is_told(name: str) -> None:
    assert "ot fully read" in render(name, samples.full(), RenderContext())


@pytest.mark.parametrize("name", ["gitlab", "gitlab-sast", "rdjson", "junit", "markdown"])
def test_what_is_suppressed_is_left_out(name: str) -> None:
    found = samples.full()
    hidden = [each for each in found.findings if each.suppressed]
    assert hidden
    text = render(name, found._replace(findings=tuple(hidden), unreadable=(), errors=()), RenderContext())
    assert hidden[0].rule.name not in text


def test_a_diagnostic_has_the_line_the_rule_and_the_places_that_explain_it() -> None:
    result = json.loads(render("rdjson", samples.full(), RenderContext()))
    assert result["source"] == {"name": "quantum-lint"}
    first = result["diagnostics"][0]
    assert first["severity"] == "ERROR"
    assert first["code"]["value"] in {each.rule.name for each in samples.full().findings}
    assert first["location"]["range"]["start"]["line"] >= 1
    assert all(each["severity"] in ("ERROR", "WARNING", "INFO") for each in result["diagnostics"])
    assert any("relatedLocations" in each for each in result["diagnostics"])


def test_each_finding_is_a_failed_test_in_the_suite_of_its_file() -> None:
    top = fromstring(rendered("junit", samples.finding(), samples.in_notebook()))
    assert top.attrib == {"name": "quantum-lint", "tests": "2", "failures": "2", "errors": "0"}
    assert [suite.get("name") for suite in top] == ["submit.py", "vqe.ipynb"]
    (case,) = top[0]
    assert case.attrib == {
        "classname": "submit.py",
        "name": "token-in-call at submit.py:5:25",
        "file": "submit.py",
        "line": "5",
    }
    (failure,) = case
    assert failure.get("type") == "high"
    assert failure.get("message") == samples.finding().message


def test_no_finding_is_a_test_that_passed() -> None:
    top = fromstring(rendered("junit"))
    assert top.get("tests") == "1"
    assert top.get("failures") == "0"
    assert [len(case) for suite in top for case in suite] == [0]


def test_xml_holds_whatever_stands_in_a_path() -> None:
    text = rendered("junit", samples.finding(path='a<b>&"\x07\udc80.py', message="<x> & \x00"))
    fromstring(text)
    text.encode("utf-8")


def test_the_headline_of_markdown_counts() -> None:
    text = rendered("markdown", samples.finding(), samples.in_notebook())
    assert text.startswith("**quantum-lint: 2 findings** (1 high, 1 medium) in 2 files; ")
    assert "| high | `token-in-call` | submit.py:5 | " in text
    assert rendered("markdown").startswith("**quantum-lint: nothing found** in ")


def test_markdown_shows_what_is_said_and_calls_nobody() -> None:
    message = "`a|b` of @somebody is <b>not</b> | #1 *here*\n# no"
    row = rendered("markdown", samples.finding(message=message)).splitlines()[4]
    assert r"`a\|b` of @<!-- -->somebody is \<b\>not\</b\> \| #<!-- -->1 \*here\* #<!-- --> no |" in row


def test_a_lone_backquote_opens_nothing() -> None:
    row = rendered("markdown", samples.finding(message="`a` and ` b_c")).splitlines()[4]
    assert r"`a` and \` b\_c |" in row


def test_markdown_tells_what_was_there_before_from_what_is_suppressed() -> None:
    before = replace(samples.finding(), suppressed=Suppression("before", reason="was there at 0123456789"))
    text = rendered("markdown", samples.finding(), before, before, samples.suppressed())
    assert text.startswith(
        "**quantum-lint: 1 finding** (1 high) in 1 file; 3 files scanned. 2 findings known from before."
    )
    assert text.splitlines()[0].endswith(" 1 finding suppressed.")


def test_counts_are_lines_that_shells_read() -> None:
    assert rendered("counts", samples.finding(), samples.suppressed(), scanned=3) == (
        "findings=1\nhigh=1\nmedium=0\nlow=0\nsuppressed=1\nscanned=3\nunreadable=0\nerrors=0\n"
    )


def test_markdown_fits_into_a_comment_and_says_what_it_left_out() -> None:
    text = rendered("markdown", *[samples.finding(message="x" * 400)] * 300)
    assert len(text) <= MOST_CHARACTERS + 500
    rows = sum(line.startswith("| high |") for line in text.splitlines())
    assert f"{300 - rows} findings of the least severe are left out here." in text
