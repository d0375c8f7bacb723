"""`quantum-lint demo`: write out a small faulty repository, with credentials made on the spot, and scan it."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator

from quantum_lint import config
from quantum_lint.cli import exits, outputs

DEFAULT = "quantum-lint-demo"


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument(
        "folder", nargs="?", default=DEFAULT, metavar="FOLDER", help=f"where to write it (default: {DEFAULT})"
    )
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="default: on a terminal")
    parser.set_defaults(show_suppressed=False, verbose=False, quiet=False, category="quantum-lint")


def run(arguments: argparse.Namespace) -> int:
    """Write, scan, report. What is found is what was planted, so it is no failure."""
    from quantum_lint.engine import ScanRequest, scan

    folder = arguments.folder
    write(folder)
    settings = config.load((folder,), isolated=True)._replace(root=folder, respect_gitignore=False)
    report = scan(ScanRequest(settings, paths=(folder,)))
    code = exits.INTERNAL if report.errors else exits.CLEAN
    outputs.write(report, (outputs.Target("text"),), arguments, folder, code)
    sys.stdout.write(f"\nThe faults are planted and the credentials made up; {folder}/README.md tells more.\n")
    return code


def _demo_folder() -> str:
    """The folder of the example: inside the package in a wheel, among the fixtures in a checkout."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    inside = os.path.join(package, "_demo")
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(package), "fixtures", "demo")


def write(folder: str) -> None:
    """The example with fresh credentials. Raises UsageError before it would touch anything that is not its own."""
    from random import SystemRandom

    from quantum_lint.synthetic import fill

    source = _demo_folder()
    names = sorted(_files(source))
    strangers = sorted(set(_files(folder)) - set(names))
    if strangers:
        raise exits.UsageError(f"{folder} holds other files ({strangers[0]}); name a new folder")
    made: dict[str, str] = {}
    for name in names:
        with open(os.path.join(source, name), encoding="utf-8") as stream:
            text = fill(stream.read(), SystemRandom(), made)
        _save(os.path.join(folder, name), text)


def _files(folder: str) -> Iterator[str]:
    """The files below a folder, by their paths in it; none if there is no such folder.

    What Python compiled beside a script is not counted: pip does so when it installs the example.
    """
    for parent, _, names in os.walk(folder):
        for name in names if os.path.basename(parent) != "__pycache__" else ():
            yield os.path.relpath(os.path.join(parent, name), folder)


def _save(file: str, text: str) -> None:
    try:
        os.makedirs(os.path.dirname(file), exist_ok=True)
        with open(file, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except OSError as error:
        raise exits.UsageError(f"{file} cannot be written: {error.strerror}") from error
