"""A file of the scanned tree."""

from __future__ import annotations

from quantum_lint.model.named import NamedTuple

NO_TRAITS: frozenset[str] = frozenset()


class File(NamedTuple):
    """One file: its bytes, what it is written in, and what its path says about it.

    `path` is relative to the root of the scan, with forward slashes. `language` names the parser that
    cuts it into fragments. `traits` is all that a rule may learn of the path: `test`, `example`, `notebook`,
    `lock-beside-manifest`, `credential-file:<provider>`, ...
    """

    path: str
    language: str
    data: bytes
    traits: frozenset[str] = NO_TRAITS
