"""Environment files of conda."""

from __future__ import annotations

import pytest

from quantum_lint import parse
from quantum_lint.model.fact import Dependency, Manifest
from quantum_lint.parse.conda import CondaDocument
from quantum_lint.parse.requirements import RequirementsDocument
from tests.support.texts import fragment

TEXT = """\
name: chemistry
channels: [conda-forge]
dependencies:
  - python=3.12
  - conda-forge::qiskit=2.1
  - "pennylane >=0.40,<0.45"   # a comment
  - numpy=2.1.3=py312h0_0
  - cirq
  - python-symengine==0.14.1
  - "{{ package }}"
  - pip
  - pip:
      - -r base.txt
      - 'qiskit-aer==0.17.2'
      - "caf\\u00e9 @ https://example.com/x.whl"
      - pytket>=2
"""


def document(text: str) -> CondaDocument:
    return CondaDocument(fragment(text, "conda-environment"))


def test_packages_and_places() -> None:
    found = [fact for fact in document(TEXT).facts(None) if isinstance(fact, Dependency)]
    assert [(each.name, each.specifier) for each in found] == [
        ("python", "==3.12.*"),
        ("qiskit", "==2.1.*"),
        ("pennylane", ">=0.40,<0.45"),
        ("numpy", "==2.1.3"),
        ("cirq", ""),
        ("symengine", "==0.14.1"),
        ("pip", ""),
    ]
    written = [TEXT.encode()[each.span.start : each.span.end].decode() for each in found]
    assert written[1:3] == ["conda-forge::qiskit=2.1", "pennylane >=0.40,<0.45"]
    assert {each.ecosystem for each in found} == {"conda"}


def test_lines_for_pip_are_one_requirements_file() -> None:
    (fragment,) = document(TEXT).fragments()
    read = parse.document(fragment)
    assert isinstance(read, RequirementsDocument)
    assert read.options[0].value == "base.txt"
    found = [fact for fact in read.facts(None) if isinstance(fact, Dependency)]
    assert [(each.name, each.specifier) for each in found] == [("qiskit-aer", "==0.17.2"), ("pytket", ">=2")]
    written = [TEXT.encode()[each.span.start : each.span.end] for each in found]
    assert written == [b"qiskit-aer==0.17.2", b"pytket>=2"]


@pytest.mark.parametrize(("version", "pinned"), [("=1.4.2", True), ("=1.4", False), ("==1.4", True), ("", False)])
def test_manifest_tells_whether_all_is_pinned(version: str, pinned: bool) -> None:
    read = document(f"dependencies:\n- qiskit{version}\n")
    (manifest,) = [fact for fact in read.facts(None) if isinstance(fact, Manifest)]
    assert manifest.pinned is pinned


@pytest.mark.parametrize(
    "text",
    ["", "dependencies: qiskit\n", "dependencies:\n- [qiskit]\n- {a: b}\n", "- a\n", "dependencies: {pip: [a]}\n"],
)
def test_other_shapes_say_nothing(text: str) -> None:
    read = document(text)
    assert [fact for fact in read.facts(None) if isinstance(fact, Dependency)] == []
    assert list(read.fragments()) == []
