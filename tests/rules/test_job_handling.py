"""The rules about how jobs are handled: what their cards cannot show."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import pytest

from quantum_lint import catalog
from quantum_lint.evaluate.tables import tables_of
from quantum_lint.knowledge import load
from quantum_lint.match.administration import AdministrationRow
from quantum_lint.match.debug_logs import logger_rows
from quantum_lint.match.job_tables import AccountRow, InstanceRow, PayloadRow, ReservationRow, StatusRow, TagRow
from quantum_lint.model.file import File
from quantum_lint.model.rule import Options
from quantum_lint.parse import whole
from quantum_lint.parse.python import parse

KNOWN = load()
TABLES = tables_of(KNOWN)
RULES = catalog.load().rules
GARNET = "from braket.aws import AwsDevice\ndevice = AwsDevice('arn:aws:braket:eu-north-1::device/qpu/iqm/Garnet')\n"
IBM = (
    "from qiskit_ibm_runtime import EstimatorV2, QiskitRuntimeService, SamplerV2, Session\n"
    "service = QiskitRuntimeService()\nbackend = service.backend('ibm_torino')\n"
)


def hits(rule: str, text: str, traits: frozenset[str] = frozenset()):
    check = import_module(f"quantum_lint.rules.hardware.{rule.replace('-', '_')}").check
    options = Options({name: option.default for name, option in RULES[rule].options.items()})
    return list(check(parse(whole(File("x.py", "python", text.encode(), traits))), options, KNOWN))


def lines(rule: str, text: str, traits: frozenset[str] = frozenset()) -> list[int]:
    return [text.count("\n", 0, hit.span.start) + 1 for hit in hits(rule, text, traits)]


def fixed(text: str, fix) -> str:
    for edit in sorted(fix.edits, key=lambda edit: edit.span, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


@pytest.mark.parametrize(
    ("kind", "row_type"),
    [
        ("tag", TagRow),
        ("instance", InstanceRow),
        ("account", AccountRow),
        ("status", StatusRow),
        ("reservation", ReservationRow),
        ("payload", PayloadRow),
    ],
)
def test_every_row_of_a_kind_is_about_calls(kind: str, row_type: type) -> None:
    rows: Mapping[str, Any] = TABLES.rows(kind, row_type)
    assert rows
    assert all(row.provider in KNOWN.providers for row in rows.values())


@pytest.mark.parametrize(("kind", "row_type"), [("tag", TagRow), ("status", StatusRow)])
def test_what_is_known_of_submissions_is_about_submissions(kind: str, row_type: type) -> None:
    assert [callee for callee in TABLES.rows(kind, row_type) if callee not in TABLES.submits] == []


def test_every_addition_is_an_argument() -> None:
    for row in TABLES.rows("tag", TagRow).values():
        if row.addition:
            compile(f"call({row.addition.format(name='bell')})", "addition", "eval")


def test_every_way_to_say_something_of_logs_does_something() -> None:
    for row in logger_rows(KNOWN):
        assert row.names or row.variables or row.switches or row.flag or row.wire
        assert bool(row.flag) == bool(row.modules)


@pytest.mark.parametrize("rule", ["debug-logging"])
def test_the_words_of_the_card_hold_every_variable(rule: str) -> None:
    words = set(RULES[rule].words or ())
    names = {name for row in logger_rows(KNOWN) for name in (*row.variables, *filter(None, [row.flag]))}
    names |= {switch.rpartition(".")[2] for row in logger_rows(KNOWN) for switch in row.switches}
    assert names - words == set()


def test_the_words_of_the_card_reach_every_owner() -> None:
    phrases = [set(word.split()) for word in RULES["administrative-call"].words or ()]
    rows = [
        AdministrationRow(provider="", **row) for table in KNOWN.sdk.values() for row in table.get("administration", ())
    ]
    owners = [owner for row in rows for owner in row.owners]
    assert [owner for owner in owners if not any(phrase <= set(owner.split(".")) for phrase in phrases)] == []


def test_the_words_of_the_card_reach_every_reservation() -> None:
    words = set(RULES["reservation-without-guard"].words or ())
    for callee, row in TABLES.rows("reservation", ReservationRow).items():
        assert words & {row.argument, *callee.split(".")}


@pytest.mark.parametrize(
    "more",
    [
        "device.run(1, shots=10, tags={'a': 'b'})\n",
        "device.run(1, shots=10, **options)\n",
        "def run(**options):\n    device.run(1, **options)\n",
        "if False:\n    device.run(1)\n",
    ],
)
def test_a_job_that_has_or_may_have_a_tag_is_let_be(more: str) -> None:
    assert lines("untagged-job", GARNET + more) == []


def test_arguments_that_are_known_to_hold_no_tag_are_no_excuse() -> None:
    text = GARNET + "def run(**options):\n    return device.run(1, **options)\nrun(shots=100)\n"
    assert lines("untagged-job", text) == [4]


def test_a_job_at_the_top_of_a_file_is_named_an_experiment() -> None:
    (hit,) = hits("untagged-job", GARNET + "device.run(1, 100,)\n")
    assert fixed(GARNET + "device.run(1, 100,)\n", hit.fix).endswith(
        'device.run(1, 100, tags={"experiment": "experiment"})\n'
    )


MOCKED = f"from unittest.mock import patch\n{GARNET}def test_run():\n    device.run(1).result()\n"


@pytest.mark.parametrize("rule", ["untagged-job", "unrecorded-job", "unchecked-job"])
def test_a_test_that_may_have_replaced_the_device_is_let_be(rule: str) -> None:
    assert lines(rule, MOCKED) == [5]
    assert lines(rule, MOCKED, frozenset({"test"})) == []


@pytest.mark.parametrize(
    "use",
    [
        "task = device.run(1)\nprint(task)\n",
        "task = device.run(1)\nprint(f'{task}')\n",
        "task = device.run(1)\nsave(task.id)\n",
        "task = device.run(1)\ntasks[0] = task\n",
        "tasks = [device.run(1)]\n",
        "tasks = [device.run(c) for c in circuits]\n",
        "first, second = device.run(1), device.run(2)\n",
        "self.task = device.run(1)\n",
        "if (task := device.run(1)):\n    task.result()\n",
        "def run():\n    return device.run(1)\n",
        "def run():\n    global task\n    task = device.run(1)\n",
        "def run():\n    yield device.run(1)\n",
        "result = device.run(1).result()\njson.dump(result, stream)\n",
        "result = device.run(1).result()\nprint(result.task_metadata.id)\nstore[0] = result\n",
        "run = lambda: device.run(1)\n",
        "with open('x') as stream:\n    print(device.run(1), file=stream)\n",
    ],
)
def test_a_job_that_goes_somewhere_is_kept(use: str) -> None:
    assert lines("unrecorded-job", GARNET + use) == []


@pytest.mark.parametrize(
    "use",
    [
        "device.run(1)\n",
        "device.run(1).result()\n",
        "print(device.run(1).result().measurement_counts)\n",
        "task = device.run(1)\nprint(task.state(), task.result().measurement_counts)\n",
        "task: object = device.run(1)\n",
        "for shots in (10, 20):\n    device.run(1, shots=shots)\n",
    ],
)
def test_a_job_that_is_only_waited_for_is_lost(use: str) -> None:
    assert len(lines("unrecorded-job", GARNET + use)) == 1


def test_another_function_with_the_same_name_for_its_job_is_another() -> None:
    text = GARNET + "def a():\n    task = device.run(1)\n    task.result()\ndef b(task):\n    print(task)\n"
    assert lines("unrecorded-job", text) == [4]


def test_waits_are_reported_where_they_are() -> None:
    text = (
        IBM
        + "job = SamplerV2(mode=backend).run([1])\nprint(job.job_id())\nresult = job.result()\nagain = job.result(60)\n"
    )
    (hit,) = hits("unchecked-job", text)
    assert text[hit.span.start : hit.span.end] == "job.result()"
    assert "`timeout`" in hit.note


def test_one_account_is_reported_once_for_all_its_jobs() -> None:
    text = IBM + "SamplerV2(mode=backend).run([1])\nEstimatorV2(mode=backend).run([1])\n"
    assert lines("implicit-instance", text) == [2]


@pytest.mark.parametrize(
    "session",
    ["Session(backend=backend)", "Session(service, backend)", "Session(backend)"],
)
def test_an_account_is_found_behind_every_session(session: str) -> None:
    text = IBM + f"with {session} as s:\n    SamplerV2(mode=s).run([1])\n"
    assert lines("implicit-instance", text) == [2]


def test_an_account_that_is_kept_in_an_object_is_found() -> None:
    text = (
        "from qiskit_ibm_runtime import QiskitRuntimeService, SamplerV2\n"
        "class Lab:\n    def __init__(self):\n        self.service = QiskitRuntimeService()\n"
        "        self.backend = self.service.backend('ibm_torino')\n"
        "    def run(self, circuit):\n        return SamplerV2(mode=self.backend).run([circuit])\n"
    )
    assert lines("implicit-instance", text) == [4]


@pytest.mark.parametrize(
    "setting", ["os.environ['QISKIT_IBM_INSTANCE'] = 'lab'\n", "# QISKIT_IBM_INSTANCE is set in CI\n"]
)
def test_a_variable_says_which_instance_pays(setting: str) -> None:
    assert lines("implicit-instance", IBM + setting + "SamplerV2(mode=backend).run([1])\n") == []


SESSION = IBM + "session = Session(backend=backend)\n"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("input()\nsession.close()\n", [5]),
        ("session.close()\ninput()\n", []),
        ("def wait():\n    input()\nsession.close()\n", []),
        ("while not job.done():\n    time.sleep(1)\nsession.close()\n", []),
        ("import time\nfor _ in range(3):\n    time.sleep(1)\nsession.close()\n", [7]),
        ("with session:\n    input()\ninput()\n", [6]),
    ],
)
def test_only_what_lies_between_opening_and_closing_is_idle(body: str, expected: list[int]) -> None:
    assert lines("idle-session", SESSION + body) == expected


@pytest.mark.parametrize(
    ("call", "found"),
    [
        ("minimize(f, x)", True),
        ("minimize(f, x, options={'disp': True})", True),
        ("minimize(f, x, options={'maxfev': 10})", False),
        ("minimize(f, x, options=unknown)", False),
        ("differential_evolution(f, x)", True),
        ("differential_evolution(f, x, maxiter=3)", False),
    ],
)
def test_a_search_is_idle_work_only_without_a_limit(call: str, *, found: bool) -> None:
    text = IBM + "from scipy.optimize import *\nimport scipy.optimize\n"
    text += f"with Session(backend=backend) as session:\n    scipy.optimize.{call}\n"
    assert bool(lines("idle-session", text)) is found


ARN = "arn:aws:braket:us-east-1:000000000000:reservation/lab"


@pytest.mark.parametrize(
    "use",
    [
        f"import os\nif os.getenv('RESERVED'):\n    device.run(1, reservation_arn='{ARN}')\n",
        f"import pytest\n@pytest.mark.reserved\ndef test():\n    device.run(1, reservation_arn='{ARN}')\n",
        "device.run(1, reservation_arn='reservation ARN')\n",
        "device.run(1, reservation_arn='')\n",
        "def run(arn):\n    device.run(1, reservation_arn=arn)\n",
        f"def run(arn='{ARN}'):\n    pass\n",
        f"if False:\n    device.run(1, reservation_arn='{ARN}')\n",
    ],
)
def test_a_reservation_that_is_asked_for_is_fine(use: str) -> None:
    assert lines("reservation-without-guard", GARNET + use) == []


@pytest.mark.parametrize(
    "use",
    [
        f"device.run(1, reservation_arn='{ARN}')\n",
        f"def run(arn='{ARN}'):\n    device.run(1, reservation_arn=arn)\n",
        f"if __name__ == '__main__':\n    device.run(1, reservation_arn='{ARN}')\n",
        f"from braket.jobs import hybrid_job\n@hybrid_job(device='x', reservation_arn='{ARN}')\ndef f(): pass\n",
        "from braket.aws import DirectReservation\nDirectReservation(device, input()).start()\n",
        f"from braket.aws import DirectReservation\nDirectReservation(device, '{ARN}').__enter__()\n",
    ],
)
def test_a_reservation_that_nobody_asks_for_is_reported(use: str) -> None:
    assert len(lines("reservation-without-guard", GARNET + use)) == 1


@pytest.mark.parametrize(
    ("client", "found"),
    [
        ("boto3.client('iam')", True),
        ("boto3.client(service_name='iam')", True),
        ("boto3.session.Session().client('iam')", True),
        ("AwsSession().boto_session.client('iam')", True),
        ("boto3.client('verifiedpermissions')", False),
        ("boto3.client(name)", False),
        ("lab.client('iam')", False),
    ],
)
def test_a_call_administers_if_its_client_is_that_of_the_service(client: str, *, found: bool) -> None:
    text = f"import boto3\nfrom braket.aws import AwsSession\n{client}.create_policy(PolicyName='x')\n"
    assert bool(lines("administrative-call", text)) is found


def test_code_of_a_vendor_that_runs_nothing_quantum_may_administer() -> None:
    text = (
        "from azure.mgmt.quantum import AzureQuantumMgmtClient\n"
        "AzureQuantumMgmtClient(a, b).workspaces.begin_delete('group', 'lab')\n"
    )
    assert lines("administrative-call", text) == []
    assert lines("administrative-call", "from azure.quantum import Workspace\n" + text) == [3]


@pytest.mark.parametrize(
    "other",
    [
        "AerSimulator.from_backend(backend)",
        "AerSimulator()",
        "provider.get_backend(name)",
        "IonQProvider().get_backend('ionq_simulator')",
    ],
)
def test_a_simulator_without_the_account_shares_nothing(other: str) -> None:
    text = (
        "from qiskit_aer import AerSimulator\nfrom qiskit_ionq import IonQProvider\nprovider = IonQProvider()\n"
        f"backend = provider.get_backend('ionq_qpu.aria-1')\nother = {other}\n"
    )
    assert lines("same-identity-for-simulator", text) == []


def test_what_a_program_is_run_by_is_no_account() -> None:
    text = (
        "from bloqade import start\nprogram = start.rydberg.detuning.uniform.constant(1, 2)\n"
        "program.bloqade.python().run(100)\nprogram.braket.aquila().run(100)\n"
    )
    assert lines("same-identity-for-simulator", text) == []


def test_a_log_of_something_else_holds_no_payload() -> None:
    text = "import math\nfrom qiskit import QuantumCircuit\ncircuit = QuantumCircuit(2)\n"
    text += "math.log(circuit)\nself.info(circuit)\n"
    assert lines("payload-logged", text) == []
