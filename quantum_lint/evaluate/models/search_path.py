"""Edits of `sys.path`: the folders of the tree in which modules are looked for, too."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.values import NOTHING, Known, Value, constant

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

Arguments = tuple[Argument, ...]
Model = Callable[["Machine", Arguments, "Value | None"], "Value | None"]


def _added(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
    """`sys.path.append(folder)`, and `insert`, which has it last."""
    folder = constant(arguments[-1].value, str) if arguments else None
    if folder is not None and machine.viewpoint is not None:
        new = tuple(_folders(folder, machine.viewpoint.path))
        machine.viewpoint = machine.viewpoint._replace(folders=(*machine.viewpoint.folders, *new))
    return NOTHING


def _folders(folder: str, path: str) -> Iterator[str]:
    """Where the folder may be: programs are started beside their file or at the root."""
    for base in (posixpath.dirname(path), ""):
        found = posixpath.normpath(posixpath.join(base, folder))
        if not found.startswith(("..", "/")) and found != ".":
            yield found


def _through(function: Callable[[str], str]) -> Model:
    def model(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
        path = constant(arguments[0].value, str) if len(arguments) == 1 else None
        return None if path is None else Known(function(path))

    return model


#: Paths stay those from the root of the tree, where `__file__` is one of them.
MODELS: dict[str, Model] = {
    "sys.path.append": _added,
    "sys.path.insert": _added,
    "os.path.dirname": _through(posixpath.dirname),
    "os.path.abspath": _through(posixpath.normpath),
    "os.path.realpath": _through(posixpath.normpath),
}
