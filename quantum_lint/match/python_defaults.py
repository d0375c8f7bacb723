"""Defaults in Python: of parameters, fields, command line options and reads of the environment."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from quantum_lint.evaluate.calls import Evaluation
from quantum_lint.evaluate.positions import Positions
from quantum_lint.evaluate.values import Value, constants
from quantum_lint.match.advice import STILL
from quantum_lint.match.default_values import Default
from quantum_lint.match.named_credentials import sounds_secret
from quantum_lint.model.hit import Edit, Fix
from quantum_lint.model.span import Span
from quantum_lint.parse.python import PythonDocument

_KEYWORDS = frozenset(("default", "fallback", "default_value"))
#: Calls that take the name first and the default second.
_SECOND = frozenset(("getenv", "get", "pop", "setdefault", "config", "DEFINE_string", "env", "str"))
#: Calls that describe a parameter or a field, or wrap its value, and take the default first.
_FIRST = frozenset(("Option", "Argument", "Field", "field", "ib", "attrib", "SecretStr", "Secret"))
#: Fields of a form, which show what they are given as `value`.
_FORMS = frozenset(("Password", "Text", "Textarea", "text_input", "PasswordInput", "TextInput"))
#: Calls for which no value is none.
_NEEDING = frozenset(("setdefault", "SecretStr", "Secret"))
#: Keywords that name what a call describes.
_NAMING = frozenset(
    ("dest", "env", "env_var", "envvar", "name", "alias", "validation_alias", "description", "label", "prompt")
)
#: Longer texts are explanations and name much besides.
_LONGEST_LABEL = 60


class _Place(NamedTuple):
    """An expression that is the default of the names; `optional`: it may be left out."""

    names: tuple[str, ...]
    node: ast.expr
    optional: bool = True


def python_defaults(document: PythonDocument, evaluation: Evaluation) -> Iterator[Default]:
    """Every text that is the default of something with a name."""
    known = {assignment.target: assignment.value for assignment in evaluation.assignments}
    for node, positions in document.nodes():
        for place in _places(node):
            for value, spans in _texts(place.node, positions, known):
                yield Default(place.names, value, spans, _without(place, positions), positions.span(place.node))


def _places(node: ast.AST) -> Iterator[_Place]:
    if isinstance(node, ast.Call):
        yield from _in_call(node, ())
    elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        for name, default in parameters(node.args):
            joined = (f"{node.name}_{name}",) if sounds_secret(name) else ()
            yield from _of_name((name, *joined), default)
    elif isinstance(node, ast.ClassDef):
        for statement in node.body:
            if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name) and statement.value:
                yield from _of_name((statement.target.id,), statement.value)
    elif isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
        read = _name_read(node.values[0])
        yield from (_Place((read,), each) for each in node.values[1:] if read)


def _of_name(names: tuple[str, ...], default: ast.expr) -> Iterator[_Place]:
    """A default of its own, or one that a call around it describes."""
    if isinstance(default, ast.Call):
        yield from _in_call(default, names)
    else:
        yield _Place(names, default)


def parameters(arguments: ast.arguments) -> Iterator[tuple[str, ast.expr]]:
    """The parameters that have a default, with the expression."""
    positional = [*arguments.posonlyargs, *arguments.args]
    if arguments.defaults:
        given = positional[-len(arguments.defaults) :]
        yield from ((each.arg, default) for each, default in zip(given, arguments.defaults, strict=True))
    for each, keyword_default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        if keyword_default is not None:
            yield each.arg, keyword_default


def _in_call(call: ast.Call, names: tuple[str, ...]) -> Iterator[_Place]:
    """The defaults that a call is given for what its texts name."""
    callee = _last_name(call.func)
    found = (*names, *_labels(call))
    optional = callee not in _NEEDING
    for keyword in call.keywords:
        if keyword.arg in _KEYWORDS or (keyword.arg == "value" and callee in _FORMS):
            yield _Place(found, keyword.value, optional)
    if callee in _FIRST and names and call.args:
        yield _Place(found, call.args[0], optional)
    if callee in _SECOND and len(call.args) > 1:
        yield _Place(_labels_of(call.args[:1]), call.args[1], optional)


def _labels(call: ast.Call) -> tuple[str, ...]:
    """The texts of a call that may name what it describes; what helps to use it counts if it is about a secret."""
    given = _labels_of([*call.args, *(each.value for each in call.keywords if each.arg in _NAMING)])
    helping = _labels_of(each.value for each in call.keywords if each.arg == "help")
    return (*given, *helping) if any(map(sounds_secret, given)) else given


def _labels_of(nodes: Iterable[ast.expr]) -> tuple[str, ...]:
    texts = (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return tuple(text for text in texts if len(text) <= _LONGEST_LABEL)


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _name_read(node: ast.expr) -> str | None:
    """The name that is read from the environment, from a table or from parsed options."""
    if isinstance(node, ast.Call) and _last_name(node.func) in _SECOND:
        return next(iter(_labels_of(node.args[:1])), None)
    if isinstance(node, ast.Subscript):
        return next(iter(_labels_of([node.slice])), None)
    return _last_name(node) or None


def _texts(node: ast.expr, positions: Positions, known: Mapping[str, Value]) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """The texts that an expression is, where they are written: a literal, or one that a name stands for."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value, positions.literal_spans(node)
    elif isinstance(node, ast.Name):
        for constant in constants(known.get(node.id)):
            if isinstance(constant.value, str) and constant.origins:
                yield constant.value, constant.origins


def _without(place: _Place, positions: Positions) -> Fix | None:
    """No default in place of the literal."""
    if not place.optional or not isinstance(place.node, ast.Constant):
        return None
    return Fix(f"Have no default; {STILL}", (Edit(positions.span(place.node), "None"),), "unsafe")
