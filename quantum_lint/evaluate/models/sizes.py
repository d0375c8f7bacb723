"""What would be too large to make: asked before every call."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

#: Qubits of a circuit, instructions of a circuit, numbers of an array.
QUBITS = 5_000
GATES = 1_000_000
NUMBERS = 1 << 20
#: Qubits of what is kept as a matrix, and as a vector; bits of a number.
MATRIX = 10
VECTOR = 16
#: Steps of an expression of parameters that is multiplied by another: Qiskit works such products out term by term, so
#: that `e = e * b - e` is twice as long each time, and takes 0.2 s with 60 steps and 100 s with 120.
STEPS = 12
#: Steps of expressions of parameters that are added up, and of one that is divided: adding eight of four steps each
#: takes 0.2 s and twelve take minutes; dividing one of 24 takes 10 ms, and one of 50 minutes.
SUMMED = 24
#: Numbers that are not known of which the spread is worked out: 1.3 s with four of them, and minutes with six.
SPREAD = 2
#: Gates of a gate that is controlled, which takes about a millisecond for each of them.
PARTS = 3_000
#: Gates of a unitary that are controlled, each one for itself, to estimate its phase: 1.4 ms each.
CONTROLLED = 2_048
#: Gates that a circuit is taken apart into, 20,000 a second, and what is made of numbers, of which each is as much.
DECOMPOSED = 40_000
#: How often the global phases of gates may change from an expression to a number where a circuit is taken apart:
#: Qiskit's sum takes twice as long for each time, 7 ms with 12, 0.2 s with 16, 18 s with 24.
PHASES = 12
_MATRICES = frozenset(("unitary", "isometry", "diagonal", "initialize", "state_preparation", "hamiltonian"))
#: Gates that Qiskit controls without taking them apart.
_ELEMENTARY = frozenset(("h", "x", "y", "z", "s", "sdg", "t", "tdg", "sx", "p", "u", "rx", "ry", "rz", "cx", "u1", "u2",
                         "u3", "id"))  # fmt: skip
#: Any whole number that a constructor is given.
_LARGEST = 1 << 40

#: What takes one thing out of many, or puts it there, and combines nothing.
_PICKED = frozenset(("item", "store"))

Named = Mapping[str, Any]


class TooLargeError(Exception):
    """What a call would make is too large; the message says how large."""


class TooLongError(TooLargeError):
    """An expression of parameters would take too long to be worked out."""


def _refuse_expression(name: str, steps: int, most: int) -> None:
    if steps > most:
        raise TooLongError(f"what `{name}` gives would be too large: {steps:,} is more than {most:,}")


def _refuse(what: str, number: object, most: int) -> None:
    if isinstance(number, (int, float)) and number > most:
        raise TooLargeError(f"{what} would be too large: {number:,} is more than {most:,}")


def _numbers(values: Sequence[Any]) -> int:
    """The whole numbers in arguments together: what they may at most ask for."""
    return sum(abs(each) for each in values if isinstance(each, int) and not isinstance(each, bool))


def _expressions(name: str, args: Sequence[Any]) -> None:
    """Expressions of parameters that are combined with one another."""
    if name in _PICKED:
        return
    lengths = sorted(map(steps, args))
    _refuse_expression(name, lengths[-2] if len(lengths) > 1 else 0, STEPS)


def steps(real: Any) -> int:
    """How many steps an expression of parameters takes; of an array the longest."""
    if getattr(getattr(real, "dtype", None), "kind", "") == "O" and getattr(real, "shape", ()):
        return max(map(steps, real.flat), default=0)
    # Nothing else that it has tells its size.
    return len(real._qpy_replay) if type(real).__name__ == "ParameterExpression" else 0  # noqa: SLF001


def _spread(name: str, args: Sequence[Any], named: Named) -> None:
    """How far numbers that are not known are apart: each less the mean of all, multiplied by itself."""
    sizes = (each.size for each in args if getattr(getattr(each, "dtype", None), "kind", "") == "O")
    _refuse(f"what `{name}` gives", max(sizes, default=0), SPREAD)


def _summed(name: str, args: Sequence[Any], named: Named) -> None:
    """The expressions that are added up; where the sum is not divided parameters alone are no trouble."""
    taken = [steps(each) for every in args for each in (every if isinstance(every, list) else objects(every))]
    slow = any(taken) or name in ("mean", "average")
    _refuse_expression(name, sum(taken) + len(taken) if slow else 0, SUMMED)


def _divided(name: str, args: Sequence[Any], named: Named) -> None:
    """The terms of what is divided are divided one by one; by a number what operators divide is multiplied."""
    number = name == "Div" and isinstance(args[1], (int, float))
    _refuse_expression(name, 0 if number else max(map(steps, args), default=0), SUMMED)


def objects(real: Any) -> Sequence[Any]:
    """What an array holds that is none of numbers."""
    return list(real.flat) if getattr(getattr(real, "dtype", None), "kind", "") == "O" else ()


def _circuit(name: str, args: Sequence[Any], named: Named) -> None:
    _refuse("the circuit", _numbers((*args, *named.values())), QUBITS)


def _bits(name: str, args: Sequence[Any], named: Named) -> None:
    _refuse("the register", _numbers((*args, *named.values())), QUBITS)


def _at_most(most: int) -> Callable[[str, Sequence[Any], Named], None]:
    """No number and no circuit in the arguments is larger."""

    def check(name: str, args: Sequence[Any], named: Named) -> None:
        for each in (*args, *named.values()):
            if isinstance(each, int) and not isinstance(each, bool):
                _refuse(f"`{name}`", each, most)
            width = getattr(each, "num_qubits", None)
            _refuse(f"`{name}`", width, most)

    return check


def _text_at_most(most: int) -> Callable[[str, Sequence[Any], Named], None]:
    def check(name: str, args: Sequence[Any], named: Named) -> None:
        _at_most(1 << most)(name, [each for each in args if isinstance(each, int)], {})
        for each in (*args, *named.values()):
            _refuse(f"`{name}`", len(each) if isinstance(each, str) else getattr(each, "num_qubits", None), most)

    return check


def _repeated(name: str, args: Sequence[Any], named: Named) -> None:
    """`power` and `repeat` of a circuit: its size times the number."""
    size = max(len(args[0].data), 1) if hasattr(args[0], "count_ops") else 1
    times = next((each for each in (*args[1:], *named.values()) if isinstance(each, (int, float))), 1)
    _refuse(f"`{name}`", size * abs(times), GATES // 10)
    if named.get("matrix_power"):
        _refuse(f"`{name}`", args[0].num_qubits, MATRIX)


def _controlled(name: str, args: Sequence[Any], named: Named) -> None:
    """`control` of a circuit or gate, whose parts are controlled one by one."""
    controls = next((each for each in (*args[1:2], *named.values()) if isinstance(each, int)), 1)
    _refuse(f"`{name}`", controls, 24)
    size = max(parts(args[0], PARTS + 1), 1)
    _refuse(f"`{name}`", size, PARTS)
    _refuse(f"`{name}`", size * 2**controls, GATES // 20)


def parts(real: Any, most: int) -> int:
    """The gates that a circuit or gate is made of in the end, `most` where there are more."""
    inside = real if hasattr(real, "count_ops") else getattr(real, "definition", None)
    if inside is None or getattr(real, "base_gate", None) is not None or real.name in _ELEMENTARY:
        return 1
    found = 0
    for instruction in inside.data:
        found += parts(instruction.operation, most - found)
        if found >= most:
            return most
    return found


def _decomposed(name: str, args: Sequence[Any], named: Named) -> None:
    """`decompose` of a circuit: what its gates are made of, or all that these are made of when it is repeated."""
    reps = next((each for each in (*args[2:3], named.get("reps")) if isinstance(each, int)), 1)
    found = 0
    for instruction in args[0].data:
        found += _matrix(instruction.operation) or _made_of(instruction.operation, reps, DECOMPOSED + 1 - found)
        _refuse(f"`{name}`", found, DECOMPOSED)
    phases = map(_is_symbolic, _phases(args[0], reps if args[0].parameters else 0))
    _refuse(f"the sum of the phases that `{name}` gives", sum(symbolic for symbolic, _ in groupby(phases)), PHASES)


def _phases(real: Any, depth: int) -> Iterator[Any]:
    """The global phases, those of zero left out, of the gates that a circuit has down to a depth."""
    for instruction in real.data if depth > 0 else ():
        inside = getattr(instruction.operation, "definition", None)
        if inside is None:
            continue
        if _is_symbolic(inside.global_phase) or inside.global_phase:
            yield inside.global_phase
        yield from _phases(inside, depth - 1)


def _is_symbolic(real: Any) -> bool:
    return not isinstance(real, (int, float))


def _matrix(real: Any) -> int:
    """The numbers in a gate that is given by them; 0 of others."""
    return 4**real.num_qubits if real.name in _MATRICES else 0


def _made_of(real: Any, depth: int, most: int) -> int:
    """The gates that a gate is made of, `depth` steps down, as far as they are fewer than `most`."""
    inside = None if depth <= 0 or real.name in _ELEMENTARY else getattr(real, "definition", None)
    if inside is None:
        return 1
    if depth == 1 or len(inside.data) >= most:
        return len(inside.data)
    found = 0
    for instruction in inside.data:
        found += _made_of(instruction.operation, depth - 1, most - found)
        if found >= most:
            break
    return found


def _combined(name: str, args: Sequence[Any], named: Named) -> None:
    sizes = [len(each.data) for each in (*args, *named.values()) if hasattr(each, "count_ops")]
    widths = [each.num_qubits for each in (*args, *named.values()) if hasattr(each, "count_ops")]
    _refuse(f"`{name}`", sum(sizes), GATES)
    _refuse(f"`{name}`", sum(widths), 4 * QUBITS)


def _estimated(name: str, args: Sequence[Any], named: Named) -> None:
    """Phase estimation, whose last qubit controls the unitary `2**bits / 2` times."""
    given = (*args, *named.values())
    bits = max((each for each in given if isinstance(each, int) and not isinstance(each, bool)), default=0)
    gates = max((len(each.data) for each in given if hasattr(each, "count_ops")), default=1)
    _refuse(f"`{name}`", max(gates, 1) << min(bits, 64), CONTROLLED)


def _layers(most: int) -> Callable[[str, Sequence[Any], Named], None]:
    """Families of circuits whose size grows with the product of their numbers."""

    def check(name: str, args: Sequence[Any], named: Named) -> None:
        numbers = [each for each in (*args, *named.values()) if isinstance(each, int) and not isinstance(each, bool)]
        product = math.prod(max(abs(each), 1) for each in numbers[:3])
        widths = [getattr(each, "num_qubits", 0) or 0 for each in (*args, *named.values())]
        _refuse(f"`{name}`", max(product, *widths, 0), most)

    return check


CHECKS: dict[str, Callable[[str, Sequence[Any], Named], None]] = {
    "QuantumCircuit": _circuit,
    **dict.fromkeys(("QuantumRegister", "ClassicalRegister", "AncillaRegister", "ParameterVector"), _bits),
    **dict.fromkeys(("Operator", "UnitaryGate", "HamiltonianGate", "to_matrix", "to_operator"), _text_at_most(MATRIX)),
    **dict.fromkeys(("random_unitary", "random_hermitian", "random_density_matrix"), _at_most(1 << MATRIX)),
    **dict.fromkeys(("random_clifford", "DensityMatrix", "DensityMatrix.from_label"), _text_at_most(MATRIX)),
    **dict.fromkeys(("Statevector", "from_label", "from_int", "from_instruction", "evolve", "random_statevector"),
                    _text_at_most(VECTOR)),
    **dict.fromkeys(("power", "repeat"), _repeated),
    **dict.fromkeys(("std", "var"), _spread),
    **dict.fromkeys(("sum", "mean", "average", "nansum", "cumsum", "trapz", "trapezoid"), _summed),
    **dict.fromkeys(("Div", "divide", "true_divide"), _divided),
    "decompose": _decomposed,
    **dict.fromkeys(("control", "MCMT", "MCMTGate"), _controlled),
    **dict.fromkeys(("compose", "append", "tensor", "add_bits"), _combined),
    **dict.fromkeys(("QuantumVolume", "quantum_volume", "random_circuit", "random_clifford_circuit"), _layers(50_000)),
    **dict.fromkeys(("TwoLocal", "NLocal", "EfficientSU2", "RealAmplitudes", "ExcitationPreserving", "n_local",
                     "efficient_su2", "real_amplitudes", "excitation_preserving", "ZZFeatureMap", "ZFeatureMap",
                     "PauliFeatureMap", "zz_feature_map", "z_feature_map", "pauli_feature_map", "PauliTwoDesign",
                     "pauli_two_design", "IQP", "iqp", "random_iqp"), _layers(4_000)),
    **dict.fromkeys(("QFT", "QFTGate", "synth_qft_full", "synth_qft_line", "GMS", "MSGate"), _at_most(400)),
    **dict.fromkeys(("PhaseEstimation", "phase_estimation"), _estimated),
    **dict.fromkeys(("RGQFTMultiplier", "HRSCumulativeMultiplier", "DraperQFTAdder", "CDKMRippleCarryAdder",
                     "VBERippleCarryAdder", "MultiplierGate", "ModularAdderGate", "HalfAdderGate", "FullAdderGate",
                     "adder_qft_d00", "multiplier_qft_r17", "multiplier_cumulative_h18", "WeightedAdder",
                     "IntegerComparator", "QuadraticForm"), _at_most(64)),
    **dict.fromkeys(("Diagonal", "DiagonalGate", "ExactReciprocal", "PhaseOracle", "PhaseOracleGate",
                     "BitFlipOracleGate", "PiecewiseChebyshev", "FourierChecking"), _text_at_most(2_000)),
    **dict.fromkeys(("initialize", "prepare_state", "Initialize", "StatePreparation"), _at_most(1 << VECTOR)),
    **dict.fromkeys(("mcx", "mcp", "mcrx", "mcry", "mcrz", "MCXGate", "MCPhaseGate"), _at_most(QUBITS)),
}  # fmt: skip


def check(name: str, args: Sequence[Any], named: Named) -> None:
    """Raise TooLargeError if the call would make something too large."""
    last = name.rpartition(".")[2]
    for each in (*args, *named.values()):
        if isinstance(each, int):
            _refuse(f"`{last}`", abs(each), _LARGEST)
    _expressions(last, args)
    check_one = CHECKS.get(name) or CHECKS.get(last)
    if check_one is not None:
        check_one(last, args, named)


def check_operands(kind: type[ast.operator], reals: Sequence[Any]) -> None:
    """Raise TooLargeError where the result would be too large."""
    found = [getattr(each, "num_qubits", 0) for each in reals]
    widths = [each if isinstance(each, int) else 0 for each in found]
    matrix = any(type(each).__name__ == "Operator" for each in reals)
    if sum(widths) > (MATRIX if matrix else QUBITS):
        raise TooLargeError("the operator would be too large")
    if kind is ast.Pow and any(widths) and isinstance(reals[1], int) and reals[1] * (widths[0] or 1) > 100:
        raise TooLargeError("the power would be too large")
    if kind in (ast.Pow, ast.LShift) and all(isinstance(each, int) for each in reals):
        raise TooLargeError("the number would be too large")
    lengths = [getattr(each, "size", 1) for each in reals]
    repeats = not any(hasattr(each, "shape") for each in reals)  # an array multiplies the items of a list
    if kind is ast.Mult and repeats and any(isinstance(each, (list, tuple, str)) for each in reals):
        raise TooLargeError("the list would be too large")
    if all(isinstance(each, int) for each in lengths) and lengths[0] * lengths[1] > NUMBERS**2:
        raise TooLargeError("the array would be too large")
