"""Projects that name quantum packages and lock nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from quantum_lint.model.fact import Dependency, Manifest
from quantum_lint.model.hit import Hit

if TYPE_CHECKING:
    from quantum_lint.knowledge import Knowledge
    from quantum_lint.model.rule import Options, Persona

#: Manifests that have a lock of their own kind, and the command that writes it.
_LOCKING = {"pyproject": "uv lock", "pipfile": "pipenv lock", "requirements": "pip-compile"}


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """A hit on the first quantum package of every manifest that no lock covers."""
    packages: dict[str, list[Dependency]] = defaultdict(list)
    for path, dependency in repository.facts(Dependency):
        packages[path].append(dependency)
    manifests = [each for each in repository.facts(Manifest) if "documentation" not in repository.traits(each[0])]
    folders = {_folder(path) for path, manifest in manifests if manifest.role == "lock"}
    pinned = [path for path, manifest in manifests if manifest.pinned and manifest.role != "lock"]
    for path, manifest in manifests:
        known = [each for each in packages[path] if each.name in knowledge.packages and each.name != manifest.name]
        if not known or not _wants_lock(path, manifest) or not folders.isdisjoint(_upward(path)):
            continue
        beside = {each.name for other in pinned if _beside(other, path) for each in packages[other]}
        if not beside.issuperset(each.name for each in known):
            persona: Persona | None = None if manifest.application else "pedantic"
            yield Hit(known[0].span, _note(known, manifest), path=path, persona=persona)


def _wants_lock(path: str, manifest: Manifest) -> bool:
    if manifest.role != "manifest":
        return False
    return manifest.format in ("pyproject", "pipfile") or (manifest.format == "requirements" and path.endswith(".in"))


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _upward(path: str) -> Iterator[str]:
    """The folder of the path and all above it: a workspace has one lock at its top."""
    folder = _folder(path)
    while folder:
        yield folder
        folder = _folder(folder)
    yield ""


def _beside(pinned: str, path: str) -> bool:
    """Whether a file of exact versions stands in the same folder, or in `requirements/` there."""
    folder = _folder(path)
    return pinned != path and _folder(pinned) in (folder, f"{folder}/requirements".lstrip("/"))


def _note(known: list[Dependency], manifest: Manifest) -> str:
    names = ", ".join(dict.fromkeys(f"`{each.name}`" for each in known[:3]))
    more = f" and {len(known) - 3} more" if len(known) > 3 else ""
    aim = "every installation" if manifest.application else "its tests and pipelines"
    return (
        f"{names}{more} and all that they pull in are chosen anew at each installation: no lock file covers this "
        f"manifest. Commit one (`{_LOCKING[manifest.format]}`) and install {aim} from it."
    )
