"""Circuits of Python: what the deep mode of the evaluator built, as facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from quantum_lint.circuits.extras import Extras, with_extras
from quantum_lint.circuits.jobs import Starts
from quantum_lint.circuits.measure import flat, has_wide_gates, idle, measures
from quantum_lint.circuits.parts import Parts
from quantum_lint.circuits.releases import of_qiskit
from quantum_lint.circuits.sending import Sending
from quantum_lint.circuits.stand_ins import stand_in
from quantum_lint.circuits.uses import ordered, use_of
from quantum_lint.evaluate.budget import PRICED
from quantum_lint.model.circuit import Bound, Circuit, Growth, Measures, Use
from quantum_lint.model.job import Job
from quantum_lint.model.span import Span

if TYPE_CHECKING:
    from qiskit import QuantumCircuit

    from quantum_lint.evaluate.deep import Built, Deep, Template
    from quantum_lint.knowledge import Knowledge
    from quantum_lint.parse.python import PythonDocument

#: Where something is that stands nowhere in the file.
_NOWHERE = Span(0, 0)


class Reading(NamedTuple):
    """The circuits that a program builds, then its templates, why its reading ended early, and what starts work.

    `unread` are the paths of other files with functions that it calls and that were not read to their end.
    """

    circuits: tuple[Circuit, ...]
    notes: tuple[str, ...] = ()
    jobs: tuple[Job, ...] = ()
    unread: tuple[str, ...] = ()


def reading(document: PythonDocument, knowledge: Knowledge, path: str, extras: Extras) -> Reading:
    """All circuits of a script or notebook."""
    if extras.jobs:
        document.limits = PRICED
    if not extras.circuits:
        starts = Starts(document.evaluation(knowledge), knowledge)
        return Reading((), starts.notes, tuple(map(starts.job, starts.all())), starts.unread)
    from quantum_lint.evaluate import deep
    from quantum_lint.evaluate.tables import sdk_of

    view = document.viewpoint() if document.viewpoint else None
    found = deep.circuits_of(
        document.sources,
        path,
        view,
        sdk_of(knowledge),
        declared=partial(of_qiskit, document),
        stand_ins=stand_in,
    )
    states = _States(extras, knowledge)
    for built in found.circuits:
        states.add(built)
    told: tuple[Job, ...] = ()
    notes, unread = found.unknown, tuple[str, ...]()
    if found.handed or extras.jobs:
        starts = Starts(document.evaluation(knowledge), knowledge)
        parts = _tied(states, found, starts, Parts(knowledge))
        if extras.jobs:
            told = tuple(job for each in starts.all() for job in parts.of(each, starts))
            notes, unread = (*notes, *starts.notes), starts.unread
    circuits = (*states.circuits(), *_templates(found.templates, extras, states.numbered))
    return Reading(circuits, notes, told, unread)


def _tied(states: _States, found: Deep, starts: Starts, parts: Parts) -> Parts:
    """Note at each circuit which calls were given it, and at each call which circuits."""
    for handed in found.handed:
        submitted = starts.by(handed)
        use = use_of(handed, submitted)
        positions: dict[int, int] = {}
        for built in handed.circuits:
            source = states.source(built) if built.derived else None
            state = source or states.add(built)
            state.uses.append(use._replace(through=built.derived) if source is not None else use)
            positions[built.key] = state.position
        if submitted is not None:
            parts.add(handed, use, submitted, positions)
    return parts


class _State:
    """One state of one circuit, with all that is told of it."""

    def __init__(self, built: Built, measured: Measures, number: int, position: int) -> None:
        self.built = built
        self.measures = measured
        self.number = number
        self.position = position
        self.names: dict[Bound, None] = {}
        self.uses: list[Use] = []

    def circuit(self) -> Circuit:
        """The fact."""
        built = self.built
        return Circuit(
            sdk=built.sdk,
            span=built.made.span if built.made else _NOWHERE,
            exactness=built.certainty,  # type: ignore[arg-type]
            reason=built.reason,
            names=tuple(self.names),
            measures=None if built.certainty == "unknown" and not self.measures.qubits else self.measures,
            changed=tuple(dict.fromkeys(where.span for where in built.changed)),
            uses=ordered(self.uses),
            random=built.random,
            derived=built.derived,
            number=self.number,
            idle=idle(built.circuit),
        )


class _States:
    """The states of all circuits of a file. Two are the same if nothing happened to the circuit between them."""

    def __init__(self, extras: Extras, knowledge: Knowledge) -> None:
        self._extras = extras
        self._sending = Sending(extras, knowledge)
        self._states: dict[tuple[object, ...], _State] = {}
        self._numbers: dict[tuple[object, ...], int] = {}
        #: By how it was made, changed and measured: what is made of a circuit keeps all that.
        self._sources: dict[tuple[object, ...], _State] = {}
        #: By identity, with the circuit itself, so that no other one gets it.
        self._measured: dict[int, tuple[QuantumCircuit, Measures]] = {}

    def add(self, built: Built) -> _State:
        """The state that was built, which has its name from now on."""
        measured = self._measures(built.circuit)
        number = self._numbers.setdefault((built.key, built.made, built.derived), len(self._numbers))
        key = (number, len(built.changed), built.certainty, measured)
        state = self._states.setdefault(key, _State(built, measured, number, len(self._states)))
        if built.name:
            state.names[Bound(built.name, built.part)] = None
        if not built.derived:
            self._sources[_history(built), measured] = state
        return state

    @property
    def numbered(self) -> int:
        """How many circuits have a number, from 0."""
        return len(self._numbers)

    def source(self, built: Built) -> _State | None:
        """The state of the circuit that this one was made of."""
        return self._sources.get((_history(built), self._measures(built.circuit)))

    def _measures(self, circuit: QuantumCircuit) -> Measures:
        """Its measures, taken once for all names that it has and all calls that are given it."""
        if id(circuit) not in self._measured:
            self._measured[id(circuit)] = circuit, measures(circuit)
        return self._measured[id(circuit)][1]

    def circuits(self) -> Iterator[Circuit]:
        """All of them as facts, in the order in which they were found."""
        for state in self._states.values():
            fact = with_extras(state.circuit(), state.built.circuit, self._extras)
            yield self._sending.sent(fact, state.built.circuit)


def _history(built: Built) -> tuple[object, ...]:
    """Where the circuit was made and changed, which tells circuits of a file apart but for those of loops."""
    return built.made, built.changed


def _templates(templates: Sequence[Template], extras: Extras, first: int) -> Iterator[Circuit]:
    """A fact for each circuit of a function that nobody calls, numbered from `first`, with what it is at each size."""
    rows: dict[tuple[object, int], list[tuple[Template, Built]]] = {}
    for template in templates:
        for number, built in enumerate(template.circuits):
            rows.setdefault((template.where, number), []).append((template, built))
    for number, several in enumerate(rows.values(), first):
        yield with_extras(_template(several, number), several[0][1].circuit, extras)


def _growth(size: int, circuit: QuantumCircuit) -> Growth:
    return Growth("n", size, measures(circuit), flat(circuit) if has_wide_gates(circuit) else None)


def _template(rows: Sequence[tuple[Template, Built]], number: int) -> Circuit:
    template, built = rows[0]
    figures = tuple(_growth(each.size, one.circuit) for each, one in rows)
    grows = len({each.measures for each in figures}) > 1
    sizes = f"n = {', '.join(str(each.size) for each, _ in rows)}" if grows else ""
    return Circuit(
        sdk=built.sdk,
        span=built.made.span if built.made else template.where.span,
        exactness="template",
        reason="; ".join(filter(None, (f"nothing here calls `{template.function}`", sizes, built.reason))),
        names=(Bound(f"{template.function}()", template.where.positions.part),),
        measures=figures[0].measures,
        changed=tuple(dict.fromkeys(where.span for where in built.changed)),
        random=built.random,
        growth=figures if grows else (),
        number=number,
    )
