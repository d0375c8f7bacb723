"""Credentials among what a program shows: by the variable, by the call that tells them, or by the use made of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from quantum_lint.evaluate.shown import Shown
from quantum_lint.evaluate.values import Environment, Instance, Known, Reference, options
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.credential_values import credential_in
from quantum_lint.model import lazy
from quantum_lint.model.known import Binding, Credential

if TYPE_CHECKING:
    from quantum_lint.evaluate.calls import Evaluation
    from quantum_lint.evaluate.values import Value

#: A piece of a text shows only that piece.
_SLICE = lazy.pattern(r"\[[^\]'\"]*:[^\]]*\]")
#: Steps from an account, or from several, to what is in it: all of it, one part by its name, or each part in turn.
_STEP = lazy.pattern(r"(\.items\[\]\[\]|\.values\[\])|(\[\]|\.get|\.pop)|(\.items|\.values|\.copy)")
_NAMED = lazy.pattern("token|key|secret|passw|credential", re.IGNORECASE)


class Leak(NamedTuple):
    """A credential that is shown, and a word for what shows it."""

    credential: Credential
    name: str


class Handed(NamedTuple):
    """A value that a provider's SDK is given as a credential."""

    value: Value
    credential: Credential
    parameter: str


def handed(evaluation: Evaluation, text: str, knowledge: Knowledge) -> tuple[Handed, ...]:
    """Every such value: whatever it comes from, from then on it is known what it is.

    What opens a cloud counts only where the `text` around says that its quantum service is meant.
    """
    lowered = text.lower()
    return tuple(
        Handed(value, knowledge.credentials[binding.provider, binding.credential], binding.keyword or "")
        for call in evaluation.calls
        for binding in knowledge.bindings_of(call.callee)
        for argument in call.arguments
        if binding.takes(argument.name, argument.position)
        for value in options(argument.value)
        if knowledge.providers[binding.provider].meant(lowered)
    )


def leak(each: Shown, given: tuple[Handed, ...], knowledge: Knowledge) -> Leak | None:
    """The credential that is shown, or None when the value holds none."""
    value = each.value
    if isinstance(value, Environment):
        setting = knowledge.settings.get(value.name or "")
        if setting and setting.secret and setting.credential and not setting.context:
            return Leak(knowledge.credentials[setting.provider, setting.credential], setting.name)
    elif isinstance(value, Instance | Reference) and not _SLICE.search(each.source):
        found = _told(each, value.callee if isinstance(value, Instance) else value.name, knowledge)
        if found:
            return found
    return next((Leak(hand.credential, _name(each, hand)) for hand in given if _same(value, hand, knowledge)), None)


def _same(value: Value, hand: Handed, knowledge: Knowledge) -> bool:
    """Whether a value is, or holds, what an SDK was given."""
    if isinstance(value, Environment):
        return isinstance(hand.value, Environment) and value.name == hand.value.name is not None
    if isinstance(value, Known) and isinstance(hand.value, Known):
        text = hand.value.value
        shared = set(value.sources).intersection(hand.value.sources)
        whole = bool(shared) and isinstance(text, str) and isinstance(value.value, str) and text in value.value
        return whole and credential_in(text, hand.credential, knowledge) is not None
    return isinstance(value, Instance) and value is hand.value


def _name(each: Shown, hand: Handed) -> str:
    if isinstance(each.value, Environment):
        return each.value.name or hand.parameter
    return each.source if each.source.isidentifier() else f"the value given as {hand.parameter}"


def _told(each: Shown, callee: str, knowledge: Knowledge) -> Leak | None:
    """What a call tells of the account, what an object says of itself, and what is kept in one."""
    for echo in knowledge.echoes:
        start = _end_of(echo.callable, callee)
        if echo.effect != "prints" and start and _reaches(callee[start:], each.source, several=echo.several):
            short = ".".join(echo.callable.split(".")[-2:])
            return Leak(knowledge.credentials[echo.provider, echo.credential], f"{short} ({echo.note})")
    binding = next(_kept(callee, knowledge), None)
    if binding:
        return Leak(knowledge.credentials[binding.provider, binding.credential], ".".join(callee.split(".")[-2:]))
    return None


def _end_of(name: str, callee: str) -> int:
    """Where the name of a callable ends in a qualified name that starts with it; 0 if it does not."""
    from quantum_lint.model.callee import same_callable

    last = name.rpartition(".")[2]
    if f".{last}" not in callee:
        return 0
    for match in re.finditer(rf"\.{re.escape(last)}(?=$|[.\[])", callee):
        if same_callable(name, callee[: match.end()]):
            return match.end()
    return 0


def _reaches(steps: str, source: str, *, several: bool) -> bool:
    """Whether steps from an account, or from `several` of them, lead to all of one or to the credential in it."""
    depth = 1 if several else 0
    end = 0
    for match in _STEP.finditer(steps):
        if match.start() != end:
            return False
        end = match.end()
        if match[1]:
            depth -= 1
        elif match[2]:
            depth -= 1
            # The names of accounts come by the same step as the accounts.
            if (depth < 0 and not _NAMED.search(source)) or (depth == 0 and several and "[" not in source):
                return False
    return end == len(steps) and depth >= -1


def _kept(callee: str, knowledge: Knowledge) -> Iterator[Binding]:
    """The parameter whose value an attribute of the SDK's object keeps: `IonQProvider(...).token`."""
    owner, _, attribute = callee.rpartition(".")
    parts = owner.split(".")
    for end in range(len(parts), 1, -1):
        for binding in knowledge.bindings_of(".".join(parts[:end])):
            if attribute.lstrip("_") == binding.keyword:
                yield binding
