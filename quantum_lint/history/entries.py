"""One entry for a secret that many versions of a file hold."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from quantum_lint.model.finding import Finding


class Version(NamedTuple):
    """A version of a file: its blob, the path to judge it by, and what it is called in reports.

    The smaller the `age`, the later it was brought in; versions at HEAD, where it is below 0, come before all others.
    """

    blob: str
    path: str
    name: str
    age: int


class Entry:
    """Findings of one rule about the same secret (or, without one, the same code) in versions of one path."""

    def __init__(self, version: Version, finding: Finding) -> None:
        self.finding = finding
        self.blobs = {version.blob}
        self._age = version.age

    def add(self, version: Version, finding: Finding) -> None:
        """One more version; the newest is the one that is shown, and whose exceptions hold."""
        self.blobs.add(version.blob)
        if version.age < self._age:
            self.finding, self._age = finding, version.age


class Entries:
    """All entries, by what they are about."""

    def __init__(self) -> None:
        self._entries: dict[tuple[object, ...], Entry] = {}

    def add(self, version: Version, findings: Collection[Finding]) -> None:
        """The findings of one version."""
        for finding in findings:
            about = finding.secrets or finding.fingerprint
            key = (finding.rule.name, finding.provider, finding.credential, about, finding.place.path)
            entry = self._entries.get(key)
            if entry is None:
                self._entries[key] = Entry(version, finding)
            else:
                entry.add(version, finding)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())
