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
from tests.support.scanning import scan_files, settings_for

KNOWN = knowledge.load()
RULES = [rule for rule in catalog.load().rules.values() if rule.pack == "notebooks"]
SETTINGS = [each for each in KNOWN.settings.values() if each.secret and each.credential and not each.context]


def notebook(*outputs: Any, **metadata: Any) -> bytes:
    cell = {"cell_type": "code", "execution_count": 1, "id": "a", "metadata": {}, "outputs": outputs, "source": "x"}
    return json.dumps({"cells": [cell], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}, indent=1).encode()


def printed(text: str) -> dict[str, Any]:
    return {"name": "stdout", "output_type": "stream", "text": text.splitlines(keepends=True)}


def hits(data: bytes, chosen: dict[str, Any] | None = None) -> list[tuple[str, Hit]]:
    found = []
    for fragment in parse.fragments(File("a.ipynb", "notebook", data)):
        languages = parse.ancestry(fragment.language)
        for rule in RULES:
            if set(rule.languages) & set(languages):
                check = catalog.check_of(rule)
                found += [
                    (rule.name, hit)
                    for hit in check(parse.document(fragment), Options(options_of(rule) | (chosen or {})), KNOWN)
                ]
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


def test_a_job_belongs_to_the_cloud_that_runs_it() -> None:
    cell: dict[str, Any] = {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {},
        "source": "from azure.quantum import Workspace",
    }
    printed_job = printed("Job id 6255aa84-7b3d-4f0a-9f0e-2b7c51a4d9ce on ionq.simulator")
    data = json.loads(notebook(printed_job))
    data["cells"].insert(0, {**cell, "id": "b", "outputs": []})
    found = hits(json.dumps(data).encode())
    assert [(name, hit.provider) for name, hit in found] == [("job-id-in-output", "azure")]


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


def code_cell(**changes: Any) -> dict[str, Any]:
    return {
        "cell_type": "code", "execution_count": None, "id": "a", "metadata": {}, "outputs": [], "source": ["x"]
    } | changes  # fmt: skip


def prose(**changes: Any) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": "b", "metadata": {}, "source": ["# x"]} | changes


def without(cell: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in cell.items() if key not in keys}


def written(*cells: dict[str, Any], minor: int = 5, indent: int | None = 1) -> bytes:
    whole = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": minor}
    return json.dumps(whole, indent=indent).encode()


def mended(data: bytes, *names: str) -> bytes:
    def find(current: bytes) -> list[Fix]:
        return [hit.fix for name, hit in hits(current) if hit.fix and name in names]

    return fix.converge(data, find, "notebook").data


COUNTS = [
    ([1, 2, 3], True, []),
    ([2, 5, 9], True, ["out-of-order-cells"]),
    ([2, 5, 9], False, []),
    ([2, 1], False, ["out-of-order-cells"]),
    ([1, 1], False, ["out-of-order-cells"]),
    ([1, None, 2], True, []),
    ([None, None], True, []),
    ([], True, []),
]


@pytest.mark.parametrize(("counts", "gaps", "expected"), COUNTS)
def test_counts_tell_the_order_of_a_run(counts: list[int | None], gaps: bool, expected: list[str]) -> None:
    data = written(*(code_cell(id=f"c{index}", execution_count=count) for index, count in enumerate(counts)))
    found = hits(data, {"execution-gaps": gaps})
    assert [name for name, _ in found] == expected
    after = mended(data, "out-of-order-cells")
    if expected and not gaps:
        assert [cell["execution_count"] for cell in json.loads(after)["cells"]] == [None] * len(counts)
        assert len(after) == len(data) + sum(len("null") - len(str(count)) for count in counts)


PICTURE = {"output_type": "display_data", "data": {"image/png": "iVBO", "text/plain": "<Figure>"}, "metadata": {}}
ERROR = {"output_type": "error", "ename": "E", "evalue": "", "traceback": ["E"]}
POLICIES = [
    (["any"], [0, 1, 2]),
    (["none"], []),
    (["stdout"], [0]),
    (["image/*"], []),
    (["image/*", "text/plain", "error"], [1, 2]),
    (["*"], [0, 1, 2]),
]


@pytest.mark.parametrize(("allowed", "kept"), POLICIES)
def test_the_policy_decides_which_outputs_are_committed(allowed: list[str], kept: list[int]) -> None:
    outputs = [printed("a"), PICTURE, ERROR]
    data = written(code_cell(outputs=outputs), prose())
    found = [hit for name, hit in hits(data, {"outputs": allowed}) if name == "committed-output"]
    assert len(found) == (0 if len(kept) == 3 else 1)
    for hit in found:
        assert hit.fix is not None
        after = fix.apply(data, [hit.fix], "notebook").data
        assert json.loads(after)["cells"][0]["outputs"] == [outputs[index] for index in kept]


def test_the_largest_output_is_named_and_all_large_ones_go() -> None:
    data = written(code_cell(outputs=[printed("a" * 1500), printed("b"), PICTURE, printed("c" * 2500)]))
    ((_, hit),) = [each for each in hits(data, {"max-kilobytes": 1}) if each[0] == "oversized-output"]
    assert hit.note.startswith("Output 4 of this cell (standard output) takes 2 kB (and 1 more)")
    assert hit.fix is not None
    left = json.loads(fix.apply(data, [hit.fix], "notebook").data)["cells"][0]["outputs"]
    assert left == [printed("b"), PICTURE]


