"""What programs do to circuits that today's qiskit calls otherwise or no longer has, and what it makes at random."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.models import making, program_gates, qiskit_random, sizes
from quantum_lint.evaluate.models.allowed import member_of_library
from quantum_lint.evaluate.models.conversion import MOST_ITEMS, NotKnownError, Reader, why, wrapped
from quantum_lint.evaluate.models.failing import FAILURES, failure
from quantum_lint.evaluate.models.live import UNKNOWN, Live, Quality, length
from quantum_lint.evaluate.models.unsettled import RANDOM, is_unsettled
from quantum_lint.evaluate.releases import ANY
from quantum_lint.evaluate.values import DictValue, ListValue, Unknown, Value, constant, find_argument

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

Arguments = tuple[Argument, ...]
Model = Callable[["Machine", Arguments, "Value | None"], "Value | None"]

CIRCUIT = "qiskit.QuantumCircuit"
#: Methods that had another name.
RENAMED = {"cnot": "cx", "toffoli": "ccx", "fredkin": "cswap", "iden": "id", "i": "id", "mct": "mcx",
           "mcu1": "mcp", "bind_parameters": "assign_parameters", "mirror": "reverse_ops", "n_qubits": "num_qubits",
           "u0": "id", "swapgate": "swap"}  # fmt: skip
#: Methods that are no more, with the class of the gate and how many of the arguments are its own.
GATES = {"u1": ("U1Gate", 1), "u2": ("U2Gate", 2), "u3": ("U3Gate", 3), "cu1": ("CU1Gate", 1), "cu3": ("CU3Gate", 3),
         "diagonal": ("DiagonalGate", 1), "hamiltonian": ("HamiltonianGate", 2), "mcmt": ("MCMT", 0),
         "squ": ("UnitaryGate", 1),
         "ucrx": ("UCRXGate", 1), "ucry": ("UCRYGate", 1), "ucrz": ("UCRZGate", 1), "uc": ("UCGate", 1)}  # fmt: skip
#: Those of them that take all their qubits as one list.
_WIDE = frozenset(("DiagonalGate", "HamiltonianGate", "UnitaryGate", "UCRXGate", "UCRYGate", "UCRZGate"))
#: Names of classes that are no more.
CLASSES = {"CnotGate": "CXGate", "ToffoliGate": "CCXGate", "FredkinGate": "CSwapGate", "Cu1Gate": "CU1Gate",
           "Cu3Gate": "CU3Gate", "CrzGate": "CRZGate", "IdGate": "IGate", "IdentityGate": "IGate", "CyGate": "CYGate",
           "CzGate": "CZGate", "CHGate": "CHGate", "RXGate": "RXGate", "MCTGate": "MCXGate"}  # fmt: skip
#: Methods of circuits that show something and change nothing.
HARMLESS = frozenset(("draw", "diagram", "to_ir", "to_text_diagram", "to_qasm", "final_state_vector",
                      "has_measurements", "findall_operations", "findall_operations_with_gate_type",
                      "findall_operations_between", "operation_at", "next_moment_operating_on",
                      "prev_moment_operating_on", "are_all_measurements_terminal", "are_any_measurements_terminal",
                      "all_measurement_key_names", "all_measurement_key_objs", "get_independent_qubit_sets",
                      "to_text_diagram_drawer", "final_density_matrix", "reachable_frontier_from",
                      "add_calibration", "statevector", "qasm", "estimate_duration", "estimate_fidelity", "to_dag",
                      "print_settings", "has_calibration_for", "preferred_init_points", "get_statevector",
                      "get_unitary", "depth_by_type", "depth_2q", "ops_of_type", "commands_of_type", "to_dict",
                      "to_json", "is_simple", "valid_connectivity", "get_resources", "to_latex_file"))  # fmt: skip
#: What these draw depends on a seed, which is the parameter of this name.
_SEEDS = {"random_circuit": "seed", "random_unitary": "seed", "random_clifford": "seed", "random_statevector": "seed",
          "random_hermitian": "seed", "random_pauli": "seed", "random_pauli_list": "seed", "QuantumVolume": "seed",
          "quantum_volume": "seed", "PauliTwoDesign": "seed", "pauli_two_design": "seed", "random_iqp": "seed",
          "random_density_matrix": "seed", "random_clifford_circuit": "seed", "random_circuit_from_graph": "seed",
          "random_bitwise_xor": "seed", "QDrift": "seed"}  # fmt: skip
#: Of these only the numbers are random, not what they are made of.
_SHAPED = frozenset(("random_unitary", "random_statevector", "random_hermitian", "random_density_matrix"))


def is_qiskit(value: Value | None) -> bool:
    """Whether a value is a circuit that Qiskit itself made."""
    return isinstance(value, Live) and hasattr(value.real, "count_ops") and not hasattr(value.real, "as_qiskit")


def _renamed(name: str) -> Model:
    def model(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
        assert isinstance(receiver, Live)
        return use(machine, receiver, name, arguments)

    return model


def use(machine: Machine, receiver: Live, name: str, arguments: Arguments) -> Value:
    """Call a method of a circuit that today's qiskit has."""
    from quantum_lint.evaluate.models.objects import called

    return called(machine, receiver, name, arguments)


