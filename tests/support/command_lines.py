"""Every command with each of its options, read from the parser itself, so that a new one is tried as well.

The values of options that take any text stand in a table; an option that is missing there fails, and is not left out.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping

from quantum_lint import report
from quantum_lint.cli import cost_formats, parser

Words = tuple[str, ...]

#: What a command needs beside its options, where it needs anything: each of these in turn.
ARGUMENTS: Mapping[str, tuple[Words, ...]] = {
    "rule": (("token-in-call",),),
    "prices": (("show",),),
    "baseline": (("write",), ("debt",)),
    "comment": (("comment.md", "--pull-request", "7"),),
    "completion": (("bash",), ("zsh",), ("fish",)),
    "init": (("--dry-run",), ("--yes",)),
}
#: The formats of `--format` where the parser does not know them.
FORMATS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("scan", "history", "audit"), report.formats()),
    "cost": tuple(cost_formats.FORMATS),
}
#: What to give options that take any text.
VALUES: Mapping[str, str] = {
    "--author": "somebody",
    "--baseline": "accepted.json",
    "--category": "notebooks",
    "--config": "quantum-lint.toml",
    "--device": "ionq_qpu.forte-1",
    "--device-file": "lab.json",
    "--environment": "production",
    "--explain": "circuits.py:12",
    "--extend-select": "credentials",
    "--ignore": "notebooks",
    "--jobs": "2",
    "--marker": "notebooks",
    "--new-since": "HEAD~1",
    "--output": "written.txt",
    "--pack": "credentials",
    "--plan": "braket/reservation",
    "--provider": "ionq",
    "--repository": "lab/circuits",
    "--select": "credentials",
    "--shots": "100",
    "--since": "HEAD~1",
    "--source": f"https://github.com/lab/quantum-lint@{'0' * 40}",
    "--stale-after": "1",
    "--stdin-filename": "given.py",
    "--usage": "usage.toml",
}
#: Options that mean nothing alone, and what goes with them.
TOGETHER: Mapping[str, tuple[Words, ...]] = {
    "--unsafe-fixes": (("--fix",), ("--diff",)),
    "--min-success": (("0.5", "--device", "ionq_qpu.forte-1", "--device", "ibm_fez"),),
    "--against": tuple(("HEAD~1", "--format", name) for name in cost_formats.COMPARISONS),
}
#: What is not tried here, and why.
LEFT_OUT: Mapping[tuple[str, str], str] = {
    ("comment", "--pull-request"): "is given each time",
    ("init", "--dry-run"): "is given in turn with --yes",
    ("init", "--yes"): "is given in turn with --dry-run",
    ("prices", "--output"): "goes with update, which asks the network",
    ("prices", "--url"): "goes with update, which asks the network",
}


def command_lines() -> Iterator[Words]:
    """Each command alone, and with each of its options, by each of the values that the option may have."""
    for name, command in parser.build(None, whole=True).commands.items():
        for needed in ARGUMENTS.get(name, ((),)):
            yield (name, *needed)
            for action in command.actions():
                if action.option_strings and (name, action.option_strings[-1]) not in LEFT_OUT:
                    yield from ((name, *needed, *words) for words in _options(name, action))


def _options(command: str, action: argparse.Action) -> Iterator[Words]:
    option = action.option_strings[-1]
    if option in TOGETHER:
        yield from ((option, *words) for words in TOGETHER[option])
    elif action.nargs == 0:
        yield (option,)
    elif action.choices is not None:
        yield from ((option, str(choice)) for choice in action.choices)
    elif option == "--format":
        yield from ((option, name) for name in FORMATS[command])
    else:
        yield option, VALUES.get(option, "is missing in tests/support/command_lines.py")
