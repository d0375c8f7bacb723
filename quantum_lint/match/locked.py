"""Locks and the manifests that they were made from: which belong together, and whether they still agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from quantum_lint.match.projects import Mention, mentions
from quantum_lint.model.fact import Dependency, Manifest
from quantum_lint.parse.ranges import allows
from quantum_lint.parse.versions import exact

#: Kind of lock -> names of the manifests that it is made from, in the same folder, the first that is there.
_MANIFESTS: Mapping[str, tuple[str, ...]] = {
    "uv-lock": ("pyproject.toml",),
    "poetry-lock": ("pyproject.toml",),
    "pdm-lock": ("pyproject.toml",),
    "pylock": ("pyproject.toml",),
    "pixi-lock": ("pixi.toml", "pyproject.toml"),
    "pipfile-lock": ("Pipfile",),
}
#: Locks that name conda's packages, which have names of their own, so that one may be there under another.
_RENAMING = frozenset({"pixi-lock"})


class Pair(NamedTuple):
    """A lock, the manifest that it is made from, and what each of them names."""

    lock: str
    kind: str
    manifest: str
    asked: tuple[Mention, ...]
    locked: Mapping[str, Sequence[Mention]]

    def disagreements(self) -> Iterator[tuple[Mention, Mention | None]]:
        """What the manifest asks for, with what the lock has in its place: a version that is not meant, or nothing."""
        for mention in self.asked:
            wanted, found = mention.dependency, self.locked.get(mention.dependency.name, ())
            if wanted.group is not None or wanted.url or wanted.constrained:
                continue
            if found and not any(satisfies(each.dependency, wanted.specifier) for each in found):
                yield mention, found[0]
            elif not found and not wanted.marker and self.kind not in _RENAMING:
                yield mention, None


def pairs(repository: Any) -> Iterator[Pair]:
    """Every lock of the repository with the manifest beside it."""
    named: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions(repository):
        named[mention.path].append(mention)
    manifests = dict(repository.facts(Manifest))
    for lock, manifest in _pairs(manifests):
        locked: dict[str, list[Mention]] = defaultdict(list)
        for mention in named[lock]:
            locked[mention.dependency.name].append(mention)
        yield Pair(lock, manifests[lock].format, manifest, tuple(named[manifest]), locked)


def satisfies(locked: Dependency, specifier: str) -> bool:
    """Whether a locked version is in a PEP 440 range; True where that cannot be told."""
    version = exact(locked.specifier)
    return version is None or bool(locked.url) or allows(specifier, version) is not False


def _pairs(manifests: Mapping[str, Manifest]) -> Iterator[tuple[str, str]]:
    for path, manifest in sorted(manifests.items()):
        folder, slash, name = path.rpartition("/")
        if manifest.role == "lock":
            beside = (f"{folder}{slash}{each}" for each in _MANIFESTS.get(manifest.format, ()))
            found = next((each for each in beside if each in manifests), None)
        else:
            compiled = manifest.pinned and manifest.format == "requirements" and name.endswith(".txt")
            found = f"{path[:-4]}.in" if compiled and f"{path[:-4]}.in" in manifests else None
        if found is not None:
            yield path, found
