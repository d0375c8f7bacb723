"""`quantum-lint --version`, and with -v the dates of what it knows."""

from __future__ import annotations

import argparse
import platform

from quantum_lint import __version__, catalog, knowledge
from quantum_lint.cli.exits import CLEAN


def run(arguments: argparse.Namespace) -> int:
    """Print the version; with -v also how many rules there are and how old the knowledge is."""
    print(f"quantum-lint {__version__}")
    if arguments.dated:
        rules = catalog.load()
        print(f"{len(rules.rules)} rules in {len(rules.packs)} packs; Python {platform.python_version()}")
        for subject, date in sorted(knowledge.load().as_of.items()):
            print(f"{subject} as of {date}")
    return CLEAN
