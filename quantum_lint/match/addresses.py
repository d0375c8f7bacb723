"""Addresses of files: what is behind an address, and whether it can only ever be the same."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple
from urllib.parse import unquote, urlsplit

from quantum_lint.model import lazy

#: What holds the address to one content: a hash or an archive, a version that its owner could replace, or nothing.
Pin = Literal["content", "version", ""]

URL = lazy.pattern(r"(?:https?|ftp)://[^\s'\"<>|;()\\]+")
_FILE = lazy.pattern(
    r"\.(?:qasm|qpy|py|ipynb|sh|ps1|exe|msi|dmg|pkg|deb|rpm|jar|whl|so|c|cpp|lisp"
    r"|csv|tsv|npy|npz|pkl|pickle|joblib|pt|pth|h5|hdf5|mat|parquet|feather|xlsx?|ya?ml"
    r"|zip|7z|rar|gz|tgz|bz2|xz|zst|tar)",
    re.IGNORECASE,
)
#: Files that only these pages serve raw; elsewhere such an address asks a program for an answer.
_PLAIN = lazy.pattern(r"\.(?:json|txt|dat|data|xml)", re.IGNORECASE)
_RAW = lazy.pattern(
    r"(?:raw|gist)\.githubusercontent\.com/.+|(?:www\.)?github\.com/[^/]+/[^/]+/(?:raw|blob)/.+|gitlab\.com/.+/-/raw/.+"
)
#: Stores that keep files under a number or a key and call none of them by its name.
_STORES = lazy.pattern(
    r"(?:www\.)?dropbox\.com/(?:s|scl)/.+|drive\.google\.com/uc|huggingface\.co/.+/resolve/.+|codeload\.github\.com/.+"
)
_FETCHING = frozenset(("raw", "dl", "rlkey", "download", "inline", "st", "e", "export", "id", "confirm"))
_HASH = lazy.pattern(
    r"(?<![0-9a-z])[0-9a-f]{40,64}(?![0-9a-z])|\$\{?\w*(?:commit|sha|hash|digest|revision)", re.IGNORECASE
)
_SHORT_COMMIT = lazy.pattern(r"/(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{7,39}(?:/|\.)")
#: Archives that never change what they have given out under an address.
_ARCHIVES = lazy.pattern(
    r"(?:www\.)?zenodo\.org/|(?:\w+\.)?figshare\.com/|ndownloader\.figshare\.com/|web\.archive\.org/web/\d"
    r"|(?:dx\.)?doi\.org/|.*/ip[fn]s/|arxiv\.org/.*v\d"
)
_VERSION = lazy.pattern(r"(?<![x\d])\d+[._]\d+|/v\d+\b|/releases/download/|/tags/|\$|\{|\d{4}-\d\d-\d\d", re.IGNORECASE)
#: Hosts that are this machine, that only a network of one's own knows, or that only stand for one.
_NOWHERE = lazy.pattern(
    r"127\.\d+\.\d+\.\d+|::1|0\.0\.0\.0|[^.]*|.*\.(?:local|test|invalid|example)|(?:.*\.)?example\.(?:com|org|net)"
)


class Address(NamedTuple):
    """An address taken apart; `path` has no escapes."""

    host: str
    path: str
    queries: tuple[str, ...]

    @property
    def whole(self) -> str:
        """Host and path."""
        return self.host + self.path

    @property
    def name(self) -> str:
        """What the file is called there."""
        return self.path.rstrip("/").rpartition("/")[2]


def address_of(url: str) -> Address | None:
    """The address of something on another machine that there is; None for any other text."""
    if not URL.match(url):
        return None
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if _NOWHERE.fullmatch(host) or "{" in host or "$" in host:
        return None
    queries = tuple(pair.partition("=")[0] for pair in parts.query.split("&") if pair)
    return Address(host, unquote(parts.path), queries)


def is_file(address: Address) -> bool:
    """Whether there is a file behind the address, and no program that makes up an answer."""
    if not _FETCHING.issuperset(address.queries):
        return False
    stored = _RAW.fullmatch(address.whole) or _STORES.fullmatch(address.whole)
    return stored is not None or _suffix(address.name) is not None


def is_file_name(name: str) -> bool:
    """Whether something of this name, on this machine, holds circuits, data or code."""
    return _suffix(name) is not None or _PLAIN.search(name) is not None


def _suffix(name: str) -> re.Match[str] | None:
    dot = name.rfind(".")
    return _FILE.fullmatch(name, dot) if dot > 0 else None


def pin_of(address: Address) -> Pin:
    """What holds the address to one content."""
    whole = address.whole
    if _HASH.search(whole) or _ARCHIVES.match(whole) or "versionId" in address.queries:
        return "content"
    if _RAW.fullmatch(whole) and _SHORT_COMMIT.search(whole):
        return "content"
    return "version" if _VERSION.search(address.path) else ""
