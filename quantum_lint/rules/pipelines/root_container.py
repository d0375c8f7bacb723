"""Images with quantum software that leave their programs at root."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.image_contents import quantum_contents
from quantum_lint.match.images import base_images
from quantum_lint.model import lazy
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.dockerfile import DockerfileDocument, Instruction
from quantum_lint.parse.image_reference import leaves_root

_ROOT = lazy.pattern(r"(?:root|0)(?::\w+)?")
_GIVES_UP = lazy.pattern(r"\b(?:gosu|su-exec|setpriv|runuser|s6-setuidgid|chpst|tini-su)\b")


def check(document: DockerfileDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """The instruction that settles the user of the last stage, if that is root."""
    last = max((each.stage for each in document.of("FROM")), default=-1)
    settled = _settled(document, last)
    if settled is None or any(_GIVES_UP.search(each.text) for each in document.of("ENTRYPOINT", "CMD")):
        return
    contents = quantum_contents(document, knowledge)
    if contents:
        span = document.span(settled.start, settled.end)
        yield Hit(span, _note(settled, contents))


def _settled(document: DockerfileDocument, stage: int) -> Instruction | None:
    """The `USER` or `FROM` that makes a stage run as root; None if none does, or nobody knows."""
    bases = {instruction.stage: (instruction, name) for instruction, name in base_images(document)}
    named = {words[2].text.lower(): number for number, (each, _) in bases.items() if len(words := each.words()) > 2}
    while stage in bases:
        users = [each for each in document.of("USER") if each.stage == stage and not each.onbuild]
        if users:
            return users[-1] if _ROOT.fullmatch(users[-1].text.strip()) else None
        base, name = bases[stage]
        before = named.get(name.lower(), stage)
        if before >= stage:
            return base if leaves_root(name) else None
        stage = before
    return None


def _note(settled: Instruction, contents: str) -> str:
    how = (
        "ends with `USER root`"
        if settled.keyword == "USER"
        else "names no `USER`, and its base image leaves it at root"
    )
    return (
        f"The image {contents} and {how}: a notebook or a package that goes wrong has the whole container and what is "
        "mounted into it. Add `RUN useradd --create-home lab` and, after the last step that needs root, `USER lab`."
    )
