"""What other tools say of the reference circuits: run by `bench.cost_peers` with their Python, it prints JSON.

Usage: PYTHON -m bench.cost_peers_inside

Of qontinuum it is `estimate_circuit`, which `qont cost` calls with the circuits of test files; of qb-compiler it is the
answer of `qbc when`, which reads OpenQASM 2. Counts of gates are those of the circuit as it is written, which is what
qontinuum multiplies.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.metadata import version
from tempfile import TemporaryDirectory
from typing import Any

from qiskit import QuantumCircuit, qasm2
from qontinuum.cost import estimate_circuit, profile_circuit

from bench.reference_circuits import CIRCUITS, SHOTS

BACKENDS = ("ibm_fez", "iqm_emerald", "rigetti_cepheus", "ionq_forte", "quantinuum_h2")


def main() -> None:
    """Print what each says."""
    found = {name: _said(build()) for name, build in CIRCUITS.items()}
    versions = {name: version(name) for name in ("qontinuum", "qb-compiler", "qiskit")}
    print(json.dumps({"versions": versions, "circuits": found}))


def _said(circuit: QuantumCircuit) -> dict[str, Any]:
    profile = profile_circuit(circuit)
    return {
        "written": {
            "depth": profile.depth,
            "one_qubit": profile.n_1q_gates,
            "two_qubit": profile.n_2q_effective,
            "read_and_prepared": profile.n_spam,
        },
        "qontinuum": {
            each.device: each.units or f"{each.usd:.2f} USD"
            for each in estimate_circuit(circuit, SHOTS)
            if each.feasible
        },
        "qb-compiler": _ranked(circuit),
    }


def _ranked(circuit: QuantumCircuit) -> dict[str, str]:
    program = os.path.join(os.path.dirname(sys.executable), "qbc")
    chosen = [word for name in BACKENDS for word in ("-b", name)]
    with TemporaryDirectory() as folder:
        file = os.path.join(folder, "circuit.qasm")
        with open(file, "w", encoding="utf-8") as stream:
            stream.write(qasm2.dumps(circuit))
        command = [program, "when", file, "--shots", str(SHOTS), "--seeds", "1", "--json", *chosen]
        answer = subprocess.run(command, capture_output=True, text=True, check=True)
    text = answer.stdout[answer.stdout.index("{") :]
    return {row["backend"]: f"{row['cost_per_run_usd']:.2f} USD" for row in json.loads(text)["ranking"]}


if __name__ == "__main__":
    main()
