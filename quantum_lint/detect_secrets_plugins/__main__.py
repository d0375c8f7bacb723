"""Without arguments, prints the path that `detect-secrets scan --plugin` takes; `audit ...` audits with the plugins.

The audit of detect-secrets itself knows only its own plugins (1.5.0): the file that a baseline names is read by its
scan and its hook alone.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

USAGE = "usage: python -m quantum_lint.detect_secrets_plugins [audit <what `detect-secrets audit` takes>]\n"


def path() -> str:
    """The file with the plugins."""
    return os.path.join(os.path.dirname(os.path.abspath(__file__)), "providers.py")


def run(arguments: Sequence[str]) -> int:
    """Print the path, or hand an audit over to detect-secrets; gives the exit code."""
    if not arguments:
        sys.stdout.write(path() + "\n")
        return 0
    if arguments[0] != "audit":
        sys.stderr.write(USAGE)
        return 2
    from detect_secrets.core.plugins.initialize import from_file
    from detect_secrets.main import main

    from_file(path())
    return main(list(arguments))


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
