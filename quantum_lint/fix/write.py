"""Replacing a file so that a reader, or a crash at any moment, sees either all of the old or all of the new."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile

#: A killed process leaves at most a file with such a name, which no tool takes for a notebook or a script.
PREFIX, SUFFIX = ".quantum-lint-", ".tmp"


def write(path: str, data: bytes, expected: bytes | None = None) -> None:
    """Write the file a path names, through symbolic links, with its old mode and owner.

    With `expected` only if these are still the bytes of the file. Raises OSError, and then the old file is still there:
    PermissionError where the file may not be written (replacing it would only ask for the folder), ESTALE where the
    file is another by now.
    """
    target = os.path.realpath(path)
    before = os.stat(target)
    if not before.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "the file is read-only", path)
    folder = os.path.dirname(target)
    handle, temporary = tempfile.mkstemp(prefix=PREFIX, suffix=SUFFIX, dir=folder)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        _dress(temporary, before)
        _check(target, expected)
        os.replace(temporary, target)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)
        raise
    _flush_folder(folder)


def _dress(temporary: str, before: os.stat_result) -> None:
    """Give the new file the owner and the mode of the old one; another's file keeps its mode."""
    if hasattr(os, "chown"):
        with contextlib.suppress(PermissionError):
            os.chown(temporary, before.st_uid, before.st_gid)
    os.chmod(temporary, stat.S_IMODE(before.st_mode))


def _check(target: str, expected: bytes | None) -> None:
    if expected is not None:
        with open(target, "rb") as stream:
            if stream.read() != expected:
                raise OSError(errno.ESTALE, "the file has changed since it was scanned", target)


def _flush_folder(folder: str) -> None:
    """Make the new name last through a power cut, where the system can do that."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
