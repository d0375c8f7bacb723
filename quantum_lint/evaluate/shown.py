"""What a program shows to a reader: by printing, logging, exceptions, files, and as the last expression of a cell."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from quantum_lint.evaluate.positions import Where
from quantum_lint.evaluate.values import DictValue, Instance, ListValue, Reference, Text, Value, options, qualified

if TYPE_CHECKING:
    from quantum_lint.evaluate.calls import Argument, Call, Evaluation
    from quantum_lint.evaluate.positions import Source
    from quantum_lint.model.span import Span

_LEVELS = r"(?:debug|info|warning|warn|error|critical|fatal|exception|log)"
_PRINTERS = re.compile(
    r"(?:builtins\.)?print|(?:\?\.)?display|pprint\.(?:pprint|pp)|IPython\.display\.display|sys\.std(?:out|err)\.write|"
    r"rich\.(?:print|print_json|inspect|pretty\.pprint|console\.Console\.(?:print|log))|(?:click|typer)\.s?echo|"
    r"tqdm\.(?:\w+\.)*write|streamlit\.(?:write|text|code|json|markdown)|warnings\.warn|"
    rf"(?:\w+\.)*logging(?:\.getLogger)?\.{_LEVELS}|(?:\w+\.)*_?log(?:ger)?\.{_LEVELS}|structlog\.get_logger\.{_LEVELS}"
)
_EXCEPTIONS = re.compile(r"(?:\w+\.)*[A-Z]\w*(?:Error|Exception)")
_WRITERS = re.compile(
    r"(?:io\.|pathlib\.Path\.|\w+\.)?open\.write(?:lines)?|pathlib\.Path\.write_text|csv\.writer\.writerows?|"
    r"(?:json|yaml|pickle|dill|joblib|toml|tomli_w)\.(?:safe_)?dump"
)
#: Calls whose result holds all of what they were given.
_WRAPPERS = re.compile(
    r"str|repr|dict|list|tuple|sorted|vars|format|str\.format|pprint\.pformat|(?:json|toml|pickle)\.dumps|"
    r"yaml\.(?:safe_)?dump|dataclasses\.asdict|IPython\.display\.[A-Z]\w+|base64\.\w+encode|urllib\.parse\.quote"
)
_DEEPEST = 8


class Shown(NamedTuple):
    """A value that is shown: how (`printed`, `put into an exception's text`, ...) and where.

    `whole` says that the expression there is nothing but this value. What a notebook shows of itself is `bare`, and
    shown by no `call`.
    """

    value: Value
    how: str
    where: Where
    whole: bool
    bare: bool = False
    call: Call | None = None

    @property
    def span(self) -> Span:
        """The bytes of the expression: to know them, all code of a notebook is found in its file."""
        return self.where.span

    @property
    def source(self) -> str:
        """The expression."""
        return self.where.text


def shown(evaluation: Evaluation, cells: Sequence[Source] = ()) -> Iterator[Shown]:
    """Every value that the program shows, with those it is made of; `cells` are those of a notebook."""
    for call in evaluation.calls:
        how = way(call)
        if how:
            for argument in call.arguments:
                for value in held(argument.value):
                    whole = value is argument.value and _is_written(argument, call)
                    yield Shown(value, how, argument.where, whole, call=call)
    yield from _last_expressions(evaluation, cells)


def _is_written(argument: Argument, call: Call) -> bool:
    """Whether the argument stands in the call as it is, not unpacked from something by `*` or `**`."""
    node, written = argument.where.node, call.where.node
    if isinstance(node, ast.Starred):
        return False
    keywords = getattr(written, "keywords", ())
    return node in getattr(written, "args", ()) or any(each.value is node and each.arg for each in keywords)


def held(value: Value, depth: int = 0) -> Iterator[Value]:
    """The value and everything that its text would hold."""
    if depth > _DEEPEST:
        return
    for option in options(value):
        yield option
        for inner in _inside(option):
            yield from held(inner, depth + 1)


def way(call: Call) -> str | None:
    """How the call shows what it is given; None when it does not."""
    name = call.callee_where.text if call.callee.startswith("?.") else call.callee
    if _PRINTERS.fullmatch(name):
        return "printed"
    if _EXCEPTIONS.fullmatch(name):
        return "put into an exception's text"
    return "written to a file" if _WRITERS.fullmatch(name) else None


def _inside(value: Value) -> tuple[Value, ...]:
    if isinstance(value, Text):
        return value.pieces
    if isinstance(value, ListValue):
        return value.items
    if isinstance(value, DictValue):
        return tuple(each for pair in value.items for each in pair)
    if isinstance(value, Instance) and _WRAPPERS.fullmatch(value.callee):
        return tuple(argument.value for argument in value.arguments if not _names(value.callee, argument.value))
    return ()


def _names(callee: str, value: Value) -> bool:
    """Whether a list of the value, a mapping from elsewhere, holds only the names of what is in it."""
    whole = isinstance(value, (Instance, Reference)) and not (qualified(value) or "").endswith((".items", ".values"))
    return whole and callee in ("list", "tuple", "sorted")


def _last_expressions(evaluation: Evaluation, cells: Sequence[Source]) -> Iterator[Shown]:
    """What a notebook shows below a cell: the value of a last line that is an expression without a semicolon."""
    values = {call.where.node: call.result for call in evaluation.calls}
    values.update((each.where.node, each.value) for each in evaluation.expressions)
    for cell in cells:
        last = cell.body[-1] if cell.body else None
        value = values.get(last.value) if isinstance(last, ast.Expr) else None
        if last is None or value is None:
            continue
        end = cell.positions.characters(last)[1]
        if not cell.positions.fragment.text[end : end + 20].lstrip().startswith(";"):
            where = Where(cell.positions, last.value)  # type: ignore[attr-defined]
            for each in held(value):
                yield Shown(each, "shown as the cell's result", where, each is value, bare=True)
