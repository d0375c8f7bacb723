"""Exit codes, and the exception that leads to one."""

from __future__ import annotations

CLEAN = 0
FINDINGS = 1
USAGE = 2
INTERNAL = 3
INTERRUPTED = 130
#: What a shell reports for a program that SIGPIPE ended.
BROKEN_PIPE = 141


class UsageError(Exception):
    """The command line asks for something that cannot be done; the message says what to do instead."""
