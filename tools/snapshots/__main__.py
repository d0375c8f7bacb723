"""`python -m tools.snapshots --ibm WHEEL --braket FOLDER --quantinuum WHEEL`: write `rules/devices/*.json`.

The wheels are those of qiskit-ibm-runtime and pytket-quantinuum, the folder a checkout of amazon-braket-examples; what
is not given is not made anew. Nothing of them is run.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from quantum_lint.circuits.snapshot import Snapshot
from tools.snapshots import braket, ibm, published, quantinuum

FOLDER = Path(__file__).parents[2] / "rules" / "devices"


def main() -> None:
    """Write what is asked for and say where."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ibm", type=Path, metavar="WHEEL")
    parser.add_argument("--braket", type=Path, metavar="FOLDER")
    parser.add_argument("--quantinuum", type=Path, metavar="WHEEL")
    parser.add_argument("--to", type=Path, metavar="FOLDER", default=FOLDER)
    given = parser.parse_args()
    for each in _snapshots(given):
        path = given.to / f"{each.name}.json"
        path.write_text(each.text(), encoding="utf-8")
        sys.stdout.write(f"{path.name}: {each.qubits} qubits, {path.stat().st_size:,} bytes\n")


def _snapshots(given: argparse.Namespace) -> Iterator[Snapshot]:
    if given.ibm:
        yield from ibm.snapshots(given.ibm)
    if given.braket:
        yield from braket.snapshots(given.braket)
    if given.quantinuum:
        yield from quantinuum.snapshots(given.quantinuum)
    yield from published.snapshots()


if __name__ == "__main__":
    main()
