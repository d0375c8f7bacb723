"""Ports of notebooks and brokers that the whole internet may reach."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.clouds import clouds_of
from quantum_lint.match.ingress import SERVERS, openings
from quantum_lint.match.stacks import stacks
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """A hit for each rule that lets every address in, in a stack with a quantum service."""
    clouds = clouds_of(knowledge)
    for stack in stacks(repository, knowledge):
        if stack.service is None:
            continue
        title = knowledge.providers[stack.service.provider].title
        for path, source, ports in openings(stack, clouds):
            shown = ", ".join(f"{port} ({SERVERS[port]})" for port in ports[:2])
            note = (
                f"Every address on the internet may connect to {shown}, beside what reaches {title}: a server there "
                "runs whatever it is told, with the credentials it finds. Let in your own network, or a tunnel."
            )
            yield Hit(source.span, note, provider=stack.service.provider, path=path)
