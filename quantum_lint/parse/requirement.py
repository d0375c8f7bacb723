"""One requirement (PEP 508, and pip's URLs and paths), with the place of its name."""

from __future__ import annotations

import re
from typing import Any

from quantum_lint.model import lazy
from quantum_lint.model.fact import Dependency
from quantum_lint.model.named import NamedTuple
from quantum_lint.model.span import Span
from quantum_lint.parse.versions import normalise

_NAMED = lazy.pattern(
    r"""(?P<name>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*
        (?:\[(?P<extras>[^\[\]]*)\])?\s*
        (?:@\s*(?P<url>\S+)|\(?\s*(?P<specifier>(?:[<>=!~]=?=?\s*[^\s,;()@<>=!~]+(?:\s*,\s*)?)*)\)?)\s*
        (?:;(?P<marker>.*))?""",
    re.VERBOSE | re.DOTALL,
)
_ADDRESS = lazy.pattern(r"(?:git|hg|svn|bzr)\+[a-z+]+:|https?://|ftp://|file:|git@", re.IGNORECASE)
_FRAGMENT_NAME = lazy.pattern(r"[#&](?:egg|name)=([A-Za-z0-9][A-Za-z0-9._-]*)")
_ARCHIVE_NAME = lazy.pattern(r"([A-Za-z0-9][A-Za-z0-9._]*?(?:-[A-Za-z][A-Za-z0-9._]*)*)-\d[^/]*\.(?:whl|tar\.\w+|zip)$")
#: Characters of a requirement; a hostile line of megabytes would cost the patterns a hundred times its size in memory.
LONGEST = 5000
#: A value that is filled in somewhere else: `$X`, `${X}`, `%X%`, `{{ x }}`, `{x}`, `<x>`.
_TEMPLATE = lazy.pattern(r"\$|%[A-Z(]|\{|\}|<[A-Za-z]|\\")


class Requirement(NamedTuple):
    """A package asked for. `start` to `end` holds name, extras, range or address, without marker and options.

    `name` is normalised; an address that names no package is named after its repository.
    """

    name: str
    specifier: str
    start: int
    end: int
    url: str | None = None
    extras: tuple[str, ...] = ()
    marker: str | None = None

    def fact(self, span: Span, source: str, **more: Any) -> Dependency:
        """The dependency that this requirement states; `more` are other fields of it."""
        return Dependency(
            self.name, self.specifier, span, source, url=self.url, extras=self.extras, marker=self.marker, **more
        )


def read(text: str, at: int = 0) -> Requirement | None:
    """The requirement in `text`, which starts at character `at` of its fragment.

    None for a path, for a name or version that is a template, and for what is no requirement.
    """
    stripped = text.strip()
    if len(stripped) > LONGEST:
        return None
    start = at + len(text) - len(text.lstrip())
    if _ADDRESS.match(stripped):
        return _from_address(stripped, start)
    match = _NAMED.fullmatch(stripped)
    if match is None or _is_path(stripped, match):
        return None
    specifier = "".join((match["specifier"] or "").split()).rstrip(",")
    if _TEMPLATE.search(specifier) or _TEMPLATE.search(match["url"] or ""):
        return None
    end = match.end("url") if match["url"] else max(match.end("specifier"), match.end("extras") + 1, match.end("name"))
    extras = tuple(extra.strip() for extra in (match["extras"] or "").split(",") if extra.strip())
    marker = match["marker"].strip() if match["marker"] else None
    end = start + len(stripped[:end].rstrip(" \t,"))
    return Requirement(normalise(match["name"]), specifier, start, end, match["url"], extras, marker)


def _is_path(text: str, match: re.Match[str]) -> bool:
    """Whether this is the name of an archive in this folder, not of a package."""
    return not match["url"] and text.endswith((".whl", ".tar.gz", ".zip"))


def _from_address(text: str, start: int) -> Requirement | None:
    address, _, marker = text.partition(" ;")
    address = address.split()[0]
    if _TEMPLATE.search(address):
        return None
    where = address.partition("#")[0].rstrip("/")
    # A file name of an archive is never long; the limit keeps a hostile one from being tried at every character.
    match = _FRAGMENT_NAME.search(address) or _ARCHIVE_NAME.search(where.rpartition("/")[2][:200])
    name = normalise(match[1] if match else _name_of_repository(where))
    return Requirement(name, "", start, start + len(address), address, (), marker.strip() or None)


def _name_of_repository(where: str) -> str:
    """The last part of the path, without the revision and `.git`."""
    last = where.rpartition("/")[2]
    return last.partition("@")[0].removesuffix(".git") or "unnamed"
