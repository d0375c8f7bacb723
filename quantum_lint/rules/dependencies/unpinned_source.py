"""Packages that come from a repository or an address whose content may change."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.dependencies import dependencies
from quantum_lint.match.own_packages import is_made_here
from quantum_lint.match.revisions import REPOSITORY, kind_of, revision_of
from quantum_lint.match.trials import develops_with, tries_newest
from quantum_lint.model import lazy
from quantum_lint.model.fact import Dependency
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.pip_options import host, is_local

_HASH = lazy.pattern(r"[#&](?:sha\d+|md5)=")
#: Part of an address that changes with the content: a commit, or the path that PyPI makes of a file's hash.
_ADDRESSED = lazy.pattern(r"[0-9a-f]{40}|[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{60}")


def check(document: Document, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """A hit for every address without a commit or a hash."""
    if "locked" in document.fragment.traits:
        return
    for dependency in _causes(document, knowledge):
        for hit in _judge(dependency, dependency.url or ""):
            if not is_made_here(document, dependency.name):
                tried = tries_newest(document) or develops_with(document, dependency)
                yield hit._replace(persona="pedantic") if tried else hit


def _causes(document: Document, knowledge: Knowledge) -> Iterator[Dependency]:
    """What comes from an address: once where one place has several, or a package a file for each kind of machine."""
    seen: set[tuple[str, str | int]] = set()
    for each in dependencies(document, knowledge):
        if each.url is None or each.hashes or is_local(each.url.partition("+")[2] or each.url):
            continue
        cause = (each.name, host(each.url) if each.marker else each.span.start)
        if cause not in seen:
            seen.add(cause)
            yield each


def _judge(dependency: Dependency, url: str) -> Iterator[Hit]:
    if REPOSITORY.match(url):
        yield from _judge_repository(dependency, url)
    elif not _HASH.search(url) and not _ADDRESSED.search(url):
        yield Hit(dependency.span, _note_on_archive(dependency, url))


def _judge_repository(dependency: Dependency, url: str) -> Iterator[Hit]:
    revision = revision_of(url)
    kind = kind_of(revision)
    if kind == "commit":
        return
    if kind == "tag":
        what = f"the tag `{revision}` of its repository, which its owner can move"
    elif revision:
        what = f"the newest commit of `{revision}`"
    else:
        what = "the newest commit of its repository"
    note = (
        f"`{dependency.name}` is built from {what}: each installation builds and runs what stands there on that day, "
        "and nothing here says which code it was. Put the full commit after the `@`, or install a released version."
    )
    yield Hit(dependency.span, note, severity="medium" if kind == "tag" else None)


def _note_on_archive(dependency: Dependency, url: str) -> str:
    return (
        f"`{dependency.name}` is whatever {host(url)} serves at this address on the day, and nothing checks it. "
        "Add the hash (`#sha256=...`), or install a released version from the index."
    )
