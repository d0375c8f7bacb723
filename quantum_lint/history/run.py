"""A run over the history: list the versions, look at each once, and say when what was found came and went."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from quantum_lint import __version__, catalog, discover, exemptions, knowledge, plan
from quantum_lint.examine import Examination, Outcome, examine
from quantum_lint.findings import scrubbed, settled
from quantum_lint.history import git, walk
from quantum_lint.history.blobs import Reader, lacking
from quantum_lint.history.entries import Entries, Entry, Version
from quantum_lint.history.past import Watched, pasts
from quantum_lint.languages import language_of, traits_of
from quantum_lint.model.file import File
from quantum_lint.model.report import InternalError, Report, Skipped, Unreadable

if TYPE_CHECKING:
    from datetime import date

    from quantum_lint.config import Settings
    from quantum_lint.model.finding import Finding

#: Below this many versions one process is faster, and a process is given so many at a time.
POOL_FROM = 200
CHUNK = 16
MISSING = "a version of it is missing from this clone"


class HistoryRequest(NamedTuple):
    """What to look at: the history of HEAD or of every ref (`everywhere`), whole or `since` a revision or a day.

    `paths` are files and folders of one repository. Without `chosen` rules only those run that look for secrets.
    `hashes` is filled as in a scan, and `progress` is told the versions done, and all.
    """

    settings: Settings
    paths: tuple[str, ...] = (".",)
    since: str | None = None
    everywhere: bool = False
    chosen: bool = False
    jobs: int = 0
    today: date | None = None
    progress: Callable[[int, int], None] | None = None
    hashes: dict[str, tuple[str, ...]] | None = None


class Archive(NamedTuple):
    """What git has: the commits, every path of each blob (newest first), and what is at HEAD."""

    repository: git.Repository
    commits: tuple[walk.Commit, ...]
    paths_by_blob: dict[str, dict[str, None]]
    at_head: dict[tuple[str, str], None]


class _Tally:
    """What came of all versions; of each secret only the newest finding is kept."""

    def __init__(self) -> None:
        self.entries = Entries()
        self.secrets: set[str] = set()
        self.skipped: set[Skipped] = set()
        self.unreadable: dict[tuple[str, str], Unreadable] = {}
        self.errors: set[InternalError] = set()
        self.scanned = 0
        self.size = 0
        self.missing = 0


def history(request: HistoryRequest) -> Report:
    """Look at every version once and report. Raises HistoryError where git cannot be asked."""
    rules = catalog.load(request.settings.packs)
    prepared = _plan(request, rules)
    archive = _listed(request)
    versions = _versions(archive, request.settings)
    tally = _Tally()
    for version, each in zip(versions, _outcomes(versions, archive, request, prepared), strict=True):
        _count(tally, version, each, request, rules)
    return Report(
        findings=tuple(_findings(tally, archive, request)),
        scanned=tally.scanned,
        skipped=tuple(sorted(tally.skipped)),
        unreadable=tuple(sorted(tally.unreadable.values())),
        errors=tuple(sorted(tally.errors)),
        notes=tuple(_notes(tally, archive)),
        statistics={"bytes": tally.size, "files": tally.scanned, "commits": len(archive.commits)},
        version=__version__,
        unit="version",
        revision=walk.head_of(archive.repository) or "",
    )


def _plan(request: HistoryRequest, rules: catalog.Catalog) -> plan.Plan:
    """The rules about one file at a time; the past of a whole tree is nobody's to mend."""
    settings = request.settings
    if not request.chosen:
        others = frozenset(name for name, rule in rules.rules.items() if not rule.secret)
        settings = settings._replace(ignore=settings.ignore | others)
    prepared = plan.make(settings, rules, knowledge.load(), ("document",))
    prepared.hashing = request.hashes is not None
    return prepared


def _listed(request: HistoryRequest) -> Archive:
    repository = git.repository(request.paths[0])
    below = [path for each in request.paths if (path := _below(each, repository)) is not None]
    commits = walk.commits(repository, request.since, everywhere=request.everywhere)
    paths: dict[str, dict[str, None]] = {}
    for change in walk.introduced(repository, commits, below):
        if change.blob is not None:
            paths.setdefault(change.blob, {})[change.path] = None
    return Archive(repository, commits, paths, walk.at_head(repository))


def _below(path: str, repository: git.Repository) -> str | None:
    """The path as git knows it; None for all of the repository."""
    folder, name = os.path.split(os.path.abspath(path))
    location = os.path.realpath(path) if os.path.isdir(path) else os.path.join(os.path.realpath(folder), name)
    top = os.path.realpath(repository.folder)
    if repository.bare or location == top:
        return None
    return discover.relative(location, top)


def _versions(archive: Archive, settings: Settings) -> list[Version]:
    """Each blob once for every way to read it, the versions of one path side by side: git unpacks those fastest."""
    found = []
    for age, (blob, paths) in enumerate(archive.paths_by_blob.items()):
        ways = set()
        for path in paths:
            name = path if archive.repository.bare else _name(path, archive.repository, settings)
            way = _way(name, settings)
            if way not in ways and not discover.excluded(name, settings.exclude):
                ways.add(way)
                present = any((blob, each) in archive.at_head for each in paths)
                found.append(Version(blob, path, name, age - len(archive.paths_by_blob) if present else age))
    return sorted(found, key=lambda version: (version.path, version.age))


