"""The providers' own files, by path: in the tree, in a folder whose dot was left out, and as a template."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from quantum_lint.model.known import CredentialFile
from tests.recall.kinds import Kind, Value
from tests.recall.places import Place, Written


def _path(pattern: str) -> str:
    return pattern.replace("*service", "lab-service").replace("account*", "account").replace("*", "default")


def _key(row: CredentialFile) -> str:
    return next((key for key in row.keys if key != "*"), "default")


def _text(path: str, row: CredentialFile, text: str) -> str:
    """What the SDK writes there."""
    name, key = path.rpartition("/")[2], _key(row)
    if not row.keys:
        return json.dumps({"user": "lab", "token": text}) if name.endswith(".json") else text + "\n"
    if name.endswith(".py"):
        return f'{key} = "{text}"\n\nconfig = {{"url": "https://example.invalid/api"}}\n'
    if text.startswith("{"):
        return text
    if name.endswith(".json") or "/auth/" in path or "/credentials/" in path or "/qctrl/" in path:
        return json.dumps({"default": {"url": "https://example.invalid/", key: text}}, indent=4)
    if name.endswith((".yaml", ".yml")):
        return f"default:\n  {key}: '{text}'\n"
    if name.endswith(".toml"):
        return f'[default]\n{key} = "{text}"\n'
    return f"[default]\n{key} = {text}\n"


def _each(change: Callable[[str], str | None]) -> Callable[[Kind, Value], Iterator[Written]]:
    def write(kind: Kind, value: Value) -> Iterator[Written]:
        for row in kind.files:
            for pattern in row.paths:
                path = _path(pattern)
                changed = change(path)
                if changed:
                    yield Written(changed, _text(path, row, value.text))

    return write


def _without_dot(path: str) -> str | None:
    return "home/" + path.lstrip(".") if path.startswith(".") else None


PLACES = [
    Place("provider's file", _each(lambda path: f"home/{path}")),
    Place("provider's file, no dot", _each(_without_dot)),
    Place("provider's file, example", _each(lambda path: f"home/{path}.example")),
    Place("provider's file, backup", _each(lambda path: f"home/{path}.bak")),
]
