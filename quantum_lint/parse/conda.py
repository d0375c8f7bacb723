"""Environment files of conda: packages by conda's own ranges, and a list of requirements for pip inside."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.model.fact import Dependency, Manifest
from quantum_lint.model.fragment import Fragment
from quantum_lint.parse.command_line import joined
from quantum_lint.parse.versions import conda_specification, exact
from quantum_lint.parse.yaml import YamlDocument
from quantum_lint.parse.yaml_node import Mapping, Scalar, Sequence


class CondaDocument(YamlDocument):
    """What an environment file asks of conda. What it asks of pip is a fragment of its own."""

    def facts(self, knowledge: object) -> Iterator[object]:
        """The packages that conda installs, and the manifest itself."""
        found = [dependency for item in self._items() if (dependency := self._dependency(item)) is not None]
        yield from found
        if found:
            pinned = all(exact(each.specifier) for each in found)
            yield Manifest("manifest", "conda-environment", found[0].span, pinned=pinned)

    def fragments(self) -> Iterator[Fragment]:
        """The lines for pip, as the requirements file that conda makes of them."""
        dependencies = self.lookup("dependencies")
        for item in dependencies.items() if isinstance(dependencies, Sequence) else ():
            lines = item.get("pip") if isinstance(item, Mapping) else None
            if isinstance(lines, Sequence):
                yield from self._requirements([line for line in lines.items() if isinstance(line, Scalar)])

    def _items(self) -> Iterator[Scalar]:
        dependencies = self.lookup("dependencies")
        for item in dependencies.items() if isinstance(dependencies, Sequence) else ():
            if isinstance(item, Scalar):
                yield item

    def _dependency(self, item: Scalar) -> Dependency | None:
        found = conda_specification(item.value)
        if found is None:
            return None
        return Dependency(*found, self.span(*self.text_span(item)), "conda", ecosystem="conda")

    def _requirements(self, lines: list[Scalar]) -> Iterator[Fragment]:
        if lines:
            text, inner = joined([self.content(line) for line in lines], "\n")
            yield self.fragment.derive(text, inner, "requirements", "pip")


def parse(fragment: Fragment) -> CondaDocument:
    """The document; the first thing that is no YAML ends it with a problem."""
    return CondaDocument(fragment)
