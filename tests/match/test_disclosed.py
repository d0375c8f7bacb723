"""What a text gives away of accounts, jobs, users, devices and requests; and what only looks like it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import pytest

from quantum_lint import knowledge
from quantum_lint.match.account_details import addresses, identifiers, instances
from quantum_lint.match.active_content import active
from quantum_lint.match.calibration import dumps
from quantum_lint.match.disclosed import Disclosed, summed
from quantum_lint.match.job_ids import job_ids
from quantum_lint.match.private_places import buckets, homes, private_hosts, signed
from quantum_lint.match.request_logs import logged

KNOWN = knowledge.load()
UUID = "6f1c0f0e-5d3c-4f0a-9f0e-2b7c51a4d9e3"
ACCOUNT = "739105" + "284617"


def values(text: str, found: Iterable[Disclosed]) -> list[str]:
    return [text[each.start : each.end] for each in found]


def jobs(text: str, notebook: str = "") -> list[tuple[str, str | None]]:
    return [(text[each.start : each.end], each.provider) for each in job_ids(text, lambda: notebook, KNOWN)]


ACCOUNTS = [
    f"arn:aws:braket:us-east-1:{ACCOUNT}:quantum-task/{UUID}",
    f"arn:aws:iam::{ACCOUNT}:role/service-role/AmazonBraketJobsExecutionRole",
    f"crn:v1:bluemix:public:quantum-computing:us-east:a/0b1c5f6e2a9d4e87b3f01c2d5a6e7f80:{UUID}::",
    "crn:v1:bluemix:public:quantum-computing:us-east:a/0b1c5f6e2a9d4e87b3f01c2d5a6e7f80",
    f"/subscriptions/{UUID}/resourceGroups/lab/providers/Microsoft.Quantum/Workspaces/qubits",
    "runner-731@qubit-lab-9184.iam.gserviceaccount.com",
    "projects/qubit-lab-9184/processors/rainbow",
]


@pytest.mark.parametrize("value", ACCOUNTS)
@pytest.mark.parametrize("around", ["{}", "  'owner': '{}',\n", "see {} ...", "<td>{}</td>"])
def test_identifiers_are_found_anywhere(value: str, around: str) -> None:
    text = around.format(value)
    assert values(text, identifiers(text, KNOWN)) == [value]


NO_ACCOUNTS = [
    "arn:aws:braket:us-east-1:123456789012:quantum-task/" + UUID,
    "arn:aws:iam::111122223333:role/Example",
    "arn:aws:braket:::device/quantum-simulator/amazon/sv1",
    "arn:aws:iam::aws:policy/AmazonBraketFullAccess",
    "crn:v1:bluemix:public:quantum-computing:us-east:a/...:...::",
    f"/subscriptions/{UUID}/resourceGroups/lab",
    "projects/rainbow",
]


@pytest.mark.parametrize("text", NO_ACCOUNTS)
def test_examples_devices_and_halves_are_no_identifiers(text: str) -> None:
    assert values(text, identifiers(text, KNOWN)) == []


MAILS = [
    "Successfully logged in as rosalind@qubit-lab.ch",
    "Logged in as user rosalind@qubit-lab.ch.",
    "'email': 'rosalind@qubit-lab.ch'",
    "user_name = rosalind@qubit-lab.ch",
    "submitted_by\trosalind@qubit-lab.ch",
    '"owner": {"email": "rosalind@qubit-lab.ch"}',
]


@pytest.mark.parametrize("text", MAILS)
def test_the_address_of_an_account_is_found(text: str) -> None:
    assert values(text, addresses(text)) == ["rosalind@qubit-lab.ch"]


NO_MAILS = [
    "Author-email: rosalind@qubit-lab.ch",
    "Contact: Rosalind <rosalind@qubit-lab.ch>",
    "e-mail us at rosalind@qubit-lab.ch",
    ":Donor: Michael (MICHAEL%PLU@io.arc.nasa.gov)",
    "logged in as you@example.com",
    "user: admin@qubit-lab.ch",
    "account package@2.35.2",
    "user: git@github.com:lab/qubits.git",
    "# owner rosalind@qubit-lab.ch wrote this",
]


@pytest.mark.parametrize("text", NO_MAILS)
def test_the_address_of_an_author_is_not(text: str) -> None:
    assert values(text, addresses(text)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("IBMQ(hub='lab', group='chem', project='main')", True),
        ("'instance': 'lab/chem/main'", True),
        ('instance="lab/chem/main"', True),
        ("IBMQ(hub='ibm-q', group='open', project='main')", False),
        ("instance='ibm-q/open/main'", False),
        ("instance='your-hub/your-group/your-project'", False),
        ("instance of class a/b/c", False),
    ],
)
def test_instances(text: str, found: bool) -> None:
    assert bool(list(instances(text))) == found


JOBS = [
    ("Job ID: cxf4k2m9p7d0008z3v6g", "", "ibm"),
    ("job_id4a:  ctktn6c907y0008vzjmg", "", "ibm"),
    ("<RuntimeJobV2('cxf4k2m9p7d0008z3v6g', 'sampler')>", "", "ibm"),
    ("timed out: /runtime/jobs/cxf4k2m9p7d0008z3v6g?exclude=1", "", "ibm"),
    ("'IBM Job id': '5d6e8d75747e970019d4e802'", "", "ibm"),
    ("'5d6e8d75747e970019d4e802'", "from qiskit import Aer, IBMQ\\n", "ibm"),
    (f"Job ID: {UUID}", "from qiskit_serverless import ServerlessClient", "ibm"),
    (f"Job id: {UUID}", "from azure.quantum import Workspace", "azure"),
    (f"job_id={UUID}", "import cirq_ionq as ionq", "ionq"),
    (f"ionq job id {UUID}", "", "ionq"),
    (f"With job IDs ['{UUID}']", "from pasqal_cloud import SDK", "pasqal"),
    (f"Job: https://platform.classiq.io/jobs/{UUID}", "from classiq import *", "classiq"),
]


@pytest.mark.parametrize(("text", "notebook", "provider"), JOBS)
def test_job_ids_and_whose_they_are(text: str, notebook: str, provider: str) -> None:
    assert [found for _, found in jobs(text, notebook)] == [provider]


NO_JOBS = [
    (f"Job ID: {UUID}", ""),
    (f"Job ID: {UUID}", "from qiskit_ibm_runtime import QiskitRuntimeService"),
    (f"task id {UUID}", "from braket.devices import LocalSimulator"),
    (UUID, "import cirq_ionq"),
    ("'5d6e8d75747e970019d4e802'", "import hashlib"),
    ("program id: 44cc2b3a8d204dd88b8b0f3b51958716", ""),
    ("job_id: devicecodecredential", ""),
    ("Job ID: 00000000-0000-0000-0000-000000000000", "import cirq_ionq"),
    ("job id: none", ""),
    (f"Result(backend_name='aer_simulator', job_id='{UUID}')", "import cirq_ionq"),
    (f"job id: arn:aws:braket:us-east-1:{ACCOUNT}:quantum-task/{UUID}", "import cirq_ionq"),
]


@pytest.mark.parametrize(("text", "notebook"), NO_JOBS)
def test_ids_of_nobody_or_of_something_else_are_no_jobs(text: str, notebook: str) -> None:
    assert jobs(text, notebook) == []


PLACES: list[tuple[Callable[[str], Iterator[Disclosed]], str, list[str]]] = [
    (signed, "https://a.blob.core.windows.net/b?sv=1&sig=AbCdEfGhIjKlMnOpQr%3D", ["AbCdEfGhIjKlMnOpQr%3D"]),
    (signed, "https://a.org/docs?signature=none", []),
    (private_hosts, "tcp://10.1.2.3:8786 http://gateway.quantum.corp/v1", ["10.1.2.3", "gateway.quantum.corp"]),
    (private_hosts, "http://127.0.0.1 https://quantum.cloud.ibm.com version 10.1.2.3", []),
    (lambda text: buckets(text, KNOWN), f"s3://results-{ACCOUNT}/a", [f"results-{ACCOUNT}"]),
    (lambda text: buckets(text, KNOWN), "s3://amazon-braket-us-east-1-123456789012/a s3://public/a", []),
    (
        homes,
        "/home/rosalind/a C:\\Users\\maria\\b 'C:\\\\Users\\\\ada' /Users/emmy:",
        ["rosalind", "maria", "ada", "emmy"],
    ),
    (homes, "/home/jovyan/a /Users/runner/b https://a.org/home/page /home/<you> /opt/home/x", []),
]


@pytest.mark.parametrize(("find", "text", "expected"), PLACES)
def test_places(find: Callable[[str], Iterator[Disclosed]], text: str, expected: list[str]) -> None:
    assert values(text, find(text)) == expected


def test_a_summary_names_the_first_and_covers_all() -> None:
    text = "/home/ada /home/emmy /home/ada"
    (summary,) = summed(text, homes(text))
    assert (text[summary.first.start : summary.first.end], summary.more) == ("ada", " and 1 more")
    assert [text[start:end] for start, end in summary.ranges] == ["ada", "emmy", "ada"]
    assert list(summed("", [])) == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('{"T1": 2.7e-05, "T2": 1.2e-05}', "calibration"),
        ("Nduv(date, readout_error, , 0.0374), Nduv(date, prob_meas0_prep1, , 0.0575)", "calibration"),
        ("'coupling_map': [" + ", ".join(f"[{n}, {n + 1}]" for n in range(8)) + "]", "topology"),
        ("T1 and T2 are times", None),
        ("t1 = 6 / 29; t2 = 3 * t1", None),
        ("T1 = 50", None),
        ("coupling_map: [[0, 1], [1, 2]]", None),
        ("transpile(circuits, backend, coupling_map, readout_error)", None),
    ],
)
def test_dumps_of_devices(text: str, what: str | None) -> None:
    found = list(dumps(text))
    assert bool(found) == (what is not None)
    assert all(what in each.what for each in found if what)


LOGS = [
    ("DEBUG:dwave.cloud.client:POST", "dwave"),
    ("2026-01-01 12:00:00,000 dwave.cloud TRACE MainThread submitting", "dwave"),
    ("qiskit_ibm_runtime.api.session:DEBUG:2026-01-01: Endpoint", "ibm"),
    ("[DEBUG] urllib3.connectionpool: https://auth.quantum.ibm.com:443", None),
    ("send: b'POST /oauth2/token HTTP/1.1\\r\\n'", None),
    ("Request URL: 'https://eastus.quantum.azure.com/'\nRequest headers:\n", None),
    ("{'X-Api-Key': '********'}", None),
]


@pytest.mark.parametrize(("text", "provider"), LOGS)
@pytest.mark.parametrize("before", ["", "INFO:root:ready\n"])
def test_logs_of_requests(text: str, provider: str | None, before: str) -> None:
    assert [each.provider for each in logged(before + text, KNOWN)] == [provider]


@pytest.mark.parametrize(
    "text",
    [
        "INFO:botocore.credentials:Found credentials",
        "WARNING:urllib3.connectionpool:Retrying",
        "DEBUG:stevedore.extension:found",
        "dwave.cloud INFO MainThread Log level set to DEBUG",
        "set the level of dwave.cloud to DEBUG",
        "the header is called authorization: see the docs",
    ],
)
def test_other_logs(text: str) -> None:
    assert list(logged(text, KNOWN)) == []


ACTIVE = [
    ("application/javascript", "alert(1)", "runs JavaScript"),
    ("application/vnd.bokehjs_exec.v0+json", "Bokeh.embed()", "runs JavaScript of Bokeh"),
    ("text/html", "<script>run()</script>", "runs JavaScript"),
    ("text/html", "<SCRIPT type='module'>run()", "runs JavaScript"),
    ("text/html", '<script src="//cdn.plot.ly/a.js"></script>', "loads from cdn.plot.ly"),
    ("text/html", '<script type="importmap">{"three": "https://unpkg.com/three"}</script>', "loads from unpkg.com"),
    ("text/html", "<img src=https://a.org/b.png>", "loads from a.org"),
    ("text/html", '<iframe width="1"\n src="http://www.youtube.com/embed/a">', "loads from www.youtube.com"),
    ("text/html", "<style>@import url(https://a.org/b.css)</style>", "loads from a.org"),
    ("text/html", '<div class="a" onmouseover="run()">', "runs the handler of an event"),
    ("text/html", '<form action="javascript:run()">', "runs a script in an address"),
    ("image/svg+xml", '<image xlink:href="https://a.org/b.png"/>', "loads from a.org"),
]


@pytest.mark.parametrize(("mime", "text", "what"), ACTIVE)
def test_active_content(mime: str, text: str, what: str) -> None:
    assert what in [each.what for each in active(text, mime)]


INERT = [
    ("text/plain", "<script>run()</script>"),
    ("text/html", '<a href="https://a.org">a</a>'),
    ("text/html", '<script type="math/tex">x</script>'),
    ("text/html", '<script type="application/vnd.jupyter.widget-view+json">{"a": 1}</script>'),
    ("text/html", "<script>MathJax.Hub.Config({tex2jax: {}});</script>"),
    ("text/html", "<script> </script>"),
    ("text/html", '<img src="data:image/png;base64,AAAA"><p>onclick = "a"</p>'),
    (
        "image/svg+xml",
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><use xlink:href="#a"/>',
    ),
]


@pytest.mark.parametrize(("mime", "text"), INERT)
def test_inert_content(mime: str, text: str) -> None:
    assert list(active(text, mime)) == []
