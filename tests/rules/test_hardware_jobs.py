"""What is said of jobs that reach hardware: how often, through which callers, and at what price."""

from __future__ import annotations

import pytest

from quantum_lint.discover import file_of
from quantum_lint.model.file import File
from tests.support.scanning import scan_files, settings_for

SCRIPT = """
from braket.aws import AwsDevice
from braket.circuits import Circuit

device = AwsDevice("arn:aws:braket:eu-north-1::device/qpu/iqm/Garnet")
device.run(Circuit().h(0), shots=1000)
"""
CALLED = "on: workflow_call\njobs:\n  inner:\n    steps: [{run: python run.py}]\n"


def files(**texts: str) -> tuple[File, ...]:
    paths = {
        "run": "run.py",
        "action": ".github/actions/a/action.yml",
        "make": "Makefile",
        "just": "justfile",
        "gitlab": ".gitlab-ci.yml",
        "azure": "azure-pipelines.yml",
        "circle": ".circleci/config.yml",
        "bitbucket": "bitbucket-pipelines.yml",
    }
    found = (file_of(paths.get(name, f".github/workflows/{name}.yml"), text.encode()) for name, text in texts.items())
    return tuple(each for each in found if isinstance(each, File))


def said(rule: str, **texts: str) -> list[str]:
    report = scan_files(files(**texts), settings_for(None, select=frozenset({rule})))
    return [finding.message for finding in report.open()]


def scheduled(cron: str, job: str = "", steps: str = "[{run: python run.py}]") -> str:
    return f"on: {{schedule: [{{cron: '{cron}'}}]}}\njobs:\n  work:\n    {job}\n    steps: {steps}\n"


@pytest.mark.parametrize(
    ("cron", "job", "often"),
    [
        ("0 4 * * *", "", "about 30 times a month"),
        ("0 4 1 * *", "", "about 1 time a month"),
        ("0 4 1 1 *", "", "less than once a month"),
        (
            "0 4 * * 1-5",
            "strategy: {matrix: {chip: [a, b]}}",
            "about 43 times a month (22 starts x 2 jobs of the matrix)",
        ),
        ("0 4 1 * *", "strategy: {matrix: {chip: [a, b]}}", "about 2 times a month (1 start x 2 jobs of the matrix)"),
        ("0 4 * * *", "strategy: {matrix: '${{ fromJSON(x) }}'}", "at least 30 times a month"),
        ("0 4 * * *", "{strategy: {matrix: {chip: [a, b]}}", ""),
    ],
)
def test_counts_runs_a_month(cron: str, job: str, often: str) -> None:
    found = said("hardware-job-on-schedule", ci=scheduled(cron, job), run=SCRIPT)
    assert [often in each for each in found] == ([True] if often else [])


SYSTEMS = "strategy: {matrix: {chip: [a, b], os: [linux, mac], exclude: [{chip: b, os: mac}]}}"


@pytest.mark.parametrize(
    ("job", "steps", "often"),
    [
        (SYSTEMS, "{run: python run.py, if: matrix.chip == 'a'}", "about 2 times a month"),
        (SYSTEMS, "{run: python run.py, if: matrix.chip != 'a'}", "about 1 time a month"),
        (
            SYSTEMS,
            "{run: python run.py, if: matrix.os == 'mac'}, {run: python run.py, if: matrix.os != 'mac'}",
            "about 3 times a month",
        ),
        (
            SYSTEMS,
            "{run: python run.py, if: \"matrix.chip == 'a' || github.event_name == 'push'\"}",
            "about 2 times a month",
        ),
        (SYSTEMS, "{run: python run.py, if: matrix.chip == 'b' && env.NIGHT == '1'}", "about 1 time a month"),
        (SYSTEMS, "{run: python run.py, if: env.NIGHT == '1'}", "about 3 times a month"),
        (
            "strategy: {matrix: {chip: [a, b], include: [{chip: b, paid: true}]}}",
            "{run: python run.py, if: matrix.paid}",
            "about 1 time a month",
        ),
        (
            "strategy: {matrix: {chip: '${{ fromJSON(x) }}', os: [linux, mac]}}",
            "{run: python run.py, if: matrix.chip == 'a'}",
            "at least 1 time a month",
        ),
    ],
)
def test_counts_the_jobs_of_the_matrix_in_which_the_step_runs(job: str, steps: str, often: str) -> None:
    (message,) = said("hardware-job-on-schedule", ci=scheduled("0 4 1 * *", job, f"[{steps}]"), run=SCRIPT)
    assert often in message


