"""The tree of commands and options. A command's module is imported only when the command is asked for."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any, NoReturn

from quantum_lint.cli.exits import UsageError

#: Command -> what it does. The module is `quantum_lint.cli.<command>`.
COMMANDS: dict[str, str] = {
    "init": "set a repository up: configuration, hooks, pipeline, .gitignore",
    "scan": "scan files and folders",
    "history": "look for secrets in everything that git remembers",
    "audit": "ask online about known flaws of every version that is pinned",
    "rule": "show what a rule is about",
    "rules": "list the rules",
    "circuits": "show the circuits that files build, without running them",
    "prices": "show what is known of prices and devices, and how old it is",
    "cost": "say what submissions would cost, before anything runs",
    "comment": "keep a comment on a pull request up to date",
    "baseline": "accept today's findings, so that only new ones count",
    "demo": "write out a small faulty repository and scan it",
    "completion": "print a completion script for a shell",
}

EXAMPLES = """\
examples:
  quantum-lint scan                        scan the current folder and all below it
  quantum-lint scan --fix notebooks/       empty notebook outputs that give something away
  quantum-lint scan --format sarif=scan.sarif --format text
  quantum-lint rule token-in-output        what the rule means and how to mend what it finds

exit codes: 0 clean, 1 findings, 2 wrong usage or configuration, 3 a defect of quantum-lint
"""


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help as wide as the terminal; argparse makes one for every option, and for the width would import shutil."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=min(_columns(), 120) - 2)


def _columns() -> int:
    given = os.environ.get("COLUMNS", "")
    if given.isdecimal() and int(given):
        return int(given)
    try:
        return os.get_terminal_size().columns
    except (OSError, ValueError):
        return 80


class Parser(argparse.ArgumentParser):
    """A parser that says what was probably meant, and raises UsageError instead of leaving."""

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.commands: dict[str, Parser] = {}

    def actions(self) -> Iterable[argparse.Action]:
        """The options and arguments, in the order they were added; argparse has no public list of them."""
        return tuple(self._actions)

    def option_strings(self) -> tuple[str, ...]:
        """Every spelling of every option."""
        return tuple(text for action in self.actions() for text in action.option_strings)

    def error(self, message: str) -> NoReturn:
        """Raise what argparse found wrong, with the nearest right spelling."""
        raise UsageError(f"{self._explained(message)}\nTry '{self.prog} --help'.")

    def _explained(self, message: str) -> str:
        unknown = message.removeprefix("unrecognized arguments: ")
        if unknown != message:
            return self._unrecognized(unknown.split())
        if "invalid choice: " in message:
            return self._invalid_choice(message)
        return message

    def _unrecognized(self, words: Iterable[str]) -> str:
        """Names options only: any other word may be a secret that went astray."""
        options = [word.partition("=")[0] for word in words if word.startswith("-")]
        if not options:
            return "too many arguments"
        known = [text for parser in (self, *self.commands.values()) for text in parser.option_strings()]
        return f"unknown option {options[0]}{nearest(options[0], known)}"

    def _invalid_choice(self, message: str) -> str:
        """Does not repeat what was given, for the same reason."""
        place, _, rest = message.partition("invalid choice: ")
        given, _, choices = rest.partition(" (choose from ")
        given = given.strip("'")
        known = [choice.strip("' ") for choice in choices.rstrip(")").split(",")]
        return f"{place}must be one of {', '.join(known)}{nearest(given, known)}"


def nearest(given: str, known: Iterable[str]) -> str:
    """A sentence part with the nearest right spelling, empty if nothing is near."""
    from difflib import get_close_matches

    found = get_close_matches(given, list(known), 1, 0.6)
    return f"; did you mean {found[0]}?" if found else ""


def command_of(words: Sequence[str]) -> str | None:
    """The command that the words ask for, if they ask for one: only flags may stand before it."""
    return next((word if word in COMMANDS else None for word in words if word not in ("-v", "--verbose")), None)


def build(command: str | None, *, whole: bool = False) -> Parser:
    """The parser for `command`; without one it knows the names of all, and if `whole` their options too."""
    parser = Parser(
        prog="quantum-lint",
        description="Static scanner for repositories that use quantum hardware. It never runs what it reads.",
        epilog=EXAMPLES,
        formatter_class=Formatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="store_true", help="print the version and leave")
    parser.add_argument(
        "-v", "--verbose", dest="dated", action="store_true", help="with --version: how old the knowledge is"
    )
    parser.set_defaults(run=_without_command)
    # With a program name given, argparse need not ask the terminal for its width to make one.
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", prog="quantum-lint", parser_class=Parser)
    for name, purpose in _wanted(command, whole).items():
        child = commands.add_parser(
            name,
            help=purpose,
            description=f"{purpose[0].upper()}{purpose[1:]}.",
            allow_abbrev=False,
            formatter_class=Formatter,
        )
        parser.commands[name] = child
        if whole or name == command:
            module = import_module(f"quantum_lint.cli.{name}")
            module.configure(child)
            child.set_defaults(run=module.run)
    return parser


def _wanted(command: str | None, whole: bool) -> dict[str, str]:
    """One command alone where that is enough: each parser costs half a millisecond."""
    return COMMANDS if whole or command is None else {command: COMMANDS[command]}


def _without_command(arguments: argparse.Namespace) -> NoReturn:
    raise UsageError("say what to do, for example: quantum-lint scan\nTry 'quantum-lint --help'.")
