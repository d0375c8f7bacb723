"""What a project's TOML says of packages: pyproject.toml, pixi.toml, Pipfile, and the metadata block of a script.

Each tool keeps requirements in tables of its own; the tables below say where, and one reader serves all of them. `*`
in a path stands for any name, `#` for a position in a list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from quantum_lint.model.fact import Dependency, Manifest, PackageIndex
from quantum_lint.model.fragment import Fragment
from quantum_lint.model.span import TextMap
from quantum_lint.parse.command_line import command_line
from quantum_lint.parse.pip_options import IndexKind, package_index
from quantum_lint.parse.requirement import Requirement, read
from quantum_lint.parse.toml import TomlDocument
from quantum_lint.parse.toml_reader import Entry, Path
from quantum_lint.parse.versions import exact, from_conda, from_poetry, normalise, normalise_conda

_Form = Literal["requirement", "poetry", "pep440", "conda"]

#: Path -> how the value there names a package: as a requirement, or as the range of the package the key names.
_DEPENDENCIES: tuple[tuple[Path, _Form], ...] = (
    (("project", "dependencies", "#"), "requirement"),
    (("project", "optional-dependencies", "*", "#"), "requirement"),
    (("dependency-groups", "*", "#"), "requirement"),
    (("build-system", "requires", "#"), "requirement"),
    (("dependencies", "#"), "requirement"),
    (("tool", "uv", "dev-dependencies", "#"), "requirement"),
    (("tool", "pdm", "dev-dependencies", "*", "#"), "requirement"),
    (("tool", "hatch", "envs", "*", "dependencies", "#"), "requirement"),
    (("tool", "hatch", "envs", "*", "extra-dependencies", "#"), "requirement"),
    (("envs", "*", "dependencies", "#"), "requirement"),
    (("envs", "*", "extra-dependencies", "#"), "requirement"),
    (("tool", "tox", "env_run_base", "deps", "#"), "requirement"),
    (("tool", "tox", "env", "*", "deps", "#"), "requirement"),
    (("env_run_base", "deps", "#"), "requirement"),
    (("env", "*", "deps", "#"), "requirement"),
    (("tool", "poetry", "dependencies", "*"), "poetry"),
    (("tool", "poetry", "dev-dependencies", "*"), "poetry"),
    (("tool", "poetry", "group", "*", "dependencies", "*"), "poetry"),
    (("tool", "flit", "metadata", "requires", "#"), "requirement"),
    (("tool", "pixi", "pypi-dependencies", "*"), "pep440"),
    (("tool", "pixi", "feature", "*", "pypi-dependencies", "*"), "pep440"),
    (("tool", "pixi", "target", "*", "pypi-dependencies", "*"), "pep440"),
    (("tool", "pixi", "dependencies", "*"), "conda"),
    (("tool", "pixi", "feature", "*", "dependencies", "*"), "conda"),
    (("tool", "pixi", "target", "*", "dependencies", "*"), "conda"),
    (("pypi-dependencies", "*"), "pep440"),
    (("feature", "*", "pypi-dependencies", "*"), "pep440"),
    (("target", "*", "pypi-dependencies", "*"), "pep440"),
    (("dependencies", "*"), "conda"),
    (("feature", "*", "dependencies", "*"), "conda"),
    (("target", "*", "dependencies", "*"), "conda"),
    (("packages", "*"), "pep440"),
    (("dev-packages", "*"), "pep440"),
)
#: Path -> what the address there is an index for.
_INDEXES: tuple[tuple[Path, IndexKind], ...] = (
    (("tool", "uv", "index-url"), "primary"),
    (("tool", "uv", "extra-index-url", "#"), "additional"),
    (("tool", "uv", "find-links", "#"), "links"),
    (("tool", "uv", "allow-insecure-host", "#"), "trusted-host"),
    (("tool", "uv", "index-strategy"), "strategy"),
    (("tool", "uv", "pip", "index-url"), "primary"),
    (("tool", "uv", "pip", "extra-index-url", "#"), "additional"),
    (("tool", "uv", "pip", "find-links", "#"), "links"),
    (("tool", "uv", "pip", "index-strategy"), "strategy"),
    (("tool", "pixi", "pypi-options", "index-url"), "primary"),
    (("tool", "pixi", "pypi-options", "extra-index-urls", "#"), "additional"),
    (("tool", "pixi", "pypi-options", "index-strategy"), "strategy"),
    (("pypi-options", "index-url"), "primary"),
    (("pypi-options", "extra-index-urls", "#"), "additional"),
    (("pypi-options", "index-strategy"), "strategy"),
)
#: Path -> the value there that lets versions before a release be chosen for every package.
_PRERELEASES: dict[Path, str] = {
    ("tool", "uv", "prerelease"): "allow",
    ("tool", "pdm", "resolution", "allow-prereleases"): "true",
    ("pypi-options", "prerelease-mode"): "allow",
    ("tool", "pixi", "pypi-options", "prerelease-mode"): "allow",
    ("pipenv", "allow_prereleases"): "true",
}
#: Lists of tables that are an index each, the most preferred first.
_INDEX_TABLES: tuple[Path, ...] = (
    ("tool", "uv", "index"),
    ("tool", "poetry", "source"),
    ("tool", "pdm", "source"),
    ("source",),
)

#: Where the environments of tox are, and the words of a command in one.
_TOX_ENVIRONMENTS: tuple[Path, ...] = (
    ("env_run_base",),
    ("env", "*"),
    ("tool", "tox", "env_run_base"),
    ("tool", "tox", "env", "*"),
)
_TOX_COMMANDS: tuple[Path, ...] = (("commands", "#"), ("commands_pre", "#"), ("commands_post", "#"))
_VERSION_CONTROL = ("git", "hg", "svn", "bzr")
_REVISIONS = ("rev", "ref", "branch", "tag")
_READERS: dict[_Form, tuple[Callable[[str], str], Callable[[str], str]]] = {
    "poetry": (normalise, from_poetry),
    "pep440": (normalise, lambda written: "" if written.strip() == "*" else "".join(written.split())),
    "conda": (normalise_conda, from_conda),
}


class Source(NamedTuple):
    """Where a package comes from when it is not an index: an address with its revision, or a folder (no `url`)."""

    url: str | None
    start: int
    end: int


class PyprojectDocument(TomlDocument):
    """A project's declaration of what it needs."""

    @property
    def application(self) -> bool:
        """Whether this is run and not installed: nothing builds a package from it."""
        if self.fragment.language in ("script-metadata", "pipfile"):
            return True
        if self.text("tool", "poetry", "package-mode") == "false" or self.text("tool", "uv", "package") == "false":
            return True
        if any("Private ::" in item.value for item in self.items("project", "classifiers")):
            return True
        return not (self.name and ("build-system",) in self.entries)

    @property
    def name(self) -> str:
        """The normalised name of the project; empty where it has none."""
        return normalise(self.text("project", "name") or self.text("tool", "poetry", "name") or "")

    def facts(self, knowledge: object) -> Iterator[object]:
        """Dependencies, indexes, and the manifest itself."""
        found = list(self.dependencies())
        yield from found
        yield from self.indexes()
        if found:
            pinned = all(exact(each.specifier) or each.url for each in found)
            yield Manifest("manifest", self.fragment.language, found[0].span, self.application, pinned, self.name)

    def dependencies(self) -> Iterator[Dependency]:
        """Every package that the file asks for."""
        sources = self._sources()
        overridden = {name for path in self.entries for name in self._overridden(path)}
        early = any(self.text(*path) == allowing for path, allowing in _PRERELEASES.items())
        for path, entry in self.entries.items():
            form = _form(path)
            found = self._dependency(path, entry, form) if form else None
            if found is not None and found.name != "python":
                source = sources.get(found.name)
                own = self.text(*path, "allow-prereleases") == "true"
                yield found._replace(
                    url=source.url if source and not found.url else found.url,
                    prereleases=early or own,
                    constrained=found.name in overridden or (source is not None and source.url is None),
                )

    def _overridden(self, path: Path) -> Iterator[str]:
        """The package that an entry there forces to a version, whatever else the file says."""
        if _fits(path, ("tool", "uv", "override-dependencies", "#")):
            requirement = read(self.entries[path].value)
            if requirement is not None:
                yield requirement.name
        elif _fits(path, ("tool", "pdm", "resolution", "overrides", "*")):
            yield normalise(path[-1])

    def indexes(self) -> Iterator[PackageIndex]:
        """The package indexes that the file names."""
        for path, entry in self.entries.items():
            kind = next((kind for pattern, kind in _INDEXES if _fits(path, pattern)), None)
            if kind is not None and entry.kind == "text":
                yield from self._index(kind, entry, scoped=False)
        for table in _INDEX_TABLES:
            yield from self._index_table(table)

    def fragments(self) -> Iterator[Fragment]:
        """What is written for tox: commands, word by word, or all of an INI file."""
        if "tox" not in self.fragment.text and self.fragment.language != "tox":
            return
        entry = self.entries.get(("tool", "tox", "legacy_tox_ini"))
        if entry is not None and self.fragment.text[entry.value_start : entry.value_end].endswith(entry.value):
            yield self.fragment.cut(entry.value_end - len(entry.value), entry.value_end, "ini", "tool.tox")
        for path in self.entries:
            if any(_fits(path, (*place, *command)) for place in _TOX_ENVIRONMENTS for command in _TOX_COMMANDS):
                words = [(word.value, TextMap.identity(word.value_start)) for word in self.items(*path)]
                text, inner = command_line(words)
                yield self.fragment.derive(text, inner, "shell", ".".join(path))

    def _index(self, kind: IndexKind, entry: Entry, scoped: bool) -> Iterator[PackageIndex]:
        span = self.span(entry.value_start, entry.value_end)
        found = package_index(kind, entry.value, span, self.fragment.language, scoped)
        if found is not None:
            yield found

    def _index_table(self, table: Path) -> Iterator[PackageIndex]:
        for number, _ in enumerate(self.items(*table)):
            row = (*table, str(number))
            entry = self.entries.get((*row, "url"))
            if entry is None or entry.kind != "text":
                continue
            yield from self._index("primary" if self._replaces(row, number) else "additional", entry, self._scoped(row))
            if self.text(*row, "verify_ssl") == "false":
                yield from self._index("trusted-host", entry, scoped=False)

    def _replaces(self, row: Path, number: int) -> bool:
        """Whether an index stands in for PyPI and is not asked beside it."""
        if self.text(*row, "default") == "true" or self.text(*row, "priority") in ("default", "primary"):
            return True
        if row[:2] == ("tool", "uv"):
            return False
        if row[:2] == ("tool", "pdm"):
            return self.text(*row, "name") == "pypi"
        return number == 0 and self.text(*row, "priority") is None

    def _scoped(self, row: Path) -> bool:
        """Whether only packages that name the index come from it, as all of a Pipfile's further sources are."""
        explicit = self.text(*row, "explicit") == "true" or self.text(*row, "priority") == "explicit"
        only = (*row, "include_packages") in self.entries
        return explicit or only or (row[0] == "source" and self.fragment.language == "pipfile")

    def _dependency(self, path: Path, entry: Entry, form: _Form) -> Dependency | None:
        if form == "requirement":
            found = read(entry.value) if entry.kind == "text" else None
            span = self.span(entry.value_start, entry.value_end)
            return found.fact(span, self.fragment.language, group=_group(path)) if found else None
        return self._named(path, entry, form)

    def _named(self, path: Path, entry: Entry, form: _Form) -> Dependency | None:
        """The package that a key names, with its range: `qiskit = "^1.0"`, or a table that holds the range."""
        name, specifier = _READERS[form]
        written = entry.value if entry.kind == "text" else self.text(*path, "version") or ""
        if entry.kind not in ("text", "table") or _is_template(written):
            return None
        source = self._source(path) if entry.kind == "table" else None
        if source is not None and source.url is None:
            return None
        extras = tuple(item.value for item in self.items(*path, "extras")) if entry.kind == "table" else ()
        requirement = Requirement(name(path[-1]), specifier(written), 0, 0, source.url if source else None, extras)
        span = self.span(entry.key_start, entry.value_end)
        ecosystem: Literal["pypi", "conda"] = "conda" if form == "conda" else "pypi"
        return requirement.fact(span, self.fragment.language, group=_group(path), ecosystem=ecosystem)

    def _sources(self) -> dict[str, Source]:
        """What `tool.uv.sources` says, by package."""
        found = {}
        for path in self.entries:
            if _fits(path, ("tool", "uv", "sources", "*")) or _fits(path, ("tool", "uv", "sources", "*", "#")):
                source = self._source(path)
                if source is not None:
                    found[normalise(path[3])] = source
        return found

    def _source(self, path: Path) -> Source | None:
        """The address or folder that a table gives for a package."""
        for kind in (*_VERSION_CONTROL, "url", "file", "path", "workspace"):
            entry = self.entries.get((*path, kind))
            if entry is not None:
                return Source(self._address(path, kind, entry.value), entry.value_start, entry.value_end)
        return None

    def _address(self, path: Path, kind: str, value: str) -> str | None:
        """The address as pip would write it, with the revision that the table names."""
        if kind in _VERSION_CONTROL:
            revision = next(filter(None, (self.text(*path, key) for key in _REVISIONS)), None)
            return f"{kind}+{value}" + (f"@{revision}" if revision else "")
        return value if kind in ("url", "file") and "://" in value else None


def parse(fragment: Fragment) -> PyprojectDocument:
    """The document; what is no TOML is in its problems."""
    return PyprojectDocument(fragment)


def _form(path: Path) -> _Form | None:
    return next((form for pattern, form in _DEPENDENCIES if _fits(path, pattern)), None)


def _fits(path: Path, pattern: Path) -> bool:
    return len(path) == len(pattern) and all(
        wanted in ("*", name) or (wanted == "#" and name.isdecimal())
        for name, wanted in zip(path, pattern, strict=True)
    )


def _group(path: Path) -> str | None:
    """The extra or group that a dependency belongs to."""
    if "build-system" in path:
        return "build-system"
    marks = ("optional-dependencies", "dependency-groups", "dev-dependencies", "group", "envs", "feature")
    mark = next((mark for mark in marks if mark in path[:-1]), None)
    if mark is None:
        return "dev" if "dev-packages" in path else None
    after = path[path.index(mark) + 1]
    return "dev" if after.isdecimal() else after


def _is_template(written: str) -> bool:
    return "{" in written or "$" in written
