"""The GitHub Action as it is written: what its steps say without a host, and what judges of workflows say of it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import yaml

from quantum_lint.adoption.hosts import filled
from tests.support.workflows import ACTION, GUIDE, PINNED, tool, uses, workflow

pytestmark = pytest.mark.tool


def step(number: int, variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """A step of the action without act, which under load may lose the last line of a step that fails."""
    script = yaml.safe_load(ACTION.read_text(encoding="utf-8"))["runs"]["steps"][number]["run"]
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(command, env=variables, capture_output=True, check=False, text=True)


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("0", ""),
        ("1", "Findings count, or a limit on costs is passed: "),
        ("3", "A defect of quantum-lint makes this "),
    ],
)
def test_the_last_step_says_why_it_fails(code: str, says: str) -> None:
    answer = step(-1, {"EXIT_CODE": code})
    assert answer.returncode == int(code)
    assert answer.stdout.startswith(says)
    assert bool(answer.stdout) == bool(says)


@pytest.mark.parametrize(
    ("inputs", "says"),
    [
        ({"comment": "yes"}, "comment must be true or false"),
        ({"category": "a/../b"}, "category takes letters"),
        ({"cost": "yes"}, "cost must be true, false or static"),
        ({"version": "1.0 --index-url=x"}, "version must be a release"),
    ],
)
def test_wrong_inputs_are_refused_before_anything_is_done(inputs: dict[str, str], says: str) -> None:
    flags = {"new-only": "false", "comment": "true", "upload-sarif": "true", "cost": "false"}
    wishes = {**flags, "category": "x", "version": "", **inputs}
    answer = step(0, {name.upper().replace("-", "_"): value for name, value in wishes.items()})
    assert answer.returncode == 2
    assert answer.stdout.startswith(f"::error title=quantum-lint::{says}")


def test_every_use_is_pinned_and_every_input_comes_by_the_environment() -> None:
    for text in (ACTION.read_text(encoding="utf-8"), workflow()):
        assert uses(text)
        assert all(PINNED.fullmatch(use) for use in uses(text))
    for step in yaml.safe_load(ACTION.read_text(encoding="utf-8"))["runs"]["steps"]:
        assert "${{" not in step.get("run", "")


def test_the_guide_has_every_input_and_output() -> None:
    known = yaml.safe_load(ACTION.read_text(encoding="utf-8"))
    guide = GUIDE.read_text(encoding="utf-8")
    assert re.findall(r"^\| `([\w-]+)` \|", guide, re.MULTILINE) == list(known["inputs"])
    assert all(f"`{name}`" in guide for name in known["outputs"])


@pytest.mark.parametrize("persona", ["regular", "auditor"])
def test_zizmor_has_nothing_against_it(tmp_path: Path, persona: str) -> None:
    (tmp_path / ".github/workflows").mkdir(parents=True)
    (tmp_path / ".github/workflows/quantum-lint.yml").write_text(workflow(), encoding="utf-8")
    package = filled("github-package.yml", {"branch": "main", "requirement": "quantum-lint==0.1.0"})
    (tmp_path / ".github/workflows/package.yml").write_text(package, encoding="utf-8")
    (tmp_path / "action.yml").write_bytes(ACTION.read_bytes())
    answer = subprocess.run(
        [tool("zizmor"), "--offline", "--no-config", f"--persona={persona}", "--format=plain", "."],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        text=True,
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_the_schemas_have_nothing_against_it(tmp_path: Path) -> None:
    (tmp_path / "workflow.yml").write_text(workflow(), encoding="utf-8")
    for schema, path in (("vendor.github-actions", ACTION), ("vendor.github-workflows", tmp_path / "workflow.yml")):
        subprocess.run([tool("check-jsonschema"), "--builtin-schema", schema, str(path)], check=True)
