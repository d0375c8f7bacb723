"""Manifests of Kubernetes: what their containers run."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.model.fragment import Fragment
from quantum_lint.parse.command_line import command_line
from quantum_lint.parse.yaml import YamlDocument
from quantum_lint.parse.yaml_node import Mapping, Scalar, Sequence

#: Where the containers of a pod are listed.
_LISTS = ("containers", "initContainers", "ephemeralContainers")


class KubernetesDocument(YamlDocument):
    """Manifests, one after the other."""

    def fragments(self) -> Iterator[Fragment]:
        """The command of every container, with its arguments."""
        for root in self.roots:
            for path, _, node in self.walk(root):
                if isinstance(node, Mapping) and len(path) > 1 and path[-2] in _LISTS and path[-1].isdecimal():
                    yield from self._commands(node, ".".join(path))

    def _commands(self, container: Mapping, label: str) -> Iterator[Fragment]:
        lists = [container.sequence(key) for key in ("command", "args")]
        words = [item for each in lists for item in _scalars(each)]
        if words:
            text, inner = command_line([self.content(word) for word in words])
            yield self.fragment.derive(text, inner, "shell", label).marked("container")


def _scalars(given: Sequence | None) -> Iterator[Scalar]:
    return (item for item in given.items() if isinstance(item, Scalar)) if given else iter(())


def parse(fragment: Fragment) -> KubernetesDocument:
    """The document of the fragment."""
    return KubernetesDocument(fragment)
