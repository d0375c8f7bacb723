"""Devices and submissions: hardware, simulators, and what reading alone does not tell."""

from __future__ import annotations

import pytest

from quantum_lint.evaluate.devices import target_of
from quantum_lint.evaluate.hardware import submissions
from quantum_lint.evaluate.tables import Tables, tables_of
from quantum_lint.knowledge import load
from tests.evaluate.reading import evaluation

KNOWN = load()
TABLES = tables_of(KNOWN)
HEAD = """
import os
from azure.quantum import Workspace
from azure.quantum.qiskit import AzureQuantumProvider
from azure.quantum.target import IonQ
from azure.quantum.target.microsoft import MicrosoftEstimator
from azure.quantum.target.rigetti import RigettiTarget
import braket.devices
from braket.aws import AwsDevice
from braket.devices import Devices, LocalSimulator
import pennylane as qml
import cirq, cirq_google, cirq_ionq, cirq_superstaq
from dwave.cloud import Client
from dwave.system import DWaveSampler, EmbeddingComposite
from iqm.qiskit_iqm import IQMProvider
from pyquil import get_qc
from pytket.extensions.quantinuum import QuantinuumBackend
from qiskit import Aer, IBMQ, execute
from qiskit.providers.basicaer import UnitarySimulatorPy
from qiskit.providers.ibmq import least_busy
from qiskit_aer import AerSimulator
from qiskit_ibm_runtime import Batch, QiskitRuntimeService, SamplerV2 as Sampler, Session
from qiskit_ionq import IonQProvider
from qiskit_rigetti import RigettiQCSProvider
RESONANCE = 'https://resonance.meetiqm.com'
provider = IBMQ.load_account()
service = QiskitRuntimeService()
"""


