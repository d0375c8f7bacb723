"""Credentials as arguments: whose they are, wherever the command line is written."""

from __future__ import annotations

import base64
import json
from random import Random

import pytest

from quantum_lint import synthetic
from quantum_lint.knowledge import load
from tests.support.reported import findings_in, reported

RULE = "credential-on-command-line"


def make(provider: str, credential: str, seed: int = 3) -> str:
    return synthetic.make(provider, credential, Random(seed))


KEY = make("ionq", "api-key")
PLAIN = "".join(Random(3).choices("ABCDEFGHabcdefgh0123456789", k=28))
LOGIN = base64.b64encode(f"lab:{make('pasqal', 'password')}".encode()).decode()
#: Provider (None: nobody known) and a command with the value's place.
COMMANDS = [
    ("ionq", "submit --ionq-api-key {}"),
    ("ionq", "submit --ionq-api-key={}"),
    ("ionq", 'submit --ionq-api-key "{}" circuit.qasm'),
    ("ionq", "sudo -E submit --ionq-token '{}'"),
    ("ionq", "python -m submit --token {} --url https://api.ionq.co/v0.4"),
    ("ionq", "curl -H 'Authorization: apiKey {}' https://api.ionq.co/v0.4/jobs"),
    ("ionq", "curl --header 'X-API-Key: {}' https://api.ionq.co/v0.4/jobs"),
    ("ionq", "curl --header='Authorization: {}' https://api.ionq.co/v0.4/jobs"),
    ("ionq", "wget --header='Authorization: apiKey {}' https://api.ionq.co/v0.4/jobs"),
    ("ionq", "http https://api.ionq.co/v0.4/jobs 'Authorization:apiKey {}'"),
    ("ionq", 'curl https://api.ionq.co/v0.4/jobs -d \'{{"token": "{}"}}\''),
    ("ionq", "curl https://api.ionq.co/v0.4/jobs --data-urlencode 'api_key={}'"),
    ("ionq", "helm upgrade jobs . --set ionq.apiKey={}"),
    ("ionq", "make run IONQ_ACCESS_TOKEN={}"),
    ("ionq", "submit --ionq-key {}"),
    ("ionq", "http -a lab:{} api.ionq.co/v0.4/jobs"),
    ("ionq", "https --auth={}: api.ionq.co/v0.4/jobs"),
    ("ionq", "curl -su lab:{} https://api.ionq.co/v0.4/jobs"),
    ("ionq", "curl -ulab:{} https://api.ionq.co/v0.4/jobs"),
    ("ionq", "curl --user=lab:{} api.ionq.co/v0.4/jobs"),
    ("ionq", "kubectl create secret generic quantum --from-literal=ionq-token={}"),
    (None, "submit --access-token {}"),
    (None, "submit --api-key={}"),
    (None, "curl -H 'Authorization: Bearer {}' https://queue.acme.net/jobs"),
    (None, "curl -u lab:{} https://queue.acme.net/jobs"),
    (None, "curl -u {}: https://queue.acme.net/jobs"),
    (None, "sshpass -p {} ssh lab@queue.acme.net"),
    (None, "docker login -u lab -p {} registry.acme.net"),
    (None, "mysql --password={}"),
]
DULL = [
    "submit --ionq-api-key $IONQ_API_KEY",
    'submit --ionq-api-key "${IONQ_API_KEY}"',
    "submit --ionq-api-key=$(cat key)",
    "submit --ionq-api-key `cat key`",
    "submit --ionq-api-key ${{ secrets.IONQ_API_KEY }}",
    "submit --ionq-api-key %IONQ_API_KEY%",
    "submit --ionq-api-key YOUR_API_KEY",
    "submit --ionq-api-key <key>",
    "submit --token-file /run/secrets/ionq_token_2",
    "submit --token @/run/secrets/ionq_token_2",
    "submit --token /run/secrets/ionq_token_2",
    "submit --max-tokens 4096 --tokenizer bert-base-uncased-2024-v2",
    "submit --secret-name quantum-lab-secret-2024",
    "submit --key results-of-2024-run-17",
    "docker build --secret id=pypi_2024_token,src=token.txt .",
    "docker run -p 8888:8888 -u 1000:1000 lab",
    "kubectl create secret generic quantum --from-file=token=token.txt",
    "curl -u admin:admin12345 http://localhost:9200",
    "curl -su admin:admin12345 localhost:9200",
    "http --auth=admin:admin12345 127.0.0.1:9200",
    "http -a user:password https://api.ionq.co/v0.4/jobs",
    "curl -su $USER:$PASSWORD https://api.ionq.co",
    "curl -u $USER:$PASSWORD https://queue.acme.net",
    "curl -H 'Authorization: Bearer $TOKEN' https://queue.acme.net",
    "curl -H 'Accept: application/vnd.ionq.v0.3+json2024' https://api.ionq.co",
    "grep -r --token=abcdef0123456789abcd .",
    "pip install --index-url https://pypi.acme.net/simple --trusted-host pypi.acme.net token==1.0.2024.12.31",
    "git clone https://github.com/lab/token-0123456789abcdef",
    "jupyter notebook --NotebookApp.token='' --NotebookApp.password=''",
]
PLACES = {
    "shell": ("run.sh", "#!/bin/sh\n{}\n"),
    "a Makefile": ("Makefile", "run:\n\t@{}\n"),
    "a Dockerfile": ("Dockerfile", "FROM a\nRUN {}\n"),
    "a workflow": (".github/workflows/a.yml", "on: push\njobs:\n  a:\n    steps:\n      - run: {}\n"),
    "another pipeline": (".gitlab-ci.yml", "a:\n  script:\n    - {}\n"),
    "compose": ("compose.yml", "services:\n  a:\n    command: {}\n"),
    "Markdown": ("README.md", "# Run\n\n```sh\n$ {}\n```\n"),
    "npm": ("package.json", '{{"scripts": {{"run": "{}"}}}}'),
    "os.system": ("run.py", "import os\nos.system('{}')\n"),
    "a shell in subprocess": ("run.py", "import subprocess\nsubprocess.run(f'{} --shots {{n}}', shell=True)\n"),
    "a list in subprocess": ("run.py", "import subprocess as s\ns.check_call('{}'.split())\n"),
}


