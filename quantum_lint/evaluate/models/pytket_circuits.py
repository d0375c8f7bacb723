"""Circuits as pytket builds them: commands on qubits and bits that have names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from quantum_lint.evaluate.models.ignored import Ignored
from quantum_lint.evaluate.models.pytket_gates import MEASURE, Op, OpType, operation
from quantum_lint.evaluate.models.pytket_logic import SCRATCH, Computed, Condition, is_value
from quantum_lint.evaluate.models.pytket_methods import Gates
from quantum_lint.evaluate.models.pytket_units import REGISTERS, Bit, Qubit, Register, Unit

if TYPE_CHECKING:
    from qiskit import QuantumCircuit

#: Commands of a circuit.
_MOST = 200_000
_BARRIER = Op("Barrier", None, is_gate=False)


@dataclass(frozen=True, eq=False)
class Command:
    """An operation on qubits, the bits it sets, and the bits that must have some value for it to be done.

    `reads` are bits that it looks at, and leaves as they are.
    """

    op: Op
    qubits: tuple[Unit, ...]
    bits: tuple[Unit, ...] = ()
    condition: tuple[Unit, ...] = ()
    value: int = 0
    reads: tuple[Unit, ...] = ()

    @property
    def args(self) -> list[Unit]:
        """All that it acts on."""
        return [*self.condition, *self.reads, *self.qubits, *self.bits]

    def moved(self, units: Mapping[Unit, Unit]) -> Command:
        """The same on other units."""
        qubits, bits, condition, reads = (
            tuple(units.get(each, each) for each in group)
            for group in (self.qubits, self.bits, self.condition, self.reads)
        )
        return replace(self, qubits=qubits, bits=bits, condition=condition, reads=reads)


class Circuit(Gates):
    """Commands in the order in which they were added."""

    def __init__(self, n_qubits: Any = 0, n_bits: Any = 0, name: Any = None) -> None:
        counts = [each for each in (n_qubits, n_bits) if not isinstance(each, str) and each is not None]
        self.name = next((each for each in (n_qubits, n_bits, name) if isinstance(each, str)), None)
        self._commands: list[Command] = []
        self._units: dict[Unit, None] = {}
        for kind, count in zip((Qubit, Bit), counts, strict=False):
            self._register(REGISTERS[kind](kind.register, count))

    def add_q_register(self, name: Any, size: Any = None) -> Register:
        """Add a register of qubits."""
        return self._register(name if isinstance(name, Register) else REGISTERS[Qubit](name, size))

    def add_c_register(self, name: Any, size: Any = None) -> Register:
        """Add a register of bits."""
        return self._register(name if isinstance(name, Register) else REGISTERS[Bit](name, size))

    def _register(self, register: Register) -> Register:
        self._units.update(dict.fromkeys(register))
        return register

    def get_q_register(self, name: str) -> Register:
        """The qubits of a name."""
        return REGISTERS[Qubit](name, sum(each.reg_name == name for each in self.qubits))

    def get_c_register(self, name: str) -> Register:
        """The bits of a name."""
        return REGISTERS[Bit](name, sum(each.reg_name == name for each in self.bits))

    @property
    def q_registers(self) -> list[Register]:
        """Its registers of qubits."""
        return [self.get_q_register(name) for name in dict.fromkeys(each.reg_name for each in self.qubits)]

    @property
    def c_registers(self) -> list[Register]:
        """Its registers of bits."""
        return [self.get_c_register(name) for name in dict.fromkeys(each.reg_name for each in self.bits)]

    def add_qubit(self, unit: Unit, reject_dups: bool = True) -> None:
        """Add a qubit or bit."""
        if reject_dups and unit in self._units:
            raise ValueError(f"{unit} is there already")
        self._units[unit] = None

    add_bit = add_qubit

    def add_blank_wires(self, number: int) -> None:
        """Add qubits that nothing is done to."""
        self._register(REGISTERS[Qubit](Qubit.register, self.get_q_register(Qubit.register).size + number))

    def add_gate(self, kind: Any, angle: Any = None, args: Any = None, **options: Any) -> Circuit:
        """Add an operation, or one of a type with its numbers, on qubits and bits."""
        numbers, units = (angle, args) if args is not None else ((), angle)
        return self._add(kind, numbers, units, **options)

    def _add(self, kind: Any, numbers: Any, units: Iterable[Any], **options: Any) -> Circuit:
        """Add an operation on the qubits that it acts on, then the bits that it sets."""
        given = list(units)
        if isinstance(kind, OpType) and kind.name in ("Barrier", "Measure"):
            made = {"Barrier": _BARRIER, "Measure": MEASURE}[kind.name]
        else:
            made = operation(kind, numbers, len(given)) if isinstance(kind, OpType) else kind
        count = len(given) - made.n_bits if made.n_qubits is None else made.n_qubits
        qubits, bits = self._of(Qubit, given[:count]), self._of(Bit, given[count:])
        if len(set(qubits)) != count or len(bits) != made.n_bits:
            raise ValueError(f"{made.kind} acts on {count} qubits and {made.n_bits} bits")
        return self._place(Command(replace(made, n_qubits=count), qubits, bits, *self._condition(**options)))

    def _condition(
        self,
        condition_bits: Any = None,
        condition_value: Any = None,
        condition: Any = None,
        opgroup: Any = None,
    ) -> tuple[tuple[Unit, ...], int]:
        """The bits that a command depends on, and the value that they must have as a number."""
        if condition is not None:
            found = self._worked_out(condition)
            condition_bits, condition_value = found.bits, found.value
        bits = self._of(Bit, condition_bits or ())
        return bits, (1 << len(bits)) - 1 if condition_value is None else int(condition_value)

    def _worked_out(self, condition: Any) -> Condition:
        """A condition on bits; what it depends on in another way is worked out in a bit of its own first."""
        found = condition if isinstance(condition, (Condition, Computed)) else is_value(1)(condition)
        if isinstance(found, Condition):
            return found
        scratch = Bit(SCRATCH, self.get_c_register(SCRATCH).size)
        self._units[scratch] = None
        # pytket keeps expressions in order as if they set what they read.
        reads, bits = ((), found.bits) if found.kind == "ClExpr" else (found.bits, ())
        self._compute(found.kind, reads, (*bits, scratch))
        return Condition((scratch,), found.value)

    def _compute(self, kind: str, reads: Iterable[Any], bits: Iterable[Any], **options: Any) -> Circuit:
        """Set bits to what an operation makes of bits."""
        targets = self._of(Bit, bits)
        sources = tuple(each for each in dict.fromkeys(self._of(Bit, reads)) if each not in targets)
        made = Op(kind, 0, n_bits=len(targets), is_gate=False)
        return self._place(Command(made, (), targets, *self._condition(**options), sources))

    def _of(self, kind: type[Unit], units: Iterable[Any]) -> tuple[Unit, ...]:
        """The units that are meant. Raises ValueError where there are none of the name."""
        found = tuple(each if isinstance(each, Unit) else kind(each) for each in units)
        missing = next((each for each in found if each not in self._units), None)
        if missing is not None:
            raise ValueError(f"there is no {missing}")
        return found

    def _place(self, command: Command) -> Circuit:
        if len(self._commands) >= _MOST:
            raise ValueError(f"more than {_MOST:,} commands")
        self._commands.append(command)
        return self

    def measure_all(self) -> Circuit:
        """Measure all qubits, in their order, in bits of which those that are missing are added."""
        for number, qubit in enumerate(self.qubits):
            self._units[Bit(number)] = None
            self._add(MEASURE, (), (qubit, Bit(number)))
        return self

    def measure_register(self, qreg: Register, creg_name: str) -> Circuit:
        """Measure a register in bits of a name."""
        for number, qubit in enumerate(qreg):
            self._units[Bit(creg_name, number)] = None
            self._add(MEASURE, (), (qubit, Bit(creg_name, number)))
        return self

    def add_barrier(self, units: Any, bits: Any = (), data: Ignored = "") -> Circuit:
        """Keep the compiler from moving gates over this place."""
        given = [*units, *map(Bit, bits)]
        wires = self._of(Qubit, [each for each in given if not isinstance(each, Bit)])
        return self._place(Command(_BARRIER, wires, self._of(Bit, [each for each in given if isinstance(each, Bit)])))

    def add_phase(self, angle: Any) -> Circuit:
        """Turn the phase of the whole, which is no command."""
        return self

    def add_custom_gate(self, definition: Callable[..., Op], params: Any, qubits: Any, **options: Any) -> Circuit:
        """Add a gate of the program's own."""
        return self._add(definition(params), (), qubits, **options)

    def add_c_setbits(self, values: Any, args: Any, **options: Any) -> Circuit:
        """Set bits to values."""
        return self._compute("SetBits", (), args, **options)

    def add_c_setreg(self, value: int, arg: Register, **options: Any) -> Circuit:
        """Set a register to a number. Raises ValueError where that is too large for it."""
        if not 0 <= value < 1 << arg.size:
            raise ValueError(f"a register of {arg.size} bits does not hold {value}")
        return self._compute("SetBits", (), arg, **options)

    def add_c_copybits(self, args_in: Any, args_out: Any, **options: Any) -> Circuit:
        """Copy bits."""
        return self._compute("CopyBits", args_in, args_out, **options)

    def add_c_copyreg(self, input_reg: Register, output_reg: Register, **options: Any) -> Circuit:
        """Copy as many bits of a register as there are in both."""
        pairs = list(zip(input_reg, output_reg, strict=False))
        return self._compute("CopyBits", [one for one, _ in pairs], [other for _, other in pairs], **options)

    def add_c_range_predicate(
        self, minval: Ignored, maxval: Ignored, args_in: Any, arg_out: Any, **options: Any
    ) -> Circuit:
        """Set a bit to whether the number that bits are lies between two others."""
        return self._compute("RangePredicate", args_in, (arg_out,), **options)

    def add_c_and(self, arg0_in: Any, arg1_in: Any, arg_out: Any, **options: Any) -> Circuit:
        """Set a bit to what is made of two bits; where it is the second of these, that is another type."""
        first, second, target = self._of(Bit, (arg0_in, arg1_in, arg_out))
        kind = "ExplicitModifier" if target in (first, second) else "ExplicitPredicate"
        return self._compute(kind, (first, second), (target,), **options)

    add_c_or = add_c_xor = add_c_and

    def add_c_not(self, arg_in: Any, arg_out: Any, **options: Any) -> Circuit:
        """Set a bit to the other value of a bit."""
        return self._compute("ExplicitPredicate", (arg_in,), (arg_out,), **options)

    def append(self, circuit: Circuit) -> None:
        """Add the commands of a circuit on units of the same names, which are added where there are none."""
        self._units.update(circuit._units)
        for each in list(circuit._commands):
            self._place(each)

    def add_circuit(self, circuit: Circuit, qubits: Any, bits: Any = ()) -> Circuit:
        """Add the commands of a circuit on these units, in the order of its own."""
        wires = (*self._of(Qubit, qubits), *self._of(Bit, bits))
        if len(set(wires)) != len(wires):
            raise ValueError("a unit is given twice")
        units = dict(zip((*circuit.qubits, *circuit.bits), wires, strict=False))
        for each in list(circuit._commands):
            self._of(Unit, each.moved(units).args)
            self._place(each.moved(units))
        return self

    def symbol_substitution(self, symbol_map: Mapping[Any, Any]) -> None:
        """Put numbers in place of symbols."""
        for place, each in enumerate(self._commands):
            if each.op.params:
                numbers = tuple(_settled(number, symbol_map) for number in each.op.params)
                self._commands[place] = replace(each, op=replace(each.op, params=numbers))

    def rename_units(self, units: Mapping[Unit, Unit]) -> bool:
        """Give other names to units."""
        self._commands = [each.moved(units) for each in self._commands]
        self._units = {units.get(each, each): None for each in self._units}
        return True

    def flatten_registers(self) -> dict[Unit, Unit]:
        """Have one register of qubits and one of bits, in the order that there is."""
        units: dict[Unit, Unit] = {old: kind(at) for kind, group in ((Qubit, self.qubits), (Bit, self.bits))
                 for at, old in enumerate(group)}  # fmt: skip
        self.rename_units(units)
        return units

    def remove_blank_wires(self, keep_blank_classical_wires: bool = False, **options: Ignored) -> None:
        """Take out units that nothing is done to."""
        used = {unit for each in self._commands for unit in each.args}
        kept = used.union(self.bits) if keep_blank_classical_wires else used
        self._units = {each: None for each in self._units if each in kept}

    def copy(self) -> Circuit:
        """Another circuit with the same commands."""
        made = Circuit(self.name)
        made._commands, made._units = list(self._commands), dict(self._units)
        return made

    def dagger(self) -> Circuit:
        """What undoes it."""
        made = Circuit(self.name)
        made._units = dict(self._units)
        made._commands = [
            each if each.op.kind == "Barrier" else replace(each, op=each.op.dagger) for each in reversed(self._commands)
        ]
        return made

    def __rshift__(self, other: Circuit) -> Circuit:
        made = self.copy()
        made.append(other)
        return made

    def __mul__(self, other: Circuit) -> Circuit:
        if self._units.keys() & other._units.keys():
            raise ValueError("both have units of the same names")
        return self >> other

    def get_commands(self) -> list[Command]:
        """Its commands."""
        return list(self._commands)

    def __iter__(self) -> Iterator[Command]:
        return iter(self.get_commands())

    @property
    def qubits(self) -> list[Unit]:
        """Its qubits in order."""
        return sorted(each for each in self._units if isinstance(each, Qubit))

    @property
    def bits(self) -> list[Unit]:
        """Its bits in order."""
        return sorted(each for each in self._units if isinstance(each, Bit))

    @property
    def n_qubits(self) -> int:
        """How many qubits it has."""
        return sum(isinstance(each, Qubit) for each in self._units)

    num_qubits = n_qubits

    @property
    def n_bits(self) -> int:
        """How many bits it has."""
        return len(self._units) - self.n_qubits

    @property
    def n_gates(self) -> int:
        """How many commands it has."""
        return len(self._commands)

    @property
    def data(self) -> Sequence[Command]:
        """Its commands, as other circuits are asked for their instructions."""
        return self._commands

    def count_ops(self) -> Counter[str]:
        """Its commands by type."""
        return Counter(each.op.kind for each in self._commands)

    def n_gates_of_type(self, kind: OpType, include_conditional: bool = False) -> int:
        """How many commands of a type it has."""
        return sum(each.op.kind == kind.name and (include_conditional or not each.condition) for each in self._commands)

    def n_1qb_gates(self) -> int:
        """How many gates on one qubit it has."""
        return self.n_nqb_gates(1)

    def n_2qb_gates(self) -> int:
        """How many gates on two qubits it has."""
        return self.n_nqb_gates(2)

    def n_nqb_gates(self, size: int) -> int:
        """How many commands on so many qubits it has; barriers are none."""
        return sum(each.op.kind != "Barrier" and len(each.qubits) == size for each in self._commands)

    def depth(self) -> int:
        """The length of the longest path; barriers take no time and keep the order.

        A bit is set after all that depended on what it was, and commands that depend on one do not wait for another.
        """
        changed: dict[Unit, int] = {}
        asked: dict[Unit, int] = {}
        for each in self._commands:
            waits = (*(changed.get(unit, 0) for unit in each.args), *(asked.get(bit, 0) for bit in each.bits))
            end = max(waits, default=0) + (each.op.kind not in ("Barrier", "Phase"))
            changed.update(dict.fromkeys((*each.qubits, *each.bits), end))
            asked.update({bit: max(end, asked.get(bit, 0)) for bit in (*each.condition, *each.reads)})
        return max(changed.values(), default=0)

    def free_symbols(self) -> set[Any]:
        """What stands for numbers that are given later."""
        return {
            symbol
            for each in self._commands
            for number in each.op.params
            for symbol in getattr(number, "parameters", ())
        }

    def as_qiskit(self) -> QuantumCircuit:
        """The same as a circuit of Qiskit."""
        from quantum_lint.evaluate.models.pytket_translation import translated

        return translated(self)


def _settled(number: Any, values: Mapping[Any, Any]) -> Any:
    for symbol in getattr(number, "parameters", ()):
        if symbol in values:
            number = number.assign(symbol, values[symbol])
    return number
