"""Devices that providers have withdrawn: the data of `rules/devices/`, and finding a device by its name."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

import pytest

from quantum_lint.knowledge import load
from quantum_lint.match.withdrawn_devices import fleet, withdrawn, withdrawn_by

by_device = pytest.mark.parametrize("device", fleet(), ids=lambda each: f"{each.provider}-{each.name}")


@by_device
def test_says_when_and_where_from(device) -> None:
    assert device.provider in load().providers
    assert bool(device.retired) != bool(device.gone_by)
    assert date.fromisoformat(device.retired or device.gone_by) <= date.fromisoformat(device.as_of) <= date.today()
    assert (device.retired or device.gone_by) in device.when
    assert urlsplit(device.source).scheme == "https"
    assert device.qubits is None or device.qubits > 0
    assert device.instead.endswith(".")
    assert re.compile(device.pattern).groups == 0


def test_no_device_is_listed_twice() -> None:
    names = [(device.provider, device.name) for device in fleet()]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("name", "device"),
    [
        ("ibm_kyoto", "ibm_kyoto"),
        ("IBM_Kyoto", "ibm_kyoto"),
        ("ibmq_16_melbourne", "ibmq_16_melbourne"),
        ("ibmqx2", "ibmq_5_yorktown"),
        ("ibm_oslo", "ibmq_oslo"),
        ("arn:aws:braket:us-west-1::device/qpu/rigetti/Aspen-M-3", "Rigetti Aspen-M-3"),
        ("arn:aws:braket:::device/qpu/rigetti/Aspen-11", "Rigetti Aspen-11"),
        ("braket.devices.Devices.IonQ.Aria1", "IonQ Aria-1"),
        ("braket.devices.Devices.Rigetti._Ankaa3.value", "Rigetti Ankaa-3"),
        ("ibm_fez", None),
        ("ibm_berlin", None),
        ("fake_kyoto", None),
        ("ibm_kyoto_2", None),
        ("braket.devices.Devices.IonQ.Forte1", None),
        ("arn:aws:braket:us-east-1::device/qpu/ionq/Forte-1", None),
    ],
)
def test_finds_a_device_by_what_code_calls_it(name: str, device: str | None) -> None:
    found = withdrawn(name)
    assert (found.name if found else None) == device


@pytest.mark.parametrize(
    ("provider", "name", "device"),
    [
        ("braket", "Aria 2", "IonQ Aria-2"),
        ("braket", "IonQ Aria 2", "IonQ Aria-2"),
        ("braket", "Aspen-M-3", "Rigetti Aspen-M-3"),
        ("braket", "arn:aws:braket:us-west-1::device/qpu/rigetti/Aspen-M-3", "Rigetti Aspen-M-3"),
        ("rigetti", "Aria 2", None),
        ("braket", "Forte 1", None),
        ("ibm", "", None),
    ],
)
def test_finds_a_device_of_a_provider_by_its_short_name(provider: str, name: str, device: str | None) -> None:
    found = withdrawn_by(provider, name)
    assert (found.name if found else None) == device
