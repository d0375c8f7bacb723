"""Blocks of statements: where in them a value is last used."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from quantum_lint.evaluate.positions import Positions, Where
from quantum_lint.model.hit import Edit, Fix
from quantum_lint.model.span import Span
from quantum_lint.parse.python import PythonDocument


def blocks(body: Sequence[ast.stmt]) -> Iterator[Sequence[ast.stmt]]:
    """The block itself and all blocks inside it."""
    queue = [body]
    while queue:
        block = queue.pop()
        yield block
        for statement in block:
            for node in [statement, *getattr(statement, "handlers", ()), *getattr(statement, "cases", ())]:
                inner = [getattr(node, name, None) for name in ("body", "orelse", "finalbody")]
                queue.extend(each for each in inner if isinstance(each, list) and each)


def insert_after_last_use(document: PythonDocument, where: Where, method: str, title: str) -> Fix | None:
    """Call a method of what `name = <expression>` binds after the last statement that uses the name.

    None where the value is bound in no such statement of its own, or where a later part uses the name too.
    """
    for source in document.sources:
        if source.positions is not where.positions:
            continue
        for block in blocks(source.body):
            for index, statement in enumerate(block):
                name = _bound_name(statement, where.node)
                if name is not None and not _used_later(document, source.positions, name):
                    last = [later for later in block[index:] if _uses(later, name)][-1]
                    return _insertion(document, last, source.positions, f"{name}.{method}", title)
    return None


def insert_after_binding(document: PythonDocument, where: Where, assignment: str, title: str) -> Fix | None:
    """Set an attribute of what `name = <expression>` binds in the next line; None where no such statement binds it."""
    for source in document.sources:
        if source.positions is where.positions:
            for block in blocks(source.body):
                for statement in block:
                    name = _bound_name(statement, where.node)
                    if name is not None:
                        return _insertion(document, statement, source.positions, f"{name}.{assignment}", title)
    return None


def _bound_name(statement: ast.stmt, node: ast.AST) -> str | None:
    if isinstance(statement, ast.Assign) and statement.value is node and len(statement.targets) == 1:
        target = statement.targets[0]
        return target.id if isinstance(target, ast.Name) else None
    return None


def _used_later(document: PythonDocument, positions: Positions, name: str) -> bool:
    return any(
        source.positions.part > positions.part and _uses(statement, name)
        for source in document.sources
        for statement in source.body
    )


def _uses(statement: ast.stmt, name: str) -> bool:
    return any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(statement))


def _insertion(document: PythonDocument, last: ast.stmt, positions: Positions, text: str, title: str) -> Fix | None:
    start, end = positions.characters(last)
    if isinstance(last, (ast.Return, ast.Raise)):
        return None
    source = document.fragment.text
    line_end = min((at for at in (source.find("\n", end), source.find("\r", end)) if at >= 0), default=len(source))
    indent = source[source.rfind("\n", 0, start) + 1 : start]
    if indent.strip() or source[end:line_end].strip()[:1] not in ("", "#"):
        return None
    at = document.span(line_end - 1, line_end).end
    return Fix(title, (Edit(Span(at, at), f"\n{indent}{text}"),), "unsafe")
