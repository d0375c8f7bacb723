"""A notebook that Jupyter cannot open, or a code cell that Python cannot parse."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quantum_lint.evaluate.positions import TOKENS
from quantum_lint.knowledge import Knowledge
from quantum_lint.model import lazy
from quantum_lint.model.fragment import Document, Problem
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.notebook import NotebookDocument
from quantum_lint.parse.python import PythonDocument

#: What teachers leave for students: nothing after an equals sign or an opening bracket, dots, underscores, a body
#: that is only a comment.
_BLANK = lazy.pattern(
    r"(?:=|\(|,|:|\breturn|\bin)[ \t]*(?:#.*)?$|\.\.\.|_{2,}|\?{2,}|<[^>]*>|#|\bYOUR\b|\bTODO\b", re.IGNORECASE
)
_EMPTY_BODY = lazy.pattern("expected an indented block")
#: What Python took back in 3.12: such a cell runs there.
_TAKEN_BACK = lazy.pattern("f-string expression part cannot include|f-string: expressions nested too deeply")
_BRACKET = lazy.pattern(rf"{TOKENS.pattern}|[()\[\]{{}}]", re.DOTALL)


def check(document: Document, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """What keeps Jupyter, and every scanner, from reading the notebook or a cell of it."""
    if isinstance(document, NotebookDocument):
        for problem in document.problems:
            yield Hit(span=problem.span, note=f"{problem.reason} {_NOTEBOOK}")
    elif isinstance(document, PythonDocument) and _is_of_cells(document):
        for problem in document.problems:
            if _TAKEN_BACK.search(problem.reason):
                continue
            blank = _is_blank(document, problem)
            yield Hit(span=problem.span, note=_CELL.format(problem.reason), persona="pedantic" if blank else None)


_NOTEBOOK = (
    "Jupyter cannot open the file, and only its raw text was scanned. Look for a merge conflict, a download that broke "
    "off, or a script with the wrong name, and restore the notebook."
)
_CELL = (
    "This cell is no Python 3 ({}), so it cannot run as it stands, and the statement was not scanned. Mend it, or "
    "make it a raw cell."
)


def _is_of_cells(document: PythonDocument) -> bool:
    """Whether this is the code of cells; a block in a Markdown cell only shows some."""
    fragment = document.fragment
    return "documentation" not in fragment.traits and any(part.cell for part in fragment.parts)


def _is_blank(document: PythonDocument, problem: Problem) -> bool:
    """Whether the line looks like a blank of an exercise, or follows one, or stands in a bracket that a blank left."""
    text = document.fragment.text
    offset = document.fragment.map.offset(problem.span.start)
    start = text.rfind("\n", 0, _open_bracket(document, offset)) + 1
    previous = text.rfind("\n", 0, max(start - 1, 0)) + 1
    end = text.find("\n", offset)
    lines = text[previous : end if end != -1 else len(text)].split("\n")
    return bool(_EMPTY_BODY.search(problem.reason)) or any(_BLANK.search(line.rstrip()) for line in lines)


def _open_bracket(document: PythonDocument, offset: int) -> int:
    """Where the innermost bracket stands that is open at the offset; the offset if none is."""
    first = max((part.start for part in document.fragment.parts if part.start <= offset), default=0)
    opened: list[int] = []
    for match in _BRACKET.finditer(document.fragment.text, first, offset):
        if match[0] in "([{":
            opened.append(match.start())
        elif match[0] in ")]}" and opened:
            opened.pop()
    return opened[-1] if opened else offset
