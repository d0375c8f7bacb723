"""Jobs that run another workflow of the same repository."""

from __future__ import annotations

from collections.abc import Sequence

from quantum_lint.model.pipeline_secrets import SecretJob

#: A job with the path of its workflow.
Placed = tuple[str, SecretJob]
_FOLDER = ".github/"


def called_path(path: str, calls: str) -> str | None:
    """The file that a job of the workflow at `path` calls as `./...`; None for one of another repository."""
    root = path[: path.index(_FOLDER)] if _FOLDER in path else ""
    return root + calls.removeprefix("./") if calls.startswith("./") else None


def needed_by(path: str, job: SecretJob, jobs: Sequence[Placed]) -> tuple[str, ...] | None:
    """The secrets that a called workflow of the same repository reads, and those that it calls; None if one is foreign.

    A workflow that is not in the repository, or takes all secrets at once, may need any of them.
    """
    names: set[str] = set()
    seen: set[str] = set()
    waiting = [(path, job)]
    while waiting:
        at, caller = waiting.pop()
        target = called_path(at, caller.calls)
        if target in seen:
            continue
        called = [each for each in jobs if each[0] == target]
        if target is None or not called or any(each.everything for _, each in called):
            return None
        seen.add(target)
        names.update(name for _, each in called for name in each.names)
        waiting += [each for each in called if each[1].inherits]
    return tuple(sorted(names))
