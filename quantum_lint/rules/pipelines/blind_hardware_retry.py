"""Work on hardware that is handed over again whenever something fails."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quantum_lint.knowledge import Knowledge
from quantum_lint.match.pipeline_jobs import HardwareJob, hardware_jobs
from quantum_lint.match.pipeline_wording import hardware_of, monthly, whom
from quantum_lint.model.hit import Hit
from quantum_lint.model.pipeline import Retry
from quantum_lint.model.rule import Options


def check(repository: Any, options: Options, knowledge: Knowledge) -> Iterator[Hit]:
    """Each place that tries again around a step that reaches hardware."""
    for each in hardware_jobs(repository, knowledge):
        for spending in each.spending:
            for retry in spending.work.retries:
                if retry.attempts != 1:
                    yield _hit(each, retry, knowledge)


def _hit(each: HardwareJob, retry: Retry, knowledge: Knowledge) -> Hit:
    often = f" up to {retry.attempts} times" if retry.attempts else ""
    clock = f" By the clock it gets there {monthly([each])}." if each.fires else ""
    return Hit(
        span=retry.span,
        note=(
            f"{retry.how[0].upper()}{retry.how[1:]} makes {whom([each])} submit its work to "
            f"{hardware_of([each], knowledge)} anew{often}, although a failure after the submission, such as a lost "
            f"connection, leaves the first job running: both are paid.{clock} Keep the job's id and ask for that job "
            "again, or try again only what comes before the submission."
        ),
        related=each.evidence,
        provider=each.provider,
        path=each.path,
    )
