"""Pipelines of GitLab, CircleCI, Azure, Bitbucket and Jenkins, and what else runs scripts: all found, all in place."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quantum_lint import parse
from quantum_lint.discover import file_of
from quantum_lint.model.file import File
from quantum_lint.model.fragment import Document, Fragment
from quantum_lint.parse.groovy import tokens
from quantum_lint.parse.jenkinsfile import JenkinsfileDocument
from quantum_lint.parse.pipeline import Pipeline
from quantum_lint.parse.shell import ShellDocument
from tests.parse.pipelines import PIPELINES
from tests.support.scanning import scan_files, settings_for

TOKEN = re.compile(r"\btok\d+\b")
by_host = pytest.mark.parametrize("path", PIPELINES)


def file(path: str, text: str) -> File:
    found = file_of(path, text.encode("utf-8", "surrogatepass"))
    assert isinstance(found, File)
    return found


def read(path: str, text: str) -> Document:
    (fragment,) = parse.fragments(file(path, text))
    return parse.document(fragment)


def pipeline(path: str, text: str = "") -> Pipeline:
    document = read(path, text or PIPELINES[path][0])
    assert isinstance(document, Pipeline)
    return document


def scripts(document: Document) -> list[Fragment]:
    return list(document.fragments())


def programs(fragment: Fragment) -> list[str]:
    document = parse.document(fragment)
    return [each.program for each in document.commands()] if isinstance(document, ShellDocument) else []


@by_host
def test_every_script_is_found_and_its_words_stand_where_they_are_written(path: str) -> None:
    text, count = PIPELINES[path]
    data = text.encode()
    found = set()
    for fragment in scripts(read(path, text)):
        for match in TOKEN.finditer(fragment.text):
            span = fragment.span(*match.span())
            assert data[span.start : span.end].decode() == match[0]
            found.add(match[0])
    assert found == {f"tok{number}" for number in range(1, count + 1)}


@by_host
def test_comments_and_other_texts_are_no_scripts(path: str) -> None:
    assert not any(re.search(r"\bno\d\b", each.text) for each in scripts(read(path, PIPELINES[path][0])))


@by_host
def test_nothing_of_it_is_unreadable(path: str) -> None:
    document = read(path, PIPELINES[path][0])
    assert document.problems == []
    assert [each.reason for inner in scripts(document) for each in parse.document(inner).problems] == []


def test_languages_of_scripts() -> None:
    for path in (".circleci/config.yml", "azure-pipelines.yml"):
        found = {each.language for each in scripts(pipeline(path))}
        assert found == {"shell", "python"}


def test_what_a_host_puts_in_is_a_variable_to_the_shell() -> None:
    (circle, *_) = scripts(pipeline(".circleci/config.yml"))
    assert circle.text == "pip install $__parameters_package___ tok1"
    azure = [each.text for each in scripts(pipeline("azure-pipelines.yml"))]
    assert azure[0] == "tok1 ${Build_SourcesDirectory}/run.py"
    gitlab = next(each for each in scripts(pipeline(".gitlab-ci.yml")) if "tok2" in each.text)
    assert "tok2==$___inputs_version___\n" in gitlab.text


def test_a_here_document_that_is_escaped_for_circleci_is_one() -> None:
    script = next(each for each in scripts(pipeline(".circleci/config.yml")) if "EOF" in each.text)
    assert programs(script) == ["cat", "tok3"]


def test_what_jenkins_puts_together() -> None:
    found = {each.text.split()[0]: each.text for each in scripts(pipeline("Jenkinsfile"))}
    assert found["tok2"] == "tok2 $LAB ${LEVEL} ${x____a_____b_} A"
    assert found["tok6"] == "tok6 ${pick_a___b___0__name} tok7"
    assert programs(next(each for each in scripts(pipeline("Jenkinsfile")) if "tok4" in each.text)) == ["tok4"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (".gitlab-ci.yml", {("LAB_KEY", "IONQ_API_KEY")}),
        ("azure-pipelines.yml", {("KEY", "IONQ_API_KEY")}),
        (
            "Jenkinsfile",
            {
                *((f"LAB{end}", "ionq-api-key") for end in ("", "_USR", "_PSW")),
                ("KEY", "dwave-token"),
                ("SECRET", "iqm"),
            },
        ),
    ],
)
def test_what_scripts_are_given_under_other_names(path: str, expected: set[tuple[str, str]]) -> None:
    given = {each for script in pipeline(path).scripts() for each in script.given}
    assert {(each.variable, each.source) for each in given} == expected


def test_a_credential_of_jenkins_reaches_as_far_as_its_block() -> None:
    found = {script.fragment.text.split()[0]: script.given for script in pipeline("Jenkinsfile").scripts()}
    assert {each.variable for each in found["tok8"]} == {"LAB", "LAB_USR", "LAB_PSW"}
    assert {each.variable for each in found["tok9"]} == {"LAB", "LAB_USR", "LAB_PSW", "KEY", "SECRET"}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (
            ".gitlab-ci.yml",
            {("registry.example.com/lab/quantum", "job image"), ("redis", "service image"),
             ("postgres:16", "service image")},
        ),
        (".circleci/config.yml", {("cimg/python:3.12", "job image"), ("redis", "service image")}),
        ("azure-pipelines.yml", {("registry.example.com/lab/quantum", "job image")}),
        (
            "bitbucket-pipelines.yml",
            {("python:3.12", "job image"), ("redis", "service image"),
             ("registry.example.com/lab/quantum", "job image")},
        ),
        ("Jenkinsfile", {("registry.example.com/lab/quantum:latest", "job image")}),
    ],
)  # fmt: skip
def test_images(path: str, expected: set[tuple[str, str]]) -> None:
    text = PIPELINES[path][0]
    found = list(pipeline(path).images())
    assert {(each.text, each.role) for each in found} == expected
    assert all(text[slice(*each.place)] == each.text for each in found)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (".gitlab-ci.yml", {("include", "https://ci.example.org/python.yml", False)}),
        (".circleci/config.yml", {("orb", "example/report", False)}),
        (
            "azure-pipelines.yml",
            {("template repository", "example/templates", False), ("template repository", "lab/templates", True)},
        ),
        ("bitbucket-pipelines.yml", {("pipe", "example/upload", False)}),
        ("Jenkinsfile", {("library", "shared", True)}),
    ],
)
def test_what_is_taken_in(path: str, expected: set[tuple[str, str, bool]]) -> None:
    assert {(each.kind, each.name, each.own) for each in pipeline(path).inclusions()} == expected


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".gitlab-ci.yml", f"include:\n  - project: a/b\n    ref: {'1' * 40}\n  - component: a.org/b/c@{'1' * 40}\n"),
        (".gitlab-ci.yml", "include: {remote: https://a.org/b.yml, integrity: sha256-abc}\n"),
        (".circleci/config.yml", "orbs: {a: b/c@1.2.3}\n"),
        ("azure-pipelines.yml", f"resources: {{repositories: [{{name: a/b, type: github, ref: {'1' * 40}}}]}}\n"),
        ("bitbucket-pipelines.yml", "pipelines: {default: [step: {script: [{pipe: a/b:1.2.3}]}]}\n"),
        ("Jenkinsfile", f"@Library('a@{'1' * 40}') _\n"),
    ],
)
def test_what_cannot_move_is_fixed(path: str, text: str) -> None:
    assert {each.fixed for each in pipeline(path, text).inclusions()} == {True}


def test_settings_of_a_jenkinsfile() -> None:
    document = pipeline("Jenkinsfile")
    assert isinstance(document, JenkinsfileDocument)
    text = document.fragment.text
    found = {each.key: each for each in document.settings()}
    assert {name: each.value for name, each in found.items()} == {
        "level": "it's \"3\"", "PLAIN": "words", "KEY": "tok", "IONQ_API_KEY": "words",
    }  # fmt: skip
    for name in ("PLAIN", "IONQ_API_KEY"):
        assert text[found[name].key_start : found[name].key_end] == name
        assert text[found[name].value_start : found[name].value_end] == "words"


@pytest.mark.parametrize("quote", ["'", '"', "'''", '"""'])
def test_a_string_that_nothing_closes_is_said(quote: str) -> None:
    document = pipeline("Jenkinsfile", f"sh 'tok1'\nsh {quote}tok\nsh 'tok2'\n")
    (problem,) = document.problems
    assert problem.reason == "a string that nothing closes"
    assert problem.span.start == 13
    assert [each.text for each in scripts(document)] == (["tok1", "tok2"] if len(quote) == 1 else ["tok1"])


