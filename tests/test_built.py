"""Facts that take building circuits are worked out only where a rule needs them and a file has some."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from quantum_lint.discover import file_of
from quantum_lint.model.file import File
from quantum_lint.model.report import Report
from tests.cli.runner import environment
from tests.support.scanning import scan_files, settings_for

SENDS = """from braket.aws import AwsDevice
from braket.circuits import Circuit

device = AwsDevice("arn:aws:braket:us-east-1::device/qpu/ionq/Forte-1")
task = device.run(Circuit().h(0).cnot(0, 1), shots=5000)
"""
SIMULATES = SENDS.replace("us-east-1::device/qpu/ionq/Forte-1", "::device/quantum-simulator/amazon/sv1")
PROGRAM = """
import json, sys
from quantum_lint.cli.main import main
code = main(sys.argv[1:])
print(json.dumps(sorted(name for name in sys.modules if name in ("qiskit", "quantum_lint.built"))), file=sys.stderr)
"""


def loaded(folder: Path, text: str, *options: str) -> list[str]:
    """Which of Qiskit and what asks for it a scan of a folder with this script imports."""
    tree = folder / "tree"
    tree.mkdir()
    (tree / "run.py").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "scan", "--isolated", "--no-fail", *options, "."],
        cwd=tree, env=environment(folder), capture_output=True, text=True, check=True,
    )  # fmt: skip
    names: list[str] = json.loads(done.stderr.strip().splitlines()[-1])
    return names


def test_work_for_hardware_is_built(tmp_path: Path) -> None:
    assert loaded(tmp_path, SENDS, "--select", "circuits") == ["qiskit", "quantum_lint.built"]


def test_nothing_is_built_for_a_simulator(tmp_path: Path) -> None:
    assert loaded(tmp_path, SIMULATES, "--select", "circuits") == ["quantum_lint.built"]


@pytest.mark.parametrize("options", [("--ignore", "circuits"), ("--scope", "file"), ("--select", "hardware")])
def test_nothing_is_built_where_no_live_rule_needs_it(options: tuple[str, ...], tmp_path: Path) -> None:
    assert "qiskit" not in loaded(tmp_path, SENDS, *options)


def scanned(text: str, configuration: str = "", **changes: Any) -> Report:
    file = file_of("run.py", text.encode())
    assert isinstance(file, File)
    return scan_files((file,), settings_for(configuration, select=frozenset({"run-over-budget"}), **changes))


def test_it_is_said_what_was_left_out_without_qiskit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda *_: None)
    report = scanned(SENDS, "[policy]\nmax-cost-run = 1\n")
    assert not report.findings
    assert [note for note in report.notes if "quantum-lint[circuits]" in note] == list(report.notes) != []
    assert scanned(SIMULATES).notes == ()


def test_a_policy_for_some_paths_holds_in_rules_about_all_files() -> None:
    everywhere = "[policy]\nmax-cost-run = 1\n"
    assert len(scanned(SENDS, everywhere).findings) == 1
    assert not scanned(SENDS, everywhere + '[per-path-policy."run.py"]\nmax-cost-run = 5000\n').findings
    assert len(scanned(SENDS, '[per-path-policy."*.py"]\nmax-cost-run = 1\n').findings) == 1


def test_what_a_usage_file_says_counts() -> None:
    files = [file_of("run.py", SENDS.encode())]
    files.append(file_of("quantum-lint-usage.toml", b'[[submission]]\npath = "run.py"\nshots = 10\n'))
    settings = settings_for("[policy]\nmax-cost-run = 100\n", select=frozenset({"run-over-budget"}))
    made = tuple(file for file in files if isinstance(file, File))
    assert len(scan_files(made[:1], settings).findings) == 1
    assert not scan_files(made, settings).findings
