"""Terraform and HCL: the names in blocks, maps and files of variables, with the literal text they are set to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quantum_lint.model import lazy
from quantum_lint.model.fragment import Document, Fragment
from quantum_lint.model.setting import Setting

#: A comment, a here-document, a string, a name, or a sign that opens or closes something.
_LEXEME = lazy.pattern(
    r"""(?P<comment>\#[^\n]*|//[^\n]*|/\*.*?(?:\*/|\Z))
    |(?P<heredoc><<-?(?P<delimiter>\w+)\r?\n(?P<lines>.*?)^[ \t]*(?P=delimiter)[ \t]*$)
    |"(?P<string>(?:[^"\\\n]|\\.)*)"
    |(?P<name>[A-Za-z_][\w-]*)
    |(?P<equals>[=:](?!=))
    |(?P<open>[{\[(])
    |(?P<close>[}\])])
    |(?P<newline>\n)
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
_ESCAPE = lazy.pattern(r"\\(.)", re.DOTALL)
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t"}
#: Blocks nested deeper are not listed.
_DEEPEST = 50


class HclDocument(Document):
    """A text in HCL. Expressions are not worked out: a name that is set to anything but a literal says nothing."""

    def settings(self) -> Iterator[Setting]:
        """Every name with a literal text: `variable "x" { default = "y" }` has the path `variable`, `x`, `default`."""
        yield from _Reader(self.fragment.text).settings()


def parse(fragment: Fragment) -> HclDocument:
    """The document of the fragment; it is read when asked."""
    return HclDocument(fragment)


class _Reader:
    """Goes once over the lexemes. `words` are the names and labels of the statement that is being read."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._path: list[tuple[str, ...]] = []
        self._words: list[tuple[str, int, int]] = []
        self._assigned = False

    def settings(self) -> Iterator[Setting]:
        for match in _LEXEME.finditer(self._text):
            kind = match.lastgroup or "other"
            group = "lines" if match["heredoc"] is not None else "string"
            if match[group] is not None:
                yield from self._literal(match, group)
            elif kind == "name" and not self._assigned:
                self._words.append((match["name"], *match.span("name")))
            elif kind == "equals":
                self._assigned = True
            elif kind == "open":
                self._enter()
            elif kind == "close":
                self._leave()
            elif kind == "newline" or match[0] == ",":
                self._words, self._assigned = [], False

    def _literal(self, match: re.Match[str], group: str) -> Iterator[Setting]:
        if not self._assigned:
            self._words.append((match[group], *match.span(group)))
        elif self._words and "${" not in match[group]:
            name, start, end = self._words[-1]
            above = (word for words in self._path for word in words)
            value = _ESCAPE.sub(lambda found: _ESCAPED.get(found[1], found[1]), match[group])
            yield Setting((*above, name), value, start, end, *match.span(group))

    def _enter(self) -> None:
        if len(self._path) < _DEEPEST:
            self._path.append(tuple(word for word, _, _ in self._words))
        self._words, self._assigned = [], False

    def _leave(self) -> None:
        if self._path:
            self._path.pop()
        self._words, self._assigned = [], False
