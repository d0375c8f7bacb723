"""Snapshots of devices of which averages are published, and no file of a calibration."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.circuits.snapshot import Operation, Snapshot
from tools.snapshots.quantinuum import all_to_all


def snapshots() -> Iterator[Snapshot]:
    """The devices, with the numbers that their makers state."""
    yield Snapshot(
        name="quantinuum_helios",
        title="Quantinuum Helios",
        provider="quantinuum",
        device=r"(?:quantinuum\.qpu\.)?Helios(?:-1)?",
        called="Helios-1",
        technology="Helios",
        as_of="2025-11-07",
        source="arXiv 2511.05465",
        licence="facts, no licence needed",
        qubits=98,
        operations=all_to_all(2.5e-5, 7.9e-4, 4.8e-4),
    )
    yield Snapshot(
        name="aqt_ibex_q1",
        title="AQT IBEX-Q1",
        provider="aqt",
        device=r".*\bIbex(?:-?Q1|-12PQ)",
        called="Ibex-Q1",
        technology="AQT ion trap",
        as_of="2025-11-21",
        source="hardware page in the documentation of Scaleway",
        licence="facts, no licence needed",
        qubits=12,
        operations=all_to_all(0.0003, 0.013, None, pair="rxx"),
        repetition_delay=1_000_000 / 5.5,
    )
    yield Snapshot(
        name="ionq_forte_1",
        title="IonQ Forte 1",
        provider="ionq",
        device=r".*\bForte[- ]?1",
        called="Forte-1",
        technology="IonQ Forte",
        as_of="2026-02-16",
        source="capabilities that Amazon Braket states, as recorded in qclojure-braket",
        licence="facts, no licence needed",
        qubits=36,
        operations=[
            Operation("rz", {(): 0.0}, {(): 0.0}, virtual=True),
            Operation("sx", {(): 0.0002}, {(): 130_000.0}),
            Operation("x", {(): 0.0002}, {(): 130_000.0}),
            Operation("rzz", {(): 0.0149}, {(): 970_000.0}),
            Operation("measure", {(): 0.0034}, {(): 150_000.0}),
        ],
        t1=[100_000_000.0],
        t2=[1_000_000.0],
        reset=50.0,
        shots=(100, 5000),
    )
