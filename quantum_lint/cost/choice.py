"""Where a submission would run, and on which plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from quantum_lint.circuits.placement import placement
from quantum_lint.cost.request import Request
from quantum_lint.model.device import Device
from quantum_lint.model.job import Job
from quantum_lint.model.known import Plan

if TYPE_CHECKING:
    from quantum_lint.knowledge import Knowledge


class Choice(NamedTuple):
    """A device, by what code or the user calls it, its snapshot, and the plan that it is paid by.

    Without a plan `because` says why there is none.
    """

    called: str
    provider: str
    device: Device | None = None
    plan: Plan | None = None
    assumed: tuple[str, ...] = ()
    because: str = ""


def choices(job: Job, request: Request, knowledge: Knowledge) -> Iterator[Choice]:
    """Each device and plan that the job is to be priced on."""
    for name in request.devices or (None,):
        for plan in request.plans or (None,):
            yield _chosen(job, name, plan, request, knowledge)


def _chosen(job: Job, name: str | None, wish: str | None, request: Request, knowledge: Knowledge) -> Choice:
    """On the device of this name, or on that of the code; on the plan that is wished for, or on the usual one."""
    names: tuple[str, ...]
    owner: tuple[str, ...]
    if name is None:
        found = placement(job.provider, job.device, knowledge, request.own)
        names = (job.device or "", found.name, found.device.called if found.device else "")
        owner = (job.provider,)
    else:
        found = placement("", name, knowledge, request.own)
        names = (name, found.device.called if found.device else name)
        owner = (found.device.provider if found.device else "", job.provider, *knowledge.providers)
    plan = _plan(names, owner, wish, knowledge)
    return Choice(
        called=found.name or name or "",
        provider=plan.provider if plan else job.provider if name is None else owner[0],
        device=found.device,
        plan=plan,
        assumed=(found.assumed,) if found.assumed else (),
        because="" if plan else _why(job, name, wish, knowledge),
    )


def _plan(names: tuple[str, ...], owners: tuple[str, ...], wish: str | None, knowledge: Knowledge) -> Plan | None:
    """The first plan for one of the names, of the first provider that has one; on the route that is wished for."""
    for owner in owners:
        for name in names:
            for plan in knowledge.plans:
                if plan.provider == owner and _fits(plan, name, wish):
                    return plan
    return None


def _fits(plan: Plan, name: str, wish: str | None) -> bool:
    wished = wish is None or wish.casefold() in (plan.route.casefold(), f"{plan.provider}/{plan.route}".casefold())
    return wished and _expression(plan.device).fullmatch(name) is not None


@lru_cache(maxsize=256)
def _expression(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _why(job: Job, name: str | None, wish: str | None, knowledge: Knowledge) -> str:
    """Why there is no plan."""
    called = name or job.device
    provider = knowledge.providers.get(job.provider)
    title = provider.title if provider is not None and name is None else ""
    if wish is not None:
        return f"no plan {wish!r} is known for {called or title or 'it'}"
    if not called:
        return f"the device is not known{f': {job.because}' if job.because else ''}"
    return f"no price of {called} is known" + (f" at {title}" if title else "")
