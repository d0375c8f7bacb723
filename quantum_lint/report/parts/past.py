"""What git remembers, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    versions = f"in {counted(past.versions, 'version')}"
    if past.present:
        elsewhere = [shown_path(each) for each in past.present if each != path]
        names = f" as {some(elsewhere)}" if elsewhere and path not in past.present else ""
        return f"in git since {shown_commit(past.first)}, {versions}, still at HEAD{names}"
    span = f"in git from {shown_commit(past.first)} to {shown_commit(past.last)}, {versions}, no longer at HEAD"
    return f"{span} but still at {some([shown_path(name) for name in past.refs])}" if past.refs else span
