"""Transpiling that leaves a circuit as it is: for simulators that have all its gates, nothing need be changed.

What it makes for a device is not worked out here. For a simulator without a coupling map it does not depend on a seed,
and where today's transpiler finds nothing to change, earlier ones did not either.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from quantum_lint.evaluate.budget import ExhaustedError
from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.models.allowed import member_of_library
from quantum_lint.evaluate.models.failing import FAILURES, OURS
from quantum_lint.evaluate.models.live import EXACT, SURE, Live, length
from quantum_lint.evaluate.models.qiskit_circuits import is_old, is_qiskit
from quantum_lint.evaluate.models.sameness import same_graph
from quantum_lint.evaluate.models.standard_gates import standard_gates
from quantum_lint.evaluate.models.unsettled import is_unsettled
from quantum_lint.evaluate.values import NOTHING, Instance, ListValue, Member, Value, constant, find_argument

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

Basis = tuple[str, ...]
Arguments = Sequence[Argument]
#: What is transpiled takes 2 to 20 ms each: so many instructions on so many qubits, or more on fewer.
_INSTRUCTIONS, _QUBITS = 400, 24
#: Steps that transpiling takes: about as many as are read in that time.
_STEPS = 2_000
_MANAGED_STEPS = 20_000
#: The standard gates that the simulators of Aer do not run by themselves.
_NOT_OF_AER = frozenset(("ch", "c3sx", "cs", "csdg", "dcx", "global_phase", "iswap", "rccx", "rcccx", "rv",
                         "xx_minus_yy", "xx_plus_yy"))  # fmt: skip
#: Those of them that the simulators ran that old programs have: `ecr` came with version 0.12, the rest with 0.14.
_NOT_OF_OLD_AER = frozenset(("ccz", "crx", "cry", "crz", "ecr"))
#: Gates of any number of qubits and control flow that they run.
_WIDE_OF_AER = {"unitary": "UnitaryGate", "initialize": "Initialize", "diagonal": "DiagonalGate", "mcx": "MCXGate",
                "mcphase": "MCPhaseGate", "pauli": "PauliGate", "if_else": "IfElseOp", "while_loop": "WhileLoopOp",
                "for_loop": "ForLoopOp", "switch_case": "SwitchCaseOp"}  # fmt: skip
#: Stand for the gates of these simulators, of their old versions, and for any gates.
_AER: Basis = ("AerSimulator",)
_OLD_AER: Basis = ("QasmSimulator",)
_ANY: Basis = ()
_LACKING = {_AER: _NOT_OF_AER, _OLD_AER: _NOT_OF_AER | _NOT_OF_OLD_AER}
#: Instructions that are for no gate, which every machine is taken to have.
_ALWAYS = frozenset(("measure", "reset", "delay", "store", "box", "if_else", "while_loop", "for_loop", "switch_case",
                     "break_loop", "continue_loop"))  # fmt: skip
#: Simulators that have no noise and no coupling map unless they are told.
_IDEAL = ("qiskit_aer.AerSimulator", "qiskit.providers.aer.AerSimulator", "qiskit.Aer.get_backend",
          "qiskit_aer.Aer.get_backend", "qiskit.providers.aer.Aer.get_backend")  # fmt: skip
_IDEAL_NAMES = ("aer_simulator", "qasm_simulator", "aer_simulator_statevector", "statevector_simulator")
#: What may be told to one without changing which gates it has.
_HARMLESS = frozenset(("shots", "seed_simulator", "max_parallel_threads", "precision"))
#: What may be told to a transpiler without changing what it does for such a simulator.
_SETTINGS = frozenset(("backend", "basis_gates", "optimization_level", "seed_transpiler"))
_MANAGER = "generate_preset_pass_manager.run"


def leaves_alone(machine: Machine, name: str, arguments: Arguments, receiver: Value | None, circuit: Live) -> bool:
    """Whether a call of a transpiler surely gives the circuit as it was."""
    if isinstance(receiver, Instance) and name.endswith(_MANAGER) and len(arguments) == 1:
        changed = any(not isinstance(each, Member) for each in receiver.contents.values())
        found = _settings(receiver.arguments, ("optimization_level", "backend")) if not changed else None
    elif name.startswith("qiskit.") and name.endswith(".transpile"):
        rest = [each for each in arguments if each.position != 0 and each.name != "circuits"]
        found = _settings(rest, ("", "backend"))
    else:
        return False
    if found is None or not _suits(circuit):
        return False
    old = is_old(machine)
    basis, level = _basis(found, old), _level(found, 1 if old else 2)
    return basis is not None and level is not None and _unchanged(machine, circuit.real, basis, level)


def _spend(machine: Machine, steps: int) -> None:
    """Take the steps of a run of passes. Raises ExhaustedError when the file has none left, or no time."""
    machine.steps -= steps
    if machine.steps < 0:
        raise ExhaustedError
    machine.library.in_time()


def managed(machine: Machine, manager: Live, circuit: Live) -> Any:
    """What a manager of passes that the program put together makes of a circuit; None where that is not known."""
    sure = manager.quality.level == EXACT and circuit.quality == SURE and not circuit.blocks
    if not sure or not is_qiskit(circuit) or is_unsettled(list(circuit.real.parameters)):
        return None
    _spend(machine, _MANAGED_STEPS)
    try:
        return manager.real.run(circuit.real)
    except OURS:
        raise
    except FAILURES:
        return None


def _settings(arguments: Arguments, places: Sequence[str]) -> dict[str, Value] | None:
    """The arguments by name; None where one is not known to be harmless."""
    found = {}
    for each in arguments:
        inside = each.position is not None and each.position < len(places)
        name = each.name or (places[each.position] if inside and each.position is not None else "")
        if name not in _SETTINGS:
            return None
        found[name] = each.value
    return found


def _suits(circuit: Live) -> bool:
    """Whether a circuit is known, and small enough to be transpiled."""
    known = circuit.quality.level == EXACT and not circuit.blocks and is_qiskit(circuit)
    return known and length(circuit.real) * circuit.real.num_qubits <= _INSTRUCTIONS * _QUBITS


def _basis(settings: dict[str, Value], old: bool) -> Basis | None:
    """The gates that are transpiled for: none in particular where nothing is said of them."""
    settings = {name: given for name, given in settings.items() if given != NOTHING}
    if "backend" in settings and "basis_gates" in settings:
        return None
    if "backend" not in settings and "basis_gates" not in settings:
        return _ANY
    if "backend" in settings:
        ideal = _is_ideal(settings["backend"])
        return (_OLD_AER if old else _AER) if ideal else None
    listed = settings["basis_gates"]
    names = [constant(each, str) for each in listed.items] if isinstance(listed, ListValue) and listed.exact else []
    known = tuple(each for each in names if each is not None)
    return known if known and len(known) == len(names) else None


def _is_ideal(backend: Value) -> bool:
    """Whether a backend is a simulator that runs every circuit as it stands."""
    if not isinstance(backend, Instance) or (backend.maker or backend.callee) not in _IDEAL:
        return False
    if (backend.maker or backend.callee).endswith("get_backend"):
        given = find_argument(backend.arguments, "name", 0)
        return given is not None and constant(given.value, str) in _IDEAL_NAMES
    return all(each.name in _HARMLESS for each in backend.arguments)


def _level(settings: dict[str, Value], usual: int) -> int | None:
    """The level of optimization; None where it is not known."""
    given = settings.get("optimization_level")
    level = usual if given is None or given == NOTHING else constant(given, int)
    return level if level in range(4) else None


def _unchanged(machine: Machine, circuit: Any, basis: Basis, level: int) -> bool:
    """Whether the transpiler finds nothing to change."""
    if _lacks(basis, circuit):
        return False
    _spend(machine, _STEPS)
    try:
        return same_graph(circuit, _manager(basis, level).run(circuit))
    except OURS:
        raise
    except FAILURES:
        return False


def _lacks(basis: Basis, circuit: Any) -> bool:
    """Whether a gate is taken apart for certain: what gates of programs are made of may take a minute to work out."""
    names = _names(basis)
    return bool(names) and any(each.name not in names and not each.is_directive() for each in circuit.data)


@lru_cache(maxsize=32)
def _names(basis: Basis) -> frozenset[str]:
    """The instructions that may stay as they are; none where nothing is said of them."""
    lacking = _LACKING.get(basis)
    if lacking is not None:
        return _ALWAYS.union(_aer(lacking).operation_names)
    return _ALWAYS.union(basis) if basis else frozenset()


@lru_cache(maxsize=32)
def _manager(basis: Basis, level: int) -> Any:
    """The passes for a machine that has these gates between all its qubits."""
    from qiskit.transpiler import generate_preset_pass_manager

    lacking = _LACKING.get(basis)
    gates: dict[str, Any] = {"basis_gates": list(basis) or None} if lacking is None else {"target": _aer(lacking)}
    return generate_preset_pass_manager(optimization_level=level, seed_transpiler=0, **gates)


def _aer(lacking: frozenset[str]) -> Any:
    """What the simulators of Aer run that lack these standard gates."""
    from qiskit.transpiler import Target

    target = Target(num_qubits=_QUBITS)
    for name, gate in standard_gates().items():
        if name not in lacking:
            target.add_instruction(gate, name=name)
    for name, kind in _WIDE_OF_AER.items():
        target.add_instruction(member_of_library(f"qiskit.{kind}"), name=name)
    return target
