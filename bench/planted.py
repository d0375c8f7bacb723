"""Compare quantum-lint with other scanners on credentials that are made up and planted, where the truth is known.

Usage: python -m bench.planted [--TOOL=COMMAND ...] [--seed=TEXT]

The files are those of `tests/recall` (every kind of credential in every kind of place) and `tests/near_misses` (what
looks like one and is none), written to a temporary folder with fresh values. Printed are, for each tool, the share of
planted credentials it reports, the share where what it says names the provider, and the near misses it reports: all of
these are false. TOOL is as for `bench/credentials.py`.
"""

from __future__ import annotations

import secrets
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from random import Random

from bench.credentials import TOOLS, Found, Run, ToolError
from tests.near_misses.blanks import BLANKS, places
from tests.near_misses.likenesses import LIKENESSES
from tests.recall.test_recall import Case, cases

#: Values of each likeness.
DRAWS = 8


def plant(folder: Path, seed: str) -> list[Case]:
    """Write the credentials; returns where they are."""
    planted = list(cases(seed))
    for case in planted:
        _write(folder / case.path, case.written.text)
    return planted


def plant_near_misses(folder: Path, seed: str) -> int:
    """Write what is no credential; returns the number of files."""
    files = {
        f"blank{number}/{path}": text for number, blank in enumerate(BLANKS) for path, text in places(blank).items()
    }
    for draw in range(DRAWS):
        for number, likeness in enumerate(LIKENESSES):
            path, text = likeness(Random(f"{seed} {draw}"))
            files[f"likeness{number}-{draw}/{path}"] = text
    for path, text in files.items():
        _write(folder / path, text)
    return len(files)


def names(found: Found, case: Case) -> bool:
    """Whether the tool's name for the finding, or our message, says whose credential it is."""
    provider = case.kind.provider
    said = f"{found.rule} {found.masked if 'REDACTED' not in found.masked else ''}".lower()
    own = {provider.name, provider.title, *provider.title.split(), *provider.spellings, *provider.modules}
    return any(len(word) > 2 and word.lower() in said for word in own)


def share(run: Run, planted: Sequence[Case]) -> tuple[float, float]:
    """The shares of the planted credentials that are reported, and reported with their provider."""
    found = defaultdict(list)
    for each in run.findings:
        found[each.path].append(each)
    reported = named = 0
    for case in planted:
        lines = case.lines()
        here = [each for each in found[case.path] if each.line in lines]
        reported += bool(here)
        named += any(names(each, case) for each in here)
    return reported / len(planted), named / len(planted)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")


def main(words: Sequence[str]) -> None:
    """Plant, run every tool and print a line for each."""
    given = dict(word[2:].split("=", 1) for word in words if "=" in word)
    seed = given.pop("seed", secrets.token_hex(8))
    if not set(given) <= set(TOOLS) or not all(word.startswith("--") for word in words):
        raise SystemExit(__doc__)
    with tempfile.TemporaryDirectory() as scratch:
        credentials, misses = Path(scratch, "credentials"), Path(scratch, "misses")
        planted, count = plant(credentials, seed), plant_near_misses(misses, seed)
        print(f"{len(planted)} credentials, {count} files of near misses, seed {seed}")
        print(f"{'':16}{'found':>8}{'named':>8}{'false':>8}{'wall s':>9}{'CPU s':>9}")
        for name, tool in TOOLS.items():
            options = {"command": tuple(given[name].split())} if name in given else {}
            try:
                run, dull = tool(str(credentials), **options), tool(str(misses), **options)
            except ToolError as error:
                print(f"{name:16} left out: {error}")
                continue
            reported, named = share(run, planted)
            print(f"{name:16}{reported:8.1%}{named:8.1%}{len(dull.findings):8}{run.wall:9.1f}{run.cpu:9.1f}")


if __name__ == "__main__":
    main(sys.argv[1:])
