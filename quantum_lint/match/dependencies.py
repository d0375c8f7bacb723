"""What the rules about packages ask a document, whatever it is written in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.model.fact import Dependency, PackageIndex
from quantum_lint.model.fragment import Document
from quantum_lint.model.setting import Setting
from quantum_lint.parse import PACKAGES, ancestry
from quantum_lint.parse.pip_options import INDEX_SETTINGS, IndexKind, package_index
from quantum_lint.parse.versions import exact

#: Keys of pip's and uv's configuration files.
_KEYS: Mapping[str, IndexKind] = {
    "index-url": "primary",
    "extra-index-url": "additional",
    "find-links": "links",
    "trusted-host": "trusted-host",
    "index-strategy": "strategy",
}
_CONFIGURATIONS = frozenset({"ini", "toml"})


def dependencies(document: Document, knowledge: Knowledge) -> Iterator[Dependency]:
    """The packages that the document asks for; what documentation tells its readers to type is not asked for."""
    if "documentation" not in document.fragment.traits:
        yield from (fact for fact in _stated(document, knowledge) if isinstance(fact, Dependency))


def _stated(document: Document, knowledge: Knowledge) -> Iterable[object]:
    """What a document in a language for packages says; others, such as pipelines, say what takes long to find."""
    return document.facts(knowledge) if not PACKAGES.isdisjoint(ancestry(document.fragment.language)) else ()


def is_pinned(dependency: Dependency) -> bool:
    """Whether the version is settled: exactly, by an address, or by another file."""
    return bool(exact(dependency.specifier) or dependency.url or dependency.constrained)


def indexes(document: Any, knowledge: Knowledge) -> Iterator[PackageIndex]:
    """The package indexes that the document names, in options, tables of its format, or settings of the tools."""
    if "documentation" in document.fragment.traits:
        return
    yield from (fact for fact in _stated(document, knowledge) if isinstance(fact, PackageIndex))
    kinds = {**INDEX_SETTINGS, **_KEYS} if document.fragment.language in _CONFIGURATIONS else INDEX_SETTINGS
    settings = getattr(document, "settings", None)
    # A megabyte of data in YAML has 100,000 settings; most files are done with when no name occurs.
    if settings and any(name in document.fragment.text for name in kinds):
        for setting in settings():
            yield from _from_setting(document, setting, kinds)


def _from_setting(document: Document, setting: Setting, kinds: Mapping[str, IndexKind]) -> Iterator[PackageIndex]:
    name = next((part for part in reversed(setting.path) if not part.isdecimal()), "")
    kind = kinds.get(name)
    if kind is None:
        return
    span = document.span(setting.value_start, setting.value_end)
    for value in setting.value.split():
        found = package_index(kind, value, span, document.fragment.language)
        if found is not None:
            yield found