@pytest.mark.parametrize(("provider", "command"), COMMANDS, ids=[command for _, command in COMMANDS])
def test_commands(provider: str | None, command: str) -> None:
    value = KEY if provider else PLAIN
    assert reported("run.sh", command.format(value), RULE) == [(RULE, provider, value)]


@pytest.mark.parametrize("command", DULL)
def test_what_is_no_literal_or_no_credential_is_left_alone(command: str) -> None:
    assert reported("run.sh", command, RULE) == []


@pytest.mark.parametrize("row", load().commands, ids=lambda row: f"{row.program}-{row.credential}")
def test_every_program_that_is_known(row: object) -> None:
    from quantum_lint.model.known import Command

    assert isinstance(row, Command)
    value = make(row.provider, row.credential)
    for option in row.options:
        for command in (f"{row.program} login {option} {value}", f"{row.program} set {option}={value}"):
            assert reported("run.sh", command, RULE) == [(RULE, row.provider, value)]


@pytest.mark.parametrize(("path", "text"), PLACES.values(), ids=PLACES)
def test_places(path: str, text: str) -> None:
    assert reported(path, text.format(f"submit --ionq-api-key {KEY}"), RULE) == [(RULE, "ionq", KEY)]


def test_a_notebook_line() -> None:
    source = f"!submit --iqm-token {KEY}"
    cell: dict[str, object] = {
        "cell_type": "code",
        "metadata": {},
        "outputs": [],
        "execution_count": None,
        "source": source,
    }
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    assert reported("a.ipynb", json.dumps(notebook), RULE) == [(RULE, "iqm", KEY)]


