"""Draws docs/images/scan.svg from a real scan of the bundled example: `python -m tools.picture`."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.text import Text

from quantum_lint.cli import demo

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs/images/scan.svg"
COMMAND = ("scan", "--select", "token-in-output,token-in-call,job-in-loop", "notebooks")
COLUMNS = 116


def scanned() -> str:
    """What the command prints to a terminal, in a fresh copy of the example."""
    os.environ.update(PYTHONPATH=str(ROOT), COLUMNS=str(COLUMNS))
    with tempfile.TemporaryDirectory() as folder:
        demo.write(folder)
        return _in_terminal([sys.executable, "-m", "quantum_lint", *COMMAND, "--isolated"], folder)


def _in_terminal(command: list[str], folder: str) -> str:
    """What the command prints when it believes that somebody is watching."""
    ours, theirs = os.openpty()
    with subprocess.Popen(command, cwd=folder, stdin=theirs, stdout=theirs) as process:
        os.close(theirs)
        output = b"".join(_read(ours)).decode().replace("\r\n", "\n")
    if process.returncode != 1:
        raise SystemExit(f"exit code {process.returncode}\n{output}")
    return output


def _read(descriptor: int) -> Iterator[bytes]:
    """What comes until the other end is closed, which a terminal reports as an error."""
    try:
        while data := os.read(descriptor, 65536):
            yield data
    except OSError:
        return


def drawn(output: str) -> str:
    """A terminal with the command and its output, as SVG."""
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(f"$ quantum-lint {' '.join(COMMAND)}\n{output}"))
    return console.export_svg(title="quantum-lint", unique_id="scan")


if __name__ == "__main__":
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(drawn(scanned()), encoding="utf-8", newline="\n")
