"""The options of pip and of the tools that took them over: what each says about where packages come from."""

from __future__ import annotations

from typing import Literal

from quantum_lint.model.fact import PackageIndex
from quantum_lint.model.span import Span

IndexKind = Literal["primary", "additional", "links", "trusted-host", "strategy"]

#: Option -> what its value is.
INDEX_OPTIONS: dict[str, IndexKind] = {
    "-i": "primary",
    "--index-url": "primary",
    "--pypi-url": "primary",
    "--default-index": "primary",
    "--extra-index-url": "additional",
    "--index": "additional",
    "-f": "links",
    "--find-links": "links",
    "--trusted-host": "trusted-host",
    "--allow-insecure-host": "trusted-host",
    "--index-strategy": "strategy",
}
REQUIREMENT_FILES = frozenset({"-r", "--requirement", "--requirements"})
CONSTRAINT_FILES = frozenset({"-c", "--constraint", "--constraints"})
EDITABLE = frozenset({"-e", "--editable"})

#: Settings of the environment and of configuration files that stand for an option.
INDEX_SETTINGS: dict[str, IndexKind] = {
    "PIP_INDEX_URL": "primary",
    "PIP_EXTRA_INDEX_URL": "additional",
    "PIP_FIND_LINKS": "links",
    "PIP_TRUSTED_HOST": "trusted-host",
    "UV_DEFAULT_INDEX": "primary",
    "UV_INDEX_URL": "primary",
    "UV_INDEX": "additional",
    "UV_EXTRA_INDEX_URL": "additional",
    "UV_FIND_LINKS": "links",
    "UV_INSECURE_HOST": "trusted-host",
    "UV_INDEX_STRATEGY": "strategy",
}
#: Hosts of the index that is asked when nothing else is said.
PYPI = frozenset({"pypi.org", "pypi.python.org"})
#: Index strategies of uv by which any index may win a name that another one holds.
UNSAFE_STRATEGIES = frozenset({"unsafe-first-match", "unsafe-best-match"})


def split_option(word: str) -> tuple[str, str | None]:
    """An option and the value that is written onto it: `--name=value`, `-rfile`."""
    if word.startswith("--"):
        name, equals, value = word.partition("=")
        return name, value if equals else None
    return word[:2], word[2:].removeprefix("=") or None


def allows_prereleases(option: str, value: str) -> bool:
    """Whether an option lets an installer choose versions before a release."""
    return option in ("--pre", "--allow-prereleases") or (option == "--prerelease" and value == "allow")


def package_index(kind: IndexKind, value: str, span: Span, source: str, scoped: bool = False) -> PackageIndex | None:
    """The index that a setting names; None where it changes nothing, or is filled in elsewhere."""
    value = value.strip()
    if kind == "strategy":
        return PackageIndex(kind, value, span, source) if value in UNSAFE_STRATEGIES else None
    if kind in ("primary", "additional"):
        # uv writes `name=https://...`; the name of an index scopes nothing by itself.
        name, equals, address = value.partition("=")
        value = address if equals and "/" not in name else value
    return PackageIndex(kind, value, span, source, scoped) if value else None


def host(url: str) -> str:
    """The host of an address without user, password and port; of a bare host, the host itself."""
    from urllib.parse import urlsplit

    try:
        found = urlsplit(url if "//" in url else f"//{url}").hostname
    except ValueError:
        return ""
    return (found or "").lower()


def is_local(url: str) -> bool:
    """Whether an address stays on this machine."""
    return url.startswith(("file:", "/", ".")) or host(url) in ("localhost", "127.0.0.1", "::1", "")
