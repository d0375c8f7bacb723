"""The rules about jobs: what their cards cannot show."""

from __future__ import annotations

from importlib import import_module

import pytest

from quantum_lint import catalog
from quantum_lint.evaluate.tables import tables_of
from quantum_lint.knowledge import load
from quantum_lint.model.file import File
from quantum_lint.model.rule import Options
from quantum_lint.parse import whole
from quantum_lint.parse.python import parse

KNOWN = load()
TABLES = tables_of(KNOWN)
RULES = catalog.load().rules
#: Calls that are handed the device, which has a way of its own.
GIVEN_A_DEVICE = ("qiskit.execute", "qiskit.QuantumAlgorithm.run")
GARNET = "from braket.aws import AwsDevice\ndevice = AwsDevice('arn:aws:braket:eu-north-1::device/qpu/iqm/Garnet')\n"


#: What is known of where a file of tests stands.
COLLECTED = frozenset({"test", "collected"})


def hits(rule: str, text: str, traits: frozenset[str] = frozenset()):
    check = import_module(f"quantum_lint.rules.hardware.{rule.replace('-', '_')}").check
    options = Options({name: option.default for name, option in RULES[rule].options.items()})
    parsed = parse(whole(File("x.py", "python", text.encode(), traits)))
    return list(check(parsed, options, KNOWN))