#: What people, templates and broken merges put into such files.
PIECES = (
    "\n", "\t", "  ", ": ", "- ", "{", "}", "[", "]", "'", '"', '"""', "'''", "&a ", "*a ", "<<: *a\n", "!x ", "|\n",
    ">-\n", "---\n", "#", "{{ x }}", "${{ x }}", "<< x >>", "$[[ x ]]", "$(x)", "${", "{% if x %}", "!reference [a, b]",
    "\\", "\0", "\ud800", "é", "=", "@", "run:", "script:", "image:", "steps:\n", "sh ", "credentials(",
    "<<<<<<< HEAD\n",
)  # fmt: skip


@st.composite
def spoiled(draw: st.DrawFn) -> tuple[str, str]:
    """A pipeline that was cut, turned around and written into."""
    path = draw(st.sampled_from(sorted(PIPELINES)))
    text = PIPELINES[path][0]
    for _ in range(draw(st.integers(1, 6))):
        first = draw(st.integers(0, len(text)))
        last = min(first + draw(st.sampled_from((0, 0, 1, 5, 40, 200))), len(text))
        text = text[:first] + draw(st.sampled_from(("", *PIECES))) + text[last:]
    return path, text


def everything(document: Document) -> Iterator[object]:
    """All that can be asked of a document, and of those inside it."""
    for name in ("settings", "images", "inclusions", "scripts", "commands"):
        if hasattr(document, name):
            yield from getattr(document, name)()
    yield from document.problems
    for fragment in document.fragments():
        yield from everything(parse.document(fragment))


