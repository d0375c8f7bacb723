"""Facts of Python code: work handed to hardware, and credentials that are read or bound."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quantum_lint.evaluate.calls import Evaluation


def facts(evaluation: Evaluation, knowledge: Any) -> Iterator[object]:
    """`Submission` and `CredentialUse` values."""
    return iter(())
