"""Parameters that no call gives: their defaults, what command lines and pytest give, what they are said to be."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.command_line import is_option, option_of, or_outside
from quantum_lint.evaluate.construction import sample
from quantum_lint.evaluate.functions import Function, UserClass
from quantum_lint.evaluate.items import items
from quantum_lint.evaluate.modules import contents as names_of
from quantum_lint.evaluate.positions import Where
from quantum_lint.evaluate.values import (
    Imported,
    Instance,
    Known,
    Reference,
    Series,
    Unknown,
    Value,
    constant,
    find_argument,
    join,
    qualified,
)

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

_ORIGIN = Unknown("it is given by callers that are not known")
#: What stands around the class in an annotation: `Optional[Device]`, `Annotated[Device, ...]`.
_AROUND = frozenset({"Optional", "Union", "Annotated", "Final", "ClassVar", "Awaitable", "Coroutine"})
_MANY = frozenset({"list", "tuple", "set", "frozenset", "List", "Tuple", "Set", "Sequence", "Iterable", "Iterator",
                   "Collection", "Generator"})  # fmt: skip
_TESTS = ("test", "bench", "setup", "check")
#: A longer annotation in quotes is not read.
_LONGEST = 200


def not_given(machine: Machine, function: Function, name: str) -> Value:
    """The value of a parameter that a call does not give."""
    default = function.defaults.get(name)
    if default is not None:
        return or_outside(default) if is_option(default) else default
    for decorator in function.decorators:
        if isinstance(decorator, Instance):
            found = _parametrized(machine, decorator, name) or option_of(decorator, name)
            if found is not None:
                return found
    found = fixture(machine, function, name) if _is_test(function) else None
    if found is None:
        found = machine.library.missing(machine, function, name) or annotated(machine, function, name)
    return found if found is not None else Unknown(f"nothing in this file says what `{name}` is")


def _parametrized(machine: Machine, decorator: Instance, name: str) -> Value | None:
    """What `pytest.mark.parametrize("name, other", rows)` gives a parameter of a test."""
    if decorator.callee != "pytest.mark.parametrize":
        return None
    named, rows = decorator.argument("argnames", 0), decorator.argument("argvalues", 1)
    if named is None or rows is None:
        return None
    names = [each.strip() for each in (constant(named.value, str) or "").split(",")]
    if isinstance(named.value, Known):
        parameters = names
    else:
        parameters = [constant(item, str) or "" for item in items(machine, named.value).known or ()]
    if name not in parameters:
        return None
    found = items(machine, rows.value)
    cells = [_cell(machine, row, parameters.index(name), len(parameters)) for row in found.known or (found.element,)]
    return join(*cells) if cells else None


def _cell(machine: Machine, row: Value, place: int, width: int) -> Value:
    """What a row of parameters holds for one of them."""
    if isinstance(row, Instance) and row.callee == "pytest.param":
        given = row.argument("", place)
        return given.value if given is not None else _ORIGIN
    if width == 1:
        return row
    cells = items(machine, row).known
    return cells[place] if cells is not None and place < len(cells) else _ORIGIN


def fixture(machine: Machine, function: Function, name: str) -> Value | None:
    """What the pytest fixture of that name returns, in the class, the module, or the nearest `conftest.py`."""
    for made in _fixtures(machine, function, name):
        owner = made.owner
        result = machine.results.get(made.node)
        if result is None:
            result = machine.invoke(made, (), sample(machine, owner) if owner is not None else None)
        return result.element if isinstance(result, Series) else result
    return None


def _is_test(function: Function) -> bool:
    """Whether pytest gives the function its parameters: it is a test, a fixture, or may be collected as one."""
    return function.name.rpartition(".")[2].startswith(_TESTS) or any(map(_makes_fixture, function.decorators))


def _makes_fixture(decorator: Value) -> bool:
    return "fixture" in (qualified(decorator) or "")


def _fixtures(machine: Machine, function: Function, name: str) -> Iterator[Function]:
    holders = [kind.scope.contents for kind in _classes(function)]
    holders.append(machine.module.contents)
    for contents in holders:
        yield from _named(contents.get(name), *contents.values(), name=name)
    if machine.viewpoint is not None:
        shared = names_of(machine, Imported("conftest", machine.viewpoint.path)) or {}
        yield from _named(*shared.values(), name=name)


def _classes(function: Function) -> Iterator[UserClass]:
    return (kind for kind in (function.owner.lineage() if function.owner else ()) if isinstance(kind, UserClass))


def _named(*values: Value | None, name: str) -> Iterator[Function]:
    """Those of the values that are fixtures of the name."""
    for value in values:
        if isinstance(value, Function) and any(_names_fixture(each, value, name) for each in value.decorators):
            yield value


def _names_fixture(decorator: Value, function: Function, name: str) -> bool:
    if not _makes_fixture(decorator):
        return False
    given = find_argument(decorator.arguments, "name") if isinstance(decorator, Instance) else None
    own = function.name.rpartition(".")[2]
    return name == (own if given is None else constant(given.value, str))


def annotated(machine: Machine, function: Function, name: str) -> Value | None:
    """Some object of the class that a parameter is said to be of, where the class is known."""
    arguments = function.node.args
    every = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
    annotation = next((each.annotation for each in every if each.arg == name), None)
    if annotation is None:
        return None
    outer = machine.scope
    machine.scope = function.scope
    try:
        return _some(machine, function, annotation)
    finally:
        machine.scope = outer


def _some(machine: Machine, function: Function, annotation: ast.expr) -> Value | None:
    """Some object that fits the annotation."""
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        parsed = _parsed(annotation.value)
        return _some(machine, function, parsed) if parsed is not None else None
    if isinstance(annotation, ast.BinOp):
        return _some(machine, function, annotation.left) or _some(machine, function, annotation.right)
    if isinstance(annotation, ast.Subscript):
        return _some_of(machine, function, annotation)
    if not isinstance(annotation, (ast.Name, ast.Attribute)):
        return None
    kind = _class(machine, annotation)
    if isinstance(kind, UserClass):
        return sample(machine, kind)
    if isinstance(kind, Reference) and "." in kind.name and machine.sdk.knows(kind.name.partition(".")[0]):
        where = Where(function.positions, annotation) if function.positions.path is None else machine.crossing
        return Instance(machine.sdk.canonical(kind.name), (Argument(None, None, _ORIGIN, where),), where=where)
    return None


def _some_of(machine: Machine, function: Function, annotation: ast.Subscript) -> Value | None:
    outer = (
        annotation.value.attr if isinstance(annotation.value, ast.Attribute) else getattr(annotation.value, "id", "")
    )
    inner = annotation.slice.elts if isinstance(annotation.slice, ast.Tuple) else [annotation.slice]
    if outer in _AROUND:
        return next((found for each in inner if (found := _some(machine, function, each)) is not None), None)
    found = _some(machine, function, inner[0]) if outer in _MANY and inner else None
    return Series(found, None) if found is not None else None


def _class(machine: Machine, node: ast.expr) -> Value | None:
    if isinstance(node, ast.Name):
        return machine.lookup(node.id)
    if isinstance(node, ast.Attribute):
        owner = _class(machine, node.value)
        return machine.attribute(owner, node.attr) if owner is not None else None
    return None


def _parsed(text: str) -> ast.expr | None:
    if len(text) > _LONGEST:
        return None
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
