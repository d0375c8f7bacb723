"""Our hooks in a git repository of their own, run by pre-commit and prek without a network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.cli.runner import PROJECT, environment, git, repository

#: `make dev` puts the wheels of everything a hook's environment needs here.
WHEELS = PROJECT / ".venv" / "wheels"
#: What a checkout must hold to be installed.
INSTALLED = (
    "pyproject.toml",
    "README.md",
    "LICENSE",
    ".pre-commit-hooks.yaml",
    "quantum_lint",
    "rules",
    "fixtures/demo",
)
#: Each manager of hooks as a command.
MANAGERS = {"pre-commit": (sys.executable, "-m", "pre_commit"), "prek": (str(Path(sys.executable).with_name("prek")),)}


@dataclass(frozen=True)
class Hooks:
    """The repository of the hooks, and where the manager of this name keeps their environments."""

    source: Path
    home: Path
    manager: str

    def configure(self, work: Path, *hooks: str, **options: Any) -> None:
        """Write the configuration of a user who wants these hooks, with these options."""
        self.write(work, [{"id": hook, **options} for hook in hooks])

    def write(self, work: Path, hooks: list[dict[str, Any]]) -> None:
        """Write the configuration of a user whose hooks are these, of the release."""
        configuration = {"repos": [{"repo": str(self.source), "rev": "v0.1.0", "hooks": hooks}]}
        (work / ".pre-commit-config.yaml").write_text(yaml.safe_dump(configuration), encoding="utf-8")
        git("add", ".pre-commit-config.yaml", folder=work)

    def run(self, work: Path, *words: str) -> subprocess.CompletedProcess[str]:
        """What the manager says of what is staged, or of what the words name."""
        return self.call(work, "run", *words, "--color=never")

    def call(self, work: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """What the manager says to these words, with these variables of the environment besides."""
        return subprocess.run(
            [*MANAGERS[self.manager], *words],
            cwd=work,
            env=self.environment(work) | variables,
            capture_output=True,
            check=False,
            text=True,
            timeout=300,
        )

    def environment(self, work: Path) -> dict[str, str]:
        """A scrubbed environment in which packages come from the wheels alone."""
        offline = {
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(WHEELS),
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_NO_COMPILE": "1",  # half of the time of an installation, for a few runs of it
            "UV_OFFLINE": "1",
            "UV_FIND_LINKS": str(WHEELS),
            "UV_NO_CONFIG": "1",
            "UV_PYTHON_DOWNLOADS": "never",
        }
        homes = {"PRE_COMMIT_HOME": str(self.home), "PREK_HOME": str(self.home)}
        beside = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"  # prek looks for uv there
        clean = environment(work.parent, **homes, **offline, PATH=beside)
        return {name: value for name, value in clean.items() if name != "PYTHONPATH"}


def released(folder: Path) -> Path:
    """A git repository at the folder with what the hooks are installed from."""
    source = repository(folder)
    for name in INSTALLED:
        copy(PROJECT / name, source / name)
    git("add", "--all", folder=source)
    git("commit", "--quiet", "--message", "hooks", folder=source)
    git("tag", "v0.1.0", folder=source)
    return source


def copy(origin: Path, target: Path) -> None:
    """A file or folder of the project, without what Python compiled."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if origin.is_dir():
        shutil.copytree(origin, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy(origin, target)
