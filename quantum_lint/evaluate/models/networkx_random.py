"""Random graphs of NetworkX: drawn from a seed they are the same each time, and ours have the same edges."""

from __future__ import annotations

import itertools
import random
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from quantum_lint.evaluate.models.conversion import NotKnownError
from quantum_lint.evaluate.models.networkx_graphs import Graph
from quantum_lint.evaluate.models.sizes import TooLargeError
from quantum_lint.evaluate.models.unsettled import RANDOM

Edge = tuple[int, int]
#: Pairs of nodes that are gone through.
_MOST = 20_000
#: How often a graph is drawn in which all nodes have the same degree, until one comes out.
_TRIES = 200


def gnp_random_graph(n: int, p: float, seed: Any = None) -> Graph:
    """Each pair of nodes has an edge with a probability."""
    draw = _drawing(seed, n * n // 2)
    pairs = itertools.combinations(range(n), 2)
    drawn = pairs if p >= 1 else (pair for pair in pairs if p > 0 and draw.random() < p)
    return _graph(n, drawn)


def barabasi_albert_graph(n: int, m: int, seed: Any = None) -> Graph:
    """Nodes come one by one and choose `m` others, which are chosen the more often the more edges they have."""
    if m < 1 or m >= n:
        raise ValueError(f"Barabási-Albert network must have m >= 1 and m < n, m = {m}, n = {n}")
    draw = _drawing(seed, n * m)
    graph = _graph(m + 1, ((0, each) for each in range(1, m + 1)))
    chosen = [0] * m + list(range(1, m + 1))
    for node in range(m + 1, n):
        others: set[int] = set()
        while len(others) < m:
            others.add(draw.choice(chosen))
        graph.add_edges_from((node, other) for other in others)
        chosen += [*others, *[node] * m]
    return graph


def random_regular_graph(d: int, n: int, seed: Any = None) -> Graph:
    """Each node has `d` edges."""
    if n * d % 2 or not 0 <= d < n:
        raise ValueError("n * d must be even, and the degree less than the number of nodes")
    draw = _drawing(seed, n * d)
    found = next(filter(None, (_paired(draw, list(range(n)) * d) for _ in range(_TRIES))), None) if d else set()
    if found is None:
        raise ValueError("the graph is not found")
    return _graph(n, found)


def _paired(draw: random.Random, ends: list[int]) -> set[Edge] | None:
    """Edges between ends that are shuffled until all of them fit; None where the last ones cannot."""
    edges: set[Edge] = set()
    while ends:
        left: dict[int, int] = defaultdict(int)
        draw.shuffle(ends)
        for pair in zip(ends[::2], ends[1::2], strict=True):
            one, other = sorted(pair)
            if one != other and (one, other) not in edges:
                edges.add((one, other))
            else:
                left[one] += 1
                left[other] += 1
        if not _fits(edges, left):
            return None
        ends = [node for node, number in left.items() for _ in range(number)]
    return edges


def _fits(edges: Collection[Edge], left: Mapping[int, int]) -> bool:
    """Whether an edge is left that is not there yet, as far as NetworkX looks for one.

    It goes on with the smaller node of each pair, so that it overlooks some.
    """
    for first in left:
        one = first
        for other in left:
            if one == other:
                break
            one, larger = sorted((one, other))
            if (one, larger) not in edges:
                return True
    return not left


def _drawing(seed: Any, pairs: int) -> random.Random:
    """What is drawn from. Raises NotKnownError without a seed, TooLargeError where it would take long."""
    if not isinstance(seed, int):
        raise NotKnownError(f"{RANDOM}: it is drawn without a seed")
    if pairs > _MOST:
        raise TooLargeError(f"the graph is too large: {pairs:,} pairs of nodes")
    return random.Random(seed)  # noqa: S311  (the same numbers as NetworkX)


def _graph(nodes: int, edges: Iterator[Edge] | Collection[Edge]) -> Graph:
    graph = Graph()
    graph.add_nodes_from(range(nodes))
    graph.add_edges_from(edges)
    return graph


FUNCTIONS = {
    "gnp_random_graph": gnp_random_graph,
    "erdos_renyi_graph": gnp_random_graph,
    "binomial_graph": gnp_random_graph,
    "barabasi_albert_graph": barabasi_albert_graph,
    "random_regular_graph": random_regular_graph,
}


def constant_of(name: str) -> Any:
    """NetworkX has no names for objects that are there from the start."""


def function_of(name: str) -> Any:
    """What a name of NetworkX stands for that draws a graph."""
    module, _, last = name.rpartition(".")
    return FUNCTIONS.get(last) if module.partition(".")[0] == "networkx" and module.islower() else None
