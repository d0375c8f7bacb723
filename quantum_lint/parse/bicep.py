"""Bicep: resources, parameters, variables and outputs of a file, read by the grammar of tree-sitter."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from quantum_lint.model import lazy
from quantum_lint.model.fragment import Fragment, Problem
from quantum_lint.model.template import Entry, Name, Resource, Template, Value
from quantum_lint.parse.mentions import stated
from quantum_lint.parse.syntax_tree import DEEPEST, LONGEST, SyntaxTree, first, named
from quantum_lint.parse.text import TextDocument

if TYPE_CHECKING:
    from tree_sitter import Node

    from quantum_lint.model.span import Span

_ESCAPE = lazy.pattern(r"\\(u\{[0-9a-fA-F]+\}|.)", re.DOTALL)
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t"}
#: As much is kept of what is written where a value is unknown.
_LONGEST = 2000
#: What holds the properties of a resource.
_BODIES = ("object", "if_statement", "for_statement")
_KINDS: dict[str, Literal["variable", "local", "output"]] = {
    "parameter_declaration": "variable",
    "variable_declaration": "local",
    "output_declaration": "output",
}
_EXPRESSIONS = (
    "string", "object", "array", "identifier", "member_expression", "call_expression", "boolean", "number", "null",
    "ternary_expression", "binary_expression", "unary_expression", "subscript_expression", "for_statement",
    "if_statement", "parenthesized_expression", "resource_expression", "nullable_expression",
)  # fmt: skip


class BicepDocument(TextDocument):
    """One file."""

    @cached_property
    def template(self) -> Template:
        """What the file says."""
        if len(self.fragment.text) > LONGEST:
            self._problems.append(Problem(self.fragment.whole(), f"longer than {LONGEST:,} characters: not read"))
            return Template("bicep")
        reader = _Reader(self.fragment)
        if reader.fault is not None:
            self._problems.append(
                Problem(self.span(reader.fault, reader.fault), "this is no Bicep that is known here; the rest was read")
            )
        return reader.template()

    def facts(self, knowledge: object) -> Iterator[object]:
        """The template, if it speaks of a quantum service."""
        yield from stated(self, "bicep", knowledge)


def parse(fragment: Fragment) -> BicepDocument:
    """The document of the fragment; it is read when asked."""
    return BicepDocument(fragment)


class _Reader:
    """Goes over the declarations of a file. `fault` is where it first does not fit the grammar."""

    def __init__(self, fragment: Fragment) -> None:
        self._fragment = fragment
        self._tree = SyntaxTree("bicep", fragment.text)
        self.fault = self._tree.fault()
        self._makers: dict[str, Callable[[Node, int], Value]] = {
            "string": self._text,
            "boolean": self._word,
            "number": self._word,
            "null": self._word,
            "identifier": self._reference,
            "member_expression": self._reference,
            "array": self._list,
            "object": self._map,
            "if_statement": self._group,
            "for_statement": self._group,
        }

    def template(self) -> Template:
        """All of them."""
        names, marks = [], ""
        for node in self._tree.root.named_children:
            if node.type == "decorators":
                marks += self._tree.written(node)
                continue
            if node.type in _KINDS:
                names.append(self._name(node, marks))
            marks = ""
        resources = [each for node in named(self._tree.root, "resource_declaration") for each in self._made(node, "")]
        return Template("bicep", tuple(resources), tuple(names))

    def _name(self, node: Node, marks: str) -> Name:
        identifier = first(node, "identifier") or node
        label = self._tree.written(identifier)
        values = [each for each in named(node, *_EXPRESSIONS) if each.start_byte > identifier.start_byte]
        value = self.value(values[-1]) if values else None
        kind = _KINDS[node.type]
        reference = "" if kind == "output" else label
        return Name(kind, label, reference, self._span(identifier), value, "secure()" in marks)

    def _made(self, node: Node, above: str) -> Iterator[Resource]:
        """The resource and those that are declared in it."""
        identifier, written = first(node, "identifier"), first(node, "string")
        body = next((each for each in reversed(node.named_children) if each.type in _BODIES), None)
        if identifier is None or written is None or body is None:
            return
        kind = self.value(written).text.partition("@")[0]
        kind = f"{above}/{kind}" if above else kind
        existing = any(child.type == "existing" for child in node.children)
        properties = self.value(body)
        span = self._fragment.span(self._tree.at(node.start_byte), self._tree.at(written.end_byte))
        yield Resource(kind, self._tree.written(identifier), span, properties, "data" if existing else "resource")
        for inner in self._inner(body):
            yield from self._made(inner, kind)

    def _inner(self, body: Node) -> Iterator[Node]:
        while body.type != "object":
            inside = first(body, *_BODIES)
            if inside is None:
                return
            body = inside
        for each in named(body, "object_property", "resource_declaration"):
            inner = each if each.type == "resource_declaration" else first(each, "resource_declaration")
            if inner is not None:
                yield inner

    def value(self, node: Node, depth: int = 0) -> Value:
        """The value of an expression."""
        made = self._makers.get(node.type, self._unknown) if depth < DEEPEST else self._unknown
        return made(node, depth + 1)

    def _unknown(self, node: Node, depth: int) -> Value:
        children = node.named_children if depth < DEEPEST else []
        items = tuple(self.value(each, depth) for each in children if each.type != "property_identifier")
        return Value("unknown", self._span(node), self._tree.written(node)[:_LONGEST], items)

    def _group(self, node: Node, depth: int) -> Value:
        """What stands in parentheses as an argument, or after a condition, or is made many times."""
        body = next((each for each in reversed(node.named_children) if each.type in _BODIES), None)
        return self.value(body, depth) if body is not None else self._unknown(node, depth)

    def _word(self, node: Node, depth: int) -> Value:
        del depth
        return Value("word", self._span(node), self._tree.written(node))

    def _reference(self, node: Node, depth: int) -> Value:
        path = _path(node, self._tree)
        return Value("reference", self._span(node), path) if path else self._unknown(node, depth)

    def _list(self, node: Node, depth: int) -> Value:
        items = tuple(self.value(each, depth) for each in named(node) if each.type != "comment")
        return Value("list", self._span(node), items=items)

    def _map(self, node: Node, depth: int) -> Value:
        entries = [self._entry(each, depth) for each in named(node, "object_property")]
        return Value("map", self._span(node), entries=tuple(each for each in entries if each is not None))

    def _entry(self, node: Node, depth: int) -> Entry | None:
        parts = [each for each in node.named_children if each.type not in ("comment", "decorators")]
        if len(parts) < 2:
            return None
        key = self.value(parts[0], depth)
        return Entry(key.text, key.span, self.value(parts[-1], depth))

    def _text(self, node: Node, depth: int) -> Value:
        start, end = self._tree.place(node)
        quotes = 3 if self._tree.text.startswith("'''", start) else 1
        position, end = start + quotes, max(end - quotes, start + quotes)
        items: list[Value] = []
        for each in named(node, "interpolation"):
            place = self._tree.place(each)
            inner = each.named_children
            held = self.value(inner[0], depth) if inner else self._unknown(each, depth)
            items += [self._literal(position, place[0]), held]
            position = place[1]
        items.append(self._literal(position, end))
        span = self._fragment.span(start + quotes, end)
        known = tuple(each for each in items if each.kind != "text" or each.text)
        return Value("mixed", span, items=known) if len(items) > 1 else items[0]

    def _literal(self, start: int, end: int) -> Value:
        text = _ESCAPE.sub(lambda found: _ESCAPED.get(found[1], found[1]), self._tree.text[start:end])
        return Value("text", self._fragment.span(start, end), text)

    def _span(self, node: Node) -> Span:
        return self._fragment.span(*self._tree.place(node))


def _path(node: Node, tree: SyntaxTree) -> str:
    """`a.b.c` where the node is no more than names with dots between, else nothing."""
    steps: list[str] = []
    while node.type == "member_expression":
        inner, name = node.child_by_field_name("object"), node.child_by_field_name("property")
        if inner is None or name is None:
            return ""
        steps.append(tree.written(name))
        node = inner
    return ".".join((tree.written(node), *reversed(steps))) if node.type == "identifier" else ""
