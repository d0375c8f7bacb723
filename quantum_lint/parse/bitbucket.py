"""Bitbucket Pipelines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from quantum_lint.model import lazy
from quantum_lint.model.fragment import Fragment
from quantum_lint.parse.pipeline import Inclusion, JobImage, Script, YamlPipeline, scalars
from quantum_lint.parse.yaml_node import Scalar

_RELEASE = lazy.pattern(r"\d+\.\d+\.\d+|sha256:[0-9a-f]{64}")
#: The host's own pipes.
_HOST_OWNER = "atlassian/"


class BitbucketDocument(YamlPipeline):
    """Steps, wherever they are: in branches, pull requests, custom pipelines, stages, or among the definitions."""

    def scripts(self) -> Iterator[Script]:
        """The `script` and the `after-script` of each step."""
        for path, table in self.tables():
            for name in ("script", "after-script"):
                lines = scalars(table.sequence(name))
                fragment = self.script(lines, "shell", ".".join((*path, name)))
                if fragment is not None:
                    yield Script(fragment)

    def images(self) -> Iterator[JobImage]:
        """The images of services, of one step, and of all steps that have none."""
        others = [table for _, table in self.tables() if table.get("script") and not table.get("image")]
        for path, table in self.tables():
            role = "service image" if path[:2] == ("definitions", "services") else "job image"
            if path[-1:] != ("image",):
                yield from self.image(table.get("image"), (table,) if path else others, role)

    def facts(self, knowledge: Any) -> Iterable[object]:
        """The jobs, as far as they may spend."""
        from quantum_lint.parse import bitbucket_jobs

        return bitbucket_jobs.jobs(self, knowledge)

    def inclusions(self) -> Iterator[Inclusion]:
        """The pipes of others than the host."""
        for _, table in self.tables():
            pipe = table.scalar("pipe")
            if isinstance(pipe, Scalar) and not pipe.value.startswith(_HOST_OWNER):
                name, _, version = pipe.value.removeprefix("docker://").partition(":")
                fixed = _RELEASE.fullmatch(version) is not None
                yield Inclusion("pipe", name, version, self.text_span(pipe), fixed)


def parse(fragment: Fragment) -> BitbucketDocument:
    """The pipeline."""
    return BitbucketDocument(fragment)