def submitted(text: str):
    (found,) = submissions(evaluation(HEAD + text, knowledge=KNOWN), TABLES)
    return found


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        (
            "AwsDevice('arn:aws:braket:::device/qpu/ionq/Aria-1').run(1)",
            "hardware",
            "arn:aws:braket:::device/qpu/ionq/Aria-1",
        ),
        ("AwsDevice(Devices.IQM.Garnet).run(1)", "hardware", "Devices.IQM.Garnet"),
        ("AwsDevice(arn=braket.devices.Devices.Amazon.SV1).run(1)", "simulator", "Devices.Amazon.SV1"),
        ("AwsDevice(f'arn:aws:braket:{region}::device/qpu/iqm/Garnet').run(1)", "unknown", None),
        ("AwsDevice(os.environ['DEVICE']).run(1)", "unknown", None),
        ("LocalSimulator().run(1)", "simulator", "LocalSimulator"),
        ("service.backend('ibm_torino').run(1)", "hardware", "ibm_torino"),
        ("service.backend(name).run(1)", "hardware", None),
        ("QiskitRuntimeService(channel='local').backend(name).run(1)", "simulator", None),
        ("provider.get_backend(name).run(1)", "unknown", None),
        ("Sampler(mode=service.least_busy(operational=True)).run([1])", "hardware", None),
        ("Sampler(service.least_busy(simulator=True)).run([1])", "simulator", None),
        ("with Session(backend=service.backend('ibm_fez')) as s:\n    Sampler(mode=s).run([1])", "hardware", "ibm_fez"),
        ("execute(1, Aer.get_backend('qasm_simulator'))", "simulator", "AerSimulator"),
        ("execute(1, backend=provider.get_backend('ibmq_manila'))", "hardware", "ibmq_manila"),
        ("provider.get_backend('ibmq_qasm_simulator').run(1)", "simulator", "ibmq_qasm_simulator"),
        ("least_busy(provider.backends(simulator=False)).run(1)", "hardware", None),
        ("least_busy(provider.backends(filters=lambda b: not b.configuration().simulator)).run(1)", "hardware", None),
        ("least_busy(provider.backends()).run(1)", "unknown", None),
        ("AerSimulator.from_backend(service.backend('ibm_torino')).run(1)", "simulator", "AerSimulator"),
        ("IonQProvider('key').get_backend('ionq_qpu.forte-1').run(1)", "hardware", "ionq_qpu.forte-1"),
        ("IonQProvider().get_backend('ionq_simulator').run(1)", "simulator", "ionq_simulator"),
        ("AzureQuantumProvider(x).get_backend('quantinuum.sim.h2-1e').run(1)", "simulator", "quantinuum.sim.h2-1e"),
        ("AzureQuantumProvider(x).get_backend('ionq.qpu.aria-1').run(1)", "hardware", "ionq.qpu.aria-1"),
        ("AzureQuantumProvider(x).get_backend(RigettiTarget.QVM).run(1)", "simulator", "RigettiTarget.QVM"),
        ("MicrosoftEstimator(Workspace(x)).submit(1)", "simulator", "MicrosoftEstimator"),
        ("IonQ(Workspace(x)).submit(1)", "simulator", None),
        ("IonQ(Workspace(x), 'ionq.qpu.forte-1').submit(1, shots=9)", "hardware", "ionq.qpu.forte-1"),
        ("execute(1, UnitarySimulatorPy())", "simulator", "UnitarySimulatorPy"),
        ("EmbeddingComposite(DWaveSampler()).sample_qubo({})", "hardware", "DWaveSampler"),
        ("EmbeddingComposite(chosen).sample_qubo({})", "unknown", None),
        ("QuantinuumBackend('H2-1E').process_circuit(1)", "simulator", "H2-1E"),
        ("QuantinuumBackend('H2-1').process_circuit(1)", "hardware", "H2-1"),
        ("get_qc('9q-square', as_qvm=True).run(1)", "simulator", None),
        ("get_qc('Ankaa-3').run(1)", "hardware", "Ankaa-3"),
        ("cirq.Simulator().run(1, repetitions=5)", "simulator", "Simulator"),
        ("cirq_google.get_engine().get_processor('x').get_sampler().run(1)", "hardware", "ProcessorSampler"),
        ("cirq_ionq.Service().run(1, repetitions=3, target='qpu')", "hardware", "qpu"),
        ("cirq_superstaq.Service().run(1, 9, target='x_qpu')", "hardware", "x_qpu"),
        ("cirq_superstaq.Service().create_job(1, target='x_qpu', method='dry-run')", "simulator", None),
        ("cirq_superstaq.Service().create_job(1, target='x_qpu', method=chosen)", "unknown", None),
        ("cirq_superstaq.Service().create_job(1, target='x_qpu', method=None)", "hardware", "x_qpu"),
        ("service.backend('select_your_device').run(1)", "unknown", None),
        ("service.backend('backend_name').run(1)", "unknown", None),
        ("service.backend('<device>').run(1)", "unknown", None),
        ("service.backend('alt_selecta').run(1)", "hardware", None),
        ("qml.QNode(f, qml.device('rigetti.qpu', device='Ankaa-3'))()", "hardware", "rigetti.qpu"),
        ("qml.QNode(f, qml.device('rigetti.qpu', device='Ankaa-3', load_qc=False))()", "simulator", None),
        ("qml.QNode(f, qml.device('rigetti.qpu', device='4q-qvm'))()", "simulator", None),
        ("qml.QNode(f, qml.device('rigetti.qpu', device=name))()", "unknown", None),
        ("qml.QNode(f, qml.device('rigetti.qvm', device=name))()", "simulator", "rigetti.qvm"),
        ("IQMProvider(RESONANCE, quantum_computer='emerald').get_backend().run(1)", "hardware", "emerald"),
        (
            "IQMProvider('https://iqm.example.org', quantum_computer='garnet').get_backend().run(1)",
            "hardware",
            "garnet",
        ),
        ("IQMProvider('https://cocos.resonance.meetiqm.com/garnet').get_backend().run(1)", "hardware", "garnet"),
        ("IQMProvider(RESONANCE).get_backend().run(1)", "hardware", None),
        ("IQMProvider(RESONANCE, quantum_computer='garnet:mock').get_backend().run(1)", "simulator", None),
        ("IQMProvider('https://cocos.resonance.meetiqm.com/garnet:mock').get_backend().run(1)", "simulator", None),
        ("IQMProvider(RESONANCE, quantum_computer='garnet').get_backend('facade_x').run(1)", "simulator", "facade_x"),
        ("IQMProvider(RESONANCE, quantum_computer=name).get_backend().run(1)", "unknown", None),
        ("IQMProvider('http://localhost:8080').get_backend().run(1)", "unknown", None),
        ("cirq_ionq.Service(default_target='qpu').sampler().run(1, repetitions=3)", "hardware", "qpu"),
        ("RigettiQCSProvider().get_simulator(num_qubits=2).run(1)", "simulator", "RigettiQCSBackend"),
        ("RigettiQCSProvider().get_backend(name='Aspen-9').run(1)", "hardware", "Aspen-9"),
        ("Client.from_config().get_solver('Advantage_system4.1').sample_qubo({})", "hardware", "Advantage_system4.1"),
        ("cirq_ionq.Service().run(1, repetitions=3)", "unknown", None),
        ("@qml.qnode(qml.device('ionq.qpu', wires=2))\ndef f(): pass\nf()", "hardware", "ionq.qpu"),
        ("qml.QNode(f, qml.device('default.qubit', wires=2))()", "simulator", "default.qubit"),
        ("qml.QNode(f, qml.device('qiskit.remote', backend=service.backend('ibm_fez')))()", "hardware", "ibm_fez"),
        ("qml.QNode(f, qml.device('braket.aws.qubit', device_arn=x))()", "unknown", None),
        (
            "device = AwsDevice(Devices.IQM.Garnet) if real else LocalSimulator()\ndevice.run(1) if not real else 0",
            None,
            None,
        ),
    ],
)
def test_tells_what_work_is_sent_to(text: str, kind: str | None, name: str | None) -> None:
    if kind is None:
        found = list(submissions(evaluation(HEAD + text, knowledge=KNOWN), TABLES))
        assert {each.call.callee for each in found} == {"braket.aws.AwsDevice.run", "braket.devices.LocalSimulator.run"}
        return
    target = submitted(text).target
    assert (target.kind, target.name) == (kind, name)


