"""Circuits that are transpiled for hardware without any optimization."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.sent_work import Fit, fits
from quantum_lint.model.circuit import OnDevice, Use
from quantum_lint.model.hit import Edit, Fix, Hit, Related
from quantum_lint.model.rule import Options


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every call that makes more gates of a circuit than an optimized one has on its device."""
    for found in fits(repository):
        worst: dict[Use, tuple[int, Fit]] = {}
        for fit in found:
            extra = _extra(fit)
            for use in fit.circuit.uses if extra > 0 else ():
                if use.level == 0 and extra > worst.get(use, (0, fit))[0]:
                    worst[use] = extra, fit
        for use, (extra, fit) in worst.items():
            yield _hit(fit, use, extra)


def _extra(fit: Fit) -> int:
    """Gates on two qubits that optimization saves."""
    return _gates(_without(fit)) - _gates(fit.on) if fit.on is not None else 0


def _without(fit: Fit) -> OnDevice | None:
    return next((each for each in fit.circuit.unoptimized if each.device == fit.device.name and not each.failed), None)


def _gates(on: OnDevice | None) -> int:
    return on.measures.two_qubit or 0 if on is not None and on.measures is not None else 0


def _hit(fit: Fit, use: Use, extra: int) -> Hit:
    level = fit.on.level if fit.on is not None else 0
    return Hit(
        span=use.span,
        note=f"Optimization level 0 leaves {_gates(_without(fit)):,} two-qubit gates in the circuit on {fit.told}, "
        f"{extra:,} more than level {level} does{_chances(fit)}. Each costs time and success. Leave the level out, or "
        "ask for 2 or 3.",
        fix=Fix("Optimize at level 2", (Edit(use.written, "2"),), "unsafe") if use.written else None,
        related=(Related(fit.sent.job.span, "and it is sent to hardware here", role="after"),),
        provider=fit.sent.job.provider,
        path=fit.path,
    )


def _chances(fit: Fit) -> str:
    """How likely nothing goes wrong, with and without."""
    without = _without(fit)
    if fit.on is None or without is None or fit.on.success is None or without.success is None:
        return ""
    return f", and nothing goes wrong with {10**without.success:.2g} in place of {10**fit.on.success:.2g}"
