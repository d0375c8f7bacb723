"""Ignore comments: where they are seen, what they cover, and what becomes of them."""

from __future__ import annotations

import json
from datetime import date
from random import Random

import pytest

from quantum_lint import exemptions
from quantum_lint.model.exemption import Exemption
from quantum_lint.model.file import File
from quantum_lint.model.finding import Finding, Place
from quantum_lint.model.fragment import Cell, Fragment, Part
from quantum_lint.model.rule import Rule
from quantum_lint.model.span import Span, TextMap
from quantum_lint.parse import whole
from quantum_lint.synthetic import make
from tests.support.scanning import scan_files, settings_for

TODAY = date(2026, 6, 1)


def found(text: str, language: str = "python") -> tuple[Exemption, ...]:
    return exemptions.find("a", [whole(File("a", language, text.encode()))])


def only(text: str, language: str = "python") -> Exemption:
    (exemption,) = found(text, language)
    return exemption


def covered(text: str, language: str = "python") -> list[str]:
    data = text.encode()
    return [data[span.start : span.end].decode() for each in found(text, language) for span in each.covers]


def rule(name: str, *, secret: bool = False) -> Rule:
    return Rule(name, "pack", "summary", ("python",), "high", "high", "regular", "0.1.0", secret=secret)


def finding(name: str, start: int, *, secret: bool = False) -> Finding:
    place = Place("a", Span(start, start + 1), 1, 1, 1, 2)
    return Finding(rule(name, secret=secret), place, "message", "high", "high", "python", "fingerprint")


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("python", "x = 1  # quantum-lint: ignore[one] why"),
        ("yaml", "x: 1 # quantum-lint: ignore[one] why"),
        ("json", '"x": 1 // quantum-lint: ignore[one] why'),
        ("json", '"x": 1 /* quantum-lint: ignore[one] why */'),
        ("ini", "; quantum-lint: ignore[one] why"),
        ("text", "-- quantum-lint:ignore[one] why"),
        ("text", "%quantum-lint: ignore[one] why"),
        ("markdown", "text <!-- quantum-lint: ignore[one] why -->"),
        ("shell", "ls # quantum-lint: ignore[ one ] why"),
        ("python", "x = 1  # type: int  # quantum-lint: ignore[one] why"),
        ("python", "x = 1  # quantum-lint: ignore[one] why # noqa"),
    ],
)
def test_every_kind_of_comment_is_seen(language: str, line: str) -> None:
    exemption = only(f"a\n{line}\nb\n", language)
    assert (exemption.rules, exemption.reason, exemption.until, exemption.owner) == (("one",), "why", None, None)


def test_names_date_owner_and_reason_are_told_apart() -> None:
    exemption = only("# quantum-lint: ignore[one, two] until=2027-03-01 our queue owner=ops is slow\n")
    assert exemption.rules == ("one", "two")
    assert (exemption.until, exemption.owner, exemption.reason) == ("2027-03-01", "ops", "our queue is slow")


def test_without_names_every_rule_is_meant() -> None:
    assert only("x = 1  # quantum-lint: ignore generated file\n").rules == ()


@pytest.mark.parametrize(
    "text",
    [
        "x = 1  # quantum-lint: ignore[]\n",
        "x = 1  # quantum-lint: ignore[one\n",
        "x = 1  # quantum-lint: ignored[one]\n",
        "x = 1  # quantum-lint: ignore-all\n",
        "x = 'quantum-lint: ignore[one]'\n",
        "x = '# quantum-lint: ignore[one]'\n",
        'x = """\n# quantum-lint: ignore[one]\n"""\n',
    ],
)
def test_what_only_looks_like_an_ignore_is_none(text: str) -> None:
    assert found(text) == ()


def test_in_text_that_is_no_python_every_comment_counts() -> None:
    assert only("def (\n'''# quantum-lint: ignore[one]\n").rules == ("one",)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a = 1  # quantum-lint: ignore[one]\nb = 2\n", ["a = 1  # quantum-lint: ignore[one]"]),
        ("  # quantum-lint: ignore[one]\nb = 2\nc = 3\n", ["  # quantum-lint: ignore[one]\nb = 2"]),
        ("# quantum-lint: ignore[one]\n\nb = 2\n", ["# quantum-lint: ignore[one]\n"]),
        ("# quantum-lint: ignore[one]", ["# quantum-lint: ignore[one]"]),
    ],
)
def test_covers_its_line_or_the_one_below(text: str, lines: list[str]) -> None:
    assert covered(text) == lines


