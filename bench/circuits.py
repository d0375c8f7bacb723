"""Compare the circuits that reading finds with those that runs of the same files built.

Usage: python -m bench.circuits [--sdk NAME] [--match TEXT] [--wrong] [--missed] TRUTH REPOSITORIES

TRUTH is a folder of `<set>.jsonl`, one circuit a line as a run recorded it; REPOSITORIES one with the files that were
run, each repository in `<owner>+<name>`. A record is a name at the end of a cell (var), a circuit that no name held
any more (local), or one that was handed to a call (sink). Each is judged by what reading says of the same place:

  equal     claimed exact, and it is (qubits, clbits, gates by name and depth; old versions: qubits, size and depth;
            other SDKs: qubits, gates beside measurements, depth)
  wrong     claimed exact, and it is not
  contains  claimed bounded, and all that is claimed is in it
  other     claimed bounded, and something claimed is not in it
  unknown   said to be unknown, with a reason
  missed    nothing is said

Circuits of one file that are equal in all count once, and at most two that the same lines made (a sweep repeats a
shape). What reading says of a line is said of one circuit: where another record of the line is that circuit, the rest
of its records (what a simulator made of it, a second run of a function) is missed, not wrong. A circuit that was made
or changed in a cell that failed, or that a cell names which failed since it was made, is left out of what is said of
claims: its record lacks what the error kept from it, which often is a method that the version of the run has not.
Output of transpilers and circuits of data from outside (tiers D and U) are no part of the acceptance figures; of other
SDKs what their transformers, routers, noise models and simulators made counts as D.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from bench.recorded import SAME, Record, Same, contains, difference, equal_gates, records_of
from quantum_lint import discover, parse
from quantum_lint.circuits.examine import Task, examine
from quantum_lint.model.circuit import Circuit, FileCircuits
from quantum_lint.model.file import File
from quantum_lint.model.finding import Place
from quantum_lint.pool import results

LARGEST = 50_000_000
SETS = ("qiskit2", "qiskit043", "cirq", "braket", "pennylane")
VERDICTS = ("equal", "wrong", "contains", "other", "unknown", "missed")
#: What has to be reached: the set, the share of named circuits that are claimed exact and are.
GOALS = {"qiskit2": 92.0, "qiskit043": 96.0, "cirq": 75.0, "braket": 75.0, "pennylane": 60.0}
RIGHT_GOAL, ALL_GOAL = 99.0, 80.0
OUTSIDE = ("D", "U")


class Judged(NamedTuple):
    """A record with what reading says of it."""

    record: Record
    tier: str
    verdict: str
    reason: str
    claim: Circuit | None = None
    cut: bool = False


class Claims(NamedTuple):
    """All that reading says of a file, by how it can be asked for; cells have the numbers of the records."""

    named: dict[tuple[str, int], Circuit]
    used: dict[tuple[int, int, str], list[Circuit]]
    made: dict[tuple[int, int], list[Circuit]]
    everything: tuple[Circuit, ...]
    notes: tuple[str, ...]
    seconds: float
    texts: dict[int, str] = {}


def main() -> int:
    """Print the tables and the acceptance figures."""
    arguments = parsed()
    wanted = [arguments.sdk] if arguments.sdk else SETS
    records = {each: list(records_of(os.path.join(arguments.truth, f"{each}.jsonl"))) for each in wanted}
    claims = claims_of({record["file"] for each in records.values() for record in each}, arguments)
    judged = {each: list(judge(rows, claims, each)) for each, rows in records.items()}
    for each, rows in judged.items():
        report(each, rows, arguments)
    print_seconds(claims)
    acceptance(judged)
    return 0


def parsed() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sdk", choices=SETS, help="only this set of records")
    parser.add_argument("--wrong", action="store_true", help="list what is claimed but wrong")
    parser.add_argument("--missed", action="store_true", help="list what is missed or unknown")
    parser.add_argument("--match", default="", help="only files with this in their path")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("truth", metavar="TRUTH")
    parser.add_argument("repositories", metavar="REPOSITORIES")
    return parser.parse_args()


def claims_of(names: Iterable[str], arguments: argparse.Namespace) -> dict[str, Claims]:
    """What reading says of each file, by the name that the records give it."""
    chosen = sorted(name for name in names if arguments.match in name)
    work = partial(read, repositories=os.path.abspath(arguments.repositories))
    found = results(chosen, work, arguments.jobs, 1) if arguments.jobs > 1 else map(work, chosen)
    claims = {}
    for number, (name, each) in enumerate(zip(chosen, found, strict=True), 1):
        claims[name] = each
        if sys.stderr.isatty():
            print(f"\r{number} of {len(chosen)} files", end="", file=sys.stderr)
    return claims


def read(name: str, repositories: str) -> Claims:
    """What reading says of one file."""
    owner, repository, path = name.split("/", 2)
    root = os.path.join(repositories, f"{owner}+{repository}")
    candidate = discover.Candidate(os.path.join(root, path), path, explicit=True)
    started = time.process_time()
    found = examine(candidate, Task(root, LARGEST), {})
    return arranged(found, cells_of(candidate), time.process_time() - started)


class Cells(NamedTuple):
    """The number of the code cell that each part is, that of each cell by its place among all, and what is in them."""

    parts: list[int]
    numbers: dict[int, int]
    texts: dict[int, str]


def cells_of(candidate: discover.Candidate) -> Cells:
    """The cells of a notebook; a script is one."""
    file = discover.read(candidate, LARGEST)
    if not isinstance(file, File) or file.language != "notebook":
        return Cells([0], {}, {})
    every = json.loads(file.data)["cells"]
    code = [number for number, cell in enumerate(every) if cell["cell_type"] == "code"]
    numbers = {index: number for number, index in enumerate(code)}
    parts = [part for each in parse.fragments(file) if each.language == "python" for part in each.parts]
    texts = {number: "".join(every[index]["source"]) for index, number in numbers.items()}
    return Cells([numbers.get(part.cell.index, -1) if part.cell else -1 for part in parts], numbers, texts)


def arranged(found: FileCircuits, cells: Cells, seconds: float) -> Claims:
    """The circuits by name and cell, by the line of their uses, and by the line of their making."""
    parts, numbers, texts = cells
    claims = Claims({}, defaultdict(list), defaultdict(list), (), (), seconds, texts)

    def at(place: Place) -> tuple[int, int]:
        """The cell and the line in it."""
        return (numbers.get(place.cell.cell.index, -1), place.cell.line) if place.cell else (0, place.line)

    for circuit, place, uses in found.circuits:
        if circuit.exactness == "template":
            continue
        for bound in circuit.names:
            claims.named[bound.name, parts[bound.part]] = circuit
        claims.made[at(place)].append(circuit)
        for use, where in zip(circuit.uses, uses, strict=True):
            cell, line = at(where)
            given = claims.used[cell, line, use.callee.rpartition(".")[2]]
            if not use.through:  # what a call is given is then another circuit, of which nothing is claimed
                given.append(circuit)
    notes = (*found.notes, *(error.error for error in found.errors))
    everything = tuple(each.circuit for each in found.circuits if each.circuit.exactness != "template")
    return claims._replace(everything=everything, notes=notes)


def judge(records: Iterable[Record], claims: dict[str, Claims], name: str) -> Iterator[Judged]:
    """What reading says of each record."""
    same = SAME.get(name, equal_gates)
    rows = [(record, claims[record["file"]]) for record in records if record["file"] in claims]
    found = found_at(rows, same)
    for record, said in rows:
        judged = _JUDGES[record["t"]](record, said, same, found[place_of(record)])
        yield judged._replace(cut=record["cut"] or names_in_failure(judged, said))


def names_in_failure(row: Judged, said: Claims) -> bool:
    """Whether a cell names the circuit that failed after it was made."""
    names = {re.split(r"[.\[]", bound.name)[0] for bound in row.claim.names} if row.claim else set()
    texts = [said.texts.get(cell, "") for cell in row.record["failed"]]
    return any(re.search(rf"\b{re.escape(name)}\b", text) for name in names for text in texts)


def place_of(record: Record) -> tuple[object, ...]:
    """The line that made the circuit of a record; of one that a call was given, the line of the call."""
    if record["t"] == "sink":
        return record["file"], "sink", record["cell"], record["line"]
    return record["file"], "made", *(record.get("born") or [record["cell"]])[:2]


def found_at(rows: Sequence[tuple[Record, Claims]], same: Same) -> dict[tuple[object, ...], set[int]]:
    """The circuits, by identity, that reading found as a record of each place has them."""
    found: dict[tuple[object, ...], set[int]] = defaultdict(set)
    for record, said in rows:
        circuits = _CANDIDATES[record["t"]](record, said)
        found[place_of(record)] |= {id(each) for each in circuits if verdict(record, each, same).verdict == "equal"}
    return found


def judge_name(record: Record, said: Claims, same: Same, found: set[int]) -> Judged:
    """A name that stood for the circuit when the cell ended."""
    claim = named(record, said)
    if claim is None:
        why = "; ".join(said.notes) or "no circuit is bound to the name there"
        return Judged(record, record["tier"], "missed", why)
    return verdict(record, claim, same)


def named(record: Record, said: Claims) -> Circuit | None:
    """What the name of a record stands for; records have the text of each key, also of one that is a number."""
    names = record["var"], re.sub(r"\['(\d+)'\]", r"[\1]", record["var"])
    return next((said.named[name, record["cell"]] for name in names if (name, record["cell"]) in said.named), None)


def judge_any(record: Record, said: Claims, same: Same, found: set[int]) -> Judged:
    """A circuit without a name: any of those that it may be."""
    here = _CANDIDATES[record["t"]](record, said)
    equal = [circuit for circuit in said.everything if verdict(record, circuit, same).verdict == "equal"]
    judged = [verdict(record, circuit, same) for circuit in (*equal[:1], *here)]
    if not judged:
        return Judged(record, record["tier"], "missed", "; ".join(said.notes) or "no circuit is made there")
    best = min(judged, key=lambda each: VERDICTS.index(each.verdict))
    # What is wrong at a line that several circuits come from may be another one of them.
    if best.verdict in ("wrong", "other") and (len(set(map(id, here))) > 1 or id(best.claim) in found):
        return best._replace(verdict="missed", reason="other circuits are made there")
    return best


def made_there(record: Record, said: Claims) -> Sequence[Circuit]:
    """What is made on the line where the circuit of a record was."""
    born = record.get("born")
    return said.made.get((born[0], born[1]), ()) if born and isinstance(born[0], int) else ()


def handed_there(record: Record, said: Claims) -> Sequence[Circuit]:
    """What calls of the name are given on the line of a record, or near it where none is told of that line."""
    lines = range(record["line"] - 3, record["line"] + 4) if isinstance(record["line"], int) else ()
    cell = record["cell"] if isinstance(record["cell"], int) else -1
    api = record["api"].rpartition(".")[2]
    there = said.used.get((cell, record["line"], api))
    return there if there is not None else [one for line in lines for one in said.used.get((cell, line, api), ())]


def named_so(record: Record, said: Claims) -> Sequence[Circuit]:
    """What the name of a record stands for."""
    claim = named(record, said)
    return [claim] if claim is not None else []


_CANDIDATES: dict[str, Callable[[Record, Claims], Sequence[Circuit]]] = {
    "var": named_so,
    "local": made_there,
    "sink": handed_there,
}
_JUDGES = {"var": judge_name, "local": judge_any, "sink": judge_any}


def verdict(record: Record, claim: Circuit, same: Same) -> Judged:
    """How what reading says of the circuit compares with the record."""
    tier, measured = record["tier"], claim.measures
    if claim.exactness == "unknown" or measured is None:
        return Judged(record, tier, "unknown", claim.reason, claim)
    if claim.exactness == "exact":
        found = same(record, measured)
        return Judged(record, tier, "equal" if found else "wrong", difference(record, measured), claim)
    return Judged(record, tier, "contains" if contains(record, measured) else "other", claim.reason, claim)


def inside(row: Judged) -> bool:
    """Whether a record counts for the share of circuits that reading should find."""
    return not row.tier.startswith(OUTSIDE)


def accepted(row: Judged) -> bool:
    """Whether a record counts for acceptance: named, in a cell that ran, and not of data from outside."""
    return row.record["t"] == "var" and row.record.get("ok") is not False and inside(row)


def report(name: str, rows: Sequence[Judged], arguments: argparse.Namespace) -> None:
    """The table of a set, by kind and by tier, and why circuits are not known."""
    print(f"\n{name}: {len(rows)} records of {len({row.record['file'] for row in rows})} files")
    print(f"{'':12}{'records':>8}" + "".join(f"{each:>10}" for each in VERDICTS) + f"{'equal':>9}{'by file':>9}")
    for kind in ("var", "local", "sink"):
        line(kind, [row for row in rows if row.record["t"] == kind])
    for tier in sorted({row.tier for row in rows}):
        line(f"  {tier} var", [row for row in rows if row.tier == tier and row.record["t"] == "var"])
    reasons(rows)
    for row in rows:
        listed = (arguments.wrong and row.verdict == "wrong") or (
            arguments.missed and inside(row) and row.verdict not in ("equal", "wrong")
        )
        if listed:
            record = row.record
            place = (
                f"{record['file']} cell {record['cell']} {record.get('var', record.get('line', record.get('born')))}"
            )
            print(f"  {row.verdict:9}{row.tier:4}{record['t']:6}{place}: {row.reason}")


def line(title: str, rows: Sequence[Judged]) -> None:
    """Counts of verdicts, the share that is equal, and its mean over the files."""
    if rows:
        counts = Counter(row.verdict for row in rows)
        numbers = "".join(f"{counts[each]:10}" for each in VERDICTS)
        print(f"{title:12}{len(rows):8}{numbers}{share(rows):>9}{by_file(rows):>9}")


def share(rows: Sequence[Judged]) -> str:
    """How many are claimed exact and equal, in per cent."""
    return f"{100 * sum(row.verdict == 'equal' for row in rows) / len(rows):.1f}%" if rows else "-"


def by_file(rows: Sequence[Judged]) -> str:
    """The mean of the shares of the files."""
    files: dict[str, list[bool]] = defaultdict(list)
    for row in rows:
        files[row.record["file"]].append(row.verdict == "equal")
    return f"{100 * sum(sum(each) / len(each) for each in files.values()) / len(files):.1f}%" if files else "-"


def reasons(rows: Sequence[Judged]) -> None:
    """The ten commonest reasons why something that counts is not claimed exact."""
    left = [row for row in rows if inside(row) and row.verdict not in ("equal", "wrong")]
    print(f"  why not ({len(left)}):")
    counts = Counter((row.verdict, row.reason) for row in left)
    for (kind, reason), count in counts.most_common(10):
        files = len({row.record["file"] for row in left if (row.verdict, row.reason) == (kind, reason)})
        print(f"  {count:6} in {files:3} files  {kind:8} {reason[:120]}")


def print_seconds(claims: dict[str, Claims]) -> None:
    """How long files took, in processor time."""
    taken = sorted(each.seconds for each in claims.values())
    if taken:
        median = 1000 * taken[len(taken) // 2]
        print(f"\n{len(taken)} files in {sum(taken):.1f} s; median {median:.0f} ms, longest {taken[-1]:.1f} s")
    for name, each in sorted(claims.items(), key=lambda item: -item[1].seconds)[:5]:
        print(f"  {each.seconds:6.1f} s  {name}")


def acceptance(judged: dict[str, list[Judged]]) -> None:
    """The figures that are asked for, beside their goals."""
    print("\nacceptance")
    for name, rows in judged.items():
        counted = [row for row in rows if accepted(row)] if name != "pennylane" else rows
        goal(f"{name}: claimed exact and equal", share(counted), by_file(counted), GOALS[name])
    everything = [row for rows in judged.values() for row in rows]
    every = [row for row in everything if row.verdict in ("equal", "wrong")]
    claimed = [row for row in every if not row.cut]
    goal("all claims of exact: right", share(claimed), by_file(claimed), RIGHT_GOAL)
    print(f"  ({len(claimed)} claims; with {len(every) - len(claimed)} more that an error cut short {share(every)})")
    source = [row for name in ("qiskit2", "qiskit043") for row in judged.get(name, ()) if not row.tier.startswith("D")]
    goal("all source circuits of qiskit", share(source), by_file(source), ALL_GOAL)


def goal(title: str, reached: str, by_files: str, wanted: float) -> None:
    """A line of the acceptance."""
    met = "met" if reached != "-" and float(reached.rstrip("%")) >= wanted else "not met"
    print(f"  {title:42}{reached:>8} (by file {by_files}), asked for {wanted:.0f} %: {met}")


if __name__ == "__main__":
    sys.exit(main())
