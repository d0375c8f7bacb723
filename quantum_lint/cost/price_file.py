"""A file of plans that stands above those that come with us: what `quantum-lint prices update` writes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, get_args

from quantum_lint.config import ConfigError
from quantum_lint.config.keys import amount
from quantum_lint.model.known import Model, Plan

_SCHEMA = 1
#: What the fields of a plan are in JSON, where they are no text.
_KINDS: Mapping[str, type] = {"prices": dict, "included": dict, "commitment": dict, "together": int}
_REQUIRED = tuple(name for name in Plan._fields if name not in Plan._field_defaults)


def read(file: str) -> tuple[Plan, ...]:
    """The plans in a file. Raises ConfigError where it is none, or not whole."""
    try:
        with open(file, encoding="utf-8") as stream:
            table = json.load(stream)
    except OSError as error:
        raise ConfigError(file, 0, f"the price file cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise ConfigError(file, getattr(error, "lineno", 0), "the price file is no JSON") from error
    if not isinstance(table, dict) or table.get("schema") != _SCHEMA or not isinstance(table.get("plans"), list):
        raise ConfigError(file, 0, "is no price file: `quantum-lint prices update` writes one")
    return tuple(_plan(row, number, file) for number, row in enumerate(table["plans"], 1))


def text_of(plans: Iterable[Plan]) -> str:
    """The text of a file with these plans."""
    return json.dumps({"schema": _SCHEMA, "plans": [fields_of(plan) for plan in plans]}, indent=2) + "\n"


def fields_of(plan: Plan) -> dict[str, Any]:
    """What a plan says, without what it leaves open."""
    return {name: value for name, value in plan._asdict().items() if value != Plan._field_defaults.get(name)}


def _plan(row: Any, number: int, file: str) -> Plan:
    if not isinstance(row, dict):
        raise ConfigError(file, 0, f"plan {number} is no object")
    missing = [name for name in _REQUIRED if name not in row]
    wrong = [name for name, value in row.items() if not _fits(name, value)]
    if missing or wrong:
        raise ConfigError(file, 0, f"plan {number} is not whole: look at {', '.join((*missing, *wrong))}")
    return Plan(**row)


def _fits(name: str, value: Any) -> bool:
    """Whether a field may have the value; numbers are decimal ones, written as text."""
    if name not in Plan._fields or not isinstance(value, _KINDS.get(name, str)):
        return False
    if isinstance(value, dict):
        return all(amount(each) is not None for each in value.values())
    return name != "model" or value in get_args(Model)
