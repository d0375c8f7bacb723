"""Tests that start work on hardware."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.evaluate.calls import Call, Context, Evaluation
from quantum_lint.evaluate.hardware import target_of
from quantum_lint.evaluate.tables import Tables, tables_of
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.submitted import device_title, on_hardware
from quantum_lint.model.hit import Hit
from quantum_lint.model.rule import Options
from quantum_lint.parse.python import PythonDocument

#: Marks that select or change nothing about whether a test runs.
_IDLE_MARKS = frozenset({"parametrize", "usefixtures", "asyncio", "filterwarnings", "timeout", "flaky"})
_MOCKS = ("unittest.mock", "mock", "pytest_mock", "responses", "requests_mock", "vcr", "moto")


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every submission, and every fixture that gives a device, in test code that runs unasked."""
    if "test" not in document.fragment.traits:
        return
    evaluation = document.evaluation(knowledge)
    if _is_marked(evaluation) or _uses_mocks(evaluation):
        return
    for submitted in on_hardware(document, knowledge):
        if not _is_guarded(submitted.call.context):
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
        if _in_fixture(call) and call.callee in tables.devices and not _is_guarded(call.context):
            target = target_of(call.result, tables)
            if target.kind == "hardware" and target.provider is not None:
                title = knowledge.providers[target.provider].title
                yield Hit(
                    span=call.span,
                    note=f"This fixture gives every test that asks for it a real device of {title}. Give them a"
                    " simulator, and the device only to tests with a marker that has to be asked for.",
                    provider=target.provider,
                )


def _in_fixture(call: Call) -> bool:
    return any(name.rpartition(".")[2] == "fixture" for name in call.context.decorators)


def _is_guarded(context: Context) -> bool:
    """Whether a condition, a skip, a marker or a patch stands between the test and the device."""
    if any(guard.holds is None for guard in context.guards):
        return True
    return any(_guards(name) for name in context.decorators)


def _guards(decorator: str) -> bool:
    last = decorator.rpartition(".")[2]
    if ".mark." in decorator:
        return last not in _IDLE_MARKS
    return last.startswith("skip") or "patch" in decorator


def _is_marked(evaluation: Evaluation) -> bool:
    """Whether the whole module carries a marker or skips itself."""
    if any(call.context.function is None for call in evaluation.calls_to("pytest.skip")):
        return True
    return any(assignment.target == "pytestmark" for assignment in evaluation.assignments)


def _uses_mocks(evaluation: Evaluation) -> bool:
    return any(imported.qualified.startswith(_MOCKS) for imported in evaluation.imports)
