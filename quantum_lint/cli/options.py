"""Options that decide what is looked for, and the settings they make together with the configuration."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable
from typing import Any

from quantum_lint import config
from quantum_lint.cli.exits import UsageError
from quantum_lint.model.rule import LEVELS, PERSONAS


def add(parser: argparse.ArgumentParser) -> None:
    """Paths, and the options that choose rules and configuration."""
    add_paths(parser)
    rules = parser.add_argument_group("rules")
    names = {"action": "append", "type": _names, "metavar": "NAMES"}
    rules.add_argument("--select", **names, help="run only these rules and packs (names with commas between)")  # type: ignore[arg-type]
    rules.add_argument("--extend-select", **names, help="run these besides the others")  # type: ignore[arg-type]
    rules.add_argument("--ignore", **names, help="do not run these")  # type: ignore[arg-type]
    rules.add_argument("--persona", choices=PERSONAS, help="how much to show (default: regular)")
    rules.add_argument("--min-severity", choices=LEVELS, help="leave out what is below")
    configuration = parser.add_argument_group("configuration")
    add_configuration(configuration)
    configuration.add_argument(
        "--environment",
        metavar="NAME",
        help="judge the code for this environment: the policy of its own stands above all",
    )


def add_paths(parser: argparse.ArgumentParser) -> None:
    """What to look at."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders (default: the current folder)")


def add_configuration(group: argparse._ArgumentGroup) -> None:
    """Where the configuration comes from."""
    group.add_argument("--config", type=text, metavar="FILE", help="use this file instead of the nearest one")
    group.add_argument("--isolated", action="store_true", help="use no configuration file and no baseline")


def settings_of(arguments: argparse.Namespace) -> config.Settings:
    """The configuration with the options laid over it. Raises UsageError and ConfigError."""
    for path in arguments.paths:
        if not os.path.lexists(path):
            raise UsageError(f"there is no file or folder {path or 'without a name'}")
    settings = config.load(arguments.paths, arguments.config, isolated=arguments.isolated)
    changes: dict[str, Any] = {
        name: value
        for name in ("persona", "min_severity", "fail_on", "baseline", "environment")
        if (value := getattr(arguments, name, None)) is not None
    }
    settings = settings._replace(**changes)
    _check_environment(settings)
    asked = any(getattr(arguments, name, None) for name in ("select", "extend_select", "ignore"))
    return _with_names(settings, arguments) if asked else settings


def _check_environment(settings: config.Settings) -> None:
    """An environment without a policy would pass all that it is meant to stop."""
    known = [name for name, _ in settings.per_environment_policy]
    if settings.environment is not None and settings.environment not in known:
        from quantum_lint.config.names import suggestion

        near = suggestion(settings.environment, known)
        raise UsageError(f"--environment: no policy is configured for {settings.environment!r}{near}")


def text(given: str) -> str:
    """Any text but none: what is left of a variable that a pipeline forgot to set is not an option left out.

    Raises what argparse reports as wrong usage.
    """
    if not given.strip():
        raise argparse.ArgumentTypeError("is empty")
    return given


def name(text: str) -> str:
    """Letters, digits, dots, hyphens and underscores. Raises what argparse reports as wrong usage."""
    if not (text.isascii() and text.strip("._-") and all(sign.isalnum() or sign in "._-" for sign in text)):
        raise argparse.ArgumentTypeError("takes letters, digits, dots, hyphens and underscores")
    return text


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _with_names(settings: config.Settings, arguments: argparse.Namespace) -> config.Settings:
    from quantum_lint import catalog

    rules = catalog.load(settings.packs)
    select = _resolved("--select", arguments.select, rules) or settings.select
    if more := _resolved("--extend-select", arguments.extend_select, rules):
        select = (select or frozenset({config.EVERY})) | more
    ignore = settings.ignore | _resolved("--ignore", arguments.ignore, rules)
    return settings._replace(select=select, ignore=ignore)


def _resolved(option: str, given: Iterable[list[str]] | None, rules: Any) -> frozenset[str]:
    from quantum_lint.config.names import names_of, resolve_names, suggestion

    found, unknown = resolve_names((name for names in given or () for name in names), rules)
    if unknown is not None:
        near = suggestion(unknown, names_of(rules))
        raise UsageError(f"{option}: no rule or pack is named {unknown!r}{near}")
    return found
