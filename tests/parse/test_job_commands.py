"""What the commands and variables of a job say of hardware."""

from __future__ import annotations

import pytest

from quantum_lint.parse.job_commands import switched_off, switched_on


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("QBRAID_RUN_REMOTE_TESTS", "True"),
        ("PYTKET_RUN_REMOTE_TESTS", "1"),
        ("RUN_HARDWARE", "yes"),
        ("enable_qpu_tests", "${{ inputs.hardware }}"),
    ],
)
def test_a_switch_sends_tests_to_hardware(name: str, value: str) -> None:
    assert switched_on(name, value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RUN_REMOTE_TESTS", "0"),
        ("RUN_REMOTE_TESTS", " False "),
        ("RUN_REMOTE_TESTS", ""),
        ("REMOTE_HOST", "example.com"),
        ("RUN_UNIT_TESTS", "1"),
        ("TRUN_REMOTELY", "1"),
    ],
)
def test_other_variables_send_nothing(name: str, value: str) -> None:
    assert not switched_on(name, value)


@pytest.mark.parametrize(
    ("name", "value"),
    [("QISKIT_TESTS", "skip_online"), ("SKIP_HARDWARE_TESTS", "1"), ("CI_NO_NETWORK", "yes"), ("MODE", "no-remote")],
)
def test_a_variable_leaves_hardware_out(name: str, value: str) -> None:
    assert switched_off(name, value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SKIP_HARDWARE_TESTS", "0"),
        ("SKIP_LINT", "1"),
        ("NO_COLOR", "1"),
        ("BACKEND", "piano-device"),
        ("TESTS", "online"),
    ],
)
def test_other_variables_leave_nothing_out(name: str, value: str) -> None:
    assert not switched_off(name, value)
