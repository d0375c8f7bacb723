"""The two validators of SARIF: the JSON schema and Microsoft's multitool, both installed by npm.

Neither is enough: the schema lets a wrong `ruleIndex` pass, the multitool a wrong `level`.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest

PACKAGES = Path(__file__).parents[2] / "node_modules/@microsoft"
SCHEMA = PACKAGES / "jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
MULTITOOL = PACKAGES / "sarif-multitool-linux/Sarif.Multitool"


def require(tool: Path) -> Path:
    """The tool; without it a test is skipped, but never in CI."""
    if not tool.exists():
        message = f"{tool} is missing: run `make dev`"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return tool


def schema_errors(log: str) -> list[str]:
    """What the JSON schema has against the log."""
    schema = json.loads(require(SCHEMA).read_text(encoding="utf-8"))
    validator = jsonschema.Draft7Validator(schema)
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(json.loads(log))]


def multitool_errors(log: str, folder: Path) -> list[str]:
    """What the multitool, with GitHub's own rules, has against the log; its exit code tells nothing."""
    written, judged = folder / "log.sarif", folder / "judged.sarif"
    written.write_text(log, encoding="utf-8")
    subprocess.run(
        [require(MULTITOOL), "validate", written, "--rule-kind", "Sarif;Ghas", "-o", judged, "--log", "ForceOverwrite"],
        check=True,
        capture_output=True,
    )
    results: list[Any] = json.loads(judged.read_text(encoding="utf-8-sig"))["runs"][0]["results"]
    return [f"{each['ruleId']}: {each['message']}" for each in results if each.get("level") == "error"]
