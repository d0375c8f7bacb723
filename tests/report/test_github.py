"""Annotations of GitHub Actions."""

from __future__ import annotations

from dataclasses import replace

from quantum_lint.model.finding import Finding
from quantum_lint.report import RenderContext, render
from tests.report import samples


def lines(*findings: Finding, **changes: object) -> list[str]:
    """The printed lines of a report on these findings."""
    return render("github", samples.report(*findings, **changes), RenderContext()).splitlines()


def test_an_annotation_names_file_region_and_rule() -> None:
    (line,) = lines(samples.finding())
    properties, message = line.removeprefix("::").split("::")
    assert properties == "error file=submit.py,line=5,endLine=5,col=25,endColumn=36,title=quantum-lint%3A token-in-call"
    assert message == samples.finding().message


def test_a_notebook_is_annotated_on_its_own_line_with_the_cell_in_the_message() -> None:
    (line,) = lines(samples.in_notebook())
    assert line.startswith("::warning file=vqe.ipynb,line=3,endLine=3,col=13,")
    assert "::cell 3 [ab12] line 2: Each turn" in line


def test_columns_are_left_out_where_github_would_misread_them() -> None:
    found = samples.finding(marked="token=TOKEN)\n\treturn")
    (line,) = lines(found)
    assert "line=5,endLine=6,title" in line


def test_what_ends_a_command_is_escaped() -> None:
    (line,) = lines(samples.finding(path="a,b:c%.py", message="100% sure\nsecond\r line: yes, no"))
    assert "file=a%2Cb%3Ac%25.py," in line
    assert line.endswith("::100%25 sure%0Asecond\u240d line: yes, no")


def test_worst_first_and_no_more_than_github_shows() -> None:
    low = replace(samples.finding(), severity="low")
    high = [samples.finding(message=f"number {number}") for number in range(12)]
    shown = lines(*[low] * 15, *high, samples.in_notebook())
    kinds = [line.partition(" ")[0] for line in shown]
    assert kinds == ["::error"] * 10 + ["::warning"] + ["::notice"] * 10
    assert "2 errors, 6 notices are left out" in shown[-1]


def test_exactly_as_many_as_github_shows_are_not_cut() -> None:
    assert not any("left out" in line for line in lines(*[samples.finding()] * 10))


def test_the_notice_about_the_cut_stays_within_the_limit() -> None:
    notices = [replace(samples.finding(), severity="low")] * 10
    shown = lines(*notices, *[samples.finding()] * 11)
    assert sum(line.startswith("::notice") for line in shown) == 10
    assert "1 error, 1 notice are left out" in shown[-1]


def test_a_defect_of_ours_comes_first() -> None:
    shown = render("github", samples.full(), RenderContext()).splitlines()
    assert shown[0].startswith("::error file=odd.py,title=quantum-lint%3A internal error::job-in-loop failed here")
    assert shown[-1].startswith("::warning file=broken.ipynb,line=7,")


def test_nothing_found_prints_nothing() -> None:
    assert lines() == []
