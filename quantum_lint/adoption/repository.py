"""What a repository holds that decides what it needs."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable
from typing import NamedTuple

from quantum_lint import discover
from quantum_lint.adoption.hosts import Host, hosts
from quantum_lint.adoption.source import Source

#: What a branch may be called to be written into YAML as it is.
_PLAIN = re.compile(r"[A-Za-z][\w./-]*")
_MACHINE = re.compile(r"(?:\w+://)?(?:[^@/]*@)?([^:/]+)")


class Repository(NamedTuple):
    """A git repository at `root`, its files by their paths in it, and what was found out about it.

    `providers` are those whose credentials it uses, and `source` is where quantum-lint itself comes from.
    """

    root: str
    paths: frozenset[str]
    host: Host | None
    branch: str
    providers: frozenset[str]
    source: Source | None

    def read(self, path: str) -> bytes | None:
        """The bytes of the file at the path, None where there is none. Raises OSError."""
        try:
            with open(os.path.join(self.root, path), "rb") as stream:
                return stream.read()
        except FileNotFoundError:
            return None

    def notebooks(self) -> int:
        """How many there are."""
        return sum(path.endswith(".ipynb") for path in self.paths)


def paths(root: str) -> frozenset[str]:
    """Every file that git has or would take, by its path from the root."""
    return frozenset(each.path for each in discover.candidates((root,), root) if isinstance(each, discover.Candidate))


def host(root: str, files: Iterable[str], name: str | None) -> Host | None:
    """The host of this name, else the one that `origin` or else a file tells; None where nothing does."""
    known = hosts()
    if name is not None:
        return known.get(name)
    match = _MACHINE.match(ask_git(root, "config", "--get", "remote.origin.url"))
    machine = match[1].lower() if match else ""
    told = [each for each in known.values() if each.domain in re.split(r"[.-]", machine)]
    shown = [each for each in known.values() if any(path.startswith(each.signs) for path in files)]
    return next(iter(told + shown), None)


def branch(root: str) -> str:
    """The branch that others leave and come back to; `main` where git does not tell."""
    remote = ask_git(root, "symbolic-ref", "--short", "refs/remotes/origin/HEAD").removeprefix("origin/")
    names = (remote, ask_git(root, "symbolic-ref", "--short", "HEAD"))
    return next((name for name in names if _PLAIN.fullmatch(name)), "main")


def ask_git(root: str, *words: str, given: str = "") -> str:
    """What git answers, empty where it cannot."""
    answer = subprocess.run(
        [*discover.GIT, "-C", root, *words], input=given, capture_output=True, check=False, encoding="utf-8"
    )
    return answer.stdout.strip() if answer.returncode == 0 else ""
