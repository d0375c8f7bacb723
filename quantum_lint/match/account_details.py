"""What printed text says of an account: identifiers, job ids, addresses that only insiders should know."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.expression import compile_expression
from quantum_lint.model.known import Identifier

#: The hub, group and project of the open plan are the same for everybody.
_PUBLIC_INSTANCE = ("ibm-q", "open", "main")
_INSTANCE = (
    r"hub=['\"]?([\w.-]+)['\"]?, ?group=['\"]?([\w.-]+)['\"]?, ?project=['\"]?([\w.-]+)|"
    r"['\"]instance['\"]: ?['\"]([\w.-]+)/([\w.-]+)/([\w.-]+)['\"]"
)
#: Parts are bounded and the first character is fixed, so that a long run of letters is read once.
_MAIL = re.compile(
    r"(?<![\w.+%-])[A-Za-z0-9][\w.+%-]{0,63}@((?:[A-Za-z0-9-]{1,63}\.){1,5}([A-Za-z]{2,24}))(?![\w@/:-])"
)
#: What looks like a domain and is the end of a file name, and mailboxes that belong to nobody or to everybody.
_NO_DOMAIN = frozenset(
    ("js", "mjs", "css", "map", "json", "py", "png", "svg", "html", "min", "ipynb", "local", "invalid")
)
_NO_PERSON = re.compile(
    r"(?i)(?:^|[.@])example\.|^(?:no-?reply|info|support|help|contact|git|admin|hello|security)@|noreply"
)
#: Package managers print the authors of packages.
_AUTHOR = re.compile(r"(?i)\b(?:author|maintainer|home-?page|contact|copyright|©|\(c\))[\w -]*:?.{0,80}$")
_SIGNED = r"https?://[^\s\"'<>\\]{1,600}[?&](?:sig|X-Amz-Signature|X-Goog-Signature|Signature)=([A-Za-z0-9%+/=_-]{16,})"
_PRIVATE = (
    r"\b[a-z][a-z0-9+]{1,9}://(?:[^\s/\"'<>@]{1,64}@)?(10\.\d{1,3}\.\d{1,3}\.\d{1,3}|192\.168\.\d{1,3}\.\d{1,3}|"
    r"172\.(?:1[6-9]|2\d|3[01])\.\d{1,3}\.\d{1,3}|[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,5}"
    r"\.(?:internal|corp|intranet|lan|private|home\.arpa))(?:[:/\s\"'<>),;]|$)"
)
_BUCKET = r"s3://([a-z0-9.-]{0,50}[0-9]{12}[a-z0-9.-]{0,20})"
_JOB = (
    r"(?i)\b(?:job|task|batch|session|problem|program)[ _-]?(?:ids?|name)\b[\"']?(?: is)?"
    r"[ \t]{0,3}[:=]?[ \t]{0,3}[\"'<(]{0,2}"
    r"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{24}|[a-z][a-z0-9]{19}|[0-9a-f]{32})\b"
)
#: A backend of the reader's own machine in the repr of a result; the cloud's ibmq_qasm_simulator is none.
_LOCAL_BACKEND = re.compile(r"(?i)['\"](?:aer_|fake_?|basic_|qasm_simulator|statevector_|unitary_)")


class Disclosed(NamedTuple):
    """Characters `start` to `end` say `name`; `provider` is None where the text does not tell."""

    name: str
    start: int
    end: int
    provider: str | None = None


def distinct(text: str, found: Iterable[Disclosed]) -> Iterator[Disclosed]:
    """The first of each value: what an output repeats is one thing to mend."""
    seen = set()
    for each in found:
        value = text[each.start : each.end]
        if value not in seen:
            seen.add(value)
            yield each


def summed(text: str, found: Iterable[Disclosed]) -> Iterator[tuple[Disclosed, str]]:
    """The first value, if there is any, and how many others follow, in words: one deletion mends them all."""
    values = list(distinct(text, sorted(found, key=lambda each: each.start)))
    if values:
        yield values[0], f" and {len(values) - 1} more" if len(values) > 1 else ""


def identifiers(text: str, knowledge: Knowledge) -> Iterator[Disclosed]:
    """Account identifiers that have a shape, without buckets."""
    return _shaped(text, (row for row in knowledge.identifiers if row.id != "bucket"))


def instances(text: str) -> Iterator[Disclosed]:
    """The hub, group and project of an IBM account, unless they are those of the open plan."""
    for match in compile_expression(_INSTANCE).finditer(text):
        parts = tuple(part for part in match.groups() if part)
        if parts != _PUBLIC_INSTANCE:
            yield Disclosed("IBM Quantum instance (hub, group and project)", match.start(), match.end(), "ibm")


def addresses(text: str) -> Iterator[Disclosed]:
    """E-mail addresses of people."""
    if "@" not in text:
        return
    for match in _MAIL.finditer(text):
        unwanted = _NO_PERSON.search(match[0]) or _AUTHOR.search(_before(text, match.start()))
        if match[2].lower() not in _NO_DOMAIN and not unwanted:
            yield Disclosed("e-mail address", match.start(), match.end())


def job_ids(text: str, knowledge: Knowledge) -> Iterator[Disclosed]:
    """Job ids: what follows a word for one, and what has a provider's shape with its context in the same line."""
    named = [
        Disclosed("job id", match.start(1), match.end(1), _provider(match[1], text, knowledge))
        for match in compile_expression(_JOB).finditer(text)
    ]
    candidates = [
        each
        for each in (*named, *_shaped(text, knowledge.job_ids))
        if _is_id(text[each.start : each.end]) and not _LOCAL_BACKEND.search(_before(text, each.start))
    ]
    taken = list(identifiers(text, knowledge)) if candidates else []
    accounts = len(taken)
    for each in candidates:
        if not any(each.start < other.end and other.start < each.end for other in taken):
            taken.append(each)
    yield from sorted(taken[accounts:], key=lambda each: each.start)


