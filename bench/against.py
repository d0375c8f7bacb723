"""Follow the costs of a real history with `quantum-lint cost --against`, commit by commit, and check what it says.

Usage: python bench/against.py [--commits N] [--last REV] REPOSITORY [FOLDER ...]

The commits are the last N (10) up to REV (HEAD) that change Python, notebooks or OpenQASM in the folders, each compared
with its first parent. For each the rows are printed with their reasons, to be read beside the difference of the commit.
Checked is that

- a second run, from the cache that the first one filled, gives the same bytes;
- every row is of a file that the commit changes, or of one that may use a file that it changes;
- what one commit ends with is what the next one begins with, and all differences together are those from the parent of
  the first commit to the last one, as two bills of their own tell.

The exit code is 1 where something of that is not so. Nothing but git's objects of the repository is read.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

PROJECT = Path(__file__).parent.parent
ENDINGS = ("*.py", "*.ipynb", "*.qasm")
#: Of a currency, or of seconds where that is None: the low and the high end.
Amounts = dict["str | None", tuple[Decimal, Decimal]]


class Step(NamedTuple):
    """A commit: what it changes, what `--against` says of it, and whether it says the same twice."""

    commit: str
    title: str
    files: tuple[str, ...]
    told: dict[str, Any]
    same: bool


class History(NamedTuple):
    """A clone of the repository, the cache to use, and the folders that are priced."""

    tree: Path
    cache: Path
    folders: tuple[str, ...]

    def commits(self, number: int, last: str) -> list[str]:
        """The last commits that change code in the folders, the oldest first."""
        code = [f":(glob){os.path.normpath(folder)}/**/{each}" for folder in self.folders for each in ENDINGS]
        code = [each.replace(")./", ")") for each in code]
        listed = _git(self.tree, "log", "--first-parent", f"-{number}", "--format=%H", last, "--", *code)
        return listed.split()[::-1]

    def step(self, commit: str) -> Step:
        """What the commit changes."""
        self._check_out(commit)
        first, second = (self._cost("--against", f"{commit}^") for _ in range(2))
        files = tuple(_git(self.tree, "diff", "--name-only", "--no-renames", f"{commit}^", commit).splitlines())
        title = _git(self.tree, "log", "-1", "--format=%as %s", commit).strip()
        return Step(commit, title, files, json.loads(first), first == second)

    def bill(self, commit: str) -> Amounts:
        """The totals of all submissions at a commit."""
        self._check_out(commit)
        if not any((self.tree / folder).is_dir() for folder in self.folders):
            return {}
        totals = json.loads(self._cost())["total"]
        return {each["currency"]: (Decimal(each["low"]), Decimal(each["high"])) for each in totals}

    def _check_out(self, commit: str) -> None:
        _git(self.tree, "checkout", "--quiet", "--force", "--detach", commit)

    def _cost(self, *words: str) -> str:
        """What `quantum-lint cost` prints as JSON."""
        environment = {**os.environ, "PYTHONPATH": str(PROJECT), "QUANTUM_LINT_CACHE": str(self.cache)}
        there = [folder for folder in self.folders if (self.tree / folder).is_dir()]
        command = [sys.executable, "-m", "quantum_lint", "cost", "--isolated", "--format", "json", *words, *there]
        answer = subprocess.run(command, cwd=self.tree, env=environment, capture_output=True, check=False, text=True)
        if answer.returncode:
            raise SystemExit(f"{' '.join(command)} ended with {answer.returncode}: {answer.stderr}")
        return answer.stdout


def main() -> int:
    """Print the steps and what is wrong with them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("repository", type=Path)
    parser.add_argument("--commits", type=int, default=10, metavar="N")
    parser.add_argument("--last", default="HEAD", metavar="REV")
    parser.add_argument("folders", nargs="*", metavar="FOLDER")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        history = History(Path(folder, "tree"), Path(folder, "cache"), tuple(given.folders or ["."]))
        _git(Path(folder), "clone", "--quiet", "--shared", "--no-checkout", str(given.repository.resolve()), "tree")
        _git(history.tree, "sparse-checkout", "set", "--no-cone", *ENDINGS, ".gitignore")
        steps = [_shown(history.step(commit)) for commit in history.commits(given.commits, given.last)]
        first, last = history.bill(f"{steps[0].commit}^"), history.bill(steps[-1].commit)
    wrong = [*_wrong(steps), *_wrong_sum(steps, first, last)]
    rows = sum(len(step.told["changes"]) for step in steps)
    print(f"\n{len(steps)} commits, {sum(bool(step.told['changes']) for step in steps)} with {rows} rows in all")
    print("\n".join(f"WRONG: {each}" for each in wrong) or "all checks hold")
    return 1 if wrong else 0


