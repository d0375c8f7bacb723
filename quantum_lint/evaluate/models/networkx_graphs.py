"""Graphs of NetworkX as far as circuits are built from them: the same nodes and edges in the same order."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Any

#: Nodes and edges of a graph; larger ones are not made.
_MOST = 5_000
Attributes = dict[Hashable, Any]
Edge = tuple[Hashable, Hashable]


class Graph:
    """`networkx.Graph`: neighbours by node, with the attributes of the edge between."""

    def __init__(self, incoming_graph_data: Any = None) -> None:
        self.inside: dict[Hashable, Attributes] = {}
        self.beside: dict[Hashable, dict[Hashable, Attributes]] = {}
        if isinstance(incoming_graph_data, Graph):
            self.add_nodes_from(incoming_graph_data.inside.items())
            self.add_edges_from(
                (*edge, incoming_graph_data.beside[edge[0]][edge[1]]) for edge in incoming_graph_data.edges
            )
        elif incoming_graph_data is not None:
            self.add_edges_from(incoming_graph_data)

    def __len__(self) -> int:
        return len(self.beside)

    def __iter__(self) -> Iterator[Hashable]:
        return iter(self.beside)

    def __contains__(self, node: Hashable) -> bool:
        return node in self.beside

    def __getitem__(self, node: Hashable) -> ReadOnly:
        return ReadOnly({other: ReadOnly(held) for other, held in self.beside[node].items()})

    def copy(self) -> Graph:
        """Another graph with the same nodes and edges."""
        return Graph(self)

    def add_node(self, node_for_adding: Hashable, **attr: Any) -> None:
        """Add a node, or attributes to one that is there. Raises ValueError where there are too many."""
        if len(self.beside) >= _MOST:
            raise ValueError("the graph is too large")
        self.beside.setdefault(node_for_adding, {})
        self.inside.setdefault(node_for_adding, {}).update(attr.items())

    def add_nodes_from(self, nodes_for_adding: Iterable[Any], **attr: Any) -> None:
        """Add nodes, each alone or with its attributes."""
        for each in nodes_for_adding:
            node, own = each if isinstance(each, tuple) and len(each) == 2 and isinstance(each[1], dict) else (each, {})
            self.add_node(node, **attr, **own)

    def add_edge(self, u_of_edge: Hashable, v_of_edge: Hashable, **attr: Any) -> None:
        """Add an edge, and its nodes where they are not there."""
        if self.size() >= _MOST:
            raise ValueError("the graph is too large")
        for node in (u_of_edge, v_of_edge):
            self.add_node(node)
        held = self.beside[u_of_edge].get(v_of_edge, {})
        held.update(attr.items())
        self.beside[u_of_edge][v_of_edge] = self.beside[v_of_edge][u_of_edge] = held

    def add_edges_from(self, ebunch_to_add: Iterable[Any], **attr: Any) -> None:
        """Add edges, each with two nodes and perhaps attributes."""
        for first, second, *own in ebunch_to_add:
            self.add_edge(first, second, **{**attr, **(own[0] if own else {})})

    def add_weighted_edges_from(self, ebunch_to_add: Iterable[Any], weight: str = "weight") -> None:
        """Add edges, each with two nodes and a weight."""
        for first, second, number in ebunch_to_add:
            self.add_edge(first, second, **{weight: number})

    @property
    def nodes(self) -> NodeView:
        """The nodes in the order in which they came."""
        return NodeView(self)

    @property
    def edges(self) -> EdgeView:
        """The edges by their first node."""
        return EdgeView(self)

    def number_of_nodes(self) -> int:
        """How many nodes there are."""
        return len(self.beside)

    order = number_of_nodes

    def size(self) -> int:
        """How many edges there are."""
        loops = sum(node in others for node, others in self.beside.items())
        return (sum(map(len, self.beside.values())) + loops) // 2

    number_of_edges = size

    def neighbors(self, n: Hashable) -> list[Hashable]:
        """The nodes beside a node."""
        return list(self.beside[n])

    def has_edge(self, u: Hashable, v: Hashable) -> bool:
        """Whether an edge is between two nodes."""
        return v in self.beside.get(u, {})

    def get_edge_data(self, u: Hashable, v: Hashable, default: Any = None) -> Any:
        """The attributes of an edge."""
        held = self.beside.get(u, {}).get(v)
        return default if held is None else ReadOnly(held)


class ReadOnly:
    """A dictionary of a graph: what is set in it would be set in the graph, which makes that unknown."""

    def __init__(self, held: Mapping[Hashable, Any]) -> None:
        self._held = held

    def get(self, key: Hashable, default: Any = None) -> Any:
        """What stands at a key."""
        return self._held.get(key, default)

    def items(self) -> list[tuple[Hashable, Any]]:
        """The keys with what stands at each."""
        return list(self._held.items())

    def __getitem__(self, key: Hashable) -> Any:
        return self._held[key]

    def __iter__(self) -> Iterator[Hashable]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)

    def __contains__(self, key: Hashable) -> bool:
        return key in self._held


class NodeView:
    """`graph.nodes`, which may be called, too."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def __call__(self, data: bool = False) -> list[Any]:
        """The nodes, each with its attributes where `data` asks for them."""
        return [(node, self[node]) for node in self] if data else list(self)

    def __iter__(self) -> Iterator[Hashable]:
        return iter(self._graph.inside)

    def __len__(self) -> int:
        return len(self._graph.inside)

    def __contains__(self, node: Hashable) -> bool:
        return node in self._graph.inside

    def __getitem__(self, node: Hashable) -> ReadOnly:
        return ReadOnly(self._graph.inside[node])


