"""GitHub workflows: structure, positions, credentials and trust."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quantum_lint import knowledge, parse
from quantum_lint.discover import file_of
from quantum_lint.model.fact import CredentialUse
from quantum_lint.model.file import File
from quantum_lint.model.fragment import Fragment
from quantum_lint.parse.workflow import WorkflowDocument
from quantum_lint.parse.workflow_credential import meaning
from quantum_lint.parse.workflow_expression import alternatives, expressions, reads
from quantum_lint.parse.workflow_trust import excludes, head_checkouts, strange_trigger

KNOWLEDGE = knowledge.load()
SHA = "1" * 40


def read(text: str, path: str = ".github/workflows/ci.yml") -> WorkflowDocument:
    file = file_of(path, text.encode())
    assert isinstance(file, File)
    (fragment,) = parse.fragments(file)
    document = parse.document(fragment)
    assert isinstance(document, WorkflowDocument)
    return document


def job(text: str, **top: str) -> WorkflowDocument:
    """A workflow with one job `work` that is written in `text`."""
    head = "".join(f"{name}: {value}\n" for name, value in top.items())
    indented = "\n".join(f"    {line}" for line in text.strip("\n").split("\n"))
    return read(f"{head}jobs:\n  work:\n{indented}\n")


def held(document: WorkflowDocument) -> list[tuple[str, str, str]]:
    return [(each.name, each.provider, each.level) for each in document.access(KNOWLEDGE).credentials]


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("on: push", ["push"]),
        ('"on": [push, pull_request_target]', ["push", "pull_request_target"]),
        ("on:\n  schedule:\n  - cron: '0 4 * * 2'\n  push:\n", ["schedule", "push"]),
    ],
)
def test_reads_every_way_to_write_triggers(written: str, names: list[str]) -> None:
    document = read(f"{written}\njobs: {{}}\n")
    assert [trigger.name for trigger in document.triggers] == names
    for trigger in document.triggers:
        start, end = document.text_span(trigger.key)
        assert document.text[start:end] == trigger.name


def test_reads_the_options_of_a_trigger() -> None:
    (trigger,) = read("on:\n  pull_request:\n    types: [labeled, opened]\n    branches: main\n").triggers
    assert trigger.list("types") == ("labeled", "opened")
    assert trigger.list("branches") == ("main",)
    assert trigger.list("paths") == ()


def test_reads_what_a_job_says_of_itself() -> None:
    document = job(
        "runs-on: ubuntu-latest\nenvironment: lab\ntimeout-minutes: 5\nconcurrency: one\n"
        "strategy: {matrix: {python: [3, 4]}}\npermissions: read-all\nif: github.ref == 'x'\nsteps: [{run: make}, oops]"
    )
    (work,) = document.jobs
    assert all((work.environment, work.timeout, work.concurrency, work.matrix, work.permissions))
    assert work.condition == "github.ref == 'x'"
    assert [step.run.value for step in work.steps if step.run] == ["make"]
    assert document.permissions is None


@pytest.mark.parametrize(
    ("written", "kind", "owner", "pinned"),
    [
        ("./.github/actions/lab", "local", ".", False),
        ("docker://python:3", "image", "docker:", False),
        (f"Owner/repo/path@{SHA}", "repository", "owner", True),
        ("owner/repo@v1", "repository", "owner", False),
        ("owner/repo@" + "1" * 39, "repository", "owner", False),
    ],
)
def test_reads_what_uses_names(written: str, kind: str, owner: str, pinned: bool) -> None:
    (work,) = job(f"steps: [{{uses: '{written}'}}]").jobs
    action = work.steps[0].uses
    assert action is not None
    assert (action.kind, action.owner, action.pinned) == (kind, owner, pinned)


def test_the_nearest_level_binds_a_variable() -> None:
    document = job("env: {A: job, B: job}\nsteps:\n- run: x\n  env: {B: step}", env="{A: workflow, C: workflow}")
    (work,) = document.jobs
    seen = {each.name: (each.value.value, each.level) for each in document.environment(work, work.steps[0])}
    assert seen == {"A": ("job", "job"), "B": ("step", "step"), "C": ("workflow", "workflow")}


def scripts(document: WorkflowDocument) -> list[Fragment]:
    return list(document.fragments())


def test_cuts_scripts_in_their_languages_with_their_places() -> None:
    document = job(
        'steps:\n- run: |\n    echo "é"\n    make   # last\n- run: "a \\u00e9 && \\\n    b"\n'
        "- {run: 'print(1)', shell: python}\n- {run: x, shell: perl}\n- {run: dir, shell: 'bash -e {0}'}"
    )
    found = scripts(document)
    assert [each.language for each in found] == ["shell", "shell", "python", "shell"]
    assert found[0].label == "jobs.work.steps[0].run"
    data = document.fragment.text.encode()
    for fragment, word in zip(found, ("make", "b", "print", "dir"), strict=True):
        start = fragment.text.index(word)
        span = fragment.span(start, start + len(word))
        assert data[span.start : span.end].decode() == word


def test_the_default_shell_may_be_named_above() -> None:
    document = read(
        "defaults: {run: {shell: python}}\njobs:\n  a: {steps: [{run: x}]}\n"
        "  b: {defaults: {run: {shell: sh}}, steps: [{run: y}]}\n"
    )
    assert [each.language for each in scripts(document)] == ["python", "shell"]


def test_a_composite_action_is_one_job() -> None:
    document = read("name: lab\nruns:\n  using: composite\n  steps: [{run: make, shell: bash}]\n", "lab/action.yml")
    assert [each.label for each in document.jobs] == ["this action"]
    assert [each.label for each in scripts(document)] == ["runs.steps[0].run"]


@pytest.mark.parametrize(
    ("source", "paths"),
    [
        ("secrets.A", ["secrets.A"]),
        ("secrets['A'] || vars.B", ["secrets.A", "vars.B"]),
        ("contains(github.event.labels.*.name, 'secrets.C')", ["github.event.labels.*.name"]),
        ("github.event.commits[0].message", ["github.event.commits.0.message"]),
        ("'it''s secrets.A' == env . X", ["env.X"]),
        ("toJSON(secrets)", ["secrets"]),
    ],
)
def test_reads_the_paths_of_an_expression(source: str, paths: list[str]) -> None:
    assert list(reads(source)) == paths


@given(st.lists(st.sampled_from(["${{", "}}", " secrets.A ", "x", "'", "$", "\n"]), max_size=30).map("".join))
def test_an_expression_stands_where_it_says(text: str) -> None:
    for each in expressions(text):
        assert text[each.start : each.end].startswith("${{")
        assert text[each.start : each.end].endswith("}}")
        assert text[each.start + 3 : each.end - 2].strip() == each.source


def test_an_expression_in_a_block_stands_where_it_says() -> None:
    document = job("steps:\n- run: |\n    echo é\n    echo ${{ github.head_ref }} x")
    run = document.jobs[0].steps[0].run
    assert run is not None
    ((_, (start, end)),) = document.expressions(run)
    assert document.text[start:end] == "${{ github.head_ref }}"


def test_alternatives_are_split_outside_of_parentheses_and_quotes() -> None:
    assert [part.strip() for part in alternatives("a && (b || c) || x == '||' || d")] == [
        "a && (b || c)", "x == '||'", "d",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "provider"),
    [
        ("QISKIT_IBM_TOKEN", "ibm"),
        ("IBMQX_TOKEN", "ibm"),
        ("QE_STAGING_TOKEN", "ibm"),
        ("TEST_USER_IBMQ_TOKEN", "ibm"),
        ("PYTKET_REMOTE_IBM_CLOUD_TOKEN", "ibm"),
        ("PLUGIN_BRAKET_ACCESS_KEY_ID", "braket"),
        ("ionq-api-key", "ionq"),
        ("TEST_QISKIT_SCALEWAY_API_TOKEN", "scaleway"),
        ("QISKIT_IONQ_API_TOKEN", "ionq"),
        ("QISKIT_TOKEN", "ibm"),
        ("AZURE_QUANTUM_CONNECTION_STRING", "azure"),
        ("QISKIT_IBM_INSTANCE", None),
        ("PASQAL_PROJECT_ID", None),
        ("GITHUB_TOKEN", None),
        ("PYPI_PYTKET_QISKIT_API_TOKEN", None),
        ("QISKIT_BOT_TOKEN", None),
        ("CODECOV_TOKEN", None),
        ("TOKEN", None),
    ],
)
def test_knows_credentials_by_name(name: str, provider: str | None) -> None:
    found = meaning(name, KNOWLEDGE)
    assert (found.provider if found else None) == provider


@pytest.mark.parametrize(
    "name", ["AWS_SECRET_ACCESS_KEY", "AZURE_CLIENT_SECRET", "IBM_CLOUD_API_KEY", "SCW_SECRET_KEY"]
)
def test_a_cloud_counts_only_beside_words_of_its_quantum_service(name: str) -> None:
    found = meaning(name, KNOWLEDGE)
    assert found is not None
    assert not found.fits("deploys the documentation of qiskit to a bucket")
    assert any(found.fits(word) for word in ("tests on braket", "az quantum", "qiskit-ibm-runtime", "quantum cloud"))


def test_finds_credentials_at_every_level() -> None:
    document = read(
        "env: {IBMQ_TOKEN: '${{ secrets.IBMQ_TOKEN }}'}\n"
        "jobs:\n"
        "  a:\n"
        "    env: {KEY: '${{ secrets.IONQ_API_KEY }}', DWAVE_API_TOKEN: ''}\n"
        "    steps:\n"
        "    - {uses: o/r@v1, with: {token: '${{ secrets.IQM_TOKEN }}'}}\n"
        "    - run: submit ${{ secrets.OQC_AUTH_TOKEN }}\n"
        "  b:\n"
        "    uses: ./.github/workflows/x.yml\n"
        "    secrets: {QBRAID_API_KEY: '${{ secrets.QBRAID_API_KEY }}', OTHER: '${{ secrets.OTHER }}'}\n"
    )
    assert held(document) == [
        ("IBMQ_TOKEN", "ibm", "workflow"),
        ("IONQ_API_KEY", "ionq", "job"),
        ("IQM_TOKEN", "iqm", "with"),
        ("OQC_AUTH_TOKEN", "oqc", "run"),
        ("QBRAID_API_KEY", "qbraid", "secrets"),
    ]
    facts = list(document.facts(KNOWLEDGE))
    assert [fact.name for fact in facts if isinstance(fact, CredentialUse)][:2] == ["IBMQ_TOKEN", "IONQ_API_KEY"]
    assert [each.id for each in document.access(KNOWLEDGE).jobs] == ["a", "b"]


def test_the_environment_of_a_container_is_that_of_the_job() -> None:
    document = job(
        "container: {image: 'lab@sha256:1', env: {IQM_TOKEN: '${{ secrets.IQM_TOKEN }}'}}\nsteps: [{run: make}]"
    )
    assert held(document) == [("IQM_TOKEN", "iqm", "job")]


@pytest.mark.parametrize(("run", "expected"), [("pytest tests/braket", "braket"), ("make html", None)])
def test_a_role_counts_beside_words_of_a_provider(run: str, expected: str | None) -> None:
    document = job(
        "steps:\n- uses: aws-actions/configure-aws-credentials@v4\n"
        f"  with: {{role-to-assume: '${{{{ secrets.ROLE }}}}'}}\n- run: {run}"
    )
    assert held(document) == ([("ROLE", expected, "with")] if expected else [])


@pytest.mark.parametrize(
    ("run", "provider"),
    [
        ('token="$(aws codeartifact get-authorization-token --domain quantinuum)"', None),
        ("aws ecr get-login-password | docker login --username AWS", None),
        ("aws secretsmanager get-secret-value --secret-id token", "quantinuum"),
        ("aws codeartifact login --tool pip && pytest tests/braket", "braket"),
    ],
)
def test_a_role_that_brings_packages_is_of_no_provider_by_its_name_alone(run: str, provider: str | None) -> None:
    document = job(
        "env: {DOMAIN: quantinuum}\nsteps:\n- uses: aws-actions/configure-aws-credentials@v4\n"
        f"  with: {{role-to-assume: '${{{{ secrets.ROLE }}}}'}}\n- run: |\n    {run}"
    )
    assert held(document) == ([("ROLE", provider, "with")] if provider else [])


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("pytest -x", "code"),
        ("poetry run pytest", "code"),
        ("python -m pytest", "code"),
        ("sudo -E ./run", "code"),
        ("bash tools/run.sh", "code"),
        ("pip install pytest tox", "install"),
        ("python3 -m pip install -e .", "install"),
        ("poetry run pip install x", "install"),
        ("npm ci", "install"),
        ("python -c 'import x'", "other"),
        ("python --version", "other"),
        ("source .venv/bin/activate", "other"),
        ("echo pytest", "other"),
        ("/usr/bin/git fetch", "other"),
        ("ruff check .", "other"),
    ],
)
def test_tells_what_a_script_does(script: str, expected: str) -> None:
    document = job(f'steps: [{{run: "{script}"}}]')
    assert document.access(KNOWLEDGE).activity(document.jobs[0], document.jobs[0].steps[0]) == expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("", False),
        ("github.event_name == 'push'", True),
        ("${{ github.event_name != 'issue_comment' }}", True),
        ("github.event_name == 'push' || github.event_name == 'issue_comment'", False),
        ("github.event_name == 'push' || always()", False),
        ("github.event.comment.author_association == 'OWNER'", True),
        ("contains(github.event.comment.body, '/run')", False),
        ("github.actor == 'maintainer'", True),
        ("github.event.pull_request.merged == true", True),
        ("github.event.pull_request.merged == false", False),
        ("github.actor != 'dependabot[bot]'", False),
        ("github.event.pull_request.head.repo.fork == false", True),
        ("!github.event.pull_request.head.repo.fork", True),
        ("github.event.pull_request.head.repo.fork", False),
        ("github.event.pull_request.head.repo.full_name == github.repository", True),
    ],
)
def test_a_condition_keeps_strangers_out(condition: str, expected: bool) -> None:
    (trigger,) = read("on: issue_comment\n").triggers
    assert excludes(condition, trigger) is expected


@pytest.mark.parametrize(
    ("version", "remark", "allowed", "found"),
    [
        ("v4", "", "", True),
        ("v7", "", "", False),
        ("v6", "", "", False),
        ("v6.0.1", "", "", True),
        ("v7.1.0", "", "allow-unsafe-pr-checkout: true", True),
        (SHA, "# v8.0.0", "", False),
        (SHA, "# v5.0.0", "", True),
        (SHA, "", "", True),
    ],
)
def test_newer_checkouts_refuse_the_head_unless_told(version: str, remark: str, allowed: str, found: bool) -> None:
    document = job(
        f"steps:\n- uses: actions/checkout@{version} {remark}\n  with:\n"
        f"    ref: ${{{{ github.event.pull_request.head.sha }}}}\n    {allowed}",
        on="pull_request_target",
    )
    trigger = strange_trigger(document, document.jobs[0])
    assert trigger is not None
    assert bool(list(head_checkouts(document, document.jobs[0], trigger))) is found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "jobs: 3",
        "on: {push: 1}\njobs: {a: 1, b: [x], c: {steps: {}}}",
        "jobs:\n  a:\n    steps:\n    - uses:\n",
        "- - [",
    ],
)
def test_nothing_that_is_written_breaks_it(text: str) -> None:
    document = read(text)
    assert list(document.fragments()) == []
    assert not any(isinstance(fact, CredentialUse) for fact in document.facts(KNOWLEDGE))


def test_a_large_workflow_is_read_in_linear_time() -> None:
    steps = "\n".join(f"- run: 'echo ${{{{ secrets.A{number} ' # ${{{{ x" for number in range(3000))
    document = job(f"steps:\n{steps}")
    assert len(scripts(document)) == 3000
    assert held(document) == []
