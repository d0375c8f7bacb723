"""Stores of results into which others may put files of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.clouds import clouds_of
from quantum_lint.match.results_stores import for_everybody, of_store, stores
from quantum_lint.match.stacks import stacks
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.model.span import Span

#: The right to put something into a store.
_WRITE = "s3:PutObject"
_ACCESS = ("acl", "access_control")
_PUBLIC = ("publicreadwrite", "public-read-write")


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """A hit for every statement and every ACL that lets everybody write."""
    clouds = clouds_of(knowledge)
    for stack in stacks(repository, knowledge):
        for store, service in stores(stack, clouds):
            title = knowledge.providers[service.provider].title
            note = (
                f"Everybody may put files into this store of {title} results. The SDK unpickles results that ask for "
                "it: a planted file runs code where it is read. Name the roles that write, and nobody else."
            )
            for placed in (store, *of_store(stack, store.resource)):
                spans: list[Span] = [each.whole.span for each in for_everybody(stack, placed.resource, _WRITE)]
                stated = (stack.property(placed.resource, name) for name in _ACCESS)
                spans += [value.span for value in stated if value and value.text.lower() in _PUBLIC]
                yield from (Hit(span, note, provider=service.provider, path=placed.path) for span in spans)
