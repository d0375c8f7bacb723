"""Locks and the manifests that they were made from: which belong together, and whether they still agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from quantum_lint.match.projects import Mention, mentions
from quantum_lint.model.fact import Dependency, LockedExtras, Manifest
from quantum_lint.parse.ranges import allows
from quantum_lint.parse.versions import exact, normalise

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
#: Locks that name the extras of every package that was asked for with any.
_TELLING = frozenset({"pdm-lock", "pipfile-lock"})


class Disagreement(NamedTuple):
    """What is asked for, and what the lock has in its place: another version, one without `extra`, or nothing."""

    asked: Mention
    locked: Mention | None
    extra: str = ""


class Pair(NamedTuple):
    """A lock, the manifest that it is made from, and what each of them names."""

    lock: str
    kind: str
    manifest: str
    asked: tuple[Mention, ...]
    locked: Mapping[str, Sequence[Mention]]
    extras: Mapping[str, LockedExtras]

    def disagreements(self) -> Iterator[Disagreement]:
        """Each package that the manifest asks for and that the lock has otherwise, or not at all."""
        for mention in self.asked:
            wanted, found = mention.dependency, self.locked.get(mention.dependency.name, ())
            if wanted.group is not None or wanted.url or wanted.constrained:
                continue
            if found and not any(satisfies(each.dependency, wanted.specifier) for each in found):
                yield Disagreement(mention, found[0])
            elif not found and not wanted.marker and self.kind not in _RENAMING:
                yield Disagreement(mention, None)
            elif found and (missing := self._missing(wanted)):
                yield Disagreement(mention, found[0], missing)

    def _missing(self, wanted: Dependency) -> str:
        """The first extra that is asked for and that the lock was surely made without; empty if there is none."""
        known = self.extras.get(wanted.name) or (LockedExtras(wanted.name, frozenset()) if self._telling else None)
        asked = map(normalise, wanted.extras) if known else ()
        return next((each for each in asked if known and _lacks(known, each)), "")

    @property
    def _telling(self) -> bool:
        """Whether a package that is named without extras was locked without any."""
        named = (each.dependency.extras for mentions in self.locked.values() for each in mentions)
        return self.kind in _TELLING or (self.kind == "requirements" and any(named))


def pairs(repository: Any) -> Iterator[Pair]:
    """Every lock of the repository with the manifest beside it."""
    named: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions(repository):
        named[mention.path].append(mention)
    manifests = dict(repository.facts(Manifest))
    told: dict[str, dict[str, LockedExtras]] = defaultdict(dict)
    for path, extras in repository.facts(LockedExtras):
        told[path][extras.name] = extras
    for lock, manifest in _pairs(manifests):
        locked: dict[str, list[Mention]] = defaultdict(list)
        for mention in named[lock]:
            locked[mention.dependency.name].append(mention)
        extras = {**_named_with(named[lock]), **told.get(lock, {})}
        yield Pair(lock, manifests[lock].format, manifest, tuple(named[manifest]), locked, extras)


def satisfies(locked: Dependency, specifier: str) -> bool:
    """Whether a locked version is in a PEP 440 range; True where that cannot be told."""
    version = exact(locked.specifier)
    return version is None or bool(locked.url) or allows(specifier, version) is not False


def _named_with(mentions: Sequence[Mention]) -> dict[str, LockedExtras]:
    """The extras that a lock names with its packages."""
    found: dict[str, LockedExtras] = {}
    for each in (mention.dependency for mention in mentions if mention.dependency.extras):
        carried = found[each.name].carried if each.name in found else frozenset()
        found[each.name] = LockedExtras(each.name, carried | frozenset(map(normalise, each.extras)))
    return found


def _lacks(locked: LockedExtras, extra: str) -> bool:
    """Whether the lock was made without an extra; one that the package does not have is nobody's fault here."""
    return extra not in locked.carried and (locked.offered is None or extra in locked.offered)


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
