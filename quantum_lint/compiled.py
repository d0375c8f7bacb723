"""Where the data of `rules/` is, and a cache of it in a form that loads without a parser.

Reading some fifty TOML files costs about 60 ms, the marshalled result of it under 2 ms; a hook run has 65 ms in all.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from quantum_lint import __version__

#: Environment variable that moves the cache; an empty value turns it off.
CACHE_VARIABLE = "QUANTUM_LINT_CACHE"
#: Seconds after which what was not written anew is not worth its place: 30 days.
_LONGEST_KEPT = 30 * 24 * 60 * 60


@cache
def rules_folder() -> str:
    """The folder of cards and knowledge: inside the package in a wheel, beside the package in a checkout."""
    package = os.path.dirname(os.path.abspath(__file__))
    inside = os.path.join(package, "_rules")
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(package), "rules")


def cache_folder() -> str | None:
    """The user's cache folder for quantum-lint; it may not exist yet. None where there is none to be had."""
    chosen = os.environ.get(CACHE_VARIABLE)
    if chosen is not None:
        return chosen or None
    home = os.path.expanduser("~")
    if home == "~":
        return None
    if os.name == "nt":
        base = os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")
    elif sys.platform == "darwin":
        base = os.path.join(home, "Library", "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.join(home, ".cache")
    return os.path.join(base, "quantum-lint")


def compiled(name: str, sources: Sequence[str], build: Callable[[], Any]) -> Any:
    """What `build` makes of the files `sources`, from the cache while none of them has changed.

    The value must be made of what marshal can hold: None, booleans, numbers, text, bytes, lists, tuples, dicts, sets.
    A cache that cannot be read or written only costs time.
    """
    folder = cache_folder()
    if folder is None:
        return build()
    key = (name, __version__, sys.version_info[:2], tuple(_state(path) for path in sources))
    path = os.path.join(folder, f"{name}-{sys.version_info[0]}.{sys.version_info[1]}.marshal")
    found = read(path)
    if isinstance(found, tuple) and len(found) == 2 and found[0] == key:
        return found[1]
    value = build()
    write(path, (key, value))
    return value


def _state(path: str) -> tuple[str, int, int]:
    status = os.stat(path)
    return path, status.st_size, status.st_mtime_ns


def read(path: str) -> Any:
    """What was written there; None where that cannot be read."""
    try:
        with open(path, "rb") as stream:
            return marshal.loads(stream.read())  # noqa: S302  the folder is the user's own, like that of .pyc files
    except (OSError, EOFError, ValueError, TypeError):
        return None


def write(path: str, value: Any) -> None:
    """Write what marshal can hold, whole or not at all; a folder that takes no file only costs time."""
    temporary = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        with open(temporary, "wb") as stream:
            stream.write(marshal.dumps(value))
        os.replace(temporary, path)
    except OSError:
        _remove(temporary)


def _remove(path: str) -> None:
    from contextlib import suppress

    with suppress(OSError):
        os.unlink(path)


def drop_old(folder: str) -> None:
    """Drop from a folder of a cache what was not written for long."""
    import time
    from contextlib import suppress

    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if time.time() - entry.stat().st_mtime > _LONGEST_KEPT:
                os.unlink(entry.path)
