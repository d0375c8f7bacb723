"""What the rules about packages ask a document, whatever it is written in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.model.fact import Dependency, PackageIndex
from quantum_lint.model.fragment import Document
from quantum_lint.model.setting import Setting
from quantum_lint.parse.pip_options import INDEX_SETTINGS, package_index
from quantum_lint.parse.versions import exact

#: Keys of pip's and uv's configuration files, as the environment calls them.
_KEYS = {
    "index-url": "PIP_INDEX_URL",
    "extra-index-url": "PIP_EXTRA_INDEX_URL",
    "find-links": "PIP_FIND_LINKS",
    "trusted-host": "PIP_TRUSTED_HOST",
    "index-strategy": "UV_INDEX_STRATEGY",
}
_CONFIGURATIONS = frozenset({"ini", "toml"})


def dependencies(document: Document, knowledge: Knowledge) -> Iterator[Dependency]:
    """The packages that the document asks for; what documentation tells its readers to type is not asked for."""
    if "documentation" not in document.fragment.traits:
        yield from (fact for fact in document.facts(knowledge) if isinstance(fact, Dependency))


def is_pinned(dependency: Dependency) -> bool:
    """Whether the version is settled: exactly, by an address, or by another file."""
    return bool(exact(dependency.specifier) or dependency.url or dependency.constrained)


def indexes(document: Any, knowledge: Knowledge) -> Iterator[PackageIndex]:
    """The package indexes that the document names, in options, tables of its format, or settings of the tools."""
    if "documentation" in document.fragment.traits:
        return
    yield from (fact for fact in document.facts(knowledge) if isinstance(fact, PackageIndex))
    settings = getattr(document, "settings", None)
    for setting in settings() if settings else ():
        yield from _from_setting(document, setting)


def _from_setting(document: Document, setting: Setting) -> Iterator[PackageIndex]:
    name = next((part for part in reversed(setting.path) if not part.isdecimal()), "")
    if document.fragment.language in _CONFIGURATIONS:
        name = _KEYS.get(name, name)
    kind = INDEX_SETTINGS.get(name)
    if kind is None:
        return
    span = document.span(setting.value_start, setting.value_end)
    for value in setting.value.split():
        found = package_index(kind, value, span, document.fragment.language)
        if found is not None:
            yield found
