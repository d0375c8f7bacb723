"""A fix that takes variables out of the `env` of a workflow or a job and gives them to the steps that need them.

Whole lines are moved, with the comments behind them. Where that would lose anything else, there is no fix.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from quantum_lint.model import lazy
from quantum_lint.model.hit import Edit, Fix
from quantum_lint.parse.workflow import WorkflowDocument
from quantum_lint.parse.workflow_node import Step
from quantum_lint.parse.yaml_node import Mapping, Scalar

_INDENT = "  "
#: What is left of an `env` that nothing stands in any more.
_SHELL = lazy.pattern(r"\s*(?:env\s*:)?[\s{},]*")
_REMARK = lazy.pattern(r"[ \t]*(#[^\r\n]*)?")


class Move(NamedTuple):
    """The `names` go from the `env` of `owner`, a workflow or a job, to each of the steps."""

    owner: Mapping
    names: frozenset[str]
    steps: Sequence[Step]


class _Variable(NamedTuple):
    """A variable as it is written: its characters, those of the comment behind it, and how it looks in braces."""

    name: str
    place: tuple[int, int]
    remark: tuple[int, int]
    braced: str


def moving(document: WorkflowDocument, moves: Iterable[Move]) -> Fix | None:
    """The fix; None where one of the moves cannot be made."""
    edits: list[Edit] = []
    for move in moves:
        made = _made(document, move)
        if not made:
            return None
        edits += made
    return Fix("Give it to the steps that need it", tuple(edits), "unsafe") if edits else None


def _made(document: WorkflowDocument, move: Move) -> list[Edit]:
    """The edits of one move; none where it cannot be made."""
    variables = _variables(document, move)
    edits = _removed(document, move, variables)
    for step in move.steps if edits else ():
        own = {each.name for each in step.environment}
        missing = [each for each in variables if each.name not in own]
        added = _added(document, step, missing) if missing else None
        if missing and (added is None or added in edits):
            return []
        edits += [added] if added else []
    return edits if move.steps else []


def _variables(document: WorkflowDocument, move: Move) -> list[_Variable]:
    """The variables of the move that are written there, come from the host, and are read by nothing but programs."""
    table = move.owner.mapping("env")
    pairs = [(key, value) for key, value in table.own() if key.value in move.names] if table else []
    return [
        _variable(document, key, value)
        for key, value in pairs
        if isinstance(value, Scalar) and _stored(value) and f"env.{key.value}" not in document.text
    ]


def _stored(value: Scalar) -> bool:
    """Whether the value is kept by the host: what is written out may be a credential, which no report may show."""
    return value.value.startswith("${{") and value.value.endswith("}}")


def _variable(document: WorkflowDocument, key: Scalar, value: Scalar) -> _Variable:
    text = document.text
    written = text[value.start : value.end]
    remark = _REMARK.match(text, value.end)
    place = remark.span(1) if remark and remark[1] else (value.end, value.end)
    quoted = written if value.style else f'"{written}"'
    return _Variable(key.value, (key.start, value.end), place, f"{key.value}: {quoted}")


def _removed(document: WorkflowDocument, move: Move, variables: Sequence[_Variable]) -> list[Edit]:
    """The edits that take the lines out, with the whole `env` where it holds nothing else; none if more would go."""
    pair = move.owner.pair("env")
    if pair is None or not isinstance(pair[1], Mapping) or len(variables) != len(move.names):
        return []
    places = [_lines(document.text, *each.place) for each in variables]
    if len(pair[1].written) == len(variables):
        places = [(_lines(document.text, pair[0].start, pair[0].end)[0], places[-1][1])]
    lost = any(_SHELL.fullmatch(_rest(document.text, place, variables)) is None for place in places)
    return [] if lost else [Edit(document.span(*place), "") for place in places]


def _lines(text: str, start: int, end: int) -> tuple[int, int]:
    """The whole lines that characters stand on."""
    return text.rfind("\n", 0, start) + 1, text.find("\n", end) + 1 or len(text)


def _rest(text: str, place: tuple[int, int], variables: Iterable[_Variable]) -> str:
    """The text of a place without the variables and their comments."""
    gone = {at for each in variables for span in (each.place, each.remark) for at in range(*span)}
    return "".join(text[at] for at in range(*place) if at not in gone)


def _added(document: WorkflowDocument, step: Step, variables: Sequence[_Variable]) -> Edit | None:
    """The variables in the `env` of a step, or in a new one before what it runs."""
    own = step.node.pair("env")
    if own is None:
        return _new(document, step, variables)
    table = own[1] if isinstance(own[1], Mapping) else None
    first = next(iter(table.own()), None) if table else None
    if table is None or first is None or not step.node.start <= first[0].start < step.node.end:
        return None
    at = first[0].start
    if _braced(document, table):
        return _insert(document, at, "".join(f"{each.braced}, " for each in variables))
    margin = document.newline + " " * document.column(at)
    return _insert(document, at, "".join(_line(document, each) + margin for each in variables))


def _new(document: WorkflowDocument, step: Step, variables: Sequence[_Variable]) -> Edit | None:
    run = step.node.pair("run") or step.node.pair("uses")
    if run is None or not step.node.start <= run[0].start < step.node.end:
        return None
    at = run[0].start
    if _braced(document, step.node):
        return _insert(document, at, f"env: {{{', '.join(each.braced for each in variables)}}}, ")
    margin = document.newline + " " * document.column(at)
    lines = "".join(f"{margin}{_INDENT}{_line(document, each)}" for each in variables)
    return _insert(document, at, f"env:{lines}{margin}")


def _line(document: WorkflowDocument, variable: _Variable) -> str:
    return document.text[variable.place[0] : max(variable.place[1], variable.remark[1])]


def _braced(document: WorkflowDocument, node: Mapping) -> bool:
    return document.text[node.start : node.start + 1] == "{"


def _insert(document: WorkflowDocument, at: int, text: str) -> Edit:
    return Edit(document.span(at, at), text)
