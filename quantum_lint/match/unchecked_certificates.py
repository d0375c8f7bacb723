"""Calls and commands that reach a provider without checking its certificate."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.endpoints import addresses
from quantum_lint.model import lazy
from quantum_lint.model.fragment import Document
from quantum_lint.model.span import Span

if TYPE_CHECKING:
    from quantum_lint.evaluate.calls import Argument

#: Parameters that switch the check off, and the value that does.
_SWITCHES = {"verify": False, "verify_ssl": False, "ssl_verify": False, "permissive_ssl": True, "insecure": True}
#: One of them as it is given: with a value, or as the key of a mapping. Prose says `verify` too.
_SWITCHED = lazy.pattern(rf"\b(?:{'|'.join(_SWITCHES)})(?:[\"']|\s*=(?!=))")
_COMMANDS = {"curl": ("-k", "--insecure"), "wget": ("--no-check-certificate",)}


def unverified(document: Document, knowledge: Knowledge) -> Iterator[tuple[Span, str, str]]:
    """Place, switch and provider of each; tests try the switches out, and are left alone."""
    if "test" in document.fragment.traits:
        return
    if hasattr(document, "evaluation"):
        # The name of a host is enough to come here; to look for five words takes a tenth of the search for what is
        # around them, and evaluation costs 100 times that.
        text = document.fragment.text
        if any(switch in text for switch in _SWITCHES) and _SWITCHED.search(text):
            yield from _calls(document, knowledge)
    elif hasattr(document, "commands"):
        yield from _commands(document, knowledge)


def _calls(document: Document, knowledge: Knowledge) -> Iterator[tuple[Span, str, str]]:
    reached = list(addresses(document, knowledge))
    for call in document.evaluation(knowledge).calls:  # type: ignore[attr-defined]
        switch = next((each for each in call.arguments if _off(each)), None)
        if switch is None:
            continue
        provider = _provider_of_module(call.callee, knowledge) or next(
            (each.provider for each in reached if _given(call.arguments, each.span)), None
        )
        if provider:
            yield switch.span, f"{switch.name}={_SWITCHES[switch.name]}", provider


def _off(argument: Argument) -> bool:
    from quantum_lint.evaluate.values import constants

    wanted = _SWITCHES.get(argument.name or "")
    return wanted is not None and any(each.value is wanted for each in constants(argument.value))


def _given(arguments: tuple[Argument, ...], span: Span) -> bool:
    """Whether an argument is made of the literal that the address stands in."""
    from quantum_lint.evaluate.values import Text, constants

    for argument in arguments:
        for piece in argument.value.pieces if isinstance(argument.value, Text) else (argument.value,):
            if any(origin.touches(span) for constant in constants(piece) for origin in constant.origins):
                return True
    return False


def _provider_of_module(callee: str, knowledge: Knowledge) -> str | None:
    """The provider whose SDK a qualified name belongs to."""
    for provider in knowledge.providers.values():
        if any(callee.startswith(f"{module}.") for module in provider.modules):
            return provider.name
    return None


def _commands(document: Document, knowledge: Knowledge) -> Iterator[tuple[Span, str, str]]:
    reached = list(addresses(document, knowledge))
    for command in document.commands():  # type: ignore[attr-defined]
        switches = _COMMANDS.get(command.words[0].text, ()) if command.words else ()
        for word in command.words[1:]:
            if word.text in switches:
                whole = document.span(command.start, command.end)
                provider = next((each.provider for each in reached if whole.covers(each.span)), None)
                if provider:
                    yield document.span(word.start, word.end), word.text, provider
