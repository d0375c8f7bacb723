"""Private hosts: where they count, and what only looks like one."""

from __future__ import annotations

import pytest

from tests.support.reported import places_in

RULE = "private-endpoint"
IMPORT = "import os\nfrom iqm.qiskit_iqm import IQMProvider\n"
#: A file, and the line of the only finding.
PRIVATE = {
    "a URL": ("a.py", f"{IMPORT}IQMProvider('https://cocos.lab.internal/x')\n", 3),
    "a number": ("a.py", f"{IMPORT}connect('10.21.4.17')\n", 3),
    "a name for what takes a host": ("a.py", f"{IMPORT}connect(hostname='gateway.corp')\n", 3),
    "a variable": ("a.py", f"{IMPORT}STATION_HOST = 'qpu7.lan:8080'\n", 3),
    "the second of two": ("a.py", f"{IMPORT}a = 'http://qpu7.corp'\nb = 'http://qpu7.corp'\n", 3),
    "ENV of an image": ("Dockerfile", "FROM a\nENV IQM_SERVER_URL=https://cocos.corp/x\n", 2),
    "a host in ENV": ("Dockerfile", "FROM a\nENV IQM_SERVER_URL= \\\n  IQM_HOST=cocos.corp\n", 3),
    "dotenv": (".env", "IQM_SERVER_URL=http://192.168.4.2/x\n", 1),
    "YAML": ("a.yaml", "iqm:\n  host: qpu7.corp\n", 2),
    "ssh": ("a.sh", "export IQM_TOKEN\nssh -p 22 lab@qpu7.corp uptime\n", 2),
    "scp": ("a.sh", "export IQM_TOKEN\nscp a.qasm qpu7.corp:/data\n", 2),
    "a configuration of ssh": ("a.sh", "export IQM_TOKEN\ncat > c <<EOF\nHost lab\n\tHostName qpu7.corp\nEOF\n", 4),
    "a number for ssh": ("a.sh", "export IQM_TOKEN\ncat > c <<EOF\nHost lab\n  HostName 10.1.2.3\nEOF\n", 4),
}
PUBLIC = {
    "no SDK": ("a.py", "connect(hostname='gateway.corp')\n"),
    "a comment": ("a.py", f"{IMPORT}# https://cocos.lab.internal\n"),
    "a docstring": ("a.py", f'"""See https://cocos.lab.internal."""\n{IMPORT}'),
    "a public host": ("a.py", f"{IMPORT}IQMProvider('https://resonance.iqm.tech/x')\n"),
    "a module": ("a.py", f"{IMPORT}load('iqm.internal')\nname = 'qm.private'\n"),
    "a file": ("a.py", f"{IMPORT}load(name='results.local')\n"),
    "every container's host": ("a.py", f"{IMPORT}connect(host='host.docker.internal')\n"),
    "a range": ("a.py", f"{IMPORT}allow('10.0.0.0/8', '192.168.0.0-192.168.0.9')\n"),
    "a version": ("a.py", f"{IMPORT}version = '10.2.3.4.5'\n"),
    "a longer name": ("a.py", f"{IMPORT}connect(host='corp.example.com')\n"),
    "an address of a person": ("a.sh", "export IQM_TOKEN\ngit config user.email lab@qpu7.corp\n"),
    "a commented configuration of ssh": ("a.sh", "export IQM_TOKEN\n# HostName qpu7.corp\n"),
    "a test": ("tests/test_a.py", f"{IMPORT}IQMProvider('https://cocos.lab.internal/x')\n"),
    "no Python": ("a.py", f"{IMPORT}(((\n"),
}


@pytest.mark.parametrize(("path", "text", "line"), PRIVATE.values(), ids=PRIVATE)
def test_a_private_host(path: str, text: str, line: int) -> None:
    assert places_in({path: text}, RULE) == [(path, line, "iqm")]


@pytest.mark.parametrize(("path", "text"), PUBLIC.values(), ids=PUBLIC)
def test_what_is_none_or_is_not_used(path: str, text: str) -> None:
    assert places_in({path: text}, RULE) == []
