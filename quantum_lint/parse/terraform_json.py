"""Terraform written in JSON: the same blocks as objects in objects."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from quantum_lint.model import lazy
from quantum_lint.model.fragment import Fragment
from quantum_lint.model.template import Entry, Name, Resource, Template, Value
from quantum_lint.parse.json import JsonDocument
from quantum_lint.parse.mentions import stated
from quantum_lint.parse.terraform import made, name_of
from quantum_lint.parse.values import JsonValues

_INSERTED = lazy.pattern(r"\$\{([^{}]*)\}")
_PATH = lazy.pattern(r"\s*[A-Za-z_][\w-]*(?:(?:\[\d+\])?\.[A-Za-z_][\w-]*)+\s*\Z")
_POSITION = lazy.pattern(r"\[\d+\]|\s")


class TerraformJsonDocument(JsonDocument):
    """One file of a module."""

    @cached_property
    def template(self) -> Template:
        """What the file says."""
        top = _expressions(JsonValues(self).value(self.root)) if self.root else None
        if top is None or top.kind != "map":
            return Template("terraform")
        resources = [
            *_resources(top, "resource", ""),
            *_resources(top, "data", "data."),
            *(Resource("module", f"module.{each.name}", each.key, each.value) for each in _members(top, "module")),
        ]
        return Template("terraform", tuple(resources), tuple(_names(top)))

    def facts(self, knowledge: object) -> Iterator[object]:
        """The template, if it speaks of a quantum service."""
        yield from stated(self, "terraform", knowledge)


def parse(fragment: Fragment) -> TerraformJsonDocument:
    """The document of the fragment."""
    return TerraformJsonDocument(fragment)


def _members(top: Value, name: str) -> Iterator[Entry]:
    for value in top.every(name):
        yield from value.entries


def _resources(top: Value, kind: str, prefix: str) -> Iterator[Resource]:
    for of_type in _members(top, kind):
        for value in of_type.value.listed():
            for each in value.entries:
                name = f"{prefix}{of_type.name}.{each.name}"
                yield made(of_type.name, name, each.key, each.value.sole(), "data" if prefix else "resource")


def _names(top: Value) -> Iterator[Name]:
    for each in _members(top, "locals"):
        yield Name("local", each.name, f"local.{each.name}", each.key, each.value)
    yield from (name_of("variable", each) for each in _members(top, "variable"))
    yield from (name_of("output", each) for each in _members(top, "output"))


def _expressions(value: Value) -> Value:
    """The value with `${...}` in its texts as what they refer to."""
    if value.kind == "text":
        return _inserted(value) if "${" in value.text else value
    items = tuple(map(_expressions, value.items))
    entries = tuple(each._replace(value=_expressions(each.value)) for each in value.entries)
    return value._replace(items=items, entries=entries)


def _inserted(value: Value) -> Value:
    items, position = [], 0
    for match in _INSERTED.finditer(value.text):
        items += [Value("text", value.span, value.text[position : match.start()]), _reference(match[1], value)]
        position = match.end()
    items.append(Value("text", value.span, value.text[position:]))
    known = tuple(each for each in items if each.kind != "text" or each.text)
    return known[0] if len(known) == 1 else Value("mixed", value.span, items=known)


def _reference(written: str, whole: Value) -> Value:
    if _PATH.match(written):
        return Value("reference", whole.span, _POSITION.sub("", written))
    return Value("unknown", whole.span, written)
