"""`python -m quantum_lint` and the `quantum-lint` command."""

from __future__ import annotations

import sys


def run() -> None:
    """Run the command line and leave with its exit code."""
    try:
        from quantum_lint.cli.main import main
    except ImportError as error:  # a broken installation; left alone it would exit with 1, which means findings
        sys.exit(_broken(error))
    sys.exit(main(sys.argv[1:]))


def _broken(error: ImportError) -> int:
    print(f"quantum-lint: internal error: the installation is broken: {error}", file=sys.stderr)
    return 3


if __name__ == "__main__":
    run()
