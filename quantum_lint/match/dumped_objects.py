"""Objects that hold a credential in an attribute and are written out as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from quantum_lint.evaluate.functions import Object
from quantum_lint.evaluate.shown import way
from quantum_lint.evaluate.values import DictValue, Environment, Instance, ListValue, Text, constant, options, qualified
from quantum_lint.knowledge import Knowledge
from quantum_lint.model import lazy
from quantum_lint.model.known import Credential
from quantum_lint.model.span import Span

if TYPE_CHECKING:
    from quantum_lint.evaluate.calls import Evaluation
    from quantum_lint.evaluate.values import Value

_PICKLERS = lazy.pattern(r"(?:pickle|dill|cloudpickle|joblib|torch)\.(?:dumps?|save)")
_WRITERS = lazy.pattern(r"(?:json|yaml|toml|tomli_w)\.(?:safe_)?dumps?")
#: What makes a mapping, or a text, of all attributes.
_VIEWS = lazy.pattern(r"vars|dict|str|repr|dataclasses\.asdict|dataclasses\.astuple|copy\.(?:deep)?copy")
_VIEWED = lazy.pattern(r"(?:dataclasses\.)?asdict\(|vars\(")
_CREDENTIAL = lazy.pattern(r"-*(?:\w+[_-])?(?:token|api[_-]?key|secret|password|passwd)", re.IGNORECASE)
_ARGUMENTS = "argparse.ArgumentParser.parse_args"


class Dumped(NamedTuple):
    """An object that leaves the program: `what` holds `field`, `how` it is written out, and where.

    `credential` is what the field holds, where that is known.
    """

    what: str
    field: str
    how: str
    span: Span
    credential: Credential | None = None


class _Held(NamedTuple):
    """The object and the attribute that holds a credential, and which, where that is known."""

    what: str
    field: str
    credential: Credential | None = None


def dumped(evaluation: Evaluation, knowledge: Knowledge) -> Iterator[Dumped]:
    """Every such object, at the argument that hands it over."""
    option = _credential_option(evaluation)
    for call in evaluation.calls:
        pickled = _PICKLERS.fullmatch(call.callee) is not None
        how = "pickled" if pickled else "written out" if _WRITERS.fullmatch(call.callee) else way(call)
        for argument in call.arguments if how else ():
            source = argument.where.text
            whole = pickled or "__dict__" in source
            if isinstance(argument.value, DictValue) and _VIEWED.match(source):
                yield from (Dumped(source, key, how or "", argument.span) for key in _secret_keys(argument.value))
            for what, field, credential in _fields(argument.value, knowledge, option, pickled=pickled, whole=whole):
                yield Dumped(what, field, how or "", argument.span, credential)


def _credential_option(evaluation: Evaluation) -> str | None:
    """The option of the command line that takes a credential."""
    for call in evaluation.calls_to("*ArgumentParser.add_argument", "?.add_argument"):
        for argument in call.arguments:
            name = constant(argument.value, str)
            if argument.position is not None and name and _CREDENTIAL.fullmatch(name):
                return str(name)
    return None


def _fields(value: Value, knowledge: Knowledge, option: str | None, *, pickled: bool, whole: bool) -> Iterator[_Held]:
    """The objects that hold a credential, wherever in the value they are."""
    for each in options(value):
        if isinstance(each, Object) and (whole or _shows_itself(each)):
            yield from _secret_attributes(each, knowledge, whole=whole)
        elif isinstance(each, Instance) and _VIEWS.fullmatch(each.callee):
            for argument in each.arguments:
                yield from _fields(argument.value, knowledge, option, pickled=pickled, whole=True)
        elif isinstance(each, Instance) and option and each.callee == _ARGUMENTS:
            yield _Held("the parsed command line", option)
        elif pickled and isinstance(each, Instance):
            yield from _given(each, knowledge)
        elif isinstance(each, (ListValue, DictValue, Text)):
            for inner in _inside(each):
                yield from _fields(inner, knowledge, option, pickled=pickled, whole=whole)


def _inside(value: ListValue | DictValue | Text) -> tuple[Value, ...]:
    if isinstance(value, Text):
        return value.pieces
    return value.items if isinstance(value, ListValue) else tuple(held for _, held in value.items)


def _given(each: Instance, knowledge: Knowledge) -> Iterator[_Held]:
    """The credential that an object of an SDK was made with."""
    for binding in knowledge.bindings_of(each.callee):
        if binding.keyword and any(binding.takes(argument.name, argument.position) for argument in each.arguments):
            credential = knowledge.credentials[binding.provider, binding.credential]
            yield _Held(each.callee.rpartition(".")[2], binding.keyword, credential)


def _shows_itself(each: Object) -> bool:
    """Whether the `repr` of the object holds its attributes."""
    return any(_of_dataclass(decorator) for decorator in each.kind.decorators)


def _of_dataclass(decorator: Value) -> bool:
    return (qualified(decorator) or "").endswith("dataclass")


def _secret_attributes(each: Object, knowledge: Knowledge, *, whole: bool) -> Iterator[_Held]:
    for name, value in each.contents.items():
        setting = knowledge.settings.get(value.name or "") if isinstance(value, Environment) else None
        credential = knowledge.credentials.get((setting.provider, setting.credential or "")) if setting else None
        if (credential or _CREDENTIAL.fullmatch(name)) and (whole or not _hidden(each, name)):
            yield _Held(each.kind.name, name, credential)


def _secret_keys(value: DictValue) -> Iterator[str]:
    """The keys that name a credential; what is known to be one is reported where it is shown."""
    for key, held in value.items:
        name = constant(key, str)
        if name and _CREDENTIAL.fullmatch(name) and not isinstance(held, Environment):
            yield name


def _hidden(each: Object, name: str) -> bool:
    """Whether the field is left out of the `repr`."""
    declared = each.kind.find(name)
    argument = declared.argument("repr") if isinstance(declared, Instance) else None
    return argument is not None and constant(argument.value, bool) is False
