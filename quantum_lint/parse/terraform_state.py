"""States of Terraform: what was made, with every attribute as it came back, secrets too."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from quantum_lint.model.fragment import Fragment
from quantum_lint.model.template import Name, Resource, Template, Value
from quantum_lint.parse.json import JsonDocument
from quantum_lint.parse.values import JsonValues


class TerraformStateDocument(JsonDocument):
    """A state, of version 4 or of the older ones that keep resources in modules."""

    @cached_property
    def template(self) -> Template:
        """Its resources, one for each instance, and its outputs."""
        top = JsonValues(self).value(self.root) if self.root else None
        if top is None or top.kind != "map":
            return Template("terraform-state")
        modules = [top, *top.every("modules")]
        names = tuple(name for each in modules for name in _outputs(each))
        return Template("terraform-state", tuple(made for each in modules for made in _resources(each)), names)


def parse(fragment: Fragment) -> TerraformStateDocument:
    """The document of the fragment."""
    return TerraformStateDocument(fragment)


def _resources(module: Value) -> Iterator[Resource]:
    for value in module.every("resources"):
        for each in value.every("instances"):
            attributes = each.get("attributes")
            kind, name = value.get("type"), value.get("name")
            if attributes and kind and name:
                yield Resource(kind.text, f"{kind.text}.{name.text}", name.span, attributes)
        for entry in value.entries:  # the older form: an object of addresses
            attributes = entry.value.get("primary", "attributes")
            kind = entry.value.get("type")
            if attributes and kind:
                yield Resource(kind.text, entry.name, entry.key, attributes)


def _outputs(module: Value) -> Iterator[Name]:
    for value in module.every("outputs"):
        for each in value.entries:
            sensitive = each.value.get("sensitive")
            hidden = sensitive is not None and sensitive.text == "true"
            yield Name("output", each.name, "", each.key, each.value.get("value"), hidden)
