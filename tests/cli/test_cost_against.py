"""`quantum-lint cost --against`: what costs other than before."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.cli.runner import PROJECT, git, repository, run

PROGRAM = """\
from qiskit import QuantumCircuit, transpile
from qiskit_ibm_runtime import QiskitRuntimeService, SamplerV2

backend = QiskitRuntimeService().backend("ibm_fez")
{name} = QuantumCircuit({qubits})
{name}.h(0)
for qubit in range({qubits} - 1):
    {name}.cx(qubit, qubit + 1)
{name}.measure_all()
SamplerV2(mode=backend).run([{name}], shots={shots})
"""


def program(name: str = "ghz", qubits: int = 3, shots: int = 4096) -> str:
    return PROGRAM.format(name=name, qubits=qubits, shots=shots)


def commit(folder: Path, message: str) -> None:
    git("add", "--all", folder=folder)
    git("commit", "--quiet", "--message", message, folder=folder)


@pytest.fixture
def work(tmp_path: Path) -> Path:
    folder = repository(tmp_path / "work")
    (folder / "lab").mkdir()
    (folder / "ghz.py").write_text(program())
    (folder / "lab/qft.py").write_text(program("qft", 4, 1000))
    commit(folder, "first")
    return folder


def test_no_difference_is_said_and_makes_no_comment(work: Path) -> None:
    (work / "ghz.py").write_text("# moved\n\n" + program())
    os.rename(work / "lab/qft.py", work / "moved.py")
    git("add", "--all", folder=work)
    answer = run("cost", "--against", "HEAD", folder=work)
    assert (answer.code, answer.errors) == (0, "")
    assert answer.output.startswith("No submission costs other than at HEAD (")
    assert "2 submissions as before" in answer.output
    assert run("cost", "--against", "HEAD", "--format", "markdown", folder=work).output == ""


def test_a_change_is_told_with_its_reason(work: Path) -> None:
    (work / "ghz.py").write_text(program(shots=8192))
    answer = run("cost", "--against", "HEAD", folder=work)
    assert answer.output.startswith("Estimated run cost +1.65 to +1.66 USD (+14 %)\n")
    assert "shots: 4,096 -> 8,192" in answer.output
    assert "qft" not in answer.output
    assert "1 submission as before" in answer.output


def test_gates_that_a_module_adds_count(work: Path) -> None:
    text = program().replace("range(3 - 1)", "range(layers(1))").replace("import Qu", "import Qu", 1)
    (work / "sizes.py").write_text("def layers(n):\n    return n\n")
    (work / "ghz.py").write_text("from sizes import layers\n" + text)
    commit(work, "second")
    (work / "sizes.py").write_text("def layers(n):\n    return 2 * n\n")
    table = json.loads(run("cost", "--against", "HEAD", "--format", "json", folder=work).output)
    (change,) = table["changes"]
    assert [each["what"] for each in change["reasons"]] == ["two-qubit gates", "depth"]
    assert (change["before"]["two_qubit"], change["now"]["two_qubit"]) == (1, 2)


def test_json_is_what_the_schema_says(work: Path) -> None:
    (work / "ghz.py").write_text(program(shots=8192))
    (work / "lab/qft.py").unlink()
    (work / "new.py").write_text(program("new").replace('.backend("ibm_fez")', ".backend(input())"))
    answer = run("cost", "--against", "HEAD", "--format", "json", folder=work)
    table = json.loads(answer.output)
    schema = json.loads((PROJECT / "docs/schema/cost-changes.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(table)
    assert [(each["kind"], (each["now"] or each["before"])["path"]) for each in table["changes"]] == [
        ("added", "new.py"),
        ("removed", "lab/qft.py"),
        ("changed", "ghz.py"),
    ]
    assert answer.output == run("cost", "--against", "HEAD", "--format", "json", "--no-cache", folder=work).output


def test_a_saved_report_stands_for_a_revision(work: Path) -> None:
    run("cost", "--format", "json", "--output", "before.json", folder=work)
    assert run("cost", "--against", "before.json", "--format", "markdown", folder=work).output == ""
    (work / "ghz.py").write_text(program(shots=8192))
    text = run("cost", "--against", "before.json", "--format", "markdown", folder=work).output
    assert "shots 4,096 → 8,192" in text
    assert "Compared with before.json." in text
    table = json.loads((work / "before.json").read_text())
    for each in table["submissions"]:
        each["rate"]["as_of"] = "2020-01-01"
        each["cost"]["high"] = each["cost"]["low"] = "1.00"
    (work / "before.json").write_text(json.dumps(table))
    (work / "ghz.py").write_text(program())
    text = run("cost", "--against", "before.json", "--format", "markdown", folder=work).output
    assert text.startswith("### Estimated run cost unchanged: only price or device data is other than it was\n")


def test_a_spreadsheet_has_the_changes(work: Path) -> None:
    (work / "ghz.py").write_text(program(shots=8192))
    text = run("cost", "--against", "HEAD", "--format", "csv", folder=work).output
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["kind"], row["why"], row["path"]) == ("changed", "shots: 4,096 to 8,192", "ghz.py")


def test_a_part_of_the_tree_is_compared_with_that_part(work: Path) -> None:
    (work / "ghz.py").write_text(program(shots=8192))
    (work / "lab/qft.py").write_text(program("qft", 4, 2000))
    answer = run("cost", "lab", "--against", "HEAD", folder=work)
    assert "shots: 1,000 -> 2,000" in answer.output
    assert "ghz.py" not in answer.output
    (work / "fresh").mkdir()
    (work / "fresh/new.py").write_text(program())
    assert "+  ghz" in run("cost", "fresh", "--against", "HEAD", folder=work).output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--against", "nowhere"), "--against: git knows no commit 'nowhere'"),
        (("--against", "none.json"), "none.json: cannot be read"),
        (("--against", "HEAD", "--explain", "ghz.py:10"), "leave out --explain and --write-usage"),
        (("--against", "HEAD", "--device", "ibm_fez", "--device", "ibm_miami"), "name one --device"),
        (("--against", "HEAD", "--format", "html"), "--against has the formats table, json, markdown, csv, counts"),
    ],
)
def test_what_cannot_be_done_is_said(work: Path, words: tuple[str, ...], says: str) -> None:
    answer = run("cost", *words, folder=work)
    assert answer.code == 2
    assert says in answer.errors


def test_a_limit_that_is_passed_fails_the_command_and_is_named(work: Path) -> None:
    (work / "quantum-lint.toml").write_text("[policy]\nmax-cost-run = 4\nmax-increase = 5\n")
    answer = run("cost", folder=work)
    assert answer.code == 1
    assert "blocked by policy: max-cost-run is 4, this is " in answer.output
    assert run("cost", "--against", "HEAD", folder=work).code == 0
    (work / "ghz.py").write_text(program(shots=8192))
    answer = run("cost", "--against", "HEAD", folder=work)
    assert answer.code == 1
    assert "blocked by policy: max-increase is 5 %, this is +14 %" in answer.output
    (work / "quantum-lint.toml").write_text('[policy]\nmax-increase = 5\nwarn-only = ["max-increase"]\n')
    answer = run("cost", "--against", "HEAD", folder=work)
    assert answer.code == 0
    assert "beyond policy: max-increase is 5 %, this is +14 %" in answer.output


def test_a_limit_judges_no_comparison_of_devices(work: Path) -> None:
    (work / "quantum-lint.toml").write_text("[policy]\nmax-cost-run = 0.01\n")
    assert run("cost", "--device", "ibm_fez", "--device", "ibm_torino", folder=work).code == 0
    assert run("cost", "--device", "ibm_fez", folder=work).code == 1


def test_several_formats_are_written_at_once(work: Path) -> None:
    (work / "ghz.py").write_text(program(shots=8192))
    formats = ("--format", "markdown=new.md", "--format", "json=new.json", "--format", "counts")
    answer = run("cost", "--against", "HEAD", *formats, folder=work)
    assert answer.output == "cost-change=+1.65 to +1.66 USD (+14 %)\nchanged=1\nblocked=0\n"
    assert (work / "new.md").read_text().startswith("### Estimated run cost +1.65 to +1.66 USD")
    assert json.loads((work / "new.json").read_text())["same"] == 1
    assert "cost=" in run("cost", "--format", "counts", folder=work).output
    answer = run("cost", "--format", "json", "--format", "csv", folder=work)
    assert (answer.code, answer.output) == (2, "")
    assert "only one format can go to standard output" in answer.errors


def test_files_that_are_as_they_were_are_not_looked_at_again(work: Path) -> None:
    own = {"QUANTUM_LINT_CACHE": str(work.parent / "cache")}
    run("cost", folder=work, more=own)
    kept = sorted((work.parent / "cache/circuits").iterdir())
    run("cost", "--against", "HEAD", folder=work, more=own)
    assert len(kept) == 2
    assert sorted((work.parent / "cache/circuits").iterdir()) == kept
    (work / "ghz.py").write_text(program(shots=8192))
    run("cost", "--against", "HEAD", folder=work, more=own)
    assert len(list((work.parent / "cache/circuits").iterdir())) == 3


def test_a_repository_that_has_lost_objects_is_said(work: Path) -> None:
    os.rename(work / "ghz.py", work / "moved.py")
    blob = git("rev-parse", "HEAD:ghz.py", folder=work).strip()
    (work / ".git/objects" / blob[:2] / blob[2:]).unlink()
    (work / "moved.py").write_text(program(shots=8192))
    git("add", "--all", folder=work)
    answer = run("cost", "--against", "HEAD", folder=work)
    assert (answer.code, answer.output) == (2, "")
    assert answer.errors.startswith("quantum-lint: error: --against: ")
