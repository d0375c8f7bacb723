"""A call that leaves the credential it is given on the disk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.advice import instead, label
from quantum_lint.match.given_signs import may_give
from quantum_lint.model.hit import Hit
from quantum_lint.model.known import Binding, Save
from quantum_lint.model.rule import Options
from quantum_lint.placeholders import is_placeholder

if TYPE_CHECKING:
    from quantum_lint.evaluate.calls import Argument, Call
    from quantum_lint.evaluate.values import Value
    from quantum_lint.parse.python import PythonDocument

#: Tests save what they make up, and manuals speak of the reader's own machine.
_ELSEWHERE = frozenset(("test", "documentation"))
#: What a function is called whose callers want to save.
_SAVES = "save|store|persist|write"


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every such call that is given a credential, whatever it comes from."""
    if not _ELSEWHERE.isdisjoint(document.fragment.traits) or not may_give(document, knowledge):
        return
    for call in document.evaluation(knowledge).calls:
        save = knowledge.save_of(call.callee)
        binding = _given(call, knowledge) if save and not _wanted(call, save) else None
        if save and binding:
            yield Hit(
                span=call.span,
                note=_note(call, save, binding, knowledge),
                provider=binding.provider,
                credential=binding.credential,
            )


def _wanted(call: Call, save: Save) -> bool:
    """Whether the call is told not to save, or stands in a function that others call to save."""
    from quantum_lint.evaluate.values import constant

    argument = call.argument(save.unless) if save.unless else None
    kept_back = argument is not None and constant(argument.value, bool) is False
    function = (call.context.function or "").rpartition(".")[2]
    return kept_back or (not call.context.called and re.search(_SAVES, function) is not None)


def _given(call: Call, knowledge: Knowledge) -> Binding | None:
    """The parameter of the call, or of the one that made its object, that holds a credential."""
    from quantum_lint.evaluate.values import Instance

    places = [(call.callee, call.arguments)]
    if isinstance(call.receiver, Instance):
        places.append((call.receiver.callee, call.receiver.arguments))
    return next(
        (
            binding
            for callee, arguments in places
            for binding in knowledge.bindings_of(callee)
            if any(_holds(argument, binding) for argument in arguments)
        ),
        None,
    )


def _holds(argument: Argument, binding: Binding) -> bool:
    return binding.takes(argument.name, argument.position) and _real(argument.value)


def _real(value: Value) -> bool:
    """Whether the value may be a credential: what a reader has still to fill in is none, and nothing is saved of it."""
    from quantum_lint.evaluate.values import Known, options

    return any(
        not isinstance(each, Known) or (isinstance(each.value, str) and not is_placeholder(each.value))
        for each in options(value)
    )


def _note(call: Call, save: Save, binding: Binding, knowledge: Knowledge) -> str:
    credential = knowledge.credentials[binding.provider, binding.credential]
    name = ".".join(call.callee.split(".")[-2:])
    return (
        f"{name} writes {label(credential, knowledge)} to {save.path} in clear text, where it stays on every "
        f"computer, runner and image that runs this. Instead {instead(credential, knowledge)}; "
        "save an account by hand, once, on a computer of your own."
    )
