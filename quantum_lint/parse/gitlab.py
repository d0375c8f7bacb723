"""Pipelines of GitLab CI."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from quantum_lint.model import lazy
from quantum_lint.model.fragment import Fragment
from quantum_lint.parse.pipeline import Inclusion, JobImage, Script, YamlPipeline, scalars, variable_like
from quantum_lint.parse.yaml_node import Mapping, Node, Scalar, Sequence

#: What the host replaces: `$[[ inputs.name ]]`.
_INPUT = lazy.pattern(r"\$\[\[[^\[\]\n]*\]\]")
_COMMIT = lazy.pattern(r"[0-9a-f]{40}")
#: Keys of the top level that are no jobs.
_NO_JOBS = frozenset(("cache", "image", "include", "services", "spec", "stages", "variables", "workflow"))


class GitlabDocument(YamlPipeline):
    """The jobs of a pipeline, hidden ones too, and what holds for all of them."""

    @staticmethod
    def neutral(text: str) -> str:
        """The script with a variable for each input."""
        return _INPUT.sub(lambda match: variable_like(match[0]), text)

    def scripts(self) -> Iterator[Script]:
        """What a job runs before and as its script is one script, what it runs after it another."""
        shared = self.top.get("variables")
        for label, job in self._jobs():
            given = self.given(shared, job.get("variables"))
            for names in (("before_script", "script"), ("after_script",)):
                lines = [line for name in names for line in scalars(job.get(name))]
                fragment = self.script(lines, "shell", f"{label}.{names[-1]}")
                if fragment is not None:
                    yield Script(fragment, given)

    def images(self) -> Iterator[JobImage]:
        """The images of jobs and of the services beside them; jobs without one run in the default image."""
        jobs = list(self._jobs())
        shared = self.top.get("variables")
        others = [job for label, job in jobs if label != "default" and not job.get("image")]
        for label, job in jobs:
            around: list[Node] = [*others] if label == "default" else [job]
            around = [*around, shared] if shared and around else around
            yield from self.image(job.get("image"), around, "job image")
            for service in _listed(job.get("services")):
                yield from self.image(service, around, "service image")

    def inclusions(self) -> Iterator[Inclusion]:
        """Files of other projects and of other hosts, and components."""
        for item in _listed(self.top.get("include")):
            if isinstance(item, Mapping):
                yield from self._included(item)
            elif isinstance(item, Scalar) and item.value.startswith(("http://", "https://")):
                yield self._remote(item)

    def jobs(self) -> Iterator[tuple[Scalar, Mapping]]:
        """Every job under its name, hidden ones too."""
        for key, node in self.top.items():
            if isinstance(node, Mapping) and key.value not in _NO_JOBS:
                yield key, node

    def facts(self, knowledge: Any) -> Iterable[object]:
        """The jobs, as far as they may spend."""
        from quantum_lint.parse import gitlab_jobs

        return gitlab_jobs.jobs(self, knowledge)

    def _jobs(self) -> Iterator[tuple[str, Mapping]]:
        """Every job, and what all have in common as the job `default`."""
        yield "default", self.top
        yield from ((key.value, node) for key, node in self.jobs())

    def _included(self, item: Mapping) -> Iterator[Inclusion]:
        remote, component, project = item.scalar("remote"), item.scalar("component"), item.scalar("project")
        if remote is not None:
            yield self._remote(remote, fixed=item.get("integrity") is not None)
        elif component is not None:
            name, _, version = component.value.rpartition("@")
            own = name.startswith(("$CI_SERVER_FQDN/$CI_PROJECT", "$CI_SERVER_HOST/$CI_PROJECT"))
            place = self.text_span(component)
            yield Inclusion("component", name, version, place, _COMMIT.fullmatch(version) is not None, own)
        elif project is not None:
            named = item.scalar("ref")
            reference = named.value if named else ""
            fixed = _COMMIT.fullmatch(reference) is not None
            yield Inclusion("include", project.value, reference, self.text_span(project), fixed, own=True)

    def _remote(self, address: Scalar, fixed: bool = False) -> Inclusion:
        fixed = fixed or _COMMIT.search(address.value) is not None
        return Inclusion("include", address.value, "", self.text_span(address), fixed)


def _listed(node: Node | None) -> Iterator[Node]:
    """The items of a list; anything else is a list of itself."""
    if isinstance(node, Sequence):
        yield from node.items()
    elif node is not None:
        yield node


def parse(fragment: Fragment) -> GitlabDocument:
    """The pipeline."""
    return GitlabDocument(fragment)
