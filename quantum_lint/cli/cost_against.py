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


class Base:
    """What is compared with; it is looked up before anything is priced.

    Raises:
        UsageError: there is no such revision here.
        ConfigError: the saved report cannot be read.
    """

    def __init__(self, request: Request, base: str) -> None:
        self._request = request
        self._name = base
        saved = base.endswith(".json") or os.path.isfile(base)
        self._saved = load(base) if saved else None
        self._revision = None if saved else _revision(request, base)

    def compared(self, found: Bills) -> tuple[Comparison, Sequence[InternalError]]:
        """What is different now, and our own defects on the way. Raises UsageError where git has lost objects."""
        if self._revision is None:
            return compare(self._saved or Bills(()), found, self._name), ()
        commit = self._revision.commit
        try:
            before = _bills(self._revision, self._request)
        except HistoryError as error:
            raise UsageError(f"--against: {error}") from error
        finally:
            self._revision.close()
        short = commit[:_SHORT]
        name = short if commit.startswith(self._name) else f"{self._name} ({short})"
        return compare(before, found, name), before.errors


def _revision(request: Request, name: str) -> Revision:
    try:
        return Revision(request.settings, name)
    except HistoryError as error:
        raise UsageError(f"--against: {error}") from error


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
