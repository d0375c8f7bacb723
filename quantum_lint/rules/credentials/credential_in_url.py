"""A password, token or key as a part of a URL."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.expression import compile_expression
from quantum_lint.match.shapes import find
from quantum_lint.model import lazy
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.placeholders import is_blank, is_placeholder

#: User and password before the host, or a query parameter that by its name holds a credential.
_URL = (
    r"""://[^\s/@:"'<>`]*:(?P<password>[^\s/@"'<>`]+)@(?P<host>[A-Za-z0-9.-]+)"""
    r"""|[?&](?P<name>(?i:access_token|refresh_token|auth_token|token|api[_-]?key|client_secret|password))="""
    r"""(?P<value>[A-Za-z0-9._~+/%=-]+)"""
)
#: Hosts that only exist locally; a notebook server in a container gives two names for itself.
_LOCAL = lazy.pattern(r"127\.0\.0\.1|0\.0\.0\.0|[\w-]+|\([\w.-]+ or 127\.0\.0\.1\)")
_LONGEST_HOST = 255
#: What GitHub wants in the place of a password where the token is the name of the user.
_FILLER = "x-oauth-basic"


def candidates(knowledge: Knowledge) -> Iterable[str]:
    """A URL with either."""
    return (_URL,)


def check(document: Document, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every such URL outside notebook outputs, which have a rule of their own."""
    text = document.fragment.text
    if document.fragment.language == "output" or "://" not in text:
        return
    for match in compile_expression(_URL).finditer(text):
        if match["password"] is not None:
            if not _dull(match["password"], match["host"]):
                yield _hit(document, match, "password", match["host"], f"The password for {match['host']}", knowledge)
        elif len(match["value"]) >= 16 and not is_placeholder(match["value"]) and not _is_local(text, match.start()):
            yield _hit(document, match, "value", _host(text, match.start()), f"The value of {match['name']}", knowledge)


def _dull(password: str, host: str) -> bool:
    """No password that anybody has to protect: a port, a blank, or one for a machine that only exists locally."""
    return password.isdigit() or password == _FILLER or is_blank(password) or _LOCAL.fullmatch(host) is not None


def _is_local(text: str, end: int) -> bool:
    """Whether the URL that goes on at `end` is one of the reader's own machine, where its token was made."""
    return _LOCAL.fullmatch(_host(text, end)) is not None


def _host(text: str, end: int) -> str:
    """The host of the URL that goes on at `end`; empty where none starts near before."""
    start = text.rfind("://", max(0, end - _LONGEST_HOST), end)
    return re.split("[/:]", text[start + 3 : end], maxsplit=1)[0] if start >= 0 else ""


def _hit(document: Document, match: re.Match[str], group: str, host: str, what: str, knowledge: Knowledge) -> Hit:
    """The shape of the value says what it is, or else the host says whose."""
    from quantum_lint.match.endpoints import provider_of

    # RE2's matches know the spans of their groups by number only.
    span = document.span(*match.span(match.re.groupindex[group]))
    shaped = next((found.credential for found in find(match[group], knowledge)), None)
    return Hit(
        span=span,
        note=f"{what} stands in a URL. URLs end up in logs, histories and error messages as well as in this file. "
        "Revoke it, and send the new one in a header or let the client read it from the environment.",
        secret=(span,),
        provider=shaped.provider if shaped else provider_of(host, knowledge),
        credential=shaped.id if shaped else None,
    )
