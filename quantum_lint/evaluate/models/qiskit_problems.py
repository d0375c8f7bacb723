"""`qiskit_addon_utils`: operators of spins on a graph, their evolution in time, and the colours of edges."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.models import making, sizes
from quantum_lint.evaluate.models.allowed import member_of_library
from quantum_lint.evaluate.values import Unknown, Value

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

Model = Callable[["Machine", tuple[Argument, ...], "Value | None"], "Value | None"]
Edge = tuple[int, int]
#: A term of an operator: its Paulis, the qubits that they act on, and its coefficient.
Term = tuple[str, list[int], float]
#: Terms of an operator, and edges of a graph.
_MOST = 20_000
_MODULE = "qiskit_addon_utils.problem_generators"
#: In which order the terms of an operator stand.
_BY_COLOR, _BY_AXIS, _ZIG_ZAG = "ColorThenInteraction", "InteractionThenColor", "InteractionThenColorZigZag"
_STRATEGY = f"{_MODULE}.PauliOrderStrategy"
#: Names that stand for themselves even where the code of the package is at hand.
ENUMERATIONS = frozenset((_STRATEGY, f"{_MODULE}.generate_xyz_hamiltonian.PauliOrderStrategy"))


def constant_of(name: str) -> str | None:
    """The name of a strategy that a qualified name means."""
    owner, _, last = name.rpartition(".")
    return last if owner in ENUMERATIONS and last in (_BY_COLOR, _BY_AXIS, _ZIG_ZAG) else None


def generate_time_evolution_circuit(operator: Any, *, synthesis: Any = None, time: Any = 1.0) -> Any:
    """The product formula of an operator, one step taken apart."""
    from qiskit import QuantumCircuit
    from qiskit.circuit.library import PauliEvolutionGate

    if len(operator) > _MOST:
        raise sizes.TooLargeError(f"the operator is too large: {len(operator):,} terms")
    circuit = QuantumCircuit(operator.num_qubits)
    circuit.append(PauliEvolutionGate(operator, time=time, synthesis=synthesis), circuit.qubits)
    sizes.check("decompose", (circuit,), {})
    return circuit.decompose()


def generate_xyz_hamiltonian(
    coupling: Any,
    *,
    coupling_constants: Sequence[float] = (1.0, 1.0, 1.0),
    ext_magnetic_field: Sequence[float] = (0.0, 0.0, 0.0),
    pauli_order_strategy: str = _BY_COLOR,
    coloring: Mapping[Edge, int] | None = None,
) -> Any:
    """Interactions on the edges of a graph and a field on its nodes. Raises ValueError for less than three axes."""
    from qiskit.quantum_info import SparsePauliOp

    if len(coupling_constants) != 3 or len(ext_magnetic_field) != 3:
        raise ValueError("Coupling constants and magnetic fields are sequences of three numbers.")
    qubits = coupling.size() if hasattr(coupling, "get_edges") else coupling.num_nodes()
    colors = auto_color_edges(_undirected(coupling).edge_list()) if coloring is None else coloring
    edges = [list(edge) for edge, _ in sorted(colors.items(), key=lambda pair: pair[1])]
    axes = [(2 * axis, float(constant)) for axis, constant in zip("XYZ", coupling_constants, strict=True)]
    fields = list(zip("XYZ", map(float, ext_magnetic_field), strict=True))
    nodes = [[node] for node in range(qubits)]
    if pauli_order_strategy == _BY_COLOR:
        terms = [*_place_by_place(axes, edges), *_place_by_place(fields, nodes)]
    else:
        zig_zag = pauli_order_strategy == _ZIG_ZAG
        terms = [*_axis_by_axis(axes, edges, turning=zig_zag), *_axis_by_axis(fields, nodes, turning=False)]
    return SparsePauliOp.from_sparse_list(terms, num_qubits=qubits)


def _present(weights: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """The Paulis whose weight is not nought."""
    return [(paulis, weight) for paulis, weight in weights if not math.isclose(weight, 0.0, abs_tol=1e-8)]


def _place_by_place(weights: Sequence[tuple[str, float]], places: Sequence[list[int]]) -> Iterator[Term]:
    for place in places:
        for paulis, weight in _present(weights):
            yield paulis, place, weight


def _axis_by_axis(
    weights: Sequence[tuple[str, float]], places: Sequence[list[int]], *, turning: bool
) -> Iterator[Term]:
    """The terms of each axis together; with `turning` every second axis goes through the places from their end."""
    for number, (paulis, weight) in enumerate(_present(weights)):
        for place in reversed(places) if turning and number % 2 else places:
            yield paulis, place, weight


def _undirected(coupling: Any) -> Any:
    """The graph with one edge without direction between two nodes."""
    graph = coupling.graph if hasattr(coupling, "get_edges") else coupling
    graph = graph.to_undirected(multigraph=False) if hasattr(graph, "to_undirected") else graph.copy()
    seen: set[Edge] = set()
    for one, other in graph.edge_list() if graph.has_parallel_edges() else ():
        if (other, one) in seen:
            graph.remove_edge(one, other)
        seen.add((one, other))
    return graph


def auto_color_edges(edges: Iterable[Edge]) -> dict[Edge, int]:
    """A colour for each edge, other than those of the edges that it meets."""
    import rustworkx

    known = [(one, other) for one, other in edges]
    if len(known) > _MOST:
        raise sizes.TooLargeError(f"the graph is too large: {len(known):,} edges")
    graph = rustworkx.PyGraph()
    graph.extend_from_edge_list(sorted(known, key=min))
    colors = rustworkx.graph_greedy_edge_color(graph)
    return {edge: colors[number] for number, edge in enumerate(graph.edge_list())}


def _model(name: str, function: Callable[..., Any]) -> Model:
    def model(machine: Machine, arguments: tuple[Argument, ...], receiver: Value | None) -> Value | None:
        found = making.make(machine, name, function, arguments)
        if isinstance(found, Unknown) and function is generate_time_evolution_circuit:
            return making.unmade(machine, name, member_of_library("qiskit.QuantumCircuit"), found.reason)
        return found

    return model


_FUNCTIONS: dict[Callable[..., Any], tuple[str, str]] = {
    generate_time_evolution_circuit: (_MODULE, f"{_MODULE}.generate_time_evolution_circuit"),
    generate_xyz_hamiltonian: (_MODULE, f"{_MODULE}.generate_xyz_hamiltonian"),
    auto_color_edges: ("qiskit_addon_utils.coloring", "qiskit_addon_utils.coloring.automatic_coloring"),
}
MODELS: dict[str, Model] = {
    f"{module}.{each.__name__}": _model(each.__name__, each)
    for each, modules in _FUNCTIONS.items()
    for module in modules
}
