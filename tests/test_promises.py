"""What holds of every run: nothing that is scanned runs, and nothing is asked of the network."""

from __future__ import annotations

import os
import pickle
import socket
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from quantum_lint.cli.main import main
from tests.support import notebooks

#: Names of modules that we or our libraries import.
TAKEN = ("argparse", "ast", "fnmatch", "json", "msgspec", "nbformat", "packaging", "quantum_lint", "re2", "yaml")
RUN = "open({marker!r}, 'a').write(__name__ + ' ')\nimport qiskit, pickle, os\n"
COMMANDS = (("scan",), ("scan", "--diff", "--unsafe-fixes"), ("scan", "--staged"), ("baseline", "write"))


class Bomb:
    """Leaves the marker when unpickled."""

    def __init__(self, marker: str) -> None:
        self.marker = marker

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, (f"echo unpickled >> {self.marker}",)


def canary(folder: Path, marker: Path) -> None:
    """A repository whose every file leaves a mark when it is imported, executed, evaluated or unpickled."""
    code = RUN.format(marker=str(marker))
    shell = f"echo run >> {marker}\n"
    files = {
        **{f"{name}.py": code for name in (*TAKEN, "setup", "conftest", "__init__", "noxfile", "tests/test_it")},
        "eval.py": f"import qiskit\nx = eval({code!r})\nexec({code!r})\n__import__('os').system('touch {marker}')\n",
        "install.sh": f"pip install qiskit\n{shell}",
        "Makefile": f"all:\n\t{shell}",
        "Dockerfile": f"FROM python:3.12\nRUN pip install qiskit && {shell}",
        ".github/workflows/ci.yml": f"on: push\njobs: {{a: {{steps: [{{run: '{shell.strip()}'}}]}}}}\n",
        "pyproject.toml": "[project]\nname = 'x'\nversion = '1'\ndependencies = ['qiskit']\n",
        "quantum-lint.toml": "persona = 'auditor'\nrules = ['policy/*.md']\n",
        "policy/ours.md": "+++\nsummary = 'x'\nlanguages = ['*']\nseverity = 'low'\nconfidence = 'low'\n"
        "persona = 'regular'\nsince = '1'\n[match]\ntext = 'os'\nnote = '{0.__class__}'\n+++\n# ours\n",
        ".git/config": f"[core]\n\trepositoryformatversion = 0\n\tfsmonitor = {folder}/monitor\n"
        f"\thooksPath = {folder}\n",
        "monitor": f"#!/bin/sh\n{shell}",
        "post-index-change": f"#!/bin/sh\n{shell}",
    }
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    for name in ("monitor", "post-index-change"):
        (folder / name).chmod(0o755)
    (folder / "circuit.pkl").write_bytes(pickle.dumps(Bomb(str(marker))))
    cells = notebooks.cells_of(f"# %%\n!{shell}\n%run setup.py\n%%bash\n{shell}\n# %%\n{code}")
    (folder / "run.ipynb").write_bytes(notebooks.build(cells, {}))


@pytest.mark.parametrize("start", [("-m", "quantum_lint"), ("quantum-lint",)], ids=" ".join)
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_nothing_that_is_scanned_runs(words: tuple[str, ...], start: tuple[str, ...], tmp_path: Path) -> None:
    folder, marker = tmp_path / "repository", tmp_path / "marker"
    folder.mkdir()
    canary(folder, marker)
    if start[0] == "-m":
        (folder / "quantum_lint.py").unlink()  # it is what `-m` would start, by the user's own wish
        command = [sys.executable, *start]
    else:
        (tmp_path / start[0]).write_text("from quantum_lint.__main__ import run\nrun()\n")
        command = [sys.executable, str(tmp_path / start[0])]
    done = subprocess.run(
        [*command, *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    assert not marker.exists(), marker.read_text()


def test_a_scan_asks_nothing_of_the_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("a socket was asked for")

    class Refused(socket.socket):  # libraries derive classes of their own from it
        __init__ = refuse

    monkeypatch.setattr(socket, "socket", Refused)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert main(["demo", str(tmp_path / "demo")]) == 0
    assert main(["scan", "--persona", "auditor", "--jobs", "1", "--format", "sarif", str(tmp_path / "demo")]) == 1
