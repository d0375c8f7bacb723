"""What a run is told: the value that configuration files and the command line are boiled down to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from quantum_lint import discover
from quantum_lint.model.named import NamedTuple
from quantum_lint.model.rule import NOTHING, Rule

#: Stands for every rule wherever rule names are listed.
EVERY = "all"


class ConfigError(Exception):
    """A configuration that cannot be used. `file`, `line` (from 1, 0 for no line) and `message` say where and why."""

    def __init__(self, file: str, line: int, message: str) -> None:
        super().__init__(f"{file}:{line}: {message}" if line else f"{file}: {message}")
        self.file = file
        self.line = line
        self.message = message


class Settings(NamedTuple):
    """Everything a user may decide about a run; the defaults are those of a repository without configuration.

    `root` is the folder that paths in reports, globs and the baseline are relative to, `source` the file the settings
    were read from. `select` and `ignore` hold names of rules and packs, or `all`; an empty `select` means the rules of
    the persona. `packs` are paths of cards, `max_file_size` is in bytes, `formats` are `FORMAT` or `FORMAT=FILE`.
    `environment` is the one that the code is judged for. `cost` is the table of that name, by key.
    """

    root: str = "."
    source: str | None = None
    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    per_path_ignores: tuple[tuple[str, frozenset[str]], ...] = ()
    persona: str = "regular"
    min_severity: str = "low"
    fail_on: str = "low"
    severities: Mapping[str, str] = NOTHING
    options: Mapping[str, Mapping[str, Any]] = NOTHING
    policy: Mapping[str, Any] = NOTHING
    per_path_policy: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    per_environment_policy: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    environment: str | None = None
    packs: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    respect_gitignore: bool = True
    max_file_size: int = 100_000_000
    baseline: str | None = None
    formats: tuple[str, ...] = ()
    cost: Mapping[str, Any] = NOTHING

    def ignores(self, rule: Rule, path: str) -> bool:
        """Whether `per-path-ignores` silences the rule in the file at `path`."""
        return any(named(rule, names) and within(path, pattern) for pattern, names in self.per_path_ignores)

    def values(self, rule: Rule) -> tuple[dict[str, Any], tuple[tuple[str, dict[str, Any]], ...]]:
        """What is configured of the rule's options, and what else of them holds in the files that a glob names.

        What is said of the environment stands above the policy of a path, and options of the rule itself above both.
        """
        chosen = dict(self.per_environment_policy).get(self.environment or "", NOTHING)
        fixed = {**_asked(rule, chosen), **self.options.get(rule.name, NOTHING)}
        by_path = ((pattern, _asked(rule, policy)) for pattern, policy in self.per_path_policy)
        return {**_asked(rule, self.policy), **fixed}, tuple(
            (pattern, {**given, **fixed}) for pattern, given in by_path if given
        )


def _asked(rule: Rule, policy: Mapping[str, Any]) -> dict[str, Any]:
    """The rule's options that a policy sets."""
    return {name: policy[each.policy] for name, each in rule.options.items() if each.policy and each.policy in policy}


def within(path: str, pattern: str) -> bool:
    """Whether a glob of the configuration names the file at `path`."""
    return discover.excluded(path, (pattern,))


def named(rule: Rule, names: Iterable[str]) -> bool:
    """Whether one of the names means the rule: its own, its pack's or `all`."""
    return not {rule.name, rule.pack, EVERY}.isdisjoint(names)
