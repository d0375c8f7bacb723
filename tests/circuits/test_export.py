"""Device files that are written from what Qiskit knows of a device."""

from __future__ import annotations

from datetime import date, datetime, timezone
from math import nan
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

pytest.importorskip("qiskit")

from qiskit.circuit import Parameter
from qiskit.circuit.library import CZGate, Measure, RXGate, RZGate, SXGate
from qiskit.providers import QubitProperties
from qiskit.providers.fake_provider import GenericBackendV2
from qiskit.transpiler import InstructionProperties, Target

from quantum_lint.circuits.devices import load, shipped
from quantum_lint.circuits.export import save
from quantum_lint.circuits.targets import Targets
from quantum_lint.model.device import Device

DAY = date(2026, 11, 1)


def told(source: Any, folder: Path, **more: Any) -> Device:
    """The device of the file that is written of it."""
    save(source, folder / "lab.json", **more)
    return load(str(folder / "lab.json"))


def lab() -> Target:
    """Three qubits in a row, of which the second pair is switched off."""
    target = Target(
        num_qubits=3, qubit_properties=[QubitProperties(t1=50e-6, t2=nan), QubitProperties(), QubitProperties()]
    )
    pairs = {(0, 1): InstructionProperties(70e-9, 0.01), (1, 2): InstructionProperties(70e-9, 1.0)}
    ones = {(qubit,): InstructionProperties(30e-9, 0.001) for qubit in range(3)}
    target.add_instruction(CZGate(), pairs)
    target.add_instruction(SXGate(), ones)
    target.add_instruction(RZGate(Parameter("a")), {place: InstructionProperties(0.0, 0.0) for place in ones})
    target.add_instruction(RXGate(0.5), ones, name="rx_half")
    target.add_instruction(Measure(), dict.fromkeys(ones))
    return target


def test_times_errors_and_lifetimes_come_from_the_target(tmp_path: Path) -> None:
    device = told(lab(), tmp_path, name="lab", provider="ibm", called="ibm_lab", as_of=DAY)
    assert (device.name, device.provider, device.called, device.as_of) == ("lab", "ibm", "ibm_lab", "2026-11-01")
    assert device.qubits == 3
    assert device.t1 == pytest.approx((50e-6, None, None))
    assert device.t2 == (None, None, None)
    assert device.operations["sx"].duration((2,)) == pytest.approx(30e-9)
    assert device.operations["sx"].error((2,)) == 0.001
    assert device.operations["rz"].virtual
    assert device.operations["measure"].error((0,)) is None


def test_a_gate_that_is_switched_off_is_not_in_the_file(tmp_path: Path) -> None:
    assert list(told(lab(), tmp_path, name="lab").operations["cz"].errors) == [(0, 1)]


def test_gates_that_no_file_can_say_are_returned(tmp_path: Path) -> None:
    assert save(lab(), tmp_path / "lab.json", name="lab") == ("rx_half",)
    assert save(GenericBackendV2(2), tmp_path / "lab.json") == ()


def test_a_backend_tells_its_name_its_day_and_its_delay(tmp_path: Path) -> None:
    backend = SimpleNamespace(
        target=lab(),
        name="ibm_lab",
        default_rep_delay=0.00025,
        max_shots=100_000,
        properties=lambda: SimpleNamespace(last_update_date=datetime(2026, 10, 2, tzinfo=timezone.utc)),
    )
    device = told(backend, tmp_path)
    assert (device.name, device.as_of, device.shots) == ("ibm_lab", "2026-10-02", (1, 100_000))
    assert device.repetition_delay == pytest.approx(250e-6)


def test_without_a_calibration_the_day_is_today(tmp_path: Path) -> None:
    assert told(GenericBackendV2(2), tmp_path).as_of == date.today().isoformat()


@pytest.mark.parametrize("name", ["ibm_fez", "quantinuum_h2_1"])
def test_what_is_exported_is_what_it_was_made_of(tmp_path: Path, name: str) -> None:
    device = shipped()[name]
    again = told(Targets().of(device), tmp_path, name=name, as_of=DAY)
    assert {*again.operations} == {*device.operations}
    if name == "ibm_fez":
        assert dict(again.operations) == dict(device.operations)


def test_a_target_must_have_a_name(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="say what code calls it"):
        save(lab(), tmp_path / "lab.json")
    assert not (tmp_path / "lab.json").exists()


def test_a_target_must_have_qubits(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="number of qubits"):
        save(Target(), tmp_path / "lab.json", name="lab")
