"""The values of JSON and YAML documents as those of infrastructure, and texts with JSON inside."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from quantum_lint.model import lazy
from quantum_lint.model.span import Span
from quantum_lint.model.template import HOLE, Entry, Value
from quantum_lint.parse.json import JsonDocument
from quantum_lint.parse.json import Node as JsonNode
from quantum_lint.parse.yaml_node import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from quantum_lint.model.fragment import Fragment
    from quantum_lint.parse.yaml import YamlDocument
    from quantum_lint.parse.yaml_node import Node as YamlNode

#: Values nested deeper are not read: no template has thirty levels.
DEEPEST = 100
#: As many values are read of one file: a state of a whole company has fewer.
MOST = 200_000

_HOLES = lazy.pattern(f"{HOLE}+")
_WORDS = lazy.pattern(r"(?i)(?:true|false|null|~|-?\d+(?:\.\d+)?)\Z")

#: Gives the reference that the characters at an offset stand for.
Known = Callable[[int], "Value | None"]


class JsonValues:
    """Makes values of the nodes of a JSON document; `known` tells what holes in its texts stand for."""

    def __init__(self, document: JsonDocument, known: Known | None = None) -> None:
        self._document = document
        self._known = known
        self._left = MOST

    def value(self, node: JsonNode, depth: int = 0) -> Value:
        """The value of the node, and of all below it."""
        self._left -= 1
        span = self._document.span(node.start, node.end)
        if depth > DEEPEST or self._left < 0:
            return Value("unknown", span)
        if node.kind == "object":
            return Value("map", span, entries=tuple(self._entry(*each, depth) for each in node.members()))
        if node.kind == "array":
            return Value("list", span, items=tuple(self.value(item, depth + 1) for item in node.items()))
        if node.kind == "string":
            return self._text(node, self._document.span(*node.inside))
        return Value("word", span, node.text)

    def _entry(self, key: JsonNode, value: JsonNode, depth: int) -> Entry:
        return Entry(key.string(), self._document.span(key.start, key.end), self.value(value, depth + 1))

    def _text(self, node: JsonNode, span: Span) -> Value:
        text = node.string()
        if HOLE not in text or self._known is None:
            return Value("text", span, text)
        start, end = node.inside
        items, position = [], start
        for match in _HOLES.finditer(self._document.text, start, end):
            if match.start() > position:
                items.append(Value("text", span, self._document.text[position : match.start()]))
            items.append(self._known(match.start()) or Value("unknown", span))
            position = match.end()
        if position < end:
            items.append(Value("text", span, self._document.text[position:end]))
        return Value("mixed", span, items=tuple(items))


class YamlValues:
    """Makes values of the nodes of a YAML document; what a tag makes of a value is for `tagged` to say."""

    def __init__(self, document: YamlDocument, tagged: Callable[[str, Value], Value] | None = None) -> None:
        self._document = document
        self._tagged = tagged
        self._left = MOST

    def value(self, node: YamlNode, depth: int = 0) -> Value:
        """The value of the node, and of all below it."""
        self._left -= 1
        if depth > DEEPEST or self._left < 0:
            return Value("unknown", self._document.span(node.start, node.end))
        found = self._untagged(node, depth)
        own = node.tag if node.tag and node.tag.startswith("!") else None
        return self._tagged(own, found) if own and self._tagged else found

    def _untagged(self, node: YamlNode, depth: int) -> Value:
        if isinstance(node, Scalar):
            span = self._document.span(*self._document.text_span(node))
            kind = "word" if not node.style and (node.null or _WORDS.match(node.value)) else "text"
            return Value("word" if kind == "word" else "text", span, node.value)
        span = self._document.span(node.start, node.end)
        if isinstance(node, Sequence):
            return Value("list", span, items=tuple(self.value(item, depth + 1) for item in node.items()))
        return Value("map", span, entries=tuple(self._entry(*each, depth) for each in _pairs(node)))

    def _entry(self, key: Scalar, value: YamlNode, depth: int) -> Entry:
        return Entry(key.value, self._document.span(key.start, key.end), self.value(value, depth + 1))


def _pairs(node: Mapping) -> list[tuple[Scalar, YamlNode]]:
    return list(node.items())


def json_inside(fragment: Fragment, start: int, end: int, holes: dict[tuple[int, int], Value]) -> Value | None:
    """The value of the JSON that the characters from `start` to `end` are; None where they are none.

    `holes` are pieces of the text, by their places, that are put in when the infrastructure is made.
    """
    pieces, position = [], start
    for (first, last), _ in sorted(holes.items()):
        pieces += [fragment.text[position:first], HOLE * (last - first)]
        position = last
    text = "".join((*pieces, fragment.text[position:end]))
    document = JsonDocument(fragment.cut(start, end, "json")._replace(text=text))
    if document.problems or document.root is None:
        return None
    by_place = {place[0] - start: value for place, value in holes.items()}
    return JsonValues(document, by_place.get).value(document.root)
