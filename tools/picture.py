"""Draws docs/images/scan.svg from a real scan of the bundled example: `python -m tools.picture`."""

from __future__ import annotations

import io
import os
import pty
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

from quantum_lint.cli import demo

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs/images/scan.svg"
COMMAND = ("scan", "notebooks/portfolio.ipynb", "scripts/braket_sweep.py")
COLUMNS = 110


def scanned() -> str:
    """What the command prints to a terminal, in a fresh copy of the example."""
    with tempfile.TemporaryDirectory() as folder:
        demo.write(folder)
        os.environ.update(PYTHONPATH=str(ROOT), COLUMNS=str(COLUMNS))
        os.chdir(folder)
        output = _in_terminal([sys.executable, "-m", "quantum_lint", *COMMAND, "--isolated"])
        os.chdir(ROOT)
    return output


def _in_terminal(command: list[str]) -> str:
    """What the command prints when it believes that somebody is watching."""
    read = bytearray()

    def kept(descriptor: int) -> bytes:
        data = os.read(descriptor, 65536)
        read.extend(data)
        return b" " if data else b""

    status = os.waitstatus_to_exitcode(pty.spawn(command, kept, lambda _: b""))
    output = read.decode().replace("\r\n", "\n")
    if status != 1:
        raise SystemExit(f"exit code {status}\n{output}")
    return output


def drawn(output: str) -> str:
    """A terminal with the command and its output, as SVG."""
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(f"$ quantum-lint {' '.join(COMMAND)}\n{output}"))
    return console.export_svg(title="quantum-lint", unique_id="scan")


if __name__ == "__main__":
    PICTURE.write_text(drawn(scanned()), encoding="utf-8", newline="\n")
