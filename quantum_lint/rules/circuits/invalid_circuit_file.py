"""OpenQASM that no reader of OpenQASM takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.model.circuit import Malformed
from quantum_lint.model.fact import CircuitSource
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every malformed program; one of a test may be there to be refused."""
    told = {(path, source.span) for path, source in repository.facts(CircuitSource)}
    for path, wrong in repository.facts(Malformed):
        if "test" not in repository.traits(path) and (path, wrong.source) in told:
            place = f"line {wrong.line}, column {wrong.column} of the program"
            yield Hit(
                wrong.span,
                f"This is no {wrong.language}: {wrong.reason} ({place}). Whatever reads it stops here, at the latest "
                "when the job is sent. Mend the line, or write the program anew from the circuit.",
                path=path,
            )
