"""Measure what pricing takes: twenty circuits on six devices, cold and warm, against bare transpiling of the same.

Usage: python -m bench.cost

All times are of the processor, in one process and without the imports, since those are what a run of Qiskit takes
anyway. What has to be reached stands behind each figure.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from quantum_lint.config import Settings

DEVICES = ("ibm_fez", "ibm_kingston", "ibm_torino", "ibm_miami", "iqm_garnet", "ionq_forte_1")
COLD, WARM, MEMORY, RATIO = 5.0, 0.3, 300, 1.15
Result = TypeVar("Result")

HEAD = """
from qiskit import QuantumCircuit
from qiskit.circuit.library import efficient_su2
from qiskit_ibm_runtime import QiskitRuntimeService, SamplerV2
sampler = SamplerV2(mode=QiskitRuntimeService().backend("ibm_fez"))
"""
SHAPES = (
    "circuit = QuantumCircuit({n})\ncircuit.h(0)\nfor q in range({n} - 1):\n    circuit.cx(q, q + 1)\n",
    (
        "circuit = QuantumCircuit({n})\nfor high in reversed(range({n})):\n    circuit.h(high)\n"
        "    for low in range(high):\n        circuit.cp(3.14 / 2 ** (high - low), high, low)\n"
    ),
    "circuit = QuantumCircuit({n})\ncircuit.compose(efficient_su2({n}, reps=3, entanglement='linear'), inplace=True)\n",
    (
        "circuit = QuantumCircuit({n})\ncircuit.h(range({n}))\nfor q in range({n}):\n"
        "    circuit.rzz(0.3, q, (q + 1) % {n})\n    circuit.rzz(0.3, q, (q + 3) % {n})\ncircuit.rx(0.4, range({n}))\n"
    ),
)
SIZES = (6, 9, 12, 15, 18)


def main() -> int:
    """Print the figures; 1 where one of them is not reached."""
    import qiskit.circuit.library
    import qiskit.transpiler  # noqa: F401

    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["QUANTUM_LINT_CACHE"] = os.path.join(folder, "cache")
        circuits = _written(Path(folder, "code"))
        _, bare = _timed(lambda: _bare(circuits))
        first, cold = _timed(lambda: _priced(folder))
        second, warm = _timed(lambda: _priced(folder))
    assert first == second
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures = (
        ("cold, s", cold, COLD), ("warm, s", warm, WARM), ("memory, MB", memory, MEMORY),
        ("cold over bare transpiling", cold / bare, RATIO),
    )  # fmt: skip
    print(f"{len(circuits)} circuits, {len(DEVICES)} devices, {len(first.estimates)} estimates; bare {bare:.2f} s")
    for name, value, goal in figures:
        print(f"{name:>28}: {value:8.2f}   goal {goal}{'' if value <= goal else '   MISSED'}")
    return int(any(value > goal for _, value, goal in figures))


def _written(folder: Path) -> list[Any]:
    """Write a program for each circuit; returns the circuits."""
    folder.mkdir()
    circuits = []
    for number, (shape, size) in enumerate((shape, size) for shape in SHAPES for size in SIZES):
        text = shape.format(n=size) + "circuit.measure_all()\n"
        scope: dict[str, Any] = {}
        exec("from qiskit import QuantumCircuit\nfrom qiskit.circuit.library import efficient_su2\n" + text, scope)
        circuits.append(scope["circuit"])
        (folder / f"program_{number:02}.py").write_text(HEAD + text + "sampler.run([circuit])\n")
    return circuits


def _bare(circuits: list[Any]) -> None:
    """What anybody would do: `transpile` for each device."""
    from qiskit import transpile

    from quantum_lint.circuits.devices import shipped
    from quantum_lint.circuits.targets import Targets

    for device in (shipped()[name] for name in DEVICES):
        target = Targets().of(device)
        for circuit in circuits:
            transpile(circuit, target=target, optimization_level=2, seed_transpiler=7)


def _priced(folder: str) -> Any:
    from quantum_lint.cost.request import Request
    from quantum_lint.cost.survey import bills

    code = os.path.join(folder, "code")
    return bills(Request(Settings(code), (code,), devices=DEVICES, jobs=1))


def _timed(work: Callable[[], Result]) -> tuple[Result, float]:
    start = time.process_time()
    found = work()
    return found, time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())
