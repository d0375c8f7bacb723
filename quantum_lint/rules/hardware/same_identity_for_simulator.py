"""Accounts that open simulators and hardware alike."""

from __future__ import annotations

from collections.abc import Iterator

from quantum_lint.evaluate.hardware import Submitted
from quantum_lint.evaluate.positions import Where
from quantum_lint.evaluate.tables import tables_of
from quantum_lint.knowledge import Knowledge
from quantum_lint.match.accounts import accesses
from quantum_lint.match.hardware_jobs import is_rehearsed
from quantum_lint.model.hit import Hit, Related
from quantum_lint.model.rule import Options
from quantum_lint.parse.python import PythonDocument


def check(document: PythonDocument, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Every account object that gives a simulator as well as hardware."""
    if is_rehearsed(document, knowledge):
        return
    by_account: dict[Where, dict[str, Submitted]] = {}
    for access in accesses(document.evaluation(knowledge), tables_of(knowledge)):
        by_account.setdefault(access.account, {}).setdefault(access.submitted.target.kind, access.submitted)
    for account, found in by_account.items():
        if "simulator" in found and "hardware" in found:
            simulator, hardware = found["simulator"], found["hardware"]
            yield Hit(
                span=account.span,
                note=f"This account gives {simulator.target.name or 'a simulator'} and"
                f" {hardware.target.name or 'hardware'}: whoever is to try things out on the simulator holds what pays"
                " for hardware. Use a local simulator, or a key or instance of its own for trials.",
                related=(
                    Related(simulator.call.span, "the simulator", role="after"),
                    Related(hardware.call.span, "the hardware", role="after"),
                ),
                provider=hardware.target.provider,
            )
