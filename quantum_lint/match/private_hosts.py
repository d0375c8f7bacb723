"""Addresses that only exist inside somebody's network, in what a program, a command or a setting uses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.endpoints import used
from quantum_lint.model.fragment import Document
from quantum_lint.model.span import Span

_NUMBER = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_PRIVATE_NUMBERS = rf"(?:10\.{_NUMBER}|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.{_NUMBER}\.{_NUMBER}"
_PRIVATE_NAME = (
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,5}(?:internal|corp|intranet|lan|private|home\.arpa|local)"
)
#: A name in a URL, or after the name of a user as ssh takes it; a number anywhere, unless it is a range or a version.
_HOST = re.compile(
    rf"(?:[a-z][a-z0-9+.-]{{1,15}}://(?:[^\s/@'\"]*@)?|^[a-z_][\w.-]*@)(?P<name>{_PRIVATE_NAME})(?![\w.-])"
    rf"|(?<![\w.:/-])(?:[a-z][a-z0-9+.-]{{1,15}}://(?:[^\s/@'\"]*@)?)?(?P<number>{_PRIVATE_NUMBERS})(?![\w.]|/\d|-\d)",
    re.IGNORECASE | re.MULTILINE,
)
#: Hosts that every machine or every container has.
_EVERYWHERE = re.compile(
    r"(?i)(?:host|gateway|kubernetes)\.docker\.internal|metadata\.google\.internal|.*\.cluster\.local|.*example.*"
)


def private_hosts(document: Document, knowledge: Knowledge) -> Iterator[tuple[str, Span]]:
    """Each address with its place, comments and prose left out."""
    found = [(match.lastgroup or "", match) for match in _HOST.finditer(document.fragment.text)]
    found = [(group, match) for group, match in found if not _EVERYWHERE.fullmatch(match[group])]
    if not found:
        return
    places = tuple(used(document, knowledge))
    for group, match in found:
        span = document.span(*match.span(group))
        if any(place.covers(span) for place in places):
            yield match[group], span