def test_ignores_can_be_piled_up() -> None:
    text = "# quantum-lint: ignore[one] a\n# quantum-lint: ignore[two] b\nx = 1\ny = 2\n"
    assert [lines.endswith("x = 1") for lines in covered(text)] == [True, True]


def test_a_continued_line_is_covered_to_its_end() -> None:
    text = "# quantum-lint: ignore[one] a\nRUN pip \\\n  install \\\n  qiskit\nUSER x\n"
    assert covered(text, "dockerfile") == [text[: text.index("\nUSER")]]


def test_a_comment_of_one_cell_does_not_reach_into_the_next() -> None:
    text = "# quantum-lint: ignore[one] a\nx = 1\n"
    cut = text.index("x")
    parts = (Part(0, cut, Cell(0)), Part(cut, len(text), Cell(1)))
    (exemption,) = exemptions.find("a", [Fragment("python", text, TextMap.identity(), parts)])
    assert exemption.covers == (Span(0, cut - 1),)


def test_what_a_program_printed_exempts_nothing() -> None:
    assert found("# quantum-lint: ignore[one]\n gitleaks:allow\n", "output") == ()


@pytest.mark.parametrize(
    ("text", "removal"),
    [
        ("a = 1  # quantum-lint: ignore[one] x\nb\n", "  # quantum-lint: ignore[one] x"),
        ("a = 1  # quantum-lint: ignore[one] x # noqa\n", "  # quantum-lint: ignore[one] x"),
        ("a\n  # quantum-lint: ignore[one] x\nb\n", "  # quantum-lint: ignore[one] x\n"),
        ("a /* quantum-lint: ignore[one] x */ b\n", " /* quantum-lint: ignore[one] x */"),
        ("<!-- quantum-lint: ignore[one] x --> b\n", "<!-- quantum-lint: ignore[one] x -->"),
    ],
)
def test_removal_takes_the_comment_and_nothing_else(text: str, removal: str) -> None:
    span = only(text, "text").removal
    assert span is not None
    assert text[span.start : span.end] == removal


def test_a_cell_tag_covers_the_cell_and_its_outputs() -> None:
    tagged = Cell(1, tags=("quantum-lint-ignore-one", "other"))
    output = Cell(1, tags=tagged.tags, output=0)
    code = Fragment("python", "a\nb\n", TextMap.identity(), (Part(0, 2, Cell(0)), Part(2, 4, tagged)))
    shown = Fragment("output", "printed", TextMap.identity(100), (Part(0, 7, output),))
    (exemption,) = exemptions.find("a", [code, shown])
    assert (exemption.kind, exemption.rules) == ("cell tag", ("one",))
    assert exemption.covers == (Span(2, 4), Span(100, 107))


@pytest.mark.parametrize(
    ("tags", "comment", "suppressed"),
    [
        ([], "", False),
        (["quantum-lint-ignore"], "", True),
        ([], "  # quantum-lint: ignore on purpose", True),
        ([], "  # pragma: allowlist secret", True),
        ([], "  # gitleaks:allow", True),
    ],
)
def test_an_exemption_is_seen_in_a_notebook_of_many_pieces(tags: list[str], comment: str, suppressed: bool) -> None:
    line = f'os.environ["IONQ_API_KEY"] = "{make("ionq", "api-key", Random(7))}"{comment}\n'
    shared = {"id": "a", "metadata": {"tags": tags}}
    code = {**shared, "cell_type": "code", "execution_count": None, "outputs": [], "source": ["import os\n", line]}
    cells = [{"id": "b", "cell_type": "markdown", "metadata": {}, "source": ["Hello"]}, code]
    data = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()
    report = scan_files((File("a.ipynb", "notebook", data),), settings_for(select=("token-in-setting",)))
    assert [each.suppressed is not None for each in report.findings] == [suppressed]


