"""The history of every circuit of a document: what is proven of it before and after each call that concerns it."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from quantum_lint.evaluate.calls import Call, Evaluation
from quantum_lint.evaluate.histories import Event, Subject
from quantum_lint.evaluate.tables import Tables, tables_of
from quantum_lint.evaluate.values import Either, History, Instance, constant, options
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.circuit_state import Circuit, either
from quantum_lint.match.circuit_steps import EFFECTS, MAKERS, Step, StepRow
from quantum_lint.model import lazy
from quantum_lint.parse.python import PythonDocument

#: What follows the first name.
_WORD = lazy.pattern(r"\W.*", re.DOTALL)
#: Packages whose functions leave the circuits that they are given as they are.
_PLAIN = frozenset({"IPython", "dict", "list", "matplotlib", "numpy", "set", "str", "tuple"}) | sys.stdlib_module_names
#: Attributes of a circuit that say nothing of what is in it.
_HARMLESS = frozenset({"name", "metadata", "global_phase"})


class Moment(NamedTuple):
    """A circuit that takes part in a call: what is proven of it before and after. `sure` says that it is this one.

    Of a circuit that the call makes, `before` is what was proven of the first one that it is made from.
    """

    call: Call
    thing: Instance
    before: Circuit | None
    after: Circuit | None
    sure: bool
    receives: bool


@lru_cache(maxsize=1)
def moments(document: PythonDocument, knowledge: Knowledge) -> tuple[Moment, ...]:
    """Every circuit at every call that concerns it, in the order in which they run."""
    return tuple(_Reader(document.evaluation(knowledge), tables_of(knowledge)).read())


class _Reader:
    """Goes through the events once; `after` is what each leaves of each circuit."""

    def __init__(self, evaluation: Evaluation, tables: Tables) -> None:
        self.events = evaluation.events
        self.tables = tables
        self.rows: Mapping[str, StepRow] = tables.rows("step", StepRow)
        self.after: dict[tuple[History | None, int], Circuit | None] = {}
        self.touched = {
            id(option)
            for assignment in evaluation.assignments
            if assignment.key not in _HARMLESS and assignment.receiver is not None
            for option in options(assignment.receiver)
        }

    def read(self) -> Iterator[Moment]:
        """The moments, in order."""
        for event in self.events:
            before = [self._state(subject.before, subject.thing) for subject in event.subjects]
            for subject, state in zip(event.subjects, before, strict=True):
                after = self._changed(event, subject, state, before)
                self.after[event, id(subject.thing)] = after
                yield Moment(event.call, subject.thing, state, after, subject.sure, subject.receives)
            if event.made is not None:
                made = self.after[event, id(event.made)] = self._made(event, before)
                yield Moment(event.call, event.made, next(iter(before), None), made, sure=False, receives=False)

    def _state(self, history: History | None, thing: Instance) -> Circuit | None:
        """What is proven of a circuit after its history."""
        if id(thing) in self.touched:
            return None
        key = (history, id(thing))
        if isinstance(history, Either) and key not in self.after:
            self.after[key] = either(self._state(history.first, thing), self._state(history.second, thing))
        return self.after.get(key)

    def _changed(
        self, event: Event, subject: Subject, state: Circuit | None, before: list[Circuit | None]
    ) -> Circuit | None:
        if state is None:
            return None
        if not subject.receives:
            return state if _leaves_arguments(event.call, self.tables) else None
        row = self._row(event.call.callee, subject.thing)
        if row is None or row.does not in EFFECTS:
            return None
        inplace = _inplace(event.call, row)
        if not inplace:
            return state if inplace is False else None
        step = self._step(event, row, before[1:])
        after = EFFECTS[row.does](state, step)
        return either(state, after) if step.guarded or not subject.sure else after

    def _made(self, event: Event, before: list[Circuit | None]) -> Circuit | None:
        row = self.rows.get(event.call.callee)
        if row is None:
            return None
        if row.does in MAKERS:
            return MAKERS[row.does](self._step(event, row, before))
        if not event.subjects or not event.subjects[0].receives or not event.subjects[0].sure or before[0] is None:
            return None
        return EFFECTS[row.does](before[0], self._step(event, row, before[1:]))

    def _step(self, event: Event, row: StepRow, others: list[Circuit | None]) -> Step:
        return Step(row, event.call, tuple(others), self.tables, self._guarded(event.call))

    def _row(self, callee: str, thing: Instance) -> StepRow | None:
        """The row of a method, or of a method of what any method gives (`Circuit.*.c_if`)."""
        steps = callee[len(thing.callee) + 1 :]
        if steps.isidentifier():
            return self.rows.get(callee)
        row = self.rows.get(f"{thing.callee}.*.{steps.rpartition('.')[2]}")
        first = self.rows.get(f"{thing.callee}.{_WORD.sub('', steps)}")
        return row or (first if first is not None and first.does == "nothing" else None)

    def _guarded(self, call: Call) -> bool:
        """Whether the call stands in a block of the circuit's own, or in one that reading alone does not tell."""
        return any(self._conditional(block.value) for block in call.context.withs)

    def _conditional(self, value: object) -> bool:
        if not isinstance(value, Instance):
            return True
        row = self.rows.get(value.callee)
        return row is not None and row.does in ("test", "block", "condition")


def _inplace(call: Call, row: StepRow) -> bool | None:
    """Whether the method changes the circuit that it is called on; None when that is not known."""
    if row.inplace == "always":
        return True
    given = call.argument("inplace", row.inplace_position if row.inplace_position >= 0 else None)
    if given is None:
        return row.inplace == "yes" if call.complete() else None
    chosen: bool | None = constant(given.value, bool)
    return chosen


def _leaves_arguments(call: Call, tables: Tables) -> bool:
    """Whether the call surely does not change the circuits that it is given: an SDK's, or a plain function."""
    package, dot, _ = call.callee.partition(".")
    if not dot:
        return call.callee not in ("setattr", "delattr", "exec", "eval")
    return package in _PLAIN or tables.knows(package)


def written_here(call: Call) -> bool:
    """Whether the call stands in the document itself under its own name, not in another file that it leads to."""
    node = call.where.node
    name = call.callee.rpartition(".")[2]
    return isinstance(node, ast.Call) and (not isinstance(node.func, ast.Attribute) or node.func.attr == name)
