"""The matrix of a GitHub job: how many jobs it makes."""

from __future__ import annotations

from collections.abc import Collection
from itertools import product
from math import prod

from quantum_lint.model.pipeline import Axis, Matrix
from quantum_lint.model.span import Span
from quantum_lint.parse.yaml_node import Mapping, Node, Scalar, Sequence

#: The host makes no more jobs of one matrix, and refuses a larger one.
_MOST = 256
#: A value, with lists and mappings as tuples, so that two of them can be compared.
_Value = str | tuple[object, ...]
_Combination = dict[str, _Value]


def matrix_of(node: Node | None, span: Span) -> Matrix | None:
    """The matrix written at `node`; None where there is none."""
    if node is None or (isinstance(node, Scalar) and node.null):
        return None
    if not isinstance(node, Mapping):
        return Matrix((), 1, exact=False, span=span)
    axes = {key.value: value for key, value in node.items() if key.value not in ("include", "exclude")}
    values = {name: _listed(value) for name, value in axes.items()}
    times, exact = _count(values, node.get("include"), node.get("exclude"))
    written = {name: _written(value) for name, value in axes.items()} or _included(node.sequence("include"))
    return Matrix(tuple(Axis(name, each) for name, each in written.items()), times, exact, span)


def _count(values: dict[str, list[_Value] | None], include: Node | None, exclude: Node | None) -> tuple[int, bool]:
    """The number of jobs, and whether it is exactly that."""
    known = {name: listed for name, listed in values.items() if listed is not None}
    included, excluded = _rules(include), _rules(exclude)
    size = prod(map(len, known.values()))
    if size > _MOST:
        return _MOST, False
    if len(known) < len(values) or included is None or excluded is None:
        return (size if excluded == [] else 1), False
    made = [dict(zip(known, combination, strict=True)) for combination in product(*known.values())] if known else []
    kept = [each for each in made if not any(_fits(rule, each) for rule in excluded)]
    added = sum(1 for rule in included if not _extends(rule, kept, known))
    return max(len(kept) + added, 1), True


def _fits(rule: _Combination, combination: _Combination) -> bool:
    return all(combination.get(name) == value for name, value in rule.items())


def _extends(rule: _Combination, kept: list[_Combination], axes: Collection[str]) -> bool:
    """Whether an `include` only adds values to combinations that are there, and makes none of its own."""
    own = {name: value for name, value in rule.items() if name in axes}
    return any(_fits(own, each) for each in kept)


def _rules(node: Node | None) -> list[_Combination] | None:
    """What `include` or `exclude` lists; None where an expression makes it."""
    if node is not None and not isinstance(node, Sequence):
        return None
    items = node.items() if node is not None else ()
    return [{key.value: _value(value) for key, value in item.items()} for item in items if isinstance(item, Mapping)]


def _listed(node: Node) -> list[_Value] | None:
    """The values of an axis; None where an expression makes them."""
    return [_value(item) for item in node.items()] if isinstance(node, Sequence) else None


def _value(node: Node) -> _Value:
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return tuple(_value(item) for item in node.items())
    return tuple((key.value, _value(value)) for key, value in sorted(node.items(), key=lambda pair: pair[0].value))


def _written(node: Node) -> tuple[str, ...]:
    """The values that are plain texts."""
    items = node.items() if isinstance(node, Sequence) else ()
    return tuple(item.value for item in items if isinstance(item, Scalar))


def _included(listed: Sequence | None) -> dict[str, tuple[str, ...]]:
    """The names of a matrix that is written job by job, each with its different values."""
    found: dict[str, dict[str, None]] = {}
    for item in listed.items() if listed else ():
        for key, value in item.items() if isinstance(item, Mapping) else ():
            if isinstance(value, Scalar):
                found.setdefault(key.value, {})[value.value] = None
    return {name: tuple(values) for name, values in found.items()}
