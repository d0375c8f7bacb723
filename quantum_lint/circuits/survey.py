"""A whole run: every file of the tree that may hold circuits, in several processes, with what is known from before."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from quantum_lint import discover
from quantum_lint.circuits import cache, kept, storage
from quantum_lint.circuits.cache import Cache
from quantum_lint.circuits.examine import Task, examine, wanted
from quantum_lint.circuits.extras import Extras
from quantum_lint.config.settings import Settings
from quantum_lint.discover import Candidate
from quantum_lint.model.circuit import FileCircuits

#: Told how many files are done, and how many there are.
Progress = Callable[[int, int], None]
#: Importing Qiskit takes a process 0.7 s; fewer files than this take less.
_POOL_FROM = 8


class Request(NamedTuple):
    """What to look at and how. `jobs` 0 means as many processes as there are cores, for trees that are worth it.

    `files`, paths from the root of the tree, are looked at in place of all that is found below `paths`.
    """

    settings: Settings
    paths: tuple[str, ...] = (".",)
    files: tuple[str, ...] | None = None
    jobs: int = 0
    extras: Extras = Extras()
    cache: bool = True
    progress: Progress | None = None


def survey(request: Request) -> Iterator[FileCircuits]:
    """What each file gave, in path order, as soon as it and all before it are done."""
    settings = request.settings
    candidates = list(_named(settings, request.files) if request.files is not None else _found(settings, request.paths))
    task = Task(settings.root, settings.max_file_size, request.extras._replace(kept=request.cache))
    beside = discover.Below(task.root, task.limit)
    work = partial(_looked_at, task=task, beside=beside, results=Cache(task, beside) if request.cache else None)
    for done, result in enumerate(_results(candidates, work, request.jobs), 1):
        if request.progress is not None:
            request.progress(done, len(candidates))
        yield result
    for folder in (cache.FOLDER, kept.FOLDER) if request.cache else ():
        storage.tidy(folder)


def _named(settings: Settings, paths: tuple[str, ...]) -> Iterator[Candidate]:
    return (Candidate(os.path.join(settings.root, path), path, explicit=True) for path in paths)


def _found(settings: Settings, paths: tuple[str, ...]) -> Iterator[Candidate]:
    for each in discover.candidates(paths, settings.root, settings.exclude, settings.respect_gitignore):
        if isinstance(each, Candidate) and wanted(each.path):
            yield each


def _looked_at(candidate: Candidate, task: Task, beside: discover.Beside, results: Cache | None) -> FileCircuits:
    """What the file gave, now or when nothing was different."""
    found = results.find(candidate) if results is not None else None
    if found is not None:
        return found
    asked: dict[str, None] = {}
    result = examine(candidate, task, asked, beside)
    if results is not None and not result.errors:
        results.keep(candidate, result, asked)
    return result


def _results(
    candidates: Sequence[Candidate], work: Callable[[Candidate], FileCircuits], jobs: int
) -> Iterator[FileCircuits]:
    processes = min(jobs or min(os.cpu_count() or 1, 8), len(candidates))
    if processes < 2 or len(candidates) < _POOL_FROM:
        return map(work, candidates)
    from quantum_lint.pool import results

    return results(candidates, work, processes, 1)
