"""One file: fragments, documents, hits and facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING

from quantum_lint import discover, exemptions, parse
from quantum_lint.match.expression import searcher
from quantum_lint.model.file import File
from quantum_lint.model.fragment import Document, Fragment, Surroundings
from quantum_lint.model.named import NamedTuple
from quantum_lint.model.report import InternalError, Skipped, Unreadable
from quantum_lint.plan import Found, Live, Plan, deduplicated, here, without_yielding
from quantum_lint.signs import Haystack
from quantum_lint.waking import ANY, Group, group_of

if TYPE_CHECKING:
    from quantum_lint.cache import Cache, Note, Trace
    from quantum_lint.evaluate.modules import Viewpoint
    from quantum_lint.model.exemption import Exemption
    from quantum_lint.model.fact import Located
    from quantum_lint.model.finding import Finding, RelatedPlace
    from quantum_lint.model.hit import Related
    from quantum_lint.model.span import Span
    from quantum_lint.parse.declared import Declaration
    from quantum_lint.places import Layout

#: The kinds of facts that say what a project installs.
ASKED = frozenset(("dependencies", "installs", "manifests"))
#: Kinds of facts that documents do not state of themselves, and the modules of `match` that find them.
FINDERS: Mapping[str, str] = {
    "flawed-calls": "flawed_calls",
    "written-versions": "pinning",
    "credential-uses": "credential_facts",
    "credential-values": "credential_facts",
    "environment-dumps": "credential_facts",
    "printed-environments": "credential_facts",
    "circuits": "circuit_sources",
    "circuit-reads": "circuit_readers",
    "security-checks": "security_checks",
    "submissions": "submission_facts",
}
#: Fragments may nest (Markdown, shell, Python, ...); nobody writes more levels than this.
DEEPEST = 6


class Elsewhere(NamedTuple):
    """A hit in another file that this one led to, with the places of this one that explain it."""

    found: Found
    related: tuple[RelatedPlace, ...]


class Examination:
    """What one file gave. `secrets` are the values to hide everywhere; they never leave the process group."""

    def __init__(self, path: str, traits: frozenset[str] = frozenset(), size: int = 0) -> None:
        self.path = path
        self.traits = traits
        self.size = size
        self.findings: list[Finding] = []
        self.facts: list[Located] = []
        self.unreadable: list[Unreadable] = []
        self.errors: list[InternalError] = []
        self.exemptions: tuple[Exemption, ...] = ()
        self.secrets: frozenset[str] = frozenset()
        self.hashes: dict[str, tuple[str, ...]] = {}
        self.elsewhere: list[Elsewhere] = []
        #: What to note of it for the next run; None where it has to be looked at again.
        self.note: Note | None = None


Outcome = Examination | Skipped | Unreadable


def outcome(candidate: discover.Candidate, limit: int, plan: Plan) -> Outcome:
    """What became of one path; `limit` is the most bytes read."""
    read = discover.read(candidate, limit)
    return examine(read, plan) if isinstance(read, File) else read


def examine(file: File, plan: Plan) -> Examination:
    """Everything the plan finds in the file."""
    traits = file.traits | plan.knowledge.traits(file.path)
    try:
        file = file._replace(traits=traits)
        return _Examiner(file, plan).run() if plan.cache is None else _recalled(file, plan, plan.cache)
    except Exception as error:  # noqa: BLE001  one file that breaks us must not cost the others
        broken = Examination(file.path, traits, len(file.data))
        broken.errors.append(InternalError(file.path, "engine", failure(error)))
        return broken


def _recalled(file: File, plan: Plan, cache: Cache) -> Examination:
    """As far as it is known what the file comes to, only that is looked for again."""
    from quantum_lint.cache import Note
    from quantum_lint.kept_facts import facts_of

    key = cache.key(file)
    trace = cache.find(key)
    if trace is None:
        examiner = _Examiner(file, plan)
        result = examiner.run()
        result.note = None if result.errors else examiner.note(key, cache)
        return result
    result = _Examiner(file, plan.only(trace.rules, trace.facts), trace).run()
    result.unreadable = [Unreadable(file.path, *each) for each in trace.unreadable]
    result.facts += facts_of(file.path, trace.kept)
    result.note = Note(key)
    return result


def report_hits(file: File, plan: Plan, found: list[Found]) -> Examination:
    """What hits give that rules over the whole repository, or rules in another file, have in this file."""
    return _Examiner(file, plan).reported(found)


def secrets(file: File, plan: Plan) -> list[Span]:
    """Where the file holds what no report may show."""
    return _Examiner(file, plan).secrets()


class _Examiner:
    """Looks at one file. With the `trace` of an earlier look the plan has only the rules that have something to say."""

    def __init__(self, file: File, plan: Plan, trace: Trace | None = None) -> None:
        self._file = file
        self._plan = plan
        self._trace = trace
        self._result = Examination(file.path, file.traits, len(file.data))
        self._found: list[Found] = []
        self._documents: dict[int, Document] = {}
        self._hit: dict[str, None] = {}
        self._stated: dict[str, None] = {}
        self._asked: dict[str, None] = {}

    def run(self) -> Examination:
        found = self._look(self._plan)
        self._hit = dict.fromkeys(self._telling(found))
        self._found = here(found)
        if len(self._found) < len(found):
            self._result.elsewhere = self._elsewhere(found)
        if self._exempting:
            self._result.exemptions = exemptions.find(self._file.path, self._fragments)
        self._result.findings = self.findings(list(deduplicated(without_yielding(self._found))))
        self._documents.clear()  # they know who made them, and in a circle wait for the collector: a sixth of the time
        return self._result

    @cached_property
    def _exempting(self) -> bool:
        if self._trace:
            return self._trace.exempting
        return self._whole.known(searcher(exemptions.HINTS)) is not False and exemptions.mentioned(self._file.data)

    def _telling(self, found: list[Found]) -> Iterator[str]:
        """The rules whose hits make a difference to what is shown, to what is hidden, or to what gives way to them."""
        better = frozenset(name for each in found for name in each.rule.yields)
        for each in found:
            shown = each.is_for(self._plan.persona)
            if shown or each.hit.secret or each.hit.path is not None or each.rule.name in better:
                yield each.rule.name

    def note(self, key: bytes, cache: Cache) -> Note:
        """What the run came to."""
        from quantum_lint.cache import Note, Trace
        from quantum_lint.kept_facts import KINDS, rows

        stamps = cache.stamped(self._asked)
        kept = rows(self._result.facts)
        kept = () if kept and (self._is_secret() or cache.is_secret(stamps)) else kept
        facts = tuple(kind for kind in self._stated if not kept or kind not in KINDS)
        unreadable = tuple((each.line, each.reason) for each in self._result.unreadable)
        return Note(key, Trace(tuple(self._hit), facts, unreadable, (), self._exempting, kept), stamps)

    def _is_secret(self) -> bool:
        return any(each.hit.secret for each in self._found) or any(True for _ in self._hidden())

    def reported(self, found: list[Found]) -> Examination:
        """What these hits give, and no others."""
        self._result.findings = self.findings(list(deduplicated(found)))
        return self._result

    def secrets(self) -> list[Span]:
        """Where the file holds what no report may show, whether a selected rule looks for it or not."""
        return [*(span for each in here(self._look(self._plan)) for span in each.hit.secret), *self._hidden()]

    def _look(self, plan: Plan) -> list[Found]:
        """Every hit of the plan's rules, piece by piece of the file."""
        found: list[Found] = []
        if not plan.document and not plan.needs:
            return found
        raw, awake = self._stirred(plan)
        for group, fragment in zip(self._groups, self._fragments, strict=True):
            if group not in raw and group not in awake:
                continue
            haystack = Haystack((fragment.text,), self._haystacks.get(group), group.opens)
            if group in raw:
                self._raw(fragment, haystack, plan, found)
            if group in awake:
                self._visit(fragment, haystack, plan, found, 0)
        return found

    def _stirred(self, plan: Plan) -> tuple[frozenset[Group], frozenset[Group]]:
        """The groups of the file's texts that may wake a rule about any text, and one about their language.

        All texts of a group are asked about together: most notebooks have forty pieces and nothing in any of them,
        and asking each of them takes eight times as long.
        """
        if len(self._fragments) == 1:
            return (every := frozenset(self._groups)), every
        traits, haystacks = self._file.traits, self._haystacks.items()
        any_text = plan.awake(ANY, traits)
        stirred = any_text.stirs(self._whole)
        return (
            frozenset(group for group, haystack in haystacks if stirred and any_text.stirs(haystack)),
            frozenset(group for group, haystack in haystacks if plan.awake(group.language, traits).stirs(haystack)),
        )

    @cached_property
    def _haystacks(self) -> dict[Group, Haystack]:
        """The texts of each group, where there are many."""
        texts: dict[Group, list[str]] = {}
        for group, fragment in zip(self._groups, self._fragments, strict=True):
            texts.setdefault(group, []).append(fragment.text)
        many = len(self._fragments) > 1
        return {group: Haystack(each, opens=group.opens) for group, each in texts.items()} if many else {}

    @cached_property
    def _whole(self) -> Haystack:
        """All texts of the file."""
        whole = Haystack([haystack.data for haystack in self._haystacks.values()])
        for haystack in self._haystacks.values():
            haystack.within = whole
        return whole

    @cached_property
    def _groups(self) -> list[Group]:
        return list(map(group_of, self._fragments))

    @cached_property
    def _fragments(self) -> list[Fragment]:
        return list(parse.fragments(self._file))

    @cached_property
    def _layout(self) -> Layout:
        from quantum_lint.places import Layout

        return Layout(self._file, self._fragments)

    def _raw(self, fragment: Fragment, haystack: Haystack, plan: Plan, found: list[Found]) -> None:
        awake = plan.awake(ANY, fragment.traits)
        words = awake.words(haystack)
        if words is None or words:
            document = Document(fragment)
            for live in awake.rules(words, haystack):
                self._apply(live, document, found)

    def _visit(self, fragment: Fragment, haystack: Haystack, plan: Plan, found: list[Found], depth: int) -> None:
        awake = plan.awake(fragment.language, fragment.traits)
        words = awake.words(haystack)
        if words is not None and not words:
            return
        document = parse.document(fragment) if depth else self._document(fragment)
        document.pinned = self._pinned
        document.surroundings = Surroundings(self._file.path, self._beside)
        if plan is self._plan and (kinds := awake.facts(words)):
            self._collect(document, kinds)
        for live in awake.rules(words, haystack):
            self._apply(live, document, found)
        if plan is self._plan and not self._trace:
            self._note_problems(document)
        if depth < DEEPEST:
            for inner in document.fragments():
                self._visit(inner, plan.haystack(inner.text), plan, found, depth + 1)

    def _document(self, fragment: Fragment) -> Document:
        """The document of one of the file's own fragments, which is looked at up to three times."""
        found = self._documents.get(id(fragment))
        if found is None:
            found = self._documents[id(fragment)] = parse.document(fragment)
            found.viewpoint, found.declared = self._viewpoint, self._declared
        return found

    def _beside(self, path: str) -> bytes | None:
        """Another file of the tree, which is asked for again when this one is known and that one may have changed."""
        self._asked[path] = None
        return self._plan.beside(path) if self._plan.beside else None

    def _viewpoint(self) -> Viewpoint | None:
        from quantum_lint.parse.modules import viewpoint

        return viewpoint(self._plan.beside, self._file.path, self._asked) if self._plan.beside else None

    def _declared(self, packages: frozenset[str]) -> tuple[Declaration, ...]:
        from quantum_lint.parse.declared import SILENT, nearest

        if self._plan.beside is None:
            return ()
        own = (self._document(each) for each in self._fragments if each.language not in SILENT)
        return nearest(self._plan.beside, self._file.path, own, packages, self._asked)

    def _pinned(self, packages: frozenset[str]) -> tuple[Declaration, ...]:
        from quantum_lint.parse.declared import pinned

        return pinned(self._plan.beside, self._file.path, packages, self._asked) if self._plan.beside else ()

    def _apply(self, live: Live, document: Document, found: list[Found]) -> None:
        try:
            check = self._plan.check(live)
            found.extend(
                Found(live.rule, hit, document.fragment.language)
                for hit in check(document, live.options_in(self._file.path), self._plan.knowledge)
            )
        except Exception as error:  # noqa: BLE001  a rule that fails is reported and costs only its own findings
            self._result.errors.append(InternalError(self._file.path, live.rule.name, failure(error)))

    def _collect(self, document: Document, kinds: frozenset[str]) -> None:
        from quantum_lint.model.fact import Located

        known, key = self._plan.knowledge, self._plan.key
        if "documentation" in document.fragment.traits:
            kinds -= ASKED  # what readers are told to type is not asked for by the project
        try:
            stated = list(document.facts(known)) if kinds.difference(FINDERS) else []
            for name in dict.fromkeys(finder for kind, finder in FINDERS.items() if kind in kinds):
                stated += import_module(f"quantum_lint.match.{name}").facts(document, known, key)
            piece = document.fragment.span(0, 0).start if stated else 0
            facts = [Located(self._file.path, fact, piece) for fact in stated]
        except Exception as error:  # noqa: BLE001  as above
            self._result.errors.append(InternalError(self._file.path, "facts", failure(error)))
        else:
            self._result.facts.extend(facts)
            self._stated.update(dict.fromkeys(sorted(kinds) if facts else ()))

    def _note_problems(self, document: Document) -> None:
        for problem in document.noticed:
            line = self._layout.line(problem.span)
            self._result.unreadable.append(Unreadable(self._file.path, line, problem.reason))

    def findings(self, found: list[Found]) -> list[Finding]:
        """The hits as findings: placed, masked, with fingerprints."""
        kept = [each for each in found if each.is_for(self._plan.persona)]
        if not kept:
            return []
        from quantum_lint.findings import Reporter

        # Of every hit: one that gave way to a better rule, or is not for this reader, is a secret all the same.
        secrets = dict.fromkeys(span for each in (*found, *self._found) for span in each.hit.secret)
        reporter = Reporter(self._file.path, self._layout, [*secrets, *self._hidden()], self._abroad)
        self._result.secrets = reporter.values
        findings = reporter.findings(kept)
        if self._plan.hashing:
            self._result.hashes = reporter.hashes(kept, findings)
        return findings

    def _elsewhere(self, found: list[Found]) -> list[Elsewhere]:
        from quantum_lint.findings import Reporter

        secrets = [*(span for each in self._found for span in each.hit.secret), *self._hidden()]
        reporter = Reporter(self._file.path, self._layout, secrets, self._abroad)
        return [
            Elsewhere(each._replace(hit=each.hit._replace(related=())), reporter.related(each.hit))
            for each in found
            if each.hit.path is not None
        ]

    def _abroad(self, related: Related) -> RelatedPlace | None:
        """A place of another file of the tree, as a report on that file would show it."""
        data = self._plan.beside(related.path) if self._plan.beside and related.path else None
        file = discover.file_of(related.path or "", data) if data is not None else None
        return _Examiner(file, self._plan).shown(related) if isinstance(file, File) else None

    def shown(self, related: Related) -> RelatedPlace:
        """A place of this file that explains a hit in another one."""
        from quantum_lint.findings import Reporter

        return Reporter(self._file.path, self._layout, self.secrets()).shown(related)

    def _hidden(self) -> Iterator[Span]:
        """What no selected rule looks for and no line shown may hold all the same."""
        if self._plan.masking:
            for each in here(self._look(self._plan.masked)):
                yield from each.hit.secret


def failure(error: BaseException) -> str:
    """An exception as type and place in our code. Its message is left out: it may quote the scanned file."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1] if frames else None
    place = f" at {last.filename.rpartition('/quantum_lint/')[2]}:{last.lineno}" if last else ""
    return f"{type(error).__name__}{place}"
