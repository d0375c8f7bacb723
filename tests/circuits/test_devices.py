"""Device snapshots: what they say, and that a broken one says what is wrong with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quantum_lint.circuits import devices
from quantum_lint.circuits.device_file import parse
from quantum_lint.circuits.devices import DeviceError, find, load, shipped
from quantum_lint.circuits.gates import GATES
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
    ("content", "line", "says"),
    [
        ("{", 1, "no JSON"),
        ('{\n  "name": "a",\n  what\n}', 3, "no JSON"),
        ("\n\n{\n\n", 3, "no JSON"),
        ("[]", 0, "no device snapshot: Expected `object`, got `array`"),
        ("{}", 0, "Object missing required field `name`"),
    ],
)
def test_what_is_no_device_file_says_so_and_where(tmp_path: Path, content: str, line: int, says: str) -> None:
    path = tmp_path / "broken.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DeviceError) as raised:
        load(str(path))
    assert str(raised.value).startswith(f"{path}:{line}: " if line else f"{path}: ")
    assert says in str(raised.value)


def small(**changes: object) -> bytes:
    """A device of two qubits that says no more than it must, with some changes."""
    rows = [{"name": "sx"}, {"name": "cz", "on": [0, 1], "width": 2, "mirrored": True}, {"name": "measure"}]
    return json.dumps({"name": "lab", "as_of": "2026-11-01", "qubits": 2, "operations": rows, **changes}).encode()


def row(**changes: object) -> list[dict[str, object]]:
    return [{"name": "x", "on": "each", **changes}]


def test_a_device_file_need_not_say_much() -> None:
    lab = parse(small(), "lab.json")
    assert (lab.title, lab.device, lab.called, lab.as_of) == ("lab", "lab", "lab", "2026-11-01")
    assert list(lab.operations["cz"].errors) == [(0, 1), (1, 0)]
    assert lab.t1 == (None, None)
    assert find("lab", [lab]) is lab
    assert find("labs", [lab]) is None


def test_a_name_is_no_regular_expression_unless_it_says_so() -> None:
    assert find("aXb", [parse(small(name="a.b"), "")]) is None
    assert find("aXb", [parse(small(name="a.b", device="a.b"), "")]) is not None


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"qubits": 0}, "Expected `int` >= 1 - at `$.qubits`"),
        ({"qubits": 20_000}, "Expected `int` <= 10000 - at `$.qubits`"),
        ({"as_of": "yesterday"}, "- at `$.as_of`"),
        ({"colour": 1}, "Object contains unknown field `colour`"),
        ({"device": "lab("}, "- at `$.device`, which is a regular expression"),
        ({"t1_us": [1.0]}, "1 numbers where there should be 2 - at `$.t1_us`"),
        ({"t2_us": [1.0, -1]}, "Expected `float` >= 0.0 - at `$.t2_us[1]`"),
        ({"shots": [1]}, "- at `$.shots`"),
        ({"operations": []}, "- at `$.operations`"),
        ({"operations": row(name="gpi")}, "Qiskit has no gate 'gpi' - at `$.operations[0].name`"),
        ({"operations": row(error=[0.1])}, "1 numbers where there should be 2 - at `$.operations[0].error`"),
        ({"operations": row(error=1.5)}, "Expected `float` <= 1.0 - at `$.operations[0].error`"),
        ({"operations": row(duration_ns="1")}, "- at `$.operations[0].duration_ns`"),
        ({"operations": row(on=[0, 2])}, "there is no qubit 2 among 2 - at `$.operations[0].on`"),
        ({"operations": row(on=[0, 1], width=2)}, "x is a gate on 1 of these qubits at a time - at"),
        ({"operations": row(name="cz", on=[0, 1, 0], width=2)}, "cz is a gate on 2 of these qubits at a time"),
        ({"operations": [{"name": "x", "as": "sx"}]}, "no operation above is called 'sx' - at `$.operations[0].as`"),
    ],
)
def test_what_is_wrong_with_a_device_file_is_told_with_its_key(changes: dict[str, object], says: str) -> None:
    with pytest.raises(DeviceError) as raised:
        parse(small(**changes), "lab.json")
    assert str(raised.value).startswith("lab.json: no device snapshot: ")
    assert says in str(raised.value)


def test_what_always_fails_is_not_there() -> None:
    rows = [{"name": "cz", "on": [0, 1, 1, 2], "width": 2, "mirrored": True, "error": [1, 0.1]}]
    lab = parse(small(qubits=3, operations=rows), "lab.json")
    assert lab.operations["cz"].errors == {(1, 2): 0.1, (2, 1): 0.1}


def test_a_large_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "_LARGEST", 100)
    (tmp_path / "lab.json").write_bytes(small())
    with pytest.raises(DeviceError, match="more than 100 bytes"):
        load(str(tmp_path / "lab.json"))


def test_every_gate_of_qiskit_may_be_in_a_device_file() -> None:
    library = pytest.importorskip("qiskit.circuit.library")
    known = {name: gate.num_qubits for name, gate in library.get_standard_gate_name_mapping().items()}
    assert {name: width for name, width in known.items() if width and name != "delay"} == GATES


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(DeviceError, match="No such file"):
        devices.load(str(tmp_path / "none.json"))
