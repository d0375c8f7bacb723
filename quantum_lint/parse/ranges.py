"""Version ranges that can be compared: is a version inside, does one range lie wholly inside another."""

from __future__ import annotations

from quantum_lint.model import lazy
from quantum_lint.model.named import NamedTuple
from quantum_lint.parse.version import Version, version_of

_CLAUSE = lazy.pattern(r"(===|==|~=|!=|<=|>=|<|>)\s*(\S+)")


class Range(NamedTuple):
    """Versions from `lower` to `upper`, by order alone: a release candidate of the upper end is inside.

    That is how advisories mean their ranges; an installer would leave the candidate out. None is no end.
    """

    lower: Version | None = None
    upper: Version | None = None
    with_lower: bool = True
    with_upper: bool = False

    def holds(self, version: Version) -> bool:
        """Whether the version is inside; a local build counts as the release it was built from."""
        public = version.public
        if self.lower is not None and (public < self.lower or (public == self.lower and not self.with_lower)):
            return False
        return self.upper is None or public < self.upper or (public == self.upper and self.with_upper)

    def covers(self, other: Range) -> bool:
        """Whether everything that `other` allows is inside."""
        return self._covers_below(other) and self._covers_above(other)

    def holds_newest(self, other: Range) -> bool:
        """Whether the newest version that `other` allows is inside.

        `lower` has to be a release, as it is in advisories: then the newest that `other` allows is no older.
        """
        if self.lower is None or self._covers_below(other) or other.holds(self.lower):
            return self._covers_above(other)
        return False

    @property
    def empty(self) -> bool:
        """Whether no version is inside."""
        if self.lower is None or self.upper is None:
            return False
        return self.lower > self.upper or (self.lower == self.upper and not (self.with_lower and self.with_upper))

    def narrowed(self, other: Range) -> Range:
        """The versions that both allow."""
        first = other if self._covers_below(other) else self
        last = other if self._covers_above(other) else self
        return Range(first.lower, last.upper, first.with_lower, last.with_upper)

    def _covers_below(self, other: Range) -> bool:
        if self.lower is None or other.lower is None:
            return self.lower is None
        return other.lower > self.lower or (other.lower == self.lower and (self.with_lower or not other.with_lower))

    def _covers_above(self, other: Range) -> bool:
        if self.upper is None or other.upper is None:
            return self.upper is None
        return other.upper < self.upper or (other.upper == self.upper and (self.with_upper or not other.with_upper))


def allows(specifier: str, version: str) -> bool | None:
    """Whether a PEP 440 specifier allows a version, also one from before a release; None where either is no such."""
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    found = version_of(version)
    try:
        clauses = SpecifierSet(specifier)
    except InvalidSpecifier:
        return None
    return (
        None if found is None or range_of(specifier) is None else clauses.contains(str(found.public), prereleases=True)
    )


def range_of(specifier: str) -> Range | None:
    """The range of a PEP 440 specifier, holes (`!=`) filled; None where it cannot be read."""
    found = Range()
    for clause in filter(None, (clause.strip() for clause in specifier.split(","))):
        part = _clause(clause)
        if part is None:
            return None
        found = found.narrowed(part)
    return found


def _clause(clause: str) -> Range | None:
    match = _CLAUSE.fullmatch(clause)
    if match is None:
        return None
    operator, written = match[1], match[2]
    version = version_of(written.removesuffix(".*"))
    if version is None:
        return None
    if operator == "!=":
        return Range()
    if operator == "~=":
        return Range(version, version.after(len(version.release) - 1))
    if written.endswith(".*"):
        return Range(version, version.after(len(version.release)))
    if operator in ("==", "==="):
        return Range(version.public, version.public, with_upper=True)
    if operator in (">=", ">"):
        return Range(lower=version, with_lower=operator == ">=")
    return Range(upper=version, with_upper=operator == "<=")
