"""Every promise a rule card makes, tried on every card."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial

import pytest

import quantum_lint.rules
from quantum_lint import catalog, fix
from quantum_lint.config import Settings
from quantum_lint.model.file import File
from quantum_lint.model.hit import Fix
from quantum_lint.model.report import Report
from quantum_lint.model.rule import LEVELS, PERSONAS, Rule
from quantum_lint.parse import LANGUAGES
from quantum_lint.waking import ANY
from tests.support.cards import HEADINGS, Built, Example, all_examples, build, examples_of, fill, sections
from tests.support.scanning import scan_files, settings_for

RULES = list(catalog.load().rules.values())
EXAMPLES = all_examples()
by_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
by_example = pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)


def lines_of(report: Report, built: Built, rule: Rule) -> list[tuple[str, int]]:
    """The card lines that the rule reported, one for each finding."""
    return sorted(built.place(finding) for finding in report.findings if finding.rule.name == rule.name)


def settings_of(example: Example, built: Built) -> Settings:
    """The example's own rule alone; a rule about exceptions needs those that the exceptions are from."""
    others = {"all"} if example.rule.scope == "exceptions" else set()
    return settings_for(built.configuration, select=frozenset({example.rule.name, *others}))


def run(example: Example, built: Built, prefilter: bool = True) -> list[tuple[str, int]]:
    """The card lines that the example's own rule reports."""
    report = scan_files(built.files, settings_of(example, built), prefilter, built.earlier)
    return lines_of(report, built, example.rule)


@by_example
def test_reports_exactly_the_marked_lines(example: Example) -> None:
    built = build(example)
    assert run(example, built) == sorted(example.marked())


@by_example
def test_finds_the_same_without_the_prefilter(example: Example) -> None:
    built = build(example)
    assert run(example, built, prefilter=False) == run(example, built)


@pytest.mark.parametrize(
    "example",
    [example for example in EXAMPLES if any(fence.title.endswith(".py") for fence in example.fences)],
    ids=lambda example: example.name,
)
def test_says_the_same_of_a_script_and_a_notebook(example: Example) -> None:
    script, notebook = build(example), build(example, as_notebook=True)
    in_notebook = sorted((path.replace(".ipynb", ".py"), line) for path, line in run(example, notebook))
    in_script = sorted((path.replace(".ipynb", ".py"), line) for path, line in run(example, script))
    assert in_notebook == in_script


@pytest.mark.parametrize("example", [each for each in EXAMPLES if each.good], ids=lambda example: example.name)
def test_no_rule_fires_on_a_good_example(example: Example) -> None:
    built = build(example)
    report = scan_files(built.files, settings_for(built.configuration), earlier=built.earlier)
    assert [(finding.rule.name, built.place(finding)) for finding in report.open()] == []


def fixes_of(example: Example, file: File, data: bytes) -> Iterator[Fix]:
    """What the example's own rule would mend in the file, were these its bytes."""
    built = build(example)
    files = tuple(each._replace(data=data) if each.path == file.path else each for each in built.files)
    found = scan_files(files, settings_of(example, built)).open()
    own = (each for each in found if each.rule.name == example.rule.name and each.place.path == file.path)
    return (each.fix for each in own if each.fix is not None)


MENDED = [each for each in EXAMPLES if each.rule.fix and not each.good and each.rule.scope != "exceptions"]


@pytest.mark.parametrize("example", MENDED, ids=lambda example: example.name)
def test_fixes_settle_and_leave_the_rest_alone(example: Example) -> None:
    for file in build(example).files:
        result = fix.converge(file.data, partial(fixes_of, example, file), file.language)
        assert not result.refused
        assert not list(fixes_of(example, file, result.data))
        assert result.applied or result.data == file.data


@pytest.mark.parametrize("example", [each for each in EXAMPLES if each.fixed], ids=lambda example: example.name)
def test_the_fix_gives_the_text_of_the_card(example: Example) -> None:
    built = build(example)
    assert example.fixed is not None
    title = example.fixed.words.get("title") or example.fences[0].title
    file = next(file for file in built.files if file.path == title)
    result = fix.converge(file.data, partial(fixes_of, example, file), file.language)
    assert result.data.decode().rstrip() == fill(example.fixed.text(), example).rstrip()


@by_rule
def test_a_declared_fix_is_shown_to_work(rule: Rule) -> None:
    if rule.fix is None or rule.scope == "exceptions":
        return
    offered = [
        found
        for example in examples_of(rule)
        if not example.good
        for file in build(example).files
        for found in fixes_of(example, file, file.data)
    ]
    assert {found.safety for found in offered} == {rule.fix}


@by_rule
def test_card_is_whole(rule: Rule) -> None:
    with open(rule.card, encoding="utf-8") as stream:
        text = stream.read()
    body = catalog.body(rule)
    assert body.startswith(f"# {rule.name}\n")
    found = sections(text)
    assert tuple(found) == HEADINGS
    assert all("".join(lines).strip() for _, lines in found.values()), "a heading without text"
    assert not rule.summary.endswith(".")
    assert rule.references
    assert rule.cwe
    assert rule.controls
    assert set(rule.languages) <= set(LANGUAGES) | {ANY}
    assert rule.severity in LEVELS
    assert rule.confidence in LEVELS
    assert rule.persona in PERSONAS


@by_rule
def test_card_has_bad_and_good_examples(rule: Rule) -> None:
    examples = examples_of(rule)
    assert any(not example.good for example in examples)
    assert any(example.good for example in examples)
    for example in examples:
        assert bool(example.marked()) != example.good, f"{example.name}: bad examples have marks, good ones none"


@by_rule
def test_rule_can_be_compiled(rule: Rule) -> None:
    assert callable(catalog.check_of(rule))


def test_every_module_has_its_card() -> None:
    folder = os.path.dirname(quantum_lint.rules.__file__)
    modules = {
        (pack, name[:-3])
        for pack in sorted(os.listdir(folder))
        if os.path.isdir(os.path.join(folder, pack)) and not pack.startswith("__")
        for name in os.listdir(os.path.join(folder, pack))
        if name.endswith(".py") and not name.startswith("_")
    }
    coded = {(rule.pack, catalog.module_name(rule.name)) for rule in RULES if not rule.match}
    assert modules == coded


def test_cards_use_verbs_that_exist() -> None:
    assert {next(iter(rule.match)) for rule in RULES if rule.match} <= set(catalog.verbs())


def test_old_names_resolve_to_one_rule() -> None:
    names = {rule.name for rule in RULES}
    old = [name for rule in RULES for name in rule.was]
    assert len(old) == len(set(old))
    assert not names.intersection(old)
