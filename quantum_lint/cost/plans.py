"""The plans of a run: those that come with us, those of a price file and the user's own, in the user's currency."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from quantum_lint.config import ConfigError, Settings
from quantum_lint.evaluate.rates import Unpriced, plan_of
from quantum_lint.model.estimate import Rate
from quantum_lint.model.known import Plan, Usage

#: What a plan must say of itself if none that comes with us has its provider and route.
_NEEDED = ("device", "title", "currency", "model")
_HQC = "HQC"
#: Whose devices tell their timing data.
_ANNEALER = "dwave"
_WHOLE = Decimal(100)
#: What the configuration does not say where it does not say what one of a unit is worth.
_RATES: Mapping[str, str] = {_HQC: "hqc-price is not set"}


def plans_of(shipped: Iterable[Plan], settings: Settings) -> tuple[Plan, ...]:
    """All plans by the configuration: the user's own first, discounts taken off and currencies exchanged.

    Raises:
        ConfigError: a plan is not whole, or the price file is none.
    """
    known = (*_updated(settings), *shipped)
    own = tuple(_own(settings, known))
    return tuple(_in_money_of_user(plan, settings) for plan in (*own, *known))


def usages_of(shipped: Mapping[str, Usage], settings: Settings) -> Mapping[str, Usage]:
    """How providers count time, with the timing data of the user's own annealer. Raises ConfigError."""
    path = settings.cost.get("timing")
    if path is None:
        return shipped
    from quantum_lint.cost.annealing import TimingError, load

    try:
        timing = load(path)
    except TimingError as error:
        raise ConfigError(path, 0, str(error)) from error
    own = Usage(_ANNEALER, as_of="", source=f"the timing data in {os.path.basename(path)}", timing=timing)
    return {**shipped, _ANNEALER: own}


def choose(plans: Iterable[Plan], provider: str, names: Iterable[str], route: str = "") -> Plan | Unpriced:
    """The plan for a device by any of the names that it goes by: the one of this route, or the usual one.

    The usual one is the first, and one that cannot be ordered any more is only taken where there is no other. Without
    a name the device may be any of its provider.
    """
    own = [plan for plan in plans if plan.provider == provider]
    if not own:
        return Unpriced(f"no plan of {provider} is known")
    called = tuple(dict.fromkeys(name for name in names if name)) or ("",)
    fitting = [plan for plan in own if any(plan_of((plan,), provider, name) for name in called)]
    if not fitting:
        return Unpriced(f"no price of {own[0].provider} for {called[0] or 'a device without a name'} is known")
    routed = [plan for plan in fitting if not route or same_route(plan.route, route)]
    if not routed:
        there = ", ".join(dict.fromkeys(plan.route for plan in fitting))
        return Unpriced(f"{provider} has no plan {route!r} for {called[0] or 'it'}, but {there}")
    return next((plan for plan in routed if plan.status == "live"), routed[0])


def distinct(plans: Iterable[Plan]) -> tuple[Plan, ...]:
    """The plans without those that another one stands above: of the same provider, route and devices."""
    found: dict[tuple[str, str, str], Plan] = {}
    for plan in plans:
        found.setdefault((plan.provider, plan.route, plan.device), plan)
    return tuple(found.values())


def offers(plans: Iterable[Plan], names: Iterable[str]) -> tuple[Plan, ...]:
    """What every provider asks for a device that goes by any of these names, and can still be ordered."""
    called = tuple(dict.fromkeys(name for name in names if name))
    return tuple(
        plan
        for plan in plans
        if plan.status == "live" and any(plan_of((plan,), plan.provider, name) for name in called)
    )


def usual_route(settings: Settings, provider: str) -> str:
    """The plan that the user has with a provider, by the configuration; empty for what most have."""
    route: str = settings.cost.get("routes", {}).get(provider, "")
    return route


def unexchanged(currencies: Iterable[str], settings: Settings) -> tuple[tuple[str, str], ...]:
    """Notes on the configuration that names a currency, for each of these that it has no rate for."""
    wanted = settings.cost.get("currency")
    left = sorted({*currencies} - {wanted}) if wanted else []
    file = os.path.basename(settings.source or "")
    return tuple(
        (file, f"costs in {each} are not told in {wanted}: {_RATES.get(each, f'exchange has no rate for {each}')}")
        for each in left
    )


def same_route(one: str, other: str) -> bool:
    """Whether two names of a plan are the same, but for case, blanks and dashes: `Pay as you go`, `payg`."""
    spelled = {_spelled(one), _spelled(other)}
    return len(spelled) == 1 or spelled == {"payasyougo", "payg"}


