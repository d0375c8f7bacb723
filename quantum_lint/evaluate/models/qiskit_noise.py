"""Noise of layers: what a learner tells of it keeps what it is given, and an instruction stands for it in a circuit."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.models import making
from quantum_lint.evaluate.models.conversion import NotKnownError
from quantum_lint.evaluate.values import Instance, Value, find_argument

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

Model = Callable[["Machine", tuple[Argument, ...], "Value | None"], "Value | None"]

_RESULTS = "qiskit_ibm_runtime.utils.noise_learner_result"
_INSTRUCTION = "qiskit_addon_obp.utils.noise.PauliLindbladErrorInstruction"
#: What objects keep of their arguments, by position and name.
_FIELDS = {"LayerError": ("circuit", "qubits", "error"), "PauliLindbladError": ("generators", "rates")}


def _kept(kind: str, machine: Machine, arguments: tuple[Argument, ...], receiver: Value | None) -> Value | None:
    """An object with what it was given as its attributes."""
    made = Instance(f"{_RESULTS}.{kind}", arguments, where=machine.crossing)
    for position, name in enumerate(_FIELDS[kind]):
        given = find_argument(arguments, name, position)
        if given is not None:
            made.contents[name] = given.value
    return made


def _standing_for(machine: Machine, arguments: tuple[Argument, ...], receiver: Value | None) -> Value | None:
    """`PauliLindbladErrorInstruction(error)`: an instruction on as many qubits as the error is."""
    error = find_argument(arguments, "ple", 0)
    generators = error.value.contents.get("generators") if error and isinstance(error.value, Instance) else None
    if error is None or generators is None:
        return None
    return making.make(machine, _INSTRUCTION, _instruction, (Argument(None, 0, generators, error.where),))


def _instruction(generators: Any) -> Any:
    return _kind()("LayerError", generators.num_qubits, 0, [], label="LayerError")


@cache
def _kind() -> Any:
    from qiskit.circuit import Instruction

    class LayerNoise(Instruction):  # type: ignore[misc]
        """Noise; what it is made of depends on its rates."""

        def _define(self) -> None:
            raise NotKnownError("what the noise of a layer is made of is not followed")

    return LayerNoise


MODELS: dict[str, Model] = {
    **{f"{_RESULTS}.{kind}": partial(_kept, kind) for kind in _FIELDS},
    _INSTRUCTION: _standing_for,
}
