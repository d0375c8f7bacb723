"""The matrix of a GitHub job: the jobs that it makes, each with its values."""

from __future__ import annotations

from collections.abc import Collection
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from quantum_lint.model.pipeline import Axis, Matrix
from quantum_lint.model.span import Span
from quantum_lint.parse.yaml_node import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from quantum_lint.parse.workflow_evaluation import Value

    #: The values of one job of a matrix, by name.
    Combination = dict[str, Value]

#: The host makes no more jobs of one matrix, and refuses a larger one.
_MOST = 256
_TRUTHS = {"true": True, "false": False}


def matrix_of(node: Node | None, span: Span) -> Matrix | None:
    """The matrix written at `node`; None where there is none."""
    if node is None or (isinstance(node, Scalar) and node.null):
        return None
    if not isinstance(node, Mapping):
        return Matrix((), 1, exact=False, span=span)
    axes = _axes(node)
    made = combinations(node)
    times = len(made) if made is not None else _least(node)
    written = {name: _written(value) for name, value in axes.items()} or _included(node.sequence("include"))
    return Matrix(tuple(Axis(name, each) for name, each in written.items()), times, made is not None, span)


def combinations(node: Node | None) -> list[Combination] | None:
    """The values of each job, one job without any where there is no matrix; None where an expression makes them."""
    if node is None or (isinstance(node, Scalar) and node.null):
        return [{}]
    if not isinstance(node, Mapping):
        return None
    known = {name: _listed(value) for name, value in _axes(node).items()}
    axes = {name: values for name, values in known.items() if values is not None}
    included, excluded = _rules(node.get("include")), _rules(node.get("exclude"))
    if len(axes) < len(known) or included is None or excluded is None or _size(axes) > _MOST:
        return None
    made = [dict(zip(axes, each, strict=True)) for each in product(*axes.values())] if axes else []
    kept = [each for each in made if not any(_fits(rule, each) for rule in excluded)]
    return _extended(kept, included, axes) or [{}]


def _axes(node: Mapping) -> dict[str, Node]:
    return {key.value: value for key, value in node.items() if key.value not in ("include", "exclude")}


def _least(node: Mapping) -> int:
    """How many jobs there are at least where not each of them is known."""
    listed = (_listed(value) for value in _axes(node).values())
    size = _size({str(index): values for index, values in enumerate(listed) if values is not None})
    return min(size, _MOST) if _rules(node.get("exclude")) == [] or size > _MOST else 1


def _size(axes: dict[str, list[Value]]) -> int:
    return prod(map(len, axes.values()))


def _extended(kept: list[Combination], included: list[Combination], axes: Collection[str]) -> list[Combination]:
    """The combinations with what `include` adds to them, and those that it makes of its own."""
    full, added = [dict(each) for each in kept], []
    for rule in included:
        own = {name: value for name, value in rule.items() if name in axes}
        fitting = [whole for each, whole in zip(kept, full, strict=True) if _fits(own, each)]
        for whole in fitting:
            whole.update(rule)
        if not fitting:
            added.append(rule)
    return [*full, *added]


def _fits(rule: Combination, combination: Combination) -> bool:
    return all(combination.get(name) == value for name, value in rule.items())


def _rules(node: Node | None) -> list[Combination] | None:
    """What `include` or `exclude` lists; None where an expression makes it."""
    if node is not None and not isinstance(node, Sequence):
        return None
    items = node.items() if node is not None else ()
    return [{key.value: _value(value) for key, value in item.items()} for item in items if isinstance(item, Mapping)]


def _listed(node: Node) -> list[Value] | None:
    """The values of an axis; None where an expression makes them."""
    return [_value(item) for item in node.items()] if isinstance(node, Sequence) else None


def _value(node: Node) -> Value:
    if isinstance(node, Scalar):
        return _plain(node)
    if isinstance(node, Sequence):
        return [_value(item) for item in node.items()]
    return {key.value.lower(): _value(value) for key, value in node.items()}


def _plain(scalar: Scalar) -> Value:
    """A text, or the truth, the number or the nothing that stands without quotes."""
    if scalar.style or scalar.tag:
        return scalar.value
    if scalar.null:
        return None
    try:
        return _TRUTHS.get(scalar.value.lower()) if scalar.value.lower() in _TRUTHS else float(scalar.value)
    except ValueError:
        return scalar.value


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
