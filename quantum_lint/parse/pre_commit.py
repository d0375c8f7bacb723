"""The configuration of pre-commit: what its hooks need beside themselves."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.model import lazy
from quantum_lint.model.fragment import Fragment
from quantum_lint.parse.command_line import joined
from quantum_lint.parse.yaml import YamlDocument
from quantum_lint.parse.yaml_node import Mapping, Scalar

#: `eslint@9`, `@scope/name`: what hooks in other languages need.
_OTHER_PACKAGE = lazy.pattern(r"@|[\w.-]+@[^\s:]*$|[\w.-]+:[\w.-]+$")
_PYTHON = ("python", "")


class PreCommitDocument(YamlDocument):
    """The repositories that hooks come from, with the hooks."""

    def fragments(self) -> Iterator[Fragment]:
        """The additional dependencies of every hook that is written in Python, as far as it is said, for pip."""
        for root in self.roots:
            for path, _, node in self.walk(root):
                if isinstance(node, Mapping) and len(path) > 1 and path[-2] == "hooks" and path[-1].isdecimal():
                    yield from self._required(node)

    def _required(self, hook: Mapping) -> Iterator[Fragment]:
        language, identity = hook.scalar("language"), hook.scalar("id")
        given = hook.sequence("additional_dependencies")
        if given is None or (language.value if language else "") not in _PYTHON:
            return
        lines = [item for item in given.items() if isinstance(item, Scalar) and not _OTHER_PACKAGE.match(item.value)]
        if lines:
            text, inner = joined([self.content(line) for line in lines], "\n")
            yield self.fragment.derive(text, inner, "requirements", identity.value if identity else "hook")


def parse(fragment: Fragment) -> PreCommitDocument:
    """The document of the fragment."""
    return PreCommitDocument(fragment)
