"""Walk through the history of a repository and check what `scan --new-since` says of each commit.

Usage: python -m bench.new_only [--commits N] [--end REV] [--persona NAME] REPOSITORY [REPOSITORY ...]

Every commit (of the first parents, N of them up to REV) is checked out in a clone and scanned against the one before
it. Printed are what is new and what is gone; under it stand the new findings that the commit does not explain, since
it touched no file that they name or did nothing but move files and run notebooks again. Then the whole way is compared
at once: what is new between its ends must have been new at one of its commits. At last the newest state is changed in
ways that bring nothing new: notebooks are run again, indented otherwise, renamed, and given a cell in front, and
scripts get a line in front. Ends with 1 if anything is unexplained.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from quantum_lint import config
from quantum_lint.baseline import before
from quantum_lint.engine import ScanRequest, scan
from quantum_lint.history.revision import Revision
from quantum_lint.model.finding import Finding

#: Rules may find something in another file than the one that was touched, if they look at all files.
WIDE = ("repository", "files", "exceptions")
Key = tuple[str, ...]


class Step(NamedTuple):
    """What a commit brought and took away, and the paths that it touched by their names after it."""

    new: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    total: int
    touched: frozenset[str]
    idle: bool

    def unexplained(self) -> Iterator[Finding]:
        """The new findings that no file it touched can have brought."""
        for finding in self.new:
            paths = {finding.place.path, *(each.place.path for each in finding.related)}
            if self.idle or (finding.rule.scope not in WIDE and not paths & self.touched):
                yield finding


def git(folder: Path, *words: str) -> str:
    """What git prints."""
    return subprocess.run(
        ["git", *words], cwd=folder, check=True, stdout=subprocess.PIPE, text=True, errors="surrogateescape"
    ).stdout


def compared(folder: Path, revision: str, persona: str) -> tuple[list[Finding], list[Finding], int]:
    """What is new in the work tree against the revision, what is gone since, and how much there is."""
    settings = config.parse("", "quantum-lint.toml", root=str(folder), persona=persona)
    request = ScanRequest(settings, paths=(str(folder),), jobs=1)
    earlier = Revision(settings, revision)
    try:
        old = scan(request._replace(files=earlier.files(), beside=earlier, paths=()))
    finally:
        earlier.close()
    now = scan(request)
    assert not now.errors + old.errors, now.errors + old.errors
    counted = before.apply(now, old, "before").findings, before.apply(old, now, "after").findings
    new, gone = ([each for each in found if each.suppressed is None] for found in counted)
    return new, gone, sum(each.suppressed is None for each in now.findings)


def step(folder: Path, commit: str, persona: str) -> Step:
    """The commit against its first parent, checked out."""
    git(folder, "checkout", "--quiet", "--force", "--detach", commit)
    new, gone, total = compared(folder, "HEAD~1", persona)
    changes = [line.split("\t") for line in git(folder, "diff", "--name-status", "-M", "HEAD~1").splitlines()]
    idle = bool(changes) and all(_is_idle(folder, *change) for change in changes)
    return Step(tuple(new), tuple(gone), total, frozenset(change[-1] for change in changes), idle)


def _is_idle(folder: Path, status: str, *paths: str) -> bool:
    """Whether a file was moved, or is a notebook whose cells are what they were."""
    if status == "R100":
        return True
    if status == "D" or not paths[-1].endswith(".ipynb") or status == "A":
        return False
    old, new = git(folder, "show", f"HEAD~1:{paths[0]}"), git(folder, "show", f"HEAD:{paths[-1]}")
    return _sources(old) == _sources(new)


def _sources(text: str) -> Counter[str]:
    return Counter("".join(cell["source"]) for cell in json.loads(text).get("cells", ()))


def _key(finding: Finding) -> Key:
    """What a finding is, wherever its file has gone meanwhile."""
    if finding.language in ("notebook", "output"):
        return (finding.rule.name,)
    return finding.rule.name, " ".join("".join(line.text for line in finding.frame if line.mark).split())


def walk(folder: Path, commits: Sequence[str], persona: str) -> int:
    """Print each commit; how many findings nothing explains."""
    known: Counter[Key] = Counter()
    unexplained = 0
    for commit in commits[1:]:
        made = step(folder, commit, persona)
        known.update(map(_key, made.new))
        title = git(folder, "log", "-1", "--format=%h %s", commit).strip()
        print(f"  +{len(made.new):<4} -{len(made.gone):<4} {made.total:>5}  {'moves, runs ' * made.idle}{title[:70]}")
        unexplained += _complain(made.unexplained())
    new, gone, _ = compared(folder, commits[0], persona)
    print(f"  +{len(new):<4} -{len(gone):<4} from the first of these states to the last")
    return unexplained + _complain(each for each in new if not _taken(known, _key(each)))


def _taken(known: Counter[Key], key: Key) -> bool:
    known[key] -= 1
    return known[key] >= 0


def _complain(findings: Iterator[Finding]) -> int:
    several = list(findings)
    for each in several:
        print(f"        unexplained: {each.rule.name} {each.place.path}:{each.place.line} {each.message[:90]}")
    return len(several)


def _notebook(change: Callable[[dict[str, Any]], None], indent: int = 1) -> Callable[[Path], None]:
    def rewrite(path: Path) -> None:
        table = json.loads(path.read_text(encoding="utf-8-sig"))
        change(table)
        path.write_text(json.dumps(table, indent=indent, ensure_ascii=False), encoding="utf-8")

    return rewrite


def _run_again(table: dict[str, Any]) -> None:
    """Count on, as a kernel does that was not started anew."""
    for number, cell in enumerate(table.get("cells", ()), 40):
        if cell.get("execution_count") is not None:
            cell["execution_count"] = number
        for output in cell.get("outputs", ()):
            if output.get("execution_count") is not None:
                output["execution_count"] = number


def _put_in_front(table: dict[str, Any]) -> None:
    identity = {"id": "in-front"} if (table["nbformat"], table["nbformat_minor"]) >= (4, 5) else {}
    table["cells"].insert(0, {"cell_type": "markdown", "metadata": {}, "source": ["In front"], **identity})


def _rename(path: Path) -> None:
    path.rename(path.with_stem(f"{path.stem} (renamed)"))


def _put_line_in_front(path: Path) -> None:
    path.write_bytes(b"# A line.\n\n" + path.read_bytes())


#: What is done to all files of a suffix, in words, and how.
CHANGES: tuple[tuple[str, str, Callable[[Path], None]], ...] = (
    ("run again", ".ipynb", _notebook(_run_again)),
    ("indented otherwise", ".ipynb", _notebook(lambda _: None, indent=4)),
    ("given a cell in front", ".ipynb", _notebook(_put_in_front)),
    ("renamed", ".ipynb", _rename),
    ("given a line in front", ".py", _put_line_in_front),
)


def change(folder: Path, persona: str) -> int:
    """Change the files in ways that bring nothing new; how much is new all the same."""
    unexplained = 0
    for words, suffix, make in CHANGES:
        paths = [path for name in git(folder, "ls-files", "-z").split("\0") if (path := folder / name).suffix == suffix]
        for path in paths:
            make(path)
        git(folder, "add", "--all")
        new, gone, _ = compared(folder, "HEAD", persona)
        print(f"  +{len(new):<4} -{len(gone):<4} {len(paths)} {suffix} {words}")
        unexplained += _complain(iter(new))
        git(folder, "reset", "--quiet", "--hard")
    return unexplained


def follow(repository: str, count: int, end: str, persona: str) -> int:
    """Follow one history in a clone; how many findings nothing explains."""
    print(repository)
    with TemporaryDirectory() as place:
        folder = Path(place) / "clone"
        git(Path(place), "clone", "--quiet", "--no-checkout", str(Path(repository).resolve()), str(folder))
        commits = git(folder, "rev-list", "--first-parent", f"--max-count={count + 1}", end).split()[::-1]
        return walk(folder, commits, persona) + change(folder, persona)


def main() -> int:
    """Follow the histories; 1 if anything is unexplained."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("repositories", nargs="+", metavar="REPOSITORY")
    parser.add_argument("--commits", type=int, default=20)
    parser.add_argument("--end", default="HEAD")
    parser.add_argument("--persona", default="auditor")
    wanted = parser.parse_args()
    found = [follow(each, wanted.commits, wanted.end, wanted.persona) for each in wanted.repositories]
    print(f"{sum(found)} findings unexplained")
    return 1 if any(found) else 0


if __name__ == "__main__":
    sys.exit(main())
