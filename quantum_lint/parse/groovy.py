"""The tokens of Groovy: names, strings and signs, each where it is written.

Not a grammar: enough to tell which word is called with which text. A string knows what it says, with its escapes undone
and a variable of the shell in the place of each value that the program puts in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from quantum_lint.model import lazy
from quantum_lint.model.span import TextMap
from quantum_lint.parse.joined_text import JoinedText

#: What a program puts into a string; it may hold quotes of its own.
_PLACE = r"\$\{[^{}]*\}"
_TOKEN = lazy.pattern(
    rf"""(?P<blank>[^\S\n]+|\\\n)
    |(?P<comment>//[^\n]*|/\*.*?(?:\*/|\Z)|\A\#![^\n]*)
    |(?P<pattern>(?:(?<=[~(,=])|(?<=[~(,=][ ])|(?<=[~(,=][ ]{{2}})|(?<=[~(,=][ ]{{3}}))/(?:[^/\\\n]|\\.)+/)
    |(?P<string>'{{3}}(?:[^'\\]|\\.|'(?!''))*'{{3}}|"{{3}}(?:{_PLACE}|\$(?!{_PLACE[2:]})|[^"\\$]|\\.|"(?!""))*"{{3}}
        |'(?!'')(?:[^'\\\n]|\\.)*'|"(?!"")(?:{_PLACE}|\$(?!{_PLACE[2:]})|[^"\\$\n]|\\.)*")
    |(?P<open>(?:'{{3}}|"{{3}}).*|['"][^\n]*)
    |(?P<name>[A-Za-z_$][\w$]*)
    |(?P<number>\d\w*(?:\.\d\w*)?)
    |(?P<newline>\n)
    |(?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = lazy.pattern(r"\\(?:u+([0-9A-Fa-f]{4})|(\r?\n)|(.))", re.DOTALL)
_PUT_IN = lazy.pattern(r"\$(?:\{([^{}]*)\}|([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*))")
_PIECE = lazy.pattern(rf"{_ESCAPE.pattern}|{_PUT_IN.pattern}", re.DOTALL)
_CONTROLS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
#: Objects whose members are variables of the environment.
_ENVIRONMENTS = ("env.", "params.")

Kind = Literal["string", "open", "name", "number", "newline", "sign"]


class Token(NamedTuple):
    """A piece of the program: characters `start` to `end`.

    An `open` one starts with a quote that nothing closes; it ends with the line, or where the quote is a triple one
    with the text.
    """

    kind: Kind
    text: str
    start: int
    end: int

    @property
    def quotes(self) -> int:
        """How many quotes stand on either side of a string."""
        return 3 if len(self.text) >= 6 and self.text[:3] in ("'''", '"""') else 1

    @property
    def inside(self) -> tuple[int, int]:
        """Where what is between the quotes stands."""
        return self.start + self.quotes, self.end - self.quotes


def tokens(text: str) -> Iterator[Token]:
    """The tokens in order; blanks, comments and patterns are left out."""
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind not in (None, "blank", "comment", "pattern"):
            yield Token(kind, match[0], match.start(), match.end())  # type: ignore[arg-type]  # a group's name


def add_string(joined: JoinedText, token: Token) -> None:
    """Add what a string says to a text that is being put together."""
    first, last = token.inside
    text, position = token.text[token.quotes : len(token.text) - token.quotes], 0
    pattern = _PIECE if token.text[0] == '"' else _ESCAPE
    for match in pattern.finditer(text):
        joined.copy(text, TextMap.identity(first), position, match.start())
        joined.stand_in(_meaning(match), first + match.start(), first + match.end())
        position = match.end()
    joined.copy(text, TextMap.identity(first), position, last - first)


def value(token: Token) -> str:
    """What a string says."""
    joined = JoinedText()
    add_string(joined, token)
    return joined.build()[0]


def filled_in(token: Token) -> Iterator[tuple[str, int, int]]:
    """What the program puts into a string: each expression, and the characters of the program that it stands at."""
    if token.text[0] == '"':
        for match in _PIECE.finditer(token.text, token.quotes, len(token.text) - token.quotes):
            expression = match[4] or match[5]
            if expression:
                yield expression.strip(), token.start + match.start(), token.start + match.end()


def put_in(expression: str) -> str:
    """The variable of the shell that stands for what a program puts in: `${IONQ_API_KEY}` for `env.IONQ_API_KEY`."""
    name = expression.strip()
    for prefix in _ENVIRONMENTS:
        name = name.removeprefix(prefix)
    return f"${{{re.sub(r'[^0-9A-Za-z_]', '_', name) or '_'}}}"


def _meaning(match: re.Match[str]) -> str:
    digits, broken, escaped = match[1], match[2], match[3]
    if digits:
        return chr(int(digits, 16))
    if broken:
        return ""
    if escaped:
        return _CONTROLS.get(escaped, escaped)
    return put_in(match[4] or match[5] or "")
