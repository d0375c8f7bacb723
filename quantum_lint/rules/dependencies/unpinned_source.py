"""Packages that come from a repository or an address whose content may change."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.dependencies import dependencies
from quantum_lint.model.fact import Dependency
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.pip_options import host, is_local

_REPOSITORY = re.compile(r"(?:git|hg|svn|bzr)\+|git@|git://")
#: A commit, abbreviated or not; a revision number of Subversion.
_COMMIT = re.compile(r"[0-9a-f]{7,64}|r?\d+")
_HASH = re.compile(r"[#&](?:sha\d+|md5)=")
#: Part of an address that changes with the content: a commit, or the path that PyPI makes of a file's hash.
_ADDRESSED = re.compile(r"[0-9a-f]{40}|[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{60}")
_RELEASE = re.compile(r"v?\d+(?:\.\d+)+\S*")


def check(document: Document, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """A hit for every address without a commit or a hash."""
    if "locked" in document.fragment.traits:
        return
    for dependency in dependencies(document, knowledge):
        if dependency.url is None or dependency.hashes or is_local(dependency.url.partition("+")[2] or dependency.url):
            continue
        if _REPOSITORY.match(dependency.url):
            yield from _judge_repository(dependency, dependency.url)
        elif not _HASH.search(dependency.url) and not _ADDRESSED.search(dependency.url):
            yield Hit(dependency.span, _note_on_archive(dependency, dependency.url))


def _judge_repository(dependency: Dependency, url: str) -> Iterator[Hit]:
    revision = _revision(url)
    if _COMMIT.fullmatch(revision):
        return
    tagged = _RELEASE.fullmatch(revision) is not None
    if tagged:
        what = f"the tag `{revision}` of its repository, which its owner can move"
    elif revision:
        what = f"the newest commit of `{revision}`"
    else:
        what = "the newest commit of its repository"
    note = (
        f"`{dependency.name}` is built from {what}: what runs next to your credentials is what somebody pushed last. "
        "Put the full commit after the `@`, or install a released version."
    )
    yield Hit(dependency.span, note, severity="medium" if tagged else None)


def _revision(url: str) -> str:
    """What follows the `@` of the path; an `@` before the host belongs to a user name."""
    address = url.partition("#")[0].partition("?")[0]
    path = address.partition("://")[2].partition("/")[2] if "://" in address else address.partition(":")[2]
    return path.rpartition("@")[2] if "@" in path else ""


def _note_on_archive(dependency: Dependency, url: str) -> str:
    return (
        f"`{dependency.name}` is whatever {host(url)} serves at this address on the day, and nothing checks it. "
        "Add the hash (`#sha256=...`), or install a released version from the index."
    )
