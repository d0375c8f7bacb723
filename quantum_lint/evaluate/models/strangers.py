"""Functions of which nothing is known, not even the package: one that is given a circuit may add to it."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from quantum_lint.evaluate.models.live import UNKNOWN, Live, Quality
from quantum_lint.evaluate.values import Instance, Reference, Value, options

if TYPE_CHECKING:
    from quantum_lint.evaluate.calls import Call
    from quantum_lint.evaluate.machine import Machine

#: Packages that change no circuit they are given, with all that is called after them (`qiskit_aer`).
_KNOWN = frozenset(("qiskit", "cirq", "braket", "pennylane", "numpy", "scipy", "IPython", "matplotlib", "networkx"))
#: What names say that look at a circuit, keep it or run it: graders and plots are not always installed.
_LOOKING = re.compile(
    r"_*(analy[sz]e|append|assert|check|compare|compile|count|describe|dis|display|draw|dump|estimate|eval|evaluate|ex|"
    r"execute|export|get|grade|grader|info|inspect|is|job|latex|log|plot|present|print|prepare_and_run|"
    r"report|run|sample|save|send|show|sim|simulate|submit|summary|test|transpile|validate|verify|view|visuali[sz]e|"
    r"write)(_|\d|$|(?=[A-Z]))"
)


def suspect(machine: Machine, call: Call, given: Iterable[Live]) -> None:
    """Make the circuits unknown that a call was given whose result nobody keeps."""
    method = call.receiver is not None and not isinstance(call.receiver, Reference)
    if method or not call.statement or not _is_strange(machine, call.callee):
        return
    name = call.callee.rpartition(".")[2]
    for live in given:
        live.spoil(machine, Quality(UNKNOWN, f"`{name}` is not found, and may change it"))


def may_record(machine: Machine, call: Call) -> bool:
    """Whether a call whose result nobody keeps may do what the function that makes it does: add to a circuit."""
    if not call.statement:
        return False
    unknown = call.callee.startswith("?") and _LOOKING.match(call.callee.rpartition(".")[2]) is None
    return unknown or _is_strange(machine, call.callee)


def makers(machine: Machine, value: Value) -> Iterator[str]:
    """The functions of which nothing is known that may have made a value; what they did besides is not known."""
    for option in options(value):
        if isinstance(option, Instance) and option.maker and _is_strange(machine, option.maker):
            yield option.maker


def _is_strange(machine: Machine, callee: str) -> bool:
    top, _, rest = callee.partition(".")
    if top == "?":
        named = isinstance(machine.site.func, ast.Name)
    else:
        known = top.partition("_")[0] in _KNOWN or top in sys.stdlib_module_names or machine.sdk.knows(top)
        named = bool(rest) and not known
    return named and _LOOKING.match(callee.rpartition(".")[2]) is None
