"""Addresses in a document, and whose they are."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from typing import TYPE_CHECKING

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.bound_names import bound_names
from quantum_lint.model import lazy
from quantum_lint.model.fragment import Document
from quantum_lint.model.named import NamedTuple
from quantum_lint.model.span import Span

if TYPE_CHECKING:
    from quantum_lint.evaluate.values import Value

_WORD = lazy.pattern(r"[A-Za-z_]\w*")
#: An address from behind its scheme on: what starts with the same signs everywhere is found 20 times as fast.
_REST = lazy.pattern(r"://([A-Za-z0-9.-]+)")
_SCHEME = lazy.pattern(r"(?:https?|wss?)\Z", re.IGNORECASE)
_LONGEST_SCHEME = 5
#: The schemes of all addresses.
SCHEMES = ("http", "https", "ws", "wss")


class Address(NamedTuple):
    """A URL of a provider: `span` is scheme and host, `scheme_span` the scheme."""

    provider: str
    scheme: str
    host: str
    span: Span
    scheme_span: Span


def addresses(document: Document, knowledge: Knowledge, schemes: Container[str] = SCHEMES) -> Iterator[Address]:
    """The addresses of providers that a program or a setting uses; those in comments and prose are none."""
    found = [each for each in _written(document, knowledge) if each.scheme in schemes]
    if found:
        places = tuple(used(document, knowledge))
        yield from (address for address in found if any(span.covers(address.span) for span in places))


def provider_of(host: str, knowledge: Knowledge) -> str | None:
    """The provider that a host belongs to."""
    host = host.lower().rstrip(".")
    found = knowledge.endpoints.get(host)
    while found is None and "." in host:
        host = host.partition(".")[2]
        found = knowledge.endpoints.get("." + host)
    return found


def sole_owner(text: str, knowledge: Knowledge) -> str | None:
    """The provider that a text is about, by the words that stand for one; None where it is about several or none."""
    words = _WORD.findall(text)
    named = (knowledge.sections.get(word) or _of_setting(word, knowledge) for word in words)
    found = {provider for provider in named if provider}
    return found.pop() if len(found) == 1 else None


def _of_setting(name: str, knowledge: Knowledge) -> str | None:
    setting = knowledge.settings.get(name)
    return setting.provider if setting else None


def _written(document: Document, knowledge: Knowledge) -> Iterator[Address]:
    for scheme, rest in _found(document.fragment.text):
        provider = provider_of(rest[1], knowledge)
        if provider:
            whole = document.span(scheme.start(), rest.end())
            yield Address(provider, scheme[0].lower(), rest[1], whole, document.span(*scheme.span()))


def _found(text: str) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """The scheme of every address of a text, and the rest of it."""
    end = 0
    for rest in _REST.finditer(text):
        scheme = _SCHEME.search(text, max(end, rest.start() - _LONGEST_SCHEME), rest.start())
        if scheme:
            end = rest.end()
            yield scheme, rest


def used(document: Document, knowledge: Knowledge) -> Iterator[Span]:
    """The bytes of every text that a program, a command or a setting works with."""
    if hasattr(document, "evaluation"):
        evaluation = document.evaluation(knowledge)
        yield from _literals(assignment.value for assignment in evaluation.assignments)
        yield from _literals(argument.value for call in evaluation.calls for argument in call.arguments)
    elif hasattr(document, "commands"):
        for command in document.commands():
            yield from (document.span(word.start, word.end) for word in command.words)
    else:
        yield from (span for each in bound_names(document, knowledge) for span in each.spans)


def _literals(values: Iterable[Value]) -> Iterator[Span]:
    from quantum_lint.evaluate.values import Text, constants

    for value in values:
        for piece in value.pieces if isinstance(value, Text) else (value,):
            for constant in constants(piece):
                if isinstance(constant.value, str):
                    yield from constant.origins
