"""Modules of the scanned tree: what a name stands for that a file imports from another file.

A module is read when the first name imported from it is needed, once in each evaluation, in the machine of the file
that imports it. What it would do to the outside is noted apart: it is found when that file itself is read.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, Protocol

from quantum_lint.evaluate.budget import ExhaustedError
from quantum_lint.evaluate.later import variable_set
from quantum_lint.evaluate.positions import Source
from quantum_lint.evaluate.state import Contents, ModuleScope
from quantum_lint.evaluate.unfollowed import module_left_out
from quantum_lint.evaluate.values import NOTHING, Imported, Reference, Union, Unknown, Value, join

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine
    from quantum_lint.evaluate.sdk import Sdk

_SET_LATER = Unknown("functions of its module set it")
_CIRCULAR = Unknown("its modules import each other")
_STANDARD = sys.stdlib_module_names


class Module(NamedTuple):
    """A Python file of the tree; `size` is in bytes, and `parse` gives its statements."""

    path: str
    size: int
    parse: Callable[[], Source]


class Tree(Protocol):
    """The Python files of the scanned tree."""

    def find(self, name: str, at: str, *, near: bool = False) -> Module | None:
        """The module that the file at `at` imports as `name`; with `near` only one of the same folder."""


class Viewpoint(NamedTuple):
    """A tree as one of its files sees it: relative imports start from `path`.

    `folders` are those in which the program said that modules are, too.
    """

    tree: Tree
    path: str
    folders: tuple[str, ...] = ()


def reference(machine: Machine, name: str) -> Value:
    """What an import binds: a name that is looked for in the tree when it is needed, or one of an outside package."""
    at = machine.root().path
    return outside(machine, name) if at is None or _is_outside(machine, name, at) else Imported(name, at)


def _is_outside(machine: Machine, name: str, at: str) -> bool:
    """Whether a name surely is one of a package that is not of the tree."""
    top = name.partition(".")[0]
    if not machine.sdk.knows(top):
        return False
    view = machine.viewpoint
    if view is None:
        return True
    own = machine.library.follows(name) and _has(view, top, at)
    return not own and not _is_portion(view, Imported(name, at), machine.sdk)


def _is_portion(view: Viewpoint, imported: Imported, sdk: Sdk) -> bool:
    """Whether the tree has the part of a package that the name is in, and neither the package nor a known part of it.

    Several projects may share the name of one package, as those of `braket.` do, which then has no file of its own.
    """
    top, *inner = imported.name.split(".")
    known = sdk.parts(top)
    if not inner or inner[0] in known or not _has(view, f"{top}.{inner[0]}", imported.at):
        return False
    return not any(_has(view, name, imported.at) for name in (top, *(f"{top}.{part}" for part in known)))


def _has(view: Viewpoint, name: str, at: str) -> bool:
    return _found(view, Imported(name, at)) is not None


def outside(machine: Machine, name: str) -> Value:
    """What a name of an outside package stands for."""
    return machine.library.constant(name) or Reference(machine.sdk.canonical(name))


def resolve(machine: Machine, imported: Imported) -> Value:
    """What an imported name stands for: a value of a module, the module itself, or, in no file here, a reference."""
    found = machine.resolved.get(imported)
    if found is None and len(machine.resolved) >= machine.limits.imports:
        return Reference(imported.name)
    if found is None:
        machine.resolved[imported] = _CIRCULAR
        found = machine.resolved[imported] = _resolved(machine, imported)
    return found


def settled(machine: Machine, value: Value) -> Value:
    """The value with nothing in it that is still to be looked for; branches may import the same name."""
    if type(value) is Imported:
        return resolve(machine, value)
    if type(value) is Union and any(type(option) is Imported for option in value.options):
        return join(*(settled(machine, option) for option in value.options))
    return value


def _resolved(machine: Machine, imported: Imported) -> Value:
    if _is_outside(machine, imported.name, imported.at):
        return outside(machine, imported.name)
    owner, last = _split(imported.name)
    scope = scope_of(machine, Imported(owner, imported.at)) if owner else None
    member = scope.contents.get(last) if scope is not None else None
    if scope is not None and member == NOTHING and last in scope.later:
        member = variable_set(machine, scope, last) or _SET_LATER
    if member is not None:
        return settled(machine, member)
    if find(machine, imported) is not None:
        return imported
    return outside(machine, imported.name)


def _split(name: str) -> tuple[str, str]:
    """The module and the last name; of a relative import the leading dots are a module, too."""
    owner, _, last = name.rpartition(".")
    return owner if owner.strip(".") else name[: len(name) - len(last)], last


def find(machine: Machine, imported: Imported) -> Module | None:
    """The file that an imported name means, if it is a module. None imports itself, but one that is called alike."""
    assert machine.viewpoint is not None
    return _found(machine.viewpoint, imported)


def _found(view: Viewpoint, imported: Imported) -> Module | None:
    near = imported.name.partition(".")[0] in _STANDARD
    found = view.tree.find(imported.name, imported.at, near=near)
    if found is None and not imported.name.startswith("."):
        places = (view.tree.find(imported.name, f"{folder}/", near=True) for folder in view.folders)
        found = next(filter(None, places), None)
    itself = found is not None and found.path == imported.at and not imported.name.startswith(".")
    return None if itself else found


def is_of_tree(view: Viewpoint, name: str, sdk: Sdk) -> bool:
    """Whether a module of that name, or one that it stands in, is a file of the tree."""
    parts = name.split(".")
    if sdk.knows(parts[0]) and not _is_portion(view, Imported(name, view.path), sdk):
        return False
    near = parts[0] in _STANDARD
    prefixes = (".".join(parts[:length]) for length in range(1, len(parts) + 1))
    return any(view.tree.find(prefix, view.path, near=near) is not None for prefix in prefixes if prefix)


def brought(machine: Machine, name: str) -> Value:
    """What star imports give a name: that of the last module that surely has it, or else of the last that may."""
    module, perhaps = machine.root(), None
    for star in reversed(module.stars):
        full = f"{star}.{name}"
        if machine.library.covers(star, name):
            return machine.library.constant(full) or Reference(full)
        if machine.sdk.covers(star):
            if machine.sdk.defines(full):
                return Reference(full)
            perhaps = perhaps or Reference(full)
        found = starred(machine, star, module.path, name) if module.path is not None else None
        if found is not None:
            return found
    return perhaps or Unknown(f"`{name}` is not defined here")


def starred(machine: Machine, module: str, at: str, name: str) -> Value | None:
    """The value that `from module import *` gives a name, if the module is one of the tree."""
    if name.startswith("_") or _is_outside(machine, f"{module}.{name}", at):
        return None
    namespace = contents(machine, Imported(module, at))
    member = namespace.get(name) if namespace is not None else None
    return None if member is None else settled(machine, member)


def contents(machine: Machine, imported: Imported) -> Contents | None:
    """The names of a module; None where no file of the tree is that module."""
    scope = scope_of(machine, imported)
    return scope.contents if scope is not None else None


def scope_of(machine: Machine, imported: Imported) -> ModuleScope | None:
    """The module, which is read if it has not been yet; None where no file of the tree is that module."""
    module = find(machine, imported)
    if module is None:
        return None
    scope = machine.namespaces.get(module.path)
    if scope is None:
        scope = machine.namespaces[module.path] = ModuleScope(module.path, imported.name)
        _read(machine, module, scope)
    return scope


def _read(machine: Machine, module: Module, scope: ModuleScope) -> None:
    machine.characters -= module.size
    if machine.characters < 0 or len(machine.namespaces) > machine.limits.modules:
        module_left_out(machine, module.path, "it imports too much to be followed")
        return
    source = module.parse()
    with machine.abroad(source.positions, scope):
        try:
            machine.block(source.body)
        except ExhaustedError:
            module_left_out(machine, module.path, "a module that it imports is too long to be followed to its end")
