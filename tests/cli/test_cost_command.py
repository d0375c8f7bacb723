"""`quantum-lint cost`."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.runner import PROJECT, run

pytest.importorskip("qiskit")

SCRIPT = """\
from braket.aws import AwsDevice
from braket.circuits import Circuit
from qiskit import QuantumCircuit
from qiskit_ibm_runtime import QiskitRuntimeService, SamplerV2

bell = QuantumCircuit(2)
bell.h(0)
bell.cx(0, 1)
bell.measure_all()
SamplerV2(mode=QiskitRuntimeService().backend("ibm_fez")).run([bell], shots=1000)
garnet = AwsDevice("arn:aws:braket:eu-north-1::device/qpu/iqm/Garnet")
garnet.run(Circuit().h(0).cnot(0, 1), shots=1000)
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    folder = tmp_path / "tree"
    folder.mkdir()
    (folder / "bell.py").write_text(SCRIPT)
    return folder


@pytest.fixture
def without_qiskit(tmp_path: Path) -> dict[str, str]:
    """An environment in which nothing can import Qiskit."""
    folder = tmp_path / "hidden"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(
        "import sys\n"
        "class Hidden:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.partition('.')[0] == 'qiskit':\n"
        "            raise ImportError(name)\n"
        "sys.meta_path.insert(0, Hidden())\n"
        "import importlib.util as util\n"
        "real = util.find_spec\n"
        "util.find_spec = lambda name, package=None: None if name == 'qiskit' else real(name, package)\n"
    )
    return {"PYTHONPATH": f"{PROJECT}{os.pathsep}{folder}"}


def test_a_table_says_what_each_submission_costs(tree: Path) -> None:
    answer = run("cost", folder=tree)
    assert (answer.code, answer.errors) == (0, "")
    lines = answer.output.splitlines()
    assert lines[0] == "bell.py"
    assert lines[2].split() == [
        "line", "10", "bell", "ibm_fez", "2", "1", "7", "1.69", "us", "1", "1,000", "1,000", "2.3-3.3", "98.7", "%",
        "3.60-5.32", "USD",
    ]  # fmt: skip
    assert lines[4].split()[-2:] == ["1.75", "USD"]
    assert lines[-3:-1] == ["2 submissions", "total: 5.35-7.07 USD"]


