"""Templates of the Azure Resource Manager: resources, parameters, variables and outputs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from quantum_lint.model import lazy
from quantum_lint.model.fragment import Fragment
from quantum_lint.model.template import Entry, Name, Resource, Template, Value
from quantum_lint.parse.json import JsonDocument
from quantum_lint.parse.mentions import stated
from quantum_lint.parse.values import JsonValues

_NAMED = lazy.pattern(r"(parameters|variables)\(\s*'([^']*)'\s*\)")


class ArmDocument(JsonDocument):
    """One template."""

    @cached_property
    def template(self) -> Template:
        """What the template says."""
        top = _expressions(JsonValues(self).value(self.root)) if self.root else None
        if top is None or top.kind != "map":
            return Template("arm")
        return Template("arm", tuple(_resources(top, "")), tuple(_names(top)))

    def facts(self, knowledge: object) -> Iterator[object]:
        """The template, if it speaks of a quantum service."""
        yield from stated(self, "arm", knowledge)


def parse(fragment: Fragment) -> ArmDocument:
    """The document of the fragment."""
    return ArmDocument(fragment)


def _resources(holder: Value, above: str) -> Iterator[Resource]:
    """The resources of a template, and those that stand in others."""
    found = holder.entry("resources")
    for each in _listed(found.value) if found else ():
        kind = each.value.get("type")
        if kind is None or kind.kind != "text":
            continue
        whole = kind.text if "/" in kind.text and not above else f"{above}/{kind.text}".lstrip("/")
        existing = _is(each.value.get("existing"), "true")
        yield Resource(whole, each.name, kind.span, each.value, "data" if existing else "resource")
        yield from _resources(each.value, whole)


def _listed(value: Value) -> Iterator[Entry]:
    """A list of resources, or an object of them with the names that others use."""
    yield from value.entries
    for item in value.items:
        name = item.get("name")
        yield Entry(name.text if name else "", item.span, item)


def _names(top: Value) -> Iterator[Name]:
    for kind, section in (("parameters", "parameters"), ("variables", "variables"), ("", "outputs")):
        found = top.entry(section)
        for each in found.value.entries if found else ():
            yield _name(kind, each)


def _name(kind: str, each: Entry) -> Name:
    reference = f"{kind}.{each.name}"
    if kind == "variables":
        return Name("local", each.name, reference, each.key, each.value)
    written = each.value.get("type")
    hidden = written is not None and written.text.lower().startswith("secure")
    if kind == "parameters":
        return Name("variable", each.name, reference, each.key, each.value.get("defaultValue"), hidden)
    return Name("output", each.name, "", each.key, each.value.get("value"), hidden)


def _is(value: Value | None, text: str) -> bool:
    return value is not None and value.text.lower() == text


def _expressions(value: Value) -> Value:
    """The value with texts in brackets, which are worked out at deployment, as what they refer to."""
    if value.kind == "text":
        computed = value.text.startswith("[") and value.text.endswith("]") and not value.text.startswith("[[")
        return _expression(value) if computed else value
    items = tuple(map(_expressions, value.items))
    entries = tuple(each._replace(value=_expressions(each.value)) for each in value.entries)
    return value._replace(items=items, entries=entries)


def _expression(value: Value) -> Value:
    written = value.text[1:-1].strip()
    whole = _NAMED.fullmatch(written)
    if whole:
        return Value("reference", value.span, f"{whole[1]}.{whole[2]}")
    items = tuple(Value("reference", value.span, f"{each[1]}.{each[2]}") for each in _NAMED.finditer(written))
    return Value("unknown", value.span, written, items)
