"""Justfiles: what their recipes run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from quantum_lint.model import lazy
from quantum_lint.model.named import NamedTuple

#: The head of a recipe with what it needs first, no assignment (`:=`), and the indented lines below.
_RECIPE = lazy.pattern(
    r"^@?(?P<name>[A-Za-z_][\w-]*)[^:\n]*:(?!=)(?P<needs>[^\n]*)\n(?P<body>(?:[ \t]+[^\n]*\n|\r?\n)*)", re.MULTILINE
)
_SHELL = lazy.pattern(r"#!.*\b(?:ba|z|k|da)?sh\b")
_WORD = lazy.pattern(r"[A-Za-z_][\w-]*")


class _Recipe(NamedTuple):
    """What a recipe needs first, and its scripts of the shell, each run by itself."""

    needs: tuple[str, ...]
    scripts: tuple[str, ...]


def scripts(text: str, asked: Iterable[str]) -> Iterator[str]:
    """The shell of the recipes and of what they need, in no order; without a name that of the first one."""
    known = dict(_recipes(text))
    waiting = list(asked) or [*known][:1]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in known and name not in seen:
            waiting.extend(known[name].needs)
            yield from known[name].scripts
        seen.add(name)


def _recipes(text: str) -> Iterator[tuple[str, _Recipe]]:
    """The recipes by name. A line is a script, unless the first one names the program that runs them all."""
    for match in _RECIPE.finditer(f"{text}\n"):
        lines = tuple(line.strip().lstrip("@-") for line in match["body"].splitlines())
        if lines and lines[0].startswith("#!"):
            lines = ("\n".join(lines),) if _SHELL.match(lines[0]) else ()
        yield match["name"], _Recipe(tuple(_WORD.findall(match["needs"].partition("#")[0])), lines)
