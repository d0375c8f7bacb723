"""Uses of what the declared version of an SDK no longer has, in Python code."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from quantum_lint.evaluate.calls import Argument, Call
from quantum_lint.evaluate.positions import Positions
from quantum_lint.evaluate.tables import tables_of
from quantum_lint.evaluate.values import Known, options
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.lines import lines_with
from quantum_lint.match.outside_names import MISSING_ATTRIBUTE, OutsideName, outside_names, unguarded
from quantum_lint.model import lazy
from quantum_lint.model.callee import tail
from quantum_lint.model.rule import WORD
from quantum_lint.parse.declared import Declaration
from quantum_lint.parse.python import PythonDocument
from quantum_lint.parse.ranges import Range, range_of
from quantum_lint.parse.version import version_of
from quantum_lint.removals import Family, Removal, by_word, families

_WORDS = lazy.pattern(WORD)
#: Names that follow a dot and are called, and names that something is given to.
_CALLED = lazy.pattern(rf"\.\s*({WORD})[ \t]*\(")
_GIVEN = lazy.pattern(rf"({WORD})\s*=(?!=)")
#: What may stand between two names of a module.
_BETWEEN = r"[ \t]*(?:\\\r?\n[ \t]*)?\.[ \t]*(?:\\\r?\n[ \t]*)?"


class Use(NamedTuple):
    """A use of something removed. `start` to `end` are the characters of the fragment's text that name it.

    `certain` is False where the declared range also allows versions that still have it. `name` is set for imports and
    names read off a module, `call` and `argument` for calls.
    """

    family: Family
    removal: Removal
    declared: Declaration
    certain: bool
    start: int
    end: int
    name: OutsideName | None = None
    call: Call | None = None
    argument: Argument | None = None


class _Gone(NamedTuple):
    """What the declared versions no longer have: what says so, and whether it is certain."""

    family: Family
    known: Mapping[Removal, tuple[Declaration, bool]]


def removed_uses(document: PythonDocument, knowledge: Knowledge) -> Iterator[Use]:
    """Every use of something that the declared version of its SDK no longer has."""
    words = frozenset(_WORDS.findall(document.fragment.text))
    for family in families():
        if not words.isdisjoint(family.roots):
            gone = _gone(document, family, words)
            if gone is not None:
                yield from _uses(document, gone, knowledge)


def _gone(document: PythonDocument, family: Family, words: frozenset[str]) -> _Gone | None:
    """What of the family the text may name and the versions declared for it lack; None for nothing."""
    if document.provides(family.roots):
        return None
    declared = document.declared(frozenset(family.packages))
    if not declared or not all(each.specifier for each in declared):
        return None
    named = (removal for word, each in by_word(family.name).items() if word in words for removal in each)
    lacking = {removal: _lacks(declared, removal, family) for removal in named}
    known = {removal: found for removal, found in lacking.items() if found is not None}
    return _Gone(family, known) if known else None


def _lacks(declared: Sequence[Declaration], removal: Removal, family: Family) -> tuple[Declaration, bool] | None:
    """A declaration, and whether every version allowed lacks it; if only the newest does, the one that says so."""
    verdicts = [(each, _lacked(each.package, each.specifier, removal, family.ended)) for each in declared]
    if any(lacked is None for _, lacked in verdicts):
        return None
    return next(((each, False) for each, lacked in verdicts if not lacked), (verdicts[0][0], True))


@lru_cache(maxsize=4096)
def _lacked(package: str, specifier: str, removal: Removal, ended: tuple[tuple[str, str], ...]) -> bool | None:
    """Whether all the versions of a package lack it; False if only the newest one does, None if not even that."""
    allowed, version = range_of(specifier), version_of(removal.version_for(package))
    last = version_of(dict(ended).get(package, ""))
    if allowed is None or version is None or (last is not None and last < version):
        return None
    since = Range(lower=version)
    if since.covers(allowed):
        return True
    return False if since.holds_newest(allowed) else None


def _uses(document: PythonDocument, gone: _Gone, knowledge: Knowledge) -> Iterator[Use]:
    """The uses, those of names first."""
    names = {removal.name: removal for removal in gone.known if removal.kind == "name"}
    if names:
        yield from _uses_of_names(document, gone, names)
    calls = _told(document, [removal for removal in gone.known if removal.kind != "name"], knowledge)
    if calls:
        yield from _uses_in_calls(document, gone, calls, knowledge)


def _told(document: PythonDocument, removals: list[Removal], knowledge: Knowledge) -> list[Removal]:
    """Those of the methods and arguments that the text may use, since following its values takes the most time."""
    if not removals:
        return []
    text = document.fragment.text
    called, given_names = frozenset(_CALLED.findall(text)), frozenset(_GIVEN.findall(text))
    words = frozenset(_WORDS.findall(text))
    told = [
        removal
        for removal in removals
        if (removal.word in called if removal.kind == "method" else _may_be_given(removal, given_names, words))
    ]
    if not told or document.uses_tree(knowledge):
        return told
    made = tables_of(knowledge).makeable(words)
    return [removal for removal in told if tail(removal.name)[0] in made]


def _may_be_given(removal: Removal, given_names: frozenset[str], words: frozenset[str]) -> bool:
    """An argument is named where it is given, unless it has a position or comes from a dictionary; so is the call."""
    named = removal.argument in given_names or removal.position is not None
    return (
        named
        and removal.name.rpartition(".")[2] in words
        and (not removal.values or not words.isdisjoint(removal.values))
    )


def _uses_of_names(document: PythonDocument, gone: _Gone, names: Mapping[str, Removal]) -> Iterator[Use]:
    seen: set[ast.AST] = set()
    wanted = frozenset(removal.word for removal in names.values())
    for name in outside_names(document, gone.family.roots, wanted):
        removal = _longest(name.qualified, names)
        if removal is None or (name.imported and len(removal.name) <= len(name.imported)):
            continue
        if name.statement is None and removal.name != name.qualified:
            continue
        place = _place(name, removal)
        if place[2] not in seen:
            seen.update(_chain(place[2]))
            yield _use(gone, removal, place[0], place[1], name=name)


def _chain(node: ast.AST) -> Iterator[ast.AST]:
    """The node, and of a chain of attributes all that it starts with."""
    yield node
    while isinstance(node, ast.Attribute):
        node = node.value
        yield node


def _longest(qualified: str, names: Mapping[str, Removal]) -> Removal | None:
    """The removal of the name, or of the module that it is in."""
    while qualified:
        if qualified in names:
            return names[qualified]
        qualified = qualified.rpartition(".")[0]
    return None


def _place(name: OutsideName, removal: Removal) -> tuple[int, int, ast.AST]:
    """The characters to point at and the node they belong to: of a module that is gone, once for the statement."""
    statement = name.statement
    if isinstance(statement, ast.ImportFrom) and len(removal.name) <= len(statement.module or ""):
        return (*_module_of(name.positions, statement), statement)
    return (*name.positions.characters(name.node), name.node)


def _module_of(positions: Positions, statement: ast.ImportFrom) -> tuple[int, int]:
    """The characters of the module that a statement imports from; they may go on over a line that a backslash ends."""
    start, end = positions.characters(statement)
    written = _BETWEEN.join(re.escape(each) for each in (statement.module or "").split("."))
    found = re.compile(written).search(positions.fragment.text, start + len("from"), end)
    return found.span() if found else (start, end)


def _uses_in_calls(
    document: PythonDocument, gone: _Gone, removals: Iterable[Removal], knowledge: Knowledge
) -> Iterator[Use]:
    """Methods and arguments, where all that the call may be a call of has lost them."""
    index: dict[tuple[str, ...], list[Removal]] = defaultdict(list)
    for removal in removals:
        index[_key(removal.name)].append(removal)
    sites: dict[ast.AST, list[Call]] = defaultdict(list)
    for call in document.evaluation(knowledge).calls:
        if not call.callee.endswith(".__enter__"):
            sites[call.where.node].append(call)
    lost = [(node, calls[0], found) for node, calls in sites.items() if (found := _all_lost(calls, index))]
    open_nodes = _open_calls(document, [node for node, _, _ in lost], index) if lost else set()
    for node, call, found in lost:
        if node in open_nodes and not call.context.dead:
            yield from (_call_use(gone, call, removal) for removal in found)


def _all_lost(calls: Iterable[Call], index: Mapping[tuple[str, ...], list[Removal]]) -> list[Removal]:
    """What the first of the calls has lost, where each of them has lost something."""
    found = [_lost(call, index) for call in calls]
    return found[0] if all(found) else []


def _open_calls(
    document: PythonDocument, nodes: Iterable[ast.AST], index: Mapping[tuple[str, ...], list[Removal]]
) -> set[ast.AST]:
    """The calls on the lines of these nodes, and of the words of these removals, that nothing guards."""
    own = {node.lineno for node in nodes if isinstance(node, ast.Call)}
    words = frozenset(removal.word for removals in index.values() for removal in removals)
    mentioned = {source.positions: lines for source, lines in lines_with(document, words)}
    found: set[ast.AST] = set()
    for source in document.sources:
        lines = sorted(own.union(mentioned.get(source.positions, ())))
        inside = unguarded(source.body, MISSING_ATTRIBUTE, lines)
        found.update(node for node in inside if isinstance(node, ast.Call))
    return found


def _key(name: str) -> tuple[str, ...]:
    """The top-level package and what stays the same of the name wherever it is imported from."""
    return (name.partition(".")[0], *tail(name))


def _lost(call: Call, index: Mapping[tuple[str, ...], list[Removal]]) -> list[Removal]:
    """What the call no longer finds: the method, or arguments."""
    key = _key(call.callee)
    known = [*index.get(key, ()), *(index.get((*key[:2], "*", key[3]), ()) if len(key) == 4 else ())]
    return [removal for removal in known if removal.kind == "method" or given(call, removal) is not None]


def given(call: Call, removal: Removal) -> Argument | None:
    """The argument that the call no longer takes, or that it no longer takes with this value."""
    argument = call.argument(removal.argument, removal.position)
    if argument is None or not removal.values:
        return argument
    values = options(argument.value)
    return argument if all(isinstance(each, Known) and each.value in removal.values for each in values) else None


def _call_use(gone: _Gone, call: Call, removal: Removal) -> Use:
    positions: Positions = call.where.positions
    argument = given(call, removal) if removal.kind == "argument" else None
    node = call.where.node
    if argument is not None:
        keyword = keyword_of(call, removal.argument)
        start, end = positions.characters(keyword or argument.where.node)
        return _use(gone, removal, start, end, call=call, argument=argument)
    start, end = positions.characters(call.callee_where.node)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        start = end - len(node.func.attr)
    return _use(gone, removal, start, end, call=call)


def keyword_of(call: Call, name: str) -> ast.keyword | None:
    """The argument as the call itself names it."""
    node = call.where.node
    keywords = node.keywords if isinstance(node, ast.Call) else []
    return next((keyword for keyword in keywords if keyword.arg == name), None)


def _use(
    gone: _Gone,
    removal: Removal,
    start: int,
    end: int,
    *,
    name: OutsideName | None = None,
    call: Call | None = None,
    argument: Argument | None = None,
) -> Use:
    return Use(gone.family, removal, *gone.known[removal], start, end, name, call, argument)
