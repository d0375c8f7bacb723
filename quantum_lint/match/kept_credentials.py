"""Credentials among the files that a workflow keeps beyond its run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.kept_files import Bundle, Pattern
from quantum_lint.match.saved_credentials import Saved, known_files, saved
from quantum_lint.match.workflow_wording import entrances
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.named import NamedTuple
from quantum_lint.parse.workflow import WorkflowDocument
from quantum_lint.parse.workflow_node import Job


class Kept(NamedTuple):
    """A file with a credential that a bundle takes in; `saved` tells which step wrote it, where one is known."""

    bundle: Bundle
    pattern: Pattern
    path: str
    provider: str
    saved: Saved | None = None


def kept(document: WorkflowDocument, job: Job, bundles: Iterable[Bundle], knowledge: Knowledge) -> Iterator[Kept]:
    """The first such file of every bundle: one that a step wrote before, or one in a folder that is named for it."""
    written: list[Saved] | None = None
    for bundle in bundles:
        written = list(saved(document, job, knowledge)) if written is None else written
        found = next(_of_bundle(document, job, bundle, written, knowledge), None)
        if found is not None:
            yield found


def _of_bundle(
    document: WorkflowDocument, job: Job, bundle: Bundle, written: list[Saved], knowledge: Knowledge
) -> Iterator[Kept]:
    for each in written:
        pattern = bundle.files.pattern_for(each.path)
        if pattern is not None and (each.at < bundle.step.index or bundle.afterwards):
            yield Kept(bundle, pattern, each.path, each.provider, each)
    if _all_names(knowledge).isdisjoint(pattern.path for pattern in bundle.files.patterns):
        return
    held = {each.provider for each in document.access(knowledge).held_by(job)}
    for path, provider in known_files(knowledge):
        pattern = bundle.files.pattern_for(path.replace("*", "_"))
        if pattern is not None and _names(pattern.path, path) and (provider in held or pattern.path == path):
            yield Kept(bundle, pattern, path, provider)


def _names(pattern: str, path: str) -> bool:
    """Whether the pattern speaks of the credential's own folder and not only of one around it."""
    return pattern in _names_of(path)


def _names_of(path: str) -> tuple[str, ...]:
    folder = path.rpartition("/")[0]
    return path, folder, f"{folder}/*", f"{folder}/**"


@lru_cache(maxsize=4)
def _all_names(knowledge: Knowledge) -> frozenset[str]:
    """The patterns that speak of any credential's folder."""
    return frozenset(name for path, _ in known_files(knowledge) for name in _names_of(path))


def hit(document: WorkflowDocument, job: Job, found: Kept, fate: str, remedy: str, knowledge: Knowledge) -> Hit:
    """The hit at the path that takes the file in; `fate` says what becomes of it, `remedy` is an order."""
    title = knowledge.providers[found.provider].title
    origin = f" from step {found.saved.label} on" if found.saved else ""
    held = [each for each in document.access(knowledge).held_by(job) if each.provider == found.provider]
    return Hit(
        span=document.span(*found.pattern.place),
        note=f"{taken_in(found.pattern, found.path)} holds a credential of {title}{origin}, and {fate}. {remedy}",
        related=(*entrances(document, held), *(origin_of(found.saved) if found.saved else ())),
        provider=found.provider,
    )


def taken_in(pattern: Pattern, path: str) -> str:
    """What a pattern takes in, with the file in it, as the subject of a sentence."""
    place = f"`{pattern.path}`" if pattern.path else "The whole checkout"
    return place if path == pattern.path else f"{place} with `{path}` in it"


def origin_of(saved: Saved) -> tuple[Related, ...]:
    """Where a file gets its credential."""
    return (Related(saved.span, f"{saved.how} `{saved.path}` here", role="before"),)
