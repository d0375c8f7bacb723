r"""The verb `call`: calls in Python by qualified name, with conditions on an argument and on where the call stands.

```toml
[match]
call     = ["qiskit.transpile", "*.save_account"]   # qualified names; `*` stands for any characters
argument = "seed_transpiler"    # optional: the argument that the conditions are about
position = 3                    # optional: where it stands when it is given without its name
given    = false                # optional: only calls with (true) or surely without (false) the argument
equals   = [0, "none"]          # optional: only if the argument is one of these constants
value    = '^http:'             # optional, RE2 syntax: only if a constant text of the argument matches
above    = 1000                 # optional: only if a constant number of the argument is larger
inside   = ["loop"]             # optional: only in one of `loop`, `handler`, `with`, `function`, `module`
outside  = ["with"]             # optional: in none of these
add      = "seed_transpiler=1"  # optional: what an unsafe fix adds to the arguments
note     = "{callee} has no {argument}"
```

In the note `{callee}` stands for the qualified name, `{name}` for its last part, `{argument}` and `{value}` for
the argument and the constant that met the conditions. A condition on a value holds only for constants.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from quantum_lint.evaluate.calls import CALLBACK, Call, Context
from quantum_lint.evaluate.values import Known, constants
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.expression import compile_expression
from quantum_lint.match.table import Check, last_names, note_of, values_of
from quantum_lint.model.hit import Edit, Fix, Hit
from quantum_lint.model.rule import Options
from quantum_lint.model.span import Span
from quantum_lint.parse.python import PythonDocument

_CONDITIONS = ("equals", "value", "above")
_PLACES: Mapping[str, Callable[[Context], bool]] = {
    "loop": lambda context: any(loop.kind != CALLBACK for loop in context.loops),
    "handler": lambda context: bool(context.handlers),
    "with": lambda context: bool(context.withs),
    "function": lambda context: context.function is not None,
    "module": lambda context: context.function is None,
}


def words(table: Mapping[str, Any], knowledge: Knowledge) -> tuple[str, ...] | None:
    """The last name of each callee; None where one ends in a pattern."""
    return last_names(values_of(table["call"]))


def compile(table: Mapping[str, Any]) -> Check:
    """The check that yields a hit for every call that meets the conditions."""
    expression = compile_expression(table["value"]) if "value" in table else None

    def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
        for call in document.evaluation(knowledge).calls_to(*values_of(table["call"])):
            if _stands(call.context, table):
                matched = _matched(call, table, expression)
                if matched is not None:
                    yield _hit(document, call, table, matched)

    return check


def _stands(context: Context, table: Mapping[str, Any]) -> bool:
    inside, outside = values_of(table.get("inside", ())), values_of(table.get("outside", ()))
    if inside and not any(_PLACES[place](context) for place in inside):
        return False
    return not any(_PLACES[place](context) for place in outside)


def _matched(call: Call, table: Mapping[str, Any], expression: Any) -> Known | None:
    """The constant that meets the conditions; a constant that says nothing where there are no conditions on one."""
    name = table.get("argument")
    if name is None:
        return Known("")
    given = call.argument(name, table.get("position"))
    if given is None:
        return Known("") if table.get("given") is False and call.complete() else None
    if table.get("given") is False:
        return None
    if not any(condition in table for condition in _CONDITIONS):
        return Known("")
    return next((known for known in constants(given.value) if _meets(known.value, table, expression)), None)


def _meets(value: object, table: Mapping[str, Any], expression: Any) -> bool:
    if "equals" in table and not any(type(value) is type(one) and value == one for one in values_of(table["equals"])):
        return False
    if expression is not None and not (isinstance(value, str) and expression.search(value)):
        return False
    if "above" not in table:
        return True
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value > table["above"]


def _hit(document: PythonDocument, call: Call, table: Mapping[str, Any], matched: Known) -> Hit:
    shown = {
        "callee": call.callee,
        "name": call.callee.rpartition(".")[2],
        "argument": table.get("argument", ""),
        "value": matched.value,
    }
    return Hit(
        span=call.span,
        note=note_of(table, shown),
        fix=addition(document, call, table["add"]) if "add" in table else None,
    )


def addition(document: PythonDocument, call: Call, text: str) -> Fix:
    """The fix that puts an argument before the closing parenthesis, after a comma that may be there already."""
    _, end = call.where.positions.characters(call.where.node)
    source = document.fragment.text
    last = end - 1
    while last > 0 and source[last - 1].isspace():
        last -= 1
    separator = "" if source[last - 1] == "(" else (" " if source[last - 1] == "," else ", ")
    at = document.span(last - 1, last).end
    return Fix(f"Add {text}", (Edit(Span(at, at), separator + text),), "unsafe")
