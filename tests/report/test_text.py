"""The report for people."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from quantum_lint.model.finding import CellPlace, FrameLine
from quantum_lint.model.fragment import Cell
from quantum_lint.model.hit import Fix
from quantum_lint.model.report import InternalError, Report, Skipped, Unreadable
from quantum_lint.report import RenderContext, formats, render
from tests.report import samples

CONTEXT = RenderContext(width=100, help=samples.card_of)
TRAVELLED = """\
submit.py (1 high)

  high token-in-call submit.py:5:25
    A D-Wave token is written into this program. Revoke it, then read DWAVE_API_TOKEN instead.
      |
    4 | def sample(problem):
    5 |     sampler = DWaveSampler(token=TOKEN)
      |                            ^^^^^^^^^^^
    6 |     return sampler.sample(problem)
      -> line 2: the value comes from here
    2 | TOKEN = "****************"
      |         ^^^^^^^^^^^^^^^^^^
    fix: Read DWAVE_API_TOKEN from the environment (--fix --unsafe-fixes)

More: `quantum-lint rule token-in-call`. An exception: `quantum-lint: ignore[token-in-call] reason` in a comment there.
Found 1 finding (1 high) in 1 file; 3 files scanned.
Can be mended: 1 with `--fix --unsafe-fixes`.
"""


def test_a_finding_shows_place_reason_frame_origin_and_fix() -> None:
    shown = render("text", samples.report(samples.travelled()), CONTEXT)
    assert shown == TRAVELLED


def test_a_notebook_finding_names_the_cell_and_the_line_of_the_file() -> None:
    shown = render("text", samples.report(samples.in_notebook()), CONTEXT)
    assert "vqe.ipynb: cell 3 [ab12] line 2 (file line 3) (medium confidence)" in shown
    assert "2 |     job = backend.run(circuit)" in shown


def test_an_output_is_named() -> None:
    found = samples.in_notebook()
    cell = CellPlace(Cell(2, "ab12", output=0, mime="text/plain"), 1)
    shown = render("text", samples.report(replace(found, place=replace(found.place, cell=cell))), CONTEXT)
    assert "cell 3 [ab12] output 1 text/plain line 1 (file line 3)" in shown


def test_a_mark_over_several_lines_is_an_edge() -> None:
    marked = FrameLine(7, "sampler = Sampler(", (10, 18)), FrameLine(8, "    token=token,", (0, 16))
    lines = (*marked, FrameLine(9, "x"))
    shown = render("text", samples.report(replace(samples.finding(), frame=lines)), CONTEXT)
    assert "7 > sampler = Sampler(\n    8 >     token=token,\n    9 | x\n" in shown
    assert "^" not in shown


def test_a_place_in_another_file_is_named_in_full() -> None:
    origin = samples.travelled().related[0]
    elsewhere = replace(origin, place=replace(origin.place, path="tokens.py"))
    shown = render("text", samples.report(replace(samples.travelled(), related=(elsewhere,))), CONTEXT)
    assert "-> tokens.py:2:9: the value comes from here" in shown


def test_a_stream_is_named_without_its_mime_type() -> None:
    found = samples.in_notebook()
    cell = CellPlace(Cell(2, "ab12", output=0, mime="application/vnd.jupyter.stdout"), 1)
    shown = render("text", samples.report(replace(found, place=replace(found.place, cell=cell))), CONTEXT)
    assert "cell 3 [ab12] output 1 stdout line 1 (file line 3)" in shown


def test_of_a_long_cell_id_the_beginning_is_shown() -> None:
    found = samples.in_notebook()
    cell = CellPlace(Cell(2, "158f1044-4cfa-4fc1-a26e-5581900f8783"), 1)
    shown = render("text", samples.report(replace(found, place=replace(found.place, cell=cell))), CONTEXT)
    assert "cell 3 [158f1044...] line 1 (file line 3)" in shown


def test_findings_are_grouped_by_file() -> None:
    findings = (samples.finding(path="a.py"), samples.finding(path="a.py"), samples.finding(path="b.py"))
    shown = render("text", samples.report(*findings), CONTEXT)
    headers = [line for line in shown.splitlines() if line.startswith(("a.py", "b.py"))]
    assert headers == ["a.py (2 high)", "b.py (1 high)"]


def test_the_advice_of_a_card_is_given_once() -> None:
    shown = render("text", samples.report(samples.finding(), samples.finding()), CONTEXT)
    assert shown.count("help: Read the token from the environment, and revoke the one that was written down.") == 1


def test_lines_fit_the_terminal() -> None:
    context = CONTEXT._replace(width=60)
    shown = render("text", samples.report(samples.travelled()), context)
    body = [line for line in shown.splitlines() if line.startswith("    ") and "fix:" not in line]
    assert body
    assert all(len(line) <= 60 for line in body)


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        (samples.report(), "Nothing found in 3 files.\n"),
        (samples.report(scanned=1), "Nothing found in 1 file.\n"),
        (samples.report(scanned=0), "No file was scanned.\n"),
        (samples.report(samples.suppressed()), "Nothing found in 3 files, 1 finding suppressed.\n"),
    ],
)
def test_a_clean_run_is_one_line(report: Report, expected: str) -> None:
    assert render("text", report, CONTEXT) == expected


def test_suppressed_findings_are_shown_when_asked_for() -> None:
    shown = render("text", samples.report(samples.suppressed()), CONTEXT._replace(show_suppressed=True))
    assert "(suppressed by comment owner ops until 2027-03-01: a shared account)" in shown


def test_nothing_that_was_left_out_goes_unsaid() -> None:
    skipped = tuple(Skipped(f"data/{number}.csv", "too large") for number in range(5))
    report = samples.full()._replace(skipped=(*skipped, Skipped("logo.png", "binary")))
    shown = render("text", report, CONTEXT._replace(verbose=True))
    assert "skipped 5 files (too large): data/0.csv, data/1.csv, data/2.csv and 2 more\n" in shown
    assert "skipped 1 file (binary)\n" in shown
    assert "not fully read: broken.ipynb:7: not JSON: the file ends inside a string\n" in shown
    assert "note: Cost rules were left out" in shown
    (brief,) = (line for line in render("text", report, CONTEXT).splitlines() if line.startswith("note: "))
    assert brief.startswith("note: Cost rules were left out")
    assert "; 6 files skipped; not fully read: broken.ipynb:7: not JSON" in brief
    assert brief.endswith("; --verbose tells more")


def test_files_that_could_not_be_read_take_a_line_together_and_one_each_where_asked_for() -> None:
    places = tuple(Unreadable(f"{number:02}.ipynb", line, "invalid syntax") for number in range(30) for line in (3, 7))
    report = samples.report(unreadable=places)
    brief, verdict = render("text", report, CONTEXT).splitlines()
    assert brief == "note: 30 files not fully read; --verbose tells more"
    assert verdict.startswith("Nothing found in")
    shown = render("text", report, CONTEXT._replace(verbose=True)).splitlines()
    assert shown[0] == "not fully read: 00.ipynb:3: invalid syntax (and 1 more place)"
    assert shown[29].startswith("not fully read: 29.ipynb:3")
    assert len(shown) == 31


def test_what_is_binary_needs_no_second_look() -> None:
    report = samples.report()._replace(skipped=(Skipped("logo.png", "binary"),))
    assert render("concise", report, CONTEXT).splitlines()[0] == "note: 1 file skipped"


def test_our_own_defects_are_loud_and_grouped() -> None:
    errors = tuple(InternalError(f"{name}.py", "job-in-loop", "KeyError at x.py:1") for name in "abcde")
    shown = render("text", samples.report(errors=errors), CONTEXT)
    assert "INTERNAL ERROR: this scan is incomplete, 5 checks failed" in shown
    assert "job-in-loop failed on a.py, b.py, c.py and 2 more: KeyError at x.py:1" in shown


def test_colours_only_where_asked_for() -> None:
    report = samples.full()
    for name in ("text", "concise"):
        assert "\x1b" not in render(name, report, CONTEXT)
        assert "\x1b[1;31mhigh\x1b[0m" in render(name, report, CONTEXT._replace(colour=True))


@pytest.mark.parametrize("name", formats())
def test_a_hostile_path_stays_on_its_line(name: str) -> None:
    path = "::error::\nx\x1b[2J\udcff.py"
    shown = render(name, samples.report(samples.finding(path=path)), CONTEXT)
    assert "\x1b" not in shown
    assert "\nx" not in shown
    assert not any(line.startswith("::error::") for line in shown.splitlines())
    shown.encode("utf-8")


def test_concise_gives_one_line_a_finding() -> None:
    lines = render("concise", samples.report(samples.finding(), samples.in_notebook()), CONTEXT).splitlines()
    assert lines[0].startswith("submit.py:5:25: high token-in-call A D-Wave token")
    assert lines[1].startswith("vqe.ipynb:3:13: medium job-in-loop (cell 3 [ab12] line 2) Each turn")
    assert len(lines) == 3


def test_fixes_are_counted_by_what_they_need() -> None:
    mended = replace(samples.finding(), fix=Fix("Empty the output", (), "safe"))
    shown = render("text", samples.report(mended, mended, samples.travelled()), CONTEXT)
    assert "Can be mended: 2 with `--fix`, 1 with `--fix --unsafe-fixes`." in shown
    assert "fix: Empty the output (--fix)" in shown


def test_a_clean_run_imports_nothing_heavy() -> None:
    program = (
        "import sys\n"
        "from quantum_lint.model.report import Report\n"
        "from quantum_lint.report import RenderContext, render\n"
        "render('text', Report((), 1), RenderContext())\n"
        "print(*sorted({'dataclasses', 'json', 'textwrap', 'unicodedata', 'sarif_om', 'rich'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "\n"
