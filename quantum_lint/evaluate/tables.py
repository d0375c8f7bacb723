"""The SDK tables of the provider files, as the evaluator asks them."""

from __future__ import annotations

from typing import Any

from quantum_lint.evaluate.sdk import NoSdk, Sdk


def sdk_of(knowledge: Any) -> Sdk:
    """The tables of a knowledge object."""
    return NoSdk()
