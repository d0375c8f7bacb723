"""docs/cost.md: every command in it runs, and every file in it is understood."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from quantum_lint.config.keys import COST_POLICY
from quantum_lint.cost.usage import _KEYS
from tests.cli.runner import PROJECT, git, repository, run
from tests.cli.test_cost_against import program
from tests.cli.test_cost_usage import PROGRAM

GUIDE = (PROJECT / "docs/cost.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)


COMMANDS = [line for block in blocks("sh") for line in block.splitlines() if line.startswith("quantum-lint ")]
FILES: dict[str, str] = {}
for block in blocks("toml"):
    name, _, text = block.removeprefix("# ").partition("\n")
    FILES[name] = FILES.get(name, "") + text


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = repository(tmp_path_factory.mktemp("guide") / "work")
    (folder / "ghz.py").write_text(program())
    (folder / "search.py").write_text(PROGRAM)
    (folder / "devices").mkdir()
    [device] = blocks("json")
    (folder / "devices/lab.json").write_text(device)
    git("add", "--all", folder=folder)
    git("commit", "--quiet", "--message", "first", folder=folder)
    return folder


def test_every_command_of_the_guide_runs(work: Path) -> None:
    assert len(COMMANDS) > 10
    for command in COMMANDS:
        answer = run(*shlex.split(command)[1:], folder=work)
        assert (answer.code, answer.errors) == (0, ""), (command, answer)
        assert answer.output or "--output" in command or "--against" in command, command
    assert {"before.json", "costs.html", "costs.csv", "costs.json"} <= {path.name for path in work.iterdir()}


def test_every_file_of_the_guide_is_understood(work: Path) -> None:
    assert set(FILES) == {"quantum-lint-usage.toml", "quantum-lint.toml"}
    for name, text in FILES.items():
        (work / name).write_text(text)
    answer = run("cost", folder=work)
    assert (answer.code, answer.errors) == (0, "")
    assert "in a month" in answer.output
    assert "is about no submission" not in answer.output


def test_every_key_is_in_the_guide() -> None:
    told = set(re.findall(r"`([a-z-]+)`", GUIDE))
    assert set(_KEYS) | set(COST_POLICY) <= told
