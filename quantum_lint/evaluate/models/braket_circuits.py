"""Circuits as Amazon Braket builds them: instructions in moments, which it counts in ways of its own."""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from quantum_lint.evaluate.models import braket_results
from quantum_lint.evaluate.models.braket_gates import (
    DEFAULTS,
    GATES,
    NOISES,
    Instruction,
    Operator,
    OperatorType,
    Row,
    instruction,
    kraus,
    operator,
    qubits,
    unitary,
)
from quantum_lint.evaluate.models.braket_results import ResultType

if TYPE_CHECKING:
    from qiskit import QuantumCircuit
    from typing_extensions import Self

#: Instructions of a circuit.
_MOST = 200_000
_MEASURE = Operator("Measure", 1, kind="measure")
_BARRIER = Operator("Barrier", 0, kind="mark")
_START, _END = (Operator(f"{name}VerbatimBox", 0, kind="mark") for name in ("Start", "End"))
_FIRST, _USUAL, _LAST = range(3)


class Placed(NamedTuple):
    """An instruction, and whether it stands before all others (`_FIRST`), after them (`_LAST`), or where it was added.

    Noise of a gate (`follows`) keeps no later gate from its moment.
    """

    instruction: Instruction
    order: int = _USUAL
    follows: bool = False


class Circuit:
    """Instructions in the order in which they are carried out, and the results that are asked for."""

    def __init__(self, addable: Any = None, target: Any = None) -> None:
        self._placed: list[Placed] = []
        self._times: dict[int, int] = {}
        self._all_from = -1
        self._qubits: dict[int, None] = {}
        self._measured: dict[int, None] = {}
        self.depth = 0
        self.result_types: list[ResultType] = []
        if addable is not None:
            self.add(addable, target)

    def add(self, addable: Any, target: Any = None, target_mapping: Any = None) -> Circuit:
        """Add instructions, circuits and results, which may stand in lists of lists."""
        for each in _leaves(addable):
            _ADDED[type(each)](self, each, target, target_mapping)
        return self

    def add_instruction(self, instruction: Instruction, target: Any = None, target_mapping: Any = None) -> Circuit:
        """Add an instruction; one on a single qubit is added for each of the qubits given."""
        moved = [None] if target is None else [target] if len(instruction.target) != 1 else list(qubits(target))
        for each in moved:
            self._place(instruction.copy(target_mapping, each))
        return self

    def add_circuit(self, circuit: Circuit, target: Any = None, target_mapping: Any = None) -> Circuit:
        """Add the instructions and results of a circuit, on other qubits in the order of their numbers."""
        mapping = target_mapping or (dict(zip(sorted(circuit.qubits), qubits(target), strict=True)) if target else {})
        for each in circuit.instructions:
            self._place(each.copy(mapping))
        for result in circuit.result_types:
            self.add_result_type(result, target_mapping=mapping)
        return self

    def add_verbatim_box(self, verbatim_circuit: Circuit, target: Any = None, target_mapping: Any = None) -> Circuit:
        """Add a circuit that the compiler leaves as it is."""
        if verbatim_circuit.result_types:
            raise ValueError("a verbatim circuit asks for no results")
        if verbatim_circuit.instructions:
            self._place(Instruction(_START))
            self.add_circuit(verbatim_circuit, target, target_mapping)
            self._place(Instruction(_END))
        return self

    def add_result_type(self, result_type: ResultType, target: Any = None, target_mapping: Any = None) -> Circuit:
        """Ask for a result."""
        mapping = target_mapping or {}
        named = qubits(target) if target is not None and result_type.observed else result_type.observed
        self.result_types = [*self.result_types, ResultType(tuple(mapping.get(each, each) for each in named))]
        return self

    def barrier(self, target: Any = None) -> Circuit:
        """Keep the compiler from moving gates over this place."""
        if not qubits(target) and not self.qubits:
            raise ValueError("there are no qubits yet")
        return self._place(Instruction(_BARRIER, qubits(target)))

    def measure(self, target_qubits: Any) -> Circuit:
        """Measure qubits, which nothing may change afterwards."""
        for each in qubits(target_qubits):
            self._place(Instruction(_MEASURE, (each,)))
        return self

    def gphase(self, angle: Any, control: Any = None, control_state: Any = None, power: Any = 1) -> Circuit:
        """A phase of the whole; with controls a phase of the last of them."""
        if control is None:
            return self._place(Instruction(Operator("GPhase", 0, (angle,)), power=power))
        *others, last = qubits(control)
        return self.add(instruction(operator("PhaseShift", (angle,)), last, others, None, power))

    def unitary(self, targets: Any, matrix: Any, display_name: Any = None) -> Circuit:
        """A gate by its matrix; of one that is not known, the width is that of its qubits."""
        known = Operator("Unitary", len(qubits(targets))) if hasattr(matrix, "parameters") else unitary(matrix)
        return self.add(instruction(known, targets))

    def kraus(self, targets: Any, matrices: Any, display_name: Any = None) -> Circuit:
        """Noise by its matrices."""
        return self.add(instruction(replace(kraus(matrices), qubit_count=len(qubits(targets))), targets))

    def apply_gate_noise(
        self, noise: Any, target_gates: Any = None, target_unitary: Any = None, target_qubits: Any = None
    ) -> Circuit:
        """Add noise after gates: all, those of some classes, or those with a matrix."""
        wanted = None if target_gates is None else {each.name for each in _listed(target_gates)}
        chosen = set(self.qubits if target_qubits is None else qubits(target_qubits))
        before = self._emptied()
        for each in before:
            self._place(*each)
            gate = each.instruction.operator
            fits = (wanted is None or gate.name in wanted) and (target_unitary is None or _is(gate, target_unitary))
            if gate.kind != "noise" and fits:
                self._follow(each.instruction, _listed(noise), chosen)
        return self

    def _follow(self, gate: Instruction, noises: Iterable[Operator], chosen: set[int]) -> None:
        """Noise on the qubits of a gate, in its own moment."""
        for noise in noises:
            if noise.qubit_count == 1:
                for qubit in sorted(chosen.intersection(gate.target)):
                    self._place(Instruction(noise, (qubit,)), follows=True)
            elif noise.qubit_count == len(gate.target) and chosen.issuperset(gate.target):
                self._place(Instruction(noise, gate.target), follows=True)

    def apply_initialization_noise(self, noise: Any, target_qubits: Any = None) -> Circuit:
        """Noise before everything else."""
        return self._around(noise, target_qubits, _FIRST)

    def apply_readout_noise(self, noise: Any, target_qubits: Any = None) -> Circuit:
        """Noise after everything else."""
        return self._around(noise, target_qubits, _LAST)

    def _around(self, noise: Any, target_qubits: Any, order: int) -> Circuit:
        chosen = self.qubits if target_qubits is None else qubits(target_qubits)
        for each in _listed(noise):
            groups = [(qubit,) for qubit in chosen] if each.qubit_count == 1 else [tuple(chosen)]
            for group in groups:
                self._place(Instruction(each, group), order, follows=True)
        return self

    def _place(self, instruction: Instruction, order: int = _USUAL, follows: bool = False) -> Circuit:
        """Add an instruction in the first moment in which its qubits are free."""
        kind = instruction.operator.kind
        if order == _USUAL and kind != "mark" and self._measured and self._measured.keys() & set(instruction.target):
            raise ValueError("a measured qubit cannot be changed")
        self._placed.append(Placed(instruction, order, follows))
        if len(self._placed) > _MOST:
            raise ValueError(f"more than {_MOST:,} instructions")
        self._qubits.update(dict.fromkeys(instruction.qubits))
        if not follows and instruction.operator.name != "GPhase":
            _TIMES[kind](self, instruction)
        return self

    def _free_at(self, wires: Iterable[int]) -> int:
        return max((self._times.get(each, -1) for each in wires), default=-1)

    def gate_at(self, instruction: Instruction) -> None:
        """Gates take the first moment in which all of their qubits are free."""
        time = max(self._free_at(instruction.qubits), self._all_from) + 1
        self._times.update(dict.fromkeys(instruction.qubits, time))
        self.depth = max(self.depth, time + 1)

    def noise_at(self, instruction: Instruction) -> None:
        """Noise takes no moment, but what comes later on its qubits comes after it."""
        time = max(self._free_at(instruction.qubits), self._all_from)
        self._times.update(dict.fromkeys(instruction.qubits, time))

    def measure_at(self, instruction: Instruction) -> None:
        """Measurements stand after all that was there before."""
        self._measured.update(dict.fromkeys(instruction.target))
        self.depth = max(self.depth, max(self._free_at(self._times), self._all_from) + 2)

    def mark_at(self, instruction: Instruction) -> None:
        """A mark takes a moment on its qubits; without qubits of its own on all."""
        everywhere = not instruction.target
        wires = self._qubits if everywhere else instruction.target
        time = max(self._free_at(wires), self._all_from) + 1
        if instruction.operator.name != "Barrier" or not everywhere:
            self._times.update(dict.fromkeys(wires, time))
        self._all_from = time if everywhere else self._all_from
        self.depth = time + 1

    def _emptied(self) -> list[Placed]:
        """Take all instructions out."""
        before = self._placed
        kept = self.result_types
        self.__init__()  # type: ignore[misc]
        self.result_types = kept
        return before

    @property
    def instructions(self) -> list[Instruction]:
        """What it does, in order."""
        return [each.instruction for each in sorted(self._placed, key=lambda each: each.order)]

    @property
    def data(self) -> list[Instruction]:
        """What it does, in order."""
        return [each.instruction for each in self._placed]

    @property
    def qubits(self) -> list[int]:
        """The numbers of the qubits that it acts on or asks about, in order."""
        return sorted({*self._qubits, *(each for result in self.result_types for each in result.observed)})

    @property
    def qubit_count(self) -> int:
        """How many qubits it acts on."""
        return len(self.qubits)

    num_qubits = qubit_count

    @property
    def parameters(self) -> list[Any]:
        """What stands for numbers that are given later."""
        return list(self.as_qiskit().parameters)

    def count_ops(self) -> Counter[str]:
        """Its instructions by name."""
        return Counter(each.operator.name for each in self.data)

    def copy(self) -> Circuit:
        """Another circuit with the same instructions."""
        made = Circuit()
        made.__dict__ |= {name: _copied(held) for name, held in self.__dict__.items()}
        return made

    def adjoint(self) -> Circuit:
        """What undoes it."""
        made = Circuit([each.adjoint() for each in reversed(self.instructions)])
        made.result_types = list(self.result_types)
        return made

    def make_bound_circuit(self, param_values: Mapping[str, Any], strict: bool = False) -> Circuit:
        """The circuit with numbers for some of its parameters."""
        made = Circuit([_bound(each, param_values) for each in self.instructions])
        made.result_types = list(self.result_types)
        return made

    def to_unitary(self) -> Any:
        """Its matrix, the first qubit the most significant."""
        from qiskit.quantum_info import Operator as Matrix

        if self.num_qubits > 6:
            raise ValueError("the matrix would be too large")
        return Matrix(self.as_qiskit()).reverse_qargs().data

    def __call__(self, angle: Any = None, **values: Any) -> Circuit:
        """The circuit with one number for all of its parameters, or with numbers for some by their names."""
        given = {} if angle is None else {each.name: angle for each in self.parameters}
        return self.make_bound_circuit({**given, **values})

    def __add__(self, other: Any) -> Circuit:
        return self.copy().add(other)

    def __iadd__(self, other: Any) -> Self:
        self.add(other)
        return self

    def as_qiskit(self) -> QuantumCircuit:
        """The same as a circuit of Qiskit."""
        from quantum_lint.evaluate.models.braket_translation import translated

        return translated(self.instructions, self.qubits, self.depth)


