"""YAML documents: settings, look-ups, and scalars that are written in another language."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from quantum_lint.model import lazy
from quantum_lint.model.fragment import Document, Fragment, Problem
from quantum_lint.model.setting import Setting
from quantum_lint.model.span import DeferredMap, TextMap
from quantum_lint.parse import yaml_reader, yaml_scalar
from quantum_lint.parse.command_line import command_line
from quantum_lint.parse.yaml_node import Mapping, Node, Scalar, Sequence, resolve

#: The set of what no parser of YAML takes is so large that it takes 3 ms to compile, and most texts are ASCII.
_UNUSUAL = lazy.pattern("[^\t\n\r -~]")
_UNREADABLE = lazy.pattern("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_WRITTEN_PAIR = lazy.pattern(r"([A-Za-z_][A-Za-z0-9_.-]*)=")


class YamlDocument(Document):
    """The documents of one YAML text. `roots` holds what was read before the first error, that document included."""

    def __init__(self, fragment: Fragment) -> None:
        super().__init__(fragment)
        self.text = _UNREADABLE.sub("\ufffd", fragment.text) if _UNUSUAL.search(fragment.text) else fragment.text
        marks = len(fragment.text) - len(fragment.text.lstrip("\ufeff"))
        self.roots, problems = yaml_reader.compose(self.text, marks)
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
        written = (self.text, scalar.start, scalar.end, scalar.style, scalar.value)
        return scalar.value, DeferredMap(lambda: yaml_scalar.align(*written))

    def embedded(self, scalar: Scalar, language: str, label: str = "") -> Fragment:
        """The decoded text as a fragment in another language."""
        text, inner = self.content(scalar)
        return self.fragment.derive(text, inner, language, label)

    def settings(self) -> Iterator[Setting]:
        """Every scalar with a name. `- NAME=value` and `{name: NAME, value: ...}` count as the pairs they stand for.

        An anchored node is reported once, where it is written; an alias of a scalar binds its own name to it.
        """
        return iter(self._settings)

    @cached_property
    def _settings(self) -> tuple[Setting, ...]:
        """All of them: most rules about data ask for them, one after the other."""
        return tuple(setting for root in self.roots for setting in self._settings_below(root))

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
                    yield fragment.marked("container")

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
