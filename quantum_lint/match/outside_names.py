"""Names of outside modules in Python code: where they are imported, and where they are read off a module."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from quantum_lint.evaluate.positions import Positions
from quantum_lint.match.lines import lines_with, nodes_on
from quantum_lint.parse.python import PythonDocument

#: Handlers of these are there because an import, or an attribute, may be missing.
MISSING_IMPORT = frozenset({"ImportError", "ModuleNotFoundError", "Exception", "BaseException", ""})
MISSING_ATTRIBUTE = frozenset({"AttributeError", "TypeError", "NameError", ""})
#: What conditions speak of that ask what there is.
_ASKING = ("version", "hasattr", "TYPE_CHECKING", "find_spec", "HAS_", "VERSION", "sys.modules", "getattr")


class OutsideName(NamedTuple):
    """A qualified name and where it is written.

    `node` is the name in an import statement (`statement`), or the expression that reads it off what is `imported`.
    """

    qualified: str
    node: ast.AST
    positions: Positions
    statement: ast.Import | ast.ImportFrom | None = None
    imported: str = ""


def outside_names(document: PythonDocument, roots: Sequence[str], wanted: frozenset[str]) -> Iterator[OutsideName]:
    """Every import of a module below one of the roots and of what is in it, and every use of one of its `wanted` names.

    What the code itself takes for possibly missing is left out: it stands in a `try` that handles that, or under a
    condition on a version.
    """
    stars: list[str] = []
    reads: list[tuple[Positions, ast.Attribute]] = []
    names: list[tuple[Positions, ast.Name]] = []
    for source, lines in lines_with(document, wanted | {"import"}):
        for node in unguarded(source.body, MISSING_IMPORT, lines):
            if isinstance(node, ast.Attribute):
                reads += [(source.positions, each) for each in _chain(node) if each.attr in wanted]
            elif isinstance(node, ast.Name):
                names += [(source.positions, node)] if node.id in wanted and isinstance(node.ctx, ast.Load) else []
            elif isinstance(node, (ast.Import, ast.ImportFrom)):
                yield from _imported(node, source.positions, roots)
                stars += [star] if (star := _star(node, roots)) else []
    if reads or (stars and names):
        firsts = {_first(node) for _, node in reads}.union(node.id for _, node in names if stars)
        bindings = list(_bindings(_about(document, frozenset(firsts)), roots))
        yield from _read(reads, _modules(bindings))
        yield from _from_stars(names if stars else (), {name for name, _ in bindings}, stars)


def _chain(node: ast.expr) -> Iterator[ast.Attribute]:
    """Every attribute in a chain, the longest first."""
    while isinstance(node, ast.Attribute):
        yield node
        node = node.value


def _first(node: ast.Attribute) -> str:
    return dotted(node).partition(".")[0]


def _about(document: PythonDocument, names: frozenset[str]) -> Iterator[ast.AST]:
    """The nodes on the lines that mention one of the names."""
    for source, lines in lines_with(document, names - {""}):
        yield from nodes_on(source.body, lines)


def unguarded(body: Iterable[ast.AST], handled: frozenset[str], lines: Sequence[int]) -> Iterator[ast.AST]:
    """The nodes on these lines that no `try` with a handler of these exceptions, and no question for a version, guards.

    Of a chain of attributes only the whole is given.
    """
    return nodes_on(body, lines, lambda node: _guarded(node, handled))


def _guarded(node: ast.AST, handled: frozenset[str]) -> Iterable[ast.AST] | None:
    """What is not guarded of a node that guards the rest of what it holds; None of any other node."""
    if isinstance(node, ast.Try):
        return None if handled.isdisjoint(_handled(node)) else reversed(node.finalbody)
    if isinstance(node, (ast.If, ast.IfExp)):
        return () if _asks(node.test) else None
    if isinstance(node, ast.With):
        return () if any(_suppresses(item.context_expr) for item in node.items) else None
    return None


def _handled(node: ast.Try) -> Iterator[str]:
    for handler in node.handlers:
        kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
        for kind in kinds:
            yield ast.unparse(kind).rpartition(".")[2] if kind is not None else ""


def _asks(test: ast.expr) -> bool:
    text = ast.unparse(test)
    return any(word in text for word in _ASKING)


def _suppresses(node: ast.expr) -> bool:
    name = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
    return name.rpartition(".")[2] in ("suppress", "raises", "assertRaises", "assertRaisesRegex", "warns")


def _below(name: str, roots: Sequence[str]) -> bool:
    return name.partition(".")[0] in roots


def _star(node: ast.AST, roots: Sequence[str]) -> str:
    """The module that the node imports all names of."""
    star = isinstance(node, ast.ImportFrom) and _is_outside(node, roots) and node.names[0].name == "*"
    return (node.module or "") if star and isinstance(node, ast.ImportFrom) else ""


def _is_outside(node: ast.ImportFrom, roots: Sequence[str]) -> bool:
    return not node.level and _below(node.module or "", roots)


def _modules(bindings: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What the names stand for that imports of these modules bind, and nothing else does."""
    found: dict[str, set[str]] = {}
    for name, qualified in bindings:
        found.setdefault(name, set()).add(qualified)
    return {name: each.pop() for name, each in found.items() if len(each) == 1 and "" not in each}


def _bindings(nodes: Iterable[ast.AST], roots: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Every name that the code binds, with what an import from below the roots gives it; otherwise nothing."""
    for node in nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                name, top = alias.asname or "", alias.name.partition(".")[0]
                outside = _below(alias.name, roots)
                yield name or top, (alias.name if name else top) if outside else ""
        elif isinstance(node, ast.ImportFrom):
            outside = _is_outside(node, roots)
            for alias in node.names:
                yield alias.asname or alias.name, f"{node.module}.{alias.name}" if outside else ""
        elif bound := _bound_by(node):
            yield bound, ""


def _bound_by(node: ast.AST) -> str:
    """The name that a node other than an import binds."""
    if isinstance(node, ast.Name):
        return "" if isinstance(node.ctx, ast.Load) else node.id
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return node.name
    return node.arg if isinstance(node, ast.arg) else ""


def _imported(node: ast.Import | ast.ImportFrom, positions: Positions, roots: Sequence[str]) -> Iterator[OutsideName]:
    if isinstance(node, ast.ImportFrom) and not _is_outside(node, roots):
        return
    for alias in node.names:
        qualified = alias.name if isinstance(node, ast.Import) else f"{node.module}.{alias.name}"
        if _below(qualified, roots):
            yield OutsideName(qualified, alias, positions, node)


def _read(reads: Iterable[tuple[Positions, ast.Attribute]], modules: Mapping[str, str]) -> Iterator[OutsideName]:
    """The attributes that are read off an imported name."""
    for positions, node in reads:
        first, _, rest = dotted(node).partition(".")
        if first in modules:
            yield OutsideName(f"{modules[first]}.{rest}", node, positions, imported=modules[first])


def dotted(node: ast.expr) -> str:
    """The chain of attributes as written; empty where it does not start with a name."""
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    return ".".join((node.id, *reversed(names))) if isinstance(node, ast.Name) else ""


def _from_stars(
    names: Iterable[tuple[Positions, ast.Name]], bound: set[str], stars: Sequence[str]
) -> Iterator[OutsideName]:
    """The first use of each name that nothing in the code binds and that a star import may bring."""
    for positions, node in names:
        if node.id not in bound:
            bound.add(node.id)
            yield from (OutsideName(f"{star}.{node.id}", node, positions) for star in stars)