def test_who_ran_the_cells_is_taken_out() -> None:
    user = {"displayName": "Rosalind F.", "photoUrl": "https://a.org/b.jpg", "userId": "10983472910348712"}
    ran = {"executionInfo": {"status": "ok", "user": user, "user_tz": -60}, "id": "x"}
    only = {"executionInfo": {"user": user}}
    blank = {"executionInfo": {"user": {"displayName": "", "userId": ""}}}
    data = written(code_cell(metadata=ran), code_cell(id="c", metadata=only), code_cell(id="d", metadata=blank))
    assert seen(data) == [("account-in-output", "Rosalind F.")]
    after = json.loads(mended(data, "account-in-output"))
    assert [cell["metadata"] for cell in after["cells"]] == [
        {"executionInfo": {"status": "ok", "user_tz": -60}, "id": "x"},
        {"executionInfo": {}},
        blank,
    ]


@pytest.mark.parametrize("setting", SETTINGS[:20], ids=lambda setting: setting.name)
@pytest.mark.parametrize(
    "place",
    [
        {"papermill": {"parameters": {"{name}": "{value}"}}},
        {"papermill": {"environment_variables": {"{name}": "{value}"}}},
        {"widgets": {"state": {"a": {"state": {"value": "<b>{name}</b>: {value}"}}}}},
        {"notes": 'config = {{"{name}": "{value}"}}'},
    ],
)
def test_settings_are_found_in_any_metadata(setting: SettingName, place: dict[str, Any]) -> None:
    value = synthetic.make(setting.provider, str(setting.credential), Random(setting.name))
    if any(sign in value for sign in ' \n{;@&"<>'):
        pytest.skip("the credential is more than one word")

    def filled(node: Any) -> Any:
        if isinstance(node, dict):
            return {filled(key): filled(inner) for key, inner in node.items()}
        return node.replace("{{", "{").replace("{name}", setting.name).replace("{value}", value).replace("}}", "}")

    names = {name for name, hit in hits(notebook(**filled(place))) if hit.secret}
    assert names == {"parameter-secret"}


DRESSED = [
    {"widgets": {"state": {"a": {"state": {"value": "<b>IONQ_API_KEY</b>: {}"}}}}},
    {"notes": '{"IONQ_API_KEY": "{}"}'},
    {"notes": "IONQ_API_KEY\u003d{}"},
    {"table": "<td>IONQ_API_KEY</td><td>{}</td>"},
]


@pytest.mark.parametrize("metadata", DRESSED)
@pytest.mark.parametrize("ascii_only", [True, False])
def test_the_prefilter_sees_through_markup_and_escapes(metadata: dict[str, Any], ascii_only: bool) -> None:
    value = synthetic.make("ionq", "api-key", Random(7))
    text = json.dumps(metadata, ensure_ascii=ascii_only).replace("{}", value)
    data = notebook().replace(b'"metadata": {},\n "nbformat"', b'"metadata": ' + text.encode() + b',\n "nbformat"')
    assert value.encode() in data
    found = [
        [
            (finding.rule.name, finding.place.line)
            for finding in scan_files(
                (File("a.ipynb", "notebook", data),), settings_for(select=frozenset({"parameter-secret"})), prefilter
            ).open()
        ]
        for prefilter in (True, False)
    ]
    assert found[0] == found[1]
    assert [name for name, _ in found[0]] == ["parameter-secret"]


BROKEN_UP = [
    {"output_type": "display_data", "metadata": {}, "data": {"text/html": "<b>IONQ_API_KEY</b>=<i>{}</i>{}"}},
    {"output_type": "display_data", "metadata": {}, "data": {"text/html": "<td>IONQ_API_KEY</td><td>{}<wbr>{}</td>"}},
    {"output_type": "display_data", "metadata": {}, "data": {"application/json": {"a": '{"IONQ_API_KEY": "{}{}"}'}}},
    {"output_type": "display_data", "metadata": {}, "data": {"image/svg+xml": "<text>IONQ_API_KEY: {}{}</text>"}},
    {"output_type": "display_data", "metadata": {}, "data": {"text/latex": r"\verb|IONQ\_API\_KEY: {}\-{}|"}},
    {"output_type": "display_data", "metadata": {}, "data": {"application/javascript": "IONQ_API_KEY='{}{}'"}},
    {"output_type": "display_data", "metadata": {}, "data": {"text/plain": "│ IONQ_API_KEY │ {}{} │"}},
    {"output_type": "stream", "name": "stdout", "text": "IONQ_API_KEY   {}{}"},
    {"output_type": "stream", "name": "stdout", "text": "Account(IONQ_API_KEY={}{}), [IONQ_API_KEY={}{}];"},
    {"output_type": "error", "ename": "E", "evalue": "IONQ_API_KEY={}\x1b[0m{}", "traceback": []},
    {"output_type": "error", "ename": "E", "evalue": "", "traceback": ["a", "IONQ_API_KEY=\x1b[31m{}\x1b[0m{}"]},
]


@pytest.mark.parametrize("output", BROKEN_UP)
@pytest.mark.parametrize("prefilter", [True, False])
def test_a_credential_is_found_in_every_kind_of_output(output: dict[str, Any], prefilter: bool) -> None:
    value = synthetic.make("ionq", "api-key", Random(11))

    def filled(node: Any) -> Any:
        if isinstance(node, dict):
            return {key: filled(inner) for key, inner in node.items()}
        if isinstance(node, list):
            return [filled(inner) for inner in node]
        return node.replace("{}{}", value).replace("{}", value[:9], 1).replace("{}", value[9:], 1)

    file = File("a.ipynb", "notebook", notebook(filled(output)))
    report = scan_files((file,), settings_for(select=frozenset({"token-in-output"})), prefilter)
    assert {(finding.rule.name, finding.provider) for finding in report.open()} == {("token-in-output", "ionq")}
    assert value not in str(report.open())
