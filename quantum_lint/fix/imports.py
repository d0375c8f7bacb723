"""Where a Python file takes an import that a fix needs: one line, in the place an import sorter would give it.

libcst reads the code, because it knows what ast does not: which comments and blank lines belong to which statement.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from quantum_lint import parse
from quantum_lint.model.file import File
from quantum_lint.model.fragment import Fragment, Part
from quantum_lint.model.hit import Edit, Fix
from quantum_lint.model.span import Span

if TYPE_CHECKING:
    import libcst

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


class _Statement(NamedTuple):
    """A top-level statement. `first` is the line of the comments right above it, `following` the line after it.

    `module` is the root of what it imports (empty: nothing), `plain` tells `import x` from `from x import y`. `parted`
    says that a blank line stands before it, or nothing, `block` that it is a function or a class, and `early` that
    nothing may stand before it: the docstring and imports from `__future__`.
    """

    first: int
    following: int
    module: str
    plain: bool
    parted: bool
    block: bool
    early: bool


def import_edits(data: bytes, language: str, fixes: Iterable[Fix]) -> tuple[Edit, ...]:
    """The edits that import what the fixes need, once for each piece of code. Raises LookupError: there is no place."""
    wanted: dict[tuple[int, str], Fix] = {}
    python = [piece for piece in parse.fragments(File("", language, data)) if piece.language == "python"]
    for fix in sorted(fixes, key=_start):
        home = _home(python, _start(fix))
        for module in fix.imports:
            wanted.setdefault((home, module), fix)
    return tuple(_import(python[home], _start(fix), module, data) for (home, module), fix in wanted.items())


def _start(fix: Fix) -> int:
    return min(edit.span.start for edit in fix.edits)


def _home(pieces: Sequence[Fragment], byte: int) -> int:
    """The piece of code that holds the byte."""
    for number, piece in enumerate(pieces):
        if any(_covers(piece.span(part.start, part.end), byte) for part in piece.parts):
            return number
    raise LookupError("no code")


def _covers(span: Span, byte: int) -> bool:
    return span.start <= byte <= span.end


def _import(piece: Fragment, byte: int, module: str, data: bytes) -> Edit:
    """The import for what stands at the byte: in the first cell that imports anything, or else where it is needed."""
    offset = piece.map.offset(byte)
    own = piece.part_at(offset)
    for part in piece.parts:
        if part.start < own.start and not data.startswith(b"%%", piece.map.start(part.start)):
            found = _beside_imports(piece, part, part.end, module)
            if found:
                return found
    return _beside_imports(piece, own, offset, module) or _on_top(piece, own, module)


def _beside_imports(piece: Fragment, part: Part, offset: int, module: str) -> Edit | None:
    """With the imports of the part that stand before the character; None where there are none."""
    lines = len(_LINES.findall(piece.text, part.start, offset))
    known = [each for each in _statements(piece, part) if each.first <= lines and not each.early]
    imports = [each for each in known if each.module]
    if not imports:
        return None
    standard = [each for each in imports if each.module in sys.stdlib_module_names]
    if not standard:
        return _edit(piece, part, imports[0].first, _apart(imports[0], module))
    group = list(_group(known, known.index(standard[0])))
    later = (each for each in group if not each.plain or each.module > module or each not in standard)
    place = next((each.first for each in later), group[-1].following)
    return _edit(piece, part, place, f"import {module}\n")


def _group(statements: Sequence[_Statement], start: int) -> Iterator[_Statement]:
    """The imports from one on that no blank line parts."""
    yield statements[start]
    yield from takewhile(lambda each: each.module and not each.parted, statements[start + 1 :])


def _on_top(piece: Fragment, part: Part, module: str) -> Edit:
    """Before the first statement that is neither the docstring nor about the future."""
    statements = _statements(piece, part)
    if not statements:
        raise LookupError("no statement")
    first = next((each for each in statements if not each.early), None)
    if first is None:
        return _edit(piece, part, statements[-1].following, f"\nimport {module}\n")
    return _edit(piece, part, first.first, _apart(first, module))


def _apart(following: _Statement, module: str) -> str:
    """The import with the blank lines that part it from what stands before it and from the statement below."""
    above, below = "" if following.parted else "\n", "\n\n" if following.block else "\n"
    return f"{above}import {module}\n{below}"


def _edit(piece: Fragment, part: Part, line: int, text: str) -> Edit:
    """The edit that inserts the text before a line of the part, or below its last one."""
    lines = _LINES.findall(piece.text, part.start, part.end)
    offset = part.start + sum(map(len, lines[: line - 1]))
    if offset >= part.end and lines and not lines[-1].endswith(("\n", "\r")):
        byte = piece.map.end(part.end)
        return Edit(Span(byte, byte), f"\n{text.rstrip()}")
    byte = piece.map.start(offset)
    return Edit(Span(byte, byte), text)


def _statements(piece: Fragment, part: Part) -> list[_Statement]:
    """The top-level statements of a part; none where it cannot be read."""
    import libcst
    from libcst.metadata import MetadataWrapper, PositionProvider

    try:
        wrapper = MetadataWrapper(libcst.parse_module(piece.text[part.start : part.end]), unsafe_skip_copy=True)
        places = wrapper.resolve(PositionProvider)
    except (libcst.ParserSyntaxError, RecursionError):
        return []
    found: list[_Statement] = []
    for node in wrapper.module.body:
        head = next(iter(getattr(node, "decorators", ())), node)
        lines = places[head].start.line, places[node].end.line + 1
        found.append(_statement(node, *lines, first=not found, early=all(each.early for each in found)))
    return found


def _statement(
    node: libcst.SimpleStatementLine | libcst.BaseCompoundStatement,
    line: int,
    following: int,
    *,
    first: bool,
    early: bool,
) -> _Statement:
    import libcst

    above = list(node.leading_lines)
    comments = sum(1 for _ in takewhile(lambda each: each.comment is not None, reversed(above)))
    small = node.body[0] if isinstance(node, libcst.SimpleStatementLine) else None
    module = _root(small)
    string = isinstance(small, libcst.Expr) and isinstance(
        small.value, (libcst.SimpleString, libcst.ConcatenatedString)
    )
    return _Statement(
        first=line - comments,
        following=following,
        module=module,
        plain=isinstance(small, libcst.Import),
        parted=first or comments < len(above),
        block=isinstance(node, (libcst.FunctionDef, libcst.ClassDef)),
        early=early and (string or module == "__future__"),
    )


def _root(small: libcst.BaseSmallStatement | None) -> str:
    """The root of what an import imports: `.` for one that is relative, empty for anything else."""
    import libcst

    if isinstance(small, libcst.Import):
        name: libcst.BaseExpression | None = small.names[0].name
    elif isinstance(small, libcst.ImportFrom):
        if small.relative:
            return "."
        name = small.module
    else:
        return ""
    while isinstance(name, libcst.Attribute):
        name = name.value
    return name.value if isinstance(name, libcst.Name) else ""
