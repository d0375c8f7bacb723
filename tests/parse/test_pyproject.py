"""Dependencies in the tables of every tool that keeps them in TOML."""

from __future__ import annotations

import pytest

from quantum_lint.model.fact import Dependency, Manifest, PackageIndex
from quantum_lint.parse.pyproject import PyprojectDocument
from tests.support.texts import fragment


def document(text: str, language: str = "pyproject") -> PyprojectDocument:
    return PyprojectDocument(fragment(text, language))


def dependencies(text: str, language: str = "pyproject") -> list[Dependency]:
    return [fact for fact in document(text, language).facts(None) if isinstance(fact, Dependency)]


def short(text: str, language: str = "pyproject") -> list[tuple[str, str, str | None]]:
    return [(found.name, found.specifier, found.group) for found in dependencies(text, language)]


def test_standard_tables() -> None:
    text = """
[build-system]
requires = ["hatchling>=1"]
[project]
name = "noise"
dependencies = [
    "qiskit>=2,<3",
    "Amazon_Braket.SDK[plot]==1.117.0 ; python_version < '3.14'",
]
[project.optional-dependencies]
gpu = ["qiskit-aer-gpu"]
[dependency-groups]
test = ["pytest", {include-group = "lint"}]
"""
    assert short(text) == [
        ("hatchling", ">=1", "build-system"),
        ("qiskit", ">=2,<3", None),
        ("amazon-braket-sdk", "==1.117.0", None),
        ("qiskit-aer-gpu", "", "gpu"),
        ("pytest", "", "test"),
    ]
    spans = [text[found.span.start : found.span.end] for found in dependencies(text)]
    assert spans[2] == "Amazon_Braket.SDK[plot]==1.117.0 ; python_version < '3.14'"


def test_poetry() -> None:
    text = """
[tool.poetry.dependencies]
python = "^3.11"
qiskit = "^1.2.3"
pennylane = {version = "~0.40", extras = ["gpu"], optional = true}
cirq = "1.6.1"
pulser = "*"
pulses = {git = "https://github.com/example/pulses.git", rev = "abc1234"}
shared = {path = "../common", develop = true}
[tool.poetry.group.docs.dependencies]
sphinx = ">=7"
"""
    assert short(text) == [
        ("qiskit", ">=1.2.3,<2", None),
        ("pennylane", ">=0.40,<0.41", None),
        ("cirq", "==1.6.1", None),
        ("pulser", "", None),
        ("pulses", "", None),
        ("sphinx", ">=7", "docs"),
    ]
    urls = {found.name: found.url for found in dependencies(text) if found.url}
    assert urls == {"pulses": "git+https://github.com/example/pulses.git@abc1234"}


def test_uv_sources_give_the_address() -> None:
    text = """
[project]
dependencies = ["pulses", "decoder", "shared"]
[tool.uv.sources]
pulses = { git = "https://github.com/example/pulses", branch = "main" }
decoder = [{ url = "https://example.com/decoder-1.0.tar.gz", marker = "x" }]
shared = { workspace = true }
"""
    assert [(found.name, found.url) for found in dependencies(text)] == [
        ("pulses", "git+https://github.com/example/pulses@main"),
        ("decoder", "https://example.com/decoder-1.0.tar.gz"),
        ("shared", None),
    ]


def test_pixi_tells_conda_from_pypi() -> None:
    text = """
[dependencies]
python = "3.12.*"
qiskit = "2.4.*"
[feature.test.pypi-dependencies]
pennylane = "==0.45.1"
"""
    assert [(found.name, found.specifier, found.ecosystem) for found in dependencies(text)] == [
        ("qiskit", "==2.4.*", "conda"),
        ("pennylane", "==0.45.1", "pypi"),
    ]


def test_pipfile_and_script() -> None:
    pipfile = (
        '[packages]\nqiskit = "*"\n[dev-packages]\npytket = {version = "==2.0"}\n[requires]\npython_version = "3"\n'
    )
    assert short(pipfile, "pipfile") == [("qiskit", "", None), ("pytket", "==2.0", "dev")]
    script = 'dependencies = ["rich", "pyquil<5"]\n'
    assert short(script, "script-metadata") == [("rich", "", None), ("pyquil", "<5", None)]


@pytest.mark.parametrize(
    ("text", "application"),
    [
        ('[build-system]\nrequires = []\n[project]\nname = "a"\n', False),
        ('[project]\nname = "a"\n', True),
        ('[tool.poetry]\nname = "a"\n[build-system]\nrequires = []\n', False),
        ('[tool.poetry]\nname = "a"\npackage-mode = false\n[build-system]\nrequires = []\n', True),
        ('[build-system]\nrequires = []\n[project]\nname = "a"\n[tool.uv]\npackage = false\n', True),
        ('[build-system]\nrequires = []\n[project]\nname = "a"\nclassifiers = ["Private :: Do Not Upload"]\n', True),
    ],
)
def test_application_or_library(text: str, application: bool) -> None:
    assert document(text).application is application


def test_a_tool_table_alone_is_no_manifest() -> None:
    assert list(document("[tool.ruff]\nline-length = 120\n").facts(None)) == []
    named = document('[project]\ndependencies = ["qiskit"]\n')
    (manifest,) = [fact for fact in named.facts(None) if isinstance(fact, Manifest)]
    assert (manifest.role, manifest.pinned) == ("manifest", False)


ADDRESS = 'name = "lab"\nurl = "https://a.example/simple"\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"[[tool.uv.index]]\n{ADDRESS}", [("additional", False)]),
        (f"[[tool.uv.index]]\n{ADDRESS}default = true\n", [("primary", False)]),
        (f"[[tool.uv.index]]\n{ADDRESS}explicit = true\n", [("additional", True)]),
        ('[tool.uv]\nextra-index-url = ["https://a.example/simple"]\n', [("additional", False)]),
        ('[tool.uv]\nindex-strategy = "first-index"\n', []),
        ('[tool.uv]\nindex-strategy = "unsafe-best-match"\n', [("strategy", False)]),
        (f'[[tool.poetry.source]]\n{ADDRESS}priority = "supplemental"\n', [("additional", False)]),
        (f'[[tool.poetry.source]]\n{ADDRESS}priority = "explicit"\n', [("additional", True)]),
        ('[[tool.pdm.source]]\nname = "pypi"\nurl = "https://a.example/simple"\n', [("primary", False)]),
        (f"[[tool.pdm.source]]\n{ADDRESS}verify_ssl = false\n", [("additional", False), ("trusted-host", False)]),
    ],
)
def test_indexes(text: str, expected: list[tuple[str, bool]]) -> None:
    found = [fact for fact in document(text).facts(None) if isinstance(fact, PackageIndex)]
    assert [(index.kind, index.scoped) for index in found] == expected


def test_further_sources_of_a_pipfile_serve_only_what_names_them() -> None:
    text = f"[[source]]\n{ADDRESS}[[source]]\n{ADDRESS}"
    found = [fact for fact in document(text, "pipfile").facts(None) if isinstance(fact, PackageIndex)]
    assert [(index.kind, index.scoped) for index in found] == [("primary", True), ("additional", True)]


def test_invalid_text_still_gives_what_could_be_read() -> None:
    read = document('[project]\nname = \ndependencies = ["qiskit==1.0"]\n')
    assert [fact.name for fact in read.facts(None) if isinstance(fact, Dependency)] == ["qiskit"]
    assert len(read.problems) == 1