def test_a_bare_cell_tag_means_every_rule() -> None:
    cell = Cell(0, tags=("quantum-lint-ignore-one", "quantum-lint-ignore"))
    (exemption,) = exemptions.find("a", [Fragment("python", "a\n", TextMap.identity(), (Part(0, 2, cell),))])
    assert exemption.rules == ()


@pytest.mark.parametrize("comment", ["pragma: allowlist secret", "gitleaks:allow", "betterleaks:allow"])
def test_allow_comments_of_others_count_for_credential_rules_only(comment: str) -> None:
    records = found(f"x = 1  # {comment}\n")
    (credential, other), (record,) = exemptions.apply([finding("one", 0, secret=True), finding("two", 0)], records)
    assert credential.suppressed is not None
    assert credential.suppressed.kind == "foreign comment"
    assert other.suppressed is None
    assert record.used == ("one",)


def test_an_allow_comment_may_speak_of_the_next_line() -> None:
    assert covered("# pragma: allowlist nextline secret\nx = 1\n") == ["x = 1"]


def test_a_finding_on_a_covered_line_is_suppressed_with_the_words_of_the_comment() -> None:
    records = found("# quantum-lint: ignore[one] until=2027-01-01 owner=ops slow\nx = 1\ny = 2\n")
    inside, outside, other = (finding("one", 60), finding("one", 66), finding("two", 60))
    (first, second, third), (record,) = exemptions.apply([inside, outside, other], records, TODAY)
    assert first.suppressed is not None
    assert (first.suppressed.reason, first.suppressed.until, first.suppressed.owner) == ("slow", "2027-01-01", "ops")
    assert second.suppressed is None
    assert third.suppressed is None
    assert (record.used, record.idle) == (("one",), ())


@pytest.mark.parametrize(
    ("until", "expired"),
    [("2026-06-01", False), ("2026-05-31", True), ("2027-02-30", True), ("someday", True), ("2026-06-02", False)],
)
def test_an_expired_exemption_suppresses_nothing(until: str, expired: bool) -> None:
    (result,), (record,) = exemptions.apply(
        [finding("one", 0)], found(f"x  # quantum-lint: ignore[one] until={until} x\n"), TODAY
    )
    assert (result.suppressed is None) == expired
    assert record.expired == expired
    assert record.used == ("one",)


def test_old_names_mean_the_present_rule_and_unknown_ones_nothing() -> None:
    records = found("x  # quantum-lint: ignore[former, nonsense] x\n")
    (result,), (record,) = exemptions.apply(
        [finding("one", 0)], records, TODAY, ran={"one"}, known={"one": "one", "former": "one"}
    )
    assert result.suppressed is not None
    assert (record.unknown, record.idle) == (("nonsense",), ())


def test_only_rules_that_ran_are_idle() -> None:
    records = found("x  # quantum-lint: ignore[one, two] x\n")
    _, (record,) = exemptions.apply([], records, TODAY, ran={"two"})
    assert record.idle == ("two",)


@pytest.mark.parametrize(("complete", "idle"), [(True, ("all",)), (False, ())])
def test_an_ignore_without_names_is_judged_in_complete_runs_only(complete: bool, idle: tuple[str, ...]) -> None:
    _, (record,) = exemptions.apply([], found("x  # quantum-lint: ignore generated\n"), TODAY, complete=complete)
    assert record.idle == idle


@pytest.mark.parametrize(
    ("data", "answer"),
    [
        (b"x = 1\n", False),
        (b"# quantum-lint: ignore[one]", True),
        (b"# gitleaks:allow", True),
        (b"# pragma: allowlist secret", True),
        ("# quantum-lint: ignore".encode("utf-16"), True),
    ],
)
def test_the_cheap_test_lets_every_exemption_through(data: bytes, answer: bool) -> None:
    assert exemptions.mentioned(data) == answer


def test_spans_are_bytes_of_the_file() -> None:
    text = "x = 'ä'  # quantum-lint: ignore[one] ü\n"
    exemption = only(text)
    assert text.encode()[exemption.span.start : exemption.span.end].decode() == "# quantum-lint: ignore[one] ü"
