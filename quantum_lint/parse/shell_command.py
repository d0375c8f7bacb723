"""What a shell script is made of: commands, their words, and what goes in and out of them."""

from __future__ import annotations

from functools import cached_property

from quantum_lint.model import lazy
from quantum_lint.model.named import NamedTuple
from quantum_lint.model.span import TextMap

#: Programs that run the rest of their words, and their options that take a word.
_WRAPPERS: dict[str, frozenset[str]] = {
    "sudo": frozenset(("-u", "-g", "-C", "-D", "-h", "-p", "-r", "-t", "-U")),
    "env": frozenset(("-u", "-C", "-S")),
    "nice": frozenset(("-n",)),
    "timeout": frozenset(("-k", "-s")),
    "xargs": frozenset(("-n", "-I", "-P", "-L", "-d", "-a", "-s")),
    **dict.fromkeys(
        ("exec", "nohup", "time", "command", "builtin", "doas", "stdbuf", "setsid", "then", "!"), frozenset()
    ),
}
_PAIR = lazy.pattern(r"[A-Za-z_]\w*=")
_DURATION = lazy.pattern(r"\d+(\.\d+)?[smhd]?")


class Word(NamedTuple):
    """A word with its quotes undone and `$X`, `$(...)` and `${{ ... }}` left as they are.

    `runs` say where its characters are written: offset in `text`, end of the run before, start of this one.
    """

    text: str
    start: int
    end: int
    quoted: bool = False
    runs: tuple[tuple[int, int, int], ...] = ()

    def map(self) -> TextMap:
        """From the characters of `text` to those of the script."""
        columns = zip(*(self.runs or ((0, self.start, self.start),)), strict=True)
        offsets, ends, starts = (list(column) for column in columns)
        return TextMap(offsets, ends, starts)


class Assignment(NamedTuple):
    """`NAME=value` before a command or alone; positions of the name, and of the value without its quotes."""

    name: str
    value: str
    start: int
    end: int
    value_start: int
    value_end: int


class Redirection(NamedTuple):
    """`operator` is `>`, `>>`, `<`, `2>`, `&>`, `<<<`, ...; `target` the file, descriptor or text."""

    operator: str
    target: Word


class Heredoc(NamedTuple):
    """Lines given to a command. `expanded`: the delimiter is not quoted, so the shell replaces `$X` in them."""

    start: int
    end: int
    delimiter: str
    expanded: bool


class Command:
    """A simple command. `operator` is what follows it (`&&`, `||`, `|`, `;`, `&`, newline or nothing).

    `pipes_into` is the command that reads its output, `depth` the number of `$(...)`, backticks and subshells
    around it, `looped` whether a `for`, `while` or `until` repeats it.
    """

    def __init__(
        self,
        words: tuple[Word, ...],
        assignments: tuple[Assignment, ...],
        redirections: tuple[Redirection, ...],
        heredocs: tuple[Heredoc, ...],
        start: int,
        end: int,
        operator: str,
        depth: int,
        looped: bool,
        pipes_into: Command | None = None,
    ) -> None:
        self.words = words
        self.assignments = assignments
        self.redirections = redirections
        self.heredocs = heredocs
        self.start = start
        self.end = end
        self.operator = operator
        self.depth = depth
        self.looped = looped
        self.pipes_into = pipes_into

    def effective(self) -> tuple[Word, ...]:
        """The words from the program on that does the work: `sudo -E env A=b pip install x` starts at `pip`."""
        return self._effective

    @cached_property
    def _effective(self) -> tuple[Word, ...]:
        # Every rule about a command asks for it.
        words = self.words
        while words and base_name(words[0].text) in _WRAPPERS:
            rest = _unwrapped(words)
            if not rest:
                break
            words = rest
        return words

    @cached_property
    def program(self) -> str:
        """The name of the program that does the work, without its folder; empty when there is none."""
        words = self.effective()
        return base_name(words[0].text) if words else ""


def base_name(path: str) -> str:
    """The last part of a path, without `.exe`."""
    return path.replace("\\", "/").rpartition("/")[2].removesuffix(".exe")


def _unwrapped(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words after a wrapper, its options and its assignments."""
    name = base_name(words[0].text)
    valued = _WRAPPERS[name]
    index = 1
    while index < len(words):
        text = words[index].text
        if text in valued:
            index += 1
        elif not (text.startswith("-") or _PAIR.match(text) or (name == "timeout" and _DURATION.fullmatch(text))):
            break
        index += 1
    return words[index:]
