"""Expressions and blocks of HCL as values. Nothing is worked out: calls and conditions are unknown values."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from quantum_lint.model import lazy
from quantum_lint.model.template import Entry, Value
from quantum_lint.parse.syntax_tree import DEEPEST, SyntaxTree, first, named
from quantum_lint.parse.values import json_inside

if TYPE_CHECKING:
    from tree_sitter import Node

    from quantum_lint.model.fragment import Fragment
    from quantum_lint.model.span import Span

#: Functions that give back what they are given, as far as anybody here looks at it.
_TRANSPARENT = frozenset({"jsonencode", "sensitive", "nonsensitive", "toset", "tolist", "tomap", "compact", "distinct"})
_ESCAPE = lazy.pattern(r"\\(.)", re.DOTALL)
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t"}
#: As much is kept of what is written where a value is unknown.
_LONGEST = 2000


class HclValues:
    """Makes values of the nodes of one tree."""

    def __init__(self, fragment: Fragment, tree: SyntaxTree) -> None:
        self._fragment = fragment
        self._tree = tree
        self._makers: dict[str, Callable[[Node, int], Value]] = {
            "numeric_lit": self._word,
            "bool_lit": self._word,
            "null_lit": self._word,
            "string_lit": self._text,
            "quoted_template": self._text,
            "heredoc_template": self._heredoc,
            "tuple": self._list,
            "object": self._map,
            "function_call": self._call,
            "variable_expr": self._word_alone,
        }

    def labels(self, block: Node) -> list[str]:
        """The words of a block before its brace."""
        words = [self._tree.written(each) for each in named(block, "identifier", "string_lit")]
        return [word.strip('"') for word in words]

    def head(self, block: Node) -> Span:
        """Where these words stand."""
        words = list(named(block, "identifier", "string_lit"))
        return self._fragment.span(self._tree.at(words[0].start_byte), self._tree.at(words[-1].end_byte))

    def block(self, block: Node, depth: int = 0) -> Value:
        """The attributes and inner blocks of a block."""
        body = first(block, "body")
        children = list(named(body, "attribute", "block")) if body and depth < DEEPEST else []
        return Value("map", self._span(block), entries=tuple(self._member(each, depth + 1) for each in children))

    def _member(self, node: Node, depth: int) -> Entry:
        if node.type == "attribute":
            return self._attribute(node, depth)
        words = self.labels(node)
        if words[0] == "dynamic" and len(words) > 1:
            # As many blocks as a list has items that nobody knows, none perhaps.
            return Entry(
                words[1], self.head(node), Value("unknown", self._span(node), items=(self.block(node, depth),))
            )
        return Entry(words[0], self.head(node), self.block(node, depth))

    def _attribute(self, node: Node, depth: int) -> Entry:
        name, value = first(node, "identifier"), first(node, "expression")
        span = self._span(name or node)
        written = self._tree.written(name) if name else ""
        return Entry(written, span, self.value(value, depth) if value else Value("unknown", span))

    def value(self, node: Node, depth: int = 0) -> Value:
        """The value of an expression."""
        if depth > DEEPEST:
            return Value("unknown", self._span(node))
        children = node.named_children
        if node.type in ("expression", "collection_value", "literal_value", "template_expr") and len(children) == 1:
            return self.value(children[0], depth + 1)
        if children and node.type == "expression" and children[0].type == "variable_expr":
            return self._reference(node, depth)
        return self._makers.get(node.type, self._unknown)(node, depth)

    def _unknown(self, node: Node, depth: int) -> Value:
        items = [self.value(each, depth + 1) for each in named(node) if each.type not in ("identifier", "comment")]
        return Value("unknown", self._span(node), self._tree.written(node)[:_LONGEST], tuple(items))

    def _reference(self, node: Node, depth: int) -> Value:
        steps = [self._tree.written(first(each) or each) for each in named(node, "variable_expr", "get_attr")]
        keys = [each for each in named(node, "index", "splat") if '"' in self._tree.written(each)]
        return self._unknown(node, depth) if keys else Value("reference", self._span(node), ".".join(steps))

    def _word_alone(self, node: Node, depth: int) -> Value:
        """A word by itself: the key of an object, or what a `for` or a block of that name gives."""
        del depth
        return Value("reference", self._span(node), self._tree.written(node))

    def _word(self, node: Node, depth: int) -> Value:
        del depth
        return Value("word", self._span(node), self._tree.written(node))

    def _call(self, node: Node, depth: int) -> Value:
        name, arguments = first(node, "identifier"), first(node, "function_arguments")
        given = list(named(arguments, "expression")) if arguments else []
        if name and self._tree.written(name) in _TRANSPARENT and len(given) == 1:
            return self.value(given[0], depth + 1)
        items = tuple(self.value(each, depth + 1) for each in given)
        return Value("unknown", self._span(node), self._tree.written(node)[:_LONGEST], items)

    def _list(self, node: Node, depth: int) -> Value:
        items = tuple(self.value(each, depth + 1) for each in named(node, "expression"))
        return Value("list", self._span(node), items=items)

    def _map(self, node: Node, depth: int) -> Value:
        entries = tuple(self._element(each, depth) for each in named(node, "object_elem"))
        return Value("map", self._span(node), entries=entries)

    def _element(self, node: Node, depth: int) -> Entry:
        key, value = node.child_by_field_name("key"), node.child_by_field_name("val")
        name = self.value(key, depth + 1) if key else Value("unknown", self._span(node))
        return Entry(name.text, name.span, self.value(value, depth + 1) if value else Value("unknown", name.span))

    def _text(self, node: Node, depth: int) -> Value:
        start, end = self._tree.place(node)
        return self._pieces(node, start + 1, max(end - 1, start + 1), depth)

    def _heredoc(self, node: Node, depth: int) -> Value:
        start, end = self._tree.place(node)
        marks = [self._tree.place(each) for each in named(node, "heredoc_identifier")]
        start, end = (marks[0][1], marks[-1][0]) if len(marks) > 1 else (start, end)
        written = self._tree.text[start:end].strip()
        if written.startswith("{"):
            inner = json_inside(self._fragment, start, end, self._holes(node, depth))
            if inner is not None:
                return inner
        return self._pieces(node, start, end, depth)

    def _holes(self, node: Node, depth: int) -> dict[tuple[int, int], Value]:
        return {
            self._tree.place(each): self._inserted(each, depth)
            for each in named(node, "template_interpolation", "template_directive")
        }

    def _inserted(self, node: Node, depth: int) -> Value:
        inner = first(node, "expression")
        return self.value(inner, depth + 1) if inner else Value("unknown", self._span(node))

    def _pieces(self, node: Node, start: int, end: int, depth: int) -> Value:
        """The text between two places, with what is put into it."""
        holes = self._holes(node, depth)
        items, position = [], start
        for (first_place, last), value in sorted(holes.items()):
            items += [self._literal(position, first_place), value]
            position = last
        items.append(self._literal(position, end))
        span = self._fragment.span(start, end)
        known = tuple(each for each in items if each.kind != "text" or each.text)
        return Value("mixed", span, items=known) if holes else items[0]._replace(span=span)

    def _literal(self, start: int, end: int) -> Value:
        text = _ESCAPE.sub(lambda found: _ESCAPED.get(found[1], found[1]), self._tree.text[start:end])
        return Value("text", self._fragment.span(start, end), text)

    def _span(self, node: Node) -> Span:
        return self._fragment.span(*self._tree.place(node))
