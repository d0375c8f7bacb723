"""Circuits that algorithms of Qiskit give before they run them: `Grover().construct_circuit(problem, 2)`.

The algorithms themselves are not made: what they and their problems were given tells the circuit. They gave the same
ones as long as they were a part of Qiskit (`qiskit.algorithms`, Terra 0.17 to 0.25) and do in `qiskit_algorithms`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.functions import Function, Object
from quantum_lint.evaluate.models import making, sizes
from quantum_lint.evaluate.models.allowed import member_of_library
from quantum_lint.evaluate.models.conversion import NotKnownError, Reader, wrapped
from quantum_lint.evaluate.models.failing import FAILURES, failure
from quantum_lint.evaluate.values import NOTHING, Instance, Value, find_argument

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

Arguments = tuple[Argument, ...]
Model = Callable[["Machine", Arguments, "Value | None"], "Value | None"]

_PACKAGES = ("qiskit.algorithms.", "qiskit_algorithms.")
#: What objects are made with, in this order.
_FIELDS = {
    "EstimationProblem": ("state_preparation", "objective_qubits", "grover_operator"),
    "AmplificationProblem": (
        "oracle", "state_preparation", "grover_operator", "post_processing", "objective_qubits",
    ),
    "AmplitudeEstimation": ("num_eval_qubits", "phase_estimation_circuit", "iqft"),
    "MaximumLikelihoodAmplitudeEstimation": ("evaluation_schedule",),
    "Grover": ("iterations", "growth_rate"),
    "PhaseEstimation": ("num_evaluation_qubits",),
    "VQE": ("ansatz", "optimizer", "initial_point", "gradient", "expectation"),
    "VQD": ("ansatz", "k", "betas", "optimizer", "initial_point", "gradient", "expectation"),
}  # fmt: skip


class _Made:
    """An algorithm or a problem: what it was made with, and what was set on it since."""

    def __init__(self, reader: Reader, instance: Value | None) -> None:
        self.kind = instance.callee.rpartition(".")[2] if isinstance(instance, Instance) else ""
        self._reader = reader
        self._instance = instance

    def value(self, name: str) -> Value | None:
        """What it has under the name; None for nothing."""
        if not isinstance(self._instance, Instance) or self.kind not in _FIELDS:
            raise NotKnownError("the problem is not known")
        given = self._instance.argument(name, _FIELDS[self.kind].index(name))
        found = self._instance.contents.get(name) or (given.value if given else None)
        if found is None and any(each.name is None and each.position is None for each in self._instance.arguments):
            raise NotKnownError("how many arguments there are is not known")
        return None if found == NOTHING else found

    def real(self, name: str) -> Any:
        """The same as an object."""
        found = self.value(name)
        return None if found is None else self._reader.real(found)

    def operator(self) -> Any:
        """Its Grover operator; of an estimation one that marks the states whose objective qubits are all 1."""
        held = self.value("grover_operator")
        if isinstance(held, Object) and isinstance(held.kind.find("power"), Function):
            raise NotKnownError("the program takes its power itself")
        if held is not None:
            return self._reader.real(held)
        oracle = self.real("oracle") if self.kind == "AmplificationProblem" else self._oracle()
        return _library("GroverOperator")(oracle, self.preparation())

    def preparation(self) -> Any:
        """The circuit that prepares its state."""
        held = self.real("state_preparation")
        if held is None and self.kind == "AmplificationProblem":
            held = _circuit()(self.real("oracle").num_qubits)
            held.h(held.qubits)
        return held

    def objective(self) -> list[int]:
        """The qubits that are measured."""
        held = self.real("objective_qubits")
        if held is None:
            return list(range(self.real("oracle").num_qubits))
        return [held] if isinstance(held, int) else list(held)

    def _oracle(self) -> Any:
        prepared, objective = self.preparation(), self.objective()
        oracle = _circuit()(prepared.num_qubits - prepared.num_ancillas)
        oracle.h(objective[-1])
        if len(objective) == 1:
            oracle.x(objective[0])
        else:
            oracle.mcx(objective[:-1], objective[-1])
        oracle.h(objective[-1])
        return oracle


class _Asked:
    """The algorithm, and what its method was given."""

    def __init__(self, reader: Reader, algorithm: Instance, given: dict[str, Value]) -> None:
        self.algorithm = _Made(reader, algorithm)
        self.problem = _Made(reader, given.get("problem"))
        self._reader = reader
        self._given = given

    def given(self, name: str) -> Any:
        """An argument; None for one that is not given."""
        return self._reader.real(self._given[name]) if name in self._given else None

    def numbers(self, name: str) -> Any:
        """The same of numbers, of which not all need be known."""
        return self._reader.number(self._given[name])


def _amplified(asked: _Asked, power: int) -> Any:
    """The state, so many times the Grover operator, and a measurement behind a barrier."""
    prepared, operator = asked.problem.preparation(), asked.problem.operator()
    circuit = _circuit()(max(prepared.num_qubits, operator.num_qubits))
    circuit.compose(prepared, inplace=True)
    _repeat(circuit, operator, power)
    if asked.given("measurement"):
        circuit.barrier()
        _measure(circuit, asked.problem.objective())
    return circuit


def _repeat(circuit: Any, operator: Any, power: int) -> None:
    sizes.check("power", (operator, power), {})
    if power:
        circuit.compose(operator.power(power), inplace=True)


def _measure(circuit: Any, qubits: Sequence[int]) -> None:
    bits = member_of_library("qiskit.ClassicalRegister")(len(qubits))
    circuit.add_register(bits)
    circuit.measure(qubits, bits)


def _iterated(asked: _Asked) -> Any:
    return _amplified(asked, asked.given("k") or 0)


def _scheduled(asked: _Asked) -> list[Any]:
    schedule = asked.algorithm.real("evaluation_schedule")
    powers = [0, *(1 << at for at in range(schedule))] if isinstance(schedule, int) else list(schedule)
    return [_amplified(asked, power) for power in powers]


def _estimated(asked: _Asked) -> Any:
    """The state, and phase estimation of the Grover operator."""
    bits, own = asked.algorithm.real("num_eval_qubits"), asked.algorithm.real("phase_estimation_circuit")
    estimation = own or _phases(bits, asked.problem.operator(), asked.algorithm.real("iqft"))
    circuit = _circuit()(*estimation.qregs)
    circuit.compose(asked.problem.preparation(), range(bits, circuit.num_qubits), inplace=True)
    circuit.compose(estimation, inplace=True)
    if asked.given("measurement"):
        _measure(circuit, range(bits))
    return circuit


def _phases(bits: int, unitary: Any, last: Any = None) -> Any:
    sizes.check("PhaseEstimation", (bits, unitary), {})
    return _library("PhaseEstimation")(bits, unitary, iqft=last)


def _grover(asked: _Asked) -> Any:
    power = asked.given("power")
    power = asked.algorithm.real("iterations") if power is None else power
    if not isinstance(power, int):
        raise NotKnownError("how often it is amplified is not known")
    circuit = _circuit()(asked.problem.real("oracle").num_qubits)
    circuit.compose(asked.problem.preparation(), inplace=True)
    _repeat(circuit, asked.problem.operator(), power)
    if asked.given("measurement"):
        _measure(circuit, asked.problem.objective())
    return circuit


def _phase(asked: _Asked) -> Any:
    bits, unitary, prepared = (asked.algorithm.real("num_evaluation_qubits"), asked.given("unitary"),
                               asked.given("state_preparation"))  # fmt: skip
    circuit = _phases(bits, unitary)
    if prepared is not None:
        circuit.compose(prepared, range(bits, bits + unitary.num_qubits), inplace=True, front=True)
    return circuit


def _trial(asked: _Asked) -> list[Any]:
    """The trial state; where its energy is worked out from matrices, nothing else is run."""
    expectation, ansatz = asked.algorithm.value("expectation"), asked.algorithm.real("ansatz")
    if not isinstance(expectation, Instance) or not expectation.callee.endswith(".MatrixExpectation"):
        raise NotKnownError("what is measured differs from release to release")
    if not ansatz.num_qubits:
        raise NotKnownError("its width is not set")
    return [ansatz.assign_parameters(asked.numbers("parameter"))]


#: Class and method -> the names of its parameters, and what it gives.
_METHODS: dict[str, tuple[tuple[str, ...], Callable[[_Asked], Any]]] = {
    "IterativeAmplitudeEstimation.construct_circuit": (("problem", "k", "measurement"), _iterated),
    "FasterAmplitudeEstimation.construct_circuit": (("problem", "k", "measurement"), _iterated),
    "MaximumLikelihoodAmplitudeEstimation.construct_circuits": (("problem", "measurement"), _scheduled),
    "AmplitudeEstimation.construct_circuit": (("problem", "measurement"), _estimated),
    "Grover.construct_circuit": (("problem", "power", "measurement"), _grover),
    "PhaseEstimation.construct_circuit": (("unitary", "state_preparation"), _phase),
    "VQE.construct_circuit": (("parameter", "operator"), _trial),
    "VQD.construct_circuit": (("parameter", "operator"), _trial),
}
#: Names of parameters that algorithms give their problems.
_PROBLEMS = {"estimation_problem": "problem"}


def model_of(name: str) -> Model | None:
    """The model of a method that gives circuits."""
    method = ".".join(name.rsplit(".", 2)[-2:]) if name.startswith(_PACKAGES) else ""
    if method not in _METHODS:
        return None
    names, make = _METHODS[method]

    def model(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
        return _given(machine, receiver, names, make, arguments) if isinstance(receiver, Instance) else None

    return model


def _given(
    machine: Machine,
    algorithm: Instance,
    names: Sequence[str],
    make: Callable[[_Asked], Any],
    arguments: Arguments,
) -> Value:
    """What the method gives; a circuit of which nothing is known where that is not known."""
    renamed = [each._replace(name=_PROBLEMS.get(each.name or "", each.name)) for each in arguments]
    found = {name: find_argument(renamed, name, at) for at, name in enumerate(names)}
    reader = Reader(machine.library.unsettled)  # type: ignore[attr-defined]
    try:
        made = make(_Asked(reader, algorithm, {name: each.value for name, each in found.items() if each}))
        machine.steps -= sum(len(each.data) for each in (made if isinstance(made, list) else [made]))
        return wrapped(machine, made, reader.quality)
    except (NotKnownError, sizes.TooLargeError) as error:
        return making.unmade(machine, "construct_circuit", _circuit(), str(error))
    except FAILURES as error:
        return making.unmade(machine, "construct_circuit", _circuit(), failure("construct_circuit", error))


def _circuit() -> Any:
    return member_of_library("qiskit.QuantumCircuit")


def _library(name: str) -> Any:
    return member_of_library(f"qiskit.{name}")