def _is_id(value: str) -> bool:
    """Whether a value has digits; twenty letters are a word."""
    return re.search("[0-9]", value) is not None


def signed(text: str) -> Iterator[Disclosed]:
    """The signatures of signed URLs."""
    for match in compile_expression(_SIGNED).finditer(text):
        yield Disclosed("signed URL", *match.span(1))


def private_hosts(text: str) -> Iterator[Disclosed]:
    """Hosts of private networks in URLs."""
    for match in compile_expression(_PRIVATE).finditer(text):
        yield Disclosed("address inside a private network", *match.span(1))


def buckets(text: str, knowledge: Knowledge) -> Iterator[Disclosed]:
    """Storage buckets whose name holds an account id."""
    found = list(_shaped(text, (row for row in knowledge.identifiers if row.id == "bucket")))
    yield from found
    for match in compile_expression(_BUCKET).finditer(text):
        start, end = match.span(1)
        if not any(start < each.end and each.start < end for each in found):
            yield Disclosed("bucket name with an account id", start, end)


def _shaped(text: str, rows: Iterable[Identifier]) -> Iterator[Disclosed]:
    lowered = text.lower()
    for row in rows:
        if row.context and not any(word in lowered for word in row.context):
            continue
        for match in _expression(row.pattern, row.boundary).finditer(text):
            start, end = match.span(1)
            if not row.context or _in_line(text, start, row.context):
                yield Disclosed(row.name, start, end, row.provider)


@lru_cache(maxsize=64)
def _expression(pattern: str, boundary: str) -> Any:
    around = (f"(?:^|[^{boundary}])", f"(?:[^{boundary}]|$)") if boundary else ("", "")
    return compile_expression(f"{around[0]}({pattern}){around[1]}")


def _in_line(text: str, start: int, words: tuple[str, ...]) -> bool:
    """Whether one of the words stands before `start` in its line."""
    line = _before(text, start).lower()
    return any(word in line for word in words)


def _before(text: str, start: int) -> str:
    """What stands before `start` in its line, as far as it may matter."""
    return text[max(text.rfind("\n", 0, start) + 1, start - 200) : start]


def _provider(value: str, text: str, knowledge: Knowledge) -> str | None:
    """The provider whose ids look like the value, if only one does or the text names it."""
    fits = [row for row in knowledge.job_ids if re.fullmatch(row.pattern, value)]
    if len(fits) == 1:
        return fits[0].provider
    lowered = text.lower()
    named = [row.provider for row in fits if row.provider in lowered]
    return named[0] if len(named) == 1 else None
