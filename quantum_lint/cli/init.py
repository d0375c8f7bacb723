"""`quantum-lint init`: show what a repository needs to be scanned from now on, and write it."""

from __future__ import annotations

import argparse
import os
import sys

from quantum_lint import baseline, config, discover, knowledge
from quantum_lint.adoption import makers, repository, source
from quantum_lint.adoption.hosts import hosts
from quantum_lint.adoption.proposal import Proposal
from quantum_lint.cli import exits
from quantum_lint.report.parts.counts import counted

EXAMPLES = """\
examples:
  quantum-lint init --dry-run    show what would be written
  quantum-lint init              show it, ask, write it
  quantum-lint init --yes        show it and write it

It only adds: no file is replaced, and no line of one is changed. A second run finds nothing left to add.
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.epilog = EXAMPLES
    wish = parser.add_mutually_exclusive_group()
    wish.add_argument("--dry-run", action="store_true", help="show what would be written, and write nothing")
    wish.add_argument("--yes", action="store_true", help="write without asking")
    parser.add_argument("--host", choices=[*hosts(), "none"], help="where pipelines run (default: as `origin` tells)")
    parser.add_argument(
        "--source",
        type=_source,
        metavar="URL@COMMIT",
        help="git repository and full commit to get quantum-lint from (default: where this one was installed from)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Look, show, ask, write."""
    found = _repository(arguments)
    answers = makers.answers(found, knowledge.load())
    proposals = [each for each in answers if isinstance(each, Proposal)]
    print(_seen(found))
    print(_origin(found))
    for each in answers:
        print(_shown(each) if isinstance(each, Proposal) else f"\n{each}.")
    if not proposals:
        print("\nNothing to write.")
        return exits.CLEAN
    if not _wanted(arguments, len(proposals)):
        print("Nothing was written.")
        return exits.CLEAN
    for each in proposals:
        _write(found.root, each)
    print(f"{counted(len(proposals), 'file')} written. Next:\n{_next(found)}")
    return exits.CLEAN


def _source(text: str) -> source.Source:
    found = source.given(text)
    if found is None:
        raise argparse.ArgumentTypeError("takes an https address, @ and a full commit of 40 digits")
    return found


def _repository(arguments: argparse.Namespace) -> repository.Repository:
    root = discover.git_root(".")
    if root is None:
        raise exits.UsageError("this folder is in no git repository; run `git init` first")
    files = repository.paths(root)
    return repository.Repository(
        root=root,
        paths=files,
        host=repository.host(root, files, arguments.host),
        branch=repository.branch(root),
        providers=_providers(root),
        source=arguments.source or source.installed(),
    )


def _providers(root: str) -> frozenset[str]:
    """The providers whose credentials the programs in the repository use."""
    from quantum_lint.engine import ScanRequest, facts
    from quantum_lint.model.fact import CredentialUse

    settings = config.load((root,))
    located, _ = facts(ScanRequest(settings=settings, paths=(root,)), ("credential-uses",))
    return frozenset(each.fact.provider for each in located if isinstance(each.fact, CredentialUse))


def _seen(found: repository.Repository) -> str:
    """What the choices follow from, in one line."""
    seen = [
        counted(len(found.paths), "file"),
        *([counted(found.notebooks(), "notebook")] * bool(found.notebooks())),
        *([found.host.title] if found.host else []),
        *sorted(found.providers),
    ]
    return f"{found.root}: {', '.join(seen)}."


def _origin(found: repository.Repository) -> str:
    """Where hooks and pipelines will get quantum-lint from, and what that means."""
    if found.source:
        return f"quantum-lint comes from {found.source.url}."
    more = ", and the action that comments on pull requests" if found.host and found.host.name == "github" else ""
    return f"quantum-lint comes from the package index; --source names a repository for hooks that update{more}."


def _shown(proposal: Proposal) -> str:
    """The lines to add; of what is in the file, which may be a secret, nothing is shown."""
    place = "new" if proposal.before is None else f"from line {proposal.line}"
    lines = "".join(f"\n+ {line}".rstrip(" ") for line in proposal.text.strip("\n").split("\n"))
    return f"\n{proposal.path} ({place})\n{lines[1:]}"


def _wanted(arguments: argparse.Namespace, number: int) -> bool:
    """Whether to write: as told, or as somebody at the terminal says. Raises UsageError where nobody is."""
    print()
    if arguments.dry_run:
        return False
    if arguments.yes:
        return True
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise exits.UsageError("nothing was written, for there is nobody to ask: add --yes to write, or --dry-run")
    return input(f"Write {'this file' if number == 1 else f'these {number} files'}? [y/N] ").lower() in ("y", "yes")


def _write(root: str, proposal: Proposal) -> None:
    """Add the text, unless the file is another one by now. Raises UsageError."""
    from quantum_lint import fix

    path = os.path.realpath(os.path.join(root, proposal.path))
    if os.path.relpath(path, os.path.realpath(root)).startswith(os.pardir):
        raise exits.UsageError(f"{proposal.path} was not written: a symbolic link leads out of the repository")
    try:
        if proposal.before is not None:
            fix.write(path, proposal.after, proposal.before)
            return
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "xb") as stream:
            stream.write(proposal.after)
    except OSError as error:
        raise exits.UsageError(f"{proposal.path} was not written: {error.strerror}") from error


def _next(found: repository.Repository) -> str:
    """What is left to do by hand."""
    accept = "  quantum-lint baseline write  # accept what is found today, so that only what is new counts\n"
    hooks = "  pre-commit install           # run the hooks on every commit"
    return hooks if baseline.DEFAULT in found.paths else accept + hooks
