"""Images that are named without their digest."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.images import Image, images
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.rule import Options


def check(document: Document, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Each image once, at its first use; a use near hardware comes before others."""
    found: dict[str, list[Image]] = {}
    for image in sorted(images(document, knowledge), key=lambda image: not image.reach):
        reference = image.reference
        trusted = any(fnmatchcase(reference.name, pattern) for pattern in options["trusted"])
        if not reference.digest and reference.published and not trusted:
            found.setdefault(f"{reference.name}:{reference.tag}", []).append(image)
    for uses in found.values():
        yield _hit(document, uses)


def _hit(document: Document, uses: list[Image]) -> Hit:
    image = uses[0]
    urgent = image.reference.moving and image.reach and "documentation" not in document.fragment.traits
    return Hit(
        span=document.span(image.start, image.end),
        note=_note(image),
        related=tuple(Related(document.span(use.start, use.end), "used here too") for use in uses[1:]),
        severity=None if image.reference.moving else "low",
        persona=None if urgent else "pedantic",
    )


def _note(image: Image) -> str:
    name, tag, _ = image.reference
    written = f"{name}:{tag}" if tag else name
    near = f", {image.reach}," if image.reach else ""
    if image.reference.moving:
        how = f"`{tag}` is" if tag else "No tag means `latest`, which is"
        reason = f"{how} whatever was pushed last, so results change and new code gets in without a commit"
        tag = "<version>"
    else:
        reason = f"whoever owns the image can move `{tag}` to other code"
    return (
        f"The {image.role} `{written}`{near} is not pinned: {reason}. Name the version that was tested and its digest, "
        f"`{name}:{tag}@sha256:...`; `docker buildx imagetools inspect {written}` shows it."
    )
