"""Imports: names of other modules become references, which the tree may resolve later; nothing is imported."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from quantum_lint.evaluate.calls import Import
from quantum_lint.evaluate.modules import reference

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Flow, Machine


def import_module(machine: Machine, node: ast.Import) -> Flow:
    """`import module [as alias]`."""
    for name in node.names:
        machine.recorder.imported(Import(name.name, None, name.asname or name.name, machine.where(name)))
        if name.asname:
            machine.bind(name.asname, reference(machine, name.name))
        else:
            top = name.name.partition(".")[0]
            machine.bind(top, reference(machine, top))
    return None


def import_from(machine: Machine, node: ast.ImportFrom) -> Flow:
    """`from module import name [as alias]`; a relative import gives a reference that starts with a dot."""
    module = "." * node.level + (node.module or "")
    for name in node.names:
        alias = name.asname or name.name
        machine.recorder.imported(Import(module, name.name, alias, machine.where(name)))
        if name.name == "*":
            machine.root().stars.append(module)
        else:
            joint = "" if module.endswith(".") else "."
            machine.bind(alias, reference(machine, f"{module}{joint}{name.name}"))
    return None
