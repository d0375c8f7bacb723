"""`quantum-lint comment`: keep one comment on a pull request up to date."""

from __future__ import annotations

import argparse
import os
import re

from quantum_lint.cli import exits, options

EXAMPLES = """\
examples:
  quantum-lint scan --new-since origin/main --format markdown=new.md
  quantum-lint comment --pull-request 7 new.md

The token is read from GITHUB_TOKEN, and sent nowhere but to the API at GITHUB_API_URL.
"""
_REPOSITORY = re.compile(r"[A-Za-z0-9._-]+/[A-Za-z0-9._-]+")


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.epilog = EXAMPLES
    parser.add_argument("file", metavar="FILE", help="the comment, in Markdown; if it is empty, there shall be none")
    parser.add_argument("--pull-request", type=int, required=True, metavar="N", help="the number of the pull request")
    parser.add_argument(
        "--repository", metavar="OWNER/NAME", help="where the pull request is (default: GITHUB_REPOSITORY)"
    )
    parser.add_argument(
        "--marker",
        type=options.name,
        default="quantum-lint",
        metavar="NAME",
        help="a hidden name by which the comment is found again (default: quantum-lint)",
    )
    parser.add_argument(
        "--author",
        default="github-actions[bot]",
        metavar="LOGIN",
        help="whose comments are ours: the account of the token (default: github-actions[bot])",
    )


def run(arguments: argparse.Namespace) -> int:
    """Write, change or remove the comment, and say which."""
    from quantum_lint import hosting

    repository = arguments.repository or os.environ.get("GITHUB_REPOSITORY", "")
    _check(repository, _REPOSITORY, "say where the pull request is, with --repository OWNER/NAME")
    text = _text(arguments.file)
    token = os.environ.get("GITHUB_TOKEN", "")
    _check(token, re.compile("[!-~]+"), "there is no token: set GITHUB_TOKEN to one that may write comments")
    api = os.environ.get("GITHUB_API_URL") or "https://api.github.com"
    try:
        conversation = hosting.Conversation(api, repository, arguments.pull_request, token)
        done = hosting.keep(conversation, arguments.marker, arguments.author, text)
    except hosting.HostingError as error:
        raise exits.UsageError(f"the comment cannot be kept up to date: {error}") from error
    print(f"{repository}#{arguments.pull_request}: comment {done}.")
    return exits.CLEAN


def _check(value: str, pattern: re.Pattern[str], advice: str) -> None:
    if not pattern.fullmatch(value):
        raise exits.UsageError(advice)


def _text(file: str) -> str:
    """What the file holds, which the host must be able to take. Raises UsageError."""
    from quantum_lint.hosting import MOST_CHARACTERS

    try:
        with open(file, encoding="utf-8") as stream:
            text = stream.read().strip()
    except OSError as error:
        raise exits.UsageError(f"{file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise exits.UsageError(f"{file} is no UTF-8") from error
    if len(text) > MOST_CHARACTERS - 200:  # the marker goes in, too
        raise exits.UsageError(f"{file} has {len(text):,} characters; a comment takes {MOST_CHARACTERS:,}")
    return text
