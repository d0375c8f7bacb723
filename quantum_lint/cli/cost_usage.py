"""The usage file of `quantum-lint cost`: which one it is, and what there is to be filled in."""

from __future__ import annotations

import argparse
import os

from quantum_lint.cli.exits import UsageError
from quantum_lint.config.settings import Settings
from quantum_lint.cost.request import Request
from quantum_lint.cost.usage import DEFAULT, UsageFile, load
from quantum_lint.model.estimate import Bills


def read(arguments: argparse.Namespace, settings: Settings) -> UsageFile:
    """The file that the option names, or the configuration; one that is still to be written says nothing.

    Raises:
        UsageError: the option names a file that is not there.
        ConfigError: it cannot be read, or says something that nobody understands.
    """
    file = arguments.usage or settings.cost.get("usage")
    if file is None:
        default = os.path.join(settings.root, DEFAULT)
        return UsageFile(default) if arguments.write_usage and not os.path.exists(default) else _found(default)
    if arguments.write_usage and not os.path.lexists(file):
        return UsageFile(file)
    if arguments.usage and not os.path.lexists(file):
        raise UsageError(f"there is no file {file}; --write-usage writes one to fill in")
    return load(file)


def _found(file: str) -> UsageFile:
    """The file at the root, if there is one."""
    return load(file) if os.path.isfile(file) else UsageFile()


def completed(found: Bills, request: Request) -> str:
    """Add to the usage file what is missing in it, and say so. Raises UsageError."""
    from quantum_lint.cost.skeleton import missing

    file = request.usage.file
    text = missing(request.usage, found.estimates)
    if not text:
        return "Nothing is unknown of which no usage file speaks."
    before = "" if not os.path.exists(file) else "\n"
    try:
        with open(file, "a", encoding="utf-8", newline="\n") as stream:
            stream.write(before + text)
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {error.strerror}") from error
    tables = text.count("[[submission]]")
    return f"{os.path.relpath(file)}: {tables} submission{'s' if tables != 1 else ''} to fill in."
