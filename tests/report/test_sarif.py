"""SARIF: its content. Whether it is valid is asked of the schema and of Microsoft's validator elsewhere."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from quantum_lint.model.finding import Finding, RelatedPlace, Suppression
from quantum_lint.model.report import Report
from quantum_lint.report import RenderContext, render
from tests.report import samples

CONTEXT = RenderContext(help=samples.card_of, exit_code=1)


def run_of(report: Report, **changes: Any) -> Any:
    """The only run of the report's log."""
    log = json.loads(render("sarif", report, CONTEXT._replace(**changes)))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    return run


def result_of(finding: Finding, **changes: Any) -> Any:
    """The only result of a report on one finding."""
    (result,) = run_of(samples.report(finding), **changes)["results"]
    return result


def sliced(text: str, region: dict[str, int]) -> str:
    """What the text holds in a region of one line."""
    assert region["startLine"] == region["endLine"]
    return text.splitlines()[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1]


def test_the_file_sliced_at_a_region_is_what_was_marked() -> None:
    wide = 'ключ = "量子"; token = "x" * 3\n'
    notebook = (samples.NOTEBOOK, "backend.run(circuit)")
    for text, marked in ((samples.SCRIPT, "token=TOKEN"), notebook, (wide, 'token = "x"')):
        place = samples.place(text, marked)
        result = result_of(replace(samples.finding(), place=place))
        assert sliced(text, result["locations"][0]["physicalLocation"]["region"]) == marked


def test_columns_count_characters() -> None:
    assert run_of(samples.report())["columnKind"] == "unicodeCodePoints"


def test_a_rule_has_all_that_github_asks_for() -> None:
    (rule,) = run_of(samples.report(samples.finding()))["tool"]["driver"]["rules"]
    assert rule["id"] == "token-in-call"
    assert rule["shortDescription"]["text"] == "A literal reaches a credential parameter."
    assert rule["fullDescription"]["text"] == "Reports a literal that reaches a credential parameter."
    assert rule["help"] == {"text": samples.CARD, "markdown": samples.CARD}
    assert rule["properties"]["security-severity"] == "8.0"
    assert rule["properties"]["tags"] == ["security", "credentials", "external/cwe/cwe-798"]
    assert rule["properties"]["precision"] == "high"


def test_a_rule_without_a_card_still_explains_itself() -> None:
    (rule,) = run_of(samples.report(samples.finding()), help=lambda _: "")["tool"]["driver"]["rules"]
    assert rule["help"]["text"] == rule["fullDescription"]["text"] == "A literal reaches a credential parameter."


def test_a_rule_is_graded_by_its_gravest_finding() -> None:
    findings = (samples.finding(severity="low"), samples.finding(severity="medium"))
    run = run_of(samples.report(*findings))
    assert run["tool"]["driver"]["rules"][0]["properties"]["security-severity"] == "5.5"
    assert [result["level"] for result in run["results"]] == ["note", "warning"]


def test_results_point_at_their_rules() -> None:
    run = run_of(samples.full(), show_suppressed=True)
    rules = run["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [
        "token-in-call", "job-in-loop", "home-path-in-output",
    ]  # fmt: skip


def test_a_notebook_result_says_which_cell() -> None:
    result = result_of(samples.in_notebook())
    assert result["message"]["text"].startswith("cell 3 (ab12) line 2: Each turn")
    (place,) = result["locations"]
    assert place["logicalLocations"][0]["name"] == "cell 3 (ab12)"
    assert place["physicalLocation"]["region"]["startLine"] == 3


def test_related_places_are_linked_from_the_message() -> None:
    finding = replace(samples.travelled(), message='Read os.environ["X"] instead.')
    result = result_of(finding)
    assert result["message"]["text"] == 'Read os.environ\\["X"\\] instead.\n[the value comes from here](1)'
    (related,) = result["relatedLocations"]
    assert (related["id"], related["physicalLocation"]["region"]["startLine"]) == (1, 2)


def test_brackets_stay_plain_where_nothing_is_linked() -> None:
    result = result_of(samples.finding(message="Use os.environ[x].", related=()))
    assert result["message"]["text"] == "Use os.environ[x]."