def rate_of(plan: Plan) -> Rate:
    """What an estimate tells of its plan."""
    return Rate(plan.provider, plan.route, plan.title, plan.currency, plan.as_of, plan.source, plan.certainty)


def _spelled(route: str) -> str:
    return re.sub(r"[\s_-]", "", route.lower())


def _updated(settings: Settings) -> tuple[Plan, ...]:
    path = settings.cost.get("prices")
    if path is None:
        return ()
    from quantum_lint.cost.price_file import read

    return read(path)


def _own(settings: Settings, known: tuple[Plan, ...]) -> Iterator[Plan]:
    """The plans of the configuration; one that is of a known route takes from it what it does not say."""
    for table in settings.cost.get("plan", ()):
        given = {name.replace("-", "_"): value for name, value in table.items()}
        line = given.pop("line")
        try:
            yield from _merged(given, known)
        except ValueError as error:
            raise ConfigError(settings.source or "", line, str(error)) from error


def _merged(given: Mapping[str, Any], known: tuple[Plan, ...]) -> Iterator[Plan]:
    fields = {name: _written(value) for name, value in given.items()}
    _check(fields)
    same = [
        plan
        for plan in known
        if plan.provider == fields["provider"]
        and same_route(plan.route, fields["route"])
        and plan.device == fields.get("device", plan.device)
        and plan.title == fields.get("title", plan.title)
    ]
    fields.setdefault("source", "your configuration")
    fields.setdefault("certainty", "high")
    for plan in same:
        yield plan._replace(**fields)
    if same:
        return
    missing = [name for name in _NEEDED if name not in fields]
    if missing:
        raise ValueError(
            f"{fields['provider']} has no plan {fields['route']!r} of that kind: say {' and '.join(missing)}, too"
        )
    yield Plan(**fields)


def _check(fields: Mapping[str, Any]) -> None:
    """Raise ValueError where a text is not what it must be."""
    try:
        re.compile(fields.get("device", ""))
    except re.error as error:
        raise ValueError(f"device is no regular expression: {error}") from error
    try:
        date.fromisoformat(fields["as_of"])
    except ValueError:
        raise ValueError("as-of must be a day like 2026-11-21") from None
    unknown = set(fields.get("prices", ())) - UNITS
    if unknown:
        raise ValueError(f"there is no unit {min(unknown)!r}: prices are for {', '.join(sorted(UNITS))}")
    if "increment" in fields.get("prices", ()) and "increment" not in fields:
        raise ValueError('a price for an increment needs the seconds of one: increment = "0.01"')


#: What a plan may have a price for.
UNITS = frozenset(
    {"task", "shot", "second", "minute", "hour", "increment", "one_qubit_gate", "two_qubit_gate", "measurement"}
)


def _written(value: Any) -> Any:
    """Numbers as the text that a plan has them in."""
    if isinstance(value, Mapping):
        return {name: _written(each) for name, each in value.items()}
    return f"{value:f}" if isinstance(value, Decimal) else value


def _in_money_of_user(plan: Plan, settings: Settings) -> Plan:
    """The plan at the user's discount and, where there is a rate for it, in the user's currency."""
    cost = settings.cost
    off = cost.get("discount", {}).get(plan.provider, Decimal())
    if off > _WHOLE:
        raise ConfigError(settings.source or "", 0, f"cost.discount.{plan.provider} is more than 100 per cent")
    scaled = _scaled(plan, 1 - off / _WHOLE, plan.currency, f"{off.normalize():f} % off" if off else "")
    rates = {**cost.get("exchange", {}), **({_HQC: cost["hqc-price"]} if "hqc-price" in cost else {})}
    rate, currency = rates.get(plan.currency), cost.get("currency", "USD")
    if rate is None or plan.currency == currency:
        return scaled
    return _scaled(scaled, rate, currency, f"{rate:f} {currency} for a {plan.currency}")


def _scaled(plan: Plan, factor: Decimal, currency: str, why: str) -> Plan:
    """The plan with all its money multiplied; what a unit is worth, where the prices are in one, instead of these."""
    if not why:
        return plan
    if not plan.unit:
        plan = plan._replace(prices={unit: _times(each, factor) for unit, each in plan.prices.items()})
    return plan._replace(
        currency=currency,
        source=f"{plan.source}; {why}",
        worth=_times(plan.worth, factor),
        minimum=_times(plan.minimum, factor),
        unmitigated_minimum=_times(plan.unmitigated_minimum, factor),
        monthly=_times(plan.monthly, factor),
    )


def _times(number: str, factor: Decimal) -> str:
    return f"{Decimal(number) * factor:f}" if number else ""
