"""Terraform: resources, data, variables, local values and outputs of a file, read by the grammar of HCL."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from quantum_lint.model import lazy
from quantum_lint.model.fragment import Fragment, Problem
from quantum_lint.model.template import Entry, Name, Resource, Template, Value
from quantum_lint.parse.hcl import HclDocument
from quantum_lint.parse.hcl_values import HclValues
from quantum_lint.parse.mentions import stated
from quantum_lint.parse.syntax_tree import LONGEST, SyntaxTree, first, named

if TYPE_CHECKING:
    from tree_sitter import Node

    from quantum_lint.model.span import Span
#: A brace in the first column closes a block at the top, wherever people or their editor format files.
_END_OF_BLOCK = lazy.pattern(r"^\}|\Z", re.MULTILINE)
#: What the type of a resource starts with that has its real type in a property.
_ANY_TYPE = "azapi_"
_NAMING: dict[str, Literal["variable", "output"]] = {"variable": "variable", "output": "output"}


class TerraformDocument(HclDocument):
    """One file of a module."""

    @cached_property
    def template(self) -> Template:
        """What the file says; what stands beside it in the module is not looked at."""
        if len(self.fragment.text) > LONGEST:
            self._problems.append(Problem(self.fragment.whole(), f"longer than {LONGEST:,} characters: not read"))
            return Template("terraform")
        reader = _Reader(self.fragment)
        if reader.fault is not None:
            self._problems.append(Problem(self.span(reader.fault, reader.fault), "this is no HCL; the rest was read"))
        return reader.template()

    def facts(self, knowledge: object) -> Iterator[object]:
        """The template, if it speaks of a quantum service."""
        yield from stated(self, "terraform", knowledge)


def parse(fragment: Fragment) -> TerraformDocument:
    """The document of the fragment; it is read when asked."""
    return TerraformDocument(fragment)


class _Reader:
    """Goes over the blocks at the top of a file. `fault` is where it first does not fit the grammar."""

    def __init__(self, fragment: Fragment) -> None:
        self._fragment = fragment
        self._resources: list[Resource] = []
        self._names: list[Name] = []
        tree = SyntaxTree("hcl", fragment.text)
        self.fault = tree.fault()
        for each in (tree,) if self.fault is None else _pieces(fragment.text):
            self._read(each)

    def template(self) -> Template:
        """All of them."""
        return Template("terraform", tuple(self._resources), tuple(self._names))

    def _read(self, tree: SyntaxTree) -> None:
        self._values = HclValues(self._fragment, tree)
        body = first(tree.root, "body")
        for block in named(body, "block") if body else ():
            self._block(block)

    def _block(self, block: Node) -> None:
        words = self._values.labels(block)
        properties = self._values.block(block)
        kind, labels = words[0], words[1:]
        span = self._values.head(block)
        if kind in ("resource", "data") and len(labels) == 2:
            prefix = "data." if kind == "data" else ""
            role: Literal["resource", "data"] = "data" if kind == "data" else "resource"
            self._resources.append(made(labels[0], prefix + ".".join(labels), span, properties, role))
        elif kind == "module" and len(labels) == 1:
            self._resources.append(Resource("module", f"module.{labels[0]}", span, properties))
        elif kind in _NAMING and len(labels) == 1:
            self._names.append(name_of(_NAMING[kind], Entry(labels[0], span, properties)))
        elif kind == "locals":
            self._names += [Name("local", each.name, f"local.{each.name}", *each[1:]) for each in properties.entries]


def _pieces(text: str) -> Iterator[SyntaxTree]:
    """The tree of each block at the top, as they are told by their closing braces: a fault costs no more than one."""
    start = 0
    for match in _END_OF_BLOCK.finditer(text):
        yield SyntaxTree("hcl", text, start, match.end())
        start = match.end()


def made(kind: str, name: str, span: Span, properties: Value, role: Literal["resource", "data"]) -> Resource:
    """The resource of a block. One that stands for any type of Azure's (`azapi_resource`) is of that type."""
    written, body = properties.get("type"), properties.get("body")
    if not kind.startswith(_ANY_TYPE) or written is None:
        return Resource(kind, name, span, properties, role)
    entries = (*properties.entries, *(body.entries if body else ()))
    return Resource(written.text.partition("@")[0], name, span, properties._replace(entries=entries), role)


def name_of(kind: Literal["variable", "output"], entry: Entry) -> Name:
    """The variable or output that a block, or a member of an object in JSON, declares."""
    sensitive = entry.value.get("sensitive")
    hidden = sensitive is not None and sensitive.text != "false"
    if kind == "variable":
        return Name("variable", entry.name, f"var.{entry.name}", entry.key, entry.value.get("default"), hidden)
    return Name("output", entry.name, "", entry.key, entry.value.get("value"), hidden)
