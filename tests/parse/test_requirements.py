"""Requirements files, as pip reads them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quantum_lint.model.fact import Dependency, Manifest, PackageIndex
from quantum_lint.parse.requirement import read
from quantum_lint.parse.requirements import RequirementsDocument
from tests.support.texts import fragment


def document(text: str | bytes, language: str = "requirements") -> RequirementsDocument:
    return RequirementsDocument(fragment(text, language))


def dependencies(text: str) -> list[Dependency]:
    return [fact for fact in document(text).facts(None) if isinstance(fact, Dependency)]


@pytest.mark.parametrize(
    ("line", "name", "specifier", "written"),
    [
        ("qiskit", "qiskit", "", "qiskit"),
        ("Qiskit_Aer == 0.17.2", "qiskit-aer", "==0.17.2", "Qiskit_Aer == 0.17.2"),
        ("  qiskit>=1.0, <3 # newest", "qiskit", ">=1.0,<3", "qiskit>=1.0, <3"),
        ("qiskit[visualization, qasm3-import]~=2.1", "qiskit", "~=2.1", "qiskit[visualization, qasm3-import]~=2.1"),
        ("qiskit (>=1.0)", "qiskit", ">=1.0", "qiskit (>=1.0"),
        (
            "pennylane!=0.40.*,>=0.39 ; python_version < '3.13'",
            "pennylane",
            "!=0.40.*,>=0.39",
            "pennylane!=0.40.*,>=0.39",
        ),
        ("cirq==1.6.1 --hash=sha256:00 --hash=sha256:11", "cirq", "==1.6.1", "cirq==1.6.1"),
        ("pulser===1.0-custom", "pulser", "===1.0-custom", "pulser===1.0-custom"),
    ],
)
def test_named_requirement(line: str, name: str, specifier: str, written: str) -> None:
    (found,) = dependencies(f"# before\n{line}\n")
    assert (found.name, found.specifier) == (name, specifier)
    text = f"# before\n{line}\n"
    assert text[found.span.start : found.span.end] == written


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("pulses @ git+https://github.com/example/pulses@main", "pulses"),
        ("git+https://github.com/example/Pulse_Kit.git@v1", "pulse-kit"),
        ("-e git+https://github.com/example/x.git#egg=decoder&subdirectory=py", "decoder"),
        ("--editable=git+ssh://git@github.com/example/decoder.git", "decoder"),
        ("https://example.com/lab_pulses-1.0-py3-none-any.whl", "lab-pulses"),
        ("https://example.com/decoder-2.0.tar.gz#sha256=00", "decoder"),
    ],
)
def test_address(line: str, name: str) -> None:
    (found,) = dependencies(line)
    assert found.name == name
    assert found.url is not None
    assert found.url in line


@pytest.mark.parametrize(
    "line",
    [
        "qiskit==${QISKIT}",
        "$PACKAGE",
        "{{ package }}==1",
        "qiskit=={version}",
        "./pulses",
        "-e .[dev]",
        "pulses.whl",
        "<name>",
    ],
)
def test_templates_and_paths_are_passed_over_in_silence(line: str) -> None:
    read = document(line)
    assert not [fact for fact in read.facts(None) if isinstance(fact, Dependency)]
    assert not read.problems


def test_what_is_no_requirement_is_a_problem() -> None:
    read = document("qiskit==1.0\nnumpy >= \nthis is no requirement\n")
    assert [line.requirement.name for line in read.lines] == ["qiskit"]
    assert len(read.problems) == 2


def test_continued_lines_keep_their_places() -> None:
    text = "cirq\nqiskit \\\r\n  ==2.4.2 \\\n  --hash=sha256:00 \\\n  --hash=sha256:11\n# a comment \\\nnumpy\n"
    cirq, qiskit, numpy = dependencies(text)
    assert (qiskit.specifier, qiskit.hashes) == ("==2.4.2", 2)
    assert text[qiskit.span.start : qiskit.span.end] == "qiskit \\\r\n  ==2.4.2"
    assert text[numpy.span.start : numpy.span.end] == "numpy"
    assert cirq.hashes == 0


def test_extras_marker_and_group() -> None:
    (found,) = dependencies('qiskit[all]==1.0; sys_platform == "linux"')
    assert found.extras == ("all",)
    assert found.marker == 'sys_platform == "linux"'


def test_options_name_files_and_indexes() -> None:
    text = (
        "-r base.txt\n-cconstraints.txt\n--requirement=more.txt\n-i https://a.example/simple\n"
        '--extra-index-url="https://b.example/simple"\n--find-links ./wheels\n--trusted-host c.example\n--pre\nqiskit\n'
    )
    read = document(text)
    assert [option.value for option in read.options[:3]] == ["base.txt", "constraints.txt", "more.txt"]
    indexes = [fact for fact in read.facts(None) if isinstance(fact, PackageIndex)]
    assert [(index.kind, index.url) for index in indexes] == [
        ("primary", "https://a.example/simple"),
        ("additional", "https://b.example/simple"),
        ("links", "./wheels"),
        ("trusted-host", "c.example"),
    ]
    assert all(text[index.span.start : index.span.end] == index.url for index in indexes)
    assert all(fact.constrained for fact in read.facts(None) if isinstance(fact, Dependency))


def test_hashes_bind_an_index() -> None:
    text = "--extra-index-url https://b.example/simple\nqiskit==1.0 --hash=sha256:00\n"
    (index,) = [fact for fact in document(text).facts(None) if isinstance(fact, PackageIndex)]
    assert index.scoped


@pytest.mark.parametrize(("text", "pinned"), [("qiskit==1.0\nnumpy==2\n", True), ("qiskit==1.0\nnumpy>=2\n", False)])
def test_manifest_tells_whether_all_is_pinned(text: str, pinned: bool) -> None:
    (manifest,) = [fact for fact in document(text).facts(None) if isinstance(fact, Manifest)]
    assert manifest.pinned is pinned


def test_an_empty_file_is_no_manifest() -> None:
    assert list(document("# nothing\n").facts(None)) == []


@given(st.binary(max_size=200))
def test_any_bytes_give_a_document(data: bytes) -> None:
    read = document(data)
    for line in read.lines:
        assert 0 <= line.requirement.start <= line.requirement.end <= len(read.fragment.text)


@given(st.text(alphabet="aq1-_.[],<>=!~@;#: \t\\\n$", max_size=80))
def test_name_stands_where_the_requirement_starts(text: str) -> None:
    for line in document(text).lines:
        written = text[line.requirement.start : line.requirement.end]
        assert written.strip() == written
        again = read(written)
        assert again is None or again.name == line.requirement.name


@pytest.mark.parametrize("text", ["a", "a[", "a>=1,", "\"'", "a\\\n", "-r ", "a @ ", "git+https://@a/", "a-", "#"])
def test_a_line_of_a_megabyte_is_no_requirement(text: str) -> None:
    begun = time.process_time()
    read = document(text * 500_000)
    assert not read.lines
    assert time.process_time() - begun < 5
