"""Places that bind a name to a value, from the templates in settings.md."""

from __future__ import annotations

import base64
import json
import os
import re
from collections.abc import Iterator

from tests.recall.kinds import KNOWN, Kind, Value
from tests.recall.places import Place, Writer, Written, notebook
from tests.support.cards import Fence, fences, sections

_FIELD = re.compile(r"@(\w+)@")
_ORDINARY = re.compile(r"[\w.=+/-]+")


def _section(kind: Kind) -> tuple[str, str] | None:
    """The word and the parameter under which a configuration of many providers holds the credential."""
    word = next((word for word, owner in KNOWN.sections.items() if owner == kind.credential.provider), None)
    keyword = next((row.keyword for row in kind.bindings if row.keyword), None)
    return (word.lower(), keyword) if word and keyword else None


def _fields(kind: Kind, value: Value) -> dict[str, str]:
    """What can be filled in for the kind."""
    text = value.text
    found = {
        "VALUE": text,
        "SHELL": text if _ORDINARY.fullmatch(text) else f"'{text}'",
        "YAML": text if _ORDINARY.fullmatch(text) else json.dumps(text),
        "JSON": json.dumps(text),
        "BASE64": base64.b64encode(text.encode()).decode(),
        "DIGEST": "1" * 64,
        "SHA": "1" * 40,
    }
    if kind.label:
        found.update(NAME=kind.label, name=kind.label.lower())
    section = _section(kind)
    if section:
        found.update(SECTION=section[0], KEY=section[1])
    host = next((host for host in kind.provider.endpoints if not host.startswith(".")), None)
    if host and kind.bindings:
        found.update(HOST=host)
    return found


def _writer(fence: Fence) -> Writer:
    template = fence.text()
    wanted = set(_FIELD.findall(template))

    def write(kind: Kind, value: Value) -> Iterator[Written]:
        fields = _fields(kind, value)
        if wanted <= fields.keys():
            text = _FIELD.sub(lambda field: fields[field[1]], template)
            inside = text.partition("\n")[2] if fence.title.endswith(".ipynb") else text
            yield Written(fence.title, notebook(inside) if fence.title.endswith(".ipynb") else f"{text}\n")

    return write


def _places() -> Iterator[Place]:
    with open(os.path.join(os.path.dirname(__file__), "settings.md"), encoding="utf-8") as stream:
        text = stream.read()
    for name, (start, lines) in sections(text).items():
        for group in fences(start, lines):
            yield from (Place(name, _writer(fence)) for fence in group)


PLACES = list(_places())
