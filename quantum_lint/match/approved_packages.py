"""What a policy approves of packages: names or globs, each with the versions that are meant."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase

from quantum_lint.model import lazy
from quantum_lint.model.fact import Dependency
from quantum_lint.model.named import NamedTuple
from quantum_lint.parse.ranges import allows, range_of
from quantum_lint.parse.versions import exact, normalise

_ENTRY = lazy.pattern(r"([^\s<>=!~;]+)\s*([<>=!~].*)?")


class Approval(NamedTuple):
    """One entry: a glob for normalised names, and a PEP 440 range of versions; an empty one is for all of them."""

    name: str
    specifier: str

    def names(self, package: str) -> bool:
        """Whether the entry is about the package."""
        return fnmatchcase(package, self.name)

    def excludes(self, dependency: Dependency) -> bool:
        """Whether nothing that the dependency allows is in the range; False where that is not known."""
        asked, version = dependency.specifier, exact(dependency.specifier)
        if not self.specifier or not asked or dependency.url:
            return False
        if version is not None:
            return not allows(self.specifier, version)
        approved, allowed = range_of(self.specifier), range_of(asked)
        return approved is not None and allowed is not None and approved.narrowed(allowed).empty


def approvals(entries: Iterable[str]) -> tuple[Approval, ...]:
    """The entries of a policy, as a manifest would write them: `qiskit>=1.4.6,<3`, `cirq-*`."""
    matches = filter(None, (_ENTRY.fullmatch(entry.strip()) for entry in entries))
    return tuple(Approval(normalise(match[1]), "".join((match[2] or "").split())) for match in matches)
