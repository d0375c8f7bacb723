"""Where control surely goes from a place in a loop or function: the statements that follow, one after the other."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
_ENDS = (ast.Return, ast.Raise)
_TRIES = (ast.Try, getattr(ast, "TryStar", ast.Try))
#: Functions that end the program, by their own name.
_STOPS = frozenset({"exit", "_exit", "quit", "abort"})
#: Blocks that may be left out. The handlers of a `try` are told apart by their own nodes.
_OPTIONAL = {
    ast.If: ("body", "orelse"),
    ast.For: ("body", "orelse"),
    ast.AsyncFor: ("body", "orelse"),
    ast.While: ("body", "orelse"),
    ast.Match: ("cases",),
    ast.IfExp: ("body", "orelse"),
    **dict.fromkeys(_TRIES, ("orelse",)),
}


def descent(root: ast.AST, node: ast.AST) -> tuple[ast.AST, ...]:
    """The nodes from `root` down to `node`, both included; nothing where it does not stand in there."""
    parents = {child: parent for parent in ast.walk(root) for child in ast.iter_child_nodes(parent)}
    path = [node]
    while path[-1] is not root:
        parent = parents.get(path[-1])
        if parent is None:
            return ()
        path.append(parent)
    return tuple(reversed(path))


class Next(NamedTuple):
    """A statement that comes next, and the innermost loop around it."""

    statement: ast.stmt
    loop: ast.AST | None


def following(path: Sequence[ast.AST]) -> Iterator[Next]:
    """The statements that come next when the last node of the path is done, up to the end of its first node."""
    for length in range(len(path) - 1, 0, -1):
        parent, child = path[length - 1], path[length]
        if isinstance(parent, _FUNCTIONS) and length > 1:
            return
        loop = _innermost_loop(path[:length])
        for statement in _rest(parent, child):
            yield Next(statement, loop)


def _innermost_loop(path: Sequence[ast.AST]) -> ast.AST | None:
    return next((node for node in reversed(path) if isinstance(node, _LOOPS)), None)


def _rest(parent: ast.AST, child: ast.AST) -> Iterator[ast.stmt]:
    """The statements of the parent that come after the child."""
    for _, block in ast.iter_fields(parent):
        if isinstance(block, list) and any(child is each for each in block) and isinstance(child, ast.stmt):
            yield from block[next(at for at, each in enumerate(block) if each is child) + 1 :]
    if isinstance(parent, _TRIES):
        if _holds(parent.body, child):
            yield from parent.orelse
        if not _holds(parent.finalbody, child):
            yield from parent.finalbody


def leaves(path: Sequence[ast.AST], loop: ast.AST, first: Sequence[ast.stmt] = ()) -> bool:
    """Whether the straight line from the last node of the path, which begins with `first`, leaves the loop."""
    if any(isinstance(node, _ENDS) for node in path):
        return True
    left: ast.AST | None = None
    around = _innermost_loop(path)
    for statement, inner in (*(Next(statement, around) for statement in first), *following(path)):
        if left is not None and inner is left:
            continue
        if _ends(statement):
            return True
        if isinstance(statement, (ast.Break, ast.Continue)):
            if inner is loop:
                return isinstance(statement, ast.Break)
            left = inner
    return False


def exits_of(loop: ast.AST) -> Iterator[ast.stmt]:
    """The statements that leave a loop; not those that leave it when somebody presses a key to stop it."""
    queue: list[tuple[ast.AST, bool]] = [(child, True) for child in getattr(loop, "body", ())]
    while queue:
        node, own = queue.pop(0)
        if isinstance(node, _FUNCTIONS) or (isinstance(node, ast.ExceptHandler) and _interrupted(node)):
            continue
        if isinstance(node, ast.stmt) and (_ends(node) or _yields(node) or (own and isinstance(node, ast.Break))):
            yield node
            continue
        own = own and not isinstance(node, _LOOPS)
        queue.extend((child, own) for child in ast.iter_child_nodes(node))


def _ends(node: ast.AST) -> bool:
    return isinstance(node, _ENDS) or _stops(node)


def _interrupted(handler: ast.ExceptHandler) -> bool:
    return isinstance(handler.type, ast.Name) and handler.type.id == "KeyboardInterrupt"


def _stops(statement: ast.AST) -> bool:
    """Whether the statement ends the program: `sys.exit()` and relatives."""
    if not isinstance(statement, ast.Expr) or not isinstance(statement.value, ast.Call):
        return False
    function = statement.value.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name in _STOPS


def _yields(statement: ast.stmt) -> bool:
    """Whether the statement hands control to whoever iterates, who need not come back."""
    simple = isinstance(statement, (ast.Expr, ast.Assign, ast.AnnAssign, ast.AugAssign))
    return simple and any(isinstance(each, (ast.Yield, ast.YieldFrom)) for each in ast.walk(statement))


def conditions(path: Sequence[ast.AST]) -> tuple[ast.AST, ...]:
    """What on the way down may keep the last node from being reached, handlers of exceptions among them."""
    found: list[ast.AST] = []
    for parent, child in pairwise(path):
        if _is_optional(parent, child):
            found.append(parent)
        elif isinstance(child, ast.ExceptHandler):
            found.append(child)
        found.extend(_earlier_exits(parent, child))
    return tuple(found)


def _is_optional(parent: ast.AST, child: ast.AST) -> bool:
    if isinstance(parent, ast.BoolOp):
        return child is not parent.values[0]
    if isinstance(parent, (ast.comprehension, *_FUNCTIONS)):
        return not isinstance(child, ast.stmt)
    if isinstance(parent, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
        return True
    blocks = next((names for kind, names in _OPTIONAL.items() if isinstance(parent, kind)), ())
    return any(_holds(getattr(parent, name), child) for name in blocks)


def _holds(block: object, child: ast.AST) -> bool:
    return block is child or (isinstance(block, list) and any(each is child for each in block))


def _earlier_exits(parent: ast.AST, child: ast.AST) -> Iterator[ast.AST]:
    """The statements before the child in its block that may leave the function, or the loop around both."""
    for _, block in ast.iter_fields(parent):
        if isinstance(block, list) and isinstance(child, ast.stmt) and _holds(block, child):
            for statement in block[: next(at for at, each in enumerate(block) if each is child)]:
                if any(_ends(each) or isinstance(each, ast.Break) for each in ast.walk(statement)):
                    yield statement
