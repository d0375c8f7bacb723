"""What a file that describes infrastructure says, whatever it is written in: values, resources and names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from quantum_lint.model.fragment import Fragment
from quantum_lint.model.named import NamedTuple
from quantum_lint.model.span import Span

Kind = Literal["text", "word", "list", "map", "mixed", "reference", "unknown"]

#: Stands in a text for a piece that nobody knows before the infrastructure is made.
HOLE = "\ufffc"


class Entry(NamedTuple):
    """A name in a map, where it is written, and its value."""

    name: str
    key: Span
    value: Value


class Value(NamedTuple):
    """A value with the bytes it is written in.

    A `text` is decoded, a `word` is a number, a truth value or null as written, `mixed` is a text made of the pieces in
    `items`, a `reference` names something else with dots (`var.region`, `aws_s3_bucket.results.arn`). Of an `unknown`
    one `text` is what is written and `items` what it is made from.
    """

    kind: Kind
    span: Span
    text: str = ""
    items: tuple[Value, ...] = ()
    entries: tuple[Entry, ...] = ()

    def entry(self, name: str) -> Entry | None:
        """The last entry of a name, however its words are joined: `role_arn` is `RoleArn` and `roleArn`."""
        wanted = plain(name)
        return next((each for each in reversed(self.entries) if plain(each.name) == wanted), None)

    def get(self, *path: str) -> Value | None:
        """The value that the names lead to; of a list with one item, its item is meant."""
        value: Value | None = self
        for name in path:
            found = value.sole().entry(name) if value else None
            value = found.value if found else None
        return value

    def every(self, name: str) -> Iterator[Value]:
        """The values of all entries of a name, and the items of those that are lists: blocks and lists alike."""
        wanted = plain(name)
        for each in self.entries:
            if plain(each.name) == wanted:
                yield from each.value.listed()

    def listed(self) -> tuple[Value, ...]:
        """The items of a list; any other value is a list of itself."""
        return self.items if self.kind == "list" else (self,)

    def sole(self) -> Value:
        """The only item of a list that has one; any other value is itself."""
        return self.items[0] if self.kind == "list" and len(self.items) == 1 else self

    def walk(self) -> Iterator[Value]:
        """This value and all below it, in the order in which they are written."""
        waiting = [self]
        while waiting:
            value = waiting.pop()
            yield value
            waiting.extend(reversed((*value.items, *(each.value for each in value.entries))))

    def references(self) -> Iterator[str]:
        """What this value and those below it refer to."""
        return (each.text for each in self.walk() if each.kind == "reference")


class Resource(NamedTuple):
    """A thing that is made, or looked up: `type` as written without a version, `name` as others refer to it.

    `span` is the head of its declaration, `role` tells things that are made from data that is looked up and from
    policies that stand alone.
    """

    type: str
    name: str
    span: Span
    properties: Value
    role: Literal["resource", "data", "policy"] = "resource"


class Name(NamedTuple):
    """A variable, a local value or an output; `reference` is how values refer to it, if they can.

    `value` is that of a local or an output and the default of a variable. `hidden` tells whether it is marked as a
    secret.
    """

    kind: Literal["variable", "local", "output"]
    name: str
    reference: str
    span: Span
    value: Value | None = None
    hidden: bool = False


class Template(NamedTuple):
    """All that one file says. `format` is its language."""

    format: str
    resources: tuple[Resource, ...] = ()
    names: tuple[Name, ...] = ()


class UnreadTemplate(NamedTuple):
    """A file that is read only where what stands beside it speaks of a quantum service."""

    format: str
    fragment: Fragment


def plain(name: str) -> str:
    """A name without what joins its words, in small letters."""
    return "".join(filter(str.isalnum, name)).lower()
