"""Commands that run notebooks and keep what their cells show, and commands that take outputs out again."""

from __future__ import annotations

import posixpath
from typing import NamedTuple

from quantum_lint.match.kept_files import normal
from quantum_lint.model import lazy
from quantum_lint.parse.shell_command import Command, base_name

#: How many words follow an option of papermill.
_PAPERMILL = {
    **dict.fromkeys(("-p", "--parameters", "-r", "--parameters_raw"), 2),
    **dict.fromkeys(
        ("-f", "--parameters_file", "-y", "--parameters_yaml", "-b", "--parameters_base64", "-k", "--kernel",
         "-l", "--language", "--engine", "--cwd", "--log-level", "--start-timeout", "--execution-timeout"),
        1,
    ),
}  # fmt: skip
#: Options of nbconvert that take a word.
_NBCONVERT = dict.fromkeys(("--to", "--output", "--output-dir", "--template", "--config", "--writer", "--nbformat"), 1)
_CLEARING = lazy.pattern(r"--clear-output|--ClearOutputPreprocessor\.enabled=(?i:true)")
_STRIPPERS = frozenset(("nbstripout", "nb-clean", "nbdev_clean"))
_LAUNCHERS = frozenset(("uv", "poetry", "pdm", "pipenv", "pixi", "hatch", "conda", "mamba"))
_ENDINGS = {"html": ".html", "notebook": ".nbconvert.ipynb", "markdown": ".md", "pdf": ".pdf", "webpdf": ".pdf"}


class Kept(NamedTuple):
    """A file, or a folder, that holds what cells showed, as a path from the checkout's folder on."""

    path: str

    @property
    def ending(self) -> str:
        """What the name of the file ends in, as far as it is known; that of notebooks otherwise."""
        return next((each for each in _ENDINGS.values() if self.path.endswith(each)), ".ipynb")

    @property
    def known(self) -> bool:
        """Whether nothing in the path is a variable."""
        return "$" not in self.path


def kept_by(command: Command, folder: str) -> list[Kept]:
    """What a command that runs in `folder` keeps of notebooks that it executes."""
    words = _words(command)
    if words[:1] == ["papermill"]:
        found = _plain(words[1:], _PAPERMILL)[1:2]
    elif words[:2] == ["jupyter", "nbconvert"] or words[:1] == ["jupyter-nbconvert"]:
        found = _converted(words[words[0] == "jupyter" :])
    elif words[:2] == ["jupyter", "execute"]:
        found = _plain(words[2:], {}) if "--inplace" in words else _given(words, "--output")
    elif words[:1] in (["pytest"], ["py.test"]) and "--nbmake" in words and "--overwrite" in words:
        found = _plain(words[1:], {"-k": 1, "-m": 1, "-n": 1, "-c": 1, "-o": 1}) or ["."]
    else:
        return []
    return [Kept(inside(folder, path)) for path in found]


def strips(command: Command) -> bool:
    """Whether a command takes outputs out of notebooks."""
    words = _words(command)
    if words[:1] == ["quantum-lint"]:
        return "--fix" in words
    return bool(words) and (words[0] in _STRIPPERS or any(_CLEARING.fullmatch(word) for word in words))


def inside(folder: str, path: str) -> str:
    """A path that a command in `folder` names, from the checkout's folder on."""
    written = normal(path)
    if written.startswith(("/", "~")):
        return written
    joined = posixpath.normpath(posixpath.join(folder, written))
    return "" if joined == "." else joined


def _words(command: Command) -> list[str]:
    """The words from the program on, without `poetry run` and `python -m` before it."""
    words = [word.text for word in command.effective()]
    while len(words) > 2 and base_name(words[0]) in _LAUNCHERS and words[1] == "run":
        words = words[2:]
        while words and words[0].startswith("-"):
            words = words[1:]
    if len(words) > 2 and words[0].startswith("python") and words[1] == "-m":
        words = words[2:]
    return [base_name(words[0]), *words[1:]] if words else []


def _converted(words: list[str]) -> list[str]:
    """What `nbconvert` writes, if it executes and does not clear."""
    if "--execute" not in words or any(_CLEARING.fullmatch(word) for word in words):
        return []
    sources = _plain(words[1:], _NBCONVERT)
    if "--inplace" in words:
        return sources
    to = (_given(words, "--to") or ["html"])[0]
    named, folder = _given(words, "--output"), (_given(words, "--output-dir") or [""])[0]
    found = []
    for source in sources:
        ending = _ENDINGS.get(to, f".{to}")
        stem = (named or [source])[0].removesuffix(".ipynb").removesuffix(ending)
        if named and to == "notebook":
            ending = ".ipynb"
        within = folder or source.rpartition("/")[0]
        found.append("/".join(filter(None, (within, stem.rpartition("/")[2] + ending))))
    return found


def _given(words: list[str], option: str) -> list[str]:
    """The value of an option, `--to html` or `--to=html`."""
    for index, word in enumerate(words):
        if word.startswith(f"{option}="):
            return [word.partition("=")[2]]
        if word == option:
            return words[index + 1 : index + 2]
    return []


def _plain(words: list[str], options: dict[str, int]) -> list[str]:
    """The words that are neither options nor what belongs to one."""
    found, skipped = [], 0
    for word in words:
        if skipped:
            skipped -= 1
        elif word.startswith("-"):
            skipped = options.get(word, 0)
        else:
            found.append(word)
    return found
