"""Tests that start work on hardware."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.evaluate.calls import Evaluation
from quantum_lint.evaluate.devices import target_of
from quantum_lint.evaluate.tables import Tables, tables_of
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.hardware_jobs import device_title, on_hardware
from quantum_lint.match.testing import in_fixture, is_guarded, is_marked, uses_mocks
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.python import PythonDocument


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every submission, and every fixture that gives a device, in test code that a runner of tests finds unasked."""
    if not {"test", "collected"} <= document.fragment.traits:
        return
    evaluation = document.evaluation(knowledge)
    if is_marked(evaluation) or uses_mocks(evaluation):
        return
    for submitted in on_hardware(document, knowledge):
        if not is_guarded(submitted.call.context):
            yield Hit(
                span=submitted.call.span,
                note=f"This test starts a {submitted.row.unit} on {device_title(submitted, knowledge)} whenever the"
                " tests run, also in CI and on a colleague's account. Use a simulator, or put the test behind a"
                " marker that has to be asked for.",
                provider=submitted.target.provider,
            )
    yield from _fixtures(evaluation, tables_of(knowledge), knowledge)


def _fixtures(evaluation: Evaluation, tables: Tables, knowledge: Knowledge) -> Iterator[Hit]:
    for call in evaluation.calls:
        if in_fixture(call) and call.callee in tables.devices and not is_guarded(call.context):
            target = target_of(call.result, tables)
            if target.kind == "hardware" and target.provider is not None:
                title = knowledge.providers[target.provider].title
                yield Hit(
                    span=call.span,
                    note=f"This fixture gives every test that asks for it a real device of {title}. Give them a"
                    " simulator, and the device only to tests with a marker that has to be asked for.",
                    provider=target.provider,
                )