_TIMES: dict[str, Callable[[Circuit, Instruction], None]] = {
    "gate": Circuit.gate_at,
    "noise": Circuit.noise_at,
    "measure": Circuit.measure_at,
    "mark": Circuit.mark_at,
}
_ADDED: dict[type, Callable[..., Circuit]] = {
    Instruction: Circuit.add_instruction,
    Circuit: Circuit.add_circuit,
    ResultType: Circuit.add_result_type,
}


def _leaves(addable: Any) -> Iterator[Any]:
    if isinstance(addable, (list, tuple, set)):
        for each in addable:
            yield from _leaves(each)
    elif type(addable) in (Instruction, Circuit, ResultType):
        yield addable
    else:
        raise TypeError("a circuit is made of instructions")


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _copied(held: Any) -> Any:
    return held.copy() if isinstance(held, (list, dict)) else held


def _is(gate: Operator, matrix: Any) -> bool:
    """Whether a gate is given by this matrix."""
    import numpy as np

    return gate.name == "Unitary" and bool(np.array_equal(gate.matrix, matrix))


def _bound(given: Instruction, values: Mapping[str, Any]) -> Instruction:
    numbers = tuple(_settled(each, values) for each in given.operator.parameters)
    return replace(given, operator=replace(given.operator, parameters=numbers))


