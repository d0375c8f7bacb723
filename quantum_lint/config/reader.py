"""From the table of a configuration file to settings, checking every key, name and type.

Imported only where there is a configuration: it needs the rule catalogue, to know the names.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from glob import glob
from typing import Any, NoReturn

from quantum_lint import catalog
from quantum_lint.cards import CardError
from quantum_lint.config.keys import COST_POLICY, KEYS, Key, amount, fits_option, kind_of
from quantum_lint.config.lines import line_of
from quantum_lint.config.names import names_of, resolve_names, suggestion
from quantum_lint.config.settings import EVERY, ConfigError, Settings
from quantum_lint.model.rule import Option, Rule
from quantum_lint.toml import TOMLDecodeError, loads

#: Where the settings stand in a pyproject.toml.
TABLE = ("tool", "quantum-lint")


def table_of(text: str, file: str) -> dict[str, Any] | None:
    """The table with the settings: all of a quantum-lint.toml, `[tool.quantum-lint]` of a pyproject.toml."""
    try:
        table: Any = loads(text)
    except TOMLDecodeError as error:
        raise ConfigError(file, line_of_syntax_error(error, text), f"is not TOML: {error}") from error
    for name in prefix_of(file):
        table = table.get(name) if isinstance(table, dict) else None
    if table is not None and not isinstance(table, dict):
        raise ConfigError(file, line_of(text, prefix_of(file)), f"{'.'.join(TABLE)} must be a table")
    return table


def prefix_of(file: str) -> tuple[str, ...]:
    """The keys that lead to the settings in a file of this name."""
    return TABLE if os.path.basename(file) == "pyproject.toml" else ()


def settings_of(table: Mapping[str, Any], text: str, file: str, root: str) -> Settings:
    """The settings in a table read from `text`. Raises ConfigError at the first thing that is wrong."""
    return _Reader(table, text, file, root).settings()


@dataclass(frozen=True)
class _Reader:
    table: Mapping[str, Any]
    text: str
    file: str
    root: str

    def settings(self) -> Settings:
        known = {key.name: key for key in KEYS}
        for name in self.table:
            if name not in known:
                self._fail((name,), f"unknown key {name!r}{suggestion(name, known)}")
        values = {name: self._value(known[name], value) for name, value in self.table.items()}
        select = values.pop("select", frozenset())
        if more := values.pop("extend-select", frozenset()):
            select = (select or frozenset({EVERY})) | more
        renamed = {_FIELDS.get(name, name.replace("-", "_")): value for name, value in values.items()}
        return Settings(root=self.root, source=self.file, **{**renamed, "select": select, "packs": self._packs})

    @cached_property
    def _packs(self) -> tuple[str, ...]:
        return self._files_at(("rules",), self.table.get("rules", []))

    @cached_property
    def _rules(self) -> catalog.Catalog:
        try:
            return catalog.load(self._packs)
        except CardError as error:
            raise ConfigError(error.path, error.line, error.message) from error

    def _value(self, key: Key, value: Any) -> Any:
        reader: Callable[[Key, Any], Any] = getattr(self, "_" + key.kind.replace("-", "_"))
        return reader(key, value)

    def _names(self, key: Key, value: Any) -> frozenset[str]:
        return self._resolved(key.path, value)

    def _names_by_glob(self, key: Key, value: Any) -> tuple[tuple[str, frozenset[str]], ...]:
        self._check_table(key.path, value)
        return tuple((pattern, self._resolved((*key.path, pattern), names)) for pattern, names in value.items())

    def _choice(self, key: Key, value: Any) -> str:
        return self._chosen(key.path, value, key.choices)

    def _choices_by_rule(self, key: Key, value: Any) -> dict[str, str]:
        self._check_table(key.path, value)
        return {
            self._rule((*key.path, name), name).name: self._chosen((*key.path, name), level, key.choices)
            for name, level in value.items()
        }

    def _options(self, key: Key, value: Any) -> dict[str, dict[str, Any]]:
        self._check_table(key.path, value)
        found = {}
        for name, options in value.items():
            rule = self._rule((*key.path, name), name)
            self._check_table((*key.path, name), options)
            for option, given in options.items():
                self._check_option((*key.path, name, option), given, rule.options, f"{rule.name} has no option")
            found[rule.name] = dict(options)
        return found

    def _policy(self, key: Key, value: Any) -> dict[str, Any]:
        return self._policy_at(key.path, value)

    def _policies_by_name(self, key: Key, value: Any) -> tuple[tuple[str, dict[str, Any]], ...]:
        self._check_table(key.path, value)
        return tuple((name, self._policy_at((*key.path, name), table)) for name, table in value.items())

    def _policy_at(self, path: tuple[str, ...], value: Any) -> dict[str, Any]:
        self._check_table(path, value)
        known = policies(self._rules)
        for name, given in value.items():
            self._check_option((*path, name), given, known, "no rule asks the policy for")
        return dict(value)

    def _texts(self, key: Key, value: Any) -> tuple[str, ...]:
        self._check_texts(key.path, value)
        return tuple(value)

    def _files(self, key: Key, value: Any) -> tuple[str, ...]:
        return self._files_at(key.path, value)

    def _files_at(self, path: tuple[str, ...], patterns: Any) -> tuple[str, ...]:
        """The files that globs name, from the folder of the configuration."""
        self._check_texts(path, patterns)
        folder = os.path.dirname(self.file)
        found = []
        for pattern in patterns:
            paths = sorted(glob(os.path.join(folder, pattern), recursive=True))
            if not paths:
                self._fail(path, f"{pattern!r} names no file", pattern)
            found += paths
        return tuple(dict.fromkeys(found))

    def _path(self, key: Key, value: Any) -> str:
        if not isinstance(value, str):
            self._wrong_type(key.path, "text in quotes", value)
        return os.path.join(os.path.dirname(self.file), value)

    def _table(self, key: Key, value: Any) -> dict[str, Any]:
        self._check_table(key.path, value)
        known = {each.path[-1]: each for each in key.keys}
        for name in value:
            if name not in known:
                self._fail((*key.path, name), f"unknown key {name!r} in {key.name}{suggestion(name, known)}")
        return {name: self._value(known[name], given) for name, given in value.items()}

    def _tables(self, key: Key, value: Any) -> tuple[dict[str, Any], ...]:
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            self._wrong_type(key.path, f"tables, each below a [[{key.name}]]", value)
        return tuple(self._one_of(key, number, table) for number, table in enumerate(value))

    def _one_of(self, key: Key, number: int, table: Mapping[str, Any]) -> dict[str, Any]:
        """One of several tables, and as `line` where it begins."""
        path = (*key.path, str(number))
        each = replace(key, name=".".join(path), kind="table")
        keys = tuple(replace(one, name=".".join((*path, one.path[-1]))) for one in key.keys)
        for one in keys:
            if one.needed and one.path[-1] not in table:
                self._fail(path, f"{key.name} must have {one.path[-1]!r}: {one.help}")
        line = line_of(self.text, (*prefix_of(self.file), *path))
        return {**self._table(replace(each, keys=keys), table), "line": line}

    def _text(self, key: Key, value: Any) -> str:
        if not isinstance(value, str):
            self._wrong_type(key.path, "text in quotes", value)
        return value

    def _texts_by_name(self, key: Key, value: Any) -> dict[str, str]:
        self._check_table(key.path, value)
        return {name: self._text(replace(key, name=f"{key.name}.{name}"), given) for name, given in value.items()}

    def _amount(self, key: Key, value: Any) -> Decimal:
        """An amount of money or of anything else, exact: best written as text."""
        found = amount(value)
        if found is None:
            self._fail(key.path, f'{key.name} must be a number that is not negative, best in quotes: "12.50"')
        return found

    def _amounts_by_name(self, key: Key, value: Any) -> dict[str, Decimal]:
        self._check_table(key.path, value)
        return {name: self._amount(replace(key, name=f"{key.name}.{name}"), given) for name, given in value.items()}

    def _count(self, key: Key, value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            self._wrong_type(key.path, "a whole number above 0", value)
        return value

    def _flag(self, key: Key, value: Any) -> bool:
        if not isinstance(value, bool):
            self._wrong_type(key.path, "true or false", value)
        return value

    def _size(self, key: Key, value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            self._wrong_type(key.path, "a whole number of bytes above 0", value)
        return value

    def _resolved(self, path: tuple[str, ...], value: Any) -> frozenset[str]:
        self._check_texts(path, value)
        found, unknown = resolve_names(value, self._rules)
        if unknown is not None:
            near = suggestion(unknown, names_of(self._rules))
            self._fail(path, f"{'.'.join(path)}: no rule or pack is named {unknown!r}{near}", unknown)
        return found

    def _rule(self, path: tuple[str, ...], name: str) -> Rule:
        rule = self._rules.resolve(name)
        if rule is None:
            self._fail(path, f"{path[0]}: no rule is named {name!r}{suggestion(name, self._rules.rules)}")
        return rule

    def _chosen(self, path: tuple[str, ...], value: Any, choices: tuple[str, ...]) -> str:
        wanted = f"one of {', '.join(choices)}"
        if not isinstance(value, str):
            self._wrong_type(path, wanted, value)
        if value not in choices:
            self._fail(path, f"{'.'.join(path)} must be {wanted}{suggestion(value, choices)}")
        return value

    def _check_option(self, path: tuple[str, ...], value: Any, known: Mapping[str, Option], otherwise: str) -> None:
        option = known.get(path[-1])
        if option is None:
            self._fail(path, f"{otherwise} {path[-1]!r}{suggestion(path[-1], known)}")
        if not fits_option(value, option.default):
            self._wrong_type(path, kind_of(option.default), value)

    def _check_table(self, path: tuple[str, ...], value: Any) -> None:
        if not isinstance(value, dict):
            self._wrong_type(path, "a table", value)

    def _check_texts(self, path: tuple[str, ...], value: Any) -> None:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self._wrong_type(path, "a list of texts", value)

    def _wrong_type(self, path: tuple[str, ...], wanted: str, value: Any) -> NoReturn:
        self._fail(path, f"{'.'.join(path)} must be {wanted}, not {kind_of(value)}")

    def _fail(self, path: tuple[str, ...], message: str, value: str | None = None) -> NoReturn:
        raise ConfigError(self.file, line_of(self.text, (*prefix_of(self.file), *path), value), message)


#: Keys whose field of Settings has another name.
_FIELDS: Mapping[str, str] = {"severity": "severities", "rules": "packs", "format": "formats"}


def policies(rules: catalog.Catalog) -> dict[str, Option]:
    """Every key of the policy table with an option that it sets, in name order."""
    options = [option for rule in rules.rules.values() for option in rule.options.values()]
    found = {**COST_POLICY, **{option.policy: option for option in options if option.policy}}
    return dict(sorted(found.items()))


def line_of_syntax_error(error: TOMLDecodeError, text: str) -> int:
    """The line that the message of the error names; otherwise the text ended too early."""
    import re

    match = re.search(r"at line (\d+)", str(error))
    return int(match[1]) if match else max(len(text.splitlines()), 1)
