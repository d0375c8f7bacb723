"""Every key of a configuration: what it holds and what it is for. Reader and JSON schema are both made from this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from quantum_lint.model.rule import LEVELS, PERSONAS

Kind = Literal[
    "names",
    "names-by-glob",
    "choice",
    "choices-by-rule",
    "options",
    "policy",
    "policies-by-name",
    "texts",
    "path",
    "flag",
    "size",
    "table",
]


@dataclass(frozen=True, slots=True)
class Key:
    """One key. `choices` are the words a `choice` may be, `keys` those of a `table`, whose names begin with its own."""

    name: str
    kind: Kind
    help: str
    choices: tuple[str, ...] = ()
    keys: tuple[Key, ...] = ()

    @property
    def path(self) -> tuple[str, ...]:
        """The keys that lead to it."""
        return tuple(self.name.split("."))


#: Those of the table `cost`.
COST: tuple[Key, ...] = (
    Key("cost.usage", "path", "Usage file: how often submissions run, on which plan, with how many shots."),
)
KEYS: tuple[Key, ...] = (
    Key("select", "names", "Rules and packs to run, or `all`; a rule named here runs whatever its persona."),
    Key("extend-select", "names", "Rules and packs to run besides the selected ones."),
    Key("ignore", "names", "Rules and packs not to run; a rule named in `select` still runs if only its pack is here."),
    Key("per-path-ignores", "names-by-glob", "Rules and packs not to report in the files that a glob names."),
    Key("persona", "choice", "How much to show: each persona sees its own rules and those before it.", PERSONAS),
    Key("min-severity", "choice", "Findings below this severity are left out.", LEVELS),
    Key("fail-on", "choice", "The exit code is 1 from this severity on.", LEVELS),
    Key("severity", "choices-by-rule", "Severity of a rule, instead of its own.", LEVELS),
    Key("options", "options", "Options of single rules; `quantum-lint rule NAME` tells which there are."),
    Key("policy", "policy", "Limits and approvals of the organisation; a rule takes from here what it is about."),
    Key("per-path-policy", "policies-by-name", "Policy in the files that a glob names, where it is another one."),
    Key(
        "per-environment-policy",
        "policies-by-name",
        "Policy in the environment that `--environment` names; it stands above all.",
    ),
    Key("rules", "texts", "Globs of rule cards of your own; they are declarative: a `[match]` table and no code."),
    Key("exclude", "texts", "Globs of files and folders not to scan."),
    Key("respect-gitignore", "flag", "Leave out what git ignores."),
    Key("max-file-size", "size", "Files above this many bytes are skipped, and counted as skipped."),
    Key("baseline", "path", "Baseline file: findings it lists do not count. A `.secrets.baseline` may be named too."),
    Key("format", "texts", "Formats to report in: `FORMAT`, or `FORMAT=FILE` to write to a file."),
    Key("cost", "table", "What `quantum-lint cost` is to know.", keys=COST),
)


#: TOML types in words; `bool` stands before `int`, whose subclass it is.
_WORDS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (bool, "true or false"),
    (int, "a whole number"),
    (float, "a number"),
    (str, "text in quotes"),
    ((list, tuple), "a list"),
    (dict, "a table"),
)


def kind_of(value: Any) -> str:
    """What a value is, in words. The value itself is not told: a secret may stand in the wrong place."""
    return next((words for kind, words in _WORDS if isinstance(value, kind)), "a date or time")


def fits_option(value: Any, default: Any) -> bool:
    """Whether a configured value has the type of the default; a single text is a list of one."""
    if isinstance(default, bool) or isinstance(value, bool):
        return isinstance(default, bool) and isinstance(value, bool)
    if isinstance(default, float):
        return isinstance(value, (int, float))
    if isinstance(default, (list, tuple)):
        return isinstance(value, str) or (isinstance(value, list) and all(isinstance(item, str) for item in value))
    return isinstance(value, type(default))
