"""How often IBM's primitives run something on the device for one job, with all that mitigation of errors adds.

The rules are those of `prepare` in qiskit_ibm_runtime 0.51 (`executor_estimator/prepare.py`), which they were checked
against in six cases: an estimator at levels 0, 1 and 2, with one and four sets of parameters and two bases.
"""

from __future__ import annotations

from decimal import Decimal
from math import ceil
from typing import NamedTuple

from quantum_lint.cost.ranges import exactly, times, total
from quantum_lint.evaluate.rates import executions
from quantum_lint.model.estimate import Range

#: Noise factors of zero-noise extrapolation, `ZneOptions.noise_factors`: (1, 3, 5), or (1, 1.5, 2, 2.5, 3) with PEA.
ZNE_FACTORS = 3
PEA_FACTORS = 5
#: `PecOptions.max_overhead`: the most that probabilistic error cancellation samples, a factor.
PEC_OVERHEAD = 100
#: Shots that are run with the same random gates if the number of them is left to the primitive, at least, and how many
#: randomizations it takes: `executor/calculate_twirling_shots.py`.
_FEWEST_SHOTS = 64
_RANDOMIZATIONS = 32
#: Bases in which each pair of a layer is learned.
_BASES_OF_LEARNING = 9


class Twirling(NamedTuple):
    """How shots are shared out: so many randomized circuits, with so many shots each."""

    randomizations: int
    shots: int

    @property
    def all_shots(self) -> int:
        """What is run in the end, which may be more than was asked for."""
        return self.randomizations * self.shots


class Learning(NamedTuple):
    """How the noise of layers is learned: `LayerNoiseLearningOptions`, with its defaults."""

    layers: int = 4
    depths: int = 6
    randomizations: int = 32
    shots: int = 128

    @property
    def executions(self) -> int:
        """884,736 with the defaults."""
        return self.circuits * self.shots

    @property
    def circuits(self) -> int:
        """The circuits that it takes."""
        return self.layers * self.depths * _BASES_OF_LEARNING * self.randomizations


class Runs(NamedTuple):
    """What runs on the device for one job: executions, the randomized circuits among them, and if it calibrates."""

    executions: Range
    randomized: Range = exactly(0)
    calibrated: bool = False


class Mitigation(NamedTuple):
    """What an estimator does against errors.

    A `level` stands for settings that single options change: `measure` is whether readout is calibrated (TREX),
    `zne` whether circuits run at several noise factors, `pea` whether noise is amplified by what was learned of it,
    `pec` whether it is cancelled, `gates` and `readout` whether these are twirled. None is what the level says.
    `factors` is how many noise factors there are, `overhead` the most that cancelling samples. `randomizations` and
    `each`, the shots of each of them, are those of twirling, None where they are left to the primitive.
    """

    level: int = 1
    measure: bool | None = None
    zne: bool | None = None
    pea: bool = False
    pec: bool = False
    factors: int | None = None
    overhead: Decimal = Decimal(PEC_OVERHEAD)
    learning: Learning = Learning()
    gates: bool | None = None
    readout: bool | None = None
    randomizations: int | None = None
    each: int | None = None

    @property
    def twirls(self) -> bool:
        """Whether shots are shared out: twirling is on for the readout from level 1 on, for gates from level 2 on."""
        gates = self.level >= 2 if self.gates is None else self.gates
        readout = self.level >= 1 if self.readout is None else self.readout
        return gates or readout or self.pec

    @property
    def calibrates(self) -> bool:
        """Whether a job has one item more, to calibrate the readout: from level 1 on."""
        return self.level >= 1 if self.measure is None else self.measure

    @property
    def noise_factors(self) -> int:
        """How many times as often each circuit runs for extrapolation: from level 2 on, at three noise factors."""
        extrapolates = (self.level >= 2 and not self.pec) if self.zne is None else self.zne
        return (self.factors or (PEA_FACTORS if self.pea else ZNE_FACTORS)) if extrapolates else 1


def sampler(shots: int, circuits: int = 1, parameter_sets: int = 1, mitigation: Mitigation | None = None) -> Runs:
    """A sampler runs each circuit with every set of parameters that its arrays broadcast to, in all shots."""
    return Runs(exactly(executions(_shared(shots, mitigation or Mitigation(0)).all_shots, circuits, parameter_sets)))


def estimator(
    shots: int, circuits: int = 1, parameter_sets: int = 1, bases: int = 1, mitigation: Mitigation | None = None
) -> Runs:
    """An estimator runs `(factors * sets * bases + 1) * shots`, the 1 being the calibration of the readout of a job.

    `bases` are the groups of observables that commute qubit by qubit. Cancelling noise samples up to `gamma ** 2` times
    as many circuits, at most the overhead that is allowed, and learns the noise first, as amplifying by it does.
    """
    chosen = mitigation or Mitigation()
    calibrations = int(chosen.calibrates)
    share = _shared(shots, chosen)
    plain = executions(share.all_shots, circuits, parameter_sets, bases, chosen.noise_factors)
    sampled = Range(Decimal(plain), Decimal(plain) * (chosen.overhead if chosen.pec else 1))
    learned = chosen.learning.executions if chosen.pec or chosen.pea else 0
    return Runs(
        executions=total((sampled, exactly(calibrations * share.all_shots + learned))),
        randomized=_randomized(sampled, calibrations, share, chosen, learned > 0) if calibrations else exactly(0),
        calibrated=chosen.calibrates,
    )


def twirling(shots: int, randomizations: int | None = None, each: int | None = None, least: bool = False) -> Twirling:
    """How shots are shared out among randomized circuits: 32 of them, or fewer with at least 64 shots each.

    Either number may be set (`num_randomizations`, `shots_per_randomization`). Cancelling noise takes 64 shots
    (`least`) for as many circuits as that makes.
    """
    if randomizations is not None:
        return Twirling(randomizations, each or ceil(shots / randomizations))
    chosen = each or (_FEWEST_SHOTS if least else max(_FEWEST_SHOTS, ceil(shots / _RANDOMIZATIONS)))
    return Twirling(ceil(shots / chosen), chosen)


def _shared(shots: int, mitigation: Mitigation) -> Twirling:
    """How the shots of a circuit are shared out: not at all without twirling."""
    if not mitigation.twirls:
        return Twirling(1, shots)
    return twirling(shots, mitigation.randomizations, mitigation.each, least=mitigation.pec)


def _randomized(sampled: Range, calibrations: int, share: Twirling, mitigation: Mitigation, learned: bool) -> Range:
    """Circuits that are randomized, among all that a job runs."""
    learning = mitigation.learning.circuits if learned else 0
    of_samples = times(sampled, 1 / Decimal(share.shots))
    return total((of_samples, exactly(calibrations * share.randomizations + learning)))
