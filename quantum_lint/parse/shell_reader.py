"""Splits shell script into commands in one pass, without recursion.

Not a whole shell grammar: keywords are stepped over and the patterns of `case` forgotten, because rules ask which
programs run with which words, and what flows between them. Bad or foreign syntax (PowerShell, cmd) is never an error.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable
from functools import cached_property

from quantum_lint.model import lazy
from quantum_lint.parse.shell_builder import CommandBuilder, Frame, WordBuilder
from quantum_lint.parse.shell_command import Command

_PARAMETER = r"\$\{(?:[^{}\n]|\{[^{}\n]*\})*\}|\$\(\([^()\n]*\)\)"
_BARE = lazy.pattern(
    rf"""(?P<blank>[ \t\f\v]+|\r(?!\n))
    |(?P<join>\\\r?\n)
    |(?P<newline>\r?\n)
    |(?P<single>\$?'[^']*')
    |(?P<double>")
    |(?P<escape>\\.)
    |(?P<text>{_PARAMETER}|[^\s;&|<>()'"\\$`\#]+)
    |(?P<open>[$<>]\()
    |(?P<backtick>`)
    |(?P<function>\([ \t]*\))
    |(?P<group>\()
    |(?P<close>\))
    |(?P<redirection>&>>|&>|<<<|<<-|<<|>>|>&|<&|<>|>\||>|<)
    |(?P<operator>&&|\|\||\|&|;;&|;;|;&|;|&|\|)
    |(?P<comment>\#)
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_QUOTED = lazy.pattern(
    rf"""(?P<join>\\\r?\n)
    |(?P<escape>\\[$`"\\])
    |(?P<text>{_PARAMETER}|[^"\\$`]+)
    |(?P<open>\$\()
    |(?P<backtick>`)
    |(?P<double>")
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_LINE_END = lazy.pattern(r"\r?\n|\Z")
_CONTINUED = lazy.pattern(r"[ \t]*\r?\n")
#: A text longer than this inside `$(...)` is not repeated in the word around it: nesting would make it quadratic.
_LONGEST_COPY = 2000


class Reader:
    """One pass over a script. `literal` are positions of double quotes that are known never to be closed."""

    def __init__(self, text: str, literal: frozenset[int] = frozenset()) -> None:
        self.text = text
        self.unclosed: frozenset[int] = frozenset()
        self._literal = literal
        self._position = 0
        self._builders: list[CommandBuilder] = []
        self._frames = [Frame("", 0)]
        self._awaited: list[CommandBuilder] = []
        self._expressions = True
        self._actions: dict[str, Callable[[re.Match[str]], None]] = {
            name: getattr(self, f"_{name}") for name in _BARE.groupindex
        }

    def commands(self) -> tuple[Command, ...]:
        """Every command in the order in which they start."""
        while self._position < len(self.text):
            self._step()
        self.unclosed = frozenset(
            frame.word.opened for frame in self._frames if frame.word is not None and frame.word.opened is not None
        )
        while len(self._frames) > 1:
            self._leave(self._position)
        self._end_command("")
        kept = [builder for builder in self._builders if not (builder.empty or builder.header)]
        return tuple(reversed([builder.build() for builder in reversed(kept)]))

    @property
    def _frame(self) -> Frame:
        return self._frames[-1]

    def _step(self) -> None:
        if self._expressions and self.text.startswith("${{", self._position):
            self._expression()
            return
        word = self._frame.word
        pattern = _QUOTED if word is not None and word.opened is not None else _BARE
        match = pattern.match(self.text, self._position)
        if match is None or match.lastgroup is None:
            raise AssertionError("the last alternative of both patterns takes any character")
        self._position = match.end()
        self._actions[match.lastgroup](match)

    # Pieces of words

    def _word(self, start: int) -> WordBuilder:
        frame = self._frame
        if frame.word is None:
            frame.word = WordBuilder(start, start)
            if frame.command is None and frame.kind != "array":
                frame.command = CommandBuilder(start, start, len(self._frames) - 1, frame.loops > 0)
                frame.connect(frame.command)
                self._builders.append(frame.command)
        return frame.word

    def _expression(self) -> None:
        """`${{ ... }}`, which the host replaces before any shell sees it."""
        start = self._position
        end = self.text.find("}}", start)
        if end < 0:
            self._expressions = False
            return
        self._position = end + 2
        self._word(start).add(self.text[start : end + 2], start, end + 2)

    def _text(self, match: re.Match[str]) -> None:
        self._word(match.start()).add(match[0], match.start(), match.end())

    _other = _text

    def _escape(self, match: re.Match[str]) -> None:
        self._word(match.start()).add(match[0][1], match.start() + 1, match.end())

    def _single(self, match: re.Match[str]) -> None:
        word = self._word(match.start())
        word.quoted = True
        start = match.start() + match[0].index("'") + 1
        word.add(self.text[start : match.end() - 1], start, match.end())

    def _double(self, match: re.Match[str]) -> None:
        if match.start() in self._literal:
            self._text(match)
            return
        word = self._word(match.start())
        word.quoted = True
        word.opened = match.start() if word.opened is None else None
        word.add("", match.end(), match.end())

    def _comment(self, match: re.Match[str]) -> None:
        if self._frame.word is not None:
            self._text(match)
            return
        end = _LINE_END.search(self.text, match.end())
        self._position = end.start() if end else len(self.text)

    def _join(self, match: re.Match[str]) -> None:
        """A line that goes on in the next one."""

    # Nesting

    def _open(self, match: re.Match[str]) -> None:
        self._word(match.start())
        self._enter("$(", match.start())

    def _backtick(self, match: re.Match[str]) -> None:
        if self._frame.kind == "`":
            self._leave(match.end())
        elif self._frame.word is None and (continued := _CONTINUED.match(self.text, match.end())):
            self._position = continued.end()  # how PowerShell joins lines
        else:
            self._word(match.start())
            self._enter("`", match.start())

    def _group(self, match: re.Match[str]) -> None:
        word = self._frame.word
        if word is None:
            self._enter("(", match.start())
        elif word.ends_with("="):
            self._enter("array", match.start())
        else:
            self._text(match)

    def _close(self, match: re.Match[str]) -> None:
        self._end_word()
        frame = self._frame
        if frame.cases and frame.kind != "array":
            if frame.command is not None:
                frame.command.header = "pattern"
            self._end_command("")
        elif frame.kind in ("$(", "(", "array"):
            self._leave(match.end())
        else:
            self._end_command(";")

    def _function(self, match: re.Match[str]) -> None:
        """The `()` after the name of a function, or the value of an empty array."""
        word = self._frame.word
        if word is not None and word.ends_with("="):
            self._text(match)
            return
        self._end_word()
        if self._frame.command is not None:
            self._frame.command.header = "function"
        self._end_command("")

    def _enter(self, kind: str, start: int) -> None:
        frame = self._frame
        inner = Frame(kind, start, loops=int(frame.loops > 0))
        if kind == "(":
            inner.piped, frame.piped = frame.piped, []
        self._frames.append(inner)

    def _leave(self, end: int) -> None:
        self._end_command("")
        inner = self._frames.pop()
        if inner.kind == "(":
            self._frame.last = inner.group
            return
        text = self.text[inner.start : end] if end - inner.start <= _LONGEST_COPY else "$(...)"
        self._word(inner.start).add(text, inner.start, end)

    # Ends

    def _blank(self, match: re.Match[str]) -> None:
        self._end_word()

    def _newline(self, match: re.Match[str]) -> None:
        if self._frame.kind == "array":
            self._end_word()
            return
        self._end_command("\n")
        awaited, self._awaited = self._awaited, []
        for command in awaited:
            self._read_heredoc(command)

    def _operator(self, match: re.Match[str]) -> None:
        self._end_command(match[0])
        frame = self._frame
        frame.piped = frame.last if match[0] in ("|", "|&") else []

    def _redirection(self, match: re.Match[str]) -> None:
        operator = match[0]
        word = self._frame.word
        if word is not None and word.is_number():
            operator = word.build().text + operator
            self._frame.word = None
        self._end_word()
        if self._frame.kind == "array":
            return
        self._word(match.start())
        self._frame.word = None
        if self._frame.command is not None:
            self._frame.command.redirects = operator

    def _end_word(self) -> None:
        frame = self._frame
        builder, frame.word = frame.word, None
        if builder is None or frame.command is None:
            return
        if frame.command.take(builder.build(), self.text, frame):
            self._awaited.append(frame.command)
        if frame.command.complete:
            self._end_command("")

    def _end_command(self, operator: str) -> None:
        self._end_word()
        frame = self._frame
        command, frame.command = frame.command, None
        if command is not None and not command.empty:
            command.operator = operator
            frame.close(command)

    # Here-documents

    def _read_heredoc(self, command: CommandBuilder) -> None:
        """The lines up to the delimiter; without such a line there is no here-document."""
        word, dashed = command.delimiters.pop(0)
        starts = self._lines[dashed, word.text]
        found = bisect_left(starts, self._position)
        if found == len(starts):
            return
        end = _LINE_END.search(self.text, starts[found])
        command.add_heredoc(self._position, starts[found], word)
        self._position = end.end() if end else len(self.text)

    @cached_property
    def _lines(self) -> dict[tuple[bool, str], list[int]]:
        """Where each line starts, by its text, and by its text without leading tabs."""
        starts: dict[tuple[bool, str], list[int]] = defaultdict(list)
        start = 0
        for line in self.text.split("\n"):
            starts[False, line.removesuffix("\r")].append(start)
            starts[True, line.removesuffix("\r").lstrip("\t")].append(start)
            start += len(line) + 1
        return starts