def test_a_session_and_a_batch_hold_jobs_together() -> None:
    assert submitted("Sampler(mode=Batch(backend=service.backend('ibm_fez'))).run([1])").target.batched
    assert not submitted("Sampler(mode=service.backend('ibm_fez')).run([1])").target.batched


def test_a_condition_that_asks_for_a_simulator_is_no_proof_of_hardware() -> None:
    text = "backend = service.backend('ibm_fez')\nif backend.name == 'simulator':\n    backend.run(1)"
    assert not submitted(text).on_hardware


def test_counts_shots() -> None:
    found = submitted("def send(shots=10):\n    AwsDevice(Devices.IQM.Garnet).run(1, None, shots)\nsend()\nsend(20)")
    assert sorted(known.value for known in found.shots) == [10, 20]


SHOTS_HEAD = (
    HEAD
    + """
import math
import numpy
from braket.aws import AwsSession
from qiskit import assemble
from pyquil import Program
from qiskit.primitives import BackendEstimatorV2, BackendSampler, BackendSamplerV2, Estimator
from qiskit.primitives import StatevectorEstimator, StatevectorSampler
from qiskit_ibm_runtime import EstimatorV2, Options, SamplerOptions
from qiskit_ibm_runtime.fake_provider import FakeManilaV2
qpu = AwsDevice(Devices.IQM.Garnet)
"""
)


