"""Models of calls that read a text which the program itself holds: JSON and base64."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from quantum_lint.evaluate.calls import Argument
from quantum_lint.evaluate.operators import FAILURES
from quantum_lint.evaluate.values import DictValue, Known, ListValue, Value, find_argument

if TYPE_CHECKING:
    from quantum_lint.evaluate.machine import Machine

Arguments = tuple[Argument, ...]
Model = Callable[["Machine", Arguments, "Value | None"], "Value | None"]

#: Longer texts are data, and no configuration that somebody wrote into a program.
LONGEST = 10_000


def _decoder(parameter: str, decode: Callable[[Any], Any]) -> Model:
    """The call of one text, for what that says."""

    def model(machine: Machine, arguments: Arguments, receiver: Value | None) -> Value | None:
        given = find_argument(arguments, parameter, 0)
        text = given.value if given is not None and len(arguments) == 1 else None
        if not isinstance(text, Known) or not isinstance(text.value, (str, bytes)) or len(text.value) > LONGEST:
            return None
        try:
            return value_of(decode(text.value), text)
        except (*FAILURES, RecursionError):
            return None

    return model


def value_of(read: Any, text: Known) -> Value:
    """What was read in a text, as coming from the literals that the text comes from."""
    if isinstance(read, dict):
        return DictValue([(Known(key, text.sources), value_of(each, text)) for key, each in read.items()])
    if isinstance(read, list):
        return ListValue([value_of(each, text) for each in read])
    return Known(read, text.sources)


def _json(text: str | bytes) -> Any:
    import json

    return json.loads(text)


def _base64(text: str | bytes) -> bytes:
    import base64

    return base64.b64decode(text, validate=True)


def _for_urls(text: str | bytes) -> bytes:
    import base64

    return base64.urlsafe_b64decode(text)


MODELS: dict[str, Model] = {
    "json.loads": _decoder("s", _json),
    "base64.b64decode": _decoder("s", _base64),
    "base64.standard_b64decode": _decoder("s", _base64),
    "base64.urlsafe_b64decode": _decoder("s", _for_urls),
}
