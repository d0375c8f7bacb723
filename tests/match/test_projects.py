"""Which files belong to one project, what meets in one environment, and which versions exclude each other."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from packaging.specifiers import SpecifierSet

from quantum_lint.match.approved_packages import approvals
from quantum_lint.match.drift import disjoint, is_statement
from quantum_lint.match.locked import satisfies
from quantum_lint.match.projects import Homes, together
from quantum_lint.model.fact import Dependency
from quantum_lint.model.finding import Finding
from quantum_lint.model.span import Span
from tests.rules.test_dependencies import findings

VERSIONS = ("0.9", "1.0", "1.0.1", "1.4.2", "1.5", "2.0", "2.0.1", "3.1")
clauses = st.builds(str.__add__, st.sampled_from(("==", ">=", "<=", "<", ">", "!=", "~=")), st.sampled_from(VERSIONS))
specifiers = st.lists(clauses, min_size=1, max_size=3).map(",".join)


def asked(specifier: str, **more: object) -> Dependency:
    return Dependency("qiskit", specifier, Span(0, 0), "requirements", **more)  # type: ignore[arg-type]


@given(first=specifiers, second=specifiers)
def test_what_excludes_each_other_has_no_version_in_common(first: str, second: str) -> None:
    for each in (first, second):
        assume(any(SpecifierSet(each).contains(version) for version in VERSIONS))
    found = disjoint(asked(first), asked(second))
    assert found == disjoint(asked(second), asked(first))
    both = SpecifierSet(first) & SpecifierSet(second)
    assert not (found and any(both.contains(version) for version in VERSIONS))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("==1.4.2", ">=2", True), ("<2", ">=2,<3", True), ("~=1.4", "==2.0", True), ("==1.4.2", "!=1.4.2", True),
        ("==1.4.*", "==1.4.2", False), (">=1,<2", "<1.1", False), ("==2.0rc1", ">=2.0rc1", False), ("", "==1", False),
        ("==1.0+local", "==1.0", False), ("===odd", "==1.0", False),
    ],
)  # fmt: skip
def test_versions_exclude_each_other(first: str, second: str, expected: bool) -> None:
    assert disjoint(asked(first), asked(second)) == expected


def test_an_address_excludes_nothing() -> None:
    assert not disjoint(asked("==1", url="git+https://example.com/x"), asked("==2"))


@pytest.mark.parametrize(
    ("locked", "specifier", "expected"),
    [
        ("==2.4.2", ">=2,<3", True), ("==2.4.2", "==2.4.*", True), ("==3.0", ">=2,<3", False),
        ("==2.0rc1", ">=1", True), ("", ">=1", True), ("==nonsense", ">=1", True), ("==1.0", "^1", True),
    ],
)  # fmt: skip
def test_a_lock_satisfies_a_range(locked: str, specifier: str, expected: bool) -> None:
    assert satisfies(asked(locked), specifier) == expected


@pytest.mark.parametrize(
    ("entry", "specifier", "excluded"),
    [
        ("qiskit>=1.4.6,<3", "==1.2", True), ("qiskit>=1.4.6,<3", "==2.0", False), ("qiskit<2", ">=2", True),
        ("qiskit<2", "", False), ("qiskit", "==0.1", False), ("Qiskit ~= 1.4", "==2.0", True),
        ("qiskit<2", ">=1", False), ("qiskit >= ", "==1.0", True),
    ],
)  # fmt: skip
def test_a_policy_excludes_versions(entry: str, specifier: str, excluded: bool) -> None:
    (approval,) = approvals((entry,))
    assert approval.names("qiskit")
    assert approval.excludes(asked(specifier)) == excluded


@pytest.mark.parametrize(
    ("path", "home"),
    [
        ("a/b/c.py", "a/b"), ("a/c.ipynb", "a"), ("a/b2/c.py", "a"), ("x.py", ""), ("other/x.py", ""),
    ],
)  # fmt: skip
def test_a_file_belongs_to_the_nearest_project(path: str, home: str) -> None:
    assert Homes(frozenset(("a", "a/b"))).of(path) == home


def test_what_meets() -> None:
    assert together(asked(""), asked("", group="dev"))
    assert not together(asked("", group="cpu"), asked("", group="gpu"))
    assert not together(asked("", marker="sys_platform == 'win32'"), asked(""))
    assert not together(asked("", group="build-system"), asked(""))


def test_where_a_project_says_what_it_needs() -> None:
    assert is_statement("a/pyproject.toml")
    assert is_statement("Pipfile")
    assert not is_statement("requirements-dev.txt")


def only(found: list[Finding]) -> Finding:
    (finding,) = found
    return finding


def test_the_lock_is_shown_beside_the_manifest() -> None:
    files = {"study/requirements.in": "qiskit>=2\nnumpy\n", "study/requirements.txt": "qiskit==1.4.6\nscipy==1.16.0\n"}
    finding = only(findings("stale-lock", files))
    assert (finding.place.path, finding.place.line) == ("study/requirements.in", 1)
    assert "and 1 more disagree" in finding.message
    assert [(each.place.path, each.place.line) for each in finding.related] == [("study/requirements.txt", 1)]


def test_the_manifest_is_shown_beside_what_drifts() -> None:
    files = {"setup.py": "from setuptools import setup\nsetup(install_requires=['cirq-core>=1.5'])\n",
             "binder/requirements.txt": "cirq-core==1.3.0\n"}  # fmt: skip
    finding = only(findings("sdk-version-drift", files))
    assert {finding.place.path, *(each.place.path for each in finding.related)} == set(files)


def test_a_pipeline_may_belong_to_any_project() -> None:
    files = {
        "one/requirements.txt": "stim==1.15.0\n",
        "two/requirements.txt": "stim==1.12.0\n",
        ".github/workflows/test.yml": "on: push\njobs:\n  a:\n    steps:\n      - run: pip install stim==1.12.0\n",
    }
    assert findings("sdk-version-drift", files) == []
    files[".github/workflows/test.yml"] = files[".github/workflows/test.yml"].replace("1.12.0", "1.10.0")
    assert only(findings("sdk-version-drift", files)).place.path == ".github/workflows/test.yml"
