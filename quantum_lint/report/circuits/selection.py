"""Which states of circuits are worth a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quantum_lint.model.circuit import FileCircuits, Placed


def shown(file: FileCircuits) -> tuple[Placed, ...]:
    """Of each circuit its last state and those that are run, in the order of the file.

    What a transpiler made is left out where the circuit that it was given is there: it stands for both. So is an empty
    circuit that no name holds.
    """
    last = {each.circuit.number: each for each in _wanted(file.circuits)}
    chosen = [each for each in _wanted(file.circuits) if last[each.circuit.number] is each or _runs(each)]
    return tuple(sorted(chosen, key=lambda each: (each.place.span.start, each.circuit.name)))


def _wanted(circuits: Iterable[Placed]) -> Iterator[Placed]:
    for each in circuits:
        circuit = each.circuit
        empty = circuit.measures is not None and not circuit.measures.size
        if not circuit.derived and not (empty and not circuit.names and not circuit.uses):
            yield each


def _runs(each: Placed) -> bool:
    return any(use.submits for use in each.circuit.uses)
