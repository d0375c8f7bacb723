"""Ids of jobs that ran at a provider, in printed text; not those that a simulator on the own machine made up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.account_details import identifiers
from quantum_lint.match.disclosed import Disclosed, before, is_made_up, shaped, signs
from quantum_lint.match.expression import compile_expression
from quantum_lint.model import lazy
from quantum_lint.model.known import Identifier

_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
#: Ids of these forms are anybody's.
_COMMON = (_UUID, "[0-9a-f]{32}")
_VALUE = rf"({_UUID}|[0-9a-f]{{32}}|[0-9a-f]{{24}}|[a-z][a-z0-9]{{19}})(?:[^0-9A-Za-z_-]|$)"
#: A word for a job with its id, and how a job shows itself: `RuntimeJob('...')`.
_NAMED = (
    r"(?i)(?:\b(?:\w{0,30}_)?(?:job|task|batch|session|problem|program|dispatch)[ _-]?(?:ids?|name)\d{0,2}[a-z]?\b"
    r"[\"']?(?: is| was)?[ \t]{0,3}[:=]?[ \t]{0,3}[\"'<(\[]{0,3}|job(?:v\d)?\([\"']|/jobs/)" + _VALUE
)
#: The id alone, as a cell shows the string that it ends with.
_ALONE = r"^\s*[\"']([0-9a-f]{24}|[a-z][a-z0-9]{19})[\"']\s*$"
_IMPORT = r"(?:import|from) +([\w., ]{1,120})"
#: A backend of the reader's own machine in the repr of a result; the cloud's ibmq_qasm_simulator is none.
_LOCAL_BACKEND = lazy.pattern(r"(?i)['\"](?:aer_|fake_?|basic_|qasm_simulator|statevector_|unitary_)")


def candidates(knowledge: Knowledge) -> tuple[str, ...]:
    """Regular expressions one of which occurs in every text with a job id."""
    return (*signs(knowledge.job_ids), _NAMED, _ALONE)


def job_ids(text: str, notebook: Callable[[], str], knowledge: Knowledge) -> Iterator[Disclosed]:
    """Job ids: behind a word for one, in a provider's shape with its context in the same line, or alone.

    Ids of one form are used by many, and by simulators: such an id counts where the output, or else the notebook around
    it, names a provider whose ids look like that.
    """
    found = [
        each
        for each in (*_behind_words(text, notebook, knowledge), *shaped(text, knowledge.job_ids))
        if _is_id(text[each.start : each.end]) and not _LOCAL_BACKEND.search(before(text, each.start))
    ]
    taken = list(identifiers(text, knowledge)) if found else []
    accounts = len(taken)
    for each in found:
        if not any(each.start < other.end and other.start < each.end for other in taken):
            taken.append(each)
    yield from sorted(taken[accounts:], key=lambda each: each.start)


def _behind_words(text: str, notebook: Callable[[], str], knowledge: Knowledge) -> Iterator[Disclosed]:
    for expression in (_NAMED, _ALONE):
        for match in compile_expression(expression).finditer(text):
            provider = _provider(match[1], text, notebook, knowledge, alone=expression == _ALONE)
            if provider:
                yield Disclosed("job id", match.start(1), match.end(1), provider)


def _is_id(value: str) -> bool:
    """Whether a value has digits and is nobody's example; twenty letters are a word."""
    return len(re.findall("[0-9]", value)) > 1 and not is_made_up(value)


def _provider(value: str, text: str, notebook: Callable[[], str], knowledge: Knowledge, alone: bool) -> str | None:
    """The provider whose id this is: the only one with such ids, or one that the text or the notebook names.

    What the notebook imports comes first: jobs on a machine that the text names may be those of another's cloud.
    """
    rows = [row for row in knowledge.job_ids if re.fullmatch(row.pattern, value)]
    own = next((row.provider for row in rows if row.pattern not in _COMMON), None)
    if own is not None:
        return own if not alone or _imports(notebook(), _modules(own, knowledge)) else None
    lowered = text.lower()
    uses = {row.provider: (*row.context, *_hosts(row.provider, knowledge)) for row in rows}
    if re.fullmatch(_UUID, value):
        uses = {name: tuple(_hosts(name, knowledge)) for name in _without_shape(knowledge)} | uses
    named = [name for name, words in uses.items() if any(word in lowered for word in words)]
    run = [name for name in uses if _runs(name, rows, notebook, knowledge)]
    both = [name for name in named if name in run]
    return next(iter(both or run or named), None)


def _runs(provider: str, rows: Sequence[Identifier], notebook: Callable[[], str], knowledge: Knowledge) -> bool:
    """Whether the notebook imports what gives the provider's jobs such ids: some providers have two kinds."""
    contexts = [word for row in rows if row.provider == provider for word in row.context]
    modules = [name for name in _modules(provider, knowledge) if not contexts or any(word in name for word in contexts)]
    return _imports(notebook(), modules)


def _without_shape(knowledge: Knowledge) -> list[str]:
    """The providers of whose ids nothing is known; most use UUIDs."""
    known = {row.provider for row in knowledge.job_ids}
    return [name for name in knowledge.providers if name not in known]


def _hosts(provider: str, knowledge: Knowledge) -> Iterator[str]:
    return (host.lstrip(".") for host in knowledge.providers[provider].endpoints)


def _modules(provider: str, knowledge: Knowledge) -> tuple[str, ...]:
    """What programs import to use the provider."""
    known = knowledge.providers[provider]
    return (*known.modules, *(word for word in known.spellings if len(word) > 2))


def _imports(text: str, modules: Iterable[str]) -> bool:
    """Whether the text, which may be that of a notebook's file, imports one of the modules or a name like that."""
    wanted = tuple(modules)
    return any(name == each or name.startswith(f"{each}.") for name in _imported(text) for each in wanted)


@lru_cache(maxsize=2)
def _imported(text: str) -> frozenset[str]:
    """Every name that the text imports; kept, because one notebook may have hundreds of ids."""
    found = compile_expression(_IMPORT).finditer(text)
    return frozenset(name for match in found for name in re.findall(r"[\w.]+", match[1]))
