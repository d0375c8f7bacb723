"""`qiskit_addon_utils.slicing`: parts of a circuit that follow each other, made as the add-on makes them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.models import making, sizes
from quantum_lint.evaluate.values import Unknown, Value

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

Model = Callable[["Machine", tuple[Argument, ...], "Value | None"], "Value | None"]
#: Instructions of a circuit that is sliced; each layer of one takes about a millisecond.
_MOST = 2_000
#: What a block of collected instructions is called, which no circuit calls one of its own.
_SLICE = "slice_op"


def slice_by_depth(circuit: Any, max_slice_depth: int) -> list[Any]:
    """Slices of so many layers each. Raises ValueError for less than one."""
    from qiskit.converters import circuit_to_dag, dag_to_circuit

    if max_slice_depth <= 0:
        raise ValueError("max_slice_depth must be > 0.")
    layers = [layer["graph"] for layer in circuit_to_dag(_small(circuit)).layers()]
    slices = []
    for start in range(0, len(layers), max_slice_depth):
        first, *rest = layers[start : start + max_slice_depth]
        for layer in rest:
            first.compose(layer, inplace=True)
        slices.append(dag_to_circuit(first))
    return slices


def slice_by_barriers(circuit: Any) -> list[Any]:
    """What stands between barriers over all qubits, each without them."""
    from qiskit import QuantumCircuit
    from qiskit.converters import circuit_to_dag

    slices: list[Any] = []
    current = None
    for node in circuit_to_dag(_small(circuit)).op_nodes(include_directives=True):
        places = [circuit.find_bit(qubit).index for qubit in node.qargs]
        if node.name == "barrier" and len(places) == circuit.num_qubits:
            slices.append(current)
            current = None
            continue
        current = current if current is not None else QuantumCircuit(circuit.num_qubits)
        current.append(node.op, qargs=places)
    return slices if current is None else [*slices, current]


def slice_by_gate_types(circuit: Any) -> list[Any]:
    """Slices of one layer each, in which all gates have the same name."""
    names = sorted(_small(circuit).count_ops())
    kinds = [partial(_is_called, name) for name in names]
    return _slices(circuit, kinds, layers=True, clbits=circuit.num_clbits)


def slice_by_coloring(circuit: Any, coloring: Mapping[tuple[int, int], int]) -> list[Any]:
    """Slices of gates on one qubit, and of gates on edges of one colour. Raises ValueError where an edge has none."""
    edges: dict[int, set[tuple[int, ...]]] = defaultdict(set)
    for edge, colour in coloring.items():
        edges[colour].add(edge)
        edges[colour].add((edge[1], edge[0]))
    kinds = [partial(_is_among, edges[colour]) for colour in sorted(edges)]
    return _slices(_small(circuit), [_is_single, *kinds], layers=False, clbits=0)


def combine_slices(slices: Sequence[Any], include_barriers: bool = False) -> Any:
    """One circuit of all slices, one after the other. Raises ValueError where they are not of the same width."""
    from qiskit import QuantumCircuit

    if not slices:
        return None
    width = slices[0].num_qubits
    combined = QuantumCircuit(width)
    for number, each in enumerate(slices):
        if each.num_qubits != width:
            raise ValueError("All slices must be defined on the same number of qubits.")
        combined.append(each, range(width))
        if include_barriers and number < len(slices) - 1:
            combined.barrier()
    return combined.decompose()


class _Gate(NamedTuple):
    """An instruction by its name and the places of its qubits."""

    name: str
    places: tuple[int, ...]


Kind = Callable[[_Gate], bool]


def _is_called(name: str, gate: _Gate) -> bool:
    return gate.name == name


def _is_among(edges: Collection[tuple[int, ...]], gate: _Gate) -> bool:
    return gate.places in edges


def _is_single(gate: _Gate) -> bool:
    return len(gate.places) == 1


def _places(dag: Any, node: Any) -> tuple[int, ...]:
    return tuple(dag.find_bit(qubit).index for qubit in node.qargs)


def _small(circuit: Any) -> Any:
    """The circuit. Raises TooLargeError where slicing it would take too long."""
    if len(circuit.data) > _MOST:
        raise sizes.TooLargeError(f"the circuit is too large to be sliced: {len(circuit.data):,} instructions")
    return circuit


def _slices(circuit: Any, kinds: Sequence[Kind], *, layers: bool, clbits: int) -> list[Any]:
    """A circuit for each block of instructions of one kind, in the order of the blocks."""
    from qiskit import QuantumCircuit
    from qiskit.converters import circuit_to_dag, dag_to_circuit

    collected = circuit_to_dag(circuit)
    for kind in kinds:
        _collect(collected, kind, layers)
    dag = circuit_to_dag(dag_to_circuit(collected))
    slices = []
    for node in dag.op_nodes():
        if node.name != _SLICE:
            raise ValueError(f"Could not assign color to circuit instruction: {node.name}")
        single = QuantumCircuit(circuit.num_qubits, clbits)
        single.append(node.op, _places(dag, node), [dag.find_bit(clbit).index for clbit in node.cargs])
        slices.append(single.decompose())
    return slices


def _collect(dag: Any, kind: Kind, layers: bool) -> None:
    """Put a block in the place of instructions of the kind that stand together."""
    from qiskit.dagcircuit.collect_blocks import BlockCollapser, BlockCollector

    blocks = BlockCollector(dag).collect_all_matching_blocks(
        lambda node: node.name != _SLICE and kind(_Gate(node.name, _places(dag, node))),
        split_blocks=False,
        min_block_size=1,
        split_layers=layers,
        collect_from_back=False,
    )
    BlockCollapser(dag).collapse_to_operation(blocks, _block)


def _block(circuit: Any) -> Any:
    made = circuit.to_instruction()
    made.name = _SLICE
    return made


def _model(name: str, function: Callable[..., Any]) -> Model:
    def model(machine: Machine, arguments: tuple[Argument, ...], receiver: Value | None) -> Value | None:
        found = making.make(machine, name, function, arguments)
        return found if not isinstance(found, Unknown) else None

    return model


_FUNCTIONS = (slice_by_depth, slice_by_barriers, slice_by_gate_types, slice_by_coloring, combine_slices)
MODELS: dict[str, Model] = {
    f"qiskit_addon_utils.slicing.{module}{each.__name__}": _model(each.__name__, each)
    for each in _FUNCTIONS
    for module in ("", f"{each.__name__}.")
}