def test_a_value_that_travels_is_a_code_flow() -> None:
    origin, beside = samples.travelled().related[0], "another one"
    places = (replace(origin, role="before"), RelatedPlace(origin.place, beside), replace(origin, role="after"))
    (flow,) = result_of(replace(samples.travelled(), related=places))["codeFlows"]
    steps = [step["location"] for step in flow["threadFlows"][0]["locations"]]
    assert [step["physicalLocation"]["region"]["startLine"] for step in steps] == [2, 5, 2]
    assert "codeFlows" not in result_of(replace(samples.travelled(), related=places[1:2]))


def test_a_fix_is_given_where_its_text_can_be_inserted_as_it_is() -> None:
    (fix,) = result_of(samples.travelled())["fixes"]
    (replacement,) = fix["artifactChanges"][0]["replacements"]
    start = replacement["deletedRegion"]["byteOffset"]
    end = start + replacement["deletedRegion"]["byteLength"]
    assert samples.SCRIPT.encode()[start:end] == b'"****************"'
    assert replacement["insertedContent"]["text"] == 'os.environ["DWAVE_API_TOKEN"]'
    assert "fixes" not in result_of(replace(samples.in_notebook(), fix=samples.travelled().fix))


def test_what_is_suppressed_is_left_out_unless_asked_for() -> None:
    report = samples.report(samples.suppressed())
    assert run_of(report)["results"] == []
    (result,) = run_of(report, show_suppressed=True)["results"]
    (suppression,) = result["suppressions"]
    assert suppression["kind"] == "inSource"
    assert suppression["justification"] == "a shared account; owner: ops; until 2027-03-01"


def test_the_baseline_suppresses_from_outside() -> None:
    finding = replace(samples.finding(), suppressed=Suppression("baseline"))
    (result,) = run_of(samples.report(finding), show_suppressed=True)["results"]
    assert result["suppressions"][0]["kind"] == "external"


def test_our_fingerprint_has_its_own_key() -> None:
    assert list(result_of(samples.finding())["partialFingerprints"]) == ["quantumLint/v1"]


def test_weaknesses_and_controls_are_taxonomies() -> None:
    run = run_of(samples.report(samples.finding()))
    taxa = {part["name"]: [taxon["id"] for taxon in part["taxa"]] for part in run["taxonomies"]}
    assert taxa == {"CWE": ["CWE-798"], "NIST SSDF": ["PS.1.1"], "SOC 2": ["CC6.1"]}
    for relation in run["tool"]["driver"]["rules"][0]["relationships"]:
        target = relation["target"]
        framework = run["taxonomies"][target["toolComponent"]["index"]]
        assert framework["name"] == target["toolComponent"]["name"]
        assert framework["taxa"][target["index"]]["id"] == target["id"]


def test_the_invocation_says_what_went_wrong() -> None:
    (invocation,) = run_of(samples.full(), exit_code=3)["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 3)
    notes = [(note["descriptor"]["id"], note["level"]) for note in invocation["toolExecutionNotifications"]]
    assert notes == [
        ("internal-error", "error"),
        ("unreadable", "warning"),
        ("skipped", "note"),
        ("skipped", "note"),
        ("note", "note"),
    ]


def test_findings_are_a_success_of_the_run() -> None:
    (invocation,) = run_of(samples.report(samples.finding()), exit_code=1)["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (True, 1)


def test_paths_become_uris_without_losing_a_byte() -> None:
    result = result_of(samples.finding(path="my notes/100%/量\udcff:#.py"))
    artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": "my%20notes/100%25/%E9%87%8F%FF%3A%23.py", "uriBaseId": "%SRCROOT%"}


def test_the_root_is_named_only_where_it_is_told() -> None:
    assert "originalUriBaseIds" not in run_of(samples.report())
    for root, uri in (("/home/ada/my lab", "file:///home/ada/my%20lab/"), ("/", "file:///")):
        assert run_of(samples.report(), root=root)["originalUriBaseIds"] == {"%SRCROOT%": {"uri": uri}}


def test_a_category_tells_runs_of_one_commit_apart() -> None:
    log = json.loads(render("sarif", samples.report(), RenderContext(category="notebooks")))
    assert log["runs"][0]["automationDetails"] == {"id": "notebooks/"}
    log = json.loads(render("sarif", samples.report(), RenderContext()))
    assert log["runs"][0]["automationDetails"] == {"id": "quantum-lint/"}
