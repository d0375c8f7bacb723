"""Addresses of repositories: whether the revision that they name can move."""

from __future__ import annotations

from typing import Literal

from quantum_lint.model import lazy

REPOSITORY = lazy.pattern(r"(?:git|hg|svn|bzr)\+|git@|git://")
#: A commit, abbreviated or not; a revision number of Subversion.
_COMMIT = lazy.pattern(r"[0-9a-f]{7,64}|r?\d+")
_RELEASE = lazy.pattern(r"v?\d+(?:\.\d+)+\S*")


def revision_of(url: str) -> str:
    """What follows the `@` of the path; an `@` before the host belongs to a user name."""
    address = url.partition("#")[0].partition("?")[0]
    path = address.partition("://")[2].partition("/")[2] if "://" in address else address.partition(":")[2]
    return path.rpartition("@")[2] if "@" in path else ""


def kind_of(revision: str) -> Literal["commit", "tag", "branch"]:
    """What a revision names; the newest commit is that of a branch."""
    if _COMMIT.fullmatch(revision):
        return "commit"
    return "tag" if _RELEASE.fullmatch(revision) else "branch"
