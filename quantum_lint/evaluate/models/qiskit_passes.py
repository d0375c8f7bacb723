"""Pass managers that a program puts together: where nothing in them is drawn, what they make is worked out.

They are kept as lists of Qiskit's own passes, and only such passes may stand in them that depend on nothing but the
circuit and what they are told. Passes that draw (the layouts and routings called after SABRE and others), that read the
data of a device, or that the program defines make the result unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache, wraps
from inspect import signature
from typing import TYPE_CHECKING, Any

from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.models import making, sizes
from quantum_lint.evaluate.models.live import UNKNOWN, Live, Quality
from quantum_lint.evaluate.models.qiskit_circuits import is_old
from quantum_lint.evaluate.values import Unknown, Value

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

Model = Callable[["Machine", tuple[Argument, ...], "Value | None"], "Value | None"]

#: Passes without chance. None runs what it is told to run, and none looks outside.
_PASSES = frozenset(
    ("ApplyLayout", "BarrierBeforeFinalMeasurements", "BasicSwap", "BasisTranslator", "CheckMap", "Collect1qRuns",
     "Collect2qBlocks", "CollectMultiQBlocks", "CommutationAnalysis", "CommutativeCancellation",
     "CommutativeInverseCancellation", "CXCancellation", "ConsolidateBlocks", "ContractIdleWiresInControlFlow",
     "CountOps", "DAGLongestPath", "Decompose", "DenseLayout", "Depth", "ElidePermutations", "EnlargeWithAncilla",
     "FullAncillaAllocation", "GatesInBasis", "HighLevelSynthesis", "InverseCancellation", "LookaheadSwap",
     "NumTensorFactors", "Optimize1qGates", "Optimize1qGatesDecomposition", "Optimize1qGatesSimpleCommutation",
     "OptimizeSwapBeforeMeasure", "RemoveBarriers", "RemoveDiagonalGatesBeforeMeasure", "RemoveFinalMeasurements",
     "RemoveFinalReset", "RemoveIdentityEquivalent", "RemoveResetInZeroState", "SetLayout", "Size",
     "Split2QUnitaries", "StarPreRouting", "TrivialLayout", "UnitarySynthesis", "Unroll3qOrMore",
     "UnrollCustomDefinitions", "UnrollForLoops", "Width")
)  # fmt: skip
#: Those of them that make the same of a circuit in every release.
_STEADY = frozenset(("InverseCancellation", "RemoveBarriers", "RemoveResetInZeroState"))
#: Functions that put some of them together.
_COMMON = frozenset(("generate_unroll_3q", "generate_embed_passmanager", "generate_translation_passmanager"))
_LIBRARIES = frozenset(("SessionEquivalenceLibrary", "StandardEquivalenceLibrary"))
#: What tells a pass to use a plugin, which may be of any package that is installed.
_PLUGGED = frozenset(("method", "plugin_config", "hls_config", "unitary_synthesis_method",
                      "unitary_synthesis_plugin_config"))  # fmt: skip
_STAGES = ("init", "layout", "routing", "translation", "optimization", "scheduling")
#: Gates that a circuit is made of in the end, and its qubits: of 1,000 gates some passes make ten times as many.
_GATES, _QUBITS = 1_000, 150


class PassManager:
    """`qiskit.transpiler.PassManager`: passes, lists of them, and managers of Qiskit, one after the other."""

    def __init__(self, passes: Any = None) -> None:
        self.items: list[Any] = [] if passes is None else [passes]

    def append(self, passes: Any) -> None:
        """Add passes at the end."""
        self.items.append(passes)

    def replace(self, index: int, passes: Any) -> None:
        """Put others in the place of some."""
        self.items[index] = passes

    def remove(self, index: int) -> None:
        """Take some out."""
        del self.items[index]

    def __add__(self, other: Any) -> PassManager:
        made = PassManager()
        made.items = [*self.items, *(other.items if isinstance(other, PassManager) else [other])]
        return made

    def __len__(self) -> int:
        return len(self.items)

    def copy(self) -> PassManager:
        """Another one with the same passes."""
        return self + PassManager()

    def real(self) -> Any:
        """The same as a manager of Qiskit."""
        from qiskit import transpiler

        made = transpiler.PassManager()
        for each in _flat(self.items):
            if isinstance(each, transpiler.PassManager):
                made += each
            else:
                made.append(each)
        return made

    def run(self, circuit: Any) -> Any:
        """What becomes of a circuit. Raises TooLargeError where that would take long."""
        _check(circuit)
        return self.real().run(circuit)


class StagedPassManager(PassManager):
    """`qiskit.transpiler.StagedPassManager` with the usual stages or some of them, each an attribute."""

    def __init__(self, stages: Iterable[str] | None = None, **given: Any) -> None:
        super().__init__()
        self.stages = tuple(stages or _STAGES)
        if not set(self.stages) <= set(_STAGES):
            raise ValueError("only the usual stages are followed")
        self.__dict__.update(dict.fromkeys(_parts(_STAGES)) | given)

    def copy(self) -> StagedPassManager:
        """Another one with the same stages."""
        return StagedPassManager(self.stages, **{name: getattr(self, name) for name in _parts(_STAGES)})

    def real(self) -> Any:
        """The same as a manager of Qiskit."""
        whole = PassManager()
        for each in (getattr(self, name) for name in _parts(self.stages)):
            whole.items += [] if each is None else [each.real() if isinstance(each, PassManager) else each]
        return whole.real()


def _parts(stages: Iterable[str]) -> list[str]:
    """The stages, each with what may come before and after it."""
    return [f"{when}{stage}" for stage in stages for when in ("pre_", "", "post_")]


def _flat(items: Iterable[Any]) -> Iterable[Any]:
    for each in items:
        if isinstance(each, (list, tuple)):
            yield from _flat(each)
        elif isinstance(each, PassManager):
            yield from _flat(each.items)
        else:
            yield each


def _check(circuit: Any) -> None:
    """Raise TooLargeError where passes would take long with a circuit."""
    if sizes.parts(circuit, _GATES + 1) > _GATES or circuit.num_qubits > _QUBITS:
        raise sizes.TooLargeError(f"more than {_GATES:,} gates are not transpiled")


def constant_of(name: str) -> Any:
    """The library of equivalent gates that a name means."""
    if not name.startswith("qiskit.") or name.rpartition(".")[2] not in _LIBRARIES:
        return None
    from qiskit.circuit import equivalence_library

    return getattr(equivalence_library, name.rpartition(".")[2])


def model_of(name: str) -> Model | None:
    """The model of a pass or of what makes a manager: one with a pass that is not known is not known, but there."""
    last = name.rpartition(".")[2]
    if not name.startswith("qiskit.transpiler.") or not (last in _PASSES or last in _COMMON or last in _MANAGERS):
        return None

    def model(machine: Machine, arguments: tuple[Argument, ...], receiver: Value | None) -> Value | None:
        made = making.make(machine, last, _MANAGERS.get(last) or _followed(last), arguments)
        if last in _PASSES or not isinstance(made, Unknown):
            return made
        return Live.of(machine, PassManager(), Quality(UNKNOWN, made.reason))

    return model


_MANAGERS: Mapping[str, Callable[..., Any]] = {
    "PassManager": PassManager,
    "StagedPassManager": StagedPassManager,
}


def _cancelling() -> Any:
    """`CXCancellation()`, which Qiskit 2.0 no longer has."""
    from qiskit.circuit.library import CXGate
    from qiskit.transpiler.passes import InverseCancellation

    return InverseCancellation([CXGate()])


_FORMER: Mapping[str, Callable[..., Any]] = {"CXCancellation": _cancelling}


def alone(machine: Machine, called: Live) -> Live | None:
    """The manager of a single pass that a program calls; None of what is no pass, or differs among releases."""
    from qiskit.transpiler.basepasses import BasePass

    if not isinstance(called.real, BasePass) or (is_old(machine) and type(called.real).__name__ not in _STEADY):
        return None
    return Live.of(machine, PassManager(called.real), called.quality)


@cache
def _followed(name: str) -> Callable[..., Any]:
    """A pass, or a function of Qiskit that gives a manager, which we keep as one of ours; neither with plugins."""
    from qiskit.transpiler import passes
    from qiskit.transpiler.preset_passmanagers import common

    function = _FORMER.get(name) or getattr(passes if name in _PASSES else common, name, None)
    if function is None:  # the release of Qiskit that is installed lacks it
        return _lacking

    @wraps(function)
    def made(*args: Any, **named: Any) -> Any:
        if not _PLUGGED.isdisjoint(signature(function).bind(*args, **named).arguments):
            raise ValueError("plugins are not followed")
        found = function(*args, **named)
        return found if name in _PASSES else PassManager(found)

    return made


def _lacking(*args: Any, **named: Any) -> Any:
    """What a pass gives that is no more, or not yet."""
    raise ValueError("the installed Qiskit has no such pass")
