"""YAML: a tree of nodes that know their place, made from the events of PyYAML's C parser.

Events and not PyYAML's own tree, because its composer recurses in C, forgets where an alias stands and drops the part
of a document before an error. No scalar is given a type: `on` stays a string, as it does for the hosts that read it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from quantum_lint.model.fragment import Document, Fragment, Problem
from quantum_lint.model.setting import Setting
from quantum_lint.model.span import TextMap
from quantum_lint.parse import yaml_scalar
from quantum_lint.parse.command_line import command_line

#: No file that people write comes near; libyaml takes 40 s for 200,000 open brackets.
MAXIMUM_DEPTH = 200

_UNREADABLE = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_PROPERTIES = re.compile(r"(?:[&!]\S*(?:\s|#[^\r\n]*)*){1,2}")
_WRITTEN_PAIR = re.compile(r"([A-Za-z_][A-Za-z0-9_.-]*)=")


@dataclass(slots=True, eq=False)
class Scalar:
    """A value. `start` to `end` holds the quotes or the `|` line too; `style` is `"`, `'`, `|`, `>` or empty."""

    start: int
    end: int
    value: str
    style: str = ""
    tag: str | None = None

    @property
    def null(self) -> bool:
        """Whether nothing is written here, or a word for nothing."""
        return not self.style and self.value in _NULLS


@dataclass(slots=True, eq=False)
class Alias:
    """A `*name` and the node that it stands for. The views of a mapping or a sequence never show one."""

    start: int
    end: int
    target: Node


@dataclass(slots=True, eq=False)
class Sequence:
    """A list as written; `items()` looks through aliases."""

    start: int
    end: int
    written: list[Node | Alias] = field(default_factory=list)
    tag: str | None = None

    def items(self) -> Iterator[Node]:
        """The elements in order."""
        return map(resolve, self.written)


@dataclass(slots=True, eq=False)
class Mapping:
    """Pairs as written, repeated keys included; the methods look through aliases and merge keys (`<<`)."""

    start: int
    end: int
    written: list[tuple[Node | Alias, Node | Alias]] = field(default_factory=list)
    tag: str | None = None

    def items(self) -> Iterator[tuple[Scalar, Node]]:
        """Pairs with a scalar key: the own ones in order, then the merged ones that no own key hides."""
        seen: set[str] = set()
        for index, table in enumerate(self._tables()):
            own = [(key, value) for key, value in table.own() if not index or key.value not in seen]
            seen.update(key.value for key, _ in own)
            yield from own

    def own(self) -> Iterator[tuple[Scalar, Node]]:
        """Pairs with a scalar key that are written in this very mapping, `<<` left out."""
        for key, value in self.written:
            name = resolve(key)
            if isinstance(name, Scalar) and not _merges(name):
                yield name, resolve(value)

    def pair(self, key: str) -> tuple[Scalar, Node] | None:
        """The key and the value of a name. Of two keys of one name the last counts, as in every loader."""
        for table in self._tables():
            found = [pair for pair in table.own() if pair[0].value == key]
            if found:
                return found[-1]
        return None

    def get(self, key: str) -> Node | None:
        """The value of a name."""
        found = self.pair(key)
        return found[1] if found else None

    def scalar(self, key: str) -> Scalar | None:
        """The value of a name if it is a scalar."""
        value = self.get(key)
        return value if isinstance(value, Scalar) else None

    def mapping(self, key: str) -> Mapping | None:
        """The value of a name if it is a mapping."""
        value = self.get(key)
        return value if isinstance(value, Mapping) else None

    def sequence(self, key: str) -> Sequence | None:
        """The value of a name if it is a list."""
        value = self.get(key)
        return value if isinstance(value, Sequence) else None

    def _tables(self) -> Iterator[Mapping]:
        """This mapping, then those merged into it, each once."""
        seen: set[int] = set()
        waiting: list[Node] = [self]
        while waiting:
            node = waiting.pop(0)
            if id(node) in seen:
                continue
            seen.add(id(node))
            if isinstance(node, Sequence):
                waiting[:0] = node.items()
            elif isinstance(node, Mapping):
                yield node
                waiting[:0] = [resolve(value) for key, value in node.written if _merges(resolve(key))]


Node = Scalar | Sequence | Mapping


def resolve(node: Node | Alias) -> Node:
    """The node itself, or the one that an alias stands for."""
    return node.target if isinstance(node, Alias) else node


def _merges(key: Node) -> bool:
    return isinstance(key, Scalar) and key.value == "<<" and not key.style


class YamlDocument(Document):
    """The documents of one YAML text. `roots` holds what was read before the first error, that document included."""

    def __init__(self, fragment: Fragment) -> None:
        super().__init__(fragment)
        self.text = _UNREADABLE.sub("\ufffd", fragment.text)
        self.roots, problems = _compose(self.text)
        self.problems.extend(Problem(self.span(at, min(at + 1, len(self.text))), reason) for at, reason in problems)

    @property
    def root(self) -> Node | None:
        """The first document's top node."""
        return self.roots[0] if self.roots else None

    def lookup(self, *path: str) -> Node | None:
        """The node of the first document at `path`: names of mappings, positions of lists in decimal."""
        node = self.root
        for step in path:
            node = _child(node, step)
        return node

    def text_span(self, scalar: Scalar) -> tuple[int, int]:
        """The characters between the quotes, or of the lines of a block without the margin of the first."""
        return yaml_scalar.text_span(self.text, scalar.start, scalar.end, scalar.style)

    def content(self, scalar: Scalar) -> tuple[str, TextMap]:
        """The decoded text, and the map from it to the characters of the fragment."""
        inner = yaml_scalar.align(self.text, scalar.start, scalar.end, scalar.style, scalar.value)
        return scalar.value, inner

    def embedded(self, scalar: Scalar, language: str, label: str = "") -> Fragment:
        """The decoded text as a fragment in another language."""
        text, inner = self.content(scalar)
        return self.fragment.derive(text, inner, language, label)

    def settings(self) -> Iterator[Setting]:
        """Every scalar with a name. `- NAME=value` and `{name: NAME, value: ...}` count as the pairs they stand for.

        An anchored node is reported once, where it is written; an alias of a scalar binds its own name to it.
        """
        for root in self.roots:
            yield from self._settings_below(root)

    def fragments(self) -> Iterator[Fragment]:
        """What a compose file runs: `command` and `entrypoint` of every service, and its health checks."""
        if self.fragment.language == "compose":
            yield from self._compose_commands()

    def walk(self, root: Node) -> Iterator[tuple[tuple[str, ...], Scalar | None, Node]]:
        """Every node from `root` down with its path and nearest key, each once however many aliases name it."""
        seen: set[int] = set()
        waiting: list[tuple[tuple[str, ...], Scalar | None, Node]] = [((), None, root)]
        while waiting:
            path, key, node = waiting.pop()
            if id(node) in seen and not isinstance(node, Scalar):
                continue
            seen.add(id(node))
            yield path, key, node
            waiting.extend(reversed(list(_children(path, key, node))))

    def _settings_below(self, root: Node) -> Iterator[Setting]:
        for path, key, node in self.walk(root):
            if key is None:
                continue
            if isinstance(node, Scalar) and not node.null:
                yield self._written_pair(path, node) or self._setting(path, key, node)
            elif isinstance(node, Mapping):
                name, value = node.scalar("name"), node.scalar("value")
                if name is not None and value is not None:
                    yield self._setting((*path, name.value), name, value)

    def _setting(self, path: tuple[str, ...], key: Scalar, value: Scalar) -> Setting:
        return Setting(path, value.value, *self.text_span(key), *self.text_span(value))

    def _written_pair(self, path: tuple[str, ...], item: Scalar) -> Setting | None:
        pair = _WRITTEN_PAIR.match(item.value) if path[-1].isdecimal() and item.style in ("", "'", '"') else None
        if pair is None:
            return None
        start, end = self.text_span(item)
        cut = start + len(pair[1])
        return Setting((*path[:-1], pair[1]), item.value[pair.end() :], start, cut, cut + 1, end)

    def _compose_commands(self) -> Iterator[Fragment]:
        services = self.lookup("services")
        for name, service in services.items() if isinstance(services, Mapping) else ():
            for step in (("command",), ("entrypoint",), ("healthcheck", "test")):
                node: Node | None = service
                for part in step:
                    node = _child(node, part)
                fragment = self._command(node, ".".join(("services", name.value, *step)))
                if fragment is not None:
                    yield fragment

    def _command(self, node: Node | None, label: str) -> Fragment | None:
        if isinstance(node, Scalar):
            return self.embedded(node, "shell", label)
        if isinstance(node, Sequence):
            words = [self.content(item) for item in node.items() if isinstance(item, Scalar)]
            return self.fragment.derive(*command_line(words), "shell", label) if words else None
        return None


