"""Runs the command line in a process of its own, with nothing of the developer's environment in it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from quantum_lint import __version__

PROJECT = Path(__file__).parent.parent.parent
#: What a process needs to start at all.
KEPT = ("PATH", "SYSTEMROOT", "TMPDIR", "QUANTUM_LINT_CACHE")


@dataclass(frozen=True)
class Run:
    """What a command did. Paths and versions in its output are replaced by placeholders."""

    code: int
    output: str
    errors: str


def environment(home: Path, **more: str) -> dict[str, str]:
    """A scrubbed environment whose home is `home`."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return {
        **kept,
        "HOME": str(home),
        "PYTHONPATH": str(PROJECT),
        "PYTHONUTF8": "1",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "Somebody",
        "GIT_AUTHOR_EMAIL": "somebody@example.org",
        "GIT_COMMITTER_NAME": "Somebody",
        "GIT_COMMITTER_EMAIL": "somebody@example.org",
        **more,
    }


def run(*words: str, folder: Path, given: bytes = b"", more: Mapping[str, str] | None = None) -> Run:
    """`quantum-lint` with these words in `folder`, with `given` on standard input and `more` in the environment."""
    answer = subprocess.run(
        [sys.executable, "-m", "quantum_lint", *words],
        cwd=folder,
        env=environment(folder.parent, **(more or {})),
        input=given,
        capture_output=True,
        check=False,
        timeout=120,
    )
    return Run(answer.returncode, _scrubbed(answer.stdout, folder), _scrubbed(answer.stderr, folder))


def git(*words: str, folder: Path) -> str:
    """The output of git, which must succeed."""
    answer = subprocess.run(
        ["git", *words], cwd=folder, env=environment(folder.parent), capture_output=True, check=True, text=True
    )
    return answer.stdout


def repository(folder: Path) -> Path:
    """An empty git repository at `folder`."""
    folder.mkdir(exist_ok=True)
    git("init", "--quiet", "--initial-branch=main", folder=folder)
    return folder


def _scrubbed(data: bytes, folder: Path) -> str:
    text = data.decode("utf-8", "backslashreplace")
    for path, name in ((str(folder), "[FOLDER]"), (str(PROJECT), "[PROJECT]"), (__version__, "[VERSION]")):
        text = text.replace(path, name)
    return text
