"""What code does with the value of an expression, as far as it only reads attributes of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from quantum_lint.evaluate.positions import Where
from quantum_lint.match.hardware_jobs import in_notebook
from quantum_lint.parse.python import PythonDocument

_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


class Read(NamedTuple):
    """An attribute that is read; `node` is the whole call where it is called."""

    name: str
    node: ast.expr

    @property
    def arguments(self) -> frozenset[str | None]:
        """The names of the arguments it is called with; None stands for those without a name."""
        if not isinstance(self.node, ast.Call):
            return frozenset()
        return frozenset((*(None for _ in self.node.args), *(keyword.arg for keyword in self.node.keywords)))


class Uses:
    """The uses of values in one document."""

    def __init__(self, document: PythonDocument) -> None:
        self._document = document

    @cached_property
    def _parents(self) -> dict[ast.AST, ast.AST]:
        nodes = (node for node, _ in self._document.nodes())
        return {child: node for node in nodes for child in ast.iter_child_nodes(node)}

    @cached_property
    def _shown(self) -> frozenset[ast.AST]:
        """The last statement of each cell: a notebook shows its value."""
        if not in_notebook(self._document):
            return frozenset()
        return frozenset(source.body[-1] for source in self._document.sources if source.body)

    def reads(self, value: Where) -> list[Read] | None:
        """The attributes that are all that is read of a value; None where the value itself may go elsewhere."""
        found: list[Read] = []
        for node in self._places(value.node):
            read = self._read(node) if node is not None else None
            if read is None:
                return None
            found.extend(read)
        return found

    def _places(self, node: ast.AST) -> Iterator[ast.AST | None]:
        """Where the value is: the expression itself, or every name it is bound to; None where it is out of sight."""
        parent = self._parents.get(node)
        if isinstance(parent, (ast.Assign, ast.AnnAssign)) and parent.value is node:
            targets = parent.targets if isinstance(parent, ast.Assign) else [parent.target]
            for target in targets:
                yield from self._loads(target) if isinstance(target, ast.Name) else (None,)
        else:
            yield node

    def _loads(self, target: ast.Name) -> Iterator[ast.AST | None]:
        """Every place in the scope of the target that reads the name."""
        scope: ast.AST | None = self._parents.get(target)
        while scope is not None and not isinstance(scope, _SCOPES):
            scope = self._parents.get(scope)
        nodes = ast.walk(scope) if scope else (node for node, _ in self._document.nodes())
        for node in nodes:
            if isinstance(node, ast.Name) and node.id == target.id and isinstance(node.ctx, ast.Load):
                yield node
            elif scope and isinstance(node, (ast.Global, ast.Nonlocal)) and target.id in node.names:
                yield None

    def _read(self, node: ast.AST) -> list[Read] | None:
        """What one place reads of the value; nothing where the value is thrown away."""
        parent = self._parents.get(node)
        if isinstance(parent, ast.Expr):
            return None if parent in self._shown or isinstance(node, ast.Name) else []
        if not isinstance(parent, ast.Attribute):
            return None
        around = self._parents.get(parent)
        return [Read(parent.attr, around if isinstance(around, ast.Call) and around.func is parent else parent)]