def test_a_list_that_is_put_together() -> None:
    words = f"KEY = '{KEY}'\nwords = ['submit', '--ionq-api-key']"
    text = f"import subprocess\n{words}\nsubprocess.Popen([*words, KEY, name])\n"
    assert reported("run.py", text, RULE) == [(RULE, "ionq", KEY)]


@pytest.mark.parametrize(
    "code",
    [
        "requests.get('https://api.ionq.co/v0.4/jobs', headers={'Authorization': 'apiKey KEY'})",
        "headers = {'Authorization': 'apiKey KEY'}\nhttpx.post(url='https://api.ionq.co/v0.4/jobs', headers=headers)",
        "key = 'KEY'\nrequests.get('https://api.ionq.co/v0.4/jobs', headers={'Authorization': f'apiKey {key}'})",
    ],
)
def test_the_headers_of_a_request_in_python(code: str) -> None:
    text = f"import httpx, requests\n{code.replace('KEY', KEY)}\n"
    assert reported("run.py", text, RULE) == [(RULE, "ionq", KEY)]
    (found,) = findings_in("run.py", text, RULE)
    assert "shell" not in found.message


@pytest.mark.parametrize(
    "code",
    [
        "requests.get('https://api.ionq.co/v0.4/jobs', auth=('lab', 'KEY'))",
        "requests.get('https://api.ionq.co/v0.4/jobs', auth=['KEY', ''])",
        "requests.get('https://api.ionq.co/v0.4/jobs', auth=requests.auth.HTTPBasicAuth('lab', 'KEY'))",
        "key = 'KEY'\nhttpx.Client(base_url='https://api.ionq.co', auth=httpx.BasicAuth(name, key))",
    ],
)
def test_the_login_of_a_request_in_python(code: str) -> None:
    text = f"import httpx, requests\n{code.replace('KEY', KEY)}\n"
    assert reported("run.py", text, RULE) == [(RULE, "ionq", KEY)]


@pytest.mark.parametrize(
    "code",
    [
        "requests.get('https://api.ionq.co/v0.4/jobs', auth=('user', 'password'))",
        "requests.get('https://api.ionq.co/v0.4/jobs', auth=('lab', os.environ['KEY']))",
        "requests.get('https://api.ionq.co/v0.4/jobs', auth=('lab', None))",
        "GraphDatabase.driver('bolt://localhost:7687', auth=('neo4j', 'neo4j-2024-lab'))",
        "Place(auth=('lab', 'group', 'results-of-2024'))",
        "Place(auth=())",
    ],
)
def test_no_login_or_none_that_opens_anything(code: str) -> None:
    assert reported("run.py", f"import os, requests\n{code}\n", RULE) == []


def test_basic_authorization_is_looked_into() -> None:
    header = "curl -H 'Authorization: Basic {}' https://queue.acme.net"
    assert reported("run.sh", header.format(LOGIN), RULE) == [(RULE, None, LOGIN)]
    example = base64.b64encode(b"user:your-password").decode()
    assert reported("run.sh", header.format(example), RULE) == []


def test_what_nobody_known_gave_out_has_less_confidence() -> None:
    (plain,) = findings_in("run.sh", f"submit --token {PLAIN}", RULE)
    (known,) = findings_in("run.sh", f"submit --ionq-token {KEY}", RULE)
    assert (plain.confidence, known.confidence) == ("medium", "high")
    assert "`submit` is given a literal as --token" in plain.message
    assert "the API key of IonQ" in known.message


def test_each_is_reported_once_whatever_else_sees_it() -> None:
    token = make("dwave", "token")
    assert reported("run.sh", f"submit --dwave-token {token}") == [(RULE, "dwave", token)]
    assert reported("run.sh", f"docker run -e DWAVE_API_TOKEN={token} lab") == [("token-in-setting", "dwave", token)]
