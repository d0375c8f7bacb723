"""Git repositories with made-up credentials in their past."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import Any

from quantum_lint import synthetic
from quantum_lint.history.run import HistoryRequest, history
from quantum_lint.model.finding import Finding
from quantum_lint.model.report import Report
from tests.cli import runner
from tests.support.scanning import settings_for

CALL = "from qiskit_ionq import IonQProvider\n\nprovider = IonQProvider({quoted})\n"
CLEAN = "import os\nfrom qiskit_ionq import IonQProvider\n\nprovider = IonQProvider(os.environ['IONQ_API_KEY'])\n"
DAY = 86_400


def credential(seed: int) -> str:
    return synthetic.make("ionq", "api-key", Random(seed))


def call(value: str) -> str:
    return CALL.format(quoted=repr(value))


def notebook(output: str, cells: int = 1) -> str:
    made = [
        {
            "cell_type": "code",
            "execution_count": number + 1,
            "metadata": {},
            "outputs": [{"output_type": "stream", "name": "stdout", "text": [output]}] if number == 0 else [],
            "source": [f"x = {number}\n"],
        }
        for number in range(cells)
    ]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}, indent=1)


class Repo:
    """A repository whose commits are a day apart, from 1 January 2024 on."""

    def __init__(self, folder: Path) -> None:
        self.folder = runner.repository(folder)
        self.days = 0

    def git(self, *words: str) -> str:
        moment = f"{1_704_067_200 + self.days * DAY} +0000"
        more = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
        answer = subprocess.run(
            ["git", *words],
            cwd=self.folder,
            env=runner.environment(self.folder.parent, **more),
            capture_output=True,
            check=True,
        )
        return os.fsdecode(answer.stdout).strip()

    def commit(self, **texts: str | None) -> str:
        """Write (or with None remove) the files, whose names have `_` for the dot, and commit; the id."""
        return self.commit_files({name.replace("_", "."): text for name, text in texts.items()})

    def commit_files(self, texts: dict[str, str | None]) -> str:
        for name, text in texts.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                path.unlink()
            else:
                path.write_text(text, encoding="utf-8")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", f"day {self.days}")
        self.days += 1
        return self.git("rev-parse", "HEAD")


def look(folder: Path, **changes: Any) -> Report:
    """The report on the history of the repository in the folder; a defect of ours is raised."""
    settings = changes.pop("settings", settings_for(root=str(folder)))
    report = history(HistoryRequest(settings, paths=changes.pop("paths", (str(folder),)), **changes))
    assert not report.errors, report.errors
    return report


def only(found: Iterable[Finding]) -> Finding:
    (finding,) = found
    return finding


def ends(finding: Finding) -> tuple[str, str]:
    assert finding.past is not None
    return finding.past.first.id, finding.past.last.id
