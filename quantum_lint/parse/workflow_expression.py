"""Expressions of a GitHub workflow: `${{ ... }}` in a text, and what such an expression reads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from quantum_lint.model import lazy
from quantum_lint.model.named import NamedTuple

_TOKEN = lazy.pattern(
    r"""'(?:[^']|'')*'
    |(?P<path>[A-Za-z_][\w-]*(?:\s*\.\s*[\w*-]+|\s*\[\s*(?:'[^']*'|\d+|\*)\s*\])*)(?P<call>\s*\()?""",
    re.VERBOSE,
)
_INPUT = lazy.pattern(r"\binputs\.([\w-]+)")
_BRACES = lazy.pattern(r"\$\{\{\s*|\s*\}\}")
_INDEX = lazy.pattern(r"\s*\[\s*'?([^'\]]*?)'?\s*\]")


class Expression(NamedTuple):
    """One `${{ ... }}`: `source` is what stands inside, `start` and `end` count characters of the text around it."""

    source: str
    start: int
    end: int

    @property
    def reads(self) -> tuple[str, ...]:
        """The values it reads, as dotted paths: `secrets.TOKEN`, `github.event.issue.title`."""
        return tuple(reads(self.source))

    @property
    def secrets(self) -> tuple[str, ...]:
        """The names of the secrets it reads one by one, in capitals."""
        parts = (path.split(".") for path in self.reads)
        return tuple(part[1].upper() for part in parts if part[0].lower() == "secrets" and len(part) == 2)


def expressions(text: str) -> Iterator[Expression]:
    """Every closed expression of the text, in order."""
    end = 0
    while (start := text.find("${{", end)) >= 0:
        close = text.find("}}", start + 3)
        if close < 0:
            return
        end = close + 2
        yield Expression(text[start + 3 : close].strip(), start, end)


def secrets_in(text: str) -> frozenset[str]:
    """The names of the secrets that the expressions of a text read one by one."""
    return frozenset(name for each in expressions(text) for name in each.secrets)


def reads(source: str) -> Iterator[str]:
    """The dotted paths of an expression without its braces; names of functions and literal strings are no paths."""
    for match in _TOKEN.finditer(source):
        if match["path"] and not match["call"]:
            yield _dotted(match["path"])


def path_of(source: str) -> str:
    """A path as dots alone, in small letters: `matrix['OS']` is `matrix.os`."""
    return _dotted(source).lower()


def _dotted(source: str) -> str:
    return re.sub(r"\s+", "", _INDEX.sub(r".\1", source))


def filled(text: str, given: Mapping[str, str]) -> str:
    """The text with what a caller gives in the place of each `inputs.name`; that stands in an expression already."""
    return _INPUT.sub(lambda match: _BRACES.sub("", given.get(match[1], match[0])), text)


def alternatives(condition: str) -> list[str]:
    """The parts of a condition of which one must hold: what `||` joins outside of parentheses."""
    parts, depth, first = [], 0, 0
    for match in re.finditer(r"'(?:[^']|'')*'|[()]|\|\|", condition):
        if match[0] == "||" and depth == 0:
            parts.append(condition[first : match.start()])
            first = match.end()
        depth += {"(": 1, ")": -1}.get(match[0], 0)
    return [*parts, condition[first:]]
