"""`python -m quantum_lint` and the `quantum-lint` command."""

from __future__ import annotations

import gc
import os
import sys

#: Allocations between two collections. Imports make no garbage, and looking for some takes 4 of the hook's 60 ms.
COLLECT_AFTER = 50_000


def run() -> None:
    """Run the command line and leave with its exit code."""
    gc.set_threshold(COLLECT_AFTER)
    try:
        from quantum_lint.cli.main import main
    except ImportError as error:  # a broken installation; left alone it would exit with 1, which means findings
        sys.exit(_broken(error))
    code = main(sys.argv[1:])
    gc.freeze()  # the interpreter looks for garbage once more before it leaves, which takes 4 of the hook's 55 ms
    sys.exit(code)


def _broken(error: ImportError) -> int:
    print(f"quantum-lint: internal error: the installation is broken: {error}", file=sys.stderr)
    return 3


if __name__ == "__main__":
    # `python -m` looks for modules in the current folder first, and a scanned tree must not lend us its own.
    if sys.path and sys.path[0] == os.getcwd():
        del sys.path[0]
    run()
