"""Read Python scripts with the evaluator alone, every one of them, and say how long that takes.

Usage: python bench/scripts.py [--jobs N] [--alone] [--most N] FOLDER [FOLDER ...]

For every folder: files, files a second of CPU time, CPU seconds for parsing and for evaluating, how many were not read
to their end and why, and the slowest file. Imports of files of the same folder are followed, as a scan does; `--alone`
reads each file by itself. Garbage is collected as seldom as in a scan. The goal is 6,000 scripts in less than a minute
on two cores, which is 120 CPU seconds.
"""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from quantum_lint import discover, knowledge
from quantum_lint.__main__ import COLLECT_AFTER
from quantum_lint.model.file import File
from quantum_lint.parse import whole
from quantum_lint.parse.modules import viewpoint
from quantum_lint.parse.python import PythonDocument

KNOWN = knowledge.load()
#: Larger files are data.
LARGEST = 1_000_000


class Reading(NamedTuple):
    """What reading a script took, in CPU seconds, and why it ended early, if it did."""

    path: str
    parsing: float
    evaluating: float
    unknown: tuple[str, ...]


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--alone", action="store_true", help="follow no import")
    parser.add_argument("--most", type=int, default=None, help="files of each folder")
    parser.add_argument("folders", nargs="+", metavar="FOLDER")
    arguments = parser.parse_args()
    everything: list[Reading] = []
    started = time.monotonic()
    gc.set_threshold(COLLECT_AFTER)
    with multiprocessing.Pool(arguments.jobs) as pool:
        for folder in arguments.folders:
            paths = list(islice(scripts(folder), arguments.most))
            found = pool.map(partial(reading, folder, arguments.alone), paths, chunksize=64)
            everything += found
            print(row(folder, found), flush=True)
    print(row("all", everything))
    print(f"{time.monotonic() - started:.1f} s with {arguments.jobs} processes")
    return 0


def scripts(folder: str) -> Iterator[str]:
    """The Python files below a folder, in order."""
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(place, name)
            if name.endswith(".py") and os.path.isfile(path) and os.path.getsize(path) <= LARGEST:
                yield path


def reading(folder: str, alone: bool, path: str) -> Reading:
    """Read one script."""
    relative = os.path.relpath(path, folder).replace(os.sep, "/")
    document = PythonDocument(whole(File(relative, "python", Path(path).read_bytes())))
    if not alone:
        document.viewpoint = partial(viewpoint, beside(folder), relative, {})
    before = time.process_time()
    document.sources  # noqa: B018 (parses)
    parsed = time.process_time()
    found = document.evaluation(KNOWN)
    return Reading(path, parsed - before, time.process_time() - parsed, found.unknown)


@lru_cache(maxsize=4)
def beside(folder: str) -> Callable[[str], bytes | None]:
    """Reads the files of the folder, as a scan does; the same each time, so that modules are parsed once."""
    return discover.on_disk(os.path.abspath(folder))


def row(title: str, found: Sequence[Reading]) -> str:
    """A line of the table."""
    parsing, evaluating = sum(each.parsing for each in found), sum(each.evaluating for each in found)
    reasons = Counter(reason for each in found for reason in each.unknown)
    slowest = max(found, key=lambda each: each.evaluating, default=None)
    text = f"{title}: {len(found)} files, {len(found) / max(parsing + evaluating, 1e-9):.0f} a CPU second; "
    text += f"parsing {parsing:.1f} s, evaluating {evaluating:.1f} s"
    text += "".join(f"; {number} because {reason}" for reason, number in reasons.most_common())
    return text + (f"; slowest {slowest.evaluating:.2f} s {slowest.path}" if slowest is not None else "")


if __name__ == "__main__":
    sys.exit(main())
