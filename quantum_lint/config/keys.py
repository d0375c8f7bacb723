"""Every key of a configuration: what it holds and what it is for. Reader and JSON schema are both made from this."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, get_args

from quantum_lint.model.known import Model
from quantum_lint.model.rule import LEVELS, PERSONAS, Option

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
    "files",
    "flag",
    "size",
    "table",
    "tables",
    "text",
    "texts-by-name",
    "amount",
    "amounts-by-name",
    "count",
]


@dataclass(frozen=True, slots=True)
class Key:
    """One key. `choices` are the words a `choice` may be.

    `keys` are those of a `table`, and of each of `tables`; their names begin with its own. A table of tables must have
    those that are `needed`.
    """

    name: str
    kind: Kind
    help: str
    choices: tuple[str, ...] = ()
    keys: tuple[Key, ...] = ()
    needed: bool = False

    @property
    def path(self) -> tuple[str, ...]:
        """The keys that lead to it."""
        return tuple(self.name.split("."))


#: Those of each table `cost.plan`: what a plan has that comes with us, `model.known.Plan`.
PLAN: tuple[Key, ...] = (
    Key("cost.plan.provider", "text", "Whose plan it is, as `quantum-lint prices` calls the provider.", needed=True),
    Key("cost.plan.route", "text", "What the plan is called; one that comes with us is changed by it.", needed=True),
    Key("cost.plan.as-of", "text", "The day of the prices, as 2026-11-21.", needed=True),
    Key("cost.plan.device", "text", "Regular expression for what its devices are called in code."),
    Key("cost.plan.title", "text", "What people call the devices."),
    Key("cost.plan.model", "choice", "How it charges: docs/prices.md tells of each.", get_args(Model)),
    Key("cost.plan.currency", "text", "Three capital letters."),
    Key("cost.plan.source", "text", "Where the prices are written down."),
    Key("cost.plan.certainty", "choice", "How sure they are.", ("high", "medium", "low")),
    Key("cost.plan.status", "choice", "Whether it can still be ordered.", ("live", "retired")),
    Key("cost.plan.prices", "amounts-by-name", "Prices by unit: task, shot, second, minute, hour, increment, ..."),
    Key("cost.plan.unit", "text", "What the prices are in, if it is not the currency."),
    Key("cost.plan.worth", "amount", "What one of that unit is worth in the currency."),
    Key("cost.plan.minimum", "amount", "The least that a task costs."),
    Key("cost.plan.unmitigated-minimum", "amount", "The same with error mitigation switched off."),
    Key("cost.plan.least-seconds", "amount", "The least time that a task is billed for."),
    Key("cost.plan.increment", "amount", "Seconds that are only paid as a whole."),
    Key("cost.plan.together", "count", "How many circuits a task fee is for."),
    Key("cost.plan.monthly", "amount", "What a month costs."),
    Key("cost.plan.included", "amounts-by-name", "What is used without paying for it, by unit."),
    Key("cost.plan.commitment", "amounts-by-name", "What is bought at least, by unit."),
    Key("cost.plan.window", "text", "The time that what is included or bought is for."),
    Key("cost.plan.because", "text", "Why it has no price."),
    Key("cost.plan.note", "text", "What else is to be known of it."),
)
#: Those of the table `cost`.
COST: tuple[Key, ...] = (
    Key("cost.usage", "path", "Usage file: how often submissions run, on which plan, with how many shots."),
    Key(
        "cost.prices",
        "path",
        "Price file of `quantum-lint prices update`; it stands above what comes with us.",
    ),
    Key("cost.timing", "path", "Timing data of your D-Wave solver: its property `problem_timing_data`, as JSON."),
    Key("cost.devices", "files", "Globs of device files of your own: docs/cost.md tells how to write one."),
    Key("cost.routes", "texts-by-name", "The plan that you have, by provider, if it is not the usual one."),
    Key("cost.discount", "amounts-by-name", "Per cent that a provider takes off all its prices, by provider."),
    Key("cost.currency", "text", "The currency to tell costs in; those of others need an `exchange`."),
    Key("cost.exchange", "amounts-by-name", "What one of another currency is worth in yours, by its three letters."),
    Key("cost.hqc-price", "amount", "What one of Quantinuum's credits (HQC) costs you, in your currency."),
    Key("cost.plan", "tables", "A plan of your own, or what is different of one that comes with us.", keys=PLAN),
)
#: Keys of the policy that no rule asks for, since `quantum-lint cost` judges by them.
COST_POLICY: dict[str, Option] = {
    "max-price-age-days": Option(0, "the most days that a price may be old; 0 sets no limit"),
    "warn-only": Option((), "limits of costs that are told when they are passed, and do not fail `quantum-lint cost`"),
}
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


def amount(value: Any) -> Decimal | None:
    """The exact number that a text, or a TOML number, stands for; None if it is none, or negative."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        found = Decimal(str(value))
    except ArithmeticError:
        return None
    return found if found.is_finite() and found >= 0 else None


def fits_option(value: Any, default: Any) -> bool:
    """Whether a configured value has the type of the default; a single text is a list of one."""
    if isinstance(default, bool) or isinstance(value, bool):
        return isinstance(default, bool) and isinstance(value, bool)
    if isinstance(default, float):
        return isinstance(value, (int, float))
    if isinstance(default, (list, tuple)):
        return isinstance(value, str) or (isinstance(value, list) and all(isinstance(item, str) for item in value))
    return isinstance(value, type(default))