def test_a_step_that_runs_in_no_job_of_the_matrix_reaches_nothing() -> None:
    steps = "[{run: python run.py, if: matrix.chip == 'c'}]"
    assert said("hardware-job-on-schedule", ci=scheduled("0 4 1 * *", SYSTEMS, steps), run=SCRIPT) == []


def test_counts_the_jobs_of_the_matrix_that_get_the_credential() -> None:
    token = "${{ matrix.chip == 'a' && secrets.IQM_TOKEN || '' }}"
    job = f'strategy: {{matrix: {{chip: [a, b]}}}}\n    env: {{IQM_TOKEN: "{token}"}}'
    (message,) = said("hardware-job-on-schedule", ci=scheduled("0 4 1 * *", job, "[{run: pytest}]"))
    assert "about 1 time a month" in message


def test_a_credential_of_one_step_does_not_multiply_the_others() -> None:
    paid = "{run: pytest paid, if: matrix.chip == 'a', env: {IQM_TOKEN: '${{ secrets.IQM_TOKEN }}'}}"
    text = scheduled("0 4 1 * *", "strategy: {matrix: {chip: [a, b]}}", f"[{{run: pytest}}, {paid}]")
    (message,) = said("hardware-job-on-schedule", ci=text)
    assert "about 1 time a month" in message


def test_names_what_a_month_costs() -> None:
    text = scheduled("0 4 1,15 * *", "strategy: {matrix: {chip: [a, b, c]}}")
    (message,) = said("hardware-job-on-schedule", ci=text, run=SCRIPT)
    assert "about 1.75 USD" in message
    assert "in a month about 10.50 USD" in message
    looped = SCRIPT.replace("device.run", "for _ in range(10):\n    device.run")
    (message,) = said("hardware-job-on-schedule", ci=text, run=looped)
    assert "in a month about 105.00 USD" in message
    (message,) = said("hardware-job-on-schedule", ci=text, run=SCRIPT.replace("shots=1000", "shots=count()"))
    assert "USD" not in message


def test_follows_the_callers_with_their_matrices() -> None:
    caller = (
        "on: {schedule: [{cron: '0 4 1 * *'}]}\njobs:\n  outer:\n    strategy: {matrix: {chip: [a, b, c]}}\n"
        "    uses: ./.github/workflows/called.yml\n"
    )
    (message,) = said("hardware-job-on-schedule", caller=caller, called=CALLED, run=SCRIPT)
    assert "Job `inner`" in message
    assert "about 3 times a month" in message
    kept_out = caller.replace("outer:\n", "outer:\n    if: github.event_name != 'schedule'\n")
    assert said("hardware-job-on-schedule", caller=kept_out, called=CALLED, run=SCRIPT) == []
    assert said("hardware-job-on-schedule", called=CALLED, run=SCRIPT) == []


def test_pipelines_that_call_each_other_in_a_circle_end() -> None:
    circle = "on: workflow_call\njobs:\n  a: {uses: ./.github/workflows/circle.yml}\n"
    assert said("hardware-job-on-schedule", circle=circle, run=SCRIPT) == []
    action = "runs:\n  using: composite\n  steps:\n  - uses: ./.github/actions/a\n"
    text = "on: push\njobs:\n  a:\n    steps: [{uses: ./.github/actions/a}]\n"
    assert said("unbounded-hardware-job", ci=text, action=action) == []


def test_only_what_surely_submits_makes_a_hardware_job() -> None:
    text = "on: push\njobs:\n  a:\n    steps: [{run: python run.py}]\n"
    assert len(said("unbounded-hardware-job", ci=text, run=SCRIPT)) == 1
    for harmless in (
        SCRIPT.replace("qpu/iqm/Garnet", "quantum-simulator/amazon/sv1").replace("eu-north-1", ""),
        SCRIPT.replace("device.run", "if chosen():\n    device.run"),
        SCRIPT.replace("device.run", "def later():\n    device.run"),
        SCRIPT.replace("device.run", "print(device.name) or later"),
    ):
        assert said("unbounded-hardware-job", ci=text, run=harmless) == []