class EdgeView:
    """`graph.edges`, which may be called, too."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def __call__(self, data: bool | str = False, default: Any = None) -> list[Any]:
        """The edges, each with its attributes, or one of them, where `data` asks for them."""
        edges = [(first, second, self[first, second]) for first, second in self]
        if isinstance(data, str):
            return [(first, second, held.get(data, default)) for first, second, held in edges]
        return edges if data else list(self)

    def __iter__(self) -> Iterator[Edge]:
        seen: set[Hashable] = set()
        for node, others in self._graph.beside.items():
            yield from ((node, other) for other in others if other not in seen)
            seen.add(node)

    def __len__(self) -> int:
        return self._graph.size()

    def __contains__(self, edge: Edge) -> bool:
        return self._graph.has_edge(*edge)

    def __getitem__(self, edge: Edge) -> ReadOnly:
        return ReadOnly(self._graph.beside[edge[0]][edge[1]])


def _of(nodes: Iterable[Hashable], edges: Iterable[Edge]) -> Graph:
    graph = Graph()
    graph.add_nodes_from(itertools.islice(nodes, _MOST + 1))
    graph.add_edges_from(edges)
    return graph


def _complete(n: int) -> Graph:
    return _of(range(n), itertools.combinations(range(n), 2))


def _path(n: int) -> Graph:
    return _of(range(n), itertools.pairwise(range(n)))


def _cycle(n: int) -> Graph:
    return _of(range(n), itertools.chain(itertools.pairwise(range(n)), [(n - 1, 0)] if n else []))


def _star(n: int) -> Graph:
    return _of(range(n + 1), ((0, each) for each in range(1, n + 1)))


def _empty(n: int = 0) -> Graph:
    return _of(range(n), ())


def _number_of_nodes(graph: Graph) -> int:
    return len(graph)


def _matrix(graph: Graph, nodelist: Any = None, *, weight: str = "weight") -> Any:
    """The weights of the edges by the places of their nodes."""
    import numpy as np

    places = {node: at for at, node in enumerate(nodelist if nodelist is not None else graph)}
    found = np.zeros((len(places), len(places)))
    for first, second, number in graph.edges(data=weight, default=1):
        if first in places and second in places:
            found[places[first], places[second]] = found[places[second], places[first]] = number
    return found


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "Graph": Graph,
    "complete_graph": _complete,
    "path_graph": _path,
    "cycle_graph": _cycle,
    "star_graph": _star,
    "empty_graph": _empty,
    "number_of_nodes": _number_of_nodes,
    "to_numpy_array": _matrix,
}


def constant_of(name: str) -> Any:
    """NetworkX has no names for objects that are there from the start."""


def function_of(name: str) -> Callable[..., Any] | None:
    """What a name of NetworkX stands for that makes a graph, or tells something of one."""
    module, _, last = name.rpartition(".")
    return _FUNCTIONS.get(last) if module.partition(".")[0] == "networkx" and module.islower() else None
