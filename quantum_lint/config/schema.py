"""The JSON schema of the configuration, for editors: `python -m quantum_lint.config.schema`.

Made from the table of keys and from the options that the rule cards declare, so it cannot say anything else than the
reader does. It describes a quantum-lint.toml, or the `[tool.quantum-lint]` table of a pyproject.toml.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import Any

from quantum_lint import catalog
from quantum_lint.config.keys import KEYS, Key
from quantum_lint.config.names import names_of
from quantum_lint.config.reader import policies
from quantum_lint.model.rule import Option

Schema = dict[str, Any]

_TYPES: tuple[tuple[type | tuple[type, ...], Schema], ...] = (
    (bool, {"type": "boolean"}),
    (int, {"type": "integer"}),
    (float, {"type": "number"}),
    (str, {"type": "string"}),
    ((list, tuple), {"anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "string"}]}),
    (dict, {"type": "object"}),
)
#: Best written as text, which is exact.
_AMOUNT: Schema = {"anyOf": [{"type": "string", "pattern": r"^[0-9]+([.][0-9]+)?$"}, {"type": "number", "minimum": 0}]}


def schema() -> Schema:
    """The whole schema."""
    rules = catalog.load()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "quantum-lint configuration",
        "type": "object",
        "additionalProperties": False,
        "properties": {key.name: {"description": key.help, **_of_key(key, rules)} for key in KEYS},
        "$defs": {
            "name": {"enum": [*sorted(names_of(rules)), *sorted(rules.old_names)]},
            "names": {"type": "array", "items": {"$ref": "#/$defs/name"}, "uniqueItems": True},
        },
    }


def _of_key(key: Key, rules: catalog.Catalog) -> Schema:
    fixed: dict[str, Schema] = {
        "names": {"$ref": "#/$defs/names"},
        "names-by-glob": {"type": "object", "additionalProperties": {"$ref": "#/$defs/names"}},
        "choice": {"enum": list(key.choices)},
        "texts": {"type": "array", "items": {"type": "string"}},
        "path": {"type": "string"},
        "files": {"type": "array", "items": {"type": "string"}},
        "flag": {"type": "boolean"},
        "size": {"type": "integer", "minimum": 1},
        "count": {"type": "integer", "minimum": 1},
        "text": {"type": "string"},
        "texts-by-name": {"type": "object", "additionalProperties": {"type": "string"}},
        "amount": _AMOUNT,
        "amounts-by-name": {"type": "object", "additionalProperties": _AMOUNT},
    }
    if key.kind in fixed:
        return fixed[key.kind]
    if key.kind in ("table", "tables"):
        table = _table((each.path[-1], {"description": each.help, **_of_key(each, rules)}) for each in key.keys)
        needed = [each.path[-1] for each in key.keys if each.needed]
        return {"type": "array", "items": {**table, "required": needed}} if key.kind == "tables" else table
    if key.kind == "choices-by-rule":
        return _table((name, {"enum": list(key.choices)}) for name in rules.rules)
    if key.kind in ("policy", "policies-by-name"):
        policy = _table((name, _of_option(option)) for name, option in policies(rules).items())
        return policy if key.kind == "policy" else {"type": "object", "additionalProperties": policy}
    return _table(
        (name, _table((each, _of_option(option)) for each, option in rule.options.items()))
        for name, rule in rules.rules.items()
        if rule.options
    )


def _table(properties: Iterable[tuple[str, Schema]]) -> Schema:
    return {"type": "object", "additionalProperties": False, "properties": dict(properties)}


def _of_option(option: Option) -> Schema:
    kind = next(kind for types, kind in _TYPES if isinstance(option.default, types))
    default = list(option.default) if isinstance(option.default, tuple) else option.default
    return {"description": option.help, **kind, "default": default}


def text() -> str:
    """The schema as it is checked in."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(text())