def test_json_is_what_the_schema_says(tree: Path) -> None:
    from jsonschema import Draft202012Validator

    (tree / "more.py").write_text(SCRIPT.replace("shots=1000", "shots=unknown") + "for _ in more:\n    garnet.run(x)\n")
    answer = run("cost", "--format", "json", "--device", "ibm_fez", "--device", "H2-1", folder=tree)
    table = json.loads(answer.output)
    schema = json.loads((PROJECT / "docs" / "schema" / "cost.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(table)
    assert len(table["submissions"]) == 10
    assert set(table["submissions"][0]) == set(schema["$defs"]["submission"]["properties"])
    assert set(table) == set(schema["properties"])


def test_json_has_the_fields_that_are_promised(tree: Path) -> None:
    first, second = json.loads(run("cost", "--format", "json", folder=tree).output)["submissions"]
    assert (first["path"], first["line"], first["circuit"], first["device"]) == ("bell.py", 10, "bell", "ibm_fez")
    assert (first["shots"], first["executions"], first["two_qubit"]) == (1000, 1000, 1)
    assert first["cost"] == {"low": "3.60", "high": "5.32", "currency": "USD"}
    assert second["cost"] == {"low": "1.75", "high": "1.75", "currency": "USD"}
    assert second["qpu_seconds"] is None


def test_explaining_shows_every_line_with_its_source(tree: Path) -> None:
    answer = run("cost", "--explain", "bell.py:12", folder=tree)
    assert answer.code == 0
    assert "tasks: 1 task at 0.30 = 0.3 USD" in answer.output
    assert "shots: 1,000 shots at 0.00145 = 1.45 USD" in answer.output
    assert "source: https://aws.amazon.com/braket/pricing/" in answer.output
    assert "line 10" not in answer.output


def test_a_place_without_a_submission_is_wrong_usage(tree: Path) -> None:
    answer = run("cost", "--explain", "bell.py:1", folder=tree)
    assert answer.code == 2
    assert answer.errors == "quantum-lint: error: no submission stands at line 1; there are some at 10, 12\n"
    assert run("cost", "--explain", "bell.py", folder=tree).code == 2


def test_a_device_that_only_a_pattern_of_prices_knows_is_said_to_have_no_snapshot(tree: Path) -> None:
    note = "ibm_feez: note there is no snapshot of it, so that times are usual ones; did you mean ibm_fez?"
    assert note in run("cost", "--device", "ibm_feez", folder=tree).output
    assert "no snapshot" not in run("cost", "--device", "ibm_fez", folder=tree).output


def test_devices_are_compared_and_the_cheapest_that_is_good_enough_is_marked(tree: Path) -> None:
    answer = run("cost", "--device", "ibm_fez", "--device", "Garnet", "--min-success", "0.98", folder=tree)
    marked = [line.split()[3] for line in answer.output.splitlines() if line.endswith("<- cheapest")]
    assert marked == ["ibm_fez", "ibm_fez"]
    assert "total on Garnet (on-demand): 3.50 USD" in answer.output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--min-success", "2"), "--min-success: must be above 0 and at most 1"),
        (("--min-success", "half"), "--min-success: must be above 0 and at most 1"),
        (("--min-success", "0.5", "--device", "ibm_fez"), "name another --device or --plan"),
        (("--shots", "0"), "--shots: must be a whole number above 0"),
        (("--shots", "many"), "--shots: must be a whole number above 0"),
        (("--device", ""), "--device: is empty"),
        (("--device", "Granet"), "--device: no device 'Granet' is known; did you mean Garnet?"),
        (("--plan", "flexx"), "--plan: nobody has a plan 'flexx'; did you mean flex?"),
        (("--plan", "braket/flex"), "--plan: nobody has a plan 'braket/flex'"),
        (("--against", ""), "--against: is empty"),
        (("--usage", ""), "--usage: is empty"),
        (("--explain", "bell.py:10", "--format", "json"), "leave out --write-usage and --format"),
        (("--write-usage", "--format", "json"), "leave out --format and --output"),
    ],
)
def test_what_makes_no_sense_is_wrong_usage(tree: Path, words: tuple[str, ...], says: str) -> None:
    answer = run("cost", *words, folder=tree)
    assert (answer.code, answer.output) == (2, "")
    assert says in answer.errors
    assert not (tree / "quantum-lint-usage.toml").exists()


def test_the_report_goes_to_a_file(tree: Path) -> None:
    answer = run("cost", "--output", "cost.txt", folder=tree)
    assert (answer.code, answer.output) == (0, "")
    assert "total: 5.35-7.07 USD" in (tree / "cost.txt").read_text()


def test_without_qiskit_it_says_what_to_install(tree: Path, without_qiskit: dict[str, str]) -> None:
    answer = run("cost", folder=tree, more=without_qiskit)
    assert (answer.code, answer.output) == (2, "")
    assert answer.errors == (
        "quantum-lint: error: circuits are built with Qiskit, which is not installed: "
        "python -m pip install 'quantum-lint[cost]'; --tier static prices without it\n"
    )


def test_the_static_tier_needs_no_qiskit(tree: Path, without_qiskit: dict[str, str]) -> None:
    answer = run("cost", "--tier", "static", "--no-cache", folder=tree, more=without_qiskit)
    assert (answer.code, answer.errors) == (0, "")
    # 2 + 1000 * 0.00035 seconds at 1.60, and a task with 1000 shots
    assert "3.76-5.47 USD" in answer.output
    assert "1.75 USD" in answer.output


def test_no_code_is_run(tree: Path) -> None:
    (tree / "bell.py").write_text(SCRIPT + "open('ran', 'w')\nraise SystemExit(7)\n")
    assert run("cost", folder=tree).code == 0
    assert not (tree / "ran").exists()


def test_a_path_that_is_not_there_is_wrong_usage(tree: Path) -> None:
    answer = run("cost", "nowhere", folder=tree)
    assert (answer.code, answer.errors) == (2, "quantum-lint: error: there is no file or folder nowhere\n")
