"""`--against`: the same submissions at another revision, or as they were saved, beside those of today."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence

from quantum_lint.cli.exits import UsageError
from quantum_lint.cost.compare import compare
from quantum_lint.cost.request import Request
from quantum_lint.cost.saved import load
from quantum_lint.cost.survey import bills
from quantum_lint.history import HistoryError
from quantum_lint.history.revision import Revision
from quantum_lint.model.comparison import Comparison
from quantum_lint.model.estimate import Bills
from quantum_lint.model.report import InternalError

#: As many digits of a commit as people write.
_SHORT = 10


def comparison(found: Bills, request: Request, base: str) -> tuple[Comparison, Sequence[InternalError]]:
    """What is different now from the `base`, and our own defects on the way.

    Raises:
        UsageError: there is no such revision here.
        ConfigError: the saved report cannot be read.
    """
    if base.endswith(".json") or os.path.isfile(base):
        return compare(load(base), found, base), ()
    try:
        earlier = Revision(request.settings, base)
    except HistoryError as error:
        raise UsageError(f"--against: {error}") from error
    try:
        before = _bills(earlier, request)
    finally:
        earlier.close()
    name = base if earlier.commit.startswith(base) else f"{base} ({earlier.commit[:_SHORT]})"
    return compare(before, found, name), before.errors


def _bills(earlier: Revision, request: Request) -> Bills:
    """What it cost then, with the plans, prices and usage file of today."""
    with tempfile.TemporaryDirectory(prefix="quantum-lint-") as folder:
        _write(earlier, folder)
        paths = tuple(os.path.join(folder, _below(path, request.settings.root)) for path in request.paths)
        there = tuple(path for path in paths if os.path.exists(path))
        if not there:
            return Bills(())
        return bills(request._replace(settings=request.settings._replace(root=folder), paths=there, progress=None))


def _below(path: str, root: str) -> str:
    return os.path.relpath(os.path.abspath(path), os.path.abspath(root))


def _write(earlier: Revision, folder: str) -> None:
    """The files that circuits may be in, or that those may read."""
    for path in earlier.paths():
        data = earlier(path) if path.lower().endswith(_READ) else None
        if data is not None:
            location = os.path.join(folder, path)
            os.makedirs(os.path.dirname(location), exist_ok=True)
            with open(location, "wb") as stream:
                stream.write(data)


_READ = (".py", ".pyw", ".ipynb", ".qasm", ".qasm2", ".qasm3", ".inc", ".qpy")
