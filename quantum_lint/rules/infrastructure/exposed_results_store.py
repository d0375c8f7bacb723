"""Stores of results that others can read, or that lose what is overwritten."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.clouds import Clouds, clouds_of
from quantum_lint.match.results_stores import for_everybody, of_store, stores, unsafe_settings, unversioned
from quantum_lint.match.stacks import Placed, Stack, stacks
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.model.span import Span

#: The right to read what is in a store.
_READ = "s3:GetObject"


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """A hit for every setting, and for every store that keeps no old versions."""
    clouds = clouds_of(knowledge)
    for stack in stacks(repository, knowledge):
        for store, service in stores(stack, clouds):
            title = knowledge.providers[service.provider].title
            for path, span, fault, remedy in _faults(stack, store, clouds):
                note = f"This store keeps results of {title} and {fault}. To keep them whole and private, {remedy}."
                yield Hit(span, note, provider=service.provider, path=path)


def _faults(stack: Stack, store: Placed, clouds: Clouds) -> Iterator[tuple[str, Span, str, str]]:
    for placed in (store, *of_store(stack, store.resource)):
        for row, value in unsafe_settings(stack, placed.resource, "store", clouds):
            span = value.span if value else placed.resource.span
            yield placed.path, span, row.fault, row.remedy
        for each in for_everybody(stack, placed.resource, _READ):
            yield placed.path, each.whole.span, "can be read by everybody", "name the accounts that may read it"
    if unversioned(stack, store.resource, clouds):
        fault = "loses a result that is overwritten or deleted: versioning is off"
        yield store.path, store.resource.span, fault, "switch versioning on"
