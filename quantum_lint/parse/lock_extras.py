"""Which extras of packages a lock was made with, for the formats that tell.

uv writes down what its project asked for, and PDM a package of its own for each set of extras. Poetry names what each
extra asks for: one is there if all of that is in the lock. Pipenv's list beside the version is read with the version.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from quantum_lint.model import lazy
from quantum_lint.model.fact import LockedExtras
from quantum_lint.model.fragment import Fragment
from quantum_lint.parse.versions import normalise

_UV_PROJECT = lazy.pattern(r"""source = \{ (?<=\nsource = \{ )(?:virtual|editable) = "\." \}""")
_UV_ASKED = lazy.pattern(
    r"requires-dist = \[(?<=\nrequires-dist = \[)((?:[^\[\]\"]|\"(?:[^\"\\]|\\.)*\"|\[[^\[\]]*\])*)\]"
)
_UV_ITEM = lazy.pattern(r"""\{ name = "([^"]+)"(?:, extras = \[([^\]]*)\])?((?:[^{}"]|"(?:[^"\\]|\\.)*")*)\}""")
_PACKAGE = lazy.pattern(r"\[\[package\]\](?<=\n\[\[package\]\])")
_NAME = lazy.pattern(r"""\nname = "([^"\n]+)\"""")
_PDM_EXTRAS = lazy.pattern(r"extras = \[(?<=\nextras = \[)([^\]\n]*)\]")
_POETRY_EXTRAS = lazy.pattern(r"\[package\.extras\](?<=\n\[package\.extras\])\r?\n((?:[^\[\r\n][^\r\n]*\r?\n?)*)")
_POETRY_EXTRA = lazy.pattern(r"""^"?([\w.-]+)"? = \[(.*)\]\s*$""", re.MULTILINE)
_TEXT = lazy.pattern(r'"((?:[^"\\]|\\.)*)"')
_REQUIRED = lazy.pattern(r"[A-Za-z0-9][\w.-]*")


def locked_extras(fragment: Fragment, names: Callable[[], frozenset[str]]) -> Iterator[LockedExtras]:
    """What the lock tells, once for each package; `names` gives those of all its packages."""
    text = fragment.text
    if fragment.language == "uv-lock":
        yield from _uv(text)
    elif fragment.language == "pdm-lock":
        yield from _merged(_pdm(text))
    elif fragment.language == "poetry-lock":
        yield from _poetry(text, names)


def _uv(text: str) -> Iterator[LockedExtras]:
    """What the project at the lock's side asks for; what only an extra of its own asks for is left out."""
    project = _UV_PROJECT.search(text)
    following = _PACKAGE.search(text, project.end()) if project else None
    asked = _UV_ASKED.search(text, project.end(), following.start() if following else len(text)) if project else None
    items = _UV_ITEM.findall(asked[1]) if asked else []
    yield from _merged((name, _texts(extras)) for name, extras, rest in items if "extra ==" not in rest)


def _pdm(text: str) -> Iterator[tuple[str, frozenset[str]]]:
    for found in _PDM_EXTRAS.finditer(text):
        start = text.rfind("[[package]]", 0, found.start())
        named = _NAME.search(text, max(start, 0), found.start())
        if named:
            yield named[1], _texts(found[1])


def _poetry(text: str, names: Callable[[], frozenset[str]]) -> Iterator[LockedExtras]:
    for found in _POETRY_EXTRAS.finditer(text):
        start = text.rfind("[[package]]", 0, found.start())
        named = _NAME.search(text, max(start, 0), found.start())
        offered = {normalise(name): _required(listed) for name, listed in _POETRY_EXTRA.findall(found[1])}
        if named:
            carried = frozenset(extra for extra, required in offered.items() if required <= names())
            yield LockedExtras(normalise(named[1]), carried, frozenset(offered))


def _required(listed: str) -> frozenset[str]:
    """The packages that an extra asks for on every machine."""
    texts = (text for text in _TEXT.findall(listed) if ";" not in text)
    return frozenset(normalise(match[0]) for text in texts if (match := _REQUIRED.match(text)))


def _merged(found: Iterator[tuple[str, frozenset[str]]]) -> Iterator[LockedExtras]:
    """One fact for each package, with all that it is named with."""
    merged: dict[str, frozenset[str]] = {}
    for name, extras in found:
        merged[normalise(name)] = merged.get(normalise(name), frozenset()) | extras
    yield from (LockedExtras(name, extras) for name, extras in merged.items())


def _texts(listed: str) -> frozenset[str]:
    return frozenset(map(normalise, _TEXT.findall(listed)))