def _name(path: str, repository: git.Repository, settings: Settings) -> str:
    return discover.relative(os.path.join(repository.folder, path), os.path.realpath(settings.root))


def _way(name: str, settings: Settings) -> tuple[object, ...]:
    """All that a path says of what it holds: two paths that say the same need one look."""
    ignored = tuple(discover.excluded(name, (pattern,)) for pattern, _ in settings.per_path_ignores)
    return language_of(name), traits_of(name), knowledge.load().traits(name), ignored


class _Looker:
    """Looks at versions; each process has a reader of its own. `lacking` are blobs not to ask for."""

    def __init__(self, archive: Archive, lacking: frozenset[str], limit: int, prepared: plan.Plan) -> None:
        self._reader = Reader(archive.repository)
        self._lacking = lacking
        self._limit = limit
        self._plan = prepared

    def __call__(self, version: Version) -> Outcome:
        absent = version.blob in self._lacking
        size, data = (None, None) if absent else self._reader.read(version.blob, self._limit)
        if size is None:
            return Unreadable(version.name, 1, MISSING)
        if data is None:
            return Skipped(version.name, f"larger than max-file-size ({size:,} of {self._limit:,} bytes)")
        file = discover.file_of(version.name, data)
        return examine(file, self._plan) if isinstance(file, File) else file

    def close(self) -> None:
        self._reader.close()


def _outcomes(
    versions: list[Version], archive: Archive, request: HistoryRequest, prepared: plan.Plan
) -> Iterator[Outcome]:
    jobs = request.jobs or min(os.cpu_count() or 1, 8)
    absent = lacking(archive.repository, archive.paths_by_blob.keys())
    with closing(_Looker(archive, absent, request.settings.max_file_size, prepared)) as looker:
        if jobs > 1 and len(versions) >= POOL_FROM:
            from quantum_lint.pool import results

            found: Iterable[Outcome] = results(versions, looker, jobs, CHUNK)
        else:
            found = map(looker, versions)
        for count, each in enumerate(found, 1):
            if request.progress is not None:
                request.progress(count, len(versions))
            yield each


def _count(tally: _Tally, version: Version, each: Outcome, request: HistoryRequest, rules: catalog.Catalog) -> None:
    if isinstance(each, Skipped):
        tally.skipped.add(each)
        return
    if isinstance(each, Unreadable):
        tally.missing += 1
        tally.unreadable[each.path, each.reason] = each
        return
    tally.scanned += 1
    tally.size += each.size
    tally.errors.update(each.errors)
    tally.secrets.update(each.secrets)
    for problem in each.unreadable:
        tally.unreadable.setdefault((problem.path, problem.reason), problem)
    if each.findings:
        tally.entries.add(version, _judged(each, request, rules))
        if request.hashes is not None:
            request.hashes.update(each.hashes)


def _judged(each: Examination, request: HistoryRequest, rules: catalog.Catalog) -> list[Finding]:
    """The findings of one version, suppressed where an exception in that version holds."""
    known = {**dict(zip(rules.rules, rules.rules, strict=True)), **rules.old_names}
    found = [finding for finding in each.findings if finding.secrets or request.chosen]
    return exemptions.apply(found, each.exemptions, request.today, known=known)[0]


def _findings(tally: _Tally, archive: Archive, request: HistoryRequest) -> Iterator[Finding]:
    """What the configuration wants to see, with its past, in the order of the paths."""
    kept = [(entry, finding) for entry in tally.entries for finding in settled([entry.finding], request.settings)]
    watched = [Watched(entry.blobs, _paths_of(entry, archive)) for entry, _ in kept]
    found = pasts(archive.repository, archive.commits, watched, archive.at_head) if kept else []
    shown = scrubbed((finding for _, finding in kept), tally.secrets)
    yield from sorted(
        (replace(finding, past=past, fix=None) for finding, past in zip(shown, found, strict=True)), key=_order
    )


def _paths_of(entry: Entry, archive: Archive) -> tuple[str, ...]:
    """Every path that a version with the secret ever had."""
    return tuple(dict.fromkeys(path for blob in sorted(entry.blobs) for path in archive.paths_by_blob[blob]))


def _order(finding: Finding) -> tuple[str, int, int, str, str]:
    return finding.place.path, finding.place.line, finding.place.column, finding.rule.name, finding.fingerprint


def _notes(tally: _Tally, archive: Archive) -> Iterator[str]:
    if archive.repository.shallow:
        yield (
            "This clone is shallow: what is older than its oldest commits was not looked at. "
            "`git fetch --unshallow` brings the rest."
        )
    if tally.missing:
        yield (
            f"{tally.missing:,} of {len(archive.paths_by_blob):,} versions are missing from this clone and were not "
            "looked at. A full clone has them."
        )
