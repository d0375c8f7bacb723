"""Devices of a user's own, in `quantum-lint cost` and wherever else devices count."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.runner import run

pytest.importorskip("qiskit")

PROGRAM = """\
from qiskit import QuantumCircuit
from qiskit_ibm_runtime import QiskitRuntimeService, SamplerV2

bell = QuantumCircuit(2)
bell.h(0)
bell.cx(0, 1)
bell.measure_all()
SamplerV2(mode=QiskitRuntimeService().backend("{device}")).run([bell], shots=1000)
"""


def device(name: str = "ibm_lab", error: float = 0.1, qubits: int = 2, **more: Any) -> str:
    """The text of a device file: qubits in a row."""
    pairs = [qubit for first in range(qubits - 1) for qubit in (first, first + 1)]
    operations = [
        {"name": "rz", "virtual": True},
        {"name": "sx", "duration_ns": 30, "error": 0},
        {"name": "cz", "on": pairs, "width": 2, "mirrored": True, "duration_ns": 70, "error": error},
        {"name": "measure", "duration_ns": 1000, "error": 0},
    ]
    table = {"name": name, "provider": "ibm", "as_of": "2026-11-01", "repetition_delay_us": 1000, "qubits": qubits}
    return json.dumps({**table, "operations": operations, **more})


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    folder = tmp_path / "tree"
    folder.mkdir()
    (folder / "bell.py").write_text(PROGRAM.format(device="ibm_lab"))
    (folder / "lab.json").write_text(device())
    return folder


def submission(tree: Path, *words: str) -> dict[str, Any]:
    answer = run("cost", "--format", "json", *words, folder=tree)
    assert (answer.code, answer.errors) == (0, "")
    [found] = json.loads(answer.output)["submissions"]
    return dict(found)


def test_code_is_priced_on_the_device_that_it_names(tree: Path) -> None:
    before, found = submission(tree), submission(tree, "--device-file", "lab.json")
    assert before["snapshot"]["name"] == "ibm_fez"
    assert before["assumed"] == ["ibm_lab is not among the device snapshots: ibm_fez stands for it"]
    assert found["snapshot"] == {"name": "ibm_lab", "as_of": "2026-11-01"}
    assert (found["assumed"], found["two_qubit"], found["success_probability"]) == ([], 1, 0.9)
    # 1,000 times the delay of the file and the circuit, after the overhead of a job
    assert float(found["qpu_seconds"]["low"]) == pytest.approx(2 + 1000 * (1e-3 + 1e-6), abs=0.01)


def test_the_configuration_names_devices_by_globs(tree: Path) -> None:
    (tree / "quantum-lint.toml").write_text('[cost]\ndevices = ["*.json"]\n')
    assert submission(tree)["snapshot"]["name"] == "ibm_lab"


def test_one_of_a_name_that_we_know_stands_above_ours(tree: Path) -> None:
    (tree / "bell.py").write_text(PROGRAM.format(device="ibm_fez"))
    (tree / "lab.json").write_text(device("ibm_fez", error=0.2))
    assert submission(tree, "--device-file", "lab.json")["success_probability"] == 0.8


def test_the_command_line_stands_above_the_configuration(tree: Path) -> None:
    (tree / "quantum-lint.toml").write_text('[cost]\ndevices = ["lab.json"]\n')
    (tree / "other.json").write_text(device(error=0.3))
    assert submission(tree, "--device-file", "other.json")["success_probability"] == 0.7


def test_a_device_that_changed_is_looked_at_anew(tree: Path) -> None:
    assert submission(tree, "--device-file", "lab.json")["success_probability"] == 0.9
    (tree / "lab.json").write_text(device(error=0.25))
    assert submission(tree, "--device-file", "lab.json")["success_probability"] == 0.75


def test_it_is_compared_with_others(tree: Path) -> None:
    words = ("--device-file", "lab.json", "--device", "ibm_lab", "--device", "ibm_fez", "--min-success", "0.95")
    answer = run("cost", *words, folder=tree)
    rows = [line.split() for line in answer.output.splitlines() if line.startswith("  line")]
    assert [row[3] for row in rows] == ["ibm_lab", "ibm_fez"]
    assert [row[-1] for row in rows] == ["USD", "cheapest"]


def test_prices_by_time_need_a_plan_that_knows_it(tree: Path) -> None:
    (tree / "lab.json").write_text(device("lab_one", provider="lab"))
    words = ("--device-file", "lab.json", "--device", "lab_one")
    assert submission(tree, *words)["unknown_because"] == "no plan for lab_one is known"
    (tree / "quantum-lint.toml").write_text(
        '[[cost.plan]]\nprovider = "lab"\nroute = "hour"\nas-of = "2026-11-01"\ndevice = "lab_.*"\ntitle = "Lab"\n'
        'currency = "USD"\nmodel = "per-second"\nprices = { second = "10" }\n'
    )
    found = submission(tree, *words)
    assert (found["provider"], found["plan"]) == ("lab", "hour")
    assert found["cost"]["low"] != "0"


def test_what_nothing_runs_on_is_said(tree: Path) -> None:
    (tree / "other.json").write_text(device("other"))
    answer = run("cost", "--device-file", "other.json", "--device-file", "lab.json", folder=tree)
    assert "other.json: note nothing runs on other; with --device other everything is priced there" in answer.output
    assert "nothing runs on ibm_lab" not in answer.output


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"name": 1}', "lab.json: no device snapshot: Expected `str`, got `int` - at `$.name`"),
        ('{\n  "name"\n}', "lab.json:3: no JSON: "),
        (None, "lab.json: cannot be read: No such file or directory"),
    ],
)
def test_a_bad_file_is_wrong_usage(tree: Path, text: str | None, says: str) -> None:
    (tree / "lab.json").unlink()
    if text is not None:
        (tree / "lab.json").write_text(text)
    answer = run("cost", "--device-file", "lab.json", folder=tree)
    assert (answer.code, answer.output) == (2, "")
    assert says in answer.errors


def test_two_files_of_one_device_are_wrong_usage(tree: Path) -> None:
    (tree / "again.json").write_text(device(error=0.5))
    answer = run("cost", "--device-file", "lab.json", "--device-file", "again.json", folder=tree)
    assert (answer.code, answer.output) == (2, "")
    assert "again.json: the device ibm_lab is in lab.json, too" in answer.errors


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ('["none*.json"]', "quantum-lint.toml:2: 'none*.json' names no file"),
        ('"lab.json"', "quantum-lint.toml:2: cost.devices must be a list of texts"),
    ],
)
def test_a_configuration_that_names_no_file_is_wrong(tree: Path, value: str, says: str) -> None:
    (tree / "quantum-lint.toml").write_text(f"[cost]\ndevices = {value}\n")
    answer = run("cost", folder=tree)
    assert answer.code == 2
    assert says in answer.errors


def test_a_change_is_judged_on_it(tree: Path) -> None:
    (tree / "quantum-lint.toml").write_text('[cost]\ndevices = ["lab.json"]\n')
    run("cost", "--format", "json", "--output", "before.json", folder=tree)
    (tree / "bell.py").write_text(PROGRAM.format(device="ibm_lab").replace("shots=1000", "shots=2000"))
    answer = run("cost", "--against", "before.json", folder=tree)
    assert "ibm_lab" in answer.output
    assert "shots: 1,000 -> 2,000" in answer.output


def test_prices_show_it(tree: Path) -> None:
    (tree / "quantum-lint.toml").write_text('[cost]\ndevices = ["lab.json"]\n')
    names = [each["name"] for each in json.loads(run("prices", "--format", "json", folder=tree).output)["devices"]]
    assert "ibm_lab" in names
    assert len(names) == len(set(names))


def test_rules_judge_by_it_and_the_policy_approves_it(tree: Path) -> None:
    (tree / "bell.py").write_text(PROGRAM.format(device="ibm_lab").replace("QuantumCircuit(2)", "QuantumCircuit(3)"))
    (tree / "quantum-lint.toml").write_text(
        '[cost]\ndevices = ["lab.json"]\n[policy]\napproved-devices = ["ibm_fez"]\n'
    )
    words = ("scan", "--select", "circuit-too-wide,unapproved-backend", "--format", "json")
    found = json.loads(run(*words, folder=tree).output)["findings"]
    assert {each["rule"] for each in found} == {"circuit-too-wide", "unapproved-backend"}
    (tree / "lab.json").write_text(device(qubits=3))
    (tree / "quantum-lint.toml").write_text(
        '[cost]\ndevices = ["lab.json"]\n[policy]\napproved-devices = ["ibm_lab"]\n'
    )
    assert json.loads(run(*words, folder=tree).output)["findings"] == []
