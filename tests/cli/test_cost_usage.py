"""`quantum-lint cost --usage` and `--write-usage`: what no code tells."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.runner import repository, run

PROGRAM = """\
from qiskit import QuantumCircuit
from qiskit_ibm_runtime import QiskitRuntimeService, SamplerV2


def search(backend):
    ghz = QuantumCircuit(2)
    ghz.h(0)
    ghz.cx(0, 1)
    ghz.measure_all()
    while not good():
        SamplerV2(mode=backend).run([ghz], shots=1000)


search(QiskitRuntimeService().backend("ibm_fez"))
"""
WORKFLOW = """\
on:
  schedule:
    - cron: "0 4 * * *"
jobs:
  nightly:
    runs-on: ubuntu-latest
    steps:
      - run: python search.py
"""


@pytest.fixture
def work(tmp_path: Path) -> Path:
    folder = repository(tmp_path / "work")
    (folder / "search.py").write_text(PROGRAM)
    return folder


def submission(folder: Path, *words: str) -> dict[str, Any]:
    answer = run("cost", "--format", "json", *words, folder=folder)
    assert (answer.code, answer.errors) == (0, "")
    (found,) = json.loads(answer.output)["submissions"]
    assert isinstance(found, dict)
    return found


def usage(folder: Path, text: str, name: str = "usage.toml") -> None:
    (folder / name).write_text(f'[[submission]]\npath = "*.py"\n{text}\n')


@pytest.mark.parametrize(
    ("text", "key", "found"),
    [
        ("iterations = 20", "runs", 20),
        ("iterations = 20", "executions", 20_000),
        ("shots = 300", "shots", 300),
        ('device = "ibm_torino"', "device", "ibm_torino"),
        ('plan = "flex"', "plan", "flex"),
        ("parameter-sets = 7", "executions", 7000),
    ],
)
def test_what_it_says_takes_the_place_of_the_code(work: Path, text: str, key: str, found: object) -> None:
    assert submission(work)[key] != found
    usage(work, text)
    told = submission(work, "--usage", "usage.toml")
    assert told[key] == found
    if "plan" not in text:
        assert any("as usage.toml says" in each for each in told["assumed"])


def test_a_device_that_it_names_is_transpiled_for(work: Path) -> None:
    usage(work, 'device = "ibm_torino"')
    told = submission(work, "--usage", "usage.toml")
    assert told["snapshot"]["name"] == "ibm_torino"
    assert told["duration_us"] is not None


def test_the_command_line_stands_above_it(work: Path) -> None:
    usage(work, 'shots = 300\nplan = "flex"')
    told = submission(work, "--usage", "usage.toml", "--shots", "50", "--plan", "pay-as-you-go")
    assert (told["shots"], told["plan"]) == (50, "pay-as-you-go")


def test_the_configuration_names_it_or_it_stands_at_the_root(work: Path) -> None:
    usage(work, "iterations = 20", "lab.toml")
    (work / "quantum-lint.toml").write_text('[cost]\nusage = "lab.toml"\n')
    assert submission(work)["runs"] == 20
    (work / "quantum-lint.toml").unlink()
    usage(work, "iterations = 30", "quantum-lint-usage.toml")
    assert submission(work)["runs"] == 30


def test_a_table_about_nothing_is_said(work: Path) -> None:
    (work / "usage.toml").write_text('[[submission]]\npath = "other.py"\nshots = 3\n')
    answer = run("cost", "--usage", "usage.toml", folder=work)
    assert "usage.toml: note the table at line 1 is about no submission here" in answer.output


def test_what_is_wrong_in_it_is_said_with_its_line(work: Path) -> None:
    usage(work, "shot = 3")
    answer = run("cost", "--usage", "usage.toml", folder=work)
    assert answer.code == 2
    assert "usage.toml:3: unknown key 'shot'; did you mean 'shots'?" in answer.errors
    answer = run("cost", "--usage", "none.toml", folder=work)
    assert answer.code == 2
    assert "there is no file none.toml; --write-usage writes one to fill in" in answer.errors


def test_what_is_missing_is_written_once_and_nothing_is_changed(work: Path) -> None:
    answer = run("cost", "--write-usage", folder=work)
    assert (answer.code, answer.output) == (0, "quantum-lint-usage.toml: 1 submission to fill in.\n")
    file = work / "quantum-lint-usage.toml"
    first = file.read_text()
    assert "# iterations = 100  # nothing tells how often it runs\n" in first
    answer = run("cost", "--write-usage", folder=work)
    assert answer.output == "Nothing is unknown of which no usage file speaks.\n"
    (work / "second.py").write_text(PROGRAM)
    answer = run("cost", "--write-usage", folder=work)
    assert answer.output == "quantum-lint-usage.toml: 1 submission to fill in.\n"
    assert file.read_text().startswith(first)
    assert 'path = "second.py"' in file.read_text()
    file.write_text(file.read_text().replace("# iterations = 100", "iterations = 7"))
    assert [
        each["runs"] for each in json.loads(run("cost", "--format", "json", folder=work).output)["submissions"]
    ] == [7, 7]


def test_a_clock_or_the_user_makes_a_month(work: Path) -> None:
    (work / ".github/workflows").mkdir(parents=True)
    (work / ".github/workflows/nightly.yml").write_text(WORKFLOW)
    usage(work, "iterations = 2")
    (month,) = json.loads(run("cost", "--usage", "usage.toml", "--format", "json", folder=work).output)["months"]
    assert (month["path"], month["job"], month["program"], month["runs"]) == (
        ".github/workflows/nightly.yml", "nightly", "search.py", "30.4375",
    )  # fmt: skip
    usage(work, "iterations = 2\nruns-a-month = 10")
    answer = run("cost", "--usage", "usage.toml", folder=work)
    assert "in a month\n" in answer.output
    assert "search.py  usage.toml  10.00" in answer.output
    assert "nightly" not in answer.output


def test_a_page_has_drawings_and_months(work: Path) -> None:
    usage(work, "runs-a-month = 10\niterations = 3")
    run("cost", "--usage", "usage.toml", "--format", "html", "--output", "costs.html", folder=work)
    page = (work / "costs.html").read_text()
    assert "┤ H ├──■──" in page
    assert "<h2>In a month</h2>" in page
