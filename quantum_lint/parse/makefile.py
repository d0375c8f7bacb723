"""Makefiles: the names they set, the shell of their recipes, and what their targets run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from quantum_lint.model import lazy
from quantum_lint.model.fragment import Document, Fragment
from quantum_lint.model.setting import Setting

#: `NAME = value` at the start of a line, in any of make's ways, up to a comment or the end of the line.
_ASSIGNMENT = lazy.pattern(
    r"^(?: *(?:export|override|unexport)[ \t]+)* *(?P<name>[A-Za-z_][\w.-]*)[ \t]*(?:::?:?|\?|\+|!)?=[ \t]*"
    r"(?P<value>[^\s#](?:[^#\r\n]*[^\s#])?)",
    re.MULTILINE,
)
#: A line of a recipe without its tab and its `@`, `-` and `+`, with the lines that continue it.
_RECIPE = lazy.pattern(r"^\t[ \t@+-]*(?P<shell>[^\s#](?:[^\\\r\n]|\\(?:\r\n|\r|\n|.))*)", re.MULTILINE)
#: What make replaces in a recipe by the value of its own variable, or of one of the environment.
_VARIABLE = lazy.pattern(r"(?<!\$)\$\(([A-Za-z_]\w*)\)")

#: Targets and what they need first: `tests unit: build`, and no assignment.
_RULE = lazy.pattern(
    r"^(?P<targets>[^\s#:=][^#:=\n]*?)[ \t]*::?(?![:=])(?P<needs>[^=#;\n]*)(?:[#;][^\n]*)?$", re.MULTILINE
)


class Rule(NamedTuple):
    """What a target needs first, and the lines of shell that make it, each run by itself."""

    needs: tuple[str, ...]
    recipe: tuple[str, ...]


class MakefileDocument(Document):
    """A Makefile; rules, conditions and functions are not worked out."""

    def settings(self) -> Iterator[Setting]:
        """The variables and what they are set to, as written."""
        for match in _ASSIGNMENT.finditer(self.fragment.text):
            yield Setting((match["name"],), match["value"], *match.span("name"), *match.span("value"))

    def fragments(self) -> Iterator[Fragment]:
        """The shell of every line of a recipe, which make runs one by one; its variables as those of the shell."""
        for match in _RECIPE.finditer(self.fragment.text):
            shell = self.fragment.cut(*match.span("shell"), "shell", "recipe")
            yield shell._replace(text=_VARIABLE.sub(r"${\1}", shell.text))


def parse(fragment: Fragment) -> MakefileDocument:
    """The document of the fragment; it is read when asked."""
    return MakefileDocument(fragment)


@lru_cache(maxsize=8)
def rules(text: str) -> dict[str, tuple[Rule, ...]]:
    """The rules of each target, in the order of the text; patterns and functions are not worked out."""
    found: dict[str, tuple[Rule, ...]] = {}
    heads = list(_RULE.finditer(text))
    for head, end in pairwise((*heads, None)):
        assert head is not None
        lines = _RECIPE.finditer(text, head.end(), end.start() if end else len(text))
        rule = Rule(tuple(head["needs"].split()), tuple(_VARIABLE.sub(r"${\1}", each["shell"]) for each in lines))
        for target in head["targets"].split():
            found[target] = (*found.get(target, ()), rule)
    return found


def recipes(text: str, targets: Iterable[str]) -> Iterator[str]:
    """The shell that makes the targets and what they need, in no order; without a target that of the first one."""
    known = rules(text)
    waiting = list(targets) or [each for each in known if not each.startswith(".")][:1]
    seen: set[str] = set()
    while waiting:
        target = waiting.pop()
        for rule in known.get(target, ()) if target not in seen else ():
            waiting.extend(rule.needs)
            yield from rule.recipe
        seen.add(target)
