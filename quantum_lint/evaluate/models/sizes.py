"""What would be too large to make: asked before every call."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

#: Qubits of a circuit, instructions of a circuit, numbers of an array.
QUBITS = 5_000
GATES = 1_000_000
NUMBERS = 1 << 20
#: Qubits of what is kept as a matrix, and as a vector; bits of a number.
MATRIX = 10
VECTOR = 16
#: Any whole number that a constructor is given.
_LARGEST = 1 << 40

Named = Mapping[str, Any]


class TooLargeError(Exception):
    """What a call would make is too large; the message says how large."""


def _refuse(what: str, number: object, most: int) -> None:
    if isinstance(number, (int, float)) and number > most:
        raise TooLargeError(f"{what} would be too large: {number:,} is more than {most:,}")


def _numbers(values: Sequence[Any]) -> int:
    """The whole numbers in arguments together: what they may at most ask for."""
    return sum(abs(each) for each in values if isinstance(each, int) and not isinstance(each, bool))


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
    """`power`, `repeat` and `decompose` of a circuit: its size times the number."""
    size = max(len(args[0].data), 1) if hasattr(args[0], "count_ops") else 1
    times = next((each for each in (*args[1:], *named.values()) if isinstance(each, (int, float))), 1)
    _refuse(f"`{name}`", size * abs(times), GATES // 10)
    if named.get("matrix_power"):
        _refuse(f"`{name}`", args[0].num_qubits, MATRIX)


def _controlled(name: str, args: Sequence[Any], named: Named) -> None:
    size = max(len(args[0].data), 1) if hasattr(args[0], "count_ops") else 1
    controls = next((each for each in (*args[1:2], *named.values()) if isinstance(each, int)), 1)
    _refuse(f"`{name}`", controls, 24)
    _refuse(f"`{name}`", size * 2**controls, GATES // 20)


def _combined(name: str, args: Sequence[Any], named: Named) -> None:
    sizes = [len(each.data) for each in (*args, *named.values()) if hasattr(each, "count_ops")]
    widths = [each.num_qubits for each in (*args, *named.values()) if hasattr(each, "count_ops")]
    _refuse(f"`{name}`", sum(sizes), GATES)
    _refuse(f"`{name}`", sum(widths), 4 * QUBITS)


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
    **dict.fromkeys(("power", "repeat", "decompose"), _repeated),
    **dict.fromkeys(("control", "MCMT", "MCMTGate"), _controlled),
    **dict.fromkeys(("compose", "append", "tensor", "add_bits"), _combined),
    **dict.fromkeys(("QuantumVolume", "quantum_volume", "random_circuit", "random_clifford_circuit"), _layers(50_000)),
    **dict.fromkeys(("TwoLocal", "NLocal", "EfficientSU2", "RealAmplitudes", "ExcitationPreserving", "n_local",
                     "efficient_su2", "real_amplitudes", "excitation_preserving", "ZZFeatureMap", "ZFeatureMap",
                     "PauliFeatureMap", "zz_feature_map", "z_feature_map", "pauli_feature_map", "PauliTwoDesign",
                     "pauli_two_design", "IQP", "iqp", "random_iqp"), _layers(4_000)),
    **dict.fromkeys(("QFT", "QFTGate", "synth_qft_full", "synth_qft_line", "PhaseEstimation", "phase_estimation",
                     "GMS", "MSGate"), _at_most(400)),
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
    check_one = CHECKS.get(name) or CHECKS.get(last)
    if check_one is not None:
        check_one(last, args, named)
