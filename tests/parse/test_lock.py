"""Lock files of every tool."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quantum_lint.model.fact import Dependency, Manifest
from quantum_lint.parse.lock import LockDocument
from tests.support.texts import fragment

COMMIT = "1" * 40
HASH = "0" * 64

UV = f"""\
version = 1
requires-python = ">=3.11"

[[package]]
name = "study"
version = "0.1.0"
source = {{ virtual = "." }}
dependencies = [
    {{ name = "qiskit" }},
]

[[package]]
name = "Qiskit"
version = "2.4.2"
source = {{ registry = "https://pypi.org/simple" }}
sdist = {{ url = "https://files.pythonhosted.org/q.tar.gz", hash = "sha256:{HASH}", size = 1 }}
wheels = [
    {{ url = "https://files.pythonhosted.org/q.whl", hash = "sha256:{HASH}", size = 1 }},
]

[package.optional-dependencies]
version = "9"

[[package]]
name = "pulses"
version = "1.0"
source = {{ git = "https://github.com/example/pulses?branch=main#{COMMIT}" }}
"""
POETRY = f"""\
[[package]]
name = "qiskit"
version = "1.3.3"
description = "name = \\"x\\""
files = [
    {{file = "q.whl", hash = "sha256:{HASH}"}},
]

[package.dependencies]
numpy = ">=1.17"

[[package]]
name = "pulses"
version = "1.0"

[package.source]
type = "git"
url = "https://github.com/example/pulses"
reference = "main"
resolved_reference = "{COMMIT}"

[[package]]
name = "local"
version = "1.0"

[package.source]
type = "directory"
url = "../local"

[metadata]
lock-version = "1.1"
content-hash = "{HASH}"

[metadata.files]
qiskit = [
    {{file = "q.whl", hash = "sha256:{HASH}"}},
]
pulses = []
"""
PDM = f"""\
[metadata]
groups = ["default"]

[[package]]
name = "qiskit"
version = "1.3.3"
summary = "An SDK"
files = [
    {{file = "q.whl", hash = "sha256:{HASH}"}},
]

[[package]]
name = "pulses"
version = "1.0"
git = "https://github.com/example/pulses"
ref = "main"
revision = "{COMMIT}"
"""
PYLOCK = f"""\
lock-version = '1.0'

[[packages]]
name = 'qiskit'
version = '1.3.3'
index = 'https://pypi.org/simple'
wheels = [{{name = 'q.whl', hashes = {{sha256 = '{HASH}'}}}}]

[[packages]]
name = "pulses"
vcs = {{type = "git", url = "https://github.com/example/pulses", commit-id = "{COMMIT}"}}
"""
PIPFILE = f"""\
{{
    "_meta": {{"hash": {{"sha256": "{HASH}"}}, "requires": {{"python_version": "3.12"}}}},
    "default": {{
        "Qiskit": {{"hashes": ["sha256:{HASH}", "sha256:{HASH}"], "index": "pypi", "version": "==1.3.3"}}
    }},
    "develop": {{"pennylane": {{"version": "==0.45.1"}}}}
}}
"""
PIXI = f"""\
version: 6
environments:
  default:
    packages:
      linux-64:
      - conda: https://conda.anaconda.org/conda-forge/linux-64/qiskit-1.3.3-py312h0.conda
packages:
- conda: https://conda.anaconda.org/conda-forge/linux-64/python-symengine-0.14.1-py312h0_1.conda
  sha256: {HASH}
  depends:
  - python >=3.12
- pypi: https://files.pythonhosted.org/packages/00/qiskit-1.3.3-py3-none-any.whl
  name: qiskit
  version: 1.3.3
  sha256: {HASH}
- kind: conda
  name: numpy
  version: 2.0.1
  url: https://conda.anaconda.org/conda-forge/noarch/numpy-2.0.1-0.tar.bz2
