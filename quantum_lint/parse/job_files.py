"""The files that a job executes by way of others: Makefiles, justfiles, environments of tox, scripts of the shell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from posixpath import join, normpath

from quantum_lint.model import lazy
from quantum_lint.model.file import File
from quantum_lint.model.fragment import Document, Fragment
from quantum_lint.model.named import NamedTuple
from quantum_lint.parse.job_commands import files_run, started
from quantum_lint.parse.shell import ShellDocument
from quantum_lint.parse.shell_command import Command, base_name

#: Gives the bytes of a file by its path from the root of the repository; None where there is none.
Read = Callable[[str], bytes | None]
#: Commands in a folder.
Started = tuple[tuple[Command, ...], str]


#: Where pipelines of a repository stand below its root; others stand in it.
_FOLDERS = (".github/", ".gitlab/", ".circleci/", ".azure-pipelines/", ".azure-devops/", ".azuredevops/", ".pipelines/")
#: A Jenkinsfile in a folder for such files, which is below the root of the repository.
_JENKINSFILE = lazy.pattern(
    r"(?:^|.*?/)(?=(?:\.?(?:ci|jenkins)|jenkins[-_]?(?:files|pipelines)|pipelines)/(?:.*/)?[^/]*jenkinsfile[^/]*$)",
    re.IGNORECASE,
)


class _Leading(NamedTuple):
    """A command that may lead to another file, and the folder it starts in."""

    words: tuple[str, ...]
    folder: str


_MAKEFILES = ("GNUmakefile", "makefile", "Makefile")
#: Options of make that take a word.
_MAKE_VALUED = frozenset(("-C", "-f", "-I", "-o", "-W", "--directory", "--file", "--makefile"))
_JUSTFILES = ("justfile", "Justfile", ".justfile")
_JUST_VALUED = frozenset(("-d", "-f", "--justfile", "--working-directory"))
_SHEBANG = lazy.pattern(r"#![^\n]*\b(?:ba|z|k|da)?sh\b")
_ENVIRONMENT = ("-e", "--env", "-re")


def root_of(path: str) -> str:
    """The folder of the repository that a pipeline at the path is of, with a slash behind it; empty for the top."""
    folder = next((each for each in _FOLDERS if each in path), None)
    if folder:
        return path.partition(folder)[0]
    below = _JENKINSFILE.match(path)
    return below[0] if below else path[: path.rfind("/") + 1]


def reader(document: Document) -> Read:
    """What reads the files of the repository that a pipeline is of."""
    around = document.surroundings
    root = root_of(around.path) if around else ""
    return lambda path: around.read(root + path) if around else None


def files_reached(commands: tuple[Command, ...], folder: str, read: Read) -> tuple[str, ...]:
    """What commands that start in `folder` execute, as patterns of paths from the root of the repository."""
    return tuple(dict.fromkeys(_reached(commands, folder, read, set())))


def _reached(commands: tuple[Command, ...], folder: str, read: Read, seen: set[_Leading]) -> Iterator[str]:
    yield from files_run(commands, folder)
    for each in _leading(commands, folder):
        if each not in seen:
            seen.add(each)
            for inner, below in _FOLLOWED.get(base_name(each.words[0]), _program)(list(each.words), each.folder, read):
                yield from _reached(inner, below, read, seen)


@lru_cache(maxsize=1024)
def _leading(commands: tuple[Command, ...], folder: str) -> tuple[_Leading, ...]:
    """Those that may lead to commands in another file; of most steps that is none."""
    found = (_Leading(tuple(words), place) for words, place in started(commands, folder))
    return tuple(each for each in found if base_name(each.words[0]) in _FOLLOWED or _is_path(each.words[0]))


def _is_path(word: str) -> bool:
    return "/" in word or word.endswith(".sh")


def _make(words: list[str], folder: str, read: Read) -> Iterator[Started]:
    """The lines of shell that make what is asked for."""
    from quantum_lint.parse.makefile import recipes

    options = dict(pairwise(words))
    folder = normpath(join(folder, options.get("-C", "")))
    named = options.get("-f")
    text = next((each for name in ((named,) if named else _MAKEFILES) if (each := _text(join(folder, name), read))), "")
    valued = {value for option, value in pairwise(words) if option in _MAKE_VALUED}
    targets = [word for word in words[1:] if not word.startswith("-") and "=" not in word and word not in valued]
    for line in recipes(text, [each for each in targets if not each.isdecimal()]) if text else ():
        yield _commands(line), folder


def _just(words: list[str], folder: str, read: Read) -> Iterator[Started]:
    """The shell of the recipes that are asked for; words that are no recipe are what recipes are given."""
    from quantum_lint.parse.justfile import scripts

    options = dict(pairwise(words))
    named = options.get("-f") or options.get("--justfile")
    text = next((each for name in ((named,) if named else _JUSTFILES) if (each := _text(join(folder, name), read))), "")
    valued = {value for option, value in pairwise(words) if option in _JUST_VALUED}
    for shell in scripts(text, [word for word in words[1:] if not word.startswith("-") and word not in valued]):
        yield _commands(shell), folder


def _tox(words: list[str], folder: str, read: Read) -> Iterator[Started]:
    """The commands of the environments that are asked for by name, or those of all."""
    from quantum_lint.parse.ini import parse
    from quantum_lint.parse.tox import fragments

    data = read(normpath(join(folder, "tox.ini")))
    if data is None:
        return
    named = [value for option, value in pairwise(words) if option in _ENVIRONMENT]
    asked = {f"testenv:{name}" for each in named for name in each.split(",")}
    settings = [each for each in parse(_fragment(data, "ini")).settings() if each.key.startswith("commands")]
    own = [each for each in settings if each.path[0] in asked]
    inherited = [each for each in settings if each.path[0] == "testenv"]
    for fragment in fragments(_fragment(data, "ini"), own or inherited):
        yield ShellDocument(fragment).commands(), folder


def _script(words: list[str], folder: str, read: Read) -> Iterator[Started]:
    """The commands of the first file that a shell is given."""
    given = next((word for word in words[1:] if not word.startswith("-")), "")
    if given and "-c" not in words:
        yield from _program([given], folder, read)


def _program(words: list[str], folder: str, read: Read) -> Iterator[Started]:
    """The commands of a program that is named by its path, if it is one of the shell."""
    path = normpath(join(folder, words[0]))
    text = _text(path, read) if "$" not in path and not path.startswith(("/", "~", "..")) else ""
    if path.endswith((".sh", ".bash")) or (_SHEBANG.match(text)):
        yield _commands(text), folder


def _text(path: str, read: Read) -> str:
    return (read(normpath(path)) or b"").decode("utf-8", "replace")


def _commands(text: str) -> tuple[Command, ...]:
    return ShellDocument(_fragment(text.encode(), "shell")).commands()


def _fragment(data: bytes, language: str) -> Fragment:
    from quantum_lint.parse import whole

    return whole(File("", language, data))


_FOLLOWED: dict[str, Callable[[list[str], str, Read], Iterable[Started]]] = {
    **dict.fromkeys(("make", "gmake", "${MAKE}"), _make),
    **dict.fromkeys((".", "bash", "sh", "source", "zsh"), _script),
    "just": _just,
    "tox": _tox,
}
