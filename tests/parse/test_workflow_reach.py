"""Whose credential a job holds where only other files of the repository, or an address beside it, say so."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from quantum_lint import knowledge
from quantum_lint.model.file import File
from quantum_lint.model.fragment import Surroundings
from quantum_lint.parse import whole
from quantum_lint.parse.workflow import WorkflowDocument

PATH = ".github/workflows/ci.yml"
ACTION = ".github/actions/login/action.yml"
LOGIN = """\
inputs: {role: {required: true}}
runs:
  using: composite
  steps:
    - run: pip install amazon-braket-sdk
    - uses: aws-actions/configure-aws-credentials@v5
      with: {role-to-assume: "${{ inputs.role }}", aws-region: us-east-1}
"""


def held(text: str, others: Mapping[str, str] | None = None) -> list[tuple[str, str, bool, str]]:
    """Name, provider, whether it is a session, and the text of the place: of each credential of the first job."""
    files = {name: data.encode() for name, data in (others or {}).items()}
    document = WorkflowDocument(whole(File(PATH, "github-workflow", text.encode())))
    document.surroundings = Surroundings(PATH, files.get)
    found = document.access(knowledge.load()).held_by(document.jobs[0])
    return [(each.name, each.provider, each.role, document.text[slice(*each.place)]) for each in found]


def test_a_session_that_an_action_opens_comes_in_where_its_identity_is_handed_on() -> None:
    text = """\
jobs:
  nightly:
    steps:
      - uses: ./.github/actions/login
        with: {role: "${{ secrets.CLOUD_ROLE }}"}
"""
    assert held(text, {ACTION: LOGIN}) == [("CLOUD_ROLE", "braket", True, 'role: "${{ secrets.CLOUD_ROLE }}')]
    assert held(text, {ACTION: LOGIN.replace("amazon-braket-sdk", "boto3")}) == []


def test_a_session_for_an_identity_in_the_action_comes_in_where_that_is_called() -> None:
    action = LOGIN.replace("${{ inputs.role }}", "arn:aws:iam::${{ env.ACCOUNT }}:role/tests")
    text = "jobs: {nightly: {steps: [{uses: ./.github/actions/login}]}}"
    assert held(text, {ACTION: action}) == [("role-to-assume", "braket", True, "./.github/actions/login")]


def test_an_action_that_uses_itself_ends() -> None:
    action = LOGIN + "    - uses: ./.github/actions/login\n"
    text = "jobs: {nightly: {steps: [{uses: ./.github/actions/login}]}}"
    assert [name for name, *_ in held(text, {ACTION: action})] == ["role-to-assume"]


@pytest.mark.parametrize(
    ("command", "path"),
    [
        ("pip install -r requirements.txt", "requirements.txt"),
        ("cd study && python -m pip install --requirement dev.txt", "dev.txt"),
        ("python study/run.py", "study/run.py"),
    ],
)
def test_files_of_the_job_tell_which_service_of_a_cloud_is_meant(command: str, path: str) -> None:
    text = f"""\
jobs:
  test:
    steps:
      - run: {command}
      - run: pytest
        env: {{IBM_API_KEY: "${{{{ secrets.IBM_API_KEY }}}}"}}
"""
    assert [each[:2] for each in held(text, {path: "qiskit-ibm-runtime==0.41.1"})] == [("IBM_API_KEY", "ibm")]
    assert held(text, {path: "ibm-watsonx-ai==1.3.0"}) == []
    assert held(text) == []


def called(address: str, secret: str = "E2E_PASSWORD") -> str:
    return f"""\
jobs:
  testing:
    uses: example/actions/.github/workflows/tests.yml@v1
    with: {{host: "{address}"}}
    secrets: {{password: "${{{{ secrets.{secret} }}}}"}}
"""


def test_an_address_beside_a_secret_with_a_common_name_tells_whose_it_is() -> None:
    found = held(called("https://api.quantum-inspire.com/v2"))
    assert [each[:2] for each in found] == [("E2E_PASSWORD", "quantuminspire")]


@pytest.mark.parametrize(
    ("address", "secret"),
    [
        ("https://api.example.com", "E2E_PASSWORD"),
        ("https://api.quantum-inspire.com.example.com", "E2E_PASSWORD"),
        ("https://api.quantum-inspire.com", "SLACK_TOKEN"),
        ("https://api.quantum-inspire.com", "E2E_USERNAME"),
        ("https://api.quantum-inspire.com", "AWS_SECRET_ACCESS_KEY"),
    ],
)
def test_other_addresses_and_names_say_nothing(address: str, secret: str) -> None:
    assert held(called(address, secret)) == []


def test_a_role_for_uploads_opens_no_hardware() -> None:
    text = """\
jobs:
  image:
    steps:
      - uses: aws-actions/configure-aws-credentials@v5
        with: {role-to-assume: "${{ secrets.ECR_UPLOAD_ROLE }}"}
      - run: docker push public.ecr.aws/example/braket-executor
"""
    assert held(text) == []
    assert [each[0] for each in held(text.replace("ECR_UPLOAD_ROLE", "CLOUD_ROLE"))] == ["CLOUD_ROLE"]


@pytest.mark.parametrize(
    ("command", "names"),
    [
        ("xcc config set REFRESH_TOKEN $REFRESH", ["NIGHTLY_TOKEN"]),
        ('xcc config set REFRESH_TOKEN "${REFRESH}"', ["NIGHTLY_TOKEN"]),
        ("qbraid configure set api-key $REFRESH", ["NIGHTLY_TOKEN"]),
        ("xcc config set PORT $REFRESH", []),
        ("echo xcc; curl --header REFRESH_TOKEN $REFRESH", []),
        ("az login --service-principal -u robot -p $REFRESH", []),
    ],
)
def test_a_secret_is_known_by_the_program_that_takes_it(command: str, names: list[str]) -> None:
    text = (
        "on: push\njobs:\n  device:\n    runs-on: ubuntu-24.04\n    steps:\n"
        f"      - run: |\n          {command}\n          python run.py\n"
        "        env:\n          REFRESH: ${{ secrets.NIGHTLY_TOKEN }}\n"
    )
    assert [each[0] for each in held(text)] == names
