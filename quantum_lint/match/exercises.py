"""Code that leaves a place for somebody to fill in."""

from __future__ import annotations

import re

from quantum_lint.model import lazy
from quantum_lint.parse.python import PythonDocument

#: A comment that asks for code, or one with nothing but empty lines after it where code has to go.
_BLANK = lazy.pattern(
    r"^[ \t]*\#[^\r\n]*\b(?:your (?:code|answer|solution|circuit|turn)|(?:write|add|insert|put|enter) (?:your|the) |"
    r"fill in|complete (?:the|this)|todo\b|exercise\b)|^[ \t]*\#[^\r\n]*(?:\r?\n[ \t]*){5,}$|"
    # Between two marks stand only empty lines, comments and places held by an ellipsis.
    r"^[ \t]*\#[^\r\n]*\b(?:begin|start)\b[^\r\n]*\r?\n"
    r"(?:[ \t]*(?:\#[^\r\n]*|(?:\w[\w.]*[ \t]*=[ \t]*)?\.\.\.[ \t]*(?:\#[^\r\n]*)?)?\r?\n)*"
    r"[ \t]*\#[^\r\n]*\bend\b",
    re.IGNORECASE | re.MULTILINE,
)


def has_blanks(document: PythonDocument) -> bool:
    """Whether the code is an exercise, so that what is missing in it is missing on purpose."""
    return _BLANK.search(document.fragment.text) is not None
