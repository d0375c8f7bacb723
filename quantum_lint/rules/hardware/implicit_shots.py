"""Jobs on hardware whose number of shots nobody chose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from quantum_lint.evaluate.calls import Evaluation
from quantum_lint.evaluate.devices import argument_of
from quantum_lint.evaluate.hardware import Submitted
from quantum_lint.evaluate.tables import SetterRow, tables_of
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.hardware_jobs import device_title, in_earnest, leaves_open
from quantum_lint.match.prices import Prices
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.python import PythonDocument


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every submission to hardware that surely takes the vendor's default number of shots."""
    evaluation = document.evaluation(knowledge)
    prices = Prices(evaluation, knowledge)
    carrying = _carrying(evaluation, knowledge)
    for submitted in in_earnest(document, knowledge):
        if submitted.row.program and submitted.row.provider in carrying:
            continue
        if submitted.shots_from == "default" and submitted.default_shots and not _is_given(submitted):
            price = prices.of(submitted)
            cost = f" {price.text[0].upper()}{price.text[1:]}." if price else ""
            yield Hit(
                span=submitted.call.span,
                note=f"Nothing says how many shots this {submitted.row.unit} on {device_title(submitted, knowledge)}"
                f" takes: it is the default, {submitted.default_shots:,}, which another version of the SDK may change."
                f"{cost} Write the number, or the precision, that the result needs.",
                provider=submitted.target.provider,
            )


def _carrying(evaluation: Evaluation, knowledge: Knowledge) -> frozenset[str]:
    """The providers of whose programs some carry their number: which of them is run is not always to be told."""
    setters = tables_of(knowledge).rows("setter", SetterRow)
    methods = {callee.rpartition(".")[2]: row for callee, row in setters.items()}
    rows = (setters.get(call.callee) or _unowned(call.callee, methods) for call in evaluation.calls)
    return frozenset(row.provider for row in rows if row is not None)


def _unowned(callee: str, methods: Mapping[str, SetterRow]) -> SetterRow | None:
    """What a method of an object that is not known does if it sets the number; dictionaries are updated, too."""
    return methods.get(callee[2:]) if callee.startswith("?.") and not hasattr(dict, callee[2:]) else None


def _is_given(submitted: Submitted) -> bool:
    """Whether the call has, or may have, the argument all the same: that of a function, whose default is none."""
    row, call = submitted.row, submitted.call
    positions = (*row.shots_positions, *row.precision_positions)
    given = argument_of(call.arguments, (row.shots, *row.aliases, row.precision), positions)
    return given is not None or leaves_open(call)
