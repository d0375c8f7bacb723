"""Runs workflows on this machine with `act`, against a local server and without a network."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from tests.cli.runner import PROJECT, environment, git
from tests.support.hooks import INSTALLED, WHEELS, copy
from tests.support.hosting import Host

ACTION = PROJECT / "action.yml"
GUIDE = PROJECT / "docs/pull-requests.md"
STAND_INS = PROJECT / "tests/support/actions"
#: A repository, the folder of the action in it if it has several, and the full commit.
PINNED = re.compile(r"([\w.-]+/[\w.-]+)(?:/[\w./-]+)?@([0-9a-f]{40})")
REPOSITORY = "somebody/work"
#: Made up for the run; whoever receives it shows whether it went astray.
TOKEN = f"made-up-{Random('action').getrandbits(64):x}"


def blocks() -> list[str]:
    """The YAML of the guide."""
    return re.findall(r"^```yaml\n(.*?)^```", GUIDE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def workflow() -> str:
    """The workflow of the guide, ready to paste."""
    return blocks()[0]


def tool(name: str) -> Path:
    """A program that `make dev` installs beside the interpreter; without it a test is skipped, but never in CI."""
    return _needed(Path(sys.executable).with_name(name))


def wheels() -> Path:
    """The folder of the wheels that `make dev` gathers."""
    return _needed(WHEELS / "complete").parent


def library(name: str) -> Path:
    """A package of npm's that `make dev` installs."""
    return _needed(PROJECT / "node_modules" / name)


def _needed(path: Path) -> Path:
    if not path.exists():
        message = f"{path} is missing: run `make dev`"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return path


@dataclass(frozen=True)
class Result:
    """What a workflow did: whether it succeeded, its log, and the artifacts it kept."""

    passed: bool
    log: str
    artifacts: Path


def checkout(folder: Path) -> Path:
    """What a release of the action consists of, at `folder`."""
    for name in (*INSTALLED, "action.yml"):
        copy(PROJECT / name, folder / name)
    return folder


def uses(text: str) -> set[str]:
    """What the steps of a workflow or an action use of others, without the local ones."""
    found = set()
    table = yaml.safe_load(text)
    jobs = table.get("jobs") or {"action": table["runs"]}
    for job in jobs.values():
        found |= {step["uses"] for step in job["steps"] if not step.get("uses", "./").startswith("./")}
    return found


def act(
    event: str,
    payload: dict[str, Any],
    work: Path,
    action: Path,
    host: Host,
    actor: str = "somebody",
    packages: Mapping[str, str] | None = None,
    caches: Path | None = None,
) -> Result:
    """Run the workflow of the repository `work` on an event; what is no stand-in is the action in the folder.

    `packages` are variables that tell pip where to look, by default among the wheels of `make dev` alone. `caches` is
    the folder of act's cache server; without one there is none, as on a host that keeps no caches.
    """
    home = work.parent / "home"
    artifacts = work.parent / "artifacts"
    for folder in (home, artifacts):
        folder.mkdir(exist_ok=True)
    (home / "event.json").write_text(json.dumps(payload), encoding="utf-8")
    variables = {
        "GITHUB_API_URL": host.address,
        "GITHUB_REPOSITORY": REPOSITORY,
        "PIP_NO_COMPILE": "1",  # half of the time of an installation
        "STAND_IN_ARTIFACTS": str(artifacts),
        "STAND_IN_MODULES": str(PROJECT / "node_modules"),
        "STAND_IN_PYTHON": sys.executable,
        **(packages or {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels())}),
    }
    served = ("--cache-server-addr=127.0.0.1", f"--cache-server-path={caches}") if caches else ("--no-cache-server",)
    options = [
        "--platform=ubuntu-latest=-self-hosted",
        *served,
        f"--actor={actor}",
        f"--eventpath={home / 'event.json'}",
        f"--secret=GITHUB_TOKEN={TOKEN}",
        *(f"--env={name}={value}" for name, value in variables.items()),
        *(f"--local-repository={pin}={folder}" for pin, folder in _local(work, action).items()),
    ]
    answer = subprocess.run(
        [tool("act"), event, *options],
        cwd=work,
        env={name: value for name, value in environment(home).items() if name != "PYTHONPATH"},
        capture_output=True,
        check=False,
        text=True,
        timeout=300,
    )
    log = answer.stdout + answer.stderr
    # pytest shows it with -rP, also of tests that pass.
    kept = ", ".join(f"`{path.name}`" for path in sorted(artifacts.rglob("*.*"))) or "nothing"
    passed = "passed" if answer.returncode == 0 else "failed"
    print(f"**{event}** by {actor} {passed}; the host received\n\n{host.told()}\n\nand the artifact holds {kept}.\n")
    assert "Job succeeded" in log or "Job failed" in log, log
    return Result(answer.returncode == 0, log, artifacts)


def _local(work: Path, action: Path) -> dict[str, Path]:
    """For each pinned repository what to take for it."""
    (workflow,) = (work / ".github/workflows").iterdir()
    found = {}
    for use in uses(workflow.read_text(encoding="utf-8")) | uses((action / "action.yml").read_text(encoding="utf-8")):
        pinned = PINNED.fullmatch(use)
        assert pinned, f"{use} is not pinned by its commit"
        stand_in = STAND_INS / pinned[1].partition("/")[2]
        found[f"{pinned[1]}@{pinned[2]}"] = stand_in if stand_in.is_dir() else action
    return found


def commit(folder: Path, **files: str) -> str:
    """Commit these files (`name_py` for `name.py`); the name of the commit."""
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    git("add", "--all", folder=folder)
    git("commit", "--quiet", "--message", "state", folder=folder)
    return git("rev-parse", "HEAD", folder=folder).strip()
