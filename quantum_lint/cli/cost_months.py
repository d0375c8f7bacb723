"""What programs cost a month, by the clocks of the repository's pipelines and by the usage file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from quantum_lint import discover
from quantum_lint.cost.month import NEEDS, of_programs
from quantum_lint.cost.request import Request
from quantum_lint.engine import Repository, ScanRequest, facts
from quantum_lint.knowledge import load
from quantum_lint.model.estimate import Bills, Month
from quantum_lint.model.file import File


def months(found: Bills, request: Request) -> tuple[Month, ...]:
    """The months of all programs with an estimate; no Python is read where no pipeline has a clock."""
    if not found.estimates:
        return ()
    pipelines = tuple(_pipelines(request))
    timed = any(clock in file.data for file in pipelines for clock in _CLOCKS)
    if not timed and not any(each.runs_a_month is not None for each in found.estimates):
        return ()
    repository = Repository((), {})
    if timed:
        programs = {each.place.path for each in found.estimates}
        files = (*pipelines, *_read(request, sorted(programs)))
        below = discover.Below(request.settings.root, request.settings.max_file_size)
        located, _ = facts(ScanRequest(request.settings, files=files, beside=below), NEEDS)
        repository = Repository(located, {})
    return of_programs(found.estimates, os.path.basename(request.usage.file), repository, load())


#: Words one of which is in each pipeline that a clock starts.
_CLOCKS = (b"schedule", b"cron")


def _pipelines(request: Request) -> Iterator[File]:
    """The pipelines of the whole repository, whatever part of it is priced, and other YAML."""
    settings = request.settings
    found = discover.candidates((settings.root,), settings.root, settings.exclude, settings.respect_gitignore)
    paths = (each.path for each in found if isinstance(each, discover.Candidate))
    return _read(request, (path for path in paths if path.endswith((".yml", ".yaml"))))


def _read(request: Request, paths: Iterable[str]) -> Iterator[File]:
    settings = request.settings
    for path in paths:
        candidate = discover.Candidate(os.path.join(settings.root, path), path)
        file = discover.read(candidate, settings.max_file_size)
        if isinstance(file, File):
            yield file
