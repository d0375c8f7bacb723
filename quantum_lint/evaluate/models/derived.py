"""What passes and transpilers make of circuits: it is not worked out, but it is kept from which circuit it came."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.models import (
    pytket_names,
    qiskit_cutting,
    qiskit_noise,
    qiskit_passes,
    qiskit_problems,
    qiskit_slicing,
)
from quantum_lint.evaluate.models.live import BOUNDED, SURE, UNKNOWN, VERSION, Live, Quality, Version
from quantum_lint.evaluate.models.transpiling import leaves_alone, managed
from quantum_lint.evaluate.values import DictValue, ListValue, Unknown, Value

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

Arguments = tuple[Argument, ...]
Model = Callable[["Machine", Arguments, "Value | None"], "Value | None"]

_CALLS = ("qiskit.transpile", "qiskit.compiler.transpile", "qiskit.compiler.transpiler.transpile")
#: Calling a pass by itself, one that is followed and others.
_CALLED_ALONE = ("qiskit.BasePass.", "qiskit.transpiler.passes.")
#: Packages whose functions give circuits that they make of the circuits they are given.
_PACKAGES = ("qiskit_addon_cutting", "qiskit_addon_utils", "qiskit_addon_obp", "qiskit_addon_aqc_tensor", "mitiq",
             "zne", "circuit_knitting", "circuit_knitting_toolbox", "samplomatic", "pytket", "bqskit")  # fmt: skip

#: Packages of classes and functions whose own code builds circuits by means of Qiskit.
_BUILDERS = ("qiskit_nature", "qiskit_algorithms", "qiskit_optimization", "qiskit_machine_learning", "qiskit_finance",
             *_PACKAGES)  # fmt: skip

#: Transforms that are worked out after all.
MODELS = {**qiskit_cutting.MODELS, **qiskit_slicing.MODELS, **qiskit_problems.MODELS, **qiskit_noise.MODELS}
_KNOWN = qiskit_problems.ENUMERATIONS.union(MODELS)


def follows(name: str) -> bool:
    """Whether reading the code of a package, where it is at hand, says more of a name than this module does."""
    return name.partition(".")[0] in _BUILDERS and name not in _KNOWN


def model_of(name: str) -> Model | None:
    """The model of what gives other circuits for those that it gets."""
    managed_passes = name.endswith(".run") and ("PassManager" in name or "pass_manager" in name)
    passes = managed_passes or _is_pass(name)
    if pytket_names.compiles(name):
        return _compiles(name)
    if name in _CALLS or passes or (name.partition(".")[0] in _PACKAGES and not pytket_names.knows(name)):
        return _derives(name)
    return None


def _is_pass(name: str) -> bool:
    return name.startswith(_CALLED_ALONE) and name.endswith(".__call__")


def _compiles(name: str) -> Model:
    """A pass of pytket: it changes the circuit itself, to one that does the same."""

    def model(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
        for argument in arguments:
            if isinstance(argument.value, Live) and hasattr(argument.value.real, "count_ops"):
                argument.value.writable(machine)
                argument.value.spoil(machine, Quality(BOUNDED, f"`{name}` compiles it"))
        return Unknown(f"`{name}` tells whether it changed anything")

    return model


def _derives(name: str) -> Model:
    def model(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
        work = partial(_worked_out, machine, name, arguments, receiver)
        for argument in arguments:
            found = derived(argument.value, name, work)
            if found is not None:
                return found
        return None

    return model


def _worked_out(machine: Machine, name: str, arguments: Arguments, receiver: Value | None, circuit: Live) -> Any:
    """What a call surely makes of a circuit; None where that is not known."""
    manager = qiskit_passes.alone(machine, receiver) if isinstance(receiver, Live) and _is_pass(name) else receiver
    if isinstance(manager, Live) and isinstance(manager.real, qiskit_passes.PassManager):
        return managed(machine, manager, circuit) if len(arguments) == 1 else None
    return circuit.frozen().real if leaves_alone(machine, name, arguments, receiver, circuit) else None


def derived(value: Value, name: str, work: Callable[[Live], Any]) -> Value | None:
    """The circuit that came from a circuit, or those that came from several; `work` gives those that are worked out."""
    if isinstance(value, Live) and hasattr(value.real, "count_ops"):
        made = work(value)
        quality = value.quality.worse(SURE if made is not None else Quality(UNKNOWN, f"it is what `{name}` makes"))
        version = Version(made if made is not None else value.frozen().real, quality)
        return replace(value, contents={VERSION: version}, derived=value.derived or name, blocks=0)
    if isinstance(value, ListValue):
        found = [derived(item, name, work) for item in value.items]
        return ListValue([each for each in found if each is not None], value.kind) if any(found) else None
    if isinstance(value, DictValue):
        pairs = [(key, derived(item, name, work)) for key, item in value.items]
        return DictValue([(key, each) for key, each in pairs if each is not None]) if any(p[1] for p in pairs) else None
    return None
