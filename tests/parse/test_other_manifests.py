"""Files that ask for packages in words of their own: setup.cfg, tox, hatch, pre-commit, Read the Docs, containers."""

from __future__ import annotations

from textwrap import dedent

import pytest

from quantum_lint import parse
from quantum_lint.languages import language_of
from quantum_lint.model.fact import Dependency
from quantum_lint.model.file import File
from quantum_lint.model.fragment import Fragment


def stated(path: str, text: str) -> list[tuple[str, str, str]]:
    """Name, range and what is written there, of every package that the file asks for."""
    data = dedent(text).encode()
    found: list[tuple[str, str, str]] = []

    def visit(fragment: Fragment) -> None:
        document = parse.document(fragment)
        for fact in document.facts(None):
            if isinstance(fact, Dependency):
                found.append((fact.name, fact.specifier, data[fact.span.start : fact.span.end].decode()))
        for inner in document.fragments():
            visit(inner)

    visit(parse.whole(File(path, language_of(path, data), data)))
    return found


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_setup_cfg(newline: str) -> None:
    text = dedent("""\
        [options]
        install_requires =
            # the SDK
            qiskit>=2
            numpy; python_version < "3.13"
        tests_require = pytest>=8; cirq
        [options.extras_require]
        all = file: requirements.txt
        zx =
            pytket
        [options.entry_points]
        install_requires = no
    """)
    assert stated("setup.cfg", text.replace("\n", newline)) == [
        ("qiskit", ">=2", "qiskit>=2"),
        ("numpy", "", "numpy"),
        ("pytest", ">=8", "pytest>=8"),
        ("cirq", "", "cirq"),
        ("pytket", "", "pytket"),
    ]


def test_commands_of_tox() -> None:
    text = """\
        [testenv]
        deps = qiskit==2.4.2
        commands_pre =
            py312: pip install cirq=={env:CIRQ}
            - {envpython} -m pip install \\
                "pytket>=2"
        commands = pytest {posargs}
        [gh]
        commands = pip install nothing
    """
    assert stated("tox.ini", text) == [("qiskit", "==2.4.2", "qiskit==2.4.2"), ("pytket", ">=2", '"pytket>=2"')]


def test_tox_and_hatch_in_toml() -> None:
    tox = '[env_run_base]\ndeps = ["qiskit>=2", "-r a.txt"]\n[env.x]\ncommands = [["pip", "install", "cirq"]]\n'
    expected = [("qiskit", ">=2", "qiskit>=2"), ("cirq", "", "cirq")]
    assert stated("tox.toml", tox) == expected
    assert stated("pyproject.toml", tox.replace("[env", "[tool.tox.env")) == expected
    old = '[tool.tox]\nlegacy_tox_ini = """\n[testenv]\ndeps =\n  qiskit>=2\n"""\n'
    assert stated("pyproject.toml", old) == expected[:1]
    assert stated("hatch.toml", '[envs.test]\ndependencies = ["qiskit>=2"]\nextra-dependencies = ["cirq"]') == expected


def test_hooks_of_pre_commit_in_python() -> None:
    text = """\
        repos:
          - repo: https://github.com/pre-commit/mirrors-mypy
            hooks:
              - id: mypy
                additional_dependencies: [types-PyYAML, "qiskit>=2"]
              - id: eslint
                additional_dependencies: [eslint@8.1, "@types/qiskit@3", com.example:cirq]
          - repo: local
            hooks:
              - {id: a, language: node, additional_dependencies: [qiskit]}
              - {id: b, language: python, additional_dependencies: ["cirq @ git+https://github.com/a/b"]}
    """
    assert [name for name, *_ in stated(".pre-commit-config.yaml", text)] == ["types-pyyaml", "qiskit", "cirq"]


def test_builds_of_read_the_docs() -> None:
    text = """\
        build:
          jobs:
            post_install:
              - pip install qiskit>=2
            pre_build: not a list
          commands: ["pip install cirq==1.6.1"]
    """
    assert [row[0] for row in stated(".readthedocs.yml", text)] == ["qiskit", "cirq"]


def test_commands_of_a_container() -> None:
    text = (
        '{"postCreateCommand": ["pip", "install", "qis\\u006bit"], "onCreateCommand": {"a": ["pip", "install", "a"]}}'
    )
    assert stated(".devcontainer/devcontainer.json", text) == [
        ("a", "", "a"),
        ("qiskit", "", "qis\\u006bit"),
    ]


def test_conda_environments_by_what_they_say() -> None:
    text = "channels: [conda-forge]\ndependencies:\n  - qiskit=2.4.2\n"
    assert stated("envs/chemistry.yml", text) == [("qiskit", "==2.4.2", "qiskit=2.4.2")]
    assert stated("chart.yml", "dependencies:\n  - name: qiskit\n") == []
