"""Devices that providers have withdrawn, from `rules/devices/`: one dated file for each provider."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from quantum_lint.compiled import compiled, rules_folder


class Withdrawn(NamedTuple):
    """A device that is gone: since the day `retired`, or by the day `gone_by` at the latest (both ISO dates).

    `pattern` matches the names and addresses that code calls it by, and nothing else. `successor` is the device of the
    same maker that is there in its place, if one is; `instead` is advice for all devices of the `provider`.
    """

    provider: str
    title: str
    as_of: str
    source: str
    instead: str
    name: str
    pattern: str
    qubits: int | None = None
    retired: str = ""
    gone_by: str = ""
    successor: str = ""

    @property
    def when(self) -> str:
        """Since when it is gone, in words."""
        return f"on {self.retired}" if self.retired else f"by {self.gone_by}"

    @property
    def told(self) -> str:
        """That it is gone, and since when, in words."""
        return f"{self.title} withdrew {self.name} {self.when}"


def withdrawn(name: str) -> Withdrawn | None:
    """The device that is gone and goes by the name, as code writes it."""
    found = _any_name().fullmatch(name)
    return fleet()[int((found.lastgroup or "")[1:])] if found else None


def withdrawn_by(provider: str, name: str) -> Withdrawn | None:
    """The same of a provider that is known, whose devices go by short names, too: `Aria 2` for `IonQ Aria-2`."""
    return withdrawn(name) or _by_short_name().get((provider, _plain(name)))


@cache
def fleet() -> tuple[Withdrawn, ...]:
    """Every device that is known to be gone."""
    return tuple(Withdrawn(**row) for row in compiled("devices", _sources(), _read))


@cache
def _by_short_name() -> dict[tuple[str, str], Withdrawn]:
    """The devices by provider, and by their names with and without that of the maker."""
    named = ((device, words) for device in fleet() for words in (device.name, device.name.partition(" ")[2]))
    return {(device.provider, _plain(words)): device for device, words in named if words}


def _plain(name: str) -> str:
    return re.sub(r"[\W_]", "", name).casefold()


@cache
def _any_name() -> re.Pattern[str]:
    """One expression for all names; the group that matches has the number of the device."""
    names = (f"(?P<d{number}>{device.pattern})" for number, device in enumerate(fleet()))
    return re.compile("|".join(names), re.IGNORECASE)


def _sources() -> list[str]:
    folder = os.path.join(rules_folder(), "devices")
    return [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(".toml")]


def _read() -> list[dict[str, Any]]:
    return [row for path in _sources() for row in _rows(path)]


def _rows(path: str) -> Iterator[dict[str, Any]]:
    from quantum_lint.toml import loads

    with open(path, encoding="utf-8") as stream:
        table = loads(stream.read())
    shared = {key: table[key] for key in ("as_of", "source", "title", "instead")}
    for row in table["device"]:
        yield {"provider": os.path.splitext(os.path.basename(path))[0], **shared, **row}
