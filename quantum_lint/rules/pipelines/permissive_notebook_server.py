"""Notebook servers that are told to leave out a check of their own."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.notebook_servers import Given, servers
from quantum_lint.model import lazy
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options

_END = lazy.pattern(r"(?<!\\)(?:\\\\)*(?:\$|\\Z)$")
#: A variable of the shell: what the pattern is cannot be known.
_VARIABLE = lazy.pattern(r"\$[\w({]")
_EVERYTHING = frozenset(("*", ".*", ".+", "^.*", "^.+", ".*$", ".+$", "^.*$", "^.+$"))
_NOTES = {
    "allow_origin": (
        "allow_origin='*' lets the page of any site that the user visits talk to this server",
        "Name the one origin that embeds it: `allow_origin='https://lab.example.com'`.",
    ),
    "allow_origin_pat": (
        (
            "The pattern does not end in `$`, so that `https://lab.example.com.evil.example` passes where "
            "`https://lab.example.com` was meant"
        ),
        "Escape the dots and close it: `https://lab\\.example\\.com$`.",
    ),
    "disable_check_xsrf": (
        "disable_check_xsrf switches off what keeps other sites from sending requests in the user's name",
        "Leave it out; give programs that call the server a token instead.",
    ),
    "allow_remote_access": (
        (
            "allow_remote_access switches off the check of the Host header, which keeps a site from reaching a local "
            "server by giving it a name of its own (DNS rebinding)"
        ),
        "Leave it out, or name the hosts: `ServerApp.local_hostnames`.",
    ),
    "allow_root": (
        (
            "allow_root lets Jupyter run as root: whoever gets in, or whatever notebook is opened, reads the provider "
            "tokens of everybody there"
        ),
        "Start it as a user of its own; in an image, put `USER` before `CMD`.",
    ),
}


def check(document: Document, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Each such setting; the last of its name is the one that counts."""
    documented = "documentation" in document.fragment.traits
    for server in servers(document, knowledge):
        for given in {each.name: each for each in server.given}.values():
            if given.name in _NOTES and _lax(given):
                minor = documented or (server.contained and given.name == "allow_root")
                yield Hit(given.span, _note(given), severity="low" if minor else None)


def _lax(given: Given) -> bool:
    """Whether the value takes the check away."""
    if given.name == "allow_origin":
        return given.value == "*"
    return _fits_others(given.value or "") if given.name == "allow_origin_pat" else given.on


def _fits_others(pattern: str) -> bool:
    """Whether a pattern of origins surely fits more than it spells out."""
    known = pattern and not _VARIABLE.search(pattern)
    return bool(known) and (pattern in _EVERYTHING or not _END.search(pattern))


def _note(given: Given) -> str:
    reason, instead = _NOTES[given.name]
    if given.name == "allow_origin_pat" and given.value in _EVERYTHING:
        reason = f"The pattern `{given.value}` fits every origin, so that the page of any site may talk to this server"
    return f"{reason}. {instead}"
