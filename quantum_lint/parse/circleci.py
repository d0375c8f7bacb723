"""Pipelines of CircleCI."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from quantum_lint.model import lazy
from quantum_lint.model.fragment import Fragment
from quantum_lint.parse.pipeline import (
    Inclusion,
    JobImage,
    Script,
    YamlPipeline,
    language_of,
    scalars,
    variable_like,
)
from quantum_lint.parse.yaml_node import Mapping, Scalar

#: What the host replaces: `<< parameters.name >>`, but `\<<` is a here-document.
_PARAMETER = lazy.pattern(r"\\<<|<<[^<>\n]*>>")
_RELEASE = lazy.pattern(r"\d+\.\d+\.\d+")


class CircleDocument(YamlPipeline):
    """Jobs, commands and orbs; what an orb that is taken in runs is not seen."""

    @staticmethod
    def neutral(text: str) -> str:
        """The script with a variable for each parameter."""
        return _PARAMETER.sub(lambda match: " <<" if match[0] == r"\<<" else variable_like(match[0]), text)

    def scripts(self) -> Iterator[Script]:
        """The `run` steps, wherever steps are listed."""
        for path, table in self.tables():
            run = table.get("run") if path and path[-1].isdecimal() else None
            command = run.scalar("command") if isinstance(run, Mapping) else run
            language = language_of(run.scalar("shell") if isinstance(run, Mapping) else None)
            if isinstance(command, Scalar) and language:
                fragment = self.script(scalars(command), language, ".".join((*path, "run")))
                if fragment is not None:
                    yield Script(fragment)

    def images(self) -> Iterator[JobImage]:
        """The containers of jobs and executors; the first is what the steps run in."""
        for _, table in self.tables():
            containers = table.sequence("docker")
            for number, container in enumerate(containers.items() if containers else ()):
                if isinstance(container, Mapping):
                    yield from self.image(container, (table,), "service image" if number else "job image")

    def facts(self, knowledge: Any) -> Iterable[object]:
        """The jobs, as far as they may spend."""
        from quantum_lint.parse import circleci_jobs

        return circleci_jobs.jobs(self, knowledge)

    def inclusions(self) -> Iterator[Inclusion]:
        """The orbs; those of the host itself are part of it."""
        orbs = self.top.mapping("orbs")
        for _, value in orbs.items() if orbs else ():
            if isinstance(value, Scalar) and not value.value.startswith("circleci/"):
                name, _, version = value.value.partition("@")
                fixed = _RELEASE.fullmatch(version) is not None
                yield Inclusion("orb", name, version, self.text_span(value), fixed)


def parse(fragment: Fragment) -> CircleDocument:
    """The pipeline."""
    return CircleDocument(fragment)
