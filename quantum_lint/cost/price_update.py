"""What a vendor's public list of prices says today, and what of it is new. Here alone the network is used, if asked."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from quantum_lint.config.keys import amount
from quantum_lint.evaluate.rates import plan_of
from quantum_lint.model.known import Plan
from quantum_lint.model.price_list import Change, Update

#: Seconds after which a server is given up, and the most bytes that a list may have.
_PATIENCE = 30
_LARGEST = 64_000_000
#: Lines above the names of the columns: https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/reading-an-offer.html
_METADATA = 5
#: Units of time in the list, in minutes.
_MINUTES = {"minute": Decimal(1), "second": Decimal(1) / 60, "hour": Decimal(60)}

Entry = Mapping[str, str]


class UpdateError(Exception):
    """There is no list of prices to take; the message says why."""


class Listed(NamedTuple):
    """The entries of a list by the names of its columns in small letters without blanks, and its day."""

    day: str
    entries: tuple[Entry, ...]


def fetch(url: str) -> bytes:
    """What is at the address. Raises UpdateError."""
    if urlsplit(url).scheme not in ("http", "https"):
        raise UpdateError(f"{url} is no address of the web: it must begin with https://")
    try:
        with urlopen(Request(url, headers={"User-Agent": "quantum-lint"}), timeout=_PATIENCE) as answer:  # noqa: S310
            found: bytes = answer.read(_LARGEST + 1)
    except (URLError, OSError, ValueError) as error:
        raise UpdateError(f"{url} gave no answer: {getattr(error, 'reason', error)}") from error
    if len(found) > _LARGEST:
        raise UpdateError(f"{url} gave more than {_LARGEST:,} bytes, which is no list of prices")
    return found


def listed(answer: bytes, offer: str) -> Listed:
    """The list in an offer file of AWS, CSV or JSON. Raises UpdateError."""
    try:
        text = answer.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UpdateError("the answer is no text, and so no list of prices") from None
    found = _of_json(text, offer) if text.lstrip().startswith("{") else _of_csv(text, offer)
    if found is None or not found.entries:
        raise UpdateError(f"the answer is no list of prices of {offer}")
    return found


def update(plans: Iterable[Plan], provider: str, table: Mapping[str, Any], found: Listed, source: str) -> Update:
    """The provider's plans with the prices of the list, by the table that says where they stand in it.

    Raises UpdateError where no price of a device that we know is in the list.
    """
    own = [plan for plan in plans if plan.provider == provider and plan.route in table["routes"] and plan.prices]
    prices, notes = _prices(found, table["row"])
    known = {device: plan_of(own, provider, device) for device in prices}
    fresh: list[Plan] = []
    changes: list[Change] = []
    for plan in own:
        told = [prices[device] for device, its in known.items() if its is plan]
        new, open_ends = _agreed(plan, told)
        notes += open_ends
        if new:
            fresh.append(plan._replace(prices={**plan.prices, **new}, as_of=found.day or plan.as_of, source=source))
            changes += _changes(plan, new)
    if not fresh:
        raise UpdateError("the list has no price of a device that is known here")
    notes += [f"{device} is in the list, and not known here" for device, plan in known.items() if plan is None]
    return Update(tuple(fresh), tuple(changes), tuple(notes))


def _agreed(plan: Plan, told: Sequence[Mapping[str, str]]) -> tuple[dict[str, str], list[str]]:
    """The new prices of a plan that the list has the same of for all its devices, and a note on each other one."""
    new, notes = {}, []
    for unit in plan.prices:
        each = {prices[unit] for prices in told if unit in prices}
        if len(each) > 1:
            notes.append(f"devices of {plan.title} have several prices for a {unit}: none was taken")
        elif each:
            new[unit] = each.pop()
    return new, notes


def _changes(old: Plan, new: Mapping[str, str]) -> Iterator[Change]:
    for unit, each in new.items():
        if Decimal(old.prices[unit]) != Decimal(each):
            yield Change(old, unit, old.prices[unit], each)


def _prices(found: Listed, rows: Sequence[Mapping[str, str]]) -> tuple[dict[str, dict[str, str]], list[str]]:
    """Prices by device and unit, and notes on those that the list has several of."""
    seen: dict[tuple[str, str], set[str]] = {}
    for entry in found.entries:
        for row in rows:
            price = _price(entry, row)
            if price is not None:
                seen.setdefault((entry[_column(row["device"])], row["unit"]), set()).add(price)
    prices: dict[str, dict[str, str]] = {}
    notes = []
    for (device, unit), each in seen.items():
        if len(each) > 1:
            notes.append(f"{device} has several prices for a {unit}, by region: none was taken")
        else:
            prices.setdefault(device, {})[unit] = each.pop()
    return prices, notes


def _price(entry: Entry, row: Mapping[str, str]) -> str | None:
    """The price of the row's unit that an entry tells, None where it is about something else."""
    same = entry.get("productfamily") == row["family"] and entry.get("operation") == row.get(
        "operation", entry.get("operation")
    )
    found = amount(entry.get("priceperunit"))
    if not same or not entry.get(_column(row["device"])) or found is None or entry.get("currency") != "USD":
        return None
    if row["unit"] == "minute":
        length = _MINUTES.get(entry.get("unit", "").lower().removesuffix("s"))
        if length is None:
            return None
        found /= length
    return f"{found.normalize():f}"


def _column(name: str) -> str:
    return name.replace(" ", "").lower()


def _of_csv(text: str, offer: str) -> Listed | None:
    """The five first lines are pairs that tell of the file, the sixth are the names of the columns."""
    lines = text.splitlines()
    head = {_column(row[0]): row[1] for row in csv.reader(lines[:_METADATA]) if len(row) > 1}
    if head.get("offercode") != offer:
        return None
    rows = csv.DictReader(lines[_METADATA:])
    entries = ({_column(name): value or "" for name, value in row.items() if name} for row in rows)
    return Listed(head.get("publicationdate", "")[:10], tuple(entries))


def _of_json(text: str, offer: str) -> Listed | None:
    try:
        table = json.loads(text)
        if table.get("offerCode") != offer:
            return None
        return Listed(str(table.get("publicationDate", ""))[:10], tuple(_products(table)))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _products(table: Mapping[str, Any]) -> Iterator[Entry]:
    for number, terms in table["terms"]["OnDemand"].items():
        product = table["products"][number]
        named = {_column(name): str(value) for name, value in product.get("attributes", {}).items()}
        for term in terms.values():
            for dimension in term["priceDimensions"].values():
                for currency, price in dimension["pricePerUnit"].items():
                    told = {"unit": str(dimension.get("unit", "")), "currency": currency, "priceperunit": str(price)}
                    yield {**named, "productfamily": str(product.get("productFamily", "")), **told}
