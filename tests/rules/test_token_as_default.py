"""Defaults that are credentials: every way of giving one, and whose it is."""

from __future__ import annotations

from random import Random

import pytest

from quantum_lint import synthetic
from quantum_lint.knowledge import load
from tests.support.reported import findings_in, reported

SECRET = synthetic.make("ionq", "api-key", Random(7))
PASSWORD = synthetic.make("pasqal", "password", Random(7))
IMPORT = "from qiskit_ionq import IonQProvider\n"
PYTHON = {
    "getenv": "os.getenv('IONQ_API_KEY', '{}')",
    "getenv by keyword": "os.getenv('IONQ_API_KEY', default='{}')",
    "environ.get": "os.environ.get('IONQ_API_KEY', '{}')",
    "environ.setdefault": "os.environ.setdefault('IONQ_API_KEY', '{}')",
    "environ.pop": "os.environ.pop('IONQ_API_KEY', '{}')",
    "a constant": "DEFAULT = '{}'\nos.getenv('IONQ_API_KEY', DEFAULT)",
    "or": "key = os.getenv('IONQ_API_KEY') or '{}'",
    "or, with an option": "key = options.ionq_token or '{}'",
    "decouple": "from decouple import config\nconfig('IONQ_API_KEY', default='{}')",
    "environs": "env = Env()\nenv.str('IONQ_API_KEY', '{}')",
    "argparse": "parser.add_argument('--ionq-api-key', default='{}')",
    "argparse, one name": "parser.add_argument('-k', '--key', dest='ionq_key', default='{}')",
    "argparse, by its help": "parser.add_argument('--token', default='{}', help='IonQ token')",
    "optparse": "parser.add_option('--ionq-token', default='{}')",
    "absl": "flags.DEFINE_string('ionq_token', '{}', 'for the cloud')",
    "click": "@click.option('--key', envvar='IONQ_API_KEY', default='{}')\ndef run(key): ...",
    "click prompt": "click.prompt('IonQ API key', default='{}')",
    "typer": "def run(key: str = typer.Option('{}', envvar='IONQ_API_KEY')): ...",
    "typer, annotated": "def run(ionq_key: str = typer.Option('{}', '--key')): ...",
    "a parameter": "def run(circuit, ionq_token='{}'): ...",
    "a keyword parameter": "def run(circuit, *, ionq_token='{}'): ...",
    "a method": "class Runner:\n    async def run(self, ionq_token='{}'): ...",
    "a function for the provider": "def ionq_run(token='{}'): ...",
    "a field": "class Settings(BaseSettings):\n    ionq_api_key: str = '{}'",
    "pydantic": "class Settings(BaseModel):\n    key: str = Field(default='{}', alias='IONQ_API_KEY')",
    "pydantic, by position": "class Settings(BaseModel):\n    ionq_key: str = Field('{}')",
    "a secret of pydantic": "class Settings(BaseModel):\n    ionq_key: SecretStr = SecretStr('{}')",
    "attrs": "@define\nclass Settings:\n    ionq_token: str = field(default='{}')",
    "a form": "widgets.Password(value='{}', description='IonQ API key')",
    "a form of streamlit": "st.text_input('IonQ API key', value='{}')",
}
TEXT = {
    "shell": ("run.sh", 'export KEY="${{IONQ_API_KEY:-{}}}"'),
    "shell, unset only": ("run.sh", "echo ${{IONQ_API_KEY-{}}}"),
    "shell, assigned": ("run.sh", ': "${{IONQ_API_KEY:={}}}"'),
    "compose": ("compose.yml", "services:\n  a:\n    environment:\n      KEY: ${{IONQ_API_KEY:-{}}}"),
    "OmegaConf": ("config.yaml", "key: ${{oc.env:IONQ_API_KEY,{}}}"),
    "devcontainer": (".devcontainer/devcontainer.json", '{{"containerEnv": {{"K": "${{localEnv:IONQ_API_KEY:{}}}"}}}}'),
    "Dockerfile": ("Dockerfile", "FROM a\nENV KEY=${{IONQ_API_KEY:-{}}}"),
    "Makefile": ("Makefile", "IONQ_API_KEY ?= {}\n"),
    "dotenv": (".env", "KEY=${{IONQ_API_KEY:-{}}}"),
    "a workflow": (
        ".github/workflows/a.yml",
        "on: push\njobs:\n  a:\n    env:\n      KEY: ${{{{ secrets.IONQ_API_KEY || '{}' }}}}\n    steps: []",
    ),
    "an input": (
        ".github/workflows/a.yml",
        "on:\n  workflow_dispatch:\n    inputs:\n      ionq-token:\n        default: {}\n# IONQ_API_KEY\njobs: {{}}",
    ),
}
DULL = [
    "os.getenv('IONQ_API_KEY', '')",
    "os.getenv('IONQ_API_KEY', 'YOUR_API_KEY')",
    "os.getenv('IONQ_API_KEY', os.getenv('OTHER'))",
    "os.getenv('IONQ_BACKEND', '{}')",
    "cache.get('{}', 'IONQ_API_KEY')",
    "def run(ionq_backend='{}'): ...",
    "def run(key='{}'): ...",
    "parser.add_argument('--project', default='{}', help='the IonQ project; needs a token')",
    "Settings = dict(IONQ_API_URL='{}')",
    "def run(ionq_token=None): ...",
    "ionq_token = given or found",
]