"""
GIT = f"git+https://github.com/example/pulses@{COMMIT}"


def document(language: str, text: str | bytes) -> LockDocument:
    return LockDocument(fragment(text, language))


@pytest.mark.parametrize(
    ("language", "text", "packages"),
    [
        ("uv-lock", UV, [("qiskit", "2.4.2", None, 2, "pypi"), ("pulses", "1.0", GIT, 0, "pypi")]),
        ("poetry-lock", POETRY, [("qiskit", "1.3.3", None, 1, "pypi"), ("pulses", "1.0", GIT, 0, "pypi")]),
        ("pdm-lock", PDM, [("qiskit", "1.3.3", None, 1, "pypi"), ("pulses", "1.0", GIT, 0, "pypi")]),
        ("pylock", PYLOCK, [("qiskit", "1.3.3", None, 1, "pypi"), ("pulses", "", GIT, 0, "pypi")]),
        ("pipfile-lock", PIPFILE, [("qiskit", "1.3.3", None, 2, "pypi"), ("pennylane", "0.45.1", None, 0, "pypi")]),
        (
            "pixi-lock",
            PIXI,
            [
                ("symengine", "0.14.1", None, 1, "conda"),
                ("qiskit", "1.3.3", None, 1, "pypi"),
                ("numpy", "2.0.1", None, 0, "conda"),
            ],
        ),
    ],
)
def test_packages(language: str, text: str, packages: list[tuple[str, str, str | None, int, str]]) -> None:
    read = document(language, text)
    assert [(each.name, each.version, each.url, each.hashes, each.ecosystem) for each in read.packages] == packages
    for package in read.packages:
        assert (package.version or package.name) in text[package.start : package.end]


@pytest.mark.parametrize(
    ("language", "text"),
    [("uv-lock", UV), ("poetry-lock", POETRY), ("pdm-lock", PDM), ("pipfile-lock", PIPFILE), ("pixi-lock", PIXI)],
)
def test_carriage_returns_change_nothing(language: str, text: str) -> None:
    plain, carriage = document(language, text), document(language, text.replace("\n", "\r\n"))
    assert [each.name for each in carriage.packages] == [each.name for each in plain.packages]
    assert [each.version for each in carriage.packages] == [each.version for each in plain.packages]


def test_facts_are_exact_and_name_the_lock() -> None:
    facts = list(document("uv-lock", UV).facts(None))
    assert [fact.specifier for fact in facts if isinstance(fact, Dependency)] == ["==2.4.2", "==1.0"]
    assert [fact.role for fact in facts if isinstance(fact, Manifest)] == ["lock"]


def test_old_poetry_keeps_hashes_apart() -> None:
    text = POETRY.replace(f'files = [\n    {{file = "q.whl", hash = "sha256:{HASH}"}},\n]\n\n[package.', "\n[package.")
    hashes = {each.name: each.hashes for each in document("poetry-lock", text).packages}
    assert hashes == {"qiskit": 1, "pulses": 0}


@pytest.mark.parametrize("before", [" ", "# ", "x", '"'])
def test_what_stands_within_a_line_is_no_head_of_anything(before: str) -> None:
    inner = "".join(
        f"{before}{each}\n" for each in ("[[package]]", "[package.source]", "<<<<<<< ours", ">>>>>>> theirs")
    )
    text = (
        f'[[package]]\nname = "cirq"\n{inner}version = "1.6.1"\nsdist = {{ hash = "xsha256:00", xupload-time = "" }}\n'
    )
    read = document("lock", text)
    assert [(each.name, each.version, each.hashes, each.uploaded) for each in read.packages] == [
        ("cirq", "1.6.1", 0, "")
    ]
    assert read.problems == []


def test_merge_conflict_is_a_problem() -> None:
    read = document("uv-lock", UV.replace("requires-python", "<<<<<<< ours\nrequires-python"))
    assert [problem.reason for problem in read.problems] == ["the lock has an unresolved merge conflict"]
    assert len(read.packages) == 2


@pytest.mark.parametrize("language", ["uv-lock", "poetry-lock", "pdm-lock", "pylock", "pipfile-lock", "pixi-lock"])
@given(data=st.binary(max_size=200))
def test_any_bytes_give_a_document(language: str, data: bytes) -> None:
    for package in document(language, data).packages:
        assert package.start <= package.end


def _rows(head: str, row: str, wheel: str, joint: str = "") -> str:
    """2800 packages with twelve archives each: more than 5 MB in any format."""
    number_of_rows = range(2800)
    return head + joint.join(row.replace("@N", str(number)).replace("@W", wheel * 12) for number in number_of_rows)


_WHEEL = f'    {{ url = "https://files.pythonhosted.org/packages/aa/bb/q.whl", hash = "sha256:{HASH}", size = 1 }},\n'
_LARGE = {
    "uv-lock": _rows("version = 1\n", '[[package]]\nname = "p-@N"\nversion = "1.@N"\nwheels = [\n@W]\n', _WHEEL),
    "pylock": _rows("", "[[packages]]\nname = 'p-@N'\nversion = '1.@N'\nwheels = [\n@W]\n", _WHEEL),
    "poetry-lock": _rows(
        "",
        '[[package]]\nname = "p-@N"\nversion = "1.@N"\nfiles = [\n@W]\n\n[package.dependencies]\na = "*"\n\n',
        f'    {{file = "package-cp312-cp312-manylinux_2_17_x86_64.manylinux2014.whl", hash = "sha256:{HASH}"}},\n',
    ),
    "pdm-lock": _rows("", '[[package]]\nname = "p-@N"\nversion = "1.@N"\nfiles = [\n@W]\n', _WHEEL),
    "pipfile-lock": _rows(
        '{"_meta": {}, "default": {\n',
        '    "p-@N": {\n        "hashes": [\n@W            ""\n        ],\n        "version": "==1.@N"\n    }',
        f'            "sha256:{HASH}{HASH}",\n',
        ",\n",
    )
    + "\n}}\n",
    "pixi-lock": _rows(
        "version: 6\npackages:\n",
        f"- conda: https://conda.anaconda.org/forge/noarch/p-@N-1.@N-0.conda\n  sha256: {HASH}\n  depends:\n@W",
        "  - a-package-with-a-long-name >=1.2.3,<2.0a0 and more of it, long enough to matter, as real ones,"
        " with all that they need\n",
    ),
    "conda-lock": _rows(
        "version: 1\npackage:\n",
        f"- name: p-@N\n  version: 1.@N\n  manager: conda\n  dependencies:\n@W  hash:\n    sha256: {HASH}\n",
        "    a-package-with-a-long-name: '>=1.2.3,<2.0a0 and more of it, long enough to matter, as real ones are,"
        " with what they need'\n",
    ),
    "conda-explicit": _rows(
        "@EXPLICIT\n", "@Whttps://conda.example/noarch/p-@N-1.@N-pyh0_0.conda\n", f"# {HASH}{HASH}\n"
    ),
}


@pytest.mark.parametrize("language", _LARGE)
def test_five_megabytes_take_at_most_ten_times_the_search_for_their_words(language: str) -> None:
    """That is 0.1 to 0.4 s; as a ratio it holds on a busy machine too."""
    text = _LARGE[language]
    text += "# " * max(0, (5_000_001 - len(text)) // 2) if language != "pipfile-lock" else ""
    assert len(text) > 4_500_000
    search, reading = 9.0, 9.0
    for _ in range(3):
        begun = time.process_time()
        assert re.findall(r"[\w.-]+", text)
        search = min(search, time.process_time() - begun)
        begun = time.process_time()
        read = document(language, text)
        reading = min(reading, time.process_time() - begun)
    assert len(read.packages) == 2800
    assert reading < 10 * search


@pytest.mark.parametrize(
    "text",
    [
        "[[package]]\n" * 100_000,
        'name = "' * 200_000,
        "packages:\n" + "- " * 500_000,
        "packages:\n- conda: " + "a-" * 500_000,
        "[metadata.files]\n" + "a = [\n" * 200_000,
        "a={" * 200_000,
    ],
)
def test_hostile_text_takes_linear_time(text: str) -> None:
    begun = time.process_time()
    for language in ("uv-lock", "pixi-lock"):
        assert len(document(language, text).packages) <= 1
    assert time.process_time() - begun < 5


def test_the_source_may_come_after_other_tables():
    text = (
        '[[package]]\nname = "one"\nversion = "1"\nfiles = []\n\n[package.dependencies]\nnumpy = "*"\n\n'
        '[package.source]\ntype = "directory"\nurl = "one"\n\n'
        '[[package]]\nname = "two"\nversion = "2"\n\n[package.extras]\nall = []\n\n'
        '[package.source]\ntype = "git"\nurl = "https://example.com/two"\nresolved_reference = "12ab"\n'
    )
    facts = LockDocument(fragment(text, "poetry-lock")).facts(None)
    found = [(each.name, each.url) for each in facts if isinstance(each, Dependency)]
    assert found == [("two", "git+https://example.com/two@12ab")]
