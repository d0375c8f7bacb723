"""Jobs of Azure Pipelines, CircleCI and Bitbucket as facts: what starts them, how often, and what bounds them."""

from __future__ import annotations

import pytest

from quantum_lint.discover import file_of
from quantum_lint.knowledge import load
from quantum_lint.model.file import File
from quantum_lint.model.pipeline import PipelineJob
from quantum_lint.parse import document, whole

PATHS = {"azure": "azure-pipelines.yml", "circle": ".circleci/config.yml", "bitbucket": "bitbucket-pipelines.yml"}


def jobs(host: str, text: str) -> dict[str, PipelineJob]:
    """The jobs by their names."""
    file = file_of(PATHS[host], text.encode())
    assert isinstance(file, File)
    facts = document(whole(file)).facts(load())
    return {fact.id: fact for fact in facts if isinstance(fact, PipelineJob)}


def events(job: PipelineJob) -> list[str]:
    return [start.event for start in job.starts if start.event != "other"]


@pytest.mark.parametrize(
    ("trigger", "expected"),
    [
        ("", []),
        ("trigger: none", []),
        ("trigger: [main]", ["push"]),
        ("trigger: ['*']", ["any-push"]),
        ("trigger: {branches: {include: ['refs/heads/*']}}", ["any-push"]),
        ("trigger: {branches: {include: ['*'], exclude: [wip/*]}}", ["push"]),
        ("pr: [main]", ["pull-request"]),
        ("schedules: [{cron: '0 0 * * 0', always: true}, {cron: '0 1 * * *'}]", ["schedule"]),
    ],
)
def test_what_starts_azure_pipelines(trigger: str, expected: list[str]) -> None:
    assert events(jobs("azure", f"{trigger}\nsteps: [{{script: python a.py}}]\n")["Job"]) == expected


@pytest.mark.parametrize(
    ("job", "protected"),
    [
        ("{job: a}", False),
        ("{deployment: a, environment: lab}", True),
        ("{job: a, variables: {x: y}}", False),
        ("{job: a, variables: [{group: keys}]}", True),
        ("{job: a, steps: [{task: AzureCLI@2, inputs: {azureSubscription: lab}}]}", True),
        ("{job: a}, {job: b, pool: server, steps: [{task: ManualValidation@1}]}", True),
    ],
)
@pytest.mark.parametrize("frame", ["jobs: [%s]", "stages: [{stage: s, jobs: [%s]}]"])
def test_what_azure_may_ask_approval_for(frame: str, job: str, protected: bool) -> None:
    assert jobs("azure", frame % job)["a"].protected is protected


def test_a_job_of_azure() -> None:
    text = (
        "jobs:\n- job: a\n  timeoutInMinutes: 20\n"
        "  strategy: {matrix: {x: {python: '3.11', os: linux}, y: {python: '3.12', os: linux}}}\n"
        "  steps:\n  - bash: cd sub && python run.py\n    env: {IONQ_API_KEY: $(Key), A: b}\n"
        "    workingDirectory: $(Build.SourcesDirectory)/lab\n    retryCountOnTaskFailure: 2\n"
    )
    job = jobs("azure", text)["a"]
    assert job.matrix is not None
    assert (job.minutes, job.bounded, job.matrix.times) == (20, True, 2)
    assert {axis.name: axis.values for axis in job.matrix.axes} == {"python": ("3.11", "3.12"), "os": ("linux",)}
    assert [each.name for each in job.credentials] == ["IONQ_API_KEY"]
    assert [(work.files, work.retries[0].attempts) for work in job.works] == [(("lab/sub/run.py",), 3)]


def test_only_zero_takes_the_limit_of_azure_away() -> None:
    assert not jobs("azure", "jobs: [{job: a, timeoutInMinutes: 0}]")["a"].bounded


@pytest.mark.parametrize(
    ("workflow", "expected", "protected"),
    [
        ("{jobs: [a]}", ["any-push"], False),
        ("{jobs: [a: {filters: {branches: {only: main}}}]}", ["push"], False),
        ("{jobs: [a: {filters: {branches: {only: /.*/}}}]}", ["any-push"], False),
        ("{jobs: [a: {filters: {branches: {ignore: main}}}]}", ["push"], False),
        ("{jobs: [a: {filters: {tags: {only: /v.*/}}}]}", ["any-push"], False),
        ("{when: << pipeline.parameters.b >>, jobs: [a]}", [], False),
        ("{jobs: [a: {context: keys}]}", ["push"], True),
        ("{jobs: [ask: {type: approval}, b: {requires: [ask]}, a: {requires: [b]}]}", [], True),
        ("{jobs: [b: {requires: [a]}, a: {requires: [b]}]}", ["any-push"], False),
        ("{triggers: [schedule: {cron: '0 0 * * 0'}], jobs: [a]}", ["schedule"], False),
    ],
)
def test_what_starts_a_job_of_circle(workflow: str, expected: list[str], protected: bool) -> None:
    job = jobs("circle", f"jobs: {{a: {{steps: [run: python a.py]}}}}\nworkflows: {{w: {workflow}}}\n")["a"]
    assert (events(job), job.protected) == (expected, protected)


def test_a_job_of_circle() -> None:
    text = (
        "commands:\n  prepare:\n    steps:\n    - run: dwave config create --token $DWAVE_API_TOKEN\n    - prepare\n"
        "jobs:\n  a:\n    steps:\n    - prepare\n"
        "    - run: {command: python run.py << parameters.b >>, working_directory: ~/project/lab, max_auto_reruns: 1}\n"
        "workflows:\n  w:\n    jobs:\n"
        "    - a: {matrix: {parameters: {python: ['3.11', '3.12'], b: [x, y]}, exclude: [{python: '3.11', b: x}]}}\n"
    )
    job = jobs("circle", text)["a"]
    assert job.matrix is not None
    assert job.matrix.times == 3
    assert [each.name for each in job.credentials] == ["DWAVE_API_TOKEN"]
    assert [work.files for work in job.works] == [(), ("lab/run.py",)]
    assert [retry.attempts for work in job.works for retry in work.retries] == [2]


@pytest.mark.parametrize(
    ("pipelines", "expected", "protected"),
    [
        ("default: [step: *a]", ["any-push"], False),
        ("branches: {main: [step: *a]}", ["push"], False),
        ("branches: {'**': [step: *a]}", ["any-push"], False),
        ("pull-requests: {'**': [step: *a]}", ["pull-request"], False),
        ("custom: {now: [step: *a]}", [], True),
        ("default: [step: {trigger: manual, script: [x]}, step: *a]", [], True),
        ("default: [parallel: {steps: [step: *a]}]", ["any-push"], False),
        ("default: [stage: {trigger: manual, steps: [step: *a]}]", [], True),
        ("default: [step: *a]\n  branches: {main: [step: *a]}", ["any-push", "push"], False),
    ],
)
def test_what_starts_a_step_of_bitbucket(pipelines: str, expected: list[str], protected: bool) -> None:
    steps = "definitions: {steps: [step: &a {name: a, max-time: 9, script: [python a.py]}]}"
    job = jobs("bitbucket", f"{steps}\npipelines:\n  {pipelines}\n")["a"]
    assert (events(job), job.protected, job.minutes) == (expected, protected, 9)