@pytest.mark.parametrize(
    ("text", "origin", "number"),
    [
        ("qpu.run(1, shots=7)", "given", 7),
        ("qpu.run(1)", "default", 1000),
        ("qpu.run(1, shots=None)", "default", 1000),
        ("AwsDevice(Devices.Amazon.SV1).run(1)", "default", 0),
        ("AwsDevice(anything).run(1)", "unknown", None),
        ("qpu.run(1, shots=count)", "unknown", None),
        ("qpu.run(1, **options)", "unknown", None),
        ("Sampler(qpu).run([1])", "default", 4096),
        ("Sampler(qpu).run([(1, None, 50)])", "given", 50),
        ("Sampler(qpu).run([(1, None)])", "default", 4096),
        ("Sampler(qpu, options={'default_shots': 9}).run([1])", "given", 9),
        ("Sampler(qpu, options=SamplerOptions(default_shots=9)).run([1])", "given", 9),
        ("s = Sampler(qpu)\ns.options.default_shots = 11\ns.run([1])", "given", 11),
        ("s = Sampler(qpu)\ns.options.update(default_shots=12)\ns.run([1])", "given", 12),
        ("o = Options()\no.execution.shots = 13\nSampler(qpu, options=o).run([1])", "given", 13),
        ("Sampler(qpu, options=Options(execution={'shots': 14})).run([1])", "given", 14),
        ("EstimatorV2(qpu).run([1])", "default", 4096),
        ("EstimatorV2(qpu).run([1], precision=0.1)", "given", 100),
        ("EstimatorV2(qpu).run([(1, 'Z', None, 0.05)])", "given", 400),
        ("e = EstimatorV2(qpu)\ne.options.default_precision = 0.1\ne.run([1])", "given", 100),
        ("StatevectorEstimator().run([1])", "default", 0),
        ("StatevectorSampler(default_shots=5).run([1])", "given", 5),
        ("Estimator(options={'shots': 6}).run([1])", "given", 6),
        ("BackendSamplerV2(backend=FakeManilaV2()).run([1])", "default", 1024),
        ("BackendEstimatorV2(backend=FakeManilaV2()).run([1])", "default", 4096),
        ("BackendSampler(FakeManilaV2()).run(1)", "default", 1024),
        ("BackendSampler(provider.get_backend('ibmq_lima')).run(1)", "default", 4000),
        ("FakeManilaV2().run(1)", "default", 1024),
        ("b = AerSimulator(shots=20)\nb.run(1)", "given", 20),
        ("b = AerSimulator()\nb.set_options(shots=21)\nb.run(1)", "given", 21),
        ("execute(1, provider.get_backend('ibmq_lima'))", "default", 1024),
        ("cirq.Simulator().run(1)", "default", 1),
        ("cirq.Simulator().run_sweep(1, [], 8)", "given", 8),
        ("EmbeddingComposite(DWaveSampler()).sample_qubo({})", "default", 1),
        ("get_qc('Ankaa-3').run(1)", "default", 1),
        ("get_qc('Ankaa-3').run(Program().wrap_in_numshots_loop(30))", "given", 30),
        ("q = get_qc('Ankaa-3')\nq.run(q.compile(Program().wrap_in_numshots_loop(shots=31)))", "given", 31),
        ("qml.QNode(f, qml.device('default.qubit', wires=2, shots=40))()", "given", 40),
        ("qml.QNode(f, qml.device('default.qubit', wires=2))()", "default", 0),
        ("p = Program()\np += X(0)\np.wrap_in_numshots_loop(32)\nget_qc('Ankaa-3').run(p)", "given", 32),
        ("p = Program()\np += X(0)\nget_qc('Ankaa-3').run(p)", "default", 1),
        ("AerSimulator().run(assemble(1, shots=33))", "given", 33),
        ("AerSimulator().run(assemble(1))", "default", 1024),
        ("qml.QNode(f, qml.device('default.qubit', wires=2), shots=41)()", "given", 41),
        ("qml.QNode(f, qml.device('default.qubit', wires=2))(*point)", "default", 0),
        ("qml.QNode(f, qml.device('default.qubit', wires=2))(**options)", "unknown", None),
        ("qpu.run(*given)", "unknown", None),
        ("qpu.run(1, shots=1e4)", "given", 10_000),
        ("qpu.run(1, shots=math.ceil(256 / 5))", "given", 52),
        ("BackendEstimatorV2(backend=AerSimulator()).run([1], precision=1 / numpy.sqrt(400))", "given", 400),
        ("@qml.set_shots(42)\n@qml.qnode(qml.device('default.qubit'))\ndef g(): pass\ng()", "given", 42),
        ("IonQProvider().get_backend('ionq_qpu').run(1)", "default", 1024),
        ("cirq.sample(1, repetitions=17)", "given", 17),
        ("import qnexus\nqnexus.execute(1, [9, 9], qnexus.AerConfig(), 'x')", "given", 9),
        ("QuantinuumBackend('H2-1').process_circuit(1, n_shots=3)", "given", 3),
        ("import dwave.system\ndwave.system.LeapHybridSampler().sample(1)", "none", None),
    ],
)
def test_tells_how_many_shots_and_where_they_come_from(text: str, origin: str, number: int | None) -> None:
    (found,) = submissions(evaluation(SHOTS_HEAD + text, knowledge=KNOWN), TABLES)
    values = {known.value for known in found.shots}
    assert (found.shots_from, values or {found.default_shots}) == (origin, {number})


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("import qiskit.test.mock as m\nm.FakeVigo().run(1)", "simulator"),
        ("from qiskit.providers.fake_provider import GenericBackendV2 as G\nG(5).run(1)", "simulator"),
        ("from qiskit_ibm_runtime.fake_provider.backends.fez import FakeFez\nSampler(FakeFez()).run([1])", "simulator"),
        ("service.backends(operational=True)[0].run(1)", "hardware"),
        ("for b in service.backends(simulator=True):\n    b.run(1)", "simulator"),
        ("b = service.backend('ibm_fez') if real else AerSimulator()\nSampler(b).run([1])", "either"),
        ("Session(backend='ibm_fez').backend().run(1)", "hardware"),
        ("provider.backends.ibmq_qasm_simulator.run(1)", "simulator"),
        ("provider.backends.ibmq_lima.run(1)", "hardware"),
        ("AwsDevice.get_devices(types=['QPU'])[0].run(1)", "hardware"),
        ("AwsDevice.get_devices()[0].run(1)", "unknown"),
        ("with Session(service, backend=service.backend('ibm_fez')):\n    Sampler().run([1])", "hardware"),
        ("with open(f), Batch(backend=AerSimulator()):\n    Sampler().run([1])", "simulator"),
        ("with Batch(backend=service.backend('ibm_fez')):\n    Sampler(AerSimulator()).run([1])", "simulator"),
        ("with open(f):\n    Sampler().run([1])", "unknown"),
        ("from dwave.system import LeapHybridCQMSampler\nLeapHybridCQMSampler().sample_cqm(1)", "hardware"),
        ("from dwave.system.testing import MockDWaveSampler\nMockDWaveSampler().sample(1)", "simulator"),
        ("from neal import SimulatedAnnealingSampler\nSimulatedAnnealingSampler().sample(1)", "simulator"),
        ("cirq_ionq.Service(default_target='simulator').run(1, 2)", "simulator"),
        ("cirq_google.Engine(project_id='x').run(1, processor_id='p')", "hardware"),
        ("import qnexus as qnx\nqnx.execute(1, [9], qnx.QuantinuumConfig(device_name='H2-1'), 'x')", "hardware"),
        ("import qnexus as qnx\nqnx.execute(1, [9], qnx.AerConfig(), 'x')", "simulator"),
        ("import perceval as p\np.algorithm.Sampler(p.RemoteProcessor('qpu:belenos')).sample_count(10)", "hardware"),
        ("import perceval as p\np.algorithm.Sampler(p.RemoteProcessor('sim:slos')).probs(10)", "simulator"),
        ("from pytket.extensions.qulacs import QulacsBackend\nQulacsBackend().run_circuit(1, 5)", "simulator"),
        ("from iqm.qiskit_iqm import IQMFakeAdonis\nIQMFakeAdonis().run(1)", "simulator"),
        ("from pulser import QPUBackend\nQPUBackend(1, 2).run([])", "hardware"),
    ],
)  # fmt: skip
def test_tells_hardware_from_simulators_of_many_makers(text: str, kind: str) -> None:
    assert submitted(text).target.kind == kind


