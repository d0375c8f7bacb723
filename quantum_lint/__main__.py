"""`python -m quantum_lint` and the `quantum-lint` command."""

from __future__ import annotations

import sys


def run() -> None:
    """Run the command line and leave with its exit code."""
    from quantum_lint.cli.main import main

    sys.exit(main(sys.argv[1:]))


if __name__ == "__main__":
    run()
