"""Device snapshots: what they say, and that a broken one says what is wrong with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quantum_lint.circuits import devices
from quantum_lint.circuits.devices import DeviceError, find, load, shipped
from quantum_lint.compiled import rules_folder

FOLDER = Path(rules_folder()) / "devices"
#: Devices, with their qubits and the pairs of qubits that can meet; None for all of them.
SIZES = {
    "ibm_fez": (156, 352), "ibm_torino": (133, 300), "ibm_berlin": (120, 436), "ibm_brisbane": (127, 144),
    "iqm_garnet": (20, 60), "iqm_emerald": (54, 166), "rigetti_cepheus_1_108q": (107, 336), "ionq_forte_1": (36, None),
    "ionq_forte_enterprise": (36, None), "quantinuum_h2_1": (56, None), "quantinuum_helios": (98, None),
    "aqt_ibex_q1": (12, None),
}  # fmt: skip
PAIRS = ("cz", "ecr", "rzz", "rxx")


def test_there_are_as_many_as_the_documentation_says() -> None:
    assert len(shipped()) == 21


@pytest.mark.parametrize(("name", "qubits", "pairs"), [(name, *size) for name, size in SIZES.items()])
def test_a_snapshot_has_the_size_of_its_device(name: str, qubits: int, pairs: int | None) -> None:
    device = shipped()[name]
    operation = next(device.operations[each] for each in PAIRS if each in device.operations)
    assert device.qubits == qubits
    dead = 0 if pairs is None else pairs - len(operation.errors)
    assert list(operation.errors) == [()] if pairs is None else 0 <= dead <= 30


@pytest.mark.parametrize("name", sorted(shipped()))
def test_every_snapshot_is_dated_and_says_where_it_is_from(name: str) -> None:
    device = shipped()[name]
    assert device.as_of.startswith("202")
    assert device.source
    assert device.licence
    assert (FOLDER / f"{name}.json").stat().st_size < 12_000


@pytest.mark.parametrize("name", sorted(shipped()))
def test_nothing_that_is_switched_off_is_offered(name: str) -> None:
    errors = [error for each in shipped()[name].operations.values() for error in each.errors.values()]
    assert all(error is None or error < 0.5 for error in errors)
    assert any(error for error in errors)


@pytest.mark.parametrize(
    ("called", "name"),
    [
        ("ibm_fez", "ibm_fez"),
        ("FakeTorino", "ibm_torino"),
        ("arn:aws:braket:eu-north-1::device/qpu/iqm/Garnet", "iqm_garnet"),
        ("arn:aws:braket:us-east-1::device/qpu/ionq/Forte-Enterprise-1", "ionq_forte_enterprise"),
        ("arn:aws:braket:us-east-1::device/qpu/ionq/Forte-1", "ionq_forte_1"),
        ("arn:aws:braket:us-west-1::device/qpu/rigetti/Cepheus-1-108Q", "rigetti_cepheus_1_108q"),
        ("H2-1", "quantinuum_h2_1"),
        ("Helios-1", "quantinuum_helios"),
        ("ibm_nowhere", None),
        ("H2-1E", None),
        ("", None),
    ],
)
def test_a_device_is_found_by_what_code_calls_it(called: str, name: str | None) -> None:
    found = find(called)
    assert (found.name if found else None) == name


def test_times_are_in_seconds() -> None:
    fez = shipped()["ibm_fez"]
    assert fez.repetition_delay == pytest.approx(250e-6)
    assert fez.operations["cz"].duration((0, 1)) == pytest.approx(84e-9)
    assert fez.operations["cz"].error((0, 1)) == fez.operations["cz"].error((1, 0))
    assert fez.operations["rz"].duration((5,)) == 0
    assert fez.t1[0] == pytest.approx(48.8e-6)


def test_a_user_may_have_a_device_of_their_own(tmp_path: Path) -> None:
    table = json.loads((FOLDER / "iqm_garnet.json").read_text(encoding="utf-8"))
    (tmp_path / "mine.json").write_text(json.dumps({**table, "name": "mine", "device": "Garnet"}), encoding="utf-8")
    mine = load(str(tmp_path / "mine.json"))
    assert find("Garnet", [mine]) is mine
    assert find("iqm_garnet", [mine]) is shipped()["iqm_garnet"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{", "no JSON"),
        ("[]", "no device snapshot"),
        ('{"qubits": 2}', "'operations' is missing"),
        ('{"qubits": 2, "operations": [{"name": "x", "on": "each", "width": 1, "error": [0.1]}]}', "1 numbers where"),
    ],
)
def test_a_broken_snapshot_says_what_is_wrong(tmp_path: Path, content: str, says: str) -> None:
    path = tmp_path / "broken.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DeviceError, match=says) as raised:
        load(str(path))
    assert str(raised.value).startswith(str(path))


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(DeviceError, match="No such file"):
        devices.load(str(tmp_path / "none.json"))
