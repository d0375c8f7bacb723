"""What to write in place of something removed, where that is mechanical."""

from __future__ import annotations

import ast

from quantum_lint.evaluate.calls import Argument, Call
from quantum_lint.evaluate.values import Known
from quantum_lint.match.outside_names import OutsideName, dotted
from quantum_lint.match.removed_interfaces import Use, keyword_of
from quantum_lint.model.hit import Edit, Fix
from quantum_lint.parse.python import PythonDocument
from quantum_lint.removals import Removal


def fix_of(document: PythonDocument, use: Use) -> Fix | None:
    """The fix that writes what replaces it; None where that takes thought."""
    removal = use.removal
    if use.call is not None and use.argument is not None:
        return _fixed_argument(document, use.call, use.argument, removal)
    if not removal.new:
        return None
    if use.name is None:
        return _fix(document, f"Rename it to {removal.new}", (use.start, use.end, removal.new))
    return _fixed_name(document, use, use.name)


def _fix(document: PythonDocument, title: str, *edits: tuple[int, int, str], imports: tuple[str, ...] = ()) -> Fix:
    made = tuple(Edit(document.span(start, end), text) for start, end, text in edits)
    return Fix(title, made, "unsafe", imports)


def _fixed_argument(document: PythonDocument, call: Call, argument: Argument, removal: Removal) -> Fix | None:
    keyword = keyword_of(call, removal.argument)
    if removal.values:
        return _fixed_value(document, argument, removal)
    if keyword is None:
        return None
    if removal.drop:
        return _dropped(document, call, keyword)
    if not removal.new or call.argument(removal.new) is not None:
        return None
    start, _ = call.where.positions.characters(keyword)
    return _fix(document, f"Call it {removal.new}", (start, start + len(removal.argument), removal.new))


def _fixed_value(document: PythonDocument, argument: Argument, removal: Removal) -> Fix | None:
    """The new value where the old one is a literal of this file."""
    value = argument.value
    literals = value.origins if isinstance(value, Known) and removal.new else ()
    if len(literals) != 1 or literals[0].end - literals[0].start != len(removal.values[0]):
        return None
    return Fix(f'Write "{removal.new}"', (Edit(literals[0], removal.new),), "unsafe")


def _dropped(document: PythonDocument, call: Call, keyword: ast.keyword) -> Fix | None:
    """The call without the argument, up to the next one or back to the last."""
    assert isinstance(call.where.node, ast.Call)
    positions = call.where.positions
    given = sorted(positions.characters(each) for each in (*call.where.node.args, *call.where.node.keywords))
    start, end = positions.characters(keyword)
    at = given.index((start, end))
    if at + 1 < len(given):
        end = given[at + 1][0]
    elif at:
        start = given[at - 1][1]
    return None if "#" in document.fragment.text[start:end] else _fix(document, "Leave it out", (start, end, ""))


def _fixed_name(document: PythonDocument, use: Use, name: OutsideName) -> Fix | None:
    removal, statement = use.removal, name.statement
    title = f"Take it from {removal.new.rpartition('.')[0] or removal.new}"
    if isinstance(statement, ast.ImportFrom):
        if use.end - use.start == len(statement.module or "") and len(removal.name) <= len(statement.module or ""):
            return _fix(document, title, (use.start, use.start + len(removal.name), removal.new))
        return _imported_apart(document, use, name, statement, title)
    if statement is not None:
        renamed = isinstance(name.node, ast.alias) and name.node.asname
        return _fix(document, title, (use.start, use.start + len(removal.name), removal.new)) if renamed else None
    if not name.imported or not isinstance(name.node, ast.Attribute):
        return None
    if removal.new.startswith(f"{name.imported}."):
        first = dotted(name.node).partition(".")[0]
        return _fix(document, title, (use.start, use.end, first + removal.new[len(name.imported) :]))
    module = removal.new.rpartition(".")[0] or removal.new
    return _fix(document, title, (use.start, use.end, removal.new), imports=(module,))


def _imported_apart(
    document: PythonDocument, use: Use, name: OutsideName, statement: ast.ImportFrom, title: str
) -> Fix | None:
    """The name in an import statement of its own, below the one it stood in, or in place of it."""
    assert isinstance(name.node, ast.alias)
    module, _, new = use.removal.new.rpartition(".")
    bound = name.node.asname or name.node.name
    text = f"from {module} import {new}" + (f" as {bound}" if bound != new else "")
    start, end = name.positions.characters(statement)
    if len(statement.names) == 1:
        whole = document.fragment.text[start:end]
        return None if "#" in whole else _fix(document, title, (start, end, text))
    taken = _taken(name, statement, document.fragment.text)
    place = _line_below(document.fragment.text, start, end)
    if taken is None or place is None:
        return None
    first, last = taken
    at, indent = place
    return _fix(document, title, (first, last, ""), (at, at, f"\n{indent}{text}"))


def _taken(name: OutsideName, statement: ast.ImportFrom, text: str) -> tuple[int, int] | None:
    """The characters to take out with one of several names."""
    places = [name.positions.characters(alias) for alias in statement.names]
    at = statement.names.index(name.node)  # type: ignore[arg-type]
    start, end = (places[at - 1][1], places[at][1]) if at else (places[0][0], places[1][0])
    return None if "#" in text[start:end] else (start, end)


def _line_below(text: str, start: int, end: int) -> tuple[int, str] | None:
    """Where the line of a statement ends, and its indentation; None where it shares its line with another."""
    indent = text[text.rfind("\n", 0, start) + 1 : start]
    line_end = min((at for at in (text.find("\n", end), text.find("\r", end)) if at >= 0), default=len(text))
    rest = text[end:line_end].strip()
    return None if indent.strip() or (rest and not rest.startswith("#")) else (line_end, indent)
