"""Test code: what stands between a test and what it does, so that it is not done unasked."""

from __future__ import annotations

import re

from quantum_lint.evaluate.calls import Call, Context, Evaluation
from quantum_lint.evaluate.values import qualified
from quantum_lint.model import lazy

#: Marks that select or change nothing about whether a test runs.
_IDLE_MARKS = frozenset({"parametrize", "usefixtures", "asyncio", "filterwarnings", "timeout", "flaky"})
#: Last names of what manages a block whose calls are there to fail or to warn; `?` is what is not known.
_FAILING = lazy.pattern(r"(?:raises|raises_\w+|assert\w+|warns|deprecated_call|suppress|\?)$", re.IGNORECASE)
_MOCKS = ("unittest.mock", "mock", "pytest_mock", "responses", "requests_mock", "vcr", "moto")


def in_fixture(call: Call) -> bool:
    """Whether the call stands in a pytest fixture."""
    return any(name.rpartition(".")[2] == "fixture" for name in call.context.decorators)


def expects_failure(context: Context) -> bool:
    """Whether the call stands in a block that waits for it to fail or to warn."""
    return any(_FAILING.search(qualified(block.value) or "?") for block in context.withs)


def is_guarded(context: Context) -> bool:
    """Whether a condition, a skip, a marker or a patch stands between the test and the device."""
    if any(guard.holds is None for guard in context.guards):
        return True
    return any(_guards(name) for name in context.decorators)


def _guards(decorator: str) -> bool:
    last = decorator.rpartition(".")[2]
    if ".mark." in decorator:
        return last not in _IDLE_MARKS
    return last.startswith("skip") or "patch" in decorator


def is_marked(evaluation: Evaluation) -> bool:
    """Whether the whole module carries a marker or skips itself."""
    if any(call.context.function is None for call in evaluation.calls_to("pytest.skip")):
        return True
    return any(assignment.target == "pytestmark" for assignment in evaluation.assignments)


def uses_mocks(evaluation: Evaluation) -> bool:
    """Whether the module may replace what it calls by something else."""
    return any(imported.qualified.startswith(_MOCKS) for imported in evaluation.imports)
