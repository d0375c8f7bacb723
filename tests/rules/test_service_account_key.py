"""Keys of clouds and machines: whose they are, and what is none."""

from __future__ import annotations

import base64
import json
from random import Random

import pytest

from quantum_lint import synthetic
from tests.support.reported import findings_in, reported

RULE = "service-account-key"


def make(provider: str, credential: str) -> str:
    return synthetic.make(provider, credential, Random(11))


SECRET = make("braket", "secret-access-key")
IDENTIFIER = make("braket", "access-key-id")
AZURE = make("azure", "client-secret")
PEM = make("google", "private-key").replace("\\n", "\n")
NAMED = [
    "aws_secret_access_key = '{}'",
    "AWS_SECRET_ACCESS_KEY={}",
    "export aws_secret_access_key={}",
    '"SecretAccessKey": "{}"',
    "secretAccessKey: {}",
    "secret_access_key => '{}'",
    "os.environ['AWS_SECRET_ACCESS_KEY'] = '{}'",
    'arguments = \\"aws_secret_access_key=\\"{}\\"',
]
DULL = [
    "aws_secret_access_key = '{sha}'",
    "secret_access_key: ${SECRET}",
    "secretAccessKey: path/to/some/file/of/forty/characters/1",
    "client_secret = 'the-secret-of-our-azure-tenant-goes-here'",
    "client_secret: GOCSPX_is_somebody_elses_2024",
    "AKIA",
    "digest AKIAIOSFODNN7EXAMPLE",
    "data:font/woff2;base64,d09GMgABAAAAAKN4AKIAABEIAAAAB6QQAAKMTAAIA",
]


@pytest.mark.parametrize("line", NAMED)
def test_a_secret_access_key_by_its_name(line: str) -> None:
    assert reported("notes.txt", f"a\n{line.format(SECRET)}\n", RULE) == [(RULE, "braket", SECRET)]


def test_an_access_key_id_by_its_shape_and_the_secret_beside_it() -> None:
    text = f"name,id,secret\nlab,{IDENTIFIER},{SECRET}\n"
    assert [each.marked for each in reported("keys.csv", text, RULE)] == [IDENTIFIER, SECRET]
    apart = f"{IDENTIFIER}\n\n\n\n\n{SECRET}\n"
    assert [each.marked for each in reported("keys.csv", apart, RULE)] == [IDENTIFIER]


def test_a_client_secret_by_its_shape() -> None:
    assert reported("notes.txt", f"login with {AZURE} please", RULE) == [(RULE, "azure", AZURE)]


def test_an_old_client_secret_by_its_name_beside_a_word_of_the_cloud() -> None:
    old = synthetic.fill("{{alnum:34}}", Random(4))
    text = json.dumps({"clientSecret": old, "tenantId": "00000000-aaaa-bbbb-cccc-0123456789ab"}, indent=1)
    assert reported("principal.json", text, RULE) == [(RULE, "azure", old)]
    assert reported("other.json", json.dumps({"clientSecret": old, "realm": "lab"}), RULE) == []


def test_a_service_account_of_google_is_told_from_another_key() -> None:
    account = json.dumps({"type": "service_account", "private_key_id": "b4f1d6c2a7", "private_key": PEM})
    assert [each.provider for each in reported("a.json", account, RULE)] == ["google"]
    encoded = base64.b64encode(account.encode()).decode()
    assert reported("a.env", f"CREDENTIALS={encoded}\n", RULE) == [(RULE, "google", encoded)]
    (plain,) = findings_in("server.key", PEM, RULE)
    assert plain.provider is None
    assert plain.message.startswith("A private key without a password is written here")


@pytest.mark.parametrize("line", DULL)
def test_what_is_no_key_is_left_alone(line: str) -> None:
    assert reported("notes.txt", line.replace("{sha}", "3f786850e387550fdab836ed7e6dc881de23001b"), RULE) == []


def test_a_private_key_of_a_test_counts_only_if_it_is_that_of_a_cloud() -> None:
    account = json.dumps({"type": "service_account", "private_key_id": "b4f1d6c2a7", "private_key": PEM})
    assert reported("tests/server.key", PEM, RULE) == []
    assert len(reported("tests/lab.json", account, RULE)) == 1


def test_each_is_reported_once_whatever_else_sees_it() -> None:
    assert reported("notes.txt", f"id {IDENTIFIER} x") == [(RULE, "braket", IDENTIFIER)]
    setting = f"import os\nos.environ['AWS_SECRET_ACCESS_KEY'] = '{SECRET}'\n"
    assert reported("run.py", setting) == [("token-in-setting", "braket", SECRET)]
