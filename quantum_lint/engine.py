"""A whole run: discover, examine every file, ask the repository rules, apply exemptions, report."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from quantum_lint import __version__, catalog, discover, exemptions, knowledge, plan
from quantum_lint.examine import Examination, Outcome, examine, failure, outcome, report_hits
from quantum_lint.model.file import File
from quantum_lint.model.named import NamedTuple
from quantum_lint.model.report import Built, InternalError, Report, Skipped, Unreadable

if TYPE_CHECKING:
    from datetime import date

    from quantum_lint.cache import Cache
    from quantum_lint.config import Settings
    from quantum_lint.model.comparison import Comparison
    from quantum_lint.model.exemption import Exemption
    from quantum_lint.model.fact import Located
    from quantum_lint.model.finding import Finding
    from quantum_lint.model.hit import Hit
    from quantum_lint.plan import Found

Kind = TypeVar("Kind")
#: Told how many files are done, and how many there are.
Progress = Callable[[int, int], None]

ALL_SCOPES: tuple[str, ...] = ("document", "repository", "exceptions")
#: A pool costs about 100 ms to start; below this many files one process is faster.
POOL_FROM = 200
CHUNK = 16
#: The cache takes about 5 ms to open; fewer files than this are looked at in less.
CACHE_FROM = 20


class ScanRequest(NamedTuple):
    """What to scan and how. `files` are given instead of paths for standard input and the index of git.

    `jobs` 0 means as many processes as there are cores, for trees big enough to be worth it. A dict given as `hashes`
    is filled with the SHA-1 of each secret by fingerprint of its finding, for a baseline of detect-secrets. `beside`
    reads what else the tree has beside the `files`. With `cache` it is kept, for the next run, what files came to.
    `knowledge` stands in for what is shipped, and `compared` tells how costs differ from those of an earlier state.
    """

    settings: Settings
    paths: tuple[str, ...] = ()
    files: tuple[File, ...] | None = None
    scopes: tuple[str, ...] = ALL_SCOPES
    jobs: int = 0
    today: date | None = None
    prefilter: bool = True
    progress: Progress | None = None
    hashes: dict[str, tuple[str, ...]] | None = None
    beside: discover.Beside | None = None
    cache: bool = False
    knowledge: knowledge.Knowledge | None = None
    compared: Callable[[], Comparison] | None = None


class _Gathered:
    """The results of all files, in path order."""

    def __init__(self) -> None:
        self.examinations: list[Examination] = []
        self.skipped: list[Skipped] = []
        self.unreadable: list[Unreadable] = []


class Repository:
    """What repository rules see: every fact with its path, what is known of each path, and which day it is.

    Without a day it is the one on which the rule runs.
    """

    def __init__(
        self, located: tuple[Located, ...], traits_by_path: Mapping[str, frozenset[str]], today: date | None = None
    ) -> None:
        self.located = located
        self.today = today
        self.traits_by_path = traits_by_path

    def facts(self, kind: type[Kind]) -> Iterator[tuple[str, Kind]]:
        """Path and fact of every fact of the kind."""
        return iter(self._by_kind.get(kind, ()))

    @cached_property
    def _by_kind(self) -> dict[type[Any], list[tuple[str, Any]]]:
        # Fifty rules ask, most of them for a kind that few of some ten thousand facts are of.
        kinds: dict[type[Any], list[tuple[str, Any]]] = {}
        for each in self.located:
            kinds.setdefault(type(each.fact), []).append((each.path, each.fact))
        return kinds

    def traits(self, path: str) -> frozenset[str]:
        """The traits of a scanned file."""
        return self.traits_by_path.get(path, frozenset())

    def paths(self) -> tuple[str, ...]:
        """Every scanned file, sorted."""
        return tuple(sorted(self.traits_by_path))


def scan(request: ScanRequest) -> Report:
    """Scan and report. Bad input becomes rows of the report; only our own defects raise."""
    rules = catalog.load(request.settings.packs)
    known = request.knowledge or knowledge.load()
    prepared = plan.make(request.settings, rules, known, request.scopes, request.prefilter)
    prepared.hashing = request.hashes is not None
    prepared.beside = _beside(request)
    gathered = _gather(request, prepared)
    results = gathered.examinations
    elsewhere = _elsewhere(request, rules, prepared, results)
    asked = _built(request, prepared, results)
    errors = [*(error for result in results for error in result.errors), *asked.errors]
    if request.hashes is not None:
        request.hashes.update(item for result in (*results, *elsewhere) for item in result.hashes.items())
    return Report(
        findings=_findings(request, rules, prepared, results, elsewhere, errors, asked.facts),
        scanned=len(results),
        skipped=tuple(sorted(gathered.skipped)),
        unreadable=tuple(sorted(_unreadable(gathered))),
        errors=tuple(sorted(set(errors))),
        notes=asked.notes,
        statistics={"bytes": sum(result.size for result in results), "files": len(results)},
        version=__version__,
    )


def facts(request: ScanRequest, kinds: tuple[str, ...]) -> tuple[tuple[Located, ...], Report]:
    """The facts of these kinds in all files but documentation, and a report on the reading of them."""
    prepared = plan.Plan(request.knowledge or knowledge.load(), (), needs=kinds, prefilter=False)
    prepared.beside = _beside(request)
    gathered = _gather(request, prepared)
    results = gathered.examinations
    report = Report(
        findings=(),
        scanned=len(results),
        skipped=tuple(sorted(gathered.skipped)),
        unreadable=tuple(sorted(_unreadable(gathered))),
        errors=tuple(sorted({error for result in results for error in result.errors})),
        statistics={"bytes": sum(result.size for result in results), "files": len(results)},
        version=__version__,
    )
    stated = (fact for result in results if "documentation" not in result.traits for fact in result.facts)
    return tuple(stated), report


def _findings(
    request: ScanRequest,
    rules: catalog.Catalog,
    prepared: plan.Plan,
    results: list[Examination],
    elsewhere: list[Examination],
    errors: list[InternalError],
    answered: tuple[Located, ...],
) -> tuple[Finding, ...]:
    """Those of the files, of the repository and of the exceptions, judged, in the order of the files."""
    found = [finding for result in (*results, *elsewhere) for finding in result.findings]
    found += _ask_repository(request, prepared, results, errors, answered)
    written = [exemption for result in results for exemption in result.exemptions]
    if written:
        found = _exempted(request, rules, prepared, found, written, errors)
    if not found:
        return ()
    from quantum_lint.findings import scrubbed, settled
    from quantum_lint.repeats import without_repeats

    values = [value for result in (*results, *elsewhere) for value in result.secrets]
    wanted = without_repeats(list(settled(found, request.settings)))
    return tuple(sorted(scrubbed(wanted, values), key=_order))


def _built(request: ScanRequest, prepared: plan.Plan, results: list[Examination]) -> Built:
    """The facts about circuits and their cost, where a live rule needs them."""
    needs = frozenset(need for live in prepared.repository for need in live.rule.needs)
    if not needs or not any(result.facts for result in results):
        return Built()
    from quantum_lint import built

    return built.answer(
        built.Question(
            needs,
            request.settings,
            prepared.knowledge,
            _repository(request, results),
            request.files,
            _beside(request),
            request.jobs,
            request.cache,
            request.compared,
        )
    )


def _repository(request: ScanRequest, results: list[Examination], answered: tuple[Located, ...] = ()) -> Repository:
    """What rules about all files see."""
    facts = (*(fact for result in results for fact in result.facts), *answered)
    return Repository(facts, {result.path: result.traits for result in results}, request.today)


def _exempted(
    request: ScanRequest,
    rules: catalog.Catalog,
    prepared: plan.Plan,
    found: list[Finding],
    written: list[Exemption],
    errors: list[InternalError],
) -> list[Finding]:
    """The findings after the exemptions, with what is to be said of the exemptions themselves."""
    judged, records = exemptions.apply(
        found,
        written,
        request.today,
        ran={live.rule.name for live in (*prepared.document, *prepared.repository)},
        known={**dict(zip(rules.rules, rules.rules, strict=True)), **rules.old_names},
        complete=request.scopes == ALL_SCOPES and _unnarrowed(request.settings),
    )
    return [*judged, *_ask_exceptions(request, prepared, records, errors)]


def _beside(request: ScanRequest) -> discover.Beside:
    """Reads any file of the tree that is scanned."""
    if request.files is None:
        return discover.Below(request.settings.root, request.settings.max_file_size)
    return discover.Overlay({file.path: file.data for file in request.files}, request.beside)


def _unnarrowed(settings: Settings) -> bool:
    """Whether every rule of the persona runs."""
    return not settings.ignore and (not settings.select or "all" in settings.select)


def _order(finding: Finding) -> tuple[str, int, int, str]:
    return finding.place.path, finding.place.line, finding.place.column, finding.rule.name


def _unreadable(gathered: _Gathered) -> Iterator[Unreadable]:
    yield from gathered.unreadable
    for result in gathered.examinations:
        yield from dict.fromkeys(result.unreadable)


def _gather(request: ScanRequest, prepared: plan.Plan) -> _Gathered:
    gathered = _Gathered()
    if request.files is not None:
        gathered.examinations = [examine(file, prepared) for file in request.files]
        return gathered
    settings = request.settings
    candidates = []
    for each in discover.candidates(request.paths, settings.root, settings.exclude, settings.respect_gitignore):
        if isinstance(each, Skipped):
            gathered.skipped.append(each)
        else:
            candidates.append(each)
    prepared.cache = _cache(request, prepared, len(candidates))
    for each_outcome in _outcomes(candidates, request, prepared):
        if isinstance(each_outcome, Examination):
            gathered.examinations.append(each_outcome)
        elif isinstance(each_outcome, Skipped):
            gathered.skipped.append(each_outcome)
        else:
            gathered.unreadable.append(each_outcome)
    _save(prepared, gathered.examinations)
    return gathered


def _cache(request: ScanRequest, prepared: plan.Plan, total: int) -> Cache | None:
    """What is known from earlier runs, where that is worth opening."""
    if not request.cache or total < CACHE_FROM or prepared.beside is None:
        return None
    from quantum_lint.cache import opened

    return opened(prepared, request.settings.root, prepared.beside)


def _save(prepared: plan.Plan, examinations: Iterable[Examination]) -> None:
    if prepared.cache is None:
        return
    for each in examinations:
        if each.note is not None:
            prepared.cache.keep(each.note)
    prepared.cache.save()


def _outcomes(candidates: list[discover.Candidate], request: ScanRequest, prepared: plan.Plan) -> Iterator[Outcome]:
    jobs = request.jobs or min(os.cpu_count() or 1, 8)
    limit = request.settings.max_file_size
    total = len(candidates)
    if jobs > 1 and total >= POOL_FROM:
        from quantum_lint.pool import outcomes

        found: Iterable[tuple[int, Outcome]] = outcomes(candidates, limit, prepared, jobs, CHUNK)
    else:
        found = ((number, outcome(each, limit, prepared)) for number, each in enumerate(candidates))
    known: dict[int, Outcome] = {}
    for number, each in found:
        known[number] = each
        if request.progress is not None:
            request.progress(len(known), total)
    return map(known.__getitem__, range(total))


def _elsewhere(
    request: ScanRequest, rules: catalog.Catalog, prepared: plan.Plan, results: list[Examination]
) -> list[Examination]:
    """What files led to in others; in a file that is not scanned its own exemptions hold."""
    if not any(result.elsewhere for result in results):
        return []
    from quantum_lint.elsewhere import settle

    known = {**dict(zip(rules.rules, rules.rules, strict=True)), **rules.old_names}
    return settle(results, lambda path: _listed(request, path), prepared, request.today, known)


def _listed(request: ScanRequest, path: str) -> File | None:
    """The file, unless the configuration or an ignore file of git leaves it out."""
    settings = request.settings
    left_out = discover.excluded(path, settings.exclude) or (
        request.files is None and settings.respect_gitignore and discover.ignored(os.path.join(settings.root, path))
    )
    return None if left_out else _file(request, path)


def _ask_repository(
    request: ScanRequest,
    prepared: plan.Plan,
    results: list[Examination],
    errors: list[InternalError],
    answered: tuple[Located, ...],
) -> list[Finding]:
    repository = _repository(request, results, answered)
    # Rules about files are asked on every commit, where most files state nothing; importing one takes 10 ms.
    asked = [live for live in prepared.repository if repository.located or live.rule.scope != "files"]
    if not asked:
        return []
    found = list(_ask(asked, prepared, repository, tuple(repository.traits_by_path), errors))
    return _report_elsewhere(request, prepared, found)


def _ask_exceptions(
    request: ScanRequest, prepared: plan.Plan, records: Iterable[Exemption], errors: list[InternalError]
) -> list[Finding]:
    records = tuple(records)
    if not records or not prepared.exceptions:
        return []
    paths = tuple(dict.fromkeys(record.path for record in records))
    return _report_elsewhere(request, prepared, list(_ask(prepared.exceptions, prepared, records, paths, errors)))


def _ask(
    rules: Iterable[plan.Live],
    prepared: plan.Plan,
    subject: object,
    paths: tuple[str, ...],
    errors: list[InternalError],
) -> Iterator[Found]:
    for live in rules:
        try:
            yield from [plan.Found(live.rule, hit, "") for hit in _hits(live, prepared, subject, paths)]
        except Exception as error:  # noqa: BLE001  a rule that fails is reported and costs only its own findings
            errors.append(InternalError("", live.rule.name, failure(error)))


def _hits(live: plan.Live, prepared: plan.Plan, subject: object, paths: tuple[str, ...]) -> Iterator[Hit]:
    """What the rule says; where a policy holds for some paths, it is asked once for each set of options."""
    sets = [live.options, *(live.options_in(path) for path in paths if live.by_path)]
    for number, options in enumerate(sets):
        if options not in sets[:number]:
            for hit in prepared.check(live)(subject, options, prepared.knowledge):
                if not live.by_path or live.options_in(hit.path or "") == options:
                    yield hit


def _report_elsewhere(request: ScanRequest, prepared: plan.Plan, found: list[Found]) -> list[Finding]:
    """Findings of hits that name a path: those files are read again, which only files with a finding are."""
    by_path: dict[str, list[Found]] = {}
    for each in found:
        by_path.setdefault(each.hit.path or "", []).append(each)
    findings: list[Finding] = []
    for path, hits in sorted(by_path.items()):
        file = _file(request, path)
        if file is not None:
            findings += report_hits(file, prepared, hits).findings
    return findings


def _file(request: ScanRequest, path: str) -> File | None:
    if request.files is not None:
        data = _beside(request)(path)
        file = None if data is None else discover.file_of(path, data)
        return next((file for file in request.files if file.path == path), file if isinstance(file, File) else None)
    location = os.path.join(request.settings.root, path)
    read = discover.read(discover.Candidate(location, path, explicit=True), request.settings.max_file_size)
    return read if isinstance(read, File) else None
