"""Circuits, results and downloads read in a way that lets them run code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quantum_lint.evaluate.calls import Argument, Call, Evaluation
from quantum_lint.evaluate.tables import Tables, tables_of
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.hardware_jobs import uses_sdk
from quantum_lint.match.loaders import LOADERS, Loader, is_unsafe
from quantum_lint.match.provenance import is_own, named_by, outside, paths
from quantum_lint.model import lazy
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Confidence, Options
from quantum_lint.parse.python import PythonDocument

_SUBJECT = lazy.pattern(
    r"circuit|result|counts|backend|job|ansatz|hamiltonian|noise|calibration|qubit|quantum", re.IGNORECASE
)
_AT_HAND = ("a file", "the data that it is given")
#: What people give the names of files by.
_NAMING = ("the command line", "an environment variable")
_FROM_AFAR = ("network", "download", "types", "command line", "job")


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every such load of something that this file did not write itself."""
    evaluation = document.evaluation(knowledge)
    tables = tables_of(knowledge)
    quantum = uses_sdk(evaluation, knowledge)
    test = "test" in document.fragment.traits
    for call in evaluation.calls_to(*LOADERS):
        loader = LOADERS[call.callee]
        given = call.arguments[0] if call.arguments else None
        if given is None or not is_unsafe(call, loader) or is_own(given, evaluation, tables):
            continue
        source = _source(call, given, tables)
        if source in _AT_HAND and (test or (_takes_data(call) and _dumps(evaluation, call))):
            continue
        if quantum or _is_afar(source) or _names_subject(given):
            yield Hit(
                span=call.span,
                note=f"`{call.callee}` runs whatever code {source} holds, with this account's credentials at hand."
                f" {loader.instead}",
                confidence=_confidence(call, loader),
            )


def _source(call: Call, given: Argument, tables: Tables) -> str:
    """What the code is in. Something known of the path itself is about its name."""
    source = outside(given.value, tables)
    if _takes_data(call):
        return source or "the data that it is given"
    named = source if source in _NAMING else named_by(given.value, tables)
    return f"a file that {named} names" if named in _NAMING else source or "a file"


def _is_afar(source: str) -> bool:
    """Whether somebody else made it, whatever it is; a file that somebody names may be of this machine."""
    return not source.startswith("a file") and any(word in source for word in _FROM_AFAR)


def _takes_data(call: Call) -> bool:
    """Whether the function is given the bytes themselves and no file."""
    return call.callee.endswith(("loads", "decode"))


def _dumps(evaluation: Evaluation, call: Call) -> bool:
    """Whether the file makes such bytes too, to hand them to a process of its own or to copy an object."""
    return any(evaluation.calls_to(call.callee.replace("load", "dump")))


def _confidence(call: Call, loader: Loader) -> Confidence | None:
    """Newer versions of torch load weights only unless told otherwise, and the version is not known here."""
    return "medium" if loader.flag and call.argument(loader.flag) is None else None


def _names_subject(given: Argument) -> bool:
    return any(_SUBJECT.search(path) for path in paths(given))
