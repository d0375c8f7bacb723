"""How often something runs on the device for a job, with what a primitive adds to the circuits."""

from __future__ import annotations

from typing import NamedTuple

from quantum_lint.cost.load import Load, Piece

#: Zero-noise extrapolation at resilience level 2 runs each circuit at so many noise factors by default.
_NOISE_FACTORS = 3


class Executions(NamedTuple):
    """Of each circuit, and of calibrations, in all runs."""

    pieces: tuple[tuple[Piece, int], ...]
    calibrations: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return sum(number for _, number in self.pieces) + self.calibrations


def executions_of(load: Load) -> Executions | None:
    """The executions of the work; None where the number of shots is not known."""
    shots = load.shots
    if shots is None:
        return None
    factor = factor_of(load)
    pieces = tuple((piece, factor * piece.times * piece.parameter_sets * piece.bases * shots) for piece in load.pieces)
    return Executions(pieces, load.runs * shots if calibrates(load) else 0)


def factor_of(load: Load) -> int:
    """At how many noise factors each circuit runs."""
    if load.job.primitive != "estimator":
        return 1
    chosen = load.job.setting("zne_mitigation")
    extrapolates = level_of(load) >= 2 if chosen is None else bool(chosen)
    return int(load.job.setting("noise_factors") or _NOISE_FACTORS) if extrapolates else 1


def calibrates(load: Load) -> bool:
    """Whether each job measures how the readout fails, too."""
    chosen = load.job.setting("measure_mitigation")
    return level_of(load) >= 1 if chosen is None else bool(chosen)


def level_of(load: Load) -> int:
    """The resilience level that is set, or that of the SDK."""
    if load.job.primitive != "estimator":
        return 0
    return load.job.default_level if load.job.level is None else load.job.level
