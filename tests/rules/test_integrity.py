"""The rules about what can be trusted: what their cards cannot show."""

from __future__ import annotations

from importlib import import_module

import pytest

from quantum_lint.discover import file_of
from quantum_lint.knowledge import load
from quantum_lint.model.file import File
from quantum_lint.model.finding import Finding
from quantum_lint.model.rule import Options
from quantum_lint.parse import whole
from quantum_lint.parse.python import parse
from tests.support.scanning import scan_files, settings_for

KNOWN = load()


def hits(rule: str, text: str):
    check = import_module(f"quantum_lint.rules.integrity.{rule.replace('-', '_')}").check
    return list(check(parse(whole(File("x.py", "python", text.encode()))), Options(), KNOWN))


def findings(rule: str, files: dict[str, str], persona: str = "regular") -> list[Finding]:
    made = (file_of(path, text.encode()) for path, text in files.items())
    settings = settings_for("", select=frozenset({rule}), persona=persona)
    return list(scan_files(tuple(file for file in made if isinstance(file, File)), settings).findings)


@pytest.mark.parametrize(
    ("expression", "source"),
    [
        ("input()", "somebody types"),
        ("sys.argv[1]", "command line"),
        ("sys.stdin.read()", "somebody types"),
        ("argparse.ArgumentParser().parse_args().expression", "command line"),
        ("os.environ['X']", "environment variable"),
        ("requests.get('https://example.com').json()['x']", "network"),
        ("urllib.request.urlopen('https://example.com').read().decode()", "network"),
        ("json.load(open('x.json'))['a']", "a file"),
        ("pathlib.Path('x').read_text().strip()", "a file"),
        ("base64.b64decode(input())", "somebody types"),
        ("'lambda x: ' + input()", "somebody types"),
        ("f'{input()}'", "somebody types"),
        ("compile(input(), 'x', 'eval')", "somebody types"),
        ("backend.run(circuit).result().get_counts()", None),
        ("device.run(circuit).result().measurement_counts", "result of a job"),
        ("name", None),
        ("'1 + ' + str(2)", None),
        ("open('setup_version.py').read()", None),
    ],
)
def test_tells_where_evaluated_text_comes_from(expression: str, source: str | None) -> None:
    head = (
        "import argparse, base64, json, os, pathlib, requests, sys, urllib.request\n"
        "from braket.devices import LocalSimulator\ndevice = LocalSimulator()\n"
    )
    found = hits("evaluated-input", f"{head}eval({expression})\n")
    assert len(found) == (source is not None)
    assert all(source in hit.note for hit in found)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("import pickle, qiskit\npickle.load(stream)\n", 1),
        ("import pickle\npickle.load(stream)\n", 0),
        ("import pickle\npickle.load(open('results.pkl', 'rb'))\n", 1),
        ("import pickle\npickle.load(open('layout.pkl', 'rb'))\n", 0),
        ("import pickle, requests\npickle.loads(requests.get('https://example.com').content)\n", 1),
        ("import pickle, cirq\npickle.loads(pickle.dumps(cirq.X))\n", 0),
        ("import pickle, cirq, io\nstream = io.BytesIO()\npickle.dump(cirq.X, stream)\npickle.load(stream)\n", 0),
        ("import cirq\nimport dill as pickle\npickle.loads(data)\n", 1),
        ("from pickle import load as read\nimport cirq\nread(stream)\n", 1),
        ("import cirq, pandas as pd\npd.read_pickle('x')\n", 1),
        ("import cirq, numpy as np\nnp.load('x', allow_pickle=True)\n", 1),
        ("import cirq, numpy as np\nnp.load('x', allow_pickle=flag)\n", 0),
        ("import cirq, numpy as np\nnp.load('x')\n", 0),
        ("import cirq, torch\ntorch.load('x', weights_only=False)\n", 1),
        ("import cirq, torch\ntorch.load('x', weights_only=True)\n", 0),
        ("import cirq, torch\ntorch.load('x', **options)\n", 0),
        ("import cirq, torch\ntorch.save(model, path)\ntorch.load(path)\n", 0),
    ],
)
def test_tells_loads_that_may_run_code(text: str, number: int) -> None:
    assert len(hits("unsafe-load", text)) == number


def test_is_less_sure_of_torch_without_its_version() -> None:
    (hit,) = hits("unsafe-load", "import cirq, torch\ntorch.load('x')\n")
    assert hit.confidence == "medium"
    (hit,) = hits("unsafe-load", "import cirq, torch\ntorch.load('x', weights_only=False)\n")
    assert hit.confidence is None


@pytest.mark.parametrize(
    ("call", "number"),
    [
        ("transpile(circuit, service.backend('ibm_fez'))", 1),
        ("transpile(circuit, backend)", 1),
        ("transpile(circuit, target=target)", 1),
        ("transpile(circuit, coupling_map=None)", 0),
        ("transpile(circuit, 'qasm_simulator')", 0),
        ("transpile(circuit, AerSimulator())", 0),
        ("transpile(circuit, AerSimulator.from_backend(backend))", 1),
        ("transpile(circuit, AerSimulator(coupling_map=[[0, 1]]))", 1),
        ("transpile(circuit, backend, seed_transpiler=None)", 0),
        ("transpile(circuit, backend, *rest)", 0),
    ],
)
def test_a_seed_matters_where_qubits_have_to_find_a_place(call: str, number: int) -> None:
    head = "from qiskit import transpile\nfrom qiskit_aer import AerSimulator\n"
    assert len(hits("unseeded-transpile", head + call)) == number


QPY = "import io, sys, requests\nfrom qiskit import qpy\n"


