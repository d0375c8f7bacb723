"""Circuits, results and downloads read in a way that lets them run code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from quantum_lint.evaluate.calls import Argument, Call, Evaluation
from quantum_lint.evaluate.tables import tables_of
from quantum_lint.evaluate.values import constant
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.hardware_jobs import uses_sdk
from quantum_lint.match.provenance import is_own, outside, paths
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Confidence, Options
from quantum_lint.parse.python import PythonDocument


class Loader(NamedTuple):
    """A function that may run code of what it reads: always, or only if `flag` is `unsafe`; what to use instead."""

    instead: str
    flag: str = ""
    unsafe: bool = True


_PICKLE = Loader("Keep circuits as QPY or OpenQASM and results as JSON or plain arrays.")
_UNPICKLERS = (
    "pickle.load", "pickle.loads", "_pickle.load", "_pickle.loads", "cPickle.load", "cPickle.loads", "pickle5.load",
    "dill.load", "dill.loads", "cloudpickle.load", "cloudpickle.loads", "joblib.load", "pandas.read_pickle",
    "jsonpickle.decode",
)  # fmt: skip
_LOADERS: Mapping[str, Loader] = {
    **dict.fromkeys(_UNPICKLERS, _PICKLE),
    "numpy.load": Loader("Save plain arrays, and load them without `allow_pickle`.", "allow_pickle"),
    "torch.load": Loader("Pass `weights_only=True`.", "weights_only", unsafe=False),
}
_SUBJECT = re.compile(
    r"circuit|result|counts|backend|job|ansatz|hamiltonian|noise|calibration|qubit|quantum", re.IGNORECASE
)
_AT_HAND = ("a file", "what it is given")
_FROM_AFAR = ("network", "download", "types", "command line", "job")


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every such load of something that this file did not write itself."""
    evaluation = document.evaluation(knowledge)
    tables = tables_of(knowledge)
    quantum = uses_sdk(evaluation, knowledge)
    test = "test" in document.fragment.traits
    for call in evaluation.calls_to(*_LOADERS):
        loader = _LOADERS[call.callee]
        given = call.arguments[0] if call.arguments else None
        if given is None or not _is_unsafe(call, loader) or is_own(given, evaluation, tables):
            continue
        source = outside(given.value, tables) or ("what it is given" if _takes_data(call) else "a file")
        if source in _AT_HAND and (test or (_takes_data(call) and _dumps(evaluation, call))):
            continue
        if quantum or any(word in source for word in _FROM_AFAR) or _names_subject(given):
            yield Hit(
                span=call.span,
                note=f"`{call.callee}` runs whatever code {source} holds, with this account's credentials at hand."
                f" {loader.instead}",
                confidence=_confidence(call, loader),
            )


def _takes_data(call: Call) -> bool:
    """Whether the function is given the bytes themselves and no file."""
    return call.callee.endswith(("loads", "decode"))


def _dumps(evaluation: Evaluation, call: Call) -> bool:
    """Whether the file makes such bytes too, to hand them to a process of its own or to copy an object."""
    return any(evaluation.calls_to(call.callee.replace("load", "dump")))


def _is_unsafe(call: Call, loader: Loader) -> bool:
    if not loader.flag:
        return True
    given = call.argument(loader.flag)
    if given is None:
        return not loader.unsafe and call.complete()
    return constant(given.value, bool) is loader.unsafe


def _confidence(call: Call, loader: Loader) -> Confidence | None:
    """Newer versions of torch load weights only unless told otherwise, and the version is not known here."""
    return "medium" if loader.flag and call.argument(loader.flag) is None else None


def _names_subject(given: Argument) -> bool:
    return any(_SUBJECT.search(path) for path in paths(given))
