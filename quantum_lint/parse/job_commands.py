"""What the commands of a job come to: the files they run, what tries them again, and whether they only rehearse."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from posixpath import join, normpath

from quantum_lint.model import lazy
from quantum_lint.model.pipeline import Retry
from quantum_lint.parse.shell import ShellDocument
from quantum_lint.parse.shell_command import Command, base_name

#: Programs that run another one, and the word that says so: `poetry run pytest`.
_LAUNCHERS = frozenset(("conda", "hatch", "mamba", "pdm", "pipenv", "pixi", "poetry", "uv"))
#: Options of theirs that take a word.
_VALUED = frozenset(("-e", "--environment", "--env", "--extra", "--group", "-n", "--name", "-p", "--prefix", "--python",
                     "--with"))  # fmt: skip
_NOTEBOOK_RUNNERS = frozenset(("papermill", "treon", "nbconvert", "nbexec", "ploomber-engine"))
#: Options of pytest that run notebooks.
_NOTEBOOK_TESTS = ("--nbmake", "--nbval", "--nbval-lax", "--notebooks")
#: Words of a path or of a name of tests that stay away from hardware, and of those that go there.
_REHEARSED = lazy.pattern(r"(?<![a-z])(?:unit|unittests|offline|mock|mocked|mocks)(?![a-z])", re.IGNORECASE)
_REAL = lazy.pattern(
    r"(?<![a-z])(?:hardware|remote|integration|e2e|qpu|device|devices|online|live|real|system|acceptance)(?![a-z])",
    re.IGNORECASE,
)
_NOT_REAL = lazy.pattern(
    r"\bnot\s+(?:hardware|remote|integration|e2e|qpu|device|online|network|live|real|\w*(?:hardware|remote|qpu)\w*)",
    re.IGNORECASE,
)
#: What names or values of variables, and names of tests, say that leave hardware out.
_WITHOUT = lazy.pattern(
    r"(?<![a-z])(?:disable|exclude|no|skip|without)[-_](?:hardware|remote|integration|e2e|qpu|device|online|network|live)",
    re.IGNORECASE,
)
#: Names of variables that switch the tests on that go to hardware, and what switches nothing on.
_SWITCH = lazy.pattern(
    r"(?:\w+_)?(?:RUN|ENABLE|USE|WITH|ALLOW)_(?:\w+_)?(?:REMOTE|HARDWARE|QPU|E2E|INTEGRATION|ONLINE)(?:_\w+)?"
)
_OFF = frozenset(("", "0", "false", "no", "off"))
_FOR = lazy.pattern(r"\bfor\s+\w+\s+in\s+([^;\n]*?)\s*(?:;|\n)\s*do\b")
_REPEATED = lazy.pattern(r"(?:\buntil|\bwhile\s+!)\s+\Z")
_SEQUENCE = lazy.pattern(r"\{1\.\.(\d+)\}|\$\(seq\s+(?:1\s+)?(\d+)\)")
_NAME = lazy.pattern(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")


def words_of(command: Command) -> list[str]:
    """The words from the program on that does the work, without those that only launch it."""
    words = [word.text for word in command.effective()]
    while len(words) > 2 and base_name(words[0]) in _LAUNCHERS and words[1] == "run":
        words = words[2:]
        while words and words[0].startswith("-"):
            words = words[2 if words[0] in _VALUED else 1 :]
    return words


@lru_cache(maxsize=1024)
def files_run(commands: tuple[Command, ...], folder: str) -> tuple[str, ...]:
    """Patterns of the paths, from the root of the repository, that commands started in `folder` execute."""
    return tuple(dict.fromkeys(_files_run(commands, folder)))


def started(commands: Iterable[Command], folder: str) -> Iterator[tuple[list[str], str]]:
    """The words of each command and the folder it starts in, as far as that is one of the repository."""
    for command in commands:
        words = words_of(command)
        if words[:1] == ["cd"] and command.depth == 0:
            folder = join(folder, words[1]) if len(words) > 1 else "~"
        elif words and not folder.startswith(("~", "/", "$")):
            yield words, folder


def _files_run(commands: tuple[Command, ...], folder: str) -> Iterator[str]:
    for words, place in started(commands, folder):
        for path in _run_by(words):
            if not path.startswith(("/", "~", "$")) and "$" not in path:
                yield normpath(join(place, path))


def _run_by(words: list[str]) -> Iterator[str]:
    program, rest = base_name(words[0]), words[1:]
    if program in ("jupyter", "jupyter-nbconvert", "jupyter-execute"):
        if program == "jupyter-execute" or "--execute" in rest or rest[:1] in (["execute"], ["run"]):
            yield from (word for word in rest if word.endswith(".ipynb"))
    elif program.startswith("python"):
        yield from _by_python(rest)
    elif program == "papermill":
        yield from [word for word in rest if word.endswith(".ipynb")][:1]
    elif program in _NOTEBOOK_RUNNERS or program == "ipython":
        yield from (word for word in rest if word.endswith((".ipynb", ".py")))
    elif program in ("pytest", "py.test"):
        yield from _by_pytest(rest)
    elif words[0].endswith(".py"):
        yield words[0]


def _by_python(rest: list[str]) -> Iterator[str]:
    if rest[:1] != ["-m"]:
        script = next((word for word in rest if not word.startswith("-")), "")
        if script.endswith(".py") and "-c" not in rest[: rest.index(script)]:
            yield script
    elif len(rest) > 1 and rest[1] in ("pytest", "papermill", "nbconvert", "jupyter"):
        yield from _run_by(rest[1:])
    elif len(rest) > 1 and _NAME.fullmatch(rest[1]):
        module = rest[1].replace(".", "/")
        yield from (f"{folder}{module}{end}" for folder in ("", "src/") for end in (".py", "/__main__.py"))


def _by_pytest(rest: list[str]) -> Iterator[str]:
    notebooks = any(word.startswith(_NOTEBOOK_TESTS) for word in rest)
    for word in rest:
        path = word.partition("::")[0]
        if path.endswith(".py") and not word.startswith("-"):
            yield path
        elif notebooks and not word.startswith("-"):
            yield path if path.endswith(".ipynb") else f"{path.rstrip('/')}/*.ipynb"


def retries_of(script: ShellDocument, command: Command) -> Iterator[Retry]:
    """What runs the command again when it fails: an option of the tests, a loop until it works, a second try."""
    span = script.span(command.start, command.end)
    words = [word.text for word in command.words]
    for option, value in (*pairwise(words), (words[-1] if words else "", "")):
        name, _, given = option.partition("=")
        if name == "--reruns":
            yield Retry("`--reruns`", _number(given or value) + 1, span)
    before = script.fragment.text[: command.start]
    if _REPEATED.search(before):
        yield Retry("a loop that goes on until it works", 0, span)
    following = next((each for each in script.commands() if each.start >= command.end), None)
    if following is None:
        return
    if command.looped and command.operator == "&&" and following.program in ("break", "exit"):
        yield Retry("a loop that ends when it works", _rounds(before), span)
    elif command.operator == "||" and [word.text for word in following.words] == words:
        yield Retry("`||` and the same command", 2, span)


def _rounds(before: str) -> int:
    """How often the last loop before a place goes round; 0 where nobody knows."""
    heads = _FOR.findall(before)
    if not heads:
        return 0
    counted = _SEQUENCE.fullmatch(heads[-1])
    if counted:
        return int(counted[1] or counted[2])
    return 0 if set("$*{`") & set(heads[-1]) else len(heads[-1].split())


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() else 0


def rehearsal(words: list[str]) -> str:
    """Why a command stays away from hardware, for people; empty where nothing says so."""
    for option, value in pairwise(words):
        if option in ("-m", "-k") and _NOT_REAL.search(value):
            return f"leaves hardware out (`{option} '{value}'`)"
    without = next((word for word in words[1:] if _WITHOUT.search(word)), "")
    if without:
        return f"runs `{without}`"
    named = [word for word in words[1:] if _REHEARSED.search(word)]
    if named and not any(_REAL.search(word) for word in words):
        return f"runs `{named[0]}`"
    return ""


def switched_off(name: str, value: str) -> bool:
    """Whether a variable has the tests leave hardware out."""
    if _WITHOUT.search(value):
        return True
    return _WITHOUT.search(name) is not None and value.strip().lower() not in _OFF


def switched_on(name: str, value: str) -> bool:
    """Whether a variable asks the tests to go to hardware, whatever they are called."""
    return _SWITCH.fullmatch(name.upper()) is not None and value.strip().lower() not in _OFF
