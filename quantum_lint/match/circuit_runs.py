"""Where circuits are run, and what is read of them: samples, expectation values or counts."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from quantum_lint.evaluate.calls import Call, Evaluation
from quantum_lint.evaluate.hardware import Submitted, submissions
from quantum_lint.evaluate.tables import tables_of
from quantum_lint.evaluate.values import Instance, Union, Value, constant, options
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.circuit_history import Moment, moments, written_here
from quantum_lint.match.circuit_state import Circuit, Doubt, Kind
from quantum_lint.match.testing import expects_failure
from quantum_lint.parse.python import PythonDocument

_STEPS = 12


class RunRow(NamedTuple):
    """Calls that run the circuits they are given.

    `reads` is `samples` where the result is bit strings, `values` where it is expectation values, `counts` where it
    depends on the method that asks the result (one of `readers`). Where a device takes only its own gates `lowered` is
    true; with `marked` only if the object that is called was made with that argument. A simulator whose maker or
    arguments match `exact` gives the counts of circuits that measure nothing. `measure` is code that measures.
    """

    provider: str
    calls: tuple[str, ...]
    reads: str
    readers: tuple[str, ...] = ()
    lowered: bool = False
    marked: str = ""
    exact: str = ""
    measure: str = ""


class Run(NamedTuple):
    """A circuit that is surely run, what is proven of it, and on what it runs if that is known.

    `sampled` says that bit strings are read from the result.
    """

    call: Call
    row: RunRow
    circuit: Circuit
    submitted: Submitted | None
    sampled: bool

    @property
    def on_hardware(self) -> bool:
        """Whether it surely runs on hardware."""
        return self.submitted is not None and self.submitted.on_hardware


def runs(document: PythonDocument, knowledge: Knowledge) -> Iterator[Run]:
    """Every run of a circuit of which something is proven, outside of tests, which try what is wrong on purpose."""
    if "test" in document.fragment.traits:
        return
    tables = tables_of(knowledge)
    rows = tables.rows("run", RunRow)
    evaluation = document.evaluation(knowledge)
    for moment in moments(document, knowledge):
        row = rows.get(moment.call.callee)
        if row is None or moment.before is None or moment.receives or not moment.sure or not _happens(moment.call):
            continue
        submitted = next(submissions(Evaluation(calls=(moment.call,)), tables), None)
        sampled = row.reads == "samples" or (row.reads == "counts" and _counted(moment.call, row, evaluation.calls))
        yield Run(moment.call, row, moment.before, submitted, sampled)


def _happens(call: Call) -> bool:
    """Whether the call stands in this document where it is sure to be reached."""
    context = call.context
    return not (context.dead or context.handlers or expects_failure(context)) and written_here(call)


def _counted(call: Call, row: RunRow, calls: Sequence[Call]) -> bool:
    """Whether bit strings are read from the result of the call."""
    reads = (other for other in calls if other.callee.endswith(row.readers))
    return any(_comes_from(other.receiver, call) for other in reads)


def _comes_from(value: Value | None, call: Call) -> bool:
    for _ in range(_STEPS):
        if isinstance(value, Union):
            return any(_comes_from(option, call) for option in value.options)
        if not isinstance(value, Instance):
            return False
        if value is call.result:
            return True
        value = value.receiver
    return False


def is_exact(run: Run) -> bool:
    """Whether what runs it may work out counts without a measurement: what it was made of says so, or hides it."""
    for each in (run.call.receiver, *(argument.value for argument in run.call.arguments)):
        for option in options(each) if each is not None else ():
            if isinstance(option, Instance) and _matches(option, run.row.exact):
                return True
    return False


def _matches(value: Instance, expression: str) -> bool:
    texts = [value.maker, *(str(constant(argument.value, str) or "") for argument in value.arguments)]
    return bool(expression) and any(re.search(expression, text, re.IGNORECASE) for text in texts)


def doubts(document: PythonDocument, knowledge: Knowledge, kind: Kind) -> Iterator[tuple[Doubt, Run]]:
    """The calls that a run shows to be mistakes whenever they are reached, each once, with the first such run."""
    seen = {node for moment in moments(document, knowledge) for node in settled(moment, kind)}
    for run in runs(document, knowledge):
        for doubt in run.circuit.doubts:
            if doubt.kind == kind and doubt.call.where.node not in seen and _happens(doubt.call):
                seen.add(doubt.call.where.node)
                yield doubt, run


def settled(moment: Moment, kind: Kind) -> Iterator[ast.AST]:
    """The calls that the moment shows to make sense, this time at least."""
    before, after = _doubtful(moment.before, kind), _doubtful(moment.after, kind)
    if moment.after is not None:
        yield from (node for node, times in before.items() if after[node] < times)
        node = moment.call.where.node
        if moment.receives and moment.after is not moment.before and after[node] == before[node]:
            yield node


def _doubtful(circuit: Circuit | None, kind: Kind) -> Counter[ast.AST]:
    return Counter(doubt.call.where.node for doubt in (circuit.doubts if circuit else ()) if doubt.kind == kind)
