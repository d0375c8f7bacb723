"""The notebook rules on what leaks from real notebooks, and on what only looks like it."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import nbformat
import pytest

from quantum_lint import catalog, fix, knowledge, parse, synthetic
from quantum_lint.model.file import File
from quantum_lint.model.hit import Fix, Hit
from quantum_lint.model.known import Credential, SettingName
from quantum_lint.model.rule import Options, Rule

KNOWN = knowledge.load()
RULES = [rule for rule in catalog.load().rules.values() if rule.pack == "notebooks"]
SETTINGS = [each for each in KNOWN.settings.values() if each.secret and each.credential and not each.context]


def notebook(*outputs: Any, **metadata: Any) -> bytes:
    cell = {"cell_type": "code", "execution_count": 1, "id": "a", "metadata": {}, "outputs": outputs, "source": "x"}
    return json.dumps({"cells": [cell], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}, indent=1).encode()


def printed(text: str) -> dict[str, Any]:
    return {"name": "stdout", "output_type": "stream", "text": text.splitlines(keepends=True)}


def hits(data: bytes) -> list[tuple[str, Hit]]:
    found = []
    for fragment in parse.fragments(File("a.ipynb", "notebook", data)):
        languages = parse.ancestry(fragment.language)
        for rule in RULES:
            if set(rule.languages) & set(languages):
                check = catalog.check_of(rule)
                found += [(rule.name, hit) for hit in check(parse.document(fragment), options_of(rule), KNOWN)]
    return found


def options_of(rule: Rule) -> Options:
    return Options({name: option.default for name, option in rule.options.items()})


def seen(data: bytes) -> list[tuple[str, str]]:
    return [(name, data[hit.span.start : hit.span.end].decode()) for name, hit in hits(data)]


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_what_set_env_repeats_is_found(setting: SettingName) -> None:
    assert setting.credential is not None
    value = synthetic.make(setting.provider, setting.credential, Random(setting.name))
    if any(sign in value for sign in " \n{;@&"):
        pytest.skip("the credential is more than one word")
    found = [
        hit for name, hit in hits(notebook(printed(f"env: {setting.name}={value}\n"))) if name == "token-in-output"
    ]
    assert found
    assert all(hit.secret and hit.fix for hit in found)


@pytest.mark.parametrize("shape", KNOWN.shapes, ids=lambda shape: f"{shape.provider}.{shape.id}")
@pytest.mark.parametrize("colour", ["", "\x1b[1;31m"])
def test_every_shape_is_found_in_a_traceback(shape: Credential, colour: str) -> None:
    value = synthetic.make(shape.provider, shape.id, Random(1))
    middle = len(value) // 2
    context = shape.context[0] if shape.context else ""
    split = value[:middle] + colour + value[middle:]
    error = {"ename": "E", "evalue": "", "output_type": "error", "traceback": [f"Invalid {context} key ({split})"]}
    names = {name for name, hit in hits(notebook(error)) if hit.secret}
    assert names & {"token-in-output", "endpoint-in-output"}


SILENT = [
    "6f1c0f0e-5d3c-4f0a-9f0e-2b7c51a4d9e3",
    "model_id: 0b1c5f6e2a9d4e87b3f01c2d5a6e7f80",
    "Job Status: job has successfully run",
    "commit 5d6e8d75747e970019d4e802",
    "AccountProvider for IBMQ(hub='ibm-q', group='open', project='main')",
    "arn:aws:braket:::device/quantum-simulator/amazon/sv1",
    "token: None, api_key: ********************",
    "the password is asked for",
    "Author-email: someone@vendor.org",
    "you@example.com",
    "plotly@2.35.2.min.js",
    "http://localhost:8888/?token=none",
    "tcp://127.0.0.1:8786",
    "primary key: counterfactualexplanations",
    "env: IONQ_API_KEY=YOUR_API_KEY_GOES_HERE",
]


@pytest.mark.parametrize("text", SILENT)
def test_silent_on_what_gives_nothing_away(text: str) -> None:
    assert (
        seen(notebook(printed(text), {"data": {"text/html": text}, "metadata": {}, "output_type": "display_data"}))
        == []
    )


LEAKS = [
    (
        "AccountProvider for IBMQ(hub='lab', group='chem', project='main')",
        "account-in-output",
        "hub='lab', group='chem', project='main",
    ),
    ("owner: rosalind@qubit-lab.ch\n", "account-in-output", "rosalind@qubit-lab.ch"),
    ("ionq task id: 6f1c0f0e-5d3c-4f0a-9f0e-2b7c51a4d9e3", "job-id-in-output", "6f1c0f0e-5d3c-4f0a-9f0e-2b7c51a4d9e3"),
    ("{'job_id': 'cxf4k2m9p7d0008z3v6g'}", "job-id-in-output", "cxf4k2m9p7d0008z3v6g"),
    ("scheduler at tcp://10.1.2.3:8786", "endpoint-in-output", "10.1.2.3"),
    ("https://gateway.quantum.corp/v1", "endpoint-in-output", "gateway.quantum.corp"),
    ("s3://results-" + "73" * 6 + "/a", "endpoint-in-output", "results-" + "73" * 6),
]


@pytest.mark.parametrize(("text", "rule", "marked"), LEAKS)
def test_what_tells_of_an_account_is_found(text: str, rule: str, marked: str) -> None:
    assert seen(notebook(printed(text))) == [(rule, marked)]


def test_a_signed_url_is_a_secret_of_high_severity() -> None:
    signature = "X-Amz-Signature=" + Random(1).randbytes(32).hex()
    url = f"https://lab.s3.amazonaws.com/r.json?X-Amz-Expires=900&{signature}"
    found = hits(notebook(printed(url)))
    assert [(name, hit.severity, len(hit.secret)) for name, hit in found] == [("endpoint-in-output", "high", 1)]


def test_metadata_is_read_and_password_fields_are_secret() -> None:
    model = {"model_name": "PasswordModel", "state": {"value": "typed by hand"}}
    state = {"application/vnd.jupyter.widget-state+json": {"state": {"a1": model}, "version_major": 2}}
    assert seen(notebook(widgets=state)) == [("parameter-secret", "typed by hand")]
    assert seen(notebook(**{"IBM Job id": "5d6e8d75747e970019d4e802"})) == [
        ("job-id-in-output", "5d6e8d75747e970019d4e802")
    ]


def test_cleaning_ends_in_a_valid_notebook_without_findings() -> None:
    data = notebook(
        printed("fine\n"), printed(LEAKS[1][0]), printed(LEAKS[2][0] + "\n" + LEAKS[4][0] + "\n"), printed("also fine")
    )

    def find(current: bytes) -> list[Fix]:
        return [hit.fix for _, hit in hits(current) if hit.fix]

    cleaned = fix.converge(data, find, "notebook").data
    assert cleaned == notebook(printed("fine\n"), printed("also fine"))
    nbformat.validate(json.loads(cleaned))
