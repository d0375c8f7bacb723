"""Run quantum-lint beside other scanners for credentials on the same folders, in one run.

Usage: python bench/credentials.py [--TOOL=COMMAND ...] FOLDER [FOLDER ...]

TOOL is detect-secrets, betterleaks, gitleaks or kingfisher; without a command it is looked for on the PATH. A tool that
is not there is said and left out. No tool is let verify what it finds. Printed are, for each, wall and CPU seconds,
peak memory, megabytes a second of CPU, findings, and how many times the CPU of quantum-lint it took. Ratios of one run
are what to quote: a shared machine's seconds drift. All tools use their defaults (all cores); quantum-lint is asked for
its packs `credentials` and `notebooks`.

Each tool is a function from a folder to a `Run`, so that other programs can compare what was found with what is there.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple


class Found(NamedTuple):
    """A finding: path from the scanned folder, line from 1, the tool's name for it, what its report says of it."""

    path: str
    line: int
    rule: str
    masked: str


class Run(NamedTuple):
    """What a tool found in a folder; wall and CPU seconds (children included), peak MB of its largest process."""

    findings: list[Found]
    wall: float
    cpu: float
    memory: float


class ToolError(Exception):
    """The tool is not there, is not what its name says, or failed."""


Tool = Callable[..., Run]


def quantum_lint(folder: str, command: Sequence[str] = (sys.executable, "-m", "quantum_lint")) -> Run:
    """The packs `credentials` and `notebooks`, at the usual persona."""
    options = (
        "scan",
        "--isolated",
        "--no-fail",
        "--no-cache",
        "--select",
        "credentials,notebooks",
        "--format",
        "json",
        ".",
    )
    return _run((*command, *options), folder, _of_quantum_lint)


def detect_secrets(folder: str, command: Sequence[str] = ("detect-secrets",)) -> Run:
    """All its plugins, without verification."""
    return _run((*command, "scan", "--all-files", "--no-verify", "."), folder, _of_detect_secrets)


def betterleaks(folder: str, command: Sequence[str] = ("betterleaks",)) -> Run:
    """Its own rules, redacted."""
    options = ("filesystem", "--silent", "--no-banner", "--redact", "--exit-code=0", "--output=REPORT.json", ".")
    return _run((*command, *options), folder, _of_betterleaks)


def gitleaks(folder: str, command: Sequence[str] = ("gitleaks",)) -> Run:
    """Its own rules, redacted. PyPI's `gitleaks` is betterleaks under another name, which tells us nothing new."""
    program = shutil.which(command[0])
    usage = subprocess.run([program, "--help"], capture_output=True, text=True, check=False) if program else None
    if usage and "betterleaks" in usage.stdout + usage.stderr:
        raise ToolError("this gitleaks is betterleaks under another name")
    options = ("dir", "--no-banner", "--redact", "--exit-code=0", "--report-format=json", "--report-path=REPORT.json")
    return _run((*command, *options, "."), folder, _of_gitleaks)


def kingfisher(folder: str, command: Sequence[str] = ("kingfisher",)) -> Run:
    """All its rules, redacted, without validation, on the files as they are."""
    options = ("scan", "--no-validate", "--no-update-check", "--git-history=none", "--redact", "--quiet")
    return _run((*command, *options, "--format=json", "--output=REPORT.json", "."), folder, _of_kingfisher)


TOOLS: dict[str, Tool] = {
    "quantum-lint": quantum_lint,
    "detect-secrets": detect_secrets,
    "betterleaks": betterleaks,
    "gitleaks": gitleaks,
    "kingfisher": kingfisher,
}
#: Kingfisher tells by its exit whether it found anything.
_FOUND = 200


def _run(command: Sequence[str], folder: str, read: Callable[[Any], Iterator[Found]]) -> Run:
    """Run a tool in the folder; its report is what it prints, or the file `REPORT.json` of its command."""
    program = shutil.which(command[0])
    if program is None:
        raise ToolError(f"{command[0]} is not installed")
    with tempfile.TemporaryDirectory() as scratch:
        report = Path(scratch, "report.json")
        written = [os.path.abspath(program), *(word.replace("REPORT.json", str(report)) for word in command[1:])]
        printed, errors = Path(scratch, "printed"), Path(scratch, "errors")
        with printed.open("wb") as output, errors.open("wb") as complaints:
            started = time.perf_counter()
            process = subprocess.Popen(written, cwd=folder, stdout=output, stderr=complaints)
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - started
        # Popen has to be told that nobody is left to wait for.
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, _FOUND):
            raise ToolError(f"{command[0]} failed: {errors.read_text(errors='replace')[-300:]}")
        text = (report if report.exists() else printed).read_text(encoding="utf-8")
    findings = [each._replace(path=os.path.normpath(each.path)) for each in read(text)]
    return Run(sorted(findings), wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def _of_quantum_lint(text: str) -> Iterator[Found]:
    for each in json.loads(text)["findings"]:
        yield Found(each["path"], each["line"], each["rule"], each["message"])


def _of_detect_secrets(text: str) -> Iterator[Found]:
    for path, rows in json.loads(text)["results"].items():
        yield from (Found(path, row["line_number"], row["type"], "") for row in rows)


def _of_betterleaks(text: str) -> Iterator[Found]:
    for each in json.loads(text)["findings"]:
        place = each["location"]
        yield Found(place["path"], place["start_line"], each["rule_id"], each["match"]["full"])


def _of_gitleaks(text: str) -> Iterator[Found]:
    for each in json.loads(text):
        yield Found(each["File"], each["StartLine"], each["RuleID"], each["Match"])


def _of_kingfisher(text: str) -> Iterator[Found]:
    """The envelope is followed by a summary in some versions."""
    envelope, _ = json.JSONDecoder().raw_decode(text.lstrip() or '{"findings": []}')
    rows = envelope["findings"]
    for each in rows if isinstance(rows, list) else ():
        found = each["finding"]
        yield Found(found["path"], found["line"], each["rule"]["id"], found["snippet"])


def megabytes(folder: str) -> float:
    """Size of the files below the folder."""
    files = (path for path in Path(folder).rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files) / 1e6


def main(words: Sequence[str]) -> None:
    """Run every tool on every folder and print a line for each tool."""
    given = dict(word[2:].split("=", 1) for word in words if word.startswith("--"))
    folders = [word for word in words if not word.startswith("--")]
    if not folders or not set(given) <= set(TOOLS):
        raise SystemExit(__doc__)
    size = sum(map(megabytes, folders))
    ours = 0.0
    print(f"{size:.0f} MB\n{'':16}{'wall s':>9}{'CPU s':>9}{'peak MB':>9}{'MB/s CPU':>10}{'found':>8}{'CPU ratio':>11}")
    for name, tool in TOOLS.items():
        options = {"command": tuple(given[name].split())} if name in given else {}
        try:
            runs = [tool(folder, **options) for folder in folders]
        except ToolError as error:
            print(f"{name:16} left out: {error}")
            continue
        wall, cpu = sum(run.wall for run in runs), sum(run.cpu for run in runs)
        ours = ours or cpu
        memory, found = max(run.memory for run in runs), sum(len(run.findings) for run in runs)
        print(f"{name:16}{wall:9.2f}{cpu:9.2f}{memory:9.0f}{size / cpu:10.1f}{found:8}{cpu / ours:11.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
