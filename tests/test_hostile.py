"""Any bytes in, a report out: hostile files cost a line, never the run."""

from __future__ import annotations

import json
import os
import resource
import time
from pathlib import Path

import pytest

from quantum_lint.engine import ScanRequest, scan
from quantum_lint.model.report import Report
from tests.support.scanning import TODAY, settings_for

#: Every language's words, so that no prefilter keeps a parser from the hostile text.
BAIT = "qiskit QiskitRuntimeService token IONQ_API_KEY pip install qiskit braket dwave"


def scan_folder(folder: Path) -> Report:
    settings = settings_for(root=str(folder), persona="auditor")
    return scan(ScanRequest(settings, paths=(str(folder),), today=TODAY, jobs=1))


def notebook(source: str) -> dict[str, object]:
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "execution_count": 1, "outputs": [], "source": source}
    return {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def truncated_notebook() -> bytes:
    return json.dumps(notebook(f"# {BAIT}\nimport qiskit\n" * 50)).encode()[:900]


def deep_json() -> bytes:
    return b'{"' + BAIT.encode() + b'": ' + b"[" * 10_000 + b"]" * 10_000 + b"}"


def yaml_bomb() -> bytes:
    lines = [f"a0: &a0 [{BAIT}]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    return "\n".join(lines).encode()


HOSTILE = {
    "truncated.ipynb": truncated_notebook(),
    "empty.ipynb": b"",
    "list.ipynb": b"[1, 2]",
    "deep.json": deep_json(),
    "deep.yml": b"- " * 10_000 + b"x",
    "flow.yml": BAIT.encode() + b": " + b"[" * 10_000,
    "bomb.yml": yaml_bomb(),
    ".github/workflows/bomb.yml": yaml_bomb(),
    ".github/workflows/tabs.yml": b"on: push\njobs:\n\tx: 1\n" + BAIT.encode(),
    "nul.py": b"import qiskit\0\nqiskit.execute(1)\n",
    "deep.py": b"import qiskit\nx = " + b"(" * 5_000 + b")" * 5_000,
    "chain.py": b"import qiskit\nx = " + b"-" * 20_000 + b"1\n",
    "call_chain.py": b"import qiskit\nx = qiskit" + b".a()" * 5_000 + b"\n",
    "sum.py": b"import qiskit\nx = " + b"1 + " * 20_000 + b"1\n",
    "bomb.tf": "".join(
        f'locals {{\n  a{n} = [{", ".join([f"local.a{n + 1}"] * 9)}]\n  b{n} = "{f"${{local.b{n + 1}}}" * 9}"\n}}\n'
        for n in range(30)
    ).encode()
    + b'data "aws_iam_policy_document" "braket" {\n  statement {\n    actions = local.a0\n    resources = [local.b0]\n'
    + b"  }\n}\nlocals {\n  a30 = local.a0\n  b30 = local.b0\n}\n",
    "deep.tf": b'resource "braket" "x" {\n' + b"  a {\n" * 5_000,
    "list.tf": b'resource "braket" "x" {\n a = ' + b"[" * 10_000,
    "deep.bicep": b"var braket = " + b"{ a: " * 10_000,
    "bomb.tfstate": b'{"resources": ' + b'{"instances": ' * 5_000,
    "bomb.template.yml": b"AWSTemplateFormatVersion: braket\nResources:\n  X: !Sub [braket]\n" + yaml_bomb(),
    "unclosed.toml": b'[project]\nIONQ_API_KEY = ["qiskit',
    "pyproject.toml": b'[project]\nname = "x"\ndependencies = ["qiskit" "braket"]\n' + b"a." * 5_000 + b"b = 1\n",
    "uv.lock": b"[[package]]\nname = " + b"[" * 5_000,
    "Dockerfile": b"RUN " + b"$(" * 5_000 + BAIT.encode() + b"\\\n" * 5_000,
    "run.sh": b"echo $(" * 5_000 + BAIT.encode() + b"'" * 4_999,
    "README.md": b"```python\n" * 2_000 + BAIT.encode(),
    "requirements.txt": b"qiskit" + b"\\\n" * 5_000 + b"[" * 5_000,
    "latin.py": b"# caf\xe9 \xff\xfe\nimport qiskit\n",
    "utf16.py": "import qiskit\nqiskit.execute(1)\n".encode("utf-16"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_costs_at_most_a_line(name: str, tmp_path: Path) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_bytes(HOSTILE[name])
    (tmp_path / "well.py").write_text(
        "import pickle\nfrom qiskit import QuantumCircuit\npickle.load(open('c.pkl', 'rb'))\n"
    )
    started = time.process_time()
    report = scan_folder(tmp_path)
    assert time.process_time() - started < 10
    assert not report.errors
    assert report.scanned == 2
    assert [finding.rule.name for finding in report.open() if finding.place.path == "well.py"] == ["unsafe-load"]


@pytest.mark.parametrize(
    "name", ["truncated.ipynb", "list.ipynb", "nul.py", "flow.yml", ".github/workflows/tabs.yml", "unclosed.toml"]
)
def test_what_cannot_be_read_is_said(name: str, tmp_path: Path) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_bytes(HOSTILE[name])
    report = scan_folder(tmp_path)
    said = [row.reason for row in report.unreadable] + [each.message for each in report.open()]
    assert said, "nothing was said"
    assert not any("Traceback" in text for text in said)


def test_a_notebook_of_fifty_megabytes_is_bounded(tmp_path: Path) -> None:
    line = f"circuit.h(0)  # {BAIT}\n"
    (tmp_path / "big.ipynb").write_text(json.dumps(notebook(line * (50_000_000 // len(line)))))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    report = scan_folder(tmp_path)
    assert report.scanned + len(report.skipped) + len(report.unreadable) >= 1
    assert not report.errors
    assert time.process_time() - started < 60
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 2_500_000


def test_everything_odd_in_one_folder_is_accounted_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.py")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "gone.py").symlink_to(tmp_path / "nowhere.py")
    (tmp_path / "a\nb.py").write_text("import qiskit\n")
    (tmp_path / "binary.bin").write_bytes(b"\0\1\2")
    report = scan_folder(tmp_path)
    assert report.scanned == 1
    assert {each.path: each.reason for each in report.skipped} == {
        "pipe.py": "not a regular file",
        "loop": "symbolic link: its target is scanned where it is",
        "gone.py": "symbolic link: its target is scanned where it is",
        "binary.bin": "binary",
    }
