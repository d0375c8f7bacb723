"""Fixes that make Python read a credential from the environment, in place of having it written down."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from quantum_lint.match.advice import STILL
from quantum_lint.match.syntax_path import SyntaxPath, literal_at, literal_text, path_to, removed, replaced
from quantum_lint.model import lazy
from quantum_lint.model.hit import Edit, Fix
from quantum_lint.model.span import Span
from quantum_lint.parse.python import PythonDocument

_VARIABLE = lazy.pattern(r"[A-Za-z_]\w*")
#: Methods of `os.environ` and functions of `os` that set a variable, name first and value second.
_SETTERS = frozenset(("setdefault", "putenv", "__setitem__"))
_GETTERS = frozenset(("get", "getenv", "pop"))


class _Environ(NamedTuple):
    """How to write `os.environ` at a place, and what has to be imported for it."""

    text: str
    imports: tuple[str, ...]


def environment_read(document: PythonDocument, spans: Iterable[Span], variable: str, value: str) -> Fix | None:
    """A read of the variable in place of the literal at the spans; None where that would not be right.

    The literal must say the value itself: what decodes another text, or turns it around, would do that to the variable.
    Not in the default of a parameter or of a dataclass field: it would be read when the module is imported, and fail
    for those who give a value of their own. What a literal only has a part in stays, too.
    """
    if document.fragment.nested or not _VARIABLE.fullmatch(variable):
        return None
    spans = tuple(spans)
    path = literal_at(document, spans)
    if path is None:
        return _in_comment(document, spans, variable)
    inner = path.up_to(ast.JoinedStr, ast.pattern) not in (None, path)
    environ = (
        None if inner or _is_read_early(path) or value not in literal_text(path.last) else _environ(document, path)
    )
    if environ is None:
        return None
    edit = replaced(document, path, f'{environ.text}["{variable}"]')
    return Fix(_title(variable), (edit,), "unsafe", environ.imports)


def setting_removed(document: PythonDocument, spans: Iterable[Span]) -> Fix | None:
    """For a literal that a statement puts into the environment and does nothing else: the statement goes.

    Whoever starts the program sets the variable.
    """
    path = None if document.fragment.nested else literal_at(document, spans)
    statement = path.up_to(ast.Assign, ast.Expr) if path else None
    if path is None or statement is None or not _sets_environment(document, statement, path.last):
        return None
    edit = removed(document, statement)
    return Fix(f"Leave the variable to whoever starts the program; {STILL}", (edit,), "unsafe") if edit else None


def required_read(document: PythonDocument, spans: Iterable[Span]) -> Fix | None:
    """For the default of an environment read: a read without one, which fails where the variable is not set."""
    path = None if document.fragment.nested else literal_at(document, spans)
    read = _read_with_default(document, path) if path else None
    environ = _environ(document, path) if path else None
    if path is None or read is None or environ is None:
        return None
    whole, call = read
    edit = replaced(document, whole, f"{environ.text}[{path.positions.text(call.args[0])}]")
    return Fix(f"Have no default; {STILL}", (edit,), "unsafe", environ.imports)


def _read_with_default(document: PythonDocument, path: SyntaxPath) -> tuple[SyntaxPath, ast.Call] | None:
    """The expression that reads a variable and has the literal for want of it, and the call that reads."""
    whole = path.up_to(ast.Call, ast.BoolOp)
    node = whole.last if whole else None
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or) and len(node.values) == 2:
        call, given = node.values[0], node.values[1:]
    elif isinstance(node, ast.Call):
        call, given = node, [*node.args[1:2], *(each.value for each in node.keywords if each.arg == "default")]
    else:
        return None
    if whole is None or path.last not in given or not isinstance(call, ast.Call) or not call.args:
        return None
    return (whole, call) if _calls(document, call, _GETTERS) else None


def _title(variable: str) -> str:
    return f"Read {variable} from the environment; {STILL}"


def _in_comment(document: PythonDocument, spans: tuple[Span, ...], variable: str) -> Fix | None:
    """The same in code that is commented out, which needs no import."""
    if len(spans) != 1 or path_to(document, spans[0]):
        return None
    text, mapped = document.fragment.text, document.fragment.map
    start, end = mapped.offset(spans[0].start), mapped.offset(spans[0].end - 1) + 1
    inside = any(comment.start < start and end <= comment.end for comment in document.comments)
    quote, before = text[start - 1 : start], text[start - 2 : start - 1]
    if not inside or quote not in ("'", '"') or text[end : end + 1] != quote or before.isidentifier():
        return None
    edit = Edit(document.span(start - 1, end + 1), f'os.environ["{variable}"]')
    return Fix(_title(variable), (edit,), "unsafe")


def _is_read_early(path: SyntaxPath) -> bool:
    """Whether the literal is a default: of a parameter, or of a field of a class."""
    if path.up_to(ast.arguments):
        return True
    field = path.up_to(ast.AnnAssign)
    return field is not None and isinstance(field.parent, ast.ClassDef)


def _sets_environment(document: PythonDocument, statement: SyntaxPath, value: ast.AST) -> bool:
    """Whether the statement does nothing but put the value into the environment."""
    node = statement.last
    if isinstance(node, ast.Assign):
        target = node.targets[0]
        alone = len(node.targets) == 1 and node.value is value
        return alone and isinstance(target, ast.Subscript) and _is_environ(document, target.value)
    call = node.value if isinstance(node, ast.Expr) else None
    return isinstance(call, ast.Call) and call.args[1:] == [value] and _calls(document, call, _SETTERS)


def _calls(document: PythonDocument, call: ast.Call, names: frozenset[str]) -> bool:
    """Whether a function of `os`, or a method of `os.environ`, with one of the names is called."""
    if isinstance(call.func, ast.Name):
        return any(alias == call.func.id and name in names for _, name, alias in _names_of_os(document))
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in names:
        return False
    return _is_environ(document, call.func.value) or _is_os(document, call.func.value)


def _is_environ(document: PythonDocument, node: ast.expr) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr == "environ" and _is_os(document, node.value)
    return isinstance(node, ast.Name) and any(
        name == "environ" and alias == node.id for _, name, alias in _names_of_os(document)
    )


def _is_os(document: PythonDocument, node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and any(
        name == "" and alias == node.id for _, name, alias in _names_of_os(document)
    )


def _environ(document: PythonDocument, path: SyntaxPath) -> _Environ | None:
    """How the code at the path may say `os.environ`; None where the name that it would take means something else."""
    start, _ = path.positions.characters(path.nodes[0])
    bound = {
        name: alias for before, name, alias in _names_of_os(document) if before < start and name in ("", "environ")
    }
    if "" in bound:
        name, text = bound[""], f"{bound['']}.environ"
    elif "environ" in bound:
        name = text = bound["environ"]
    else:
        name, text = "os", "os.environ"
    if _means_something_else(document, name):
        return None
    return _Environ(text, () if bound else ("os",))


def _names_of_os(document: PythonDocument) -> Iterator[tuple[int, str, str]]:
    """Where top-level imports bind `os` (an empty name) or one of its names, and to what; not those for types only."""
    for statement, positions in document.statements():
        start, _ = positions.characters(statement)
        if isinstance(statement, ast.Import):
            for each in statement.names:
                if each.name == "os" or (each.name.startswith("os.") and not each.asname):
                    yield start, "", each.asname or "os"
        elif isinstance(statement, ast.ImportFrom) and statement.module == "os" and not statement.level:
            yield from ((start, each.name, each.asname or each.name) for each in statement.names)


def _means_something_else(document: PythonDocument, name: str) -> bool:
    return any(name in _bound_by(node) for node, _ in document.nodes())


def _bound_by(node: ast.AST) -> Iterator[str]:
    """The names that a node binds to something that is not of `os`."""
    if isinstance(node, ast.Name):
        if not isinstance(node.ctx, ast.Load):
            yield node.id
    elif isinstance(node, ast.arg):
        yield node.arg
    elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.ExceptHandler)):
        yield node.name or ""
    elif isinstance(node, (ast.Import, ast.ImportFrom)):
        of_os = isinstance(node, ast.ImportFrom) and node.module == "os"
        yield from (
            each.asname or each.name.partition(".")[0]
            for each in node.names
            if not of_os and each.name.partition(".")[0] != "os"
        )