def fixed(text: str, fix) -> str:
    for edit in sorted(fix.edits, key=lambda edit: edit.span, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


@pytest.mark.parametrize("rule", ["job-in-loop", "excessive-shots", "hardware-in-test"])
def test_the_words_of_the_card_reach_every_way_to_hardware(rule: str) -> None:
    """A submission needs a device, and every call that gives hardware starts from one of the words."""
    phrases = [set(word.split()) for word in RULES[rule].words or ()]
    ways = [name for name, row in TABLES.devices.items() if row.always != "simulator" and not row.of]
    ways += [name for name, row in TABLES.submits.items() if row.device and name not in GIVEN_A_DEVICE]
    made_by = {made: call for call, made in TABLES._returns.items()}
    started = {name: f"{name}.{made_by.get(name.rpartition('.')[0], '')}".split(".") for name in ways}
    started["azure.quantum.Target"] += ["target"]  # the module that its kinds are imported from
    started["qiskit.get_backend"] += ["register"]  # without which it knew simulators only
    assert [name for name, parts in started.items() if not any(phrase <= set(parts) for phrase in phrases)] == []


def test_says_what_the_fees_add_up_to() -> None:
    (hit,) = hits(
        "job-in-loop", GARNET + "for a in range(10):\n    for b in range(5):\n        device.run(a, shots=10)\n"
    )
    assert "50 separate tasks" in hit.note
    assert "of which 15.00 USD are task fees" in hit.note
    assert "Garnet" in hit.note


def test_says_nothing_of_a_sum_when_the_number_of_trips_is_not_known() -> None:
    (hit,) = hits("job-in-loop", GARNET + "while again():\n    device.run(1)\n")
    assert "every time it runs" in hit.note
    assert "in all" not in hit.note
    assert "0.30 USD" in hit.note


@pytest.mark.parametrize(
    "loop",
    [
        "for a in [1]:\n    device.run(a)\n",
        "for a in []:\n    device.run(a)\n",
        "for a in b:\n    device.run(a)\n    break\n",
        "while True:\n    try:\n        device.run(1)\n        break\n    except Exception:\n        pass\n",
        "for a in b:\n    device.run_batch(a)\n",
        "from braket.jobs import hybrid_job\n@hybrid_job()\ndef f():\n    for a in b:\n        device.run(a)\n",
        "if False:\n    for a in b:\n        device.run(a)\n",
    ],
)
def test_is_silent_where_no_second_job_is_sent_on_its_own(loop: str) -> None:
    assert hits("job-in-loop", GARNET + loop) == []


def test_a_loop_that_is_left_in_one_branch_only_still_repeats() -> None:
    text = GARNET + "for a in b:\n    task = device.run(a)\n    if task.done:\n        break\n"
    assert len(hits("job-in-loop", text)) == 1


def test_the_range_of_the_device_comes_before_the_policy() -> None:
    (hit,) = hits("excessive-shots", GARNET + "device.run(1, shots=500_000)\n")
    assert "1 to 20,000" in hit.note
    assert fixed(GARNET + "device.run(1, shots=500_000)\n", hit.fix).endswith("shots=20000)\n")


def test_a_number_that_was_computed_is_not_rewritten() -> None:
    (hit,) = hits("excessive-shots", GARNET + "device.run(1, shots=500 * 1000)\n")
    assert hit.fix is None


SESSION = "from qiskit_ibm_runtime import QiskitRuntimeService, SamplerV2, Session\nsession = Session(backend=x)\n"


@pytest.mark.parametrize(
    "rest",
    [
        "session.close()\n",
        "def stop():\n    session.close()\n",
        "with session:\n    pass\n",
        "import contextlib\nwith contextlib.closing(session):\n    pass\n",
        "import atexit\natexit.register(session.close)\n",
        "runs['s'] = session\n",
        "self.session = session\n",
    ],
)
def test_a_session_that_somebody_closes_is_closed(rest: str) -> None:
    assert hits("open-session", SESSION + rest) == []


def test_the_fix_closes_the_session_in_its_own_block() -> None:
    body = "def f(x):\n    s = Session(backend=x)\n    SamplerV2(mode=s)  # go\n    print(1)\n"
    text = f"from qiskit_ibm_runtime import SamplerV2, Session\n{body}"
    (hit,) = hits("open-session", text)
    assert fixed(text, hit.fix) == text.replace("# go\n", "# go\n    s.close()\n")


def test_there_is_no_fix_where_the_place_is_not_clear() -> None:
    text = "from qiskit_ibm_runtime import SamplerV2, Session\nSamplerV2(mode=Session(backend=x)).run([1])\n"
    (hit,) = hits("open-session", text)
    assert hit.fix is None


def test_a_session_on_a_simulator_is_free() -> None:
    head = "from qiskit_aer import AerSimulator\nfrom qiskit_ibm_runtime import Session\n"
    text = f"{head}s = Session(backend=AerSimulator())\n"
    assert hits("open-session", text) == []


def test_only_files_of_tests_are_tests() -> None:
    text = GARNET + "def test_it():\n    device.run(1)\n"
    assert hits("hardware-in-test", text) == []
    assert hits("hardware-in-test", text, frozenset({"test"})) == []
    assert len(hits("hardware-in-test", text, COLLECTED)) == 1


@pytest.mark.parametrize(
    "guard",
    [
        "pytestmark = pytest.mark.hardware\ndef test_it():\n    device.run(1)\n",
        "@pytest.mark.skip\nclass TestIt:\n    def test_it(self):\n        device.run(1)\n",
        "@unittest.skipUnless(x, 'y')\ndef test_it():\n    device.run(1)\n",
        "if x:\n    pytest.skip('no', allow_module_level=True)\ndef test_it():\n    device.run(1)\n",
        "import unittest.mock\ndef test_it():\n    device.run(1)\n",
    ],
)
def test_a_guarded_test_is_guarded(guard: str) -> None:
    assert hits("hardware-in-test", "import pytest, unittest\n" + GARNET + guard, frozenset({"test"})) == []


def test_a_choice_is_gone_only_where_all_are() -> None:
    head = "from qiskit_ibm_runtime import QiskitRuntimeService as S\n"
    gone = "S().backend({'a': 'ibm_kyoto', 'b': 'ibm_nairobi'}[x])"
    assert len(hits("retired-backend", head + gone)) == 2
    assert hits("retired-backend", head + gone.replace("ibm_kyoto", "ibm_fez")) == []


def test_one_finding_is_enough_for_a_loop_without_an_end() -> None:
    text = GARNET + "while True:\n    device.run(1)\n"
    assert hits("job-in-loop", text) == []
    assert len(hits("unbounded-submission", text)) == 1
    assert len(hits("job-in-loop", text.replace("True", "more()"))) == 1


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("from dwave.system import DWaveSampler\nfor q in qs:\n    DWaveSampler().sample_qubo(q)\n", "num_reads"),
        ("from pyquil import get_qc\nfor p in ps:\n    get_qc('Ankaa-3').run(p)\n", "run_with_memory_map_batch"),
        (GARNET + "for c in cs:\n    device.run(c)\n", "braket.program_sets.ProgramSet"),
        (
            "from azure.quantum import Workspace as W\nfor c in cs:\n    W().get_targets('ionq.qpu').submit(c)\n",
            "as one batch",
        ),
    ],
)
def test_the_advice_fits_the_provider(text: str, advice: str) -> None:
    (hit,) = hits("job-in-loop", text)
    assert advice in hit.note


def test_parametrizing_guards_nothing() -> None:
    text = "import pytest\n" + GARNET + "@pytest.mark.parametrize('x', [1])\ndef test_it(x):\n    device.run(x)\n"
    assert len(hits("hardware-in-test", text, COLLECTED)) == 1
