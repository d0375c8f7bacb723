"""Circuits of Python: what the deep mode of the evaluator built, as facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from quantum_lint.circuits.drawing import drawn
from quantum_lint.circuits.measure import measures
from quantum_lint.circuits.uses import ordered, submitted_at, use_of
from quantum_lint.model.circuit import Bound, Circuit, Growth, Measures, Use
from quantum_lint.model.span import Span

if TYPE_CHECKING:
    from quantum_lint.evaluate.deep import Built, Deep, Template
    from quantum_lint.parse.python import PythonDocument

#: Where something is that stands nowhere in the file.
_NOWHERE = Span(0, 0)


class Reading(NamedTuple):
    """The circuits that a program builds, then its templates, and why its reading ended early."""

    circuits: tuple[Circuit, ...]
    notes: tuple[str, ...]


def reading(document: PythonDocument, knowledge: Any, path: str, *, draw: bool = False) -> Reading:
    """All circuits of a script or notebook."""
    from quantum_lint.evaluate import deep
    from quantum_lint.evaluate.tables import sdk_of

    view = document.viewpoint() if document.viewpoint else None
    found = deep.circuits_of(document.sources, path, view, sdk_of(knowledge))
    states = _States(draw)
    for built in found.circuits:
        states.add(built)
    if found.handed:
        _tie(states, found, document, knowledge)
    return Reading((*states.circuits(), *_templates(found.templates, draw)), found.unknown)


def _tie(states: _States, found: Deep, document: PythonDocument, knowledge: Any) -> None:
    """Note at each circuit which calls were given it."""
    submitted = submitted_at(document.evaluation(knowledge), knowledge)
    for handed in found.handed:
        use = use_of(handed, submitted)
        for built in handed.circuits:
            states.add(built).uses.append(use)


class _State:
    """One state of one circuit, with all that is told of it."""

    def __init__(self, built: Built, measured: Measures) -> None:
        self.built = built
        self.measures = measured
        self.names: dict[Bound, None] = {}
        self.uses: list[Use] = []

    def circuit(self, drawing: str) -> Circuit:
        """The fact."""
        built = self.built
        return Circuit(
            sdk="qiskit",
            span=built.made.span if built.made else _NOWHERE,
            exactness=built.certainty,  # type: ignore[arg-type]
            reason=built.reason,
            names=tuple(self.names),
            measures=self.measures,
            changed=tuple(dict.fromkeys(where.span for where in built.changed)),
            uses=ordered(self.uses),
            random=built.random,
            derived=built.derived,
            drawing=drawing,
        )


class _States:
    """The states of all circuits of a file. Two are the same if nothing happened to the circuit between them."""

    def __init__(self, draw: bool) -> None:
        self._draw = draw
        self._states: dict[tuple[object, ...], _State] = {}

    def add(self, built: Built) -> _State:
        """The state that was built, which has its name from now on."""
        measured = measures(built.circuit)
        key = (built.key, built.derived, len(built.changed), built.certainty, measured)
        state = self._states.setdefault(key, _State(built, measured))
        if built.name:
            state.names[Bound(built.name, built.part)] = None
        return state

    def circuits(self) -> Iterator[Circuit]:
        """All of them as facts, in the order in which they were found."""
        for state in self._states.values():
            yield state.circuit(drawn(state.built.circuit, state.measures) if self._draw else "")


def _templates(templates: Sequence[Template], draw: bool) -> Iterator[Circuit]:
    """A fact for each circuit of a function that nobody calls, with what it is at each size."""
    rows: dict[tuple[object, int], list[tuple[Template, Built]]] = {}
    for template in templates:
        for number, built in enumerate(template.circuits):
            rows.setdefault((template.where, number), []).append((template, built))
    for several in rows.values():
        yield _template(several, draw)


def _template(rows: Sequence[tuple[Template, Built]], draw: bool) -> Circuit:
    template, built = rows[0]
    growth = tuple(Growth("n", each.size, measures(one.circuit)) for each, one in rows)
    sizes = ", ".join(str(each.size) for each, _ in rows)
    return Circuit(
        sdk="qiskit",
        span=built.made.span if built.made else template.where.span,
        exactness="template",
        reason="; ".join(filter(None, (f"nothing here calls `{template.function}`; n = {sizes}", built.reason))),
        names=(Bound(f"{template.function}()", template.where.positions.part),),
        measures=growth[0].measures,
        changed=tuple(dict.fromkeys(where.span for where in built.changed)),
        random=built.random,
        growth=growth,
        drawing=drawn(built.circuit, growth[0].measures) if draw else "",
    )
