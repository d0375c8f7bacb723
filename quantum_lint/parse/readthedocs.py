"""The configuration of Read the Docs: what its builds run."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.model.fragment import Fragment
from quantum_lint.parse.yaml import YamlDocument
from quantum_lint.parse.yaml_node import Mapping, Scalar, Sequence


class ReadTheDocsDocument(YamlDocument):
    """How a documentation is built."""

    def fragments(self) -> Iterator[Fragment]:
        """Every command, on its own as it is run."""
        jobs = self.lookup("build", "jobs")
        steps = [(name.value, step) for name, step in jobs.items()] if isinstance(jobs, Mapping) else []
        for name, step in (*steps, ("commands", self.lookup("build", "commands"))):
            for command in step.items() if isinstance(step, Sequence) else ():
                if isinstance(command, Scalar):
                    yield self.embedded(command, "shell", f"build.{name}")


def parse(fragment: Fragment) -> ReadTheDocsDocument:
    """The document of the fragment."""
    return ReadTheDocsDocument(fragment)
