"""Logs of SDKs at their most talkative level."""

from __future__ import annotations

import pytest

from tests.rules.test_job_handling import fixed, hits, lines


@pytest.mark.parametrize(
    ("level", "instead"),
    [
        ("logging.DEBUG", "logging.INFO"),
        ("'DEBUG'", "'INFO'"),
        ('"DEBUG"', '"INFO"'),
        ("10", "20"),
        ("log.DEBUG", '"INFO"'),
        ("DEBUG", '"INFO"'),
        ("level=logging.DEBUG", "level=logging.INFO"),
    ],
)
def test_the_level_is_mended_as_it_is_written(level: str, instead: str) -> None:
    text = "import logging, logging as log\nfrom logging import DEBUG\n"
    text += f"logging.getLogger('qiskit_ibm_runtime').setLevel({level})\n"
    (hit,) = hits("debug-logging", text)
    assert fixed(text, hit.fix) == text.replace(f"({level})", f"({instead})")


@pytest.mark.parametrize(
    "call",
    [
        "logging.getLogger('qiskit_ibm_runtime').setLevel(level)",
        "logging.getLogger('qiskit_ibm_runtime').setLevel(logging.INFO)",
        "logging.getLogger('qiskit_ibm_runtime').setLevel(logging.DEBUG if debug else logging.INFO)",
        "logging.getLogger('qiskit_ibm_runtime').setLevel(0)",
        "logging.getLogger('qiskit_ibm').setLevel(logging.DEBUG)",
        "logging.getLogger('qiskit_ibm_runtime_lab').setLevel(logging.DEBUG)",
        "logging.getLogger(name).setLevel(logging.DEBUG)",
        "logging.StreamHandler().setLevel(logging.DEBUG)",
        "logging.basicConfig()",
        "if verbose: logging.basicConfig(level=logging.DEBUG)",
        "def show():\n    http.client.HTTPConnection.debuglevel = 0",
        "if verbose: http.client.HTTPConnection.debuglevel = 1",
    ],
)
def test_logs_that_are_not_surely_open_are_let_be(call: str) -> None:
    text = f"import http.client, logging\nfrom qiskit_ibm_runtime import QiskitRuntimeService\n{call}\n"
    assert lines("debug-logging", text) == []


@pytest.mark.parametrize(
    "call",
    [
        "logging.basicConfig(level=logging.DEBUG)",
        "logging.basicConfig(level='DEBUG')",
        "logging.root.setLevel(logging.DEBUG)",
        "logging.getLogger().setLevel(logging.DEBUG)",
        "logging.getLogger('').setLevel(logging.DEBUG)",
        "logging.getLogger(None).setLevel(5)",
        "logging.config.dictConfig({'root': {'level': 'DEBUG'}})",
        "if __name__ == '__main__': logging.basicConfig(level=logging.DEBUG)",
        "def main():\n    logging.basicConfig(level=logging.DEBUG)",
        "http.client.HTTPConnection.debuglevel = True",
    ],
)
def test_logs_that_everything_goes_to_hold_those_of_an_sdk_that_is_used(call: str) -> None:
    text = f"import http.client, logging, logging.config\nfrom qiskit_ibm_runtime import QiskitRuntimeService\n{call}\n"
    assert len(lines("debug-logging", text)) == 1
    assert lines("debug-logging", text.replace("QiskitRuntimeService", "fake_provider")) == []


def test_one_place_that_opens_two_logs_is_one_finding() -> None:
    text = "import logging\nfrom qiskit_ibm_runtime import QiskitRuntimeService\nfrom braket.aws import AwsDevice\n"
    assert lines("debug-logging", text + "logging.basicConfig(level=logging.DEBUG)\n") == [4]
