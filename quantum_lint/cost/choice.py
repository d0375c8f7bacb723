"""Where a submission would run, and on which plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from quantum_lint.circuits.devices import shipped
from quantum_lint.circuits.placement import Placement, placement
from quantum_lint.config.settings import Settings
from quantum_lint.cost.plans import choose, offers, plans_of, same_route, usages_of, usual_route
from quantum_lint.evaluate.rates import Unpriced, plan_of
from quantum_lint.match.withdrawn_devices import withdrawn_by
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


class Chooser:
    """Chooses for the jobs of a run, by the plans that its configuration knows."""

    def __init__(self, knowledge: Knowledge, settings: Settings, own: Sequence[Device] = ()) -> None:
        self.knowledge = knowledge
        self._settings = settings
        self._own = own
        self._plans = plans_of(knowledge.plans, settings)
        self.usages = usages_of(knowledge.usages, settings)

    def knows_device(self, name: str) -> bool:
        """Whether there is a snapshot or a price of a device that goes by the name."""
        found = placement("", name, self.knowledge, self._own)
        called = _names(name, found)
        priced = any(plan_of((plan,), plan.provider, each) for plan in self._plans for each in called if each)
        return found.device is not None or priced

    def has_snapshot(self, name: str) -> bool:
        """Whether there is a snapshot of a device that goes by the name."""
        return placement("", name, self.knowledge, self._own).device is not None

    def knows_route(self, route: str) -> bool:
        """Whether anybody, or the provider before the slash, has such a plan."""
        provider, _, wish = route.rpartition("/")
        return any(
            provider in ("", plan.provider) and (not wish or same_route(plan.route, wish)) for plan in self._plans
        )

    def devices(self) -> tuple[str, ...]:
        """What the devices that have a snapshot are called."""
        each = (*shipped().values(), *self._own)
        return tuple(sorted({*(device.name for device in each), *(device.called for device in each)} - {""}))

    def routes(self) -> tuple[str, ...]:
        """Every plan by its name, and by that of its provider and its own."""
        each = {(plan.route, f"{plan.provider}/{plan.route}") for plan in self._plans}
        return tuple(sorted({name for names in each for name in names}))

    def choices(self, job: Job, devices: Iterable[str], routes: Iterable[str]) -> Iterator[Choice]:
        """Each device and plan that the job is to be priced on; without any those of the code, and the usual plan."""
        for name in tuple(devices) or ("",):
            for route in tuple(routes) or ("",):
                yield self._on_other(job, name, route) if name else self._on_own(job, route)

    def _on_own(self, job: Job, route: str) -> Choice:
        """On the device that the code sends it to."""
        simulated = job.target == "simulator"
        found = (
            Placement(job.device or "") if simulated else placement(job.provider, job.device, self.knowledge, self._own)
        )
        provider, _, wish = route.rpartition("/")
        if job.unpriced:
            plan: Plan | Unpriced = Unpriced(job.unpriced)
        elif provider and provider != job.provider:
            plan = Unpriced(f"it runs at {job.provider}, not at {provider}")
        elif not (job.device or found.name):
            plan = Unpriced(f"the device is not known{f': {job.because}' if job.because else ''}")
        else:
            usual = wish or usual_route(self._settings, job.provider)
            plan = choose(self._plans, job.provider, _names(job.device or "", found), usual)
        return _gone(_choice(found.name, job.provider, _explained(found, job), plan), job)

    def _on_other(self, job: Job, name: str, route: str) -> Choice:
        """On a device of this name, at the provider that the job is sent to if that has it, or at another."""
        found = placement("", name, self.knowledge, self._own)
        names = _names(name, found)
        home = found.device.provider if found.device is not None else ""
        provider, _, wish = route.rpartition("/")
        known = offers(self._plans, (name,)) or offers(self._plans, names)
        owners = [] if job.unpriced else [each.provider for each in known]
        wanted = (provider,) if provider else (job.provider, home, *owners)
        plan: Plan | Unpriced = Unpriced(job.unpriced or f"no plan for {name} is known")
        for owner in dict.fromkeys(each for each in wanted if each in owners):
            plan = choose(self._plans, owner, names, wish or usual_route(self._settings, owner))
            if isinstance(plan, Plan):
                break
        return _choice(name, home or job.provider, found, plan)


def _explained(found: Placement, job: Job) -> Placement:
    """The placement that says why the device is not known, where the code has something that is none that we know."""
    unsure = found.assumed and not job.device and job.target == "unknown" and job.because
    return found._replace(assumed=f"{found.assumed} ({job.because})") if unsure else found


def _gone(choice: Choice, job: Job) -> Choice:
    """The choice that says so where the device of the code is there no more, which may be why it has no price."""
    device = withdrawn_by(job.provider, job.device) if job.device else None
    if device is None:
        return choice
    if choice.plan is not None:
        last = f"{device.told}, and this is what it cost last" if choice.device is None else device.told
        return choice._replace(assumed=(*choice.assumed, last))
    instead = f", and {device.successor} is there in its place" if device.successor else ""
    return choice._replace(because=f"{choice.because}; {device.told}{instead}")


def _names(name: str, found: Placement) -> tuple[str, ...]:
    """What plans may know the device by."""
    return (name, found.name, found.device.called if found.device is not None else "")


def _choice(called: str, provider: str, found: Placement, plan: Plan | Unpriced) -> Choice:
    assumed = (found.assumed,) if found.assumed else ()
    if isinstance(plan, Unpriced):
        return Choice(called, provider, found.device, None, assumed, plan.because)
    return Choice(called, plan.provider, found.device, plan, assumed)
