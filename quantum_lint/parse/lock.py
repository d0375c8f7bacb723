"""Lock files: what exactly gets installed.

They are written by programs, one field a line, and can be large. So each format is read by the shape of its lines, in
one pass of regular expressions: 5 MB take 0.1 s; the standard library's TOML reader takes 0.6 s, and gives no places.
Expressions that go over the whole text begin with the letters they look for, which are then found 25 times faster than
with an anchor before them; that a line begins there is looked at afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import pairwise
from typing import Literal, NamedTuple

from quantum_lint.model import lazy
from quantum_lint.model.fact import Dependency, Manifest
from quantum_lint.model.fragment import Document, Fragment, Problem
from quantum_lint.parse.versions import normalise, normalise_conda

_TOML_PACKAGE = lazy.pattern(r"\[\[(?<![^\n]\[\[)packages?\]\][ \t]*\r?$", re.MULTILINE)
_TOML_SOURCE = lazy.pattern(r"\[package\.(?<![^\n]\[package\.)source\]")
_TOML_TABLE = lazy.pattern(r"\[(?<![^\n]\[)")
_TOML_FIELD = lazy.pattern(r"""\n(\w[\w-]*)[ \t]*=[ \t]*(?:"([^"\n]*)"|'([^'\n]*)'|\{([^\n]*)\})\s*?$""", re.MULTILINE)
_INLINE_FIELD = lazy.pattern(r"""([\w-]+)\s*=\s*["']([^"'\n]*)["']""")
_HASH = lazy.pattern(r"sha(?<!\wsha)(?:256|384|512)\b")
_UPLOADED = lazy.pattern(r"upload(?<!\wupload)[-_]time[ \t]*=[ \t]*[\"']?(\d{4}-\d\d-\d\d)")
_OLD_POETRY_FILES = lazy.pattern(r"\[metadata\.(?<![^\n]\[metadata\.)files\][ \t]*\r?$", re.MULTILINE)
_OLD_POETRY_FILE = lazy.pattern(r"^\"?([\w.-]+)\"? = \[([^][]*)\]", re.MULTILINE)
_YAML_PACKAGES = lazy.pattern(r"^packages?:[ \t]*\r?$", re.MULTILINE)
_YAML_ITEM = lazy.pattern(r"^- ", re.MULTILINE)
_YAML_FIELD = lazy.pattern(r"^(?:- |  )([a-z0-9_]+):(?:[ \t]+([^\r\n]+?))?[ \t]*\r?$", re.MULTILINE)
_EXPLICIT = lazy.pattern(r"^(https?://[^\s#]+\.(?:conda|tar\.bz2|whl))(#\w+)?[ \t]*\r?$", re.MULTILINE)
_CONFLICTS = (lazy.pattern("<<<<<<< (?<![^\n]<<<<<<< )"), lazy.pattern(">>>>>>> (?<![^\n]>>>>>>> )"))


class Locked(NamedTuple):
    """One package of a lock; `start` to `end` is its version (its name or address where it has none).

    `uploaded` is the day on which the first of its files came to the index, where the lock says so.
    """

    name: str
    version: str
    start: int
    end: int
    url: str | None = None
    hashes: int = 0
    ecosystem: Literal["pypi", "conda"] = "pypi"
    uploaded: str = ""
    extras: tuple[str, ...] = ()


class _Field(NamedTuple):
    value: str
    start: int
    end: int


