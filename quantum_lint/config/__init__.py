"""Configuration: the nearest quantum-lint.toml, or pyproject.toml with `[tool.quantum-lint]`, above what is scanned.

Without one nothing is read but names of files: no TOML parser and no rule catalogue on the path of a clean hook run.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import Any

from quantum_lint import discover
from quantum_lint.config.settings import EVERY, ConfigError, Settings

__all__ = ["EVERY", "ConfigError", "Settings", "load", "parse"]

#: In a folder the first of these that configures quantum-lint wins.
FILES = ("quantum-lint.toml", ".quantum-lint.toml", "pyproject.toml")


def load(paths: Iterable[str], explicit: str | None = None, *, isolated: bool = False) -> Settings:
    """The settings for a scan of `paths`: from `explicit`, or from the nearest file upward, or the defaults.

    Globs and reports are relative to the folder of the file found; with `explicit` or without a file, to the root of
    the git work tree, or to the current folder outside of one. Raises ConfigError.
    """
    start = _start(paths)
    if explicit is not None:
        return _named(explicit, _root(start))
    if not isolated:
        for file in _candidates(start):
            found = _from_file(file, os.path.dirname(file))
            if found is not None:
                return found
    return Settings(root=_root(start))


def parse(text: str, file: str, **changes: Any) -> Settings:
    """The settings in the text of a configuration file called `file`, with some fields replaced."""
    return (_from_text(text, file, os.path.dirname(file) or ".") or Settings())._replace(**changes)


def _named(file: str, root: str) -> Settings:
    """The settings in a file that the user named, which therefore must have some."""
    try:
        data = _bytes(file)
    except OSError as error:
        raise ConfigError(file, 0, f"cannot be read: {error.strerror}") from error
    settings = _from_text(_text(data, file), file, root)
    if settings is None:
        raise ConfigError(file, 0, "has no [tool.quantum-lint] table")
    return settings


def _from_file(file: str, root: str) -> Settings | None:
    """The settings in a file that was found, if it has any."""
    try:
        data = _bytes(file)
    except OSError:
        return None
    if os.path.basename(file) == "pyproject.toml" and b"quantum-lint" not in data:
        return None
    return _from_text(_text(data, file), file, root)


def _bytes(file: str) -> bytes:
    with open(file, "rb") as stream:
        return stream.read()


def _text(data: bytes, file: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(file, data.count(b"\n", 0, error.start) + 1, "is not UTF-8") from error


def _from_text(text: str, file: str, root: str) -> Settings | None:
    from quantum_lint.config import reader

    table = reader.table_of(text, file)
    return None if table is None else reader.settings_of(table, text, file, root)


def _start(paths: Iterable[str]) -> str:
    """The folder to look upward from: the deepest one that holds all that is scanned."""
    locations = [os.path.abspath(path) for path in paths]
    try:
        common = os.path.commonpath(locations) if locations else os.getcwd()
    except ValueError:  # paths on different drives
        common = os.getcwd()
    return common if os.path.isdir(common) else os.path.dirname(common)


def _candidates(folder: str) -> Iterator[str]:
    """Files that may hold the settings, nearest first, not beyond the git work tree."""
    top = discover.git_root(folder)
    while True:
        yield from (file for name in FILES if os.path.isfile(file := os.path.join(folder, name)))
        parent = os.path.dirname(folder)
        if folder in (top, parent):
            return
        folder = parent


def _root(start: str) -> str:
    """The folder that reports are relative to when no configuration file says."""
    here = os.getcwd()
    return discover.git_root(start) or (here if f"{start}{os.sep}".startswith(f"{here}{os.sep}") else start)
