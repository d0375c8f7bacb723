"""Whole workflows and images as people write them: what is wrong in each is found, and the credential is named."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from quantum_lint.discover import file_of
from quantum_lint.model.file import File
from quantum_lint.model.finding import Finding
from tests.support.scanning import scan_files, settings_for


class Probe(NamedTuple):
    """A file, and the rules that must speak, each with words of its message."""

    path: str
    text: str
    expected: dict[str, tuple[str, ...]]


WORKFLOW = ".github/workflows/ci.yml"
SIXTEEN = (
    "IONQ_API_KEY", "IONQ_API_URL", "QISKIT_IBM_TOKEN", "QISKIT_IBM_INSTANCE", "QISKIT_IBM_URL", "OQC_AUTH_TOKEN",
    "OQC_URL", "PASQAL_USERNAME", "PASQAL_PASSWORD", "PASQAL_PROJECT_ID", "QBRAID_API_KEY", "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY", "AMAZON_BRAKET_TASK", "AZURE_QUANTUM_CONNECTION_STRING", "AZURE_CLIENT_SECRET",
)  # fmt: skip
PROBES = {
    "token for the whole workflow, clock, matrix, newest SDK": Probe(
        WORKFLOW,
        """\
on:
  schedule: [{cron: "0 4 * * *"}]
env:
  QISKIT_IBM_TOKEN: ${{ secrets.QISKIT_IBM_TOKEN }}
jobs:
  hardware:
    strategy: {matrix: {python: ["3.10", "3.11", "3.12"]}}
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: pip install qiskit
      - run: python run.py
""",
        {
            "hardware-job-without-approval": ("`QISKIT_IBM_TOKEN` (IBM Quantum)", "environment: quantum-hardware"),
            "hardware-secret-too-wide": ("`QISKIT_IBM_TOKEN` (IBM Quantum)", "Move `QISKIT_IBM_TOKEN`"),
            "broad-permissions": ("`QISKIT_IBM_TOKEN` (IBM Quantum)", "permissions: {contents: read}"),
            "mutable-code-beside-credential": (
                "`QISKIT_IBM_TOKEN` (IBM Quantum)",
                "`qiskit` in whatever version is newest",
            ),
            "hardware-job-on-schedule": ("IBM Quantum", "30 starts x 3 jobs"),
            "multiplied-hardware-job": ("IBM Quantum", "3 times for each start"),
        },
    ),
    "token of a job that runs the head of a pull request": Probe(
        WORKFLOW,
        """\
on: pull_request_target
jobs:
  device:
    runs-on: ubuntu-latest
    env: {IONQ_API_KEY: "${{ secrets.IONQ_API_KEY }}"}
    steps:
      - uses: actions/checkout@v4
        with: {ref: "${{ github.event.pull_request.head.sha }}"}
      - run: pip install -e .
""",
        {"hardware-secret-on-untrusted-code": ("`IONQ_API_KEY` (IonQ)", "`pull_request_target`")},
    ),
    "one token for a test job and for production": Probe(
        WORKFLOW,
        """\
on: push
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: pytest
        env: {IQM_TOKEN: "${{ secrets.IQM_TOKEN }}"}
  campaign:
    runs-on: ubuntu-latest
    environment: production
    steps:
      - run: python campaign.py
        env: {IQM_TOKEN: "${{ secrets.IQM_TOKEN }}"}
""",
        {"hardware-secret-shared": ("`IQM_TOKEN` (IQM Resonance)", "`campaign`", "`production`", "`test`")},
    ),
    "cloud role of a job that runs the head of a pull request": Probe(
        WORKFLOW,
        """\
on: {pull_request_target: {branches: [main]}}
permissions: {id-token: write, contents: read}
jobs:
  notebooks:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v7
        with:
          ref: ${{ github.event.pull_request.head.sha }}
          allow-unsafe-pr-checkout: true
      - uses: aws-actions/configure-aws-credentials@v4
        with: {role-to-assume: "${{ secrets.BRAKET_ROLE }}", aws-region: us-east-1}
      - run: python -m pytest notebooks