class LockDocument(Document):
    """The packages that a lock names, in text order; packages of the project itself are left out."""

    def __init__(self, fragment: Fragment) -> None:
        super().__init__(fragment)
        self.packages = list(_READERS.get(fragment.language, _toml)(fragment))
        conflicts = [found for found in (each.search(fragment.text) for each in _CONFLICTS) if found]
        for conflict in sorted(conflicts, key=re.Match.start)[:1]:
            self.problems.append(Problem(fragment.span(*conflict.span()), "the lock has an unresolved merge conflict"))

    def facts(self, knowledge: object) -> Iterator[object]:
        """The packages as dependencies, and the lock itself."""
        for package in self.packages:
            yield Dependency(
                package.name,
                f"=={package.version}" if package.version else "",
                self.span(package.start, package.end),
                "lock",
                url=package.url,
                hashes=package.hashes,
                ecosystem=package.ecosystem,
                uploaded=package.uploaded,
                extras=package.extras,
            )
        yield Manifest("lock", self.fragment.language, self.span(0, 0), pinned=True)
        if "extras" in self.fragment.text or "requires-dist" in self.fragment.text:
            from quantum_lint.parse.lock_extras import locked_extras

            yield from locked_extras(self.fragment, lambda: self.names)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all packages."""
        return frozenset(each.name for each in self.packages)


def parse(fragment: Fragment) -> LockDocument:
    """The document. What does not look like a package of the format is passed over."""
    return LockDocument(fragment)


def _toml(fragment: Fragment) -> Iterator[Locked]:
    """uv.lock, poetry.lock, pdm.lock and pylock.toml: a `[[package]]` table each."""
    text = fragment.text
    hashes = _old_poetry_hashes(text)
    starts = [match.end() for match in _TOML_PACKAGE.finditer(text)]
    for start, stop in pairwise((*starts, len(text))):
        found = _toml_package(text, start, stop)
        if found is not None:
            name, version, place, url = found
            count = len(_HASH.findall(text, start, stop)) or hashes.get(name, 0)
            uploaded = min(_UPLOADED.findall(text, start, stop), default="")
            yield Locked(name, version, place.start, place.end, url, count, uploaded=uploaded)


def _toml_package(text: str, start: int, stop: int) -> tuple[str, str, _Field, str | None] | None:
    table = _TOML_TABLE.search(text, start, stop)
    head = table.start() if table else stop
    fields, tables = _toml_fields(text, start, head)
    name = fields.get("name")
    source = tables.get("source", {})
    below = _TOML_SOURCE.search(text, head, stop)
    if below:
        following = _TOML_TABLE.search(text, below.end(), stop)
        written, _ = _toml_fields(text, below.end(), following.start() if following else stop)
        source = {key: field.value for key, field in written.items()}
    if name is None or {"editable", "virtual", "directory", "path"} & {*source, source.get("type", "")}:
        return None
    version = fields.get("version")
    archive = tables.get("archive", {}).get("url")
    url = _toml_address(source, tables, fields) or archive
    return normalise(name.value), version.value if version else "", version or name, url


def _toml_fields(text: str, start: int, stop: int) -> tuple[dict[str, _Field], dict[str, dict[str, str]]]:
    """The strings and the inline tables that are bound between two characters."""
    fields: dict[str, _Field] = {}
    tables: dict[str, dict[str, str]] = {}
    for match in _TOML_FIELD.finditer(text, start, stop):
        if match[4] is None:
            group = 2 if match[2] is not None else 3
            fields.setdefault(match[1], _Field(match[group], *match.span(group)))
        else:
            tables.setdefault(match[1], dict(_INLINE_FIELD.findall(match[4])))
    return fields, tables


def _toml_address(source: dict[str, str], tables: dict[str, dict[str, str]], fields: dict[str, _Field]) -> str | None:
    """Where a package comes from if not from an index, as pip would write it."""
    if "git" in source:
        repository, _, commit = source["git"].partition("#")
        return f"git+{repository.partition('?')[0]}@{commit}"
    if source.get("type") == "git":
        return f"git+{source.get('url', '')}@{source.get('resolved_reference', '')}"
    if source.get("type") == "url" or ("url" in source and "type" not in source):
        return source.get("url")
    if "vcs" in tables:
        vcs = tables["vcs"]
        return f"{vcs.get('type', 'git')}+{vcs.get('url', '')}@{vcs.get('commit-id', '')}"
    if "git" in fields:
        revision = fields.get("revision")
        return f"git+{fields['git'].value}@{revision.value if revision else ''}"
    return fields["url"].value if "url" in fields else None


def _old_poetry_hashes(text: str) -> dict[str, int]:
    """Hashes by package, as poetry wrote them before 1.3."""
    section = _OLD_POETRY_FILES.search(text)
    if section is None:
        return {}
    rows = _OLD_POETRY_FILE.finditer(text, section.end())
    return {normalise(row[1]): len(_HASH.findall(row[2])) for row in rows}


def _pipfile(fragment: Fragment) -> Iterator[Locked]:
    """Pipfile.lock: JSON, a table of packages for each group."""
    from quantum_lint.parse import json

    versions: dict[tuple[str, ...], _Field] = {}
    hashes: dict[tuple[str, ...], int] = {}
    extras: dict[tuple[str, ...], tuple[str, ...]] = {}
    for setting in json.parse(fragment).settings():
        place = setting.path[:2]
        if len(setting.path) == 3 and setting.path[0] != "_meta" and setting.key == "version":
            versions[place] = _Field(setting.value.removeprefix("=="), setting.value_start, setting.value_end)
        elif len(setting.path) == 4 and setting.path[2] == "hashes":
            hashes[place] = hashes.get(place, 0) + 1
        elif len(setting.path) == 4 and setting.path[2] == "extras":
            extras[place] = (*extras.get(place, ()), setting.value)
    for place, version in versions.items():
        found = Locked(normalise(place[1]), version.value, version.start, version.end, None, hashes.get(place, 0))
        yield found._replace(extras=extras.get(place, ()))


def _pixi(fragment: Fragment) -> Iterator[Locked]:
    """pixi.lock and conda-lock.yml: an item each, with the address of a conda archive or of a wheel.

    A package is listed for every platform; what stands there once more says nothing new.
    """
    seen: set[tuple[str, str, str | None]] = set()
    for found in _listed(fragment):
        key = (found.name, found.version, found.ecosystem)
        if key not in seen:
            seen.add(key)
            yield found


def _listed(fragment: Fragment) -> Iterator[Locked]:
    text = fragment.text
    section = _YAML_PACKAGES.search(text)
    if section is None:
        return
    starts = [match.start() for match in _YAML_ITEM.finditer(text, section.end())]
    for start, stop in pairwise((*starts, len(text))):
        rows = _YAML_FIELD.finditer(text, start, stop)
        found = _pixi_package({row[1]: _field(row) for row in rows})
        if found is not None:
            yield found


def _pixi_package(fields: dict[str, _Field]) -> Locked | None:
    archive = fields.get("conda") or fields.get("url")
    manager = fields.get("manager") or fields.get("kind")
    conda = "pypi" not in fields and (manager is None or manager.value == "conda")
    parts = _archive_parts(archive.value) if archive and conda else None
    name, version = fields.get("name"), fields.get("version")
    place = version or archive or name
    if place is None or not (name or parts):
        return None
    named = name.value if name else parts[0] if parts else ""
    numbered = version.value if version else parts[1] if parts else ""
    hashes = int(not {"sha256", "md5", "hash"}.isdisjoint(fields))
    spelled = normalise_conda(named) if conda else normalise(named)
    return Locked(spelled, numbered, place.start, place.end, None, hashes, "conda" if conda else "pypi")


def _field(row: re.Match[str]) -> _Field:
    """A field and its place between the quotes; an empty one where the value is a table."""
    start, end = row.span(2) if row[2] is not None else (row.end(), row.end())
    quoted = int(end > start + 1 and row[2][0] in "\"'" and row[2][-1] == row[2][0])
    start, end = start + quoted, end - quoted
    return _Field(row.string[start:end], start, end)


def _explicit(fragment: Fragment) -> Iterator[Locked]:
    """What `conda list --explicit` and conda-lock write for one platform: an address a line."""
    for row in _EXPLICIT.finditer(fragment.text):
        parts = _archive_parts(row[1])
        if parts:
            start = row.start(1) + row[1].rindex("/") + 1
            name = normalise_conda(parts[0])
            yield Locked(name, parts[1], start, row.end(1), None, int(row[2] is not None), "conda")


def _archive_parts(address: str) -> tuple[str, str] | None:
    """Name and version in the file name of a conda archive: `name-version-build.conda`."""
    file = address.rpartition("/")[2]
    stem = file.removesuffix(".conda").removesuffix(".tar.bz2")
    parts = stem.rsplit("-", 2)
    return (parts[0], parts[1]) if stem != file and len(parts) == 3 else None


_READERS: dict[str, Callable[[Fragment], Iterator[Locked]]] = {
    "pipfile-lock": _pipfile,
    "pixi-lock": _pixi,
    "conda-lock": _pixi,
    "conda-explicit": _explicit,
}