@pytest.mark.parametrize(
    ("text", "versions", "found"),
    [
        ("qpy.load(open('a.qpy', 'rb'))", "qiskit==1.2.4", "high"),
        ("qpy.load(open('a.qpy', 'rb'))", "qiskit<1.3", "high"),
        ("qpy.load(open('a.qpy', 'rb'))", "qiskit-terra", None),
        ("qpy.load(open('a.qpy', 'rb'))", "qiskit-terra<0.25", "high"),
        ("qpy.load(open('a.qpy', 'rb'))", "qiskit>=1.0", None),
        ("qpy.load(open('a.qpy', 'rb'))", "qiskit==1.4.2", None),
        ("qpy.load(open('a.qpy', 'rb'))", "", None),
        ("qpy.dump(c, open('a.qpy', 'wb'))\nqpy.load(open('a.qpy', 'rb'))", "qiskit==1.2.4", None),
        ("stream = io.BytesIO()\nqpy.dump(c, stream)\nqpy.load(stream)", "qiskit==1.2.4", None),
        ("qpy.load(open(sys.argv[1], 'rb'))", "", "medium"),
        ("qpy.load(open(sys.argv[1], 'rb'))", "qiskit==1.4.2", None),
        ("qpy.load(io.BytesIO(requests.get('https://some-lab.org/a').content))", "", "high"),
        (
            "open('a.qpy', 'wb').write(requests.get('https://some-lab.org/a').content)\nqpy.load(open('a.qpy', 'rb'))",
            "",
            "high",
        ),
        ("qpy.load(io.BytesIO(requests.get('https://some-lab.org/a').content))", "qiskit==2.4.2", "medium"),
    ],
)
def test_qpy_is_unsafe_from_afar_or_in_an_old_version(text: str, versions: str, found: str | None) -> None:
    reported = findings("unsafe-qpy", {"study/run.py": QPY + text, "requirements.txt": versions}, "auditor")
    assert [each.severity for each in reported] == ([found] if found else [])


def test_the_nearest_declaration_of_a_version_holds() -> None:
    code = "from qiskit import qpy\nqpy.load(open('a.qpy', 'rb'))\n"
    files = dict.fromkeys(("new/a.py", "old/deep/a.py", "a.py"), code)
    files |= {"requirements.txt": "qiskit==1.2.4", "new/requirements.txt": "qiskit==2.4.2"}
    assert [each.place.path for each in findings("unsafe-qpy", files)] == ["a.py", "old/deep/a.py"]


@pytest.mark.parametrize(
    ("command", "number"),
    [
        ("wget https://files.some-lab.org/a.qasm", 1),
        ("wget -qO- https://files.some-lab.org/a.tar.gz | tar xz", 1),
        ("wget -qO- https://files.some-lab.org/a.py | grep version", 0),
        ("curl -LO https://files.some-lab.org/a.npz", 1),
        ("curl -sSL https://files.some-lab.org/a.npz > a.npz", 1),
        ("curl https://files.some-lab.org/a.npz", 0),
        ("curl -o a.qasm 'https://files.some-lab.org/get?id=4'", 0),
        ("curl -o a.qasm https://files.some-lab.org/get", 1),
        ("curl -d @x.json https://files.some-lab.org/a.npz -o a.npz", 0),
        ("wget https://files.some-lab.org/v1.2.3/a.qasm", 0),
        ("wget https://files.some-lab.org/$VERSION/a.qasm", 0),
        ("wget https://zenodo.org/records/1/files/a.npz", 0),
        ("wget https://github.com/lab/a/raw/4f2c1d0/a.qasm", 0),
        ("wget https://github.com/lab/a/raw/main/a.qasm", 1),
        ("wget http://10.0.0.1.invalid/a.qasm", 0),
        ("wget https://files.some-lab.org/a.zip\nsha256sum -c a.sum", 0),
        ("python https://files.some-lab.org/a.py", 1),
        ("git clone https://github.com/lab/a.zip", 0),
    ],
)
def test_tells_downloads_of_commands(command: str, number: int) -> None:
    assert len(findings("unpinned-download", {"get.sh": command})) == number


@pytest.mark.parametrize(
    ("call", "number"),
    [
        ("requests.get('https://files.some-lab.org/a.qasm')", 1),
        ("requests.get('https://files.some-lab.org/a.qasm', params={'x': 1})", 0),
        ("requests.get('https://api.some-lab.org/circuits')", 0),
        ("requests.get(url)", 0),
        ("requests.get(f'{base}/a.qasm')", 0),
        ("requests.get(f'https://files.some-lab.org/main/a.{kind}')", 0),
        ("urllib.request.urlopen(urllib.request.Request('https://files.some-lab.org/a.qpy'))", 1),
        ("os.system('wget https://files.some-lab.org/a.qasm')", 1),
        ("subprocess.run(['curl', '-O', 'https://files.some-lab.org/a.qasm'])", 1),
        ("subprocess.run(['curl', '-O', url])", 0),
        ("torch.hub.load('lab/model', 'a')", 1),
        ("torch.hub.load('lab/model:v1.0', 'a')", 0),
        ("torch.hub.load('lab/model', 'a', source='local')", 0),
        ("pooch.retrieve('https://files.some-lab.org/a', None)", 1),
        ("pooch.retrieve('https://files.some-lab.org/a', known_hash=known)", 0),
        ("pooch.retrieve('https://files.some-lab.org/a', 'abc')", 0),
    ],
)
def test_tells_downloads_of_programs(call: str, number: int) -> None:
    head = "import os, pooch, requests, subprocess, torch, urllib.request\n"
    assert len(findings("unpinned-download", {"get.py": head + call})) == number
