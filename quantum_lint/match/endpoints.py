"""Addresses in a document, and whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.bound import bound
from quantum_lint.model.fragment import Document
from quantum_lint.model.span import Span

_ADDRESS = re.compile(r"(?P<scheme>https?|wss?)://(?P<host>[A-Za-z0-9.-]+)", re.IGNORECASE)


class Address(NamedTuple):
    """A URL: `span` is scheme and host, `scheme_span` the scheme."""

    scheme: str
    host: str
    span: Span
    scheme_span: Span


def addresses(document: Document, knowledge: Knowledge) -> Iterator[Address]:
    """The addresses that a program or a setting uses; those in comments and prose are none."""
    if hasattr(document, "evaluation"):
        yield from _in_python(document, knowledge)
    elif hasattr(document, "commands"):
        for command in document.commands():
            for word in command.words:
                yield from _within(document, word.start, word.end)
    else:
        for each in bound(document, knowledge):
            for span in each.spans:
                yield from _at(document, span)


def provider_of(host: str, knowledge: Knowledge) -> str | None:
    """The provider that a host belongs to."""
    host = host.lower().rstrip(".")
    found = knowledge.endpoints.get(host)
    while found is None and "." in host:
        host = host.partition(".")[2]
        found = knowledge.endpoints.get("." + host)
    return found


def _in_python(document: Document, knowledge: Knowledge) -> Iterator[Address]:
    from quantum_lint.evaluate.values import Text, Value, constants

    def literals(value: Value) -> Iterator[Span]:
        for piece in value.pieces if isinstance(value, Text) else (value,):
            for constant in constants(piece):
                if isinstance(constant.value, str):
                    yield from constant.origins

    evaluation = document.evaluation(knowledge)  # type: ignore[attr-defined]
    values = [assignment.value for assignment in evaluation.assignments]
    values += [argument.value for call in evaluation.calls for argument in call.arguments]
    for value in values:
        for span in literals(value):
            yield from _at(document, span)


def _at(document: Document, span: Span) -> Iterator[Address]:
    start = document.fragment.map.offset(span.start)
    return _within(document, start, document.fragment.map.offset(span.end))


def _within(document: Document, start: int, end: int) -> Iterator[Address]:
    for match in _ADDRESS.finditer(document.fragment.text, start, end):
        yield Address(
            match["scheme"].lower(),
            match["host"],
            document.span(match.start(), match.end()),
            document.span(*match.span("scheme")),
        )
