"""Compare what quantum-lint, qb-compiler and qontinuum say six circuits cost, and explain each difference.

Usage: python -m bench.cost_peers --peers PYTHON [--output docs/cost-comparison.md]

PYTHON is that of an environment with both of the others (`pip install qb-compiler qontinuum`). Nothing is submitted.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

CIRCUITS = "bench/reference_circuits.py"
NAMES = ("GHZ-20", "QFT-16", "EfficientSU2-20", "QAOA-30", "Grover-6", "TFIM-100")
SHOTS = 4096
#: What a second of IBM's pay-as-you-go plan costs, and what qontinuum and qb-compiler assume of a job.
_SECOND = Decimal("1.60")
_OVERHEAD, _OWN_OVERHEAD = Decimal(2), Decimal(1)
_LAYER = Decimal("0.0000001")
_DELAY = Decimal("0.00025")
_SHOTS_A_SECOND = 10_000


class Column(NamedTuple):
    """A device, and what it is called by each of the three; empty where one does not have it."""

    title: str
    ours: str
    qontinuum: str = ""
    compiler: str = ""


COLUMNS = (
    Column("IBM Fez, pay as you go", "ibm_fez", "heron_payg", "ibm_fez"),
    Column("IQM Emerald on Braket", "iqm_emerald", "iqm_emerald", "iqm_emerald"),
    Column("Rigetti Cepheus on Braket", "rigetti_cepheus_1_108q", "rigetti_cepheus", "rigetti_cepheus"),
    Column("IonQ Forte on Braket", "arn:aws:braket:us-east-1::device/qpu/ionq/Forte-1", "ionq_forte"),
    Column("IonQ Forte on Azure", "ionq.qpu.forte-1", "ionq_forte_azure", "ionq_forte"),
    Column("Quantinuum H2", "H2-1", "quantinuum_h2", "quantinuum_h2"),
)
Ours = Mapping[tuple[str, str], Mapping[str, Any]]


def main() -> None:
    """Ask all three and print, or write, the comparison."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", required=True, metavar="PYTHON")
    parser.add_argument("--output", metavar="FILE")
    arguments = parser.parse_args()
    text = "".join(f"{line}\n" for line in lines(ours(), theirs(arguments.peers)))
    if arguments.output:
        Path(arguments.output).write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


def ours(columns: tuple[Column, ...] = COLUMNS) -> Ours:
    """What quantum-lint reads in the file, by circuit and device."""
    devices = [word for column in columns for word in ("--device", column.ours)]
    command = [sys.executable, "-m", "quantum_lint", "cost", CIRCUITS, "--isolated", "--format", "json", *devices]
    rows = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)["submissions"]
    places = sorted({row["line"] for row in rows})
    names = dict(zip(places, NAMES, strict=True))
    return {(names[row["line"]], row["device"]): row for row in rows}


def theirs(python: str) -> dict[str, Any]:
    """What the others say."""
    command = [python, "-m", "bench.cost_peers_inside"]
    found: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return found


def lines(own: Ours, others: Mapping[str, Any]) -> Iterator[str]:
    """The document."""
    versions = {name.removeprefix("qb-"): number for name, number in others["versions"].items()}
    yield from _HEAD.format(**versions, shots=f"{SHOTS:,}").splitlines()
    for column in COLUMNS:
        yield from _table(column, own, others["circuits"])
    yield "## What each assumes"
    yield ""
    yield from (f"| {' | '.join(row)} |" for row in _ASSUMED)
    yield ""
    yield from _of_ibm(own, others["circuits"])
    yield from _of_gates(own, others["circuits"])


def _table(column: Column, own: Ours, circuits: Mapping[str, Any]) -> Iterator[str]:
    yield f"### {column.title}"
    yield ""
    yield "| circuit | quantum-lint | qb-compiler | qontinuum |"
    yield "| --- | --- | --- | --- |"
    for name in NAMES:
        said = circuits[name]
        other = (said["qb-compiler"].get(column.compiler, "-"), said["qontinuum"].get(column.qontinuum, "-"))
        yield f"| {name} | {cost_text(own[name, column.ours])} | {' | '.join(other)} |"
    yield ""


def cost_text(row: Mapping[str, Any]) -> str:
    """What quantum-lint says, or why it says nothing."""
    cost = row["cost"]
    if cost is None:
        return f"unknown: {row['unknown_because']}"
    low, high = (f"{Decimal(cost[end]):.2f}" for end in ("low", "high"))
    least = "at least " if row["at_least"] else ""
    return f"{least}{low if low == high else f'{low} to {high}'} {cost['currency']}"


