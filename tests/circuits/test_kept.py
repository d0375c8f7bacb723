"""Transpiled circuits that are kept: found by their contents, and by nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("qiskit")
from qiskit import QuantumCircuit
from qiskit.circuit import Parameter
from qiskit.circuit.library import PauliEvolutionGate, QFTGate, efficient_su2
from qiskit.quantum_info import SparsePauliOp
from qiskit.synthesis import LieTrotter, SuzukiTrotter

from quantum_lint.circuits import sending, storage, survey
from quantum_lint.circuits.devices import shipped
from quantum_lint.circuits.extras import Extras
from quantum_lint.circuits.identity import identity
from quantum_lint.circuits.kept import FOLDER, Kept
from quantum_lint.circuits.targets import Targets
from quantum_lint.circuits.transpiled import Transpiled
from quantum_lint.circuits.transpiled import transpiled as plain
from quantum_lint.config import Settings
from quantum_lint.model.circuit import FileCircuits, OnDevice
from quantum_lint.model.device import Device

PROGRAM = """
from qiskit import QuantumCircuit
from qiskit_ibm_runtime import QiskitRuntimeService, SamplerV2
sampler = SamplerV2(QiskitRuntimeService().backend("ibm_fez"))
for size in range(2, 8):
    circuit = QuantumCircuit(size)
    circuit.h(0)
    for qubit in range(size - 1):
        circuit.cx(qubit, qubit + 1)
    circuit.measure_all()
    sampler.run([circuit])
last = QuantumCircuit(2)
last.rx(0.5, 0)
last.cz(0, 1)
last.measure_all()
sampler.run([last])
"""


def evolution(order: int) -> QuantumCircuit:
    circuit = QuantumCircuit(3)
    synthesis = SuzukiTrotter(order=2) if order else LieTrotter()
    operator = SparsePauliOp.from_list([("ZZI", 1.0), ("IXX", 0.5)])
    circuit.append(PauliEvolutionGate(operator, Parameter("t"), synthesis=synthesis), range(3))
    return circuit


def controlled(angle: float) -> QuantumCircuit:
    inner = QuantumCircuit(2)
    inner.rx(angle, 0)
    inner.cx(0, 1)
    circuit = QuantumCircuit(3)
    circuit.append(inner.to_gate().control(1), range(3))
    circuit.append(inner.to_gate(), [0, 1])
    return circuit


def fourier(size: int) -> QuantumCircuit:
    circuit = QuantumCircuit(8)
    circuit.append(QFTGate(size), range(size))
    return circuit


@pytest.mark.parametrize(
    ("build", "one", "other"), [(efficient_su2, 4, 5), (evolution, 0, 1), (controlled, 0.1, 0.2), (fourier, 4, 5)]
)
def test_equal_circuits_have_one_identity_and_others_another(build: object, one: float, other: float) -> None:
    assert callable(build)
    first, second, third = identity(build(one)), identity(build(one)), identity(build(other))
    assert first is not None
    assert first == second != third


def test_names_make_no_difference_and_places_do() -> None:
    first, second, third = QuantumCircuit(2, name="a"), QuantumCircuit(2, name="b"), QuantumCircuit(2)
    first.cx(0, 1)
    second.cx(0, 1)
    third.cx(1, 0)
    assert identity(first) == identity(second) != identity(third)


def test_what_decides_while_it_runs_has_none() -> None:
    circuit = QuantumCircuit(1, 1)
    with circuit.if_test((circuit.clbits[0], 1)):
        circuit.x(0)
    assert identity(circuit) is None


@pytest.fixture
def transpiled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[QuantumCircuit]:
    """Circuits that were really transpiled, with a cache of one's own."""
    monkeypatch.setenv("QUANTUM_LINT_CACHE", str(tmp_path / "cache"))
    found: list[QuantumCircuit] = []

    def noted(circuit: QuantumCircuit, device: Device, targets: Targets, level: int) -> Transpiled:
        found.append(circuit)
        return plain(circuit, device, targets, level)

    monkeypatch.setattr(sending, "transpiled", noted)
    return found


