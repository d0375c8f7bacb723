"""Facts: what documents say that rules over a whole repository, and the inventory, are made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from quantum_lint.model.span import Span


@dataclass(frozen=True, slots=True)
class Dependency:
    """A package asked for somewhere. `name` is normalised (PEP 503); `specifier` is PEP 440 text or empty.

    `source` tells the kind of place: `requirements`, `constraints`, `pyproject`, `conda`, `lock`, `command`, `script`, ...
    `url` is set for VCS and URL requirements, `hashes` counts the hashes given.
    """

    name: str
    specifier: str
    span: Span
    source: str
    url: str | None = None
    hashes: int = 0
    extras: tuple[str, ...] = ()
    marker: str | None = None
    group: str | None = None
    ecosystem: Literal["pypi", "conda"] = "pypi"


@dataclass(frozen=True, slots=True)
class Manifest:
    """A file that declares dependencies, or locks them: `role` is `manifest`, `lock` or `constraints`."""

    role: Literal["manifest", "lock", "constraints"]
    format: str
    span: Span
    application: bool = True


@dataclass(frozen=True, slots=True)
class CredentialUse:
    """A place that reads or binds a provider credential by name; never its value."""

    provider: str
    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Submission:
    """A call that starts work on hardware, or may: `target` is `hardware`, `simulator` or `unknown`."""

    provider: str
    callee: str
    span: Span
    target: Literal["hardware", "simulator", "unknown"]
    shots: int | None = None
    device: str | None = None


@dataclass(frozen=True, slots=True)
class Located:
    """A fact with the path of the file it came from; the engine adds the path, a parser never knows it."""

    path: str
    fact: object