def test_a_row_about_a_class_is_about_its_kinds() -> None:
    tables = Tables({
        "x": {
            "bases": {"a.**.Fake*": "a.Base", "a.Kind": "a.Base", "a.Loop": "a.Loop"},
            "returns": {"a.Base.make": "a.Made"},
            "device": [{"calls": ["a.Base"], "always": "simulator"}],
        }
    })  # fmt: skip
    for name in ("a.Base", "a.Kind", "a.b.FakeIt", "a.b.c.FakeIt"):
        assert name in tables.devices
        assert tables.returns(f"{name}.make") == "a.Made"
    assert "a.b.FakeIt.more" not in tables.devices
    assert tables.lineage("a.Loop.run") == ("a.Loop.run",)
    assert list(tables.devices) == ["a.Base"]
    assert len(tables.devices) == 1


def test_says_why_a_device_is_not_known() -> None:
    assert "no such" in submitted("AwsDevice('no such').run(1)").target.because
    assert "`unheard` is not defined here" in submitted("AwsDevice(unheard).run(1)").target.because
    perhaps = submitted("IQMProvider(RESONANCE, quantum_computer=unheard).get_backend().run(1)").target
    assert perhaps.because == "`quantum_computer` is not known, and may name a simulator"


def test_a_class_is_known_wherever_it_is_imported_from() -> None:
    assert TABLES.canonical("qiskit_ibm_runtime.session.Session") == "qiskit_ibm_runtime.Session"
    assert TABLES.canonical("qiskit.providers.aer.Aer.get_backend") == "qiskit.Aer.get_backend"
    assert TABLES.canonical("elsewhere.Session") == "elsewhere.Session"


