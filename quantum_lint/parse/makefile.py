"""Makefiles: the names they set, and the shell of their recipes."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