@given(spoiled())
def test_nothing_breaks_a_reader(given: tuple[str, str]) -> None:
    path, text = given
    size = len(text.encode("utf-8", "surrogatepass"))
    document = read(path, text)
    assert sum(1 for _ in everything(document)) >= 0
    for fragment in document.fragments():
        assert 0 <= fragment.whole().start <= fragment.whole().end <= size


@given(spoiled())
def test_nothing_breaks_a_rule(given: tuple[str, str]) -> None:
    path, text = given
    if "\0" not in text:
        assert not scan_files((file(path, text),), settings_for(persona="auditor")).errors


@pytest.mark.parametrize("text", ["'''\\" * 20_000, "'\\" * 40_000, "/*" * 40_000, '"${' * 30_000, "( /" * 30_000])
def test_hostile_groovy_takes_no_longer_than_other(text: str) -> None:
    started = time.process_time()
    assert list(tokens(text)) is not None
    assert list(tokens(f"x = 1\n{text}\n"))
    assert time.process_time() - started < 2


def test_many_brackets_are_no_problem() -> None:
    opened = "withCredentials([" * 3000
    document = pipeline("Jenkinsfile", f"{opened}string(credentialsId: 'a', variable: 'B') sh 'x'")
    assert len(scripts(document)) == 1


def test_a_broken_part_costs_only_itself() -> None:
    text = "device:\n  script:\n    - echo $IONQ_API_KEY\nlater:\n  script: [a\n  b: ]: c\n"
    report = scan_files((file(".gitlab-ci.yml", text),), settings_for())
    assert [(each.rule.name, each.place.line) for each in report.findings] == [("secret-in-log", 3)]
    (unreadable,) = report.unreadable
    assert unreadable.path == ".gitlab-ci.yml"
    assert unreadable.line >= 5