@pytest.mark.parametrize("code", PYTHON.values(), ids=PYTHON)
def test_python(code: str) -> None:
    text = f"import os\n{IMPORT}{code.format(SECRET)}\n"
    assert reported("run.py", text, "token-as-default") == [("token-as-default", "ionq", SECRET)]


@pytest.mark.parametrize(("path", "text"), TEXT.values(), ids=TEXT)
def test_text(path: str, text: str) -> None:
    assert reported(path, text.format(SECRET), "token-as-default") == [("token-as-default", "ionq", SECRET)]


@pytest.mark.parametrize("code", DULL)
def test_what_is_no_credential_or_no_default_is_left_alone(code: str) -> None:
    assert reported("run.py", f"import os\n{IMPORT}{code.format(SECRET)}\n", "token-as-default") == []


def test_the_call_that_a_default_reaches_says_whose_it_is() -> None:
    text = f"{IMPORT}def connect(access='{SECRET}'):\n    return IonQProvider(access)\n"
    assert reported("run.py", text) == [("token-as-default", "ionq", SECRET)]


def test_the_only_sdk_of_a_file_says_whose_a_token_is() -> None:
    text = f"{IMPORT}parser.add_argument('--token', default='{SECRET}')\n"
    assert reported("run.py", text) == [("token-as-default", "ionq", SECRET)]
    both = "from dwave.system import DWaveSampler\n" + text
    assert reported("run.py", both, "token-as-default") == []


@pytest.mark.parametrize("option", ["--{}-token", "--{}_api_key", "--{}Token", "--{}ApiKey"])
@pytest.mark.parametrize("provider", ["aqt", "ionq", "iqm", "oqc", "quandela", "qudora", "superstaq"])
def test_the_name_of_an_option_is_enough_where_no_sdk_is_imported(option: str, provider: str) -> None:
    kind = next(kind for kind in load().credentials.values() if kind.provider == provider)
    secret = synthetic.make(provider, kind.id, Random(5))
    text = f"parser.add_argument('{option.format(provider)}', default='{secret}')\n"
    assert reported("run.py", text, "token-as-default") == [("token-as-default", provider, secret)]
    assert reported("run.py", text.replace(provider, "lab"), "token-as-default") == []


def test_a_cloud_is_told_by_what_stands_beside_it() -> None:
    secret = synthetic.make("ibm", "cloud-api-key", Random(2))
    option = f"parser.add_argument('--ibm-token', default='{secret}')\n"
    beside = "from qiskit_ibm_runtime import QiskitRuntimeService\n"
    assert [each.provider for each in reported("run.py", beside + option, "token-as-default")] == ["ibm"]
    assert reported("run.py", "import braket\n" + option, "token-as-default") == []


def test_a_password_is_told_from_a_token() -> None:
    (found,) = findings_in("run.py", f"import os\nos.getenv('PASQAL_PASSWORD', '{PASSWORD}')\n", "token-as-default")
    assert "the account password of Pasqal" in found.message
    assert PASSWORD not in found.message


def test_each_is_reported_once_whatever_else_sees_it() -> None:
    text = f"import os\n{IMPORT}KEY = os.environ.setdefault('IONQ_API_KEY', '{SECRET}')\nIonQProvider(KEY)\n"
    assert reported("run.py", text) == [("token-as-default", "ionq", SECRET)]


def test_a_dummy_of_a_test_is_left_alone() -> None:
    assert reported("tests/test_run.py", f"{IMPORT}def run(ionq_token='{SECRET}'): ...  # \n", "token-as-default")
    assert reported("tests/test_run.py", f"{IMPORT}def fake(ionq_token='{SECRET}'): ...\n", "token-as-default") == []
