"""SARIF within what GitHub takes and shows of it: what is too much is left out, the least severe first, and said.

The limits: https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support-for-code-scanning
"""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from quantum_lint.model.finding import Finding, RelatedPlace
from quantum_lint.model.report import Report
from quantum_lint.report import RenderContext, render, sarif
from quantum_lint.report.sarif import MOST_RESULTS
from tests.report import samples
from tests.report.sarif_tools import multitool_errors, schema_errors
from tests.report.test_sarif import result_of, run_of

#: What GitHub shows; it takes ten times as many locations and twice as many tags.
MOST_LOCATIONS, MOST_STEPS, MOST_TAGS, LONGEST_NAME, LONGEST_DESCRIPTION = 100, 1000, 10, 255, 1024


def far_travelled(places: int) -> Finding:
    """A finding whose value passed through this many places before, each on a line of its own."""
    lines = "".join(f"value = step({number})\n" for number in range(places))
    steps = (
        RelatedPlace(samples.place(lines, f"step({number})"), f"step {number}", role="before")
        for number in range(places)
    )
    return samples.finding(related=tuple(steps))


def excessive() -> Report:
    """More of everything than GitHub shows of one rule and one result."""
    named = samples.rule(
        cwe=tuple(f"CWE-{number}" for number in range(1, 31)), summary="a literal " * 200, name="literal-" * 20 + "end"
    )
    return samples.report(replace(far_travelled(1200), rule=named))


def test_long_descriptions_are_clipped() -> None:
    card = f"## What it does\n{'long ' * 400}\n"
    (rule,) = run_of(samples.report(samples.finding()), help=lambda _: card)["tool"]["driver"]["rules"]
    assert len(rule["fullDescription"]["text"]) == 1024


@pytest.fixture(scope="module")
def crowded() -> Any:
    """The run of a report with one result too many; the most severe comes last."""
    low = replace(samples.finding(), severity="low")
    return run_of(samples.report(*[low] * MOST_RESULTS, samples.finding(severity="high")))


def test_too_many_results_are_cut_from_the_least_severe(crowded: Any) -> None:
    assert len(crowded["results"]) == MOST_RESULTS
    assert crowded["results"][0]["level"] == "error"
    (note,) = crowded["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"] == "1 result left out, the least severe ones."


def test_the_largest_log_is_one_that_github_takes(crowded: Any) -> None:
    assert len(gzip.compress(json.dumps(crowded).encode())) < 10_000_000


def test_a_log_too_large_to_upload_is_cut_from_the_least_severe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "MOST_BYTES", 12_000)
    noise = Random(1)
    low = [
        replace(samples.finding(), severity="low", message=f"{noise.getrandbits(2000):x}", fingerprint=str(number))
        for number in range(200)
    ]
    report = samples.report(*low, samples.finding(severity="high"))
    text = render("sarif", report, RenderContext())
    (run,) = json.loads(text)["runs"]
    assert 10 < len(run["results"]) < 201
    assert len(gzip.compress(text.encode())) <= 12_000
    assert run["results"][0]["level"] == "error"
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"] == f"{201 - len(run['results'])} results left out, the least severe ones."


def test_a_name_fits() -> None:
    (rule,) = run_of(excessive())["tool"]["driver"]["rules"]
    assert len(rule["name"]) <= LONGEST_NAME


def test_long_summaries_are_clipped() -> None:
    (rule,) = run_of(excessive(), help=lambda _: "")["tool"]["driver"]["rules"]
    assert len(rule["shortDescription"]["text"]) == len(rule["fullDescription"]["text"]) == LONGEST_DESCRIPTION


def test_a_rule_has_no_more_tags_than_are_shown_and_the_pack_among_them() -> None:
    (rule,) = run_of(excessive())["tool"]["driver"]["rules"]
    tags = rule["properties"]["tags"]
    assert len(tags) == MOST_TAGS
    assert tags[:3] == ["security", "credentials", "external/cwe/cwe-1"]
    assert len(rule["relationships"]) == 32, "what is no tag is still a taxon"


def test_a_result_has_no_more_places_than_are_shown_and_says_how_many_there_are() -> None:
    (result,) = run_of(excessive())["results"]
    assert len(result["relatedLocations"]) == MOST_LOCATIONS
    assert result["message"]["text"].endswith("[step 99](100)\n1,100 more places left out.")
    assert "left out" not in result_of(far_travelled(MOST_LOCATIONS))["message"]["text"]


def test_a_way_has_no_more_steps_than_are_shown_and_ends_at_the_finding() -> None:
    (result,) = run_of(excessive())["results"]
    steps = result["codeFlows"][0]["threadFlows"][0]["locations"]
    assert MOST_LOCATIONS < len(steps) <= MOST_STEPS
    last = steps[-1]["location"]["physicalLocation"]["region"]
    assert last == result["locations"][0]["physicalLocation"]["region"]


def test_only_rules_that_have_results_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    """So a run has never more rules than results, and what was cut takes its rule along."""
    monkeypatch.setattr(sarif, "MOST_RESULTS", 3)
    several = [
        samples.finding(rule=samples.rule(f"rule-{number}"), severity="low" if number % 2 else "high")
        for number in range(6)
    ]
    run = run_of(samples.report(*several))
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["rule-0", "rule-2", "rule-4"]
    assert [run["tool"]["driver"]["rules"][each["ruleIndex"]]["id"] for each in run["results"]] == [
        "rule-0", "rule-2", "rule-4",
    ]  # fmt: skip


@pytest.mark.tool
def test_the_validators_have_nothing_against_what_was_cut(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sarif, "MOST_RESULTS", 2)
    report = samples.report(*excessive().findings, samples.travelled(), samples.in_notebook())
    log = render("sarif", report, RenderContext(root="/work", help=samples.card_of))
    assert len(json.loads(log)["runs"][0]["results"]) == 2
    assert schema_errors(log) == []
    assert multitool_errors(log, tmp_path) == []
