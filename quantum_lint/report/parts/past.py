"""What git remembers, in words and as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quantum_lint.report.parts.counts import counted, some
from quantum_lint.report.parts.places import shown_path

if TYPE_CHECKING:
    from quantum_lint.model.finding import Commit, Past

#: Of a commit's id so many characters are shown.
SHORT = 10


def shown_commit(commit: Commit) -> str:
    """`1a2b3c4d5e (2024-05-31)`."""
    return f"{commit.id[:SHORT]} ({commit.date[:10]})"


def in_words(past: Past, path: str) -> str:
    """`in git since 1a2b3c4d5e (2024-05-31), in 3 versions, still at HEAD`, for a finding at `path`."""
    versions = f"in {counted(past.versions, 'version')}{_other_names(past, path)}"
    if past.present:
        return f"in git since {shown_commit(past.first)}, {versions}, still at HEAD"
    span = f"in git from {shown_commit(past.first)} to {shown_commit(past.last)}, {versions}, no longer at HEAD"
    return f"{span} but still at {some([shown_path(name) for name in past.refs])}" if past.refs else span


def _other_names(past: Past, path: str) -> str:
    """Where the same file stands, or stood, as well."""
    others = [shown_path(each) for each in (past.present or past.paths) if each != path]
    return f" (also as {some(others)})" if others else ""


def as_table(past: Past) -> dict[str, Any]:
    """The past for programs."""
    return {
        "first": commit_as_table(past.first),
        "last": commit_as_table(past.last),
        "versions": past.versions,
        "paths": list(past.paths),
        "present": list(past.present),
        "refs": list(past.refs),
    }


def commit_as_table(commit: Commit) -> dict[str, str]:
    """The commit for programs: its whole id, and the author's date in ISO 8601."""
    return {"id": commit.id, "date": commit.date}