def _git(folder: Path, *words: str) -> str:
    answer = subprocess.run(["git", *words], cwd=folder, capture_output=True, check=False, text=True)
    if answer.returncode:
        raise SystemExit(f"git {' '.join(words)}: {answer.stderr}")
    return answer.stdout


def _shown(step: Step) -> Step:
    twice = "the same bytes twice" if step.same else "OTHER BYTES the second time"
    rows, same = len(step.told["changes"]), step.told["same"]
    print(f"\n{step.commit[:10]} {step.title}: {rows} rows, {same} as before, {twice}")
    for row in step.told["changes"]:
        where = row["now"] or row["before"]
        reasons = ", ".join(f"{each['what']}: {each['before']} -> {each['after']}" for each in row["reasons"])
        cost = row["cost"]["difference"]
        money = f"{cost['low']} to {cost['high']} {row['cost']['currency']}" if cost else "no price"
        print(
            f"  {row['kind']:8} {where['path']}:{where['line']} {where['circuit'] or '-'}: {money} ({reasons or '-'})"
        )
    for each in step.told["not_compared"]:
        where = each["submission"]
        print(f"  not read {each['not_read']}: {where['path']}:{where['line']} {where['circuit'] or '-'}")
    for total in step.told["totals"]:
        print(f"  total {total['currency'] or 'seconds'}: {_pair(total['before'])} -> {_pair(total['now'])}")
    sys.stdout.flush()
    return step


def _pair(found: dict[str, str] | None) -> str:
    return f"{found['low']}..{found['high']}" if found else "-"


def _wrong(steps: Iterable[Step]) -> Iterator[str]:
    for step in steps:
        if not step.same:
            yield f"{step.commit[:10]}: the second run gives other bytes"
        for row in step.told["changes"]:
            paths = {side["path"] for side in (row["before"], row["now"]) if side}
            if paths.isdisjoint(step.files) and not any(path.endswith((".py", ".qasm")) for path in step.files):
                yield f"{step.commit[:10]}: {min(paths)} has a row, and nothing that it can use was changed"


def _wrong_sum(steps: list[Step], first: Amounts, last: Amounts) -> Iterator[str]:
    """Whether the differences of all steps are those between the two bills."""
    for one, following in pairwise(steps):
        if _side(one, "now") != _side(following, "before"):
            yield f"{following.commit[:10]} does not begin with what {one.commit[:10]} ends with"
    for currency in sorted({*first, *last}, key=str):
        for end in (0, 1):
            found = sum((_side(step, "now").get(currency, _NOTHING)[end] for step in steps), Decimal()) - sum(
                (_side(step, "before").get(currency, _NOTHING)[end] for step in steps), Decimal()
            )
            wanted = last.get(currency, _NOTHING)[end] - first.get(currency, _NOTHING)[end]
            print(f"differences of all commits in {currency}: {found}; last bill less the first: {wanted}")
            if found != wanted:
                yield f"the differences come to {found} {currency}, and the bills differ by {wanted}"


_NOTHING = (Decimal(), Decimal())


def _side(step: Step, side: str) -> Amounts:
    """The totals of money before or after a commit, with what was read then alone."""
    totals = [(each["currency"], each[side]) for each in step.told["totals"] if each["currency"]]
    alone = (each["submission"]["cost"] for each in step.told["not_compared"] if each["not_read"] != side)
    found: Amounts = {}
    for currency, each in [*totals, *((cost["currency"], cost) for cost in alone if cost)]:
        low, high = found.get(currency, _NOTHING)
        found[currency] = (low + Decimal(each["low"]), high + Decimal(each["high"])) if each else (low, high)
    return {currency: ends for currency, ends in found.items() if ends[1]}


if __name__ == "__main__":
    sys.exit(main())