def test_where_a_variable_switches_hardware_on_only_its_steps_count() -> None:
    on = "{run: ./test, if: matrix.chip == 'a', env: {RUN_REMOTE_TESTS: 1}}"
    off = "{run: ./test, if: matrix.chip != 'a'}"
    job = "strategy: {matrix: {chip: [a, b, c]}}\n    env: {IQM_TOKEN: '${{ secrets.IQM_TOKEN }}'}"
    (message,) = said("hardware-job-on-schedule", ci=scheduled("0 4 1 * *", job, f"[{on}, {off}]"))
    assert "about 1 time a month" in message
    (message,) = said("hardware-job-on-schedule", ci=scheduled("0 4 1 * *", job, f"[{on}, {on.replace('==', '!=')}]"))
    assert "about 3 times a month" in message


LOGIN = """
import os
from qiboconnection.typings.connection import ConnectionConfiguration

if os.getenv("ROLE"):
    key = os.getenv("LAB_LOGIN_KEY")
else:
    key = os.environ["OTHER_LOGIN_KEY"]
ConnectionConfiguration(username="lab", api_key=key)
"""


@pytest.mark.parametrize(
    ("variable", "secret", "script", "names"),
    [
        ("LAB_LOGIN_KEY", "LAB_LOGIN_KEY", LOGIN, ["LAB_LOGIN_KEY"]),
        ("OTHER_LOGIN_KEY", "LAB_LOGIN", LOGIN, ["LAB_LOGIN"]),  # the program sees the variable
        ("ROLE", "ROLE", LOGIN, []),  # read, and given to nobody
        ("LAB_LOGIN_KEY", "GITHUB_TOKEN", LOGIN, []),
        ("LAB_LOGIN_KEY", "LAB_LOGIN_KEY", LOGIN.replace("ConnectionConfiguration", "Configuration"), []),
    ],
)
@pytest.mark.parametrize("level", ["workflow", "job", "step"])
def test_a_program_tells_whose_a_secret_is(
    variable: str, secret: str, script: str, names: list[str], level: str
) -> None:
    given = f"env: {{{variable}: '${{{{ secrets.{secret} }}}}'}}"
    step = f"{{run: pytest, {given}}}" if level == "step" else "{run: pytest}"
    text = scheduled("0 4 1 * *", given if level == "job" else "", f"[{step}]")
    found = said("hardware-job-on-schedule", ci=f"{given}\n{text}" if level == "workflow" else text, run=script)
    assert ["reaches Qilimanjaro hardware" in each for each in found] == [True] * len(names)


def test_the_secret_is_named_where_it_comes_in() -> None:
    text = scheduled("0 4 1 * *", "env: {LAB_LOGIN_KEY: '${{ secrets.LAB_LOGIN_KEY }}'}", "[{run: pytest}]")
    report = scan_files(files(ci=text, run=LOGIN), settings_for(None, select=frozenset({"hardware-job-on-schedule"})))
    (finding,) = report.open()
    assert any("`LAB_LOGIN_KEY` comes in here" in each.note for each in finding.related)


PIPELINES = {
    "ci": "on: push\njobs:\n  work:\n    runs-on: x\n    steps: [{run: SUBMIT}]\n",
    "gitlab": "work:\n  script: [SUBMIT]\n",
    "azure": "trigger: ['*']\njobs:\n- job: work\n  steps: [{script: SUBMIT}]\n",
    "circle": (
        "version: 2.1\njobs:\n  work:\n    docker: [{image: x}]\n    steps: [checkout, {run: SUBMIT}]\n"
        "workflows: {all: {jobs: [work]}}\n"
    ),
    "bitbucket": "pipelines: {default: [{step: {name: work, script: [SUBMIT]}}]}\n",
}


@pytest.mark.parametrize("host", PIPELINES)
@pytest.mark.parametrize(
    ("submit", "found"),
    [("make submit", True), ("just submit", True), ("make check", False), ("just check", False)],
)
def test_every_host_is_followed_into_what_a_script_calls(host: str, submit: str, found: bool) -> None:
    make = "check:\n\truff check .\nsubmit: check\n\tpython run.py\n"
    texts = {host: PIPELINES[host].replace("SUBMIT", submit), "make": make, "just": make, "run": SCRIPT}
    assert len(said("hardware-on-every-push", **texts)) == found
