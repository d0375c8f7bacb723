"""From YAML text to nodes, without recursion: from the events of PyYAML's C parser.

Events and not PyYAML's own tree, because its composer recurses in C, forgets where an alias stands and drops the part
of a document before an error. No scalar is given a type: `on` stays a string, as it does for the hosts that read it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import yaml

from quantum_lint.model import lazy
from quantum_lint.parse.yaml_node import Alias, Mapping, Node, Scalar, Sequence, resolve

#: No file that people write comes near; libyaml takes 40 s for 200,000 open brackets.
MAXIMUM_DEPTH = 200

_PROPERTIES = lazy.pattern(r"(?:[&!]\S*(?:\s|#[^\r\n\x85\u2028\u2029]*)*){1,2}")


def compose(text: str, first: int) -> tuple[list[Node], list[tuple[int, str]]]:
    """The top nodes of the documents from character `first` on, and where and why reading was hard or stopped."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    composer = _Composer(text, first)
    try:
        for event in yaml.parse(text[first:], Loader=loader):
            composer.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        composer.stop(mark.index if mark else None, error.problem or "not YAML")
    except (yaml.YAMLError, ValueError):
        composer.stop(None, "not YAML")
    except _TooDeepError as error:
        composer.stop(None, str(error))
    return composer.roots, composer.problems


class _TooDeepError(Exception):
    """The nesting passes the limit."""


class _Composer:
    """Builds nodes from events with a stack of its own."""

    def __init__(self, text: str, base: int) -> None:
        self.roots: list[Node] = []
        self.problems: list[tuple[int, str]] = []
        self._reached = 0
        self._text = text
        self._base = base
        self._open: list[Sequence | Mapping] = []
        self._keys: list[Node | Alias | None] = []
        self._anchors: dict[str, Node] = {}
        self._actions: dict[type[yaml.Event], Callable[[Any], None]] = {
            yaml.DocumentStartEvent: self._begin,
            yaml.ScalarEvent: self._scalar,
            yaml.AliasEvent: self._alias,
            yaml.SequenceStartEvent: lambda event: self._enter(Sequence(*self._place(event), event.tag), event.anchor),
            yaml.MappingStartEvent: lambda event: self._enter(Mapping(*self._place(event), event.tag), event.anchor),
            yaml.SequenceEndEvent: self._leave,
            yaml.MappingEndEvent: self._leave,
        }

    def take(self, event: Any) -> None:
        """Add what the event says."""
        action = self._actions.get(type(event))
        if action is not None:
            self._reached = event.start_mark.index
            action(event)

    def stop(self, index: int | None, reason: str) -> None:
        """Reading ends here, or at the last event; what is still open ends here too."""
        at = min(self._base + (self._reached if index is None else index), len(self._text))
        self.problems.append((at, reason))
        for node in self._open:
            node.end = at

    def _place(self, event: Any) -> tuple[int, int]:
        return self._base + event.start_mark.index, self._base + event.end_mark.index

    def _begin(self, event: Any) -> None:
        del event  # anchors reach no further than their document
        self._anchors.clear()

    def _scalar(self, event: Any) -> None:
        start, end = self._place(event)
        if event.anchor or event.tag:
            properties = _PROPERTIES.match(self._text, start, end)
            start = properties.end() if properties else start
        node = Scalar(start, end, event.value, event.style or "", event.tag)
        self._name(node, event.anchor)
        self._add(node)

    def _alias(self, event: Any) -> None:
        start, end = self._place(event)
        target = self._anchors.get(event.anchor)
        if target is None:
            self.problems.append((start, "an alias that no anchor comes before"))
        self._add(Alias(start, end, target) if target else Scalar(start, end, f"*{event.anchor}"))

    def _enter(self, node: Sequence | Mapping, anchor: str | None) -> None:
        if len(self._open) >= MAXIMUM_DEPTH:
            raise _TooDeepError(f"nested more than {MAXIMUM_DEPTH} levels deep")
        self._name(node, anchor)
        self._add(node)
        self._open.append(node)
        self._keys.append(None)

    def _leave(self, event: Any) -> None:
        self._keys.pop()
        # A block ends, for the parser, where the next thing begins.
        end = self._base + event.end_mark.index
        while self._text[end - 1].isspace():
            end -= 1
        self._open.pop().end = end

    def _name(self, node: Node, anchor: str | None) -> None:
        if anchor is not None:
            self._anchors[anchor] = node

    def _add(self, node: Node | Alias) -> None:
        if not self._open:
            self.roots.append(resolve(node))
            return
        parent = self._open[-1]
        if isinstance(parent, Sequence):
            parent.written.append(node)
        elif self._keys[-1] is None:
            self._keys[-1] = node
        else:
            parent.written.append((self._keys[-1], node))
            self._keys[-1] = None
