"""Facts of Python code: work handed to hardware, and credentials that are read or bound."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quantum_lint.evaluate.calls import Evaluation
from quantum_lint.evaluate.hardware import submissions
from quantum_lint.evaluate.tables import tables_of
from quantum_lint.evaluate.values import Environment, Value, options
from quantum_lint.model.fact import CredentialUse, Submission
from quantum_lint.model.span import Span


def facts(evaluation: Evaluation, knowledge: Any) -> Iterator[object]:
    """`Submission` and `CredentialUse` values."""
    if knowledge is None:
        return
    for submitted in submissions(evaluation, tables_of(knowledge)):
        counts = sorted({known.value for known in submitted.shots})
        yield Submission(
            provider=submitted.target.provider or submitted.row.provider,
            callee=submitted.call.callee,
            span=submitted.call.span,
            target=submitted.target.kind,
            shots=counts[-1] if counts else None,
            device=submitted.target.name,
        )
    yield from _credential_uses(evaluation, knowledge)


def _credential_uses(evaluation: Evaluation, knowledge: Any) -> Iterator[CredentialUse]:
    seen: set[tuple[str, Span]] = set()
    for name, span in _names(evaluation):
        setting = knowledge.settings.get(name)
        if setting is not None and setting.secret and (name, span) not in seen:
            seen.add((name, span))
            yield CredentialUse(setting.provider, name, span)


def _names(evaluation: Evaluation) -> Iterator[tuple[str, Span]]:
    """Environment variables that are read or set, and where."""
    for call in evaluation.calls:
        for name in _environment(call.result):
            yield name, call.span
        for argument in call.arguments:
            for name in _environment(argument.value):
                yield name, argument.span
    for assignment in evaluation.assignments:
        if assignment.target.startswith("os.environ["):
            yield assignment.key, assignment.span
        for name in _environment(assignment.value):
            yield name, (assignment.value_where or assignment.where).span


def _environment(value: Value) -> Iterator[str]:
    for option in options(value):
        if isinstance(option, Environment) and option.name is not None:
            yield option.name
