"""Prints the path that `detect-secrets --plugin` takes."""

from __future__ import annotations

import os
import sys


def path() -> str:
    """The file with the plugins."""
    return os.path.join(os.path.dirname(os.path.abspath(__file__)), "providers.py")


if __name__ == "__main__":
    sys.stdout.write(path() + "\n")
