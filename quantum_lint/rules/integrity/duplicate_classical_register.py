"""`measure_all` on circuits that have classical bits of their own and do not use them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.circuit_history import Moment, moments, written_here
from quantum_lint.match.circuit_runs import settled
from quantum_lint.match.circuit_state import Circuit, Doubt
from quantum_lint.match.exercises import has_blanks
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.python import PythonDocument


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every such call, unless something later in the document uses the bits after all, or may do so."""
    unfinished = "test" in document.fragment.traits or has_blanks(document)
    history = () if unfinished else moments(document, knowledge)
    seen = {node for moment in history for node in _settled(moment)}
    for moment in history:
        call = moment.call
        doubt = next((each for each in _duplicates(moment.after) if each.call.where.node is call.where.node), None)
        node = call.where.node
        if doubt is None or node in seen or call.context.dead or not written_here(call):
            continue
        seen.add(node)
        count = len(doubt.bits)
        yield Hit(
            span=call.span,
            note=f"The circuit has {count} classical bit{'s' * (count > 1)} of its own that nothing writes, and"
            " `measure_all` adds a register for every qubit beside them: the keys of the counts come with a run of"
            " zeros that no measurement made. Leave out the classical bits, or measure into them.",
        )


def _duplicates(circuit: Circuit | None) -> list[Doubt]:
    return [doubt for doubt in circuit.doubts if doubt.kind == "duplicate"] if circuit else []


def _settled(moment: Moment) -> Iterator[ast.AST]:
    """The calls that the moment shows to make sense, or of which it leaves nothing proven."""
    yield from settled(moment, "duplicate")
    if moment.after is None:
        yield from (doubt.call.where.node for doubt in _duplicates(moment.before))
