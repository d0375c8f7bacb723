"""The images that files start containers from or build on, and what those containers have to do with hardware."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.image_contents import named_credential, quantum_contents
from quantum_lint.match.workflow_wording import named
from quantum_lint.model import lazy
from quantum_lint.model.fragment import Document
from quantum_lint.parse.dockerfile import DockerfileDocument, Instruction
from quantum_lint.parse.image_reference import ImageReference, read
from quantum_lint.parse.json import JsonDocument
from quantum_lint.parse.pipeline import Pipeline
from quantum_lint.parse.workflow import WorkflowDocument
from quantum_lint.parse.yaml import YamlDocument
from quantum_lint.parse.yaml_node import Mapping, Node, Scalar

_VARIABLE = lazy.pattern(r"\$(?:\{(\w+)(?::?-([^}$]*))?\}|(\w+))")
#: Parts of a folder's, an image's or a host's name.
_PART = lazy.pattern(r"[a-z0-9]+")
_SHORTEST_WORD = 4


class Image(NamedTuple):
    """An image and the characters that name it. `role` says what kind it is; `reach`, how it comes near hardware."""

    reference: ImageReference
    start: int
    end: int
    role: str
    reach: str = ""


def images(document: Document, knowledge: Knowledge) -> Iterator[Image]:
    """Every image that the document names and that its own text settles."""
    if isinstance(document, DockerfileDocument):
        found = _of_dockerfile(document, knowledge)
    elif isinstance(document, WorkflowDocument):
        found = _of_workflow(document, knowledge)
    elif isinstance(document, Pipeline):
        found = _of_pipeline(document, knowledge)
    elif isinstance(document, YamlDocument):
        found = _of_services(document, knowledge)
    else:
        found = _of_container(document, knowledge)
    for image in found:
        about = image.reach or ("which holds quantum software" if _quantum(image.reference, knowledge) else "")
        yield image._replace(reach=about)


def base_images(document: DockerfileDocument) -> Iterator[tuple[Instruction, str]]:
    """Each `FROM` with the image or the stage that it names, variables filled in as far as they have defaults."""
    defaults = {
        setting.key: setting.value
        for instruction in document.of("ARG")
        if instruction.stage < 0
        for setting in instruction.names()
        if setting.value
    }
    for instruction in document.of("FROM"):
        words = instruction.words()
        if words:
            yield instruction, _VARIABLE.sub(lambda match: _filled(match, defaults), words[0].text)


def _filled(match: re.Match[str], defaults: dict[str, str]) -> str:
    return defaults.get(match[1] or match[3]) or match[2] or match[0]


def _of_dockerfile(document: DockerfileDocument, knowledge: Knowledge) -> Iterator[Image]:
    reach = _for("an image", quantum_contents(document, knowledge))
    stages: set[str] = set()
    for instruction, name in base_images(document):
        words = instruction.words()
        if name.lower() not in stages | {"scratch"}:
            yield from _read(name, words[0].start, words[0].end, "base image", reach)
        stages.update(word.text.lower() for word in words[2:3])
    for instruction in document.of("COPY"):
        for option, name in instruction.flags:
            if option == "from" and "/" in name and name.lower() not in stages:
                yield from _read(name, instruction.start, instruction.end, "image", reach)


def _of_workflow(document: WorkflowDocument, knowledge: Knowledge) -> Iterator[Image]:
    access = document.access(knowledge)
    for job in document.jobs:
        held = access.held_by(job)
        reach = f"which runs in {job.label} with {named(held, knowledge)}" if held else ""
        container = job.node.get("container")
        yield from _named(document, container, "job image", reach)
        services = job.node.mapping("services")
        for _, service in services.items() if services else ():
            yield from _named(document, service, "service image", reach)
        for step in job.steps:
            if step.uses and step.uses.kind == "image":
                yield from _named(document, step.uses.scalar, "step image", reach)
        if job.composite:
            yield from _named(document, job.node, "image", reach)


def _of_pipeline(document: Pipeline, knowledge: Knowledge) -> Iterator[Image]:
    """The images that the hosts other than GitHub run jobs in."""
    for image in document.images():
        around = " ".join(document.fragment.text[slice(*place)] for place in image.around)
        credential = named_credential(around, knowledge)
        reach = _for("a job", f"names {credential}" if credential else "")
        yield from _read(image.text, *image.place, image.role, reach)


def _of_services(document: YamlDocument, knowledge: Knowledge) -> Iterator[Image]:
    """The images of containers in compose files and manifests; one that is built here is named after itself."""
    services = [
        node
        for root in document.roots
        for _, _, node in document.walk(root)
        if isinstance(node, Mapping) and node.get("image")
    ]
    built = {image.value for node in services if node.get("build") and (image := node.scalar("image"))}
    for node in services:
        image = node.scalar("image")
        if image and image.value not in built:
            credential = named_credential(document.text[node.start : node.end], knowledge)
            reach = _for("a container", f"is given {credential}" if credential else "")
            yield from _named(document, image, "service image", reach)


def _of_container(document: Document, knowledge: Knowledge) -> Iterator[Image]:
    """The image of a development container."""
    settings = document.settings() if isinstance(document, JsonDocument) else ()
    for setting in settings:
        if setting.path == ("image",):
            reach = _for("a container", quantum_contents(document, knowledge))
            yield from _read(setting.value, setting.value_start, setting.value_end, "image", reach)


def _for(what: str, contents: str) -> str:
    return f"for {what} that {contents}" if contents else ""


def _named(document: YamlDocument, node: Node | None, role: str, reach: str) -> Iterator[Image]:
    """The image that a scalar, or the `image` of a mapping, names."""
    scalar = node.scalar("image") if isinstance(node, Mapping) else node
    if isinstance(scalar, Scalar):
        yield from _read(scalar.value, *document.text_span(scalar), role, reach)


def _read(text: str, start: int, end: int, role: str, reach: str) -> Iterator[Image]:
    reference = read(text)
    if reference is not None:
        yield Image(reference, start, end, role, reach)


def _quantum(reference: ImageReference, knowledge: Knowledge) -> bool:
    """Whether the name says that the image is made for quantum computing."""
    return not _words(knowledge).isdisjoint(_PART.findall(reference.name))


@lru_cache(maxsize=4)
def _words(knowledge: Knowledge) -> frozenset[str]:
    words = map(str.lower, knowledge.spellings)
    return frozenset(word for word in words if len(word) >= _SHORTEST_WORD) | {"quantum"}
