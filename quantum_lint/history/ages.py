"""When lines were written, as git tells line by line."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable

from quantum_lint.history import HistoryError, git

_HEADER = re.compile(rb"([0-9a-f]{40,64}) \d+ (\d+)")
_AUTHORED = b"author-time "
#: What git calls the commit of a line that is not committed yet.
_UNCOMMITTED = b"0"
#: More ranges than this are slower than the whole file.
_MOST_RANGES = 100


def written(folder: str, path: str, lines: Iterable[int]) -> dict[int, int]:
    """For each of the lines (from 1) of the file that is committed: when its author wrote it, in seconds since 1970."""
    wanted = sorted(set(lines))
    ranges = [f"-L{line},{line}" for line in wanted] if len(wanted) <= _MOST_RANGES else []
    try:
        answer = git.answer(folder, "blame", "--porcelain", "--no-textconv", *ranges, "--", os.path.normpath(path))
    except HistoryError:
        return {}
    known = _times(answer)
    return {line: known[line] for line in wanted if line in known}


def _times(answer: bytes) -> dict[int, int]:
    """The time of every line; git says it once for each commit, and before the text of a line stands a tab."""
    times: dict[bytes, int] = {}
    commits: dict[int, bytes] = {}
    commit = b""
    for row in answer.split(b"\n"):
        if header := _HEADER.match(row):
            commit = header[1]
            commits[int(header[2])] = commit
        elif row.startswith(_AUTHORED):
            times[commit] = int(row.removeprefix(_AUTHORED))
    return {line: times[each] for line, each in commits.items() if each.strip(_UNCOMMITTED)}
