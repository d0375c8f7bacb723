"""Replacing a file so that a reader, or a crash at any moment, sees either all of the old or all of the new."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile


def write(path: str, data: bytes) -> None:
    """Write the file a path names, through symbolic links, with its old mode.

    Raises OSError, and then the old file is still there.
    """
    target = os.path.realpath(path)
    mode = stat.S_IMODE(os.stat(target).st_mode)
    folder = os.path.dirname(target)
    handle, temporary = tempfile.mkstemp(prefix=".quantum-lint-", dir=folder)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, mode)
        os.replace(temporary, target)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)
        raise
    _flush_folder(folder)


def _flush_folder(folder: str) -> None:
    """Make the new name last through a power cut, where the system can do that."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
