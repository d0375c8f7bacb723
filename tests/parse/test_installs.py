"""Commands that install packages."""

from __future__ import annotations

import pytest

from quantum_lint import parse
from quantum_lint.model.fact import Dependency, PackageIndex
from quantum_lint.model.file import File
from quantum_lint.model.span import TextMap


def facts(text: str) -> list[object]:
    return list(parse.document(parse.whole(File("run.sh", "shell", text.encode()))).facts(None))


def packages(text: str) -> list[tuple[str, str]]:
    return [(fact.name, fact.specifier) for fact in facts(text) if isinstance(fact, Dependency)]


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("pip install qiskit", [("qiskit", "")]),
        ("pip3.12 install -q -U 'qiskit[all]>=1' numpy==2", [("qiskit", ">=1"), ("numpy", "==2")]),
        ("python3 -m pip --no-input install qiskit==2.4.2", [("qiskit", "==2.4.2")]),
        ("{sys.executable} -m pip install qiskit", [("qiskit", "")]),
        ("sudo -E env A=b pip install --target /opt qiskit", [("qiskit", "")]),
        ("pip install --no-binary :all: --timeout=5 qiskit", [("qiskit", "")]),
        ("pip install -r requirements.txt -e .[dev] ./x dist/*.whl $NAME qiskit==$V", []),
        ("pip install -e pennylane qiskit", [("qiskit", "")]),  # a folder, whatever it is called
        ("pip install --editable=pytket qiskit -e", [("qiskit", "")]),
        ("pip install -e git+https://github.com/example/pulses#egg=pulses", [("pulses", "")]),
        ("uv pip install --system qiskit", [("qiskit", "")]),
        ("uv add --dev qiskit", [("qiskit", "")]),
        ("uv tool install qbraid-cli==0.9", [("qbraid-cli", "==0.9")]),
        ("uv run --frozen pip install qiskit", [("qiskit", "")]),
        ("uv run --with qiskit --with 'cirq==1' python run.py", [("qiskit", ""), ("cirq", "==1")]),
        ("uvx --with pennylane jupyter lab", [("pennylane", "")]),
        ("poetry add --group dev qiskit@^1.2 cirq@latest", [("qiskit", ">=1.2,<2"), ("cirq", "")]),
        ("pdm add qiskit", [("qiskit", "")]),
        ("pipx install qbraid-cli", [("qbraid-cli", "")]),
        ("conda install -y -c conda-forge python=3.12 qiskit=2.1", [("qiskit", "==2.1.*")]),
        ("mamba create -n study conda-forge::qiskit=2.4.2", [("qiskit", "==2.4.2")]),
        ("pixi add qiskit", [("qiskit", "")]),
        ("pip install a && pip install b; echo pip install c", [("a", ""), ("b", "")]),
        ("pip uninstall -y qiskit", []),
        ("conda remove qiskit", []),
        ("git commit -m pip install qiskit", []),
        ("npm install qiskit", []),
        ("pip", []),
        ("uv run " * 5000, []),
        ("", []),
    ],
)
def test_packages(command: str, expected: list[tuple[str, str]]) -> None:
    assert packages(command) == expected


def test_equal_scripts_have_places_of_their_own() -> None:
    here = parse.whole(File("run.sh", "shell", b"pip install qiskit"))
    there = here._replace(map=TextMap.identity(100))
    found = [fact for each in (here, there) for fact in parse.document(each).facts(None)]
    assert [fact.span for fact in found if isinstance(fact, Dependency)] == [(12, 18), (112, 118)]


def test_the_span_is_the_word_as_written() -> None:
    text = 'pip install \\\n  "qiskit>=1" \\\n  cirq\n'
    spans = [text[fact.span.start : fact.span.end] for fact in facts(text) if isinstance(fact, Dependency)]
    assert spans == ['"qiskit>=1"', "cirq"]


@pytest.mark.parametrize(
    "command",
    [
        "pip install -c c.txt qiskit",
        "PIP_CONSTRAINT=c.txt pip install qiskit",
        "uv pip install --constraint=c.txt qiskit",
    ],
)
def test_constraints_settle_versions(command: str) -> None:
    (found,) = [fact for fact in facts(command) if isinstance(fact, Dependency)]
    assert found.constrained


def test_the_channel_of_conda_is_no_constraint() -> None:
    (found,) = [fact for fact in facts("conda install -c conda-forge qiskit") if isinstance(fact, Dependency)]
    assert not found.constrained
    assert found.ecosystem == "conda"


def test_indexes() -> None:
    text = "pip install -i http://a/simple --extra-index-url=https://b/simple -f ./wheels --trusted-host a qiskit\n"
    found = [fact for fact in facts(text) if isinstance(fact, PackageIndex)]
    assert [(index.kind, index.url) for index in found] == [
        ("primary", "http://a/simple"),
        ("additional", "https://b/simple"),
        ("links", "./wheels"),
        ("trusted-host", "a"),
    ]
    assert all(text[index.span.start : index.span.end] == index.url for index in found)


def test_archives_on_this_machine_settle_the_version() -> None:
    commands = ("--no-index --find-links dist", "-f ./wheels", "--find-links=https://example.com/wheels", "-c base.txt")
    found = [fact for each in commands for fact in facts(f"pip install {each} qiskit") if isinstance(fact, Dependency)]
    assert [each.constrained for each in found] == [True, True, False, True]


def test_tox_environments_hold_requirements() -> None:
    lines = ("[testenv:unit]", "deps =", "  -r a.txt", "  py312,gpu: qiskit>=1 ; x", "  {[base]deps}", "[a]", "b = c")
    text = "\r\n".join(lines)
    (fragment,) = parse.document(parse.whole(File("tox.ini", "ini", text.encode()))).fragments()
    read = parse.document(fragment)
    (found,) = [fact for fact in read.facts(None) if isinstance(fact, Dependency)]
    assert (found.name, found.specifier) == ("qiskit", ">=1")
    assert text[found.span.start : found.span.end] == "qiskit>=1"
    assert not read.problems
