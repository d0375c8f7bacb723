"""What newer versions of Python take, written as older ones take it; nothing moves within its line.

A hook runs in the Python that its user has, over code that may be written for a later one: strings in fields of
f-strings that repeat the quotes around them (3.12), type parameters and `type` statements (3.12), strings with the
prefix `t`, and several exceptions without brackets (3.14).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from quantum_lint.model import lazy

#: A comment, a string, the start of a string with fields, or what may have a newer form (in groups).
_TOKEN = lazy.pattern(
    r"#[^\r\n]*|\"{3}(?:[^\\]|\\.)*?\"{3}|'{3}(?:[^\\]|\\.)*?'{3}"
    r"|(?<!\w)(?P<string>[rR]?[fFtT][rR]?)(?P<quote>\"(?!\"\")|'(?!'')|(?=\"{3}|'{3}))"
    r"|\"(?:[^\"\\\r\n]|\\.)*\"?|'(?:[^'\\\r\n]|\\.)*'?"
    r"|(?<!\w)(?:def|class)[ \t]+\w+[ \t]*(?P<parameters>\[)"
    r"|^[ \t]*(?P<alias>type[ \t]+(?=\w+[ \t]*[\[=]))\w+[ \t]*(?P<of>\[)?"
    r"|(?<!\w)except\b\*?(?P<exceptions>(?=[^:\r\n]*,))",
    re.DOTALL | re.MULTILINE,
)
#: What a string with fields is made of: an escape, a doubled brace, a brace, a quote.
_PIECE = lazy.pattern(r"\\.|\{\{|\}\}|[{}\"'\r\n]", re.DOTALL)
#: What counts between brackets: a string, a bracket, a comma, a colon.
_BRACKET = lazy.pattern(r"\"(?:[^\"\\\r\n]|\\.)*\"?|'(?:[^'\\\r\n]|\\.)*'?|[\[\](){},:]")


def as_older_python(text: str) -> str:
    """The text as older versions of Python take it, with as many characters in as many lines."""
    written = list(text)
    position = 0
    while match := _TOKEN.search(text, position):
        position = match.end()
        for group, rewrite in _FORMS.items():
            if match[group] is not None:
                position = rewrite(text, written, match)
    return "".join(written)


def _string(text: str, written: list[str], match: re.Match[str]) -> int:
    """Make the prefix one of f-strings, and write other quotes around the strings in its fields; its end."""
    start, end = match.span("string")
    written[start:end] = match["string"].replace("t", "f").replace("T", "F")
    return _requoted(text, written, match.end(), match["quote"]) if match["quote"] else match.end()


def _requoted(text: str, written: list[str], position: int, quote: str) -> int:
    other, depth = ("'" if quote == '"' else '"'), 0
    while match := _PIECE.search(text, position):
        piece, position = match[0], match.end()
        if piece in "\r\n" or (piece == quote and not depth):
            break
        if piece == "{" or (piece == "{{" and depth):
            depth += len(piece)
        elif piece == "}" or (piece == "}}" and depth):
            depth = max(depth - len(piece), 0)
        elif piece == quote:
            position = _closing(text, position, quote)
            if other not in text[match.end() : position]:
                written[match.start()] = written[position - 1] = other
        elif piece == other and depth:
            position = _closing(text, position, other)
    return position


def _closing(text: str, position: int, quote: str) -> int:
    """Where the string ends that a quote opened before the position; that of its line if it is never closed."""
    match = re.compile(rf"(?:[^{quote}\\\r\n]|\\.)*{quote}?").match(text, position)
    return match.end() if match else position


def _parameters(text: str, written: list[str], match: re.Match[str]) -> int:
    """Take the type parameters out of a function or a class; their end."""
    return _blanked(text, written, match.start("parameters"))


def _alias(text: str, written: list[str], match: re.Match[str]) -> int:
    """Make an assignment of a `type` statement, below a condition of the same length."""
    start, end = match.span("alias")
    written[start:end] = "if 1:".ljust(end - start)
    return _blanked(text, written, match.start("of")) if match["of"] else match.end()


def _blanked(text: str, written: list[str], start: int) -> int:
    """Write spaces from a bracket to the one that closes it, and join the lines between them."""
    end = next((at + 1 for at, sign, depth in _signs(text, start) if not depth and sign == "]"), start)
    for at in range(start, end):
        if text[at] not in "\r\n":
            written[at] = "\\" if text[at + 1 : at + 2] in ("\r", "\n") else " "
    return end


def _exceptions(text: str, written: list[str], match: re.Match[str]) -> int:
    """Write a choice of types for several exceptions without brackets."""
    for at, sign, depth in _signs(text, match.end()):
        if sign == "," and not depth:
            written[at] = "|"
    return match.end()


def _signs(text: str, position: int) -> Iterator[tuple[int, str, int]]:
    """Brackets, commas and colons up to the end of a header: where each stands, and how deep the text is after it."""
    depth = 0
    for match in _BRACKET.finditer(text, position):
        sign = match[0]
        depth += (sign in "[({") - (sign in "])}")
        yield match.start(), sign, depth
        if depth < 0 or (sign == ":" and not depth):
            return


#: By the group of a token, what writes it anew and says where to go on.
_FORMS: Mapping[str, Callable[[str, list[str], re.Match[str]], int]] = {
    "string": _string,
    "parameters": _parameters,
    "alias": _alias,
    "exceptions": _exceptions,
}
