"""Templates that are deployed together, with their names followed and their resources joined to each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, NamedTuple

from quantum_lint import parse
from quantum_lint.match.clouds import Clouds, Service, clouds_of
from quantum_lint.model.span import Span
from quantum_lint.model.template import HOLE, Name, Resource, Template, UnreadTemplate, Value

#: Lists and texts that come to more are left unknown: names that each stand for ten others grow without bound.
_MOST_ITEMS = 1000
_LONGEST_TEXT = 20_000
#: Things that are joined by so many steps still belong together: a user, its group, the group's policy.
_FARTHEST = 4


class Placed(NamedTuple):
    """A resource with the file it is in; the path is empty where only one file is looked at."""

    path: str
    resource: Resource


class Stack:
    """Templates of one module. What is not known of them stays unknown: calls, conditions, what others hand in."""

    def __init__(self, templates: Iterable[tuple[str, Template]], clouds: Clouds) -> None:
        self._clouds = clouds
        self.templates = tuple(templates)
        self.placed = tuple(Placed(path, each) for path, template in self.templates for each in template.resources)
        self._resolved: dict[str, Value | None] = {}
        self._by_name = {each.resource.name: each for each in self.placed if each.resource.name}

    @property
    def names(self) -> Iterator[tuple[str, Name]]:
        """Its variables, local values and outputs, with the file of each."""
        return ((path, name) for path, template in self.templates for name in template.names)

    @cached_property
    def _values(self) -> dict[str, Value]:
        return {name.reference: name.value for _, name in self.names if name.reference and name.value}

    def resolve(self, value: Value) -> Value:
        """The value with names of variables and locals followed, and texts put together, with holes for the rest."""
        if value.kind == "reference":
            known = self._named(value.text)
            return _moved(known, value.span) if known else value
        if value.kind == "mixed":
            text = "".join(_shown(self.resolve(each)) for each in value.items)
            return Value("text", value.span, text if len(text) <= _LONGEST_TEXT else HOLE, items=value.items)
        if value.kind == "list":
            items = [inner for each in value.items for inner in self.resolve(each).listed()]
            return value._replace(items=tuple(items)) if len(items) <= _MOST_ITEMS else Value("unknown", value.span)
        return value

    def _named(self, reference: str) -> Value | None:
        """What a name stands for; nothing for one that stands for itself in the end."""
        if reference in self._values and reference not in self._resolved:
            self._resolved[reference] = None
            self._resolved[reference] = self.resolve(self._values[reference])
        return self._resolved.get(reference)

    def property(self, resource: Resource, path: str) -> Value | None:
        """What stands at a path of names with dots between, followed."""
        found = resource.properties.get(*path.split("."))
        return self.resolve(found) if found else None

    def target(self, reference: str) -> Placed | None:
        """The resource that a reference leads to: `aws_s3_bucket.results.arn` to `aws_s3_bucket.results`."""
        steps = reference.split(".")
        names = (".".join(steps[:length]) for length in range(len(steps), 0, -1))
        return next((self._by_name[name] for name in names if name in self._by_name), None)

    def targets(self, value: Value) -> Iterator[Placed]:
        """The resources that a value refers to, each once, through names too."""
        waiting, seen = [*value.references()], set[str]()
        while waiting:
            reference = waiting.pop()
            if reference in seen:
                continue
            seen.add(reference)
            found = self.target(reference)
            if found is not None:
                yield found
            elif reference in self._values:
                waiting += self._values[reference].references()

    @cached_property
    def _leading(self) -> dict[str, list[Placed]]:
        """The resources that each one refers to."""
        return {each.resource.name: list(self.targets(each.resource.properties)) for each in self.placed}

    @cached_property
    def _referring(self) -> dict[str, list[Placed]]:
        """The resources that refer to each one."""
        found: dict[str, list[Placed]] = defaultdict(list)
        for each in self.placed:
            for target in self._leading[each.resource.name]:
                found[target.resource.name].append(each)
        return found

    def referring(self, resource: Resource) -> list[Placed]:
        """The resources that refer to it."""
        return self._referring.get(resource.name, []) if resource.name else []

    def identity(self, start: Resource) -> Iterator[Placed]:
        """All that gives rights to a user, a role or an account, itself included: groups, attachments, policies."""
        waiting = [(Placed("", start), 0)]
        seen = {start.name}
        while waiting:
            placed, steps = waiting.pop()
            yield placed
            beside = [*self.referring(placed.resource), *self._leading.get(placed.resource.name, ())]
            for each in beside if steps < _FARTHEST else ():
                if each.resource.name not in seen and _gives_rights(each.resource):
                    seen.add(each.resource.name)
                    waiting.append((each, steps + 1))

    def service_of(self, resource: Resource) -> Service | None:
        """The quantum service that the resource is about, by its type, its name or what it says."""
        service = self._services.get(id(resource))
        return service[0] if service else None

    @cached_property
    def _services(self) -> dict[int, tuple[Service, Resource]]:
        found = {}
        for each in self.placed:
            service = self._clouds.about("\n".join(_said(each.resource)))
            if service is not None:
                found[id(each.resource)] = (service, each.resource)
        return found

    @cached_property
    def service(self) -> Service | None:
        """The quantum service that any of its resources is about."""
        return next((service for service, _ in self._services.values()), None)


def stacks(repository: Any, knowledge: Any) -> Iterator[Stack]:
    """The stacks of a repository: the files of a folder for Terraform, else every file for itself."""
    groups: dict[tuple[str, str], list[tuple[str, Template]]] = defaultdict(list)
    for path, template in repository.facts(Template):
        groups[_group(path, template.format)].append((path, template))
    for path, unread in repository.facts(UnreadTemplate):
        if _group(path, unread.format) in groups:
            document: Any = parse.document(unread.fragment)
            groups[_group(path, unread.format)].append((path, document.template))
    clouds = clouds_of(knowledge)
    return (Stack(sorted(group, key=lambda each: each[0]), clouds) for group in groups.values())


def _group(path: str, language: str) -> tuple[str, str]:
    """What the file is deployed with: all of its folder, or only itself."""
    return language, path.rpartition("/")[0] if language == "terraform" else path


def stack_of(document: Any, knowledge: Any) -> Stack:
    """One file as a stack."""
    return Stack([("", document.template)], clouds_of(knowledge))


def texts(stack: Stack, value: Value | None) -> tuple[Value, ...]:
    """The texts of a list, or the only one; what is not known is left out."""
    found = stack.resolve(value).listed() if value else ()
    return tuple(each for each in found if each.kind == "text")


def _shown(value: Value) -> str:
    return value.text if value.kind in ("text", "word") else HOLE


def _moved(value: Value, span: Span) -> Value:
    """The value where it is used: what another file says has no place in this one."""
    items = tuple(_moved(each, span) for each in value.items)
    entries = tuple(each._replace(key=span, value=_moved(each.value, span)) for each in value.entries)
    return value._replace(span=span, items=items, entries=entries)


def _gives_rights(resource: Resource) -> bool:
    kind = resource.type.lower()
    return resource.role == "policy" or any(word in kind for word in ("iam", "role", "policy", "principal", "azuread"))


def _said(resource: Resource) -> Iterator[str]:
    """The type and the name of a resource, and all texts in it that are not forbidden by it."""
    yield from (resource.type, resource.name)
    waiting = [resource.properties]
    while waiting:
        value = waiting.pop()
        effect = value.entry("effect")
        if effect is None or effect.value.text != "Deny":
            yield from (value.text, *(each.name for each in value.entries if value.kind == "map"))
            waiting += [*value.items, *(each.value for each in value.entries)]
