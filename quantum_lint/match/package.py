"""The verb `package`: a package that something installs, declares or locks.

```toml
[match]
package = "qiskit-*"             # name, list of names, or globs; "@known", "@superseded": groups of knowledge
version = "<1.0"                 # optional: only where every version allowed lies in this range
pinned  = false                  # optional: only where the version is (true) or is not (false) settled
locks   = false                  # optional: also what locks name; default true
note    = "{package} {specifier} is not approved here"
```

In the note `{package}` is the normalised name, `{specifier}` the range as PEP 440, `{retired}` the month of the last
release and `{advice}` what to use instead, for packages that the vendor retired.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.dependencies import dependencies, is_pinned
from quantum_lint.match.own_packages import made_here
from quantum_lint.match.table import Check, note_of, values_of
from quantum_lint.model.fact import Dependency
from quantum_lint.model.fragment import Document
from quantum_lint.model.hit import Hit
from quantum_lint.model.known import Package
from quantum_lint.model.rule import Options
from quantum_lint.parse.ranges import range_of

_GROUPS: dict[str, Callable[[Package], bool]] = {
    "@known": bool,
    "@superseded": lambda known: known.superseded,
}


def words(table: Mapping[str, Any], knowledge: Knowledge) -> tuple[str, ...] | None:
    """The words of known packages for a group; None for names, which have too many spellings."""
    return ("@packages",) if all(name in _GROUPS for name in values_of(table["package"])) else None


def compile(table: Mapping[str, Any]) -> Check:
    """The check that yields a hit for every such package."""
    names = values_of(table["package"])

    def check(document: Document, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
        for dependency in dependencies(document, knowledge):
            known = knowledge.packages.get(dependency.name)
            meant = any(_named(name, dependency.name, known) for name in names) and _fits(table, dependency)
            if meant and not (names == ("@superseded",) and _ended_with(document, known, knowledge)):
                yield Hit(dependency.span, note_of(table, _shown(dependency, known)))

    return check


def _named(name: str, dependency: str, known: Package | None) -> bool:
    group = _GROUPS.get(name)
    return fnmatchcase(dependency, name) if group is None else known is not None and group(known)


def _ended_with(document: Document, known: Package | None, knowledge: Knowledge) -> bool:
    """Whether a package without a successor is asked for by a project that is retired itself: a plugin for it."""
    if known is None or known.successor:
        return False
    return any(name in knowledge.packages and knowledge.packages[name].superseded for name in made_here(document))


def _fits(table: Mapping[str, Any], dependency: Dependency) -> bool:
    if dependency.source == "lock" and not table.get("locks", True):
        return False
    if "pinned" in table and table["pinned"] != is_pinned(dependency):
        return False
    if "version" not in table:
        return True
    wanted, allowed = range_of(table["version"]), range_of(dependency.specifier)
    return wanted is not None and allowed is not None and wanted.covers(allowed)


def _shown(dependency: Dependency, known: Package | None) -> dict[str, str]:
    return {
        "package": dependency.name,
        "specifier": dependency.specifier,
        "retired": (known.retired if known else None) or "",
        "advice": _advice(known) if known else "",
    }


def _advice(package: Package) -> str:
    note = f" ({package.note})" if package.note and package.successor else ""
    if package.successor:
        return f"Use {package.successor} instead{note}"
    return f"There is no successor: {package.note or 'plan to move away'}"
