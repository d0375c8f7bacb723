"""Writing a file so that whoever looks sees the old bytes or the new ones, never a mixture."""

from __future__ import annotations

import os
import stat
import tempfile


def write_atomically(path: str, data: bytes) -> None:
    """Replace the contents of the file at `path`; a link stays a link. Raises OSError and then has changed nothing.

    The new bytes are on the disk before the name leads to them. Mode, and where allowed owner, stay as they were.
    """
    target = os.path.realpath(path)
    status = os.stat(target)
    handle, temporary = tempfile.mkstemp(prefix=".quantum-lint-", dir=os.path.dirname(target))
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, stat.S_IMODE(status.st_mode))
        _keep_owner(temporary, status)
        os.replace(temporary, target)
    except BaseException:
        os.unlink(temporary)
        raise


def _keep_owner(path: str, status: os.stat_result) -> None:
    if hasattr(os, "chown") and (status.st_uid, status.st_gid) != (os.geteuid(), os.getegid()):
        try:
            os.chown(path, status.st_uid, status.st_gid)
        except PermissionError:
            pass
