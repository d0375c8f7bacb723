"""Clean copies of real notebooks with `quantum-lint scan --fix`, and check that nothing but what was named has changed.

Usage: python bench/clean_notebooks.py [--outputs none] FOLDER [FOLDER ...]

Every notebook below the folders is copied, scanned, mended by the command line, and compared with what it was:

- outside the places that the report offers to mend, every byte is the same and in the same order (of a notebook that
  nbformat rejected, whose repair may take several steps: the source of every cell);
- as JSON it is the same but for outputs that are gone, execution counts that are null, keys that the metadata of cells
  has no more, and what was wrong with a notebook that nbformat rejected;
- nbformat accepts it if it did before;
- a second run changes nothing.

Exits with 1 if anything else is found. With `--outputs none` the policy allows no output at all.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from nbformat.validator import isvalid

from quantum_lint import config
from quantum_lint.engine import ScanRequest, scan
from quantum_lint.model.finding import Finding
from quantum_lint.model.hit import Edit

SCAN = [
    sys.executable, "-m", "quantum_lint", "scan", "--fix", "--no-fail", "--quiet",
    "--persona", "auditor", "--select", "notebooks",
]  # fmt: skip
#: What stands between the items of a list.
BETWEEN = b" \t\r\n,"
CHANGING = ("outputs", "execution_count", "prompt_number")
#: Repairs whatever nbformat rejects.
REPAIR = "duplicate-cell-id"
POLICY = '[policy]\noutputs = "none"\n'


def main() -> int:
    """Clean copies of all notebooks and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--outputs", choices=("any", "none"), default="any", help="what the policy allows")
    parser.add_argument("folders", nargs="+", metavar="FOLDER")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch).resolve()
        originals = copied(arguments.folders, folder)
        policy = POLICY if arguments.outputs == "none" else ""
        (folder / "quantum-lint.toml").write_text(policy, encoding="utf-8")
        complaints = list(checked(folder, originals, policy))
    for complaint in complaints:
        print(complaint)
    return 1 if complaints else 0


def copied(folders: Sequence[str], target: Path) -> dict[str, bytes]:
    """Copy every notebook, and tell the bytes of each by its new path."""
    originals = {}
    for number, origin in enumerate(sorted(path for folder in folders for path in Path(folder).rglob("*.ipynb"))):
        if origin.is_file():
            name = f"{number:05}/{origin.name}"
            (target / name).parent.mkdir()
            shutil.copyfile(origin, target / name)
            originals[name] = (target / name).read_bytes()
    return originals


def checked(folder: Path, originals: dict[str, bytes], policy: str) -> Iterator[str]:
    """Clean twice; everything that is not as promised, one line each."""
    by_path = offered(folder, policy)
    started = time.perf_counter()
    clean(folder)
    seconds = time.perf_counter() - started
    cleaned = {name: (folder / name).read_bytes() for name in originals}
    clean(folder)
    for name, before in originals.items():
        after, findings = cleaned[name], by_path.get(name, [])
        for complaint in compared(before, after, findings):
            yield f"{name}: {complaint}"
        if (folder / name).read_bytes() != after:
            yield f"{name}: a second run changes it"
        if not findings and after != before:
            yield f"{name}: changed without a finding"
        left = [each for each in findings if each.fix] and after == before
        if left:
            yield f"{name}: has findings that can be mended, and is as it was"
    yield from (f"{path}: left behind" for path in strays(folder, originals))
    summary(originals, cleaned, by_path, seconds)


def offered(folder: Path, policy: str) -> dict[str, list[Finding]]:
    """The findings of a scan by path."""
    settings = config.parse(
        policy, str(folder / "quantum-lint.toml"), persona="auditor", select=frozenset({"notebooks"})
    )
    by_path: dict[str, list[Finding]] = {}
    for finding in scan(ScanRequest(settings, paths=(str(folder),))).open():
        by_path.setdefault(finding.place.path, []).append(finding)
    return by_path


