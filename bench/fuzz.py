"""Read programs that nobody wrote with the deep mode, and say what escaped and what took long.

Usage: python -m bench.fuzz [--programs N] [--seed N] [--jobs N] FOLDER [FOLDER ...]

Each program is a script, or the code of a notebook, below one of the folders with some of its lines dropped, doubled,
swapped, taken from another one, with numbers made large, negative or fractional, and names put in the place of others.
Each SDK has as many programs as the others; those without a function have one at times that nobody calls around them.
Reading it must end within the budget of its limits, give circuits that are exact or say why not and can be measured,
and let no exception out. The same seed makes the same programs. The exit code is 1 if one of them broke a promise; its
seed is printed.
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
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from quantum_lint.circuits.measure import measures
from quantum_lint.evaluate.budget import DEEP
from quantum_lint.evaluate.deep import Built, Deep, circuits_of
from quantum_lint.evaluate.positions import Positions, Source
from quantum_lint.model.file import File
from quantum_lint.parse import whole

LARGEST = 30_000
SDKS = ("qiskit", "cirq", "braket", "pennylane", "pytket")
#: A change that leaves no Python is tried again so often.
TRIES = 30
#: Seconds of a program, and what it may take longer: a call of a library is not cut off in the middle.
LIMITS = DEEP._replace(steps=100_000, seconds=2)
GRACE = 4.0
NUMBERS = ("0", "-1", "1", "3", "64", "10**6", "10**12", "2**200", "0.5", "1e308", "1j", "True", "None", "'a'", "[]")
_NUMBER = re.compile(r"\b\d+(?:\.\d+)?\b")
_NAME = re.compile(r"\b[a-z_]\w*\b")
_IMPORT = re.compile(r"\s*(import|from)\s")
#: By SDK; set in each process once, as they are many.
Scripts = dict[str, list[str]]
_scripts: Scripts = {}


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
    with multiprocessing.get_context("spawn").Pool(arguments.jobs, _begin, (scripts,), 500) as pool:
        outcomes = list(pool.imap_unordered(tried, seeds, chunksize=20))
    return report(outcomes, sum(map(len, scripts.values())))


def _begin(scripts: Scripts) -> None:
    _scripts.update(scripts)


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


def texts(folders: Sequence[str]) -> Scripts:
    """The scripts and the code of the notebooks below the folders that build circuits, by SDK, in a fixed order."""
    paths = sorted(path for folder in folders for path in Path(folder).rglob("*") if path.suffix in (".py", ".ipynb"))
    found = dict.fromkeys(text for text in map(code, paths) if len(text) < LARGEST)
    by_sdk = {sdk: [text for text in found if sdk in text] for sdk in SDKS}
    return {sdk: several for sdk, several in by_sdk.items() if several}


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


def tried(seed: int) -> Outcome:
    """What reading the program of a seed came to."""
    text = program(seed)
    start = time.process_time()
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Outcome(seed, (), "", time.process_time() - start)
    fragment = whole(File("program.py", "python", text.encode("utf-8", "replace")))
    try:
        every = list(_all(circuits_of([Source(body, Positions(fragment, text, 0))], limits=LIMITS)))
        broken = next((f"{each.certainty} because {each.reason!r}" for each in every if not _sound(each)), "")
        certainties = tuple(each.certainty for each in every)
    except BaseException as error:  # noqa: BLE001  that is what is looked for
        certainties, broken = (), f"{type(error).__name__}: {error}"
    seconds = time.process_time() - start
    return Outcome(seed, certainties, broken or ("too long" if seconds > LIMITS.seconds + GRACE else ""), seconds)


def _all(found: Deep) -> Iterator[Built]:
    """The circuits that names hold, that calls are given, and of functions that nobody calls."""
    yield from found.circuits
    yield from (built for handed in found.handed for built in handed.circuits)
    yield from (built for template in found.templates for built in template.circuits)


def _sound(built: Built) -> bool:
    measured = measures(built.circuit)
    counted = sum(count for _, count in measured.gates) == measured.size
    return (
        counted
        and built.certainty in ("exact", "bounded", "unknown")
        and bool(built.reason) == (built.certainty != "exact")
    )


def program(seed: int) -> str:
    """The program of a seed, of the scripts that this process knows."""
    chance = random.Random(seed)
    return mutated(chance, _scripts[chance.choice(sorted(_scripts))])


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


def _uncalled(chance: random.Random, lines: list[str], scripts: Sequence[str]) -> None:
    """Put all but the imports into a function with a parameter or two, which nobody calls."""
    if any(line.startswith("def made_up(") for line in lines):
        return
    parameters = ", ".join(chance.sample(PARAMETERS, chance.randint(0, 2)))
    imports = [line for line in lines if _IMPORT.match(line) and _parsed([line.strip()])]
    kept = [line for line in lines if line not in imports]
    last = chance.choice([name for line in kept[-5:] for name in _NAME.findall(line)] or ["None"])
    lines[:] = [line.strip() for line in imports]
    lines += [f"def made_up({parameters}):", *(f"    {line}" for line in kept), f"    return {last}"]


PARAMETERS = (
    "n",
    "num_qubits: int",
    "qubits",
    "wires",
    "circuit",
    "reps=2",
    "layers",
    "bits: str",
    "*rest",
    "q: cirq.Qid",
)
CHANGES = (_drop, _double, _swap, _foreign, _number, _number, _name, _uncalled)

if __name__ == "__main__":
    sys.exit(main())
