"""Provider credentials that a build writes into an image."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from quantum_lint.knowledge import Knowledge
from quantum_lint.model import lazy
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.shell import ShellDocument
from quantum_lint.parse.shell_command import Word
from quantum_lint.parse.workflow_credential import meaning
from quantum_lint.parse.yaml import YamlDocument
from quantum_lint.parse.yaml_node import Scalar

if TYPE_CHECKING:
    from quantum_lint.parse.dockerfile import DockerfileDocument, Instruction
    from quantum_lint.parse.json import JsonDocument

_LINE_NAME = lazy.pattern(r"^[ \t]*([A-Za-z_]\w*)(?:=|[ \t]*$)", re.MULTILINE)
_NAME = lazy.pattern(r"[A-Za-z_]\w*")
_DOTENV = lazy.pattern(r"\.env(?:\.(?!example$|sample$|template$|dist$)[\w-]+)?")
_BUILDERS = frozenset(("docker", "podman", "buildah", "nerdctl", "buildx", "img", "executor"))
_INSTEAD = "Hand it over for one command with `RUN --mount=type=secret`, or only when the container starts."


def check(document: Document, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Names that are set, arguments that are passed and files that are copied while an image is built."""
    if document.fragment.language == "dockerfile":
        image = cast("DockerfileDocument", document)
        yield from _set(image, knowledge)
        yield from _copied(image, knowledge)
    else:
        for name, start, end in _passed(cast("ShellDocument | YamlDocument | JsonDocument", document)):
            provider = _provider(name, document, knowledge)
            if provider:
                note = (
                    f"The build argument {name} puts {_whose(provider, knowledge)} into the image: its history shows "
                )
                yield Hit(document.span(start, end), f"{note}every argument. {_INSTEAD}", provider=provider)


def _set(document: DockerfileDocument, knowledge: Knowledge) -> Iterator[Hit]:
    for instruction in document.of("ENV", "ARG"):
        keeps = "every container has it" if instruction.keyword == "ENV" else "its history shows it"
        for setting in instruction.names():
            provider = _provider(setting.key, document, knowledge)
            if provider and _filled(instruction, setting.value, knowledge):
                note = (
                    f"{instruction.keyword} {setting.key} puts {_whose(provider, knowledge)} into the image: {keeps}."
                )
                span = document.span(setting.key_start, setting.key_end)
                yield Hit(span, f"{note} {_INSTEAD}", provider=provider)


def _filled(instruction: Instruction, value: str, knowledge: Knowledge) -> bool:
    """Whether there is something in it: an argument without a default gets its value when the image is built."""
    if instruction.keyword == "ARG" and not value:
        return True
    return "$" in value or (bool(value) and not knowledge.is_placeholder(value))


def _copied(document: DockerfileDocument, knowledge: Knowledge) -> Iterator[Hit]:
    for instruction in document.of("COPY", "ADD"):
        for word in instruction.words()[:-1]:
            holder = _holder(word, knowledge)
            if holder:
                provider, what = holder
                note = (
                    f"{instruction.keyword} puts {word.text} into a layer of the image, and {what}; a later `rm` does"
                )
                yield Hit(document.span(word.start, word.end), f"{note} not take it out. {_INSTEAD}", provider=provider)


def _holder(word: Word, knowledge: Knowledge) -> tuple[str | None, str] | None:
    """Whose credentials a file or a folder holds, by its path."""
    path = word.text.rstrip("/").removeprefix("./").lstrip("~/")
    files = knowledge.files_at(path) or tuple(
        file for file in knowledge.files if any(_below(path, pattern) for pattern in file.paths)
    )
    if files:
        provider = files[0].provider
        return provider, f"that is where {knowledge.providers[provider].title} keeps its credentials"
    if _DOTENV.fullmatch(path.rpartition("/")[2]):
        return None, "such a file is made to hold credentials"
    return None


def _below(folder: str, pattern: str) -> bool:
    """Whether a credential file lies in a hidden folder that is copied whole."""
    name = folder.rpartition("/")[2]
    return name.startswith(".") and name not in (".config", ".local", ".cache") and name in pattern.split("/")[:-1]


def _passed(document: ShellDocument | YamlDocument | JsonDocument) -> Iterator[tuple[str, int, int]]:
    """Names of build arguments, and where they stand."""
    if isinstance(document, ShellDocument):
        for command in document.commands():
            if command.program in _BUILDERS:
                yield from _build_options(command.effective())
    else:
        for setting in document.settings():
            if setting.path[-3:-1] == ("build", "args"):
                listed = setting.key.isdecimal()
                place = (setting.value_start, setting.value_end) if listed else (setting.key_start, setting.key_end)
                yield (setting.value if listed else setting.key, *place)
        if isinstance(document, YamlDocument) and "build-args" in document.text:
            yield from _action_arguments(document)


def _build_options(words: tuple[Word, ...]) -> Iterator[tuple[str, int, int]]:
    for index, word in enumerate(words):
        option, _, value = word.text.partition("=")
        if option != "--build-arg":
            continue
        given = word if value else words[min(index + 1, len(words) - 1)]
        name = _NAME.match(value or given.text)
        if name:
            yield name[0], given.start, given.end


def _action_arguments(document: YamlDocument) -> Iterator[tuple[str, int, int]]:
    """The lines of `build-args` that a step hands to an action that builds images."""
    for root in document.roots:
        for path, _, node in document.walk(root):
            if path[-2:] == ("with", "build-args") and isinstance(node, Scalar):
                text, inner = document.content(node)
                for line in _LINE_NAME.finditer(text):
                    place = inner.span(*line.span(1))
                    yield line[1], place.start, place.end


def _provider(name: str, document: Document, knowledge: Knowledge) -> str | None:
    """The provider whose credential a variable of this name holds."""
    meant = meaning(name, knowledge)
    return meant.provider if meant and meant.fits(document.fragment.text.lower()) else None


def _whose(provider: str, knowledge: Knowledge) -> str:
    return f"a credential of {knowledge.providers[provider].title}"
