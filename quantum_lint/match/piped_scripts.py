"""Scripts that are downloaded and run in one go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quantum_lint.model import lazy
from quantum_lint.model.named import NamedTuple
from quantum_lint.parse.shell import ShellDocument
from quantum_lint.parse.shell_command import Command, Word

_DOWNLOADERS = frozenset(
    ("curl", "wget", "fetch", "aria2c", "iwr", "irm", "invoke-webrequest", "invoke-restmethod", "http", "https")
)
_SHELLS = lazy.pattern(r"(?:ba|da|k|z|fi)?sh|pwsh|powershell")
_SCRIPTED = lazy.pattern(r"python[\d.]*|perl|ruby|node|php")
_POWERSHELL = frozenset(("iex", "invoke-expression"))
_EVALUATORS = _POWERSHELL | {"eval", "source", "."}
_CODE_OPTION = lazy.pattern(r"-[a-zA-Z]*[ce]|-command")
_URL = lazy.pattern(r"https?://[^\s'\"$)]+")
#: A commit in an address names its content.
_COMMIT = lazy.pattern(r"\b[0-9a-f]{40}\b")
_LOCAL = frozenset(("localhost", "127.0.0.1", "::1"))


class Piped(NamedTuple):
    """What is downloaded, and the program that runs it as it comes."""

    download: Command
    runner: Command

    @property
    def place(self) -> tuple[int, int]:
        """The characters of the script that hold both."""
        return min(self.download.start, self.runner.start), max(self.download.end, self.runner.end)

    @property
    def url(self) -> str:
        """The first address that is written; empty where none is."""
        return next(iter(_urls(self.download)), "")


def piped_scripts(document: ShellDocument) -> Iterator[Piped]:
    """Every such download, once for each interpreter."""
    readers = _readers(document.commands())
    around: list[Command] = []
    seen: set[int] = set()
    for command in document.commands():
        while around and around[-1].depth >= command.depth:
            around.pop()
        if _downloads(command) and not _fixed(command):
            runner = readers.get(id(command)) or (_evaluator(around[-1], command) if around else None)
            if runner is not None and id(runner) not in seen:
                seen.add(id(runner))
                yield Piped(command, runner)
        around.append(command)


def _downloads(command: Command) -> bool:
    return command.program.lower() in _DOWNLOADERS


def _readers(commands: Sequence[Command]) -> dict[int, Command]:
    """For each command whose output gets into an interpreter that runs it, that interpreter."""
    readers: dict[int, Command] = {}
    for command in reversed(commands):
        following = command.pipes_into
        if following is None:
            continue
        if following.program.lower() in _EVALUATORS or _runs_input(following):
            readers[id(command)] = following
        elif id(following) in readers:
            readers[id(command)] = readers[id(following)]
    return readers


def _runs_input(command: Command) -> bool:
    """Whether the command is an interpreter that is given no program but its input."""
    words = [word.text for word in command.effective()[1:]]
    if _SHELLS.fullmatch(command.program):
        return "-s" in words or all(word.startswith("-") and not _CODE_OPTION.fullmatch(word) for word in words)
    return _SCRIPTED.fullmatch(command.program) is not None and words in ([], ["-"])


def _evaluator(outer: Command, download: Command) -> Command | None:
    """The command around a download if it runs what is printed: `sh -c "$(...)"`, `bash <(...)`, `eval "$(...)"`."""
    if outer.program.lower() in _POWERSHELL and outer.end <= download.start:
        return outer
    words = outer.effective()
    at = next((index for index, word in enumerate(words) if _holds(word, download)), None)
    return outer if at is not None and _runs_word(outer, words, at) else None


def _holds(word: Word, command: Command) -> bool:
    return word.start <= command.start and command.end <= word.end


def _runs_word(command: Command, words: tuple[Word, ...], at: int) -> bool:
    if command.program.lower() in _EVALUATORS:
        return True
    if not (_SHELLS.fullmatch(command.program) or _SCRIPTED.fullmatch(command.program)):
        return False
    before = [word.text for word in words[1:at]]
    if before and _CODE_OPTION.fullmatch(before[-1]):
        return True
    return words[at].text.startswith("<(") and all(word.startswith("-") for word in before)


def _urls(command: Command) -> list[str]:
    return [url for word in command.words for url in _URL.findall(word.text)]


def _fixed(download: Command) -> bool:
    """Whether every address names its content, or is this very machine."""
    urls = _urls(download)
    return bool(urls) and all(_COMMIT.search(url) or host_of(url) in _LOCAL for url in urls)


def host_of(url: str) -> str:
    """The host of an address; empty where it has none."""
    from urllib.parse import urlsplit

    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