def _child(node: Node | None, step: str) -> Node | None:
    if isinstance(node, Mapping):
        return node.get(step)
    if isinstance(node, Sequence) and step.isdecimal() and int(step) < len(node.written):
        return resolve(node.written[int(step)])
    return None


def _children(
    path: tuple[str, ...], key: Scalar | None, node: Node
) -> Iterator[tuple[tuple[str, ...], Scalar | None, Node]]:
    if isinstance(node, Sequence):
        for index, item in enumerate(node.items()):
            yield (*path, str(index)), key, item
    elif isinstance(node, Mapping):
        for name, value in node.written:
            resolved = resolve(name)
            if isinstance(resolved, Scalar):
                yield (*path, resolved.value), resolved, resolve(value)


def parse(fragment: Fragment) -> YamlDocument:
    """The documents of the fragment; the first thing that is no YAML ends them with a problem."""
    return YamlDocument(fragment)


def _compose(text: str) -> tuple[list[Node], list[tuple[int, str]]]:
    """The top nodes of the text's documents, and where and why reading was hard or stopped early."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    unmarked = text.lstrip("\ufeff")  # positions do not count a byte order mark
    composer = _Composer(text, len(text) - len(unmarked))
    try:
        for event in yaml.parse(unmarked, Loader=loader):
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
        self._actions: dict[str, Callable[[Any], None]] = {
            "DocumentStartEvent": lambda event: self._anchors.clear(),
            "ScalarEvent": self._scalar,
            "AliasEvent": self._alias,
            "SequenceStartEvent": lambda event: self._enter(Sequence(*self._place(event), tag=event.tag), event.anchor),
            "MappingStartEvent": lambda event: self._enter(Mapping(*self._place(event), tag=event.tag), event.anchor),
            "SequenceEndEvent": self._leave,
            "MappingEndEvent": self._leave,
        }

    def take(self, event: Any) -> None:
        """Add what the event says."""
        action = self._actions.get(type(event).__name__)
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
        self._open.pop().end = self._base + event.end_mark.index

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