@pytest.mark.parametrize("callee", sorted(TABLES.submits))
def test_every_submission_names_its_device(callee: str) -> None:
    """A row without a device argument is about methods, whose class the tables must know how to judge."""
    row = TABLES.submits[callee]
    made = {*TABLES.devices, *(TABLES.returns(name) for name in TABLES.devices)}
    kinds = {kind for name in (*TABLES.classes, *made) if name for kind in TABLES.lineage(name)}
    assert row.device or row.otherwise != "unknown" or callee.rpartition(".")[0] in kinds | made


def test_rows_are_checked_when_they_are_read() -> None:
    with pytest.raises(TypeError):
        Tables({"x": {"device": [{"calls": ["a.B"], "unheard-of": 1}]}})
    assert target_of(None, TABLES).kind == "unknown"


@pytest.mark.parametrize(
    ("text", "provider"),
    [
        (
            "qml.QNode(f, qml.device('braket.aws.qubit', device_arn='arn:aws:braket:::device/qpu/ionq/Forte-1'))()",
            "braket",
        ),
        ("qml.QNode(f, qml.device('braket.aws.qubit', device_arn=Devices.IQM.Garnet))()", "braket"),
        ("qml.QNode(f, qml.device('ionq.qpu', wires=2))()", "ionq"),
        ("IBMQBackend('ibm_fez').process_circuit(1)", "ibm"),
        ("AwsDevice('arn:aws:braket:::device/qpu/ionq/Forte-1').run(1)", "braket"),
    ],
)
def test_a_device_is_its_vendors_whatever_the_sdk(text: str, provider: str) -> None:
    assert submitted(f"from pytket.extensions.qiskit import IBMQBackend\n{text}").target.provider == provider


def test_an_object_of_a_class_that_extends_a_device_is_that_device():
    found = submitted(
        "class Mine(LocalSimulator):\n    def __init__(self):\n        super().__init__('braket_sv')\nMine().run(1)"
    )
    assert found.target.kind == "simulator"
    found = submitted(
        "class Mine(AwsDevice):\n    pass\nMine('arn:aws:braket:eu-north-1::device/qpu/iqm/Garnet').run(1, shots=10)"
    )
    assert found.target.kind == "hardware"