def _settled(number: Any, values: Mapping[str, Any]) -> Any:
    """A number with values in place of parameters of these names."""
    chosen = {each: values[each.name] for each in getattr(number, "parameters", ()) if each.name in values}
    for each, value in chosen.items():
        number = number.assign(each, value)
    return number


def _method(row: Row) -> Callable[..., Circuit]:
    """The method that adds an operator: on each of its qubits where it acts on one."""
    names = (*row.qubits, *row.numbers, "power")

    def method(self: Circuit, *args: Any, **named: Any) -> Circuit:
        given = {**dict(zip(names, args, strict=False)), **named}
        numbers = tuple(given.get(each, DEFAULTS.get(row.operator)) for each in row.numbers)
        wires = [qubits(given[each]) for each in row.qubits]
        controls = () if "control" in row.qubits else qubits(given.get("control"))
        if row.qubits[0] == "control":  # the last control is the first qubit of the gate
            controls, wires[0] = wires[0][:-1], wires[0][-1:]
        for each in wires[0] if len(wires) == 1 else [wires]:
            made = operator(row.operator, numbers)
            self.add(instruction(made, each, controls, given.get("control_state"), given.get("power", 1)))
        return self

    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    method.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [inspect.Parameter(each, kind) for each in ("self", *names)]
    )
    return method


for _name, _row in {**GATES, **NOISES}.items():
    setattr(Circuit, _name, _method(_row))


def _result(make: Callable[..., ResultType]) -> Callable[..., Circuit]:
    """The method that asks for a result."""

    def method(self: Circuit, *args: Any, **named: Any) -> Circuit:
        return self.add_result_type(make(*args, **named))

    names = ("self", *inspect.signature(make).parameters)
    method.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [inspect.Parameter(each, inspect.Parameter.POSITIONAL_OR_KEYWORD) for each in names]
    )
    return method


for _name in ("state_vector", "density_matrix", "probability"):
    setattr(Circuit, _name, _result(braket_results.plain))
for _name in ("expectation", "variance", "sample", "adjoint_gradient"):
    setattr(Circuit, _name, _result(braket_results.observed))
Circuit.amplitude = _result(braket_results.amplitude)  # type: ignore[attr-defined]

__all__ = ["Circuit", "OperatorType"]
