"""Circuits for programs, described by docs/schema/circuits.schema.json: fields are added, never changed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from quantum_lint.model.circuit import Circuit, FileCircuits, Placed, Use
from quantum_lint.model.finding import Place
from quantum_lint.report.circuits.selection import shown
from quantum_lint.report.parts.places import place_fields
from quantum_lint.report.parts.printable import encodable

SCHEMA = 1


def render(files: Iterable[FileCircuits], version: str) -> str:
    """All circuits in the order of the files, and what could not be read."""
    several = list(files)
    table = {
        "schema": SCHEMA,
        "version": version,
        "circuits": [_circuit(each) for file in several for each in shown(file)],
        "unreadable": [
            {"path": encodable(each.path), "line": each.line, "reason": encodable(each.reason)}
            for file in several
            for each in file.unreadable
        ],
        "notes": [{"path": encodable(file.path), "note": note} for file in several for note in file.notes],
        "errors": [{"path": encodable(each.path), "error": each.error} for file in several for each in file.errors],
    }
    return json.dumps(table, indent=2, ensure_ascii=False) + "\n"


def _circuit(placed: Placed) -> dict[str, Any]:
    circuit = placed.circuit
    return {
        **place_fields(placed.place),
        "name": encodable(circuit.name) or None,
        "sdk": circuit.sdk,
        **_measures(circuit),
        "flat": circuit.flat._asdict() if circuit.flat else None,
        "exactness": circuit.exactness,
        "reason": encodable(circuit.reason) or None,
        "random": circuit.random,
        "growth": [
            {
                "argument": each.argument,
                "value": each.value,
                **_measures(circuit._replace(measures=each.measures)),
                "flat": each.flat._asdict() if each.flat else None,
            }
            for each in circuit.growth
        ],
        "submitted_at": [_use(use, place) for use, place in zip(circuit.uses, placed.uses, strict=True) if use.submits],
        "drawing": encodable(circuit.drawing) or None,
    }


def _measures(circuit: Circuit) -> dict[str, Any]:
    measured = circuit.measures
    if measured is None:
        return dict.fromkeys(
            ("qubits", "clbits", "depth", "size", "gates", "two_qubit", "parameters", "measured"), None
        )
    return {**measured._asdict(), "gates": {encodable(name): count for name, count in measured.gates}}


def _use(use: Use, place: Place) -> dict[str, Any]:
    return {
        **place_fields(place),
        "callee": encodable(use.callee),
        "provider": use.provider or None,
        "target": use.target,
        "device": encodable(use.device) if use.device else None,
        "shots": use.shots,
        "shots_from": use.shots_from,
        "runs": use.runs,
        "through": encodable(use.through) or None,
    }