def read(folder: Path, text: str) -> FileCircuits:
    folder.mkdir(exist_ok=True)
    (folder / "program.py").write_text(text)
    request = survey.Request(Settings(str(folder)), (str(folder),), extras=Extras(jobs=True, level=2))
    (found,) = survey.survey(request)
    return found


def test_a_line_that_changes_transpiles_one_circuit(transpiled: list[QuantumCircuit], tmp_path: Path) -> None:
    before = read(tmp_path / "tree", PROGRAM)
    assert len(transpiled) == 7
    transpiled.clear()
    after = read(tmp_path / "tree", PROGRAM.replace("last.rx(0.5, 0)", "last.rx(0.5, 0); last.cx(1, 0)"))
    assert [circuit.num_qubits for circuit in transpiled] == [2]
    same = [{(each.circuit.measures, each.circuit.on) for each in found.circuits} for found in (before, after)]
    assert len(same[0] & same[1]) == 6


def test_another_snapshot_and_level_are_other_entries(transpiled: list[QuantumCircuit]) -> None:
    kept, circuit = Kept(), efficient_su2(3)
    made: list[int] = []

    def work() -> OnDevice:
        made.append(len(made))
        return OnDevice("any", "2026-01-01", 2, duration=1.0)

    fez = shipped()["ibm_fez"]
    for device, level in (
        (fez, 2),
        (fez, 2),
        (fez, 1),
        (fez._replace(digest="another"), 2),
        (shipped()["iqm_garnet"], 2),
    ):
        kept.of(circuit, device, level, work)
    assert len(made) == 4
    assert transpiled == []


@pytest.mark.parametrize("broken", [b"", b"\xc1", b"\x93\x01\x02\x03"])
def test_a_broken_entry_is_made_anew(broken: bytes, transpiled: list[QuantumCircuit], tmp_path: Path) -> None:
    whole = read(tmp_path / "tree", PROGRAM)
    entries = list((tmp_path / "cache" / FOLDER).iterdir())
    assert len(entries) == 7
    for entry in entries:
        entry.write_bytes(broken)
    transpiled.clear()
    again = read(tmp_path / "tree", PROGRAM + "\n")
    assert len(transpiled) == 7
    assert [each.circuit.on for each in again.circuits] == [each.circuit.on for each in whole.circuits]


def test_no_more_are_kept_than_there_is_room_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUANTUM_LINT_CACHE", str(tmp_path))
    monkeypatch.setattr(storage, "MOST_KEPT", 3)
    for number in range(5):
        storage.write(str(tmp_path / FOLDER / f"{number}.msgpack"), b"any")
    storage.tidy(FOLDER)
    assert len(list((tmp_path / FOLDER).iterdir())) == 3


MITIGATED = """
from qiskit_ibm_runtime import EstimatorV2
estimator = EstimatorV2(QiskitRuntimeService().backend("ibm_fez"))
estimator.options.resilience.zne_mitigation = True
estimator.options.resilience.zne.noise_factors = (1, 2, 3, 4)
estimator.run([(QuantumCircuit(1), SparsePauliOp("Z"))])
"""


def surveyed(folder: Path) -> FileCircuits:
    request = survey.Request(Settings(root=str(folder)), paths=(str(folder),), extras=Extras(jobs=True))
    [found] = survey.survey(request)
    return found


def test_results_of_files_are_kept_as_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUANTUM_LINT_CACHE", str(tmp_path / "cache"))
    (tmp_path / "job.py").write_text(f"from qiskit.quantum_info import SparsePauliOp{PROGRAM}{MITIGATED}")
    first = surveyed(tmp_path)
    monkeypatch.delattr(survey, "examine")
    assert dict(first.jobs[-1].job.settings) == {"zne_mitigation": True, "noise_factors": 4}
    assert repr(surveyed(tmp_path)) == repr(first)


@pytest.mark.parametrize("shots", ["10 ** 30", "2 ** 63"])
def test_numbers_that_cannot_be_kept_are_told(shots: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUANTUM_LINT_CACHE", str(tmp_path / "cache"))
    (tmp_path / "job.py").write_text(PROGRAM.replace("[last]", f"[last], shots={shots}"))
    assert surveyed(tmp_path).jobs[-1].job.shots == eval(shots)
    assert surveyed(tmp_path).jobs[-1].job.shots == eval(shots)