""",
        {"hardware-secret-on-untrusted-code": ("`BRAKET_ROLE` (Amazon Braket)",)},
    ),
    "publishing job that inherits a token": Probe(
        WORKFLOW,
        """\
on: {pull_request: {}, release: {types: [created]}}
env: {PYTKET_IBM_TOKEN: "${{ secrets.PYTKET_IBM_TOKEN }}"}
jobs:
  checks:
    runs-on: ubuntu-latest
    steps: [{uses: actions/checkout@v4}, {run: pytest tests/remote}]
  publish:
    runs-on: ubuntu-latest
    steps: [{uses: actions/checkout@v4}, {uses: "pypa/gh-action-pypi-publish@release/v1"}]
""",
        {"hardware-secret-too-wide": ("`PYTKET_IBM_TOKEN` (IBM Quantum)", "job `publish`")},
    ),
    "branch of a package beside a key": Probe(
        WORKFLOW,
        """\
on: workflow_dispatch
env: {IONQ_API_KEY: "${{ secrets.IONQ_API_KEY }}"}
jobs:
  tests:
    runs-on: ubuntu-latest
    steps:
      - run: pip install git+https://github.com/example/plugin.git@master
      - run: pytest
""",
        {"mutable-code-beside-credential": ("`IONQ_API_KEY` (IonQ)", "branch `master`")},
    ),
    "sixteen credentials of seven providers in one step": Probe(
        WORKFLOW,
        "on: {schedule: [{cron: '0 0 * * *'}]}\njobs:\n  build:\n    strategy: {matrix: {python: [1, 2, 3, 4, 5]}}\n"
        "    runs-on: ubuntu-latest\n    steps:\n      - run: tox\n        env:\n"
        + "".join(f"          {name}: ${{{{ secrets.{name} }}}}\n" for name in SIXTEEN),
        {
            "credential-bundle": ("7 providers", "Give each provider a job of its own"),
            "static-cloud-key": ("`AWS_ACCESS_KEY_ID` (Amazon Braket)", "role-to-assume"),
            "multiplied-hardware-job": ("5 times for each start",),
        },
    ),
    "image with a token and an open notebook server": Probe(
        "Dockerfile",
        """\
FROM python:3.12
ARG IBM_QUANTUM_TOKEN
ENV IONQ_API_KEY=changed-by-nobody-4711
RUN pip install qiskit
CMD jupyter notebook --ip=0.0.0.0 --allow-root --NotebookApp.token=''
""",
        {
            "secret-in-image": ("IONQ_API_KEY",),
            "open-notebook-server": ("token",),
            "unpinned-sdk": ("`qiskit`",),
        },
    ),
}


def findings_of(probe: Probe) -> tuple[Finding, ...]:
    file = file_of(probe.path, probe.text.encode())
    assert isinstance(file, File)
    return scan_files((file,), settings_for()).findings


@pytest.mark.parametrize("name", PROBES)
def test_what_is_wrong_is_found_and_named(name: str) -> None:
    found: dict[str, list[str]] = {}
    for finding in findings_of(PROBES[name]):
        found.setdefault(finding.rule.name, []).append(finding.message)
    missing = [
        (rule, words, found.get(rule))
        for rule, words in PROBES[name].expected.items()
        if not any(all(word in message for word in words) for message in found.get(rule, ()))
    ]
    assert missing == []


def test_one_cause_is_one_finding() -> None:
    found = findings_of(PROBES["sixteen credentials of seven providers in one step"])
    assert [finding.rule.name for finding in found].count("credential-bundle") == 1


def test_the_path_of_a_stranger_s_code_is_told_in_order() -> None:
    probe = PROBES["token of a job that runs the head of a pull request"]
    (finding,) = (each for each in findings_of(probe) if each.rule.name == "hardware-secret-on-untrusted-code")
    assert finding.severity == "high"
    assert finding.place.line == 5
    assert [(each.place.line, each.role) for each in finding.related] == [(1, "before"), (8, "before"), (9, "before")]
