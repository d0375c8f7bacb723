"""Submissions in functions that other files call: told where they are called, and not where they stand as well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from quantum_lint.model.circuit import FileCircuits
from quantum_lint.model.job import Function, Job


def once(files: Iterable[FileCircuits]) -> list[FileCircuits]:
    """The files without the submissions of functions that only others call, where these are told as calls of those.

    What nothing calls stays, and so does the first of functions that call each other in a circle.
    """
    several = list(files)
    told = Counter(function for file in several for placed in file.jobs for function in set(placed.job.through))
    return [
        file._replace(jobs=tuple(each for each in file.jobs if _is_told(file.path, each.job, told))) for file in several
    ]


def _is_told(path: str, job: Job, told: Counter[Function]) -> bool:
    """Whether the submission is to be told here; what is not leads to nothing else either."""
    here = job.called or not told[Function(path, job.function)]
    told.subtract(() if here else set(job.through))
    return here
