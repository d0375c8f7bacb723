"""Public records of jobs of IBM's estimator: what ran, what IBM's server expected, and what it took.

From the reports of github.com/wuls968/QCchem (MIT), April and May 2026, all of small molecules on Heron. Groups
of observables are those that the reports count; the constants of `[usage]` in rules/providers/ibm.toml are fitted on
`FITTED` and on nothing else.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple


class Record(NamedTuple):
    """One job. `randomizations` and `shots` are of its result, `expected` is IBM's `usage_estimation`, both in s."""

    backend: str
    level: int
    bases: int
    shots: int
    randomizations: int
    seconds: int
    expected: float


FITTED = (
    Record("ibm_kingston", 2, 5, 4096, 32, 28, 35.01),
    Record("ibm_kingston", 2, 5, 4096, 32, 33, 35.28),
    Record("ibm_kingston", 1, 5, 8192, 32, 28, 25.64),
    Record("ibm_kingston", 2, 2, 8192, 32, 23, 26.10),
    Record("ibm_marrakesh", 2, 2, 4096, 32, 18, 17.71),
    Record("ibm_marrakesh", 2, 2, 131072, 32, 217, 290.81),
    Record("ibm_kingston", 1, 2, 1024, 16, 11, 12.38),
)
HELD_OUT = (
    Record("ibm_marrakesh", 1, 5, 1024, 16, 12, 12.52),
    Record("ibm_kingston", 2, 5, 4096, 32, 28, 35.01),
    Record("ibm_kingston", 2, 5, 4096, 32, 28, 35.28),
    Record("ibm_kingston", 2, 5, 8192, 32, 45, 45.16),
    Record("ibm_kingston", 2, 5, 8192, 32, 45, 45.16),
    Record("ibm_marrakesh", 2, 2, 65536, 32, 113, 152.72),
)


def quick(executions: int) -> Decimal:
    """`2 + 0.00035 * executions`: IBM's formula for jobs without mitigation, of circuits of 0.1 ms."""
    return 2 + Decimal("0.00035") * executions
