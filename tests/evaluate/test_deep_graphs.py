"""Circuits that are built from graphs of NetworkX."""

from __future__ import annotations

from importlib import import_module

import pytest

from tests.evaluate.test_deep import last, read

pytest.importorskip("qiskit")

HEAD = "import networkx as nx\nimport networkx\nfrom qiskit import QuantumCircuit\n"
BUILD = """
qc = QuantumCircuit(len(graph.nodes))
for first, second in graph.edges:
    qc.cz(first, second)
"""
GRAPHS = {
    "edges": ("graph = nx.Graph()\ngraph.add_edges_from([(2, 0), (0, 1)])", [(2, 0), (0, 1)]),
    "nodes first": ("graph = nx.Graph()\ngraph.add_nodes_from([0, 1, 2])\ngraph.add_edge(2, 0)", [(0, 2)]),
    "of edges": ("graph = nx.Graph([(0, 1), (1, 2), (1, 0)])", [(0, 1), (1, 2)]),
    "cycle": ("graph = nx.cycle_graph(4)", [(0, 1), (0, 3), (1, 2), (2, 3)]),
    "complete": ("graph = nx.complete_graph(3)", [(0, 1), (0, 2), (1, 2)]),
    "path": ("graph = networkx.path_graph(3)", [(0, 1), (1, 2)]),
    "star": ("graph = nx.star_graph(2)", [(0, 1), (0, 2)]),
    "copy": ("one = nx.path_graph(3)\ngraph = one.copy()\none.add_edge(0, 2)", [(0, 1), (1, 2)]),
}


@pytest.mark.parametrize(("program", "edges"), GRAPHS.values(), ids=GRAPHS.keys())
def test_edges_are_those_of_the_library_in_its_order(program: str, edges: list[tuple[int, int]]) -> None:
    built = last(read(HEAD + program + BUILD))
    assert built.certainty == "exact"
    assert [tuple(map(built.circuit.qubits.index, each.qubits)) for each in built.circuit.data] == edges


@pytest.mark.parametrize("program", [each for each, _ in GRAPHS.values()], ids=GRAPHS.keys())
def test_the_library_itself_gives_the_same(program: str) -> None:
    networkx = import_module("networkx")
    names = {"nx": networkx, "networkx": networkx}
    exec(program, names)
    assert list(names["graph"].edges) == next(edges for text, edges in GRAPHS.values() if text == program)


def test_weights_are_read_in_each_way() -> None:
    program = """
graph = nx.Graph()
graph.add_weighted_edges_from([(0, 1, 0.5), (1, 2, 2.0)])
qc = QuantumCircuit(graph.number_of_nodes())
for first, second, held in graph.edges(data=True):
    qc.rzz(held["weight"], first, second)
for first, second in graph.edges():
    qc.rzz(graph[first][second]["weight"], first, second)
    qc.rzz(graph.edges[first, second]["weight"], first, second)
weights = nx.to_numpy_array(graph)
qc.rx(weights[1, 2], 0)
"""
    built = last(read(HEAD + program))
    assert built.certainty == "exact"
    assert [each.params[0] for each in built.circuit.data] == [0.5, 2.0, 0.5, 0.5, 2.0, 2.0, 2.0]


@pytest.mark.parametrize("graph", ["nx.random_regular_graph(2, 4)", "nx.complete_graph(10**8)", "nx.read_gml('x')"])
def test_other_graphs_are_not_made_up(graph: str) -> None:
    found = read(f"{HEAD}graph = {graph}{BUILD}")
    assert last(found).certainty == "unknown"


def test_a_branch_that_is_not_known_may_add_an_edge() -> None:
    program = "graph = nx.path_graph(3)\nif input():\n    graph.add_edge(0, 2)"
    assert last(read(HEAD + program + BUILD)).certainty != "exact"


@pytest.mark.parametrize("place", ["graph[0][1]['weight']", "graph.edges[0, 1]['weight']", "graph.nodes[0]['kind']"])
def test_what_is_set_inside_a_graph_makes_it_unknown(place: str) -> None:
    program = f"graph = nx.Graph()\ngraph.add_edge(0, 1, weight=2)\n{place} = 3\nqc = QuantumCircuit(2)\n"
    built = last(read(HEAD + program + "for _ in range(graph[0][1]['weight']):\n    qc.cx(0, 1)"))
    assert built.certainty != "exact"


DRAWN = [
    "nx.erdos_renyi_graph(7, 0.5, seed=4)",
    "nx.gnp_random_graph(5, p=1, seed=0)",
    "nx.barabasi_albert_graph(n=9, m=3, seed=42)",
    *(f"nx.random_regular_graph({degree}, 10, seed={seed})" for degree in (3, 6) for seed in range(4)),
]


@pytest.mark.parametrize("call", DRAWN)
def test_graphs_that_are_drawn_from_a_seed_are_those_of_the_library(call: str) -> None:
    graph = eval(call, {"nx": import_module("networkx")})
    built = last(read(f"{HEAD}graph = {call}{BUILD}"))
    assert built.certainty == "exact"
    assert [tuple(map(built.circuit.qubits.index, each.qubits)) for each in built.circuit.data] == list(graph.edges)


@pytest.mark.parametrize("call", ["erdos_renyi_graph(5, 0.5)", "random_regular_graph(3, 8)"])
def test_graphs_that_are_drawn_without_a_seed_are_random(call: str) -> None:
    built = last(read(f"{HEAD}graph = nx.{call}{BUILD}"))
    assert built.certainty == "unknown"
    assert "without a seed" in built.reason


@pytest.mark.parametrize("call", ["erdos_renyi_graph(500, 0.5, seed=1)", "barabasi_albert_graph(4, 9, seed=1)"])
def test_graphs_that_are_too_large_or_cannot_be_are_not_drawn(call: str) -> None:
    assert last(read(f"{HEAD}graph = nx.{call}{BUILD}")).certainty == "unknown"