def _of_ibm(own: Ours, circuits: Mapping[str, Any]) -> Iterator[str]:
    """Where the difference of the lower end to the others comes from, which is the documented formula."""
    yield from _IBM.splitlines()
    for name in NAMES:
        row = own[name, "ibm_fez"]
        duration = Decimal(str(row["duration_us"])) / 1_000_000
        depth = circuits[name]["written"]["depth"]
        overhead = (_OVERHEAD - _OWN_OVERHEAD) * _SECOND
        circuit = SHOTS * (duration - depth * _LAYER) * _SECOND
        whole = Decimal(row["cost"]["low"]) - _usd(circuits[name]["qontinuum"]["heron_payg"])
        pace = (Decimal(1) / _SHOTS_A_SECOND - _DELAY - duration) * SHOTS * -_SECOND
        more = Decimal(row["cost"]["low"]) - _usd(circuits[name]["qb-compiler"]["ibm_fez"])
        yield (
            f"| {name} | {duration * 1_000_000:.2f} us | {depth} | {whole:+.2f} = {overhead:+.2f} {circuit:+.2f} |"
            f" {more:+.2f} = {_OVERHEAD * _SECOND:+.2f} {pace:+.2f} |"
        )
    yield ""


def _of_gates(own: Ours, circuits: Mapping[str, Any]) -> Iterator[str]:
    """The gates that are counted: as transpiled for the device, and as written."""
    yield from _GATES.splitlines()
    for name in NAMES:
        written = circuits[name]["written"]
        cells = [f"{written['one_qubit']:,} + {written['two_qubit']:,}"]
        for device in ("ionq.qpu.forte-1", "H2-1"):
            cells.append(_counted(own[name, device]))
        yield f"| {name} | {' | '.join(cells)} |"


def _counted(row: Mapping[str, Any]) -> str:
    """Gates on one qubit, of which so many take no time, and on two."""
    gates, pairs = row["gates"], row["two_qubit"]
    if gates is None or row["snapshot"] is None or row["cost"] is None:
        return "-"
    rest = sum(count for name, count in gates.items() if name not in ("barrier", "measure", "reset", "delay")) - pairs
    return f"{rest:,} (of which {gates.get('rz', 0):,} rz) + {pairs:,}"


def _usd(text: str) -> Decimal:
    return Decimal(text.removesuffix(" USD"))


_HEAD = """\
# Costs side by side

Made by `python -m bench.cost_peers`: what quantum-lint, qb-compiler {compiler} and qontinuum {qontinuum} say that
six circuits cost, at {shots} shots each. quantum-lint reads them in [a script](../bench/reference_circuits.py) without
running it; qontinuum is given the circuits by Qiskit {qiskit}, and qb-compiler reads them as OpenQASM 2.

## Figures

"""
#: What is assumed of a thing by each of the three.
_ASSUMED = (
    ("", "quantum-lint", "qb-compiler", "qontinuum"),
    ("---", "---", "---", "---"),
    (
        "circuit",
        "transpiled for a dated snapshot of the device, level 2, fixed seed",
        "transpiled for the probability; not for the price",
        "as written",
    ),
    (
        "a second of IBM",
        "2 s for a job, 0.25 ms and the circuit for each shot, by IBM's documentation; up to the 3.07 s of its example",
        '10,000 shots, "an assumption of this package, not a vendor figure"',
        "1 s for a job, 0.25 ms and 0.1 us for each layer for a shot",
    ),
    ("mitigation on IBM", "counted by primitive, level and options", "not counted", "not counted"),
    (
        "IonQ on Azure",
        "from `max(minimum, gates)` to `minimum + gates`, minimum with error mitigation, which is the default",
        "the price of a shot on Braket: `qbc when` hands no gates to its formula",
        "`minimum + gates`, minimum without error mitigation",
    ),
    (
        "Quantinuum",
        "HQC of native gates, with and without turns about Z and preparation; money only at a price that you say",
        "8 USD a shot whatever the circuit: `qbc when` hands no gates to its formula",
        "HQC of gates as written, with preparation",
    ),
    ("a circuit that does not fit", "has no price, and why", "priced all the same", "has no price"),
    ("several tasks", "counted in loops, lists and program sets", "one", "one for each test"),
)
_IBM = """\
## IBM: where the differences come from

The lower end of quantum-lint's range is the documented formula, so it differs by what the others have in its place:
overhead, and time of a shot.

| circuit | time on Fez | depth as written | to qontinuum: overhead, circuit | to qb-compiler: overhead, shots |
| --- | --- | --- | --- | --- |
"""
_GATES = """\
## IonQ and Quantinuum: gates that are paid

Prices there are for gates, and what runs are native gates. Written is what qontinuum multiplies; a gate on three or
more qubits counts as six for each qubit beyond two there.

| circuit | written: on one + on two qubits | IonQ Forte | Quantinuum H2 |
| --- | --- | --- | --- |
"""

if __name__ == "__main__":
    main()
