"""detect-secrets itself, run with the plugins: it finds, names, remembers and audits what quantum-lint knows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest

from quantum_lint import synthetic
from quantum_lint.detect_secrets_plugins.__main__ import path
from quantum_lint.knowledge import load
from quantum_lint.match.line_credentials import line_credentials
from tests.cli.runner import environment

#: File -> lines of it, with the provider that must be named (None: nothing may be found).
FILES: dict[str, list[tuple[str | None, str]]] = {
    "settings.py": [
        ("dwave", 'TOKEN = "{{dwave.token}}"'),
        ("iqm", 'IQM_TOKEN = "{{iqm.token}}"'),
        (None, 'OQC_AUTH_TOKEN = "YOUR_TOKEN"'),
        (None, 'COMMIT = "3f786850e387550fdab836ed7e6dc881de23001b"'),
    ],
    "lab.env": [("pasqal", "PASQAL_PASSWORD={{pasqal.password}}"), (None, "PASQAL_USERNAME=lab@acme.net")],
    "login.py": [
        ("ionq", 'IonQProvider("{{ionq.api-key}}")'),
        ("qctrl", 'fireopal.authenticate_qctrl_account("{{qctrl.api-key}}")'),
    ],
}
#: These stand in lines that a filter of detect-secrets takes for function calls; docs/detect-secrets.md tells of it.
FILTERED: list[tuple[str | None, str]] = [
    ("superstaq", 'provider = SuperstaqProvider("{{superstaq.api-key}}")'),
    ("quandela", 'token = os.getenv("PCVL_CLOUD_TOKEN", "{{quandela.token}}")'),
]
MODULE = "quantum_lint.detect_secrets_plugins"
FILTER = "detect_secrets.filters.heuristic.is_indirect_reference"
#: What detect-secrets says by itself of the same values.
ITS_OWN = {"IBM Cloud IAM Key", "Base64 High Entropy String", "Hex High Entropy String", "Secret Keyword"}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    for name, lines in FILES.items():
        write(folder / name, lines)
    write(folder / "filtered.py", FILTERED)
    (folder / "cell.ipynb").write_text(json.dumps({"cells": [{"source": [notebook_line()]}]}, indent=1))
    git(folder, "init", "-q")
    git(folder, "add", ".")
    return folder


def write(file: Path, lines: list[tuple[str | None, str]]) -> None:
    made: dict[str, str] = {}
    file.write_text("".join(synthetic.fill(text, Random(7), made) + "\n" for _, text in lines))


def notebook_line() -> str:
    return synthetic.fill('IBMQ.enable_account("{{ibm.legacy-token}}")\n', Random(8))


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=folder, check=True, env=environment(folder.parent))


def run(folder: Path, module: str, *words: str, code: int = 0) -> str:
    done = subprocess.run(
        [sys.executable, "-m", module, *words],
        cwd=folder,
        env=environment(folder.parent, PYTHONPATH=os.pathsep.join(filter(None, sys.path))),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def scan(folder: Path, *words: str) -> dict[str, Any]:
    output = run(folder, "detect_secrets", "scan", "--no-verify", "--plugin", path(), *words)
    baseline: dict[str, Any] = json.loads(output)
    (folder / ".secrets.baseline").write_text(output)
    return baseline


def named(baseline: dict[str, Any], file: str) -> dict[int, str]:
    """Line -> what our plugins say of it."""
    rows = baseline["results"].get(file, [])
    return {row["line_number"]: row["type"] for row in rows if row["type"] not in ITS_OWN}


def expected(lines: list[tuple[str | None, str]]) -> dict[int, str]:
    titles = load().providers
    return {number: f"{titles[provider].title} Credential" for number, (provider, _) in enumerate(lines, 1) if provider}


def test_the_module_prints_where_the_plugins_are(tmp_path: Path) -> None:
    assert run(tmp_path, MODULE) == path() + "\n"
    assert run(tmp_path, MODULE, "--help", code=2) == ""
    assert Path(path()).is_file()


def test_a_scan_names_the_provider_of_each(repository: Path) -> None:
    baseline = scan(repository)
    assert {file: named(baseline, file) for file in FILES} == {file: expected(lines) for file, lines in FILES.items()}
    assert set(named(baseline, "cell.ipynb").values()) == {"IBM Quantum Credential"}
    names = [row["name"] for row in baseline["plugins_used"] if row.get("path") == f"file://{path()}"]
    assert len(names) == len(set(names)) == len(load().providers)


def test_without_its_filter_calls_with_a_result_are_found_too(repository: Path) -> None:
    assert named(scan(repository), "filtered.py") == {}
    assert named(scan(repository, "--disable-filter", FILTER), "filtered.py") == expected(FILTERED)


def test_the_hook_knows_the_baseline_and_stops_what_is_new(repository: Path) -> None:
    scan(repository)
    git(repository, "add", ".")
    hook = ("detect_secrets.pre_commit_hook", "--baseline", ".secrets.baseline", "--no-verify")
    run(repository, *hook, *FILES)
    write(repository / "new.env", [("qci", "QCI_TOKEN={{qci.token}}")])
    assert "Secret Type: Quantum Computing Inc Credential" in run(repository, *hook, "new.env", code=1)


def test_a_file_of_the_repository_is_the_same_path_for_everybody(repository: Path) -> None:
    (repository / "quantum_secrets.py").write_text("from quantum_lint.detect_secrets_plugins.providers import *\n")
    text = run(repository, "detect_secrets", "scan", "--no-verify", "--plugin", "quantum_secrets.py")
    shared = text.replace(f"file://{repository}/", "file://")
    assert shared != text
    (repository / ".secrets.baseline").write_text(shared)
    git(repository, "add", ".")
    hook = ("detect_secrets.pre_commit_hook", "--baseline", ".secrets.baseline", "--no-verify")
    run(repository, *hook, *FILES)
    write(repository / "new.env", [("qci", "QCI_TOKEN={{qci.token}}")])
    assert "Secret Type: Quantum Computing Inc Credential" in run(repository, *hook, "new.env", code=1)


def test_what_its_filter_takes_for_an_id_is_left_out(repository: Path) -> None:
    write(repository / "filtered.py", [("scaleway", 'SCW_SECRET_KEY = "{{scaleway.secret-key}}"  # quantum')])
    assert named(scan(repository), "filtered.py") == {}
    words = ("--disable-filter", "detect_secrets.filters.heuristic.is_potential_uuid")
    assert named(scan(repository, *words), "filtered.py") == {1: "Scaleway Quantum as a Service Credential"}


def test_the_audit_finds_the_lines_again(repository: Path) -> None:
    scan(repository)
    report = json.loads(run(repository, MODULE, "audit", "--report", ".secrets.baseline"))
    types = {kind for row in report["results"] for kind in row["types"]}
    assert {"D-Wave Leap Credential", "IonQ Credential"} <= types


def test_quantum_lint_takes_what_it_accepted_as_accepted(repository: Path) -> None:
    scan(repository)
    command = ("quantum_lint", "scan", "--isolated", "--format", "json", "--select", "credentials", "settings.py")
    before = json.loads(run(repository, *command, code=1))
    after = json.loads(run(repository, *command, "--baseline", ".secrets.baseline"))
    assert [each["suppressed"] for each in before["findings"]] == [None, None]
    assert all(each["suppressed"] for each in after["findings"])
    assert len(after["findings"]) == 2


def test_a_line_of_data_is_not_read() -> None:
    line = synthetic.fill("TOKEN = {{dwave.token}}", Random(1))
    assert list(line_credentials("", line + " " * 6000, "", load())) == []
    assert [each.provider for each, _ in line_credentials("", line, "", load())] == ["dwave"]
