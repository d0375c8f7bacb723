"""Which releases of Qiskit have all that a program imports."""

from __future__ import annotations

import re
from collections.abc import Iterable

from quantum_lint.evaluate.releases import Release, Releases

#: The first release without the names that start so; of several patterns that fit, the first counts.
_REMOVED: dict[re.Pattern[str], Release] = {
    re.compile(pattern): release
    for pattern, release in {
        r"qiskit\.providers\.fake_provider\.Fake(OpenPulse|\d)": (2, 0),
        r"qiskit\.providers\.fake_provider\.Fake": (1, 0),
        r"qiskit\.(Aer|BasicAer|IBMQ|execute|aqua|ignis|opflow|algorithms|__qiskit_version__|extensions|tools|test)": (
            1,
            0,
        ),
        r"qiskit\.(providers\.aer|providers\.ibmq|utils\.QuantumInstance)": (1, 0),
        r"qiskit\.(primitives\.(Sampler|Estimator|BackendEstimator)|pulse|assemble)": (2, 0),
    }.items()
}


def before(names: Iterable[str]) -> Releases:
    """The releases that have all imported names which some release removed."""
    found = (_removed(name) for name in names)
    return Releases(end=min((release for release in found if release is not None), default=None))


def _removed(name: str) -> Release | None:
    return next((release for pattern, release in _REMOVED.items() if pattern.match(name)), None)