def clean(folder: Path) -> None:
    """Run the command line in the folder."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    done = subprocess.run([*SCAN, "."], check=False, cwd=folder, env=environment, capture_output=True, text=True)
    refused = [line for line in done.stderr.splitlines() if "fixes made:" not in line]
    for line in refused:
        print(line, file=sys.stderr)
    if done.returncode:
        raise SystemExit(f"quantum-lint ended with {done.returncode}: {done.stdout[-1000:]}")


def compared(before: bytes, after: bytes, findings: Sequence[Finding]) -> Iterator[str]:
    """What has changed beyond what the findings name."""
    old, new = loaded(before), loaded(after)
    if old is None:
        return
    if new is None:
        yield "is no JSON any more"
        return
    edits = [edit for each in findings if each.fix for edit in each.fix.edits]
    repaired = any(each.rule.name == REPAIR for each in findings) and sources(old) == sources(new)
    if not repaired and not same_outside(before, after, edits):
        yield "bytes outside the named places differ"
    if not repaired and (reduced(old) != reduced(new) or not all(map(lessened, metadata(old), metadata(new)))):
        yield "differs in more than outputs, execution counts and keys taken out of metadata"
    if any(not subsequence(ours, theirs) for ours, theirs in zip(outputs(new), outputs(old), strict=True)):
        yield "has outputs that were not there"
    if accepted(before) and not accepted(after):
        yield "nbformat accepts it no more"


def same_outside(before: bytes, after: bytes, edits: Sequence[Edit]) -> bool:
    """Whether every byte that no edit covers is still there, in order.

    White space and the comma beside an item that is taken out may go along: of two items that go one after the other,
    the second one leaves another list than the one that its edit was made for.
    """
    pieces, position = [], 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        if edit.span.start >= position:
            pieces.append(before[position : edit.span.start])
        position = max(position, edit.span.end)
    pieces.append(before[position:])
    texts = {edit.text.encode() for edit in edits} | {b""}
    at = 0
    for number, piece in enumerate(pieces):
        first, last = number == 0, number == len(pieces) - 1
        kept = piece if first else piece.lstrip(BETWEEN)
        kept = kept if last else kept.rstrip(BETWEEN)
        found = after.find(kept, at)
        if found < 0 or after[at:found].strip(BETWEEN) not in texts:
            return False
        at = found + len(kept)
    return at == len(after)


def loaded(data: bytes) -> Any:
    """The notebook with its objects as tuples of pairs and its numbers as written; None if it is no JSON."""
    try:
        return json.loads(data, object_pairs_hook=tuple, parse_float=str, parse_int=str)
    except ValueError:
        return None


def reduced(node: Any, path: tuple[Any, ...] = ()) -> Any:
    """The tree without what a fix may change."""
    if isinstance(node, tuple):
        hidden = (*CHANGING, "metadata") if path[-2:-1] == ("cells",) else CHANGING
        return [(key, reduced(value, (*path, key))) for key, value in node if key not in hidden]
    if isinstance(node, list):
        return [reduced(item, (*path, index)) for index, item in enumerate(node)]
    return node


def metadata(node: Any) -> list[Any]:
    """The metadata of each cell."""
    return [cell.get("metadata") or () for cell in cells_of(node)]


def lessened(old: Any, new: Any) -> bool:
    """Whether the new tree is the old one without some of its keys."""
    if isinstance(old, tuple) and isinstance(new, tuple):
        rest = iter(old)
        return all(any(key == name and lessened(value, left) for key, value in rest) for name, left in new)
    return bool(old == new)


def cells_of(node: Any) -> Iterator[dict[str, Any]]:
    """Every cell."""
    if isinstance(node, tuple):
        for sheet in (node, *(dict(node).get("worksheets") or ())):
            yield from (dict(cell) for cell in dict(sheet).get("cells") or ())


def sources(node: Any) -> list[Any]:
    """Kind and source of each cell."""
    return [[cell.get(key) for key in ("cell_type", "source", "input")] for cell in cells_of(node)]


def outputs(node: Any) -> list[list[str]]:
    """The list of outputs of each cell."""
    return [[repr(output) for output in cell.get("outputs") or ()] for cell in cells_of(node)]


def subsequence(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether ours is what is left of theirs; execution counts may be null."""
    count = re.compile(r"\('(?:execution_count|prompt_number)', [^)]*\)")
    rest = iter([count.sub("", each) for each in theirs])
    return all(count.sub("", each) in rest for each in ours)


def accepted(data: bytes) -> bool:
    """Whether nbformat takes the notebook."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return bool(isvalid(json.loads(data)))
        except Exception:  # noqa: BLE001  what nbformat cannot even look at is not accepted
            return False


def strays(folder: Path, originals: dict[str, bytes]) -> Iterator[str]:
    """Files that were not there."""
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in originals and name != "quantum-lint.toml":
            yield name


def summary(
    originals: dict[str, bytes], cleaned: dict[str, bytes], by_path: dict[str, list[Finding]], seconds: float
) -> None:
    """How much there was, and what was done."""
    changed = [name for name in originals if cleaned[name] != originals[name]]
    size = sum(map(len, originals.values()))
    saved = sum(len(originals[name]) - len(cleaned[name]) for name in changed)
    print(f"{len(originals):,} notebooks ({size / 1e6:,.1f} MB), {len(changed):,} of them mended in {seconds:.1f} s")
    print(f"{saved / 1e6:,.1f} MB taken out")
    counts = Counter(each.rule.name for findings in by_path.values() for each in findings if each.fix)
    for name, count in counts.most_common():
        print(f"{count:7,} {name}")


if __name__ == "__main__":
    sys.exit(main())
