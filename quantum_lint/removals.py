"""What the SDKs no longer have, by version: the dated tables of `rules/removed/`. Read only by the rule about them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Literal, NamedTuple

from quantum_lint.compiled import compiled, rules_folder

Kind = Literal["name", "method", "argument"]


class Removal(NamedTuple):
    """Something that a version took away.

    `name` is qualified: a module (and all in it), a function or class, or a method, where `*` stands for any one
    attribute; with an `argument` it is the call that no longer takes it, at `position` if it has one, or no longer
    takes these `values`. `new` is what to write instead, where that is mechanical: the place a name moved to, the new
    name of a method or an argument, or the new value; `drop` says that the argument can be left out. `instead` is a
    sentence for all other cases. `versions` are the numbers of the removal for other packages than the first. Another
    `package` may have brought it into the namespace; what `refuses` is there and only raises.
    """

    kind: Kind
    name: str
    version: str
    since: str
    source: str
    instead: str = ""
    new: str = ""
    argument: str = ""
    position: int | None = None
    values: tuple[str, ...] = ()
    drop: bool = False
    versions: tuple[tuple[str, str], ...] = ()
    package: str = ""
    refuses: bool = False

    def version_for(self, package: str) -> str:
        """The version of a package of the family that took it away."""
        return next((version for name, version in self.versions if name == package), self.version)

    @property
    def word(self) -> str:
        """An identifier that any use of it must hold; an argument with a position need not be named."""
        return self.argument if self.argument and self.position is None else self.name.rpartition(".")[2]


class Family(NamedTuple):
    """The removals of one SDK: the packages whose declared version decides, and the modules they install.

    `ended` are packages that there will be no newer version of than the given one.
    """

    name: str
    title: str
    as_of: str
    packages: tuple[str, ...]
    roots: tuple[str, ...]
    ended: tuple[tuple[str, str], ...]
    removals: tuple[Removal, ...]


@cache
def by_word(name: str) -> Mapping[str, tuple[Removal, ...]]:
    """The removals of the family of this name, by the identifier that any use of them must hold."""
    found: dict[str, tuple[Removal, ...]] = {}
    for family in families():
        for removal in family.removals if family.name == name else ():
            found[removal.word] = (*found.get(removal.word, ()), removal)
    return found


@cache
def families() -> tuple[Family, ...]:
    """All tables, sorted by name."""
    read = compiled("removed", sources(), _built)
    found = (Family(*row) for row in read)
    return tuple(each._replace(removals=tuple(Removal(*row) for row in each.removals)) for each in found)


def sources() -> list[str]:
    """The files of the tables, and this module, which reads them."""
    folder = os.path.join(rules_folder(), "removed")
    names = [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(".toml")]
    return [*names, os.path.abspath(__file__)]


def _built() -> tuple[Any, ...]:
    from quantum_lint.toml import loads

    found = []
    for path in sources()[:-1]:
        with open(path, encoding="utf-8") as stream:
            table = loads(stream.read())
        name = os.path.splitext(os.path.basename(path))[0]
        rows = tuple(tuple(each) for row in table["removed"] for each in _removals(row, table["source"]))
        ended = tuple(sorted(table.get("ended", {}).items()))
        packages, roots = tuple(table["packages"]), tuple(table["roots"])
        found.append((name, table["title"], table["as_of"], packages, roots, ended, rows))
    return tuple(found)


def _removals(row: Mapping[str, Any], source: str) -> Iterator[Removal]:
    """The entries of one row, which share a version and a replacement."""
    shared = {
        "version": row["version"],
        "since": row.get("since", ""),
        "source": row.get("source", source).replace("{version}", row["version"]),
        "instead": row.get("instead", ""),
        "versions": tuple(sorted(row.get("versions", {}).items())),
        "package": row.get("package", ""),
        "refuses": row.get("refuses", False),
    }
    for name in row.get("names", ()):
        yield Removal("name", name, **shared)
    for name, new in row.get("moved", {}).items():
        yield Removal("name", name, **shared, new=new)
    for name in row.get("methods", ()):
        yield Removal("method", name, **shared)
    for name, new in row.get("renamed", {}).items():
        yield Removal("method", name, **shared, new=new)
    for name in row.get("calls", ()):
        yield Removal(
            "argument",
            name,
            **shared,
            new=row.get("rename", row.get("value", "")),
            argument=row["argument"],
            position=row.get("position"),
            values=tuple(row.get("values", ())),
            drop=row.get("drop", False),
        )
