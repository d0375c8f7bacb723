"""Time `quantum-lint scan` beside `detect-secrets scan` on the same folders, in one run.

Usage: python bench/compare.py FOLDER [FOLDER ...]

Prints for each tool the wall and CPU seconds over all folders and the ratios between them. Ratios of one run are what
to quote: a shared machine's seconds drift. Both tools use their defaults (all cores).
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

OPTIONS = ("--no-fail", "--isolated", "--no-cache", "--format", "json")
QUANTUM_LINT = [sys.executable, "-m", "quantum_lint", "scan", *OPTIONS]
DETECT_SECRETS = [sys.executable, "-m", "detect_secrets", "scan", "--all-files", "--no-verify"]


@dataclass(frozen=True)
class Timing:
    """Wall and CPU seconds (user and system, children included) of one command."""

    wall: float
    cpu: float

    def __add__(self, other: Timing) -> Timing:
        return Timing(self.wall + other.wall, self.cpu + other.cpu)


def measure(command: Sequence[str], folder: str) -> Timing:
    """Run the command in the folder; its output is thrown away."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run([*command, "."], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"{command[2]} failed on {folder}: {done.stderr.decode()[-500:]}")
    return Timing(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def megabytes(folder: str) -> float:
    """Size of the files below the folder."""
    files = (path for path in Path(folder).rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files) / 1e6


def main(folders: Sequence[str]) -> None:
    """Measure both tools on every folder and print the table."""
    size = sum(map(megabytes, folders))
    totals: dict[str, Timing] = {}
    for name, command in (("quantum-lint", QUANTUM_LINT), ("detect-secrets", DETECT_SECRETS)):
        totals[name] = sum((measure(command, folder) for folder in folders), Timing(0, 0))
        timing = totals[name]
        print(f"{name:16} {timing.wall:8.2f} s wall {timing.cpu:8.2f} s CPU {size / timing.wall:8.1f} MB/s")
    ours, theirs = totals["quantum-lint"], totals["detect-secrets"]
    print(f"{'ratio':16} {theirs.wall / ours.wall:8.1f} x      {theirs.cpu / ours.cpu:8.1f} x    on {size:.0f} MB")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    main(sys.argv[1:])
