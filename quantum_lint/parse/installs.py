"""Shell commands that install packages: what they install, and from where."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from quantum_lint.model import lazy
from quantum_lint.model.fact import Dependency, PackageIndex
from quantum_lint.model.named import NamedTuple
from quantum_lint.model.span import Span
from quantum_lint.parse.pip_options import (
    CONSTRAINT_FILES,
    EDITABLE,
    INDEX_OPTIONS,
    allows_prereleases,
    is_local,
    package_index,
    split_option,
)
from quantum_lint.parse.requirement import Requirement, read
from quantum_lint.parse.shell_command import Command, Word, base_name
from quantum_lint.parse.versions import conda_specification, from_poetry

_PIP = lazy.pattern(r"pip(?:\d+(?:\.\d+)?)?")
_INTERPRETER = lazy.pattern(r"py|executable", re.IGNORECASE)
_INSTALLER = lazy.pattern(r"^(?:.*/)?(?:pip\d?|python[\d.]*|uv)$")
_RUNNERS = frozenset({"uv", "poetry", "pdm", "pipenv", "hatch", "conda", "mamba", "micromamba", "pixi"})

#: Options of pip and uv, besides those about indexes and files, that take the word after them.
_PIP_VALUED = frozenset((
    "-t", "--target", "-d", "--dest", "-w", "--wheel-dir", "--prefix", "--root", "--src", "--python-version",
    "--platform", "--implementation", "--abi", "--no-binary", "--only-binary", "--progress-bar", "--timeout",
    "--retries", "--proxy", "--cert", "--client-cert", "--cache-dir", "-C", "--config-settings", "--config-setting",
    "--global-option", "--build-option", "--install-option", "--report", "--log", "--use-feature",
    "--use-deprecated", "--root-user-action", "--python", "-p", "--group", "--extra", "--optional",
    "--exclude-newer", "--resolution", "--prerelease", "--link-mode", "--upgrade-strategy", "-P",
    "--upgrade-package", "--keyring-provider", "--tag", "--branch", "--rev", "--suffix", "--pip-args", "--package",
    "--overrides", "--override", "--build-constraint", "-b", "--directory", "--project", "--no-binary-package",
))  # fmt: skip
_CONDA_VALUED = frozenset((
    "-n", "--name", "-p", "--prefix", "-c", "--channel", "--file", "-f", "--solver", "--platform", "--subdir",
    "--repodata-fn", "--revision", "--default-packages", "--root-prefix", "-r", "--rc-file",
))  # fmt: skip
_POETRY_VALUED = frozenset((
    "-G", "--group", "-E", "--extras", "--source", "--python", "--platform", "--markers", "-C", "--directory",
))  # fmt: skip


class _Tool(NamedTuple):
    """How a tool is asked to install: its sub-commands, the options that take a word, how it writes a package."""

    verbs: tuple[str, ...]
    valued: frozenset[str]
    package: Callable[[str], Requirement | None] = read
    indexes: bool = True


class _Arguments:
    """The words after the sub-command, sorted out."""

    def __init__(self) -> None:
        self.packages: list[tuple[str, int, int]] = []
        self.options: list[tuple[str, str, int, int]] = []


def _conda_package(written: str) -> Requirement | None:
    found = conda_specification(written) if re.match(r"[A-Za-z0-9_]", written) else None
    return Requirement(*found, 0, 0) if found else None


def _poetry_package(written: str) -> Requirement | None:
    name, at, version = written.partition("@")
    if at and "/" not in version and not name.startswith("git"):
        found = read(name)
        return found._replace(specifier=from_poetry(version.replace("latest", ""))) if found else None
    return read(written)


_TOOLS: dict[str, _Tool] = {
    "pip": _Tool(("install", "download", "wheel"), _PIP_VALUED),
    "uv pip": _Tool(("install",), _PIP_VALUED),
    "uv tool": _Tool(("install",), _PIP_VALUED),
    "uv": _Tool(("add",), _PIP_VALUED),
    "pipx": _Tool(("install", "inject"), _PIP_VALUED),
    "pipenv": _Tool(("install",), _PIP_VALUED),
    "pdm": _Tool(("add",), _POETRY_VALUED),
    "poetry": _Tool(("add",), _POETRY_VALUED, _poetry_package, indexes=False),
    **{
        name: _Tool(("install", "create", "update", "upgrade"), _CONDA_VALUED, _conda_package, indexes=False)
        for name in ("conda", "mamba", "micromamba")
    },
    "pixi": _Tool(("add",), _CONDA_VALUED, _conda_package, indexes=False),
}


@lru_cache(maxsize=4096)
def facts(command: Command) -> tuple[Dependency | PackageIndex, ...]:
    """The packages and indexes that a command names; their spans are characters of the script."""
    return tuple(_facts(command))


def _facts(command: Command) -> Iterator[Dependency | PackageIndex]:
    words = command.effective()
    yield from _run_with(words)
    found = _tool(words)
    if found is None:
        return
    tool, rest = found
    arguments = _sorted_out(rest, tool)
    constrained = any(tool.indexes and _settles(name, value) for name, value, *_ in arguments.options)
    constrained = constrained or any(assigned.name.endswith("_CONSTRAINT") for assigned in command.assignments)
    early = any(allows_prereleases(name, value) for name, value, *_ in arguments.options)
    for written, start, end in arguments.packages:
        requirement = tool.package(written)
        if requirement is not None and requirement.name != "python":
            ecosystem = "conda" if tool.package is _conda_package else "pypi"
            yield requirement.fact(
                Span(start, end), "command", constrained=constrained, ecosystem=ecosystem, prereleases=early
            )
    if tool.indexes:
        hashed = any(name == "--require-hashes" for name, *_ in arguments.options)
        for name, value, start, end in arguments.options:
            kind = INDEX_OPTIONS.get(name)
            index = package_index(kind, value, Span(start, end), "command", hashed) if kind else None
            if index is not None:
                yield index


def _settles(name: str, value: str) -> bool:
    """Whether an option leaves no choice of versions: constraints, or archives that were put on this machine."""
    return (
        name in CONSTRAINT_FILES or name == "--no-index" or (INDEX_OPTIONS.get(name) == "links" and _is_folder(value))
    )


def _is_folder(links: str) -> bool:
    """Whether archives are looked for in a folder of this machine, and not at an address that a variable may hold."""
    return is_local(links) or not ("://" in links or links.startswith("$"))


def _run_with(words: Sequence[Word]) -> Iterator[Dependency]:
    """What uv installs for one run of a program: `uv run --with package`, `uvx --with package`."""
    if [word.text for word in words[:2]] != ["uv", "run"] and [word.text for word in words[:1]] != ["uvx"]:
        return
    for option, word in pairwise(words):
        requirement = read(word.text) if option.text == "--with" else None
        if requirement is not None:
            yield requirement.fact(Span(word.start, word.end), "command")


def _tool(words: Sequence[Word]) -> tuple[_Tool, Sequence[Word]] | None:
    """The tool that the words call, and what follows its sub-command."""
    words = _from_module(words)
    texts = [word.text for word in words]
    if not texts:
        return None
    program = "pip" if _PIP.fullmatch(base_name(texts[0])) else base_name(texts[0])
    plain = [index for index, text in enumerate(texts) if index and not text.startswith("-")]
    for depth, name in ((1, " ".join((program, texts[plain[0]]))) if plain else (0, ""), (0, program)):
        tool = _TOOLS.get(name)
        if tool is not None and len(plain) > depth and texts[plain[depth]] in tool.verbs:
            return tool, words[plain[depth] + 1 :]
    return None


def _from_module(words: Sequence[Word]) -> Sequence[Word]:
    """`python -m pip install x` from `pip` on, whatever the interpreter is called and whatever starts it."""
    texts = [word.text for word in words[:8]]
    if len(texts) > 2 and texts[1] == "run" and texts[0] in _RUNNERS:
        inner = next((index for index, text in enumerate(texts) if index > 1 and _INSTALLER.search(text)), None)
        if inner is not None:
            words, texts = words[inner:], texts[inner:]
    if "-m" in texts[1:] and _INTERPRETER.search(texts[0]):
        return words[texts.index("-m", 1) + 1 :]
    return words


def _sorted_out(words: Sequence[Word], tool: _Tool) -> _Arguments:
    found = _Arguments()
    takes = tool.valued | (INDEX_OPTIONS.keys() | CONSTRAINT_FILES | {"-r", "--requirement"} if tool.indexes else set())
    waiting = iter(words)
    for word in waiting:
        if not word.text.startswith("-"):
            found.packages.append((word.text, word.start, word.end))
            continue
        name, value = split_option(word.text)
        start, end = word.end - len(value or ""), word.end
        if value is None and name in takes | EDITABLE:
            following = next(waiting, None)
            if following is not None:
                value, start, end = following.text, following.start, following.end
        if name in EDITABLE:
            # What is no address is a folder, whatever it is called.
            found.packages += [(value, start, end)] if value and "://" in value else []
        else:
            found.options.append((name, value or "", start, end))
    return found