def _gate(kind: str, own: int) -> Model:
    """A method that appends a gate: its own arguments, then the bits."""

    def model(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
        assert isinstance(receiver, Live)
        named = [each for each in arguments if each.name in making.ANGLES]
        own_arguments = [each for each in arguments if each.position is not None][: own - len(named)] + named
        rest = [each for each in arguments if each not in own_arguments]
        gate = making.make(machine, kind, member_of_library(f"qiskit.{kind}"), _numbered(own_arguments))
        bits = [each.value for each in rest]
        together = bits[0] if len(bits) == 1 and kind in _WIDE else ListValue(bits)
        given = (Argument(None, 0, gate, machine.crossing), Argument(None, 1, together, machine.crossing))
        return use(machine, receiver, "append", given)

    return model


def _numbered(arguments: Sequence[Argument]) -> list[Argument]:
    return [each if each.position is None else each._replace(position=at) for at, each in enumerate(arguments)]


def _conditioned(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`circuit.x(0).c_if(register, value)`: what was just added runs under a condition."""
    if not isinstance(receiver, Live) or receiver.owner is None or len(arguments) != 2:
        return Unknown("`c_if` is not followed here")
    reader = Reader(machine.library.unsettled)  # type: ignore[attr-defined]
    circuit = receiver.owner.writable(machine)
    try:
        target, value = (reader.real(each.value) for each in arguments)
        if isinstance(target, int):
            target = circuit.clbits[target]
        _under(circuit, len(receiver.real), target, value)
    except FAILURES as error:
        receiver.owner.spoil(machine, Quality(UNKNOWN, failure("c_if", error)))
    return receiver


def _under(circuit: Any, count: int, target: Any, value: Any) -> None:
    """Put the last instructions of a circuit under a condition."""
    from qiskit.circuit import ClassicalRegister, IfElseOp, QuantumCircuit

    last = [circuit.data.pop() for _ in range(count)]
    for instruction in reversed(last):
        read = list(target) if isinstance(target, ClassicalRegister) else [target]
        bits = [*read, *(bit for bit in instruction.clbits if bit not in read)]
        body = QuantumCircuit(list(instruction.qubits), bits)
        if isinstance(target, ClassicalRegister):
            body.add_register(target)
        body.append(instruction)
        circuit.append(IfElseOp((target, value), body), instruction.qubits, bits)


def combined(machine: Machine, left: Live, right: Live) -> Live:
    """`first + second` of old: one after the other, over the registers of both."""
    return Live.of(machine, *_joined(machine, left, right))


def extended(machine: Machine, first: Live, second: Value) -> Live:
    """`first += second` of old, and `first.extend(second)`, which change the first one."""
    if not isinstance(second, Live) or not is_qiskit(second):
        first.writable(machine)
        first.spoil(machine, Quality(UNKNOWN, why(second)))
        return first
    made, quality = _joined(machine, first, second)
    first.replace(machine, made)
    first.spoil(machine, quality)
    return first


def _joined(machine: Machine, left: Live, right: Live) -> tuple[Any, Quality]:
    made, quality = _circuit()(), left.quality.worse(right.quality)
    machine.steps -= length(left.real) // 8
    try:
        made = left.real.copy()
        sizes.check("compose", (made, right.real), {})
        for register in (*right.real.qregs, *right.real.cregs):
            if register not in (*made.qregs, *made.cregs):
                made.add_register(register)
        made.compose(right.real, qubits=right.real.qubits, clbits=right.real.clbits, inplace=True)
    except FAILURES as error:
        quality = quality.worse(Quality(UNKNOWN, failure("+", error)))
    return made, quality


def _combine(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    other = arguments[0].value if arguments else None
    if isinstance(receiver, Live) and isinstance(other, Live):
        return combined(machine, receiver, other)
    return None


def _extend(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    assert isinstance(receiver, Live)
    return extended(machine, receiver, arguments[0].value) if arguments else receiver


def _saved(name: str) -> Model:
    """`save_statevector` and other instructions of Aer, which span all qubits and take no time."""

    def model(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
        assert isinstance(receiver, Live)
        circuit = receiver.writable(machine)
        given = find_argument(arguments, "qubits", 1)
        reader = Reader(machine.library.unsettled)  # type: ignore[attr-defined]
        try:
            qubits = reader.real(given.value) if given else circuit.qubits
            circuit.append(directive(name, len(qubits) if hasattr(qubits, "__len__") else 1), qubits)
        except FAILURES as error:
            receiver.spoil(machine, Quality(UNKNOWN, failure(name, error)))
        return receiver

    return model


def directive(name: str, qubits: int) -> Any:
    """An instruction that is no gate and takes no time."""
    from qiskit.circuit import Instruction

    class Directive(Instruction):  # type: ignore[misc]
        """An instruction for the simulator."""

        _directive = True

    return Directive(name, qubits, 0, [])


def _qasm(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`QuantumCircuit.from_qasm_str(text)` and `qasm2.loads(text)`, which may include no file but the standard one."""
    from qiskit import qasm2

    text = constant(arguments[0].value, str) if arguments else None
    if text is None or len(text) > 10 * MOST_ITEMS:
        return making.unmade(machine, "loads", _circuit(), "the text of the program is not known")
    try:
        made = qasm2.loads(
            text,
            include_path=(),
            custom_instructions=qasm2.LEGACY_CUSTOM_INSTRUCTIONS,
            custom_classical=qasm2.LEGACY_CUSTOM_CLASSICAL,
        )
        return wrapped(machine, made)
    except FAILURES as error:
        return making.unmade(machine, "loads", _circuit(), failure("loads", error))


def _circuit() -> Any:
    return member_of_library(CIRCUIT)


def _written(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`circuit.qasm()` and `qasm2.dumps(circuit)`."""
    from qiskit import qasm2

    circuit = receiver if isinstance(receiver, Live) else (arguments[0].value if arguments else None)
    if not isinstance(circuit, Live) or circuit.quality.level or length(circuit.real) > MOST_ITEMS:
        return Unknown("the circuit is not known")
    try:
        return wrapped(machine, qasm2.dumps(circuit.real))
    except FAILURES as error:
        return Unknown(failure("dumps", error))


def is_old(machine: Machine) -> bool:
    """Whether the program imports what qiskit no longer has, so that it was written for another version."""
    return bool(machine.library.old)  # type: ignore[attr-defined]


_OTHER_VERSION = "random circuits are others in the version of qiskit that this program is for"


def _drawn_by(machine: Machine, name: str, model: Model) -> Model | None:
    """What draws as the version does that the program is for; None where none does that we have."""
    releases = machine.library.releases() if name == "random_circuit" else ANY  # type: ignore[attr-defined]
    if releases.within(qiskit_random.FIRST, qiskit_random.END):
        return _drawn_before
    later = releases.first is not None and releases.first >= qiskit_random.END
    newest = releases.end is None or releases.end > qiskit_random.END
    return model if later or (newest and not is_old(machine)) else None


def _drawn_before(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    made = making.make(machine, "random_circuit", qiskit_random.random_circuit, arguments)
    return making.unmade(machine, "random_circuit", _circuit(), made.reason) if isinstance(made, Unknown) else made


def _random(name: str, model: Model) -> Model:
    """What is drawn without a seed: of some only the numbers are unknown, of others all but the width."""

    def drawn(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
        seed = find_argument(arguments, _SEEDS[name])
        if seed is not None and constant(seed.value, int) is not None:
            meant = _drawn_by(machine, name, model)
            made = (meant or model)(machine, arguments, receiver)
            if isinstance(made, Live) and hasattr(made.real, "count_ops") and meant is None:
                made.spoil(machine, Quality(UNKNOWN, _OTHER_VERSION))
            return made
        kept = tuple(each for each in arguments if each is not seed)
        if name == "random_circuit" and len([each for each in kept if each.position is not None]) > 7:
            return model(machine, arguments, receiver)
        fixed = Argument(_SEEDS[name], None, wrapped(machine, 0), machine.crossing)
        made = model(machine, (*kept, fixed), receiver)
        if isinstance(made, Live):
            level = 0 if name in _SHAPED else UNKNOWN
            made.spoil(machine, Quality(level, f"{RANDOM}: it is drawn without a seed" if level else "", random=True))
        return made

    return drawn


def random_model(name: str, model: Model) -> Model:
    """The model of a class or function, of which some draw something."""
    return _random(name, model) if name in _SEEDS else model


def _assigned(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`assign_parameters`: what is not known gives other parameters in place of the first ones."""
    assert isinstance(receiver, Live)
    given = find_argument(arguments, "parameters", 0) or find_argument(arguments, "value_dict", 0)
    others = tuple(each for each in arguments if each is not given)
    if given is not None and not _is_mapping(given.value):
        values = _values(machine, receiver, given.value)
        if values is not None:
            others = (given._replace(name="parameters", position=None, value=values), *others)
            return use(machine, receiver, "assign_parameters", others)
    rest = tuple(each._replace(name="parameters", position=None) if each is given else each for each in arguments)
    return use(machine, receiver, "assign_parameters", rest)


def _is_mapping(value: Value) -> bool:
    return isinstance(value, DictValue)


def _values(machine: Machine, receiver: Live, value: Value) -> Value | None:
    """As many unknown numbers as the circuit has parameters, where the values given are not known."""
    from quantum_lint.evaluate.items import items

    if isinstance(value, Live) or items(machine, value).known is not None:
        return None
    try:
        return ListValue([Unknown("its value is not known")] * len(receiver.real.parameters))
    except FAILURES:  # it is not told enough to be built
        return None


def _prepared(name: str) -> Model:
    """`initialize` and peers: with amplitudes that are not known it is still one instruction on these qubits."""

    def model(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
        assert isinstance(receiver, Live)
        try:
            prepared = making.prepare(machine, getattr(type(receiver.real), name), arguments, bound=True)
            known = not any(is_unsettled(each) for each in (*prepared.args, *prepared.named.values()))
        except NotKnownError:
            known = False
        qubits = find_argument(arguments, "qubits", 1)
        if known or qubits is None:
            return use(machine, receiver, name, arguments)
        return _placed(machine, receiver, name, qubits.value)

    return model


def _placed(machine: Machine, receiver: Live, name: str, qubits: Value) -> Value:
    """An instruction of which nothing but the name and the qubits is known."""
    from qiskit.circuit import Instruction

    circuit = receiver.writable(machine)
    try:
        found = Reader(machine.library.unsettled).real(qubits)  # type: ignore[attr-defined]
        found = found if hasattr(found, "__len__") else [found]
        circuit.append(Instruction(name, len(found), 0, []), found)
        receiver.spoil(machine, Quality(random=True))
    except FAILURES as error:
        receiver.spoil(machine, Quality(UNKNOWN, failure(name, error)))
    return receiver


#: Gates whose parts each release works out by means of its own.
_SYNTHESISED = frozenset(("unitary", "isometry", "diagonal"))


def _decomposed(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`decompose(gates)`: the gates may be those of a class of the program.

    Another release makes other gates of a matrix on several qubits.
    """
    assert isinstance(receiver, Live)
    data = receiver.real.data if length(receiver.real) else ()
    given = [each for each in data if each.operation.name in _SYNTHESISED and len(each.qubits) > 1]
    chosen = (each._replace(value=program_gates.chosen(each.value)) for each in arguments)
    made = use(machine, receiver, "decompose", tuple(chosen))
    if given and is_old(machine) and isinstance(made, Live):
        made.spoil(machine, Quality(UNKNOWN, "what matrices are taken apart into differs from release to release"))
    return made


METHODS: dict[str, Model] = {
    **{name: _renamed(new) for name, new in RENAMED.items()},
    **{name: _gate(kind, own) for name, (kind, own) in GATES.items()},
    **{name: _prepared(name) for name in ("initialize", "prepare_state", "unitary")},
    "combine": _combine,
    "extend": _extend,
    "qasm": _written,
    "decompose": _decomposed,
    "assign_parameters": _assigned,
    "bind_parameters": _assigned,
    **{name: _saved(name) for name in (
        "save_statevector", "save_density_matrix", "save_unitary", "save_state", "save_expectation_value",
        "save_probabilities", "save_probabilities_dict", "save_amplitudes", "save_stabilizer", "save_superop",
        "save_matrix_product_state", "snapshot", "set_statevector", "set_density_matrix", "set_unitary")},
}  # fmt: skip
FUNCTIONS: dict[str, Model] = {
    "qiskit.QuantumCircuit.from_qasm_str": _qasm,
    "qiskit.circuit.QuantumCircuit.from_qasm_str": _qasm,
    "qiskit.circuit.quantumcircuit.QuantumCircuit.from_qasm_str": _qasm,
    "qiskit.qasm2.loads": _qasm,
    "qiskit.qasm2.dumps": _written,
    "qiskit.InstructionSet.c_if": _conditioned,
}
