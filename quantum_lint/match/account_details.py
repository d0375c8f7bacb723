"""What printed text says of an account: identifiers, the instance that pays, the address that logged in."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.disclosed import Disclosed, before, is_made_up, shaped, signs
from quantum_lint.match.expression import compile_expression
from quantum_lint.model import lazy

#: The hub, group and project of the open plan are the same for everybody.
_PUBLIC_INSTANCE = ("ibm-q", "open", "main")
_PART = r"['\"]?([\w.-]+)"
_INSTANCE = (
    rf"hub={_PART}['\"]?, ?group={_PART}['\"]?, ?project={_PART}|"
    r"\binstance['\"]?\s{0,3}[:=]\s{0,3}['\"]([\w.-]+)/([\w.-]+)/([\w.-]+)['\"]"
)
#: Only an address that logged in, or that something belongs to, is an account. Its parts are bounded and its first
#: character is fixed, so that a long run of letters is read once.
_MAIL = (
    r"(?i)\b(?:"
    r"(?:(?:logged|signed) in|logged into|log ?in|authenticated|account|(?:owned|submitted|created|started)[ _]by)\b"
    r"[^\n@]{0,40}?|"
    r"(?:user(?:[ _-]?name|[ _-]?id)?|owner|e-?mail(?:[ _]?address)?|subject|principal|member)"
    r"[\"']{0,2}(?: is)?[ \t]{0,9}[:=\t>][^\n@]{0,12}?)"
    r"(?:^|[^\w.+%-])([a-z0-9][\w.+%-]{0,63}@(?:[a-z0-9-]{1,63}\.){1,5}([a-z]{2,24}))(?:[^\w@/:-]|:\s|$)"
)
#: What looks like a domain and is the end of a file name, and mailboxes that belong to nobody or to everybody.
_NO_DOMAIN = frozenset(
    ("js", "mjs", "css", "map", "json", "py", "png", "svg", "html", "min", "ipynb", "local", "invalid", "test")
)
_NO_PERSON = lazy.pattern(
    r"(?i)(?:^|[.@])(?:example|sample|domain|company|yourdomain)\.|"
    r"^(?:no-?reply|info|support|help|contact|git|admin|hello|security|your|user|name|someone|me)[\w.-]*@|noreply"
)
#: Package managers print the authors of packages.
_AUTHOR = lazy.pattern(
    r"(?i)\b(?:author|maintainer|home-?page|contact|copyright|©|\(c\)|donor|creator)[\w -]*:?.{0,80}$"
)


def candidates(knowledge: Knowledge) -> tuple[str, ...]:
    """Regular expressions one of which occurs in every text that says anything of an account."""
    return (*signs(row for row in knowledge.identifiers if row.id != "bucket"), r"hub=|instance['\"]?\s*[:=]", _MAIL)


def identifiers(text: str, knowledge: Knowledge) -> Iterator[Disclosed]:
    """Account identifiers that have a shape, without buckets."""
    return shaped(text, (row for row in knowledge.identifiers if row.id != "bucket"))


def instances(text: str) -> Iterator[Disclosed]:
    """The hub, group and project of an IBM account, unless they are those of the open plan."""
    for match in compile_expression(_INSTANCE).finditer(text):
        parts = tuple(part for part in match.groups() if part)
        if parts != _PUBLIC_INSTANCE and not any(part.lower().startswith(("your", "my-", "my_")) for part in parts):
            yield Disclosed("IBM Quantum instance (hub, group and project)", match.start(), match.end(), "ibm")


def addresses(text: str) -> Iterator[Disclosed]:
    """E-mail addresses that an account goes by; those of authors are public."""
    if "@" not in text:
        return
    for match in compile_expression(_MAIL).finditer(text):
        unwanted = _NO_PERSON.search(match[1]) or _AUTHOR.search(before(text, match.start(1)))
        if match[2].lower() not in _NO_DOMAIN and not unwanted and not is_made_up(match[1]):
            yield Disclosed("e-mail address", *match.span(1))
