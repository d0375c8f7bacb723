"""CloudFormation and SAM, in YAML and in JSON: resources, parameters and outputs of a template."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from quantum_lint.model import lazy
from quantum_lint.model.fragment import Fragment
from quantum_lint.model.template import Entry, Name, Resource, Template, Value
from quantum_lint.parse.json import JsonDocument
from quantum_lint.parse.mentions import stated
from quantum_lint.parse.values import JsonValues, YamlValues
from quantum_lint.parse.yaml import YamlDocument

_INSERTED = lazy.pattern(r"\$\{([^{}]*)\}")
#: `${!Literal}` is the text `${Literal}`.
_LITERAL = "!"


class CloudFormationYaml(YamlDocument):
    """A template in YAML, with short forms such as `!Sub`."""

    @cached_property
    def template(self) -> Template:
        """What the template says."""
        return _template(YamlValues(self, _tagged).value(self.root)) if self.root else Template("cloudformation")

    def facts(self, knowledge: object) -> Iterator[object]:
        """The template, if it speaks of a quantum service."""
        yield from stated(self, "cloudformation", knowledge)


class CloudFormationJson(JsonDocument):
    """A template in JSON."""

    @cached_property
    def template(self) -> Template:
        """What the template says."""
        return _template(JsonValues(self).value(self.root)) if self.root else Template("cloudformation")

    def facts(self, knowledge: object) -> Iterator[object]:
        """The template, if it speaks of a quantum service."""
        yield from stated(self, "cloudformation", knowledge)


def parse(fragment: Fragment) -> CloudFormationYaml | CloudFormationJson:
    """The document of the fragment, whichever of the two it is in."""
    return CloudFormationYaml(fragment) if fragment.language == "cloudformation" else CloudFormationJson(fragment)


def _template(top: Value) -> Template:
    return Template("cloudformation", tuple(_resources(top)), (*_parameters(top), *_outputs(top)))


def _members(top: Value, name: str) -> tuple[Entry, ...]:
    found = top.entry(name) if top.kind == "map" else None
    return found.value.entries if found else ()


def _resources(top: Value) -> Iterator[Resource]:
    for each in _members(top, "Resources"):
        kind, properties = each.value.get("Type"), each.value.entry("Properties")
        if kind is not None and kind.kind == "text":
            value = _called(properties.value) if properties else Value("map", each.key)
            yield Resource(kind.text, each.name, each.key, value)


def _parameters(top: Value) -> Iterator[Name]:
    for each in _members(top, "Parameters"):
        hidden = each.value.get("NoEcho")
        default = each.value.get("Default")
        echoes = hidden is None or hidden.text.lower() != "true"
        yield Name("variable", each.name, each.name, each.key, default, not echoes)


def _outputs(top: Value) -> Iterator[Name]:
    for each in _members(top, "Outputs"):
        value = each.value.entry("Value")
        yield Name("output", each.name, "", each.key, _called(value.value) if value else None)


def _tagged(tag: str, value: Value) -> Value:
    """The long form of a short one: `!Ref X` is `{Ref: X}`."""
    name = tag.removeprefix("!")
    name = name if name in ("Ref", "Condition") else f"Fn::{name}"
    return Value("map", value.span, entries=(Entry(name, value.span, value),))


def _called(value: Value) -> Value:
    """The value with its functions as what they refer to, or as unknown values."""
    if len(value.entries) == 1 and value.entries[0].name.startswith(("Ref", "Fn::")):
        return _function(value.entries[0].name, value.entries[0].value, value)
    items = tuple(map(_called, value.items))
    entries = tuple(each._replace(value=_called(each.value)) for each in value.entries)
    return value._replace(items=items, entries=entries)


def _function(name: str, given: Value, whole: Value) -> Value:
    if name == "Ref":
        return Value("reference", whole.span, given.text)
    if name == "Fn::GetAtt":
        return Value("reference", whole.span, given.text or ".".join(each.text for each in given.items))
    if name == "Fn::Sub":
        return _substituted(given)
    if name == "Fn::Join" and len(given.items) == 2 and given.items[1].kind == "list":
        return _joined(given.items[0], given.items[1])
    return Value("unknown", whole.span, name, items=tuple(map(_called, given.listed())))


def _substituted(given: Value) -> Value:
    """A text with `${Name}` in it, with the names that are given beside it, if any."""
    text = given.items[0] if given.items else given
    own = {each.name: _called(each.value) for each in given.items[1].entries} if len(given.items) > 1 else {}
    pieces, position = [], 0
    for match in _INSERTED.finditer(text.text):
        if not match[1].startswith(_LITERAL):
            pieces.append(Value("text", text.span, text.text[position : match.start()]))
            pieces.append(own.get(match[1]) or Value("reference", text.span, match[1].strip()))
            position = match.end()
    pieces.append(Value("text", text.span, text.text[position:]))
    return _mixed(text, pieces)


def _joined(between: Value, given: Value) -> Value:
    pieces: list[Value] = []
    for each in given.items:
        pieces += [between, _called(each)] if pieces else [_called(each)]
    return _mixed(given, pieces)


def _mixed(whole: Value, pieces: list[Value]) -> Value:
    known = tuple(each for each in pieces if each.kind != "text" or each.text)
    return known[0]._replace(span=whole.span) if len(known) == 1 else Value("mixed", whole.span, items=known)
