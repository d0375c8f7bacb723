"""Circuits in words."""

from __future__ import annotations

from quantum_lint.model.circuit import Circuit, Growth, Placed, Use
from quantum_lint.model.finding import Place
from quantum_lint.report.parts.counts import counted
from quantum_lint.report.parts.printable import one_line

#: Names of gates that are told apart; the rest is counted together.
_MOST_GATES = 8


def number(value: int | None) -> str:
    """A count, or a question mark where it is not known."""
    return "?" if value is None else f"{value:,}"


def gates(circuit: Circuit) -> str:
    """`4 cx, 2 h, 1 measure`."""
    found = circuit.measures.gates if circuit.measures else ()
    words = [f"{count:,} {one_line(name)}" for name, count in found[:_MOST_GATES]]
    rest = sum(count for _, count in found[_MOST_GATES:])
    return ", ".join([*words, f"{rest:,} others"] if rest else words)


def flat(circuit: Circuit) -> str:
    """`taken apart: 3 cx, 5 u, depth 4`; nothing where it was not asked for, or cannot be told."""
    found = circuit.flat
    return f"taken apart: {found.cx:,} cx, {found.u:,} u, depth {found.depth:,}" if found else ""


def certainty(circuit: Circuit) -> str:
    """How much is known, and why not more."""
    words = [f"{circuit.exactness}, {one_line(circuit.reason)}" if circuit.reason else circuit.exactness]
    if circuit.random:
        words.append("values in it are drawn without a seed")
    return "; ".join(words)


def use(each: Use, place: Place) -> str:
    """`QiskitRuntimeService... on ibm_brisbane, 4,096 shots (default) at line 12`."""
    words = [one_line(each.callee)]
    if each.device:
        words.append(f"on {one_line(each.device)}")
    elif each.target != "unknown":
        words.append(f"on {'hardware' if each.target == 'hardware' else 'a simulator'}")
    if each.through:
        words.append(f"after {one_line(each.through)}")
    return f"{' '.join(words)}{_shots(each)}{_runs(each)} at line {place.cell.line if place.cell else place.line}" + (
        f" of cell {place.cell.cell.index + 1}" if place.cell else ""
    )


def _shots(each: Use) -> str:
    if each.shots_from == "none":
        return ""
    if each.shots is None:
        return ", number of shots not known"
    told = "exact result" if each.shots == 0 else f"{each.shots:,} shot{'s' if each.shots != 1 else ''}"
    return f", {told}{' by default' if each.shots_from == 'default' else ''}"


def _runs(each: Use) -> str:
    if each.runs is None:
        return ", in a loop of unknown length"
    return f", {each.runs:,} times" if each.runs > 1 else ""


def growth(each: Growth) -> str:
    """`n = 4: 4 qubits, 3 gates on two, depth 5`, of what it is taken apart where gates are made of others."""
    measured, apart = each.measures, each.flat
    two, depth = (apart.cx, apart.depth) if apart else (measured.two_qubit, measured.depth)
    words = (
        f"{counted(measured.qubits, 'qubit')}",
        "? gates on two" if two is None else f"{counted(two, 'gate')} on two",
        f"depth {number(depth)}",
        *(["taken apart"] if apart else []),
    )
    return f"{each.argument} = {each.value}: {', '.join(words)}"


def submissions(placed: Placed) -> list[str]:
    """What runs it, a line each."""
    pairs = zip(placed.circuit.uses, placed.uses, strict=True)
    return [use(each, place) for each, place in pairs if each.submits]
