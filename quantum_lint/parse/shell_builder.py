"""The parts of a shell script while they are being read."""

from __future__ import annotations

import re

from quantum_lint.model import lazy
from quantum_lint.parse.shell_command import Assignment, Command, Heredoc, Redirection, Word

_NAME = lazy.pattern(r"([A-Za-z_]\w*)(?:\[\w*\])?\+?=")
_KEYWORDS = frozenset(
    ("if", "then", "else", "elif", "do", "while", "until", "{", "!", "time", "coproc", "fi", "done", "esac", "}")
)
_HEADERS = frozenset(("for", "case", "select", "function"))
_LOOPS = frozenset(("for", "while", "until", "select"))
#: The word that ends a header in the middle of a line.
_HEADER_ENDS = {"case": "in", "function": "{"}
#: So many commands of a subshell are remembered as the source of the pipe after it.
_LONGEST_GROUP = 16


class WordBuilder:
    """A word in the making. `opened` is the position of the double quote that is open."""

    def __init__(self, start: int, end: int, quoted: bool = False, opened: int | None = None) -> None:
        self.start = start
        self.end = end
        self.quoted = quoted
        self.opened = opened
        self._pieces: list[str] = []
        self._runs: list[tuple[int, int, int]] = []
        self._length = 0
        self._reached = 0

    def add(self, text: str, start: int, end: int) -> None:
        """Characters written from `start` on; with quotes the piece goes up to `end`."""
        self.end = end
        if not text:
            return
        if not self._runs:
            self._runs.append((0, start, start))
        elif self._runs[-1][2] + self._length - self._runs[-1][0] != start:
            self._runs.append((self._length, self._reached, start))
        self._pieces.append(text)
        self._length += len(text)
        self._reached = min(start + len(text), end)

    def ends_with(self, suffix: str) -> bool:
        """Whether the last piece ends so."""
        return bool(self._pieces) and self._pieces[-1].endswith(suffix)

    def is_number(self) -> bool:
        """Whether the word so far is a bare number: before `>` it names a descriptor."""
        return not self.quoted and len(self._pieces) == 1 and self._pieces[0].isdecimal()

    def build(self) -> Word:
        """The word."""
        return Word("".join(self._pieces), self.start, self.end, self.quoted, tuple(self._runs))


class CommandBuilder:
    """A command in the making. `header` names the compound command that it opens, which is no command to report."""

    def __init__(self, start: int, end: int, depth: int, looped: bool) -> None:
        self.start = start
        self.end = end
        self.depth = depth
        self.looped = looped
        self.redirects: str | None = None
        self.delimiters: list[tuple[Word, bool]] = []
        self.header = ""
        self.complete = False
        self.operator = ""
        self.into: CommandBuilder | None = None
        self.made: Command | None = None
        self._words: list[Word] = []
        self._assignments: list[Assignment] = []
        self._redirections: list[Redirection] = []
        self._heredocs: list[Heredoc] = []

    @property
    def empty(self) -> bool:
        """Whether nothing but keywords was read."""
        return not (self._words or self._assignments or self._redirections or self._heredocs or self.delimiters)

    def take(self, word: Word, text: str, frame: Frame) -> bool:
        """Put the word where it belongs. True when it is the delimiter of a here-document."""
        self.end = word.end
        if self.redirects is not None:
            return self._redirect(word)
        if not self._words and not word.quoted and word.text in _KEYWORDS:
            self._step_over(word, frame)
        elif not self._words and (name := _NAME.match(text, word.start, word.end)):
            self._assign(name, word, text)
        else:
            self._append(word, frame)
        return False

    def add_heredoc(self, start: int, end: int, delimiter: Word) -> None:
        """The lines from `start` to `end` are input of this command."""
        self._heredocs.append(Heredoc(start, end, delimiter.text, expanded=not delimiter.quoted))

    def build(self) -> Command:
        """The command; the one it pipes into must be finished before."""
        into = self.into.made if self.into else None
        parts = (tuple(self._words), tuple(self._assignments), tuple(self._redirections), tuple(self._heredocs))
        self.made = Command(*parts, self.start, self.end, self.operator, self.depth, self.looped, into)
        return self.made

    def _redirect(self, word: Word) -> bool:
        operator, self.redirects = self.redirects or "", None
        if operator.endswith(("<<", "<<-")) and not operator.endswith("<<<"):
            self.delimiters.append((word, operator.endswith("-")))
            return True
        self._redirections.append(Redirection(operator, word))
        return False

    def _step_over(self, word: Word, frame: Frame) -> None:
        if word.text in _LOOPS:
            frame.loops += 1
        elif word.text == "done":
            frame.loops = max(frame.loops - 1, 0)
        elif word.text == "esac":
            frame.cases = max(frame.cases - 1, 0)
        self.looped = frame.loops > 0
        self.start = word.end

    def _assign(self, name: re.Match[str], word: Word, text: str) -> None:
        value = word.text[name.end() - name.start() :]
        start, end = unquoted(text, name.end(), word.end)
        self._assignments.append(Assignment(name[1], value, name.start(), name.end(1), start, end))
        self.start = min(self.start, word.start)

    def _append(self, word: Word, frame: Frame) -> None:
        if not self._words:
            self.start = self._assignments[0].start if self._assignments else word.start
            if word.text in _HEADERS and not word.quoted:
                self.header = word.text
                frame.loops += word.text in _LOOPS
                frame.cases += word.text == "case"
        self._words.append(word)
        self.complete = bool(self.header) and word.text == _HEADER_ENDS.get(self.header)


class Frame:
    """The script, or what stands in `$(...)`, backticks, a subshell or an array, as far as it has been read."""

    def __init__(self, kind: str, start: int, loops: int = 0) -> None:
        self.kind = kind
        self.start = start
        self.word: WordBuilder | None = None
        self.command: CommandBuilder | None = None
        self.piped: list[CommandBuilder] = []
        self.last: list[CommandBuilder] = []
        self.group: list[CommandBuilder] = []
        self.loops = loops
        self.cases = 0

    def connect(self, command: CommandBuilder) -> None:
        """What came before the last `|` is read by this command."""
        for source in self.piped:
            source.into = source.into or command
        self.piped = []

    def close(self, command: CommandBuilder) -> None:
        """The command is read to its end."""
        self.last = [command]
        self.group = [*self.group, command][-_LONGEST_GROUP:]


def unquoted(text: str, start: int, end: int) -> tuple[int, int]:
    """The same characters without the quotes that stand around all of them."""
    if text.startswith("$'", start):
        start += 1
    quotes = text[start : start + 1]
    if quotes in ("'", '"') and quotes and end - start > 1 and text[end - 1] == quotes:
        return start + 1, end - 1
    return start, end
