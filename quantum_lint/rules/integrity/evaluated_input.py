"""Text from outside that is run as Python."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.evaluate.calls import Argument, Call
from quantum_lint.evaluate.tables import tables_of
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.provenance import is_own, is_whole, outside, path_of
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.python import PythonDocument

_RUNNERS = ("eval", "exec", "builtins.eval", "builtins.exec")


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every `eval` and `exec` of something that is not written in the program."""
    tables = tables_of(knowledge)
    evaluation = document.evaluation(knowledge)
    for call in evaluation.calls_to(*_RUNNERS):
        code = call.argument("source", 0)
        source = outside(code.value, tables) if code is not None else None
        if code is None or source is None:
            continue
        if source == "a file" and (_is_code(document, call, code) or is_own(code, evaluation, tables)):
            continue
        name = call.callee.rpartition(".")[2]
        yield Hit(
            span=call.span,
            note=f"`{name}` runs {source} as Python: whoever can write it has this account, its credentials and its"
            " hardware. Read data with `ast.literal_eval` or `json.loads`, and choose among functions by name.",
        )


def _is_code(document: PythonDocument, call: Call, code: Argument) -> bool:
    """Whether a file is code: a module by its name, all of a file that is run as it stands, or what a test reads."""
    path = path_of(code.value)
    runs = path is None and call.callee.endswith("exec") and is_whole(code.value)
    return runs or (path or "").endswith(".py") or "test" in document.fragment.traits
