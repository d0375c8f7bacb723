"""Which releases of Qiskit a tree asks for, by the numbers of Terra, which built the circuits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quantum_lint.evaluate.releases import ANY, Release, Releases
from quantum_lint.parse.ranges import Range, range_of
from quantum_lint.parse.version import Version

if TYPE_CHECKING:
    from quantum_lint.model.fragment import Document

_PACKAGES = frozenset(("qiskit", "qiskit-terra"))
#: Up to 0.44 `qiskit` was a package of packages: its release -> that of Terra. From 0.45 on both have the same number.
_TERRA: dict[Release, Release] = {
    (0, 37): (0, 21), (0, 38): (0, 21), (0, 39): (0, 22), (0, 40): (0, 23), (0, 41): (0, 23), (0, 42): (0, 23),
    (0, 43): (0, 24), (0, 44): (0, 25),
}  # fmt: skip
_SAME = (0, 45)


def of_qiskit(document: Document) -> Releases:
    """The releases that are declared for the file of a document."""
    found = ANY
    for each in document.declared(_PACKAGES):
        bounds = range_of(each.specifier)
        if bounds is not None:
            first, end = _first(bounds), _end(bounds)
            found = found.narrowed(Releases(first, end) if each.package == "qiskit-terra" else _of_terra(first, end))
    return found


def _first(bounds: Range) -> Release | None:
    return None if bounds.lower is None else _numbers(bounds.lower)[:2]


def _end(bounds: Range) -> Release | None:
    """The first release of which nothing is meant."""
    if bounds.upper is None:
        return None
    major, minor, micro = _numbers(bounds.upper)
    return major, minor + (bounds.with_upper or micro > 0)


def _numbers(version: Version) -> tuple[int, int, int]:
    major, minor, micro, *_ = (*version.release, 0, 0)
    return major, minor, micro


def _of_terra(first: Release | None, end: Release | None) -> Releases:
    """The same of Terra where these are releases of the package of packages."""
    if first is not None and first < _SAME:
        first = _TERRA.get(first)
    if end is not None and end < _SAME:
        end = _TERRA.get(end, min(_TERRA.values()))
    return Releases(first, end)
