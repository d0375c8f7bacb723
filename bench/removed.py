"""Findings about removed interfaces, and files a second, beside other tools: `python -m bench.removed FOLDER...`.

Each folder is copied with one declaration, `qiskit==2.1.0` and `qiskit-ibm-runtime==0.42.0`, so that all tools judge by
the same versions. The peers, `qxlint` and `flake8-qiskit-migration` (with `nbqa` for notebooks), are run from the
environment that PEERS names; what none of them can be told is left to the reader: the places are printed with
`--places`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

PEERS = Path(os.environ.get("PEERS", "/opt/peers"))
DECLARED = "qiskit==2.1.0\nqiskit-ibm-runtime==0.42.0\n"
PLACE = re.compile(r"^(?:\./)?(?P<path>[^:]+?\.(?:py|ipynb)):(?:cell_\d+:)?(?P<line>\d+):\d+:\s*(?P<what>QKT\d+\W.*)$")


def ours(folder: Path) -> list[str]:
    """Places found by removed-interface."""
    command = [sys.executable, "-m", "quantum_lint", "scan", "--isolated", "--no-fail", "--jobs=1", "--format=json"]
    answer = subprocess.run(
        [*command, "--select=removed-interface", "."], cwd=folder, capture_output=True, text=True, check=False
    )
    return [f"{each['path']}:{each['line']} {each['message']}" for each in json.loads(answer.stdout)["findings"]]


def qxlint(folder: Path) -> list[str]:
    """Places found by the rules of qxlint about removed and moved interfaces."""
    command = [str(PEERS / "bin" / "qxlint"), ".", "--format", "json", "--select", "QXL2"]
    answer = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    found = json.loads(answer.stdout or "{}")
    rows = found if isinstance(found, list) else found.get("findings", found.get("diagnostics", []))
    return [json.dumps(row, sort_keys=True) for row in rows if "QXL2" in json.dumps(row)]


def flake8(folder: Path) -> list[str]:
    """Places found by flake8-qiskit-migration, notebooks through nbqa."""
    select = ["--select=QKT", "--jobs=1", "."]
    runs = ([str(PEERS / "bin" / "flake8"), *select], [str(PEERS / "bin" / "nbqa"), "flake8", *select])
    path = f"{PEERS / 'bin'}{os.pathsep}{os.environ['PATH']}"
    lines: list[str] = []
    for command in runs:
        answer = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, check=False, env={**os.environ, "PATH": path}
        )
        lines += [line for line in answer.stdout.splitlines() if PLACE.match(line)]
    return lines


def measured(tool: Callable[[Path], list[str]], folder: Path, number: int) -> list[str]:
    """The tool's places; tells their number and the files a second, of the faster of two runs."""
    seconds, places = [], []
    for _ in range(2):
        start = time.perf_counter()
        places = tool(folder)
        seconds.append(time.perf_counter() - start)
    print(f"{tool.__name__:8} {len(places):6,} findings  {number / min(seconds):8,.1f} files/s")
    return places


def main(words: list[str]) -> None:
    """Print a row for each tool and folder."""
    for source in (word for word in words if not word.startswith("--")):
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary) / "tree"
            for path in sorted(Path(source).rglob("*")):
                if path.suffix in (".py", ".ipynb") and path.is_file() and not path.is_symlink():
                    target = folder / path.relative_to(source)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(path, target)
            (folder / "requirements.txt").write_text(DECLARED, encoding="utf-8")
            number = sum(1 for path in folder.rglob("*") if path.suffix in (".py", ".ipynb"))
            print(f"{source}: {number:,} files")
            for tool in (ours, qxlint, flake8):
                places = measured(tool, folder, number)
                if "--places" in words:
                    print(*(f"    {tool.__name__} {place}" for place in places), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
