"""Functions that may run code of what they read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from quantum_lint.evaluate.calls import Call
from quantum_lint.evaluate.values import constant


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
#: The loaders by qualified name.
LOADERS: Mapping[str, Loader] = {
    **dict.fromkeys(_UNPICKLERS, _PICKLE),
    "numpy.load": Loader("Save plain arrays, and load them without `allow_pickle`.", "allow_pickle"),
    "torch.load": Loader("Pass `weights_only=True`.", "weights_only", unsafe=False),
}


def is_unsafe(call: Call, loader: Loader) -> bool:
    """Whether a call of the loader may run code."""
    if not loader.flag:
        return True
    given = call.argument(loader.flag)
    if given is None:
        return not loader.unsafe and call.complete()
    return constant(given.value, bool) is loader.unsafe
