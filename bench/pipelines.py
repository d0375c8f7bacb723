"""Measure quantum-lint on pipelines, on a large lock and on one changed workflow, all made up here.

Usage: python -m bench.pipelines [--workflows N] [--seed TEXT] [--tries N]

The same seed writes the same files: N workflows of two to four jobs with five to twelve steps each (about 90 lines; one
in six holds a provider's credential), as many pipelines of other hosts as a tenth of that, and a `uv.lock` of 5 MB.
Printed are the least wall and CPU seconds of several tries, without a cache of findings, and the goal for each:
500 workflows in less than 2 s, the lock in less than 0.5 s, and a changed workflow in the hook for 30 ms of CPU more
than a clean Python file takes.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.parse.pipelines import PIPELINES

#: Bytes of the lock.
LOCK = 5_000_000
SCAN = (sys.executable, "-m", "quantum_lint", "scan", "--isolated", "--no-fail", "--no-cache", "--quiet")
HOOK = (*SCAN, "--scope", "file")
SECRETS = ("QISKIT_IBM_TOKEN", "IONQ_API_KEY", "DWAVE_API_TOKEN", "QBRAID_API_KEY")
STEPS = (
    "uses: actions/checkout@v4",
    "uses: actions/setup-python@v5\n        with: {python-version: '${{ matrix.python }}'}",
    "uses: astral-sh/setup-uv@1111111111111111111111111111111111111111  # v6.0.0",
    "run: |\n          python -m pip install --upgrade pip\n          pip install -r requirements.txt",
    "run: pip install qiskit==2.4.2 qiskit-aer==0.17.1",
    "name: Lint\n        run: |\n          ruff check .\n          mypy src",
    "name: Test\n        run: python -m pytest tests -n auto --cov=lab --cov-report=xml",
    "name: Build\n        run: python -m build && twine check dist/*",
    "uses: actions/upload-artifact@v4\n        with:\n          name: results\n          path: out/",
    'if: always()\n        run: |\n          for each in out/*.json; do\n            wc -c "$each"\n          done',
)
CLEAN = "import os\n\nprint(sorted(os.listdir('.')))\n"


class Seconds(NamedTuple):
    """The least of several tries."""

    wall: float
    cpu: float


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--workflows", type=int, default=500)
    parser.add_argument("--seed", default="pipelines")
    parser.add_argument("--tries", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, random = Path(name), Random(arguments.seed)
        count, each = arguments.workflows, max(arguments.workflows // 10, 1)
        _write(folder / "workflows", {f".github/workflows/ci{n}.yml": workflow(random) for n in range(count)})
        _write(folder / "hosts", dict(hosts(each)))
        _write(folder / "lock", {"uv.lock": lock(random, LOCK)})
        _write(folder / "hook", {"clean.py": CLEAN, ".github/workflows/ci.yml": workflow(random)})
        clean = measured((*HOOK, "clean.py"), folder / "hook", arguments.tries)
        changed = measured((*HOOK, ".github/workflows/ci.yml"), folder / "hook", arguments.tries)
        _row(f"{count} workflows", measured((*SCAN, "."), folder / "workflows", arguments.tries), "wall < 2 s")
        _row(f"{each} of each other host", measured((*SCAN, "."), folder / "hosts", arguments.tries), "")
        _row("uv.lock of 5 MB", measured((*SCAN, "uv.lock"), folder / "lock", arguments.tries), "wall < 0.5 s")
        _row("hook, clean Python file", clean, "")
        _row("hook, changed workflow", changed, f"CPU + 30 ms at most; + {1000 * (changed.cpu - clean.cpu):.0f} ms")
    return 0


def workflow(random: Random) -> str:
    """A workflow; one in six hands a credential to a step."""
    secret = random.choice(SECRETS) if random.random() < 1 / 6 else ""
    jobs = "\n".join(_job(random, number, secret) for number in range(random.randint(2, 4)))
    return (
        "name: CI\non:\n  push: {branches: [main]}\n  pull_request:\n  schedule:\n    - cron: '0 4 * * 1'\n"
        f"permissions:\n  contents: read\njobs:\n{jobs}\n"
    )


def _job(random: Random, number: int, secret: str) -> str:
    steps = [f"      - {each}" for each in random.choices(STEPS, k=random.randint(5, 12))]
    if secret and not number:
        steps.append(
            f"      - name: Device\n        env:\n          {secret}: ${{{{ secrets.{secret} }}}}\n"
            "        run: python device.py --shots 100"
        )
    head = (
        f"  job{number}:\n    strategy:\n      matrix:\n        python: ['3.10', '3.11', '3.12']\n"
        "        os: [ubuntu-latest, macos-latest]\n    runs-on: ${{ matrix.os }}\n    steps:\n"
    )
    return head + "\n".join(steps)


def hosts(count: int) -> Iterator[tuple[str, str]]:
    """Paths and texts of pipelines of the other hosts."""
    for path, (text, _) in PIPELINES.items():
        yield from ((f"project{number}/{path}", text) for number in range(count))


def lock(random: Random, size: int) -> str:
    """A `uv.lock` of so many bytes."""
    pieces, length = ["version = 1\nrequires-python = '>=3.10'\n"], 0
    while length < size:
        name, version = f"package-{len(pieces)}", f"{random.randint(0, 30)}.{random.randint(0, 30)}.0"
        wheels = "".join(
            f'    {{ url = "https://files.pythonhosted.org/packages/{name}-{version}-cp3{minor}.whl", '
            f'hash = "sha256:{random.randbytes(32).hex()}", size = {random.randint(1000, 9_000_000)} }},\n'
            for minor in range(10, 14)
        )
        piece = f'\n[[package]]\nname = "{name}"\nversion = "{version}"\nwheels = [\n{wheels}]\n'
        pieces.append(piece)
        length += len(piece)
    return "".join(pieces) + '\n[[package]]\nname = "qiskit"\nversion = "2.4.2"\n'


def measured(command: tuple[str, ...], folder: Path, tries: int) -> Seconds:
    """What the command takes at least; a first try fills the caches of knowledge."""
    found = [_once(command, folder) for _ in range(tries + 1)][1:]
    return Seconds(min(each.wall for each in found), min(each.cpu for each in found))


def _once(command: tuple[str, ...], folder: Path) -> Seconds:
    started, before = time.monotonic(), os.times()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    wall, after = time.monotonic() - started, os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Seconds(wall, cpu)


def _write(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def _row(name: str, seconds: Seconds, goal: str) -> None:
    print(f"{name:28} wall {seconds.wall:6.3f} s  CPU {seconds.cpu:6.3f} s  {goal}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
