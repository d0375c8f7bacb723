"""Folders of small results in the user's cache: written whole or not at all, and never more than so many."""

from __future__ import annotations

import os
from contextlib import suppress

from quantum_lint.compiled import cache_folder, drop_old

#: What is older than so many others is not worth its place.
MOST_KEPT = 10_000


def folder_of(name: str) -> str | None:
    """The folder for results of this kind, which may not exist yet; None where nothing is to be kept."""
    folder = cache_folder()
    return os.path.join(folder, name) if folder else None


def write(path: str, data: bytes) -> None:
    """Keep the data; a folder that takes no file only costs time."""
    temporary = f"{path}.{os.getpid()}"
    with suppress(OSError):
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        with open(temporary, "wb") as stream:
            stream.write(data)
        os.replace(temporary, path)


def tidy(name: str) -> None:
    """Drop what was not written for long, and the oldest of too many."""
    folder = folder_of(name)
    if folder is None:
        return
    drop_old(folder)
    with suppress(OSError), os.scandir(folder) as entries:
        found = sorted(((entry.stat().st_mtime, entry.path) for entry in entries), reverse=True)
        for _, path in found[MOST_KEPT:]:
            os.unlink(path)
