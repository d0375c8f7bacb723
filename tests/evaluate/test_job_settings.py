"""Settings of jobs, however they are written; and what a policy approves."""

from __future__ import annotations

import pytest

from quantum_lint.evaluate.job_settings import JobSettings, names
from quantum_lint.knowledge import load
from quantum_lint.match.approvals import approves
from tests.evaluate.reading import evaluation

KNOWN = load()
HEAD = """
from qiskit_ibm_runtime import EstimatorOptions, EstimatorV2, QiskitRuntimeService, Session
backend = QiskitRuntimeService().backend("ibm_fez")
"""
LEVEL = ("options.resilience_level", "resilience_level")


def found(text: str, *paths: str) -> list[tuple[list[object], str]]:
    read = evaluation(HEAD + text, knowledge=KNOWN)
    (call,) = read.calls_to("qiskit_ibm_runtime.EstimatorV2.run")
    return [(list(names(each.value)), each.where.text) for each in JobSettings(read).find(call, paths)]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("e = EstimatorV2(backend, options={'resilience_level': 2})\ne.run(1)", "2"),
        ("e = EstimatorV2(backend, options=dict(resilience_level=2))\ne.run(1)", "2"),
        ("e = EstimatorV2(backend, options=EstimatorOptions(resilience_level=2))\ne.run(1)", "resilience_level=2"),
        ("e = EstimatorV2(backend)\ne.options.resilience_level = 2\ne.run(1)", "e.options.resilience_level"),
        ("e = EstimatorV2(backend)\ne.options.update(resilience_level=2)\ne.run(1)", "resilience_level=2"),
        ("e = EstimatorV2(backend)\ne.set_options(resilience_level=2)\ne.run(1)", "resilience_level=2"),
        ("EstimatorV2(backend).run(1, resilience_level=2)", "resilience_level=2"),
        ("o = {}\no['resilience_level'] = 2\nEstimatorV2(backend, options=o).run(1)", "o['resilience_level']"),
    ],
)
def test_a_setting_is_the_same_however_it_is_written(text: str, where: str) -> None:
    values, place = found(text, *LEVEL)[0]
    assert (values, place in (where, where.partition("=")[2])) == ([2], True)


def test_a_setting_may_lie_deep_or_have_a_position() -> None:
    text = "options = {'resilience': {'zne': {'noise_factors': (1, 3)}}}\nEstimatorV2(backend, options=options).run(1)"
    assert len(found(text, "options.resilience.zne.noise_factors")) == 1
    assert found(text, "options.resilience.pec.max_overhead") == []
    text = "EstimatorV2(Session(backend=backend, max_time='5m')).run(1)"
    assert found(text, "mode@0.max_time") == [(["5m"], "'5m'")]


@pytest.mark.parametrize(
    ("text", "complete"),
    [
        ("EstimatorV2(backend).run(1)", True),
        ("EstimatorV2(backend, options={'resilience_level': 1}).run(1)", True),
        ("def f(options):\n    EstimatorV2(backend, options=options).run(1)", False),
        ("def f(**options):\n    EstimatorV2(backend, **options).run(1)", False),
        ("def f(given):\n    EstimatorV2(backend).run(1, **given)", False),
    ],
)
def test_what_may_be_set_elsewhere_is_not_complete(text: str, complete: bool) -> None:
    read = evaluation(HEAD + text, knowledge=KNOWN)
    (call,) = read.calls_to("qiskit_ibm_runtime.EstimatorV2.run")
    assert JobSettings(read).complete(call, ("options",)) == complete


@pytest.mark.parametrize(
    ("glob", "name", "approved"),
    [
        ("ibm_*", "ibm_torino", True),
        ("ibm_torino", "IBM_Torino", True),
        ("Garnet", "arn:aws:braket:eu-north-1::device/qpu/iqm/Garnet", True),
        ("garnet", "Devices.IQM.Garnet", True),
        ("*/iqm/*", "arn:aws:braket:eu-north-1::device/qpu/iqm/Garnet", True),
        ("Garnet", "arn:aws:braket:eu-north-1::device/qpu/iqm/Emerald", False),
        ("ibm", "ibm_torino", False),
        ("torino", "ibm_torino", False),
    ],
)
def test_globs_match_a_name_or_its_last_part(glob: str, name: str, approved: bool) -> None:
    assert approves([glob], name) == approved
    assert not approves([], name)
