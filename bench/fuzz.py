"""Read programs that nobody wrote with the deep mode, and say what escaped and what took long.

Usage: python -m bench.fuzz [--programs N] [--seed N] [--jobs N] FOLDER [FOLDER ...]

Each program is a script, or the code of a notebook, below one of the folders with some of its lines dropped, doubled,
swapped, taken from another one, with numbers made large, negative or fractional, and names put in the place of others.
Reading it must end within the budget of its limits, give circuits that are exact or say why not, and let no exception
out. The same seed makes the same programs. The exit code is 1 if one of them broke a promise; its seed is printed.
"""

from __future__ import annotations

import argparse
import ast
import json
import multiprocessing
import random
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from quantum_lint.evaluate.budget import DEEP
from quantum_lint.evaluate.deep import circuits_of
from quantum_lint.evaluate.positions import Positions, Source
from quantum_lint.model.file import File
from quantum_lint.parse import whole

LARGEST = 30_000
SDKS = ("qiskit", "cirq", "braket", "pennylane")
#: A change that leaves no Python is tried again so often.
TRIES = 30
#: Seconds of a program, and what it may take longer: a call of a library is not cut off in the middle.
LIMITS = DEEP._replace(steps=100_000, seconds=2)
GRACE = 4.0
NUMBERS = ("0", "-1", "1", "3", "64", "10**6", "10**12", "2**200", "0.5", "1e308", "1j", "True", "None", "'a'", "[]")
_NUMBER = re.compile(r"\b\d+(?:\.\d+)?\b")
_NAME = re.compile(r"\b[a-z_]\w*\b")


class Outcome(NamedTuple):
    """What reading came to: how certain the circuits are, what broke (empty: nothing), and CPU seconds."""

    seed: int
    certainties: tuple[str, ...]
    broken: str
    seconds: float


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--programs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("folders", nargs="+", metavar="FOLDER")
    arguments = parser.parse_args()
    scripts = texts(arguments.folders)
    seeds = range(arguments.seed, arguments.seed + arguments.programs)
    with multiprocessing.get_context("spawn").Pool(arguments.jobs, maxtasksperchild=500) as pool:
        outcomes = list(pool.imap_unordered(partial(tried, scripts=scripts), seeds, chunksize=20))
    return report(outcomes, len(scripts))


def report(outcomes: Sequence[Outcome], scripts: int) -> int:
    """Print how it went; the exit code."""
    certainties = Counter(each for outcome in outcomes for each in outcome.certainties)
    broken = sorted(outcome for outcome in outcomes if outcome.broken)
    longest = max(outcome.seconds for outcome in outcomes)
    print(f"{len(outcomes):,} programs made of {scripts:,} scripts: {len(broken)} broke a promise")
    print("circuits:", ", ".join(f"{count:,} {name}" for name, count in certainties.most_common()) or "none")
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"longest {longest:.1f} s of CPU; most memory of a process {memory:.0f} MB")
    for outcome in broken[:20]:
        print(f"  seed {outcome.seed}: {outcome.broken}")
    return 1 if broken else 0


def texts(folders: Sequence[str]) -> list[str]:
    """The scripts and the code of the notebooks below the folders that build circuits, in a fixed order."""
    paths = sorted(path for folder in folders for path in Path(folder).rglob("*") if path.suffix in (".py", ".ipynb"))
    found = [text for text in map(code, paths) if len(text) < LARGEST]
    return [text for text in found if any(sdk in text for sdk in SDKS)]


def code(path: Path) -> str:
    """The Python of a file; empty where there is none."""
    try:
        text = path.read_bytes().decode("utf-8", "replace")
        cells = json.loads(text)["cells"] if path.suffix == ".ipynb" else ()
    except (OSError, ValueError, KeyError):
        return ""
    pieces = ["".join(cell["source"]) for cell in cells if cell.get("cell_type") == "code"] if cells else [text]
    return "\n".join(
        line for piece in pieces for line in piece.splitlines() if not line.lstrip().startswith(("%", "!"))
    )


def tried(seed: int, scripts: Sequence[str]) -> Outcome:
    """What reading the program of a seed came to."""
    text = mutated(random.Random(seed), scripts)
    start = time.process_time()
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Outcome(seed, (), "", time.process_time() - start)
    fragment = whole(File("program.py", "python", text.encode("utf-8", "replace")))
    try:
        found = circuits_of([Source(body, Positions(fragment, text, 0))], limits=LIMITS)
        broken = next((f"{each.certainty} because {each.reason!r}" for each in found.circuits if not _sound(each)), "")
        certainties = tuple(each.certainty for each in found.circuits)
    except BaseException as error:  # noqa: BLE001  that is what is looked for
        certainties, broken = (), f"{type(error).__name__}: {error}"
    seconds = time.process_time() - start
    return Outcome(seed, certainties, broken or ("too long" if seconds > LIMITS.seconds + GRACE else ""), seconds)


def _sound(built: object) -> bool:
    certainty, reason = built.certainty, built.reason  # type: ignore[attr-defined]
    return certainty in ("exact", "bounded", "unknown") and bool(reason) == (certainty != "exact")


def mutated(chance: random.Random, scripts: Sequence[str]) -> str:
    """A script with up to twenty changes, each of which leaves Python that can be parsed."""
    lines = chance.choice(scripts).splitlines() or [""]
    for _ in range(chance.randint(1, 20)):
        for _ in range(TRIES):
            changed = list(lines)
            chance.choice(CHANGES)(chance, changed, scripts)
            if _parsed(changed):
                lines = changed
                break
    return "\n".join(lines)


def _parsed(lines: Sequence[str]) -> bool:
    try:
        ast.parse("\n".join(lines))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _drop(chance: random.Random, lines: list[str], scripts: Sequence[str]) -> None:
    if len(lines) > 1:
        lines.pop(chance.randrange(len(lines)))


def _double(chance: random.Random, lines: list[str], scripts: Sequence[str]) -> None:
    at = chance.randrange(len(lines))
    lines.insert(at, lines[at])


def _swap(chance: random.Random, lines: list[str], scripts: Sequence[str]) -> None:
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]


def _foreign(chance: random.Random, lines: list[str], scripts: Sequence[str]) -> None:
    line = chance.choice(chance.choice(scripts).splitlines() or [""]).strip()
    at = chance.randrange(len(lines))
    lines.insert(at, lines[at][: len(lines[at]) - len(lines[at].lstrip())] + line)


def _number(chance: random.Random, lines: list[str], scripts: Sequence[str]) -> None:
    at = chance.randrange(len(lines))
    lines[at] = _NUMBER.sub(chance.choice(NUMBERS), lines[at], count=1)


def _name(chance: random.Random, lines: list[str], scripts: Sequence[str]) -> None:
    at = chance.randrange(len(lines))
    names = _NAME.findall(chance.choice(lines))
    if names:
        lines[at] = _NAME.sub(chance.choice(names), lines[at], count=1)


CHANGES = (_drop, _double, _swap, _foreign, _number, _number, _name)

if __name__ == "__main__":
    sys.exit(main())
