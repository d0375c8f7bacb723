"""Version ranges, and what the formats write for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.specifiers import SpecifierSet

from quantum_lint.parse.ranges import Range, range_of
from quantum_lint.parse.version import version_of
from quantum_lint.parse.versions import exact, from_conda, from_poetry, normalise


def ranged(specifier: str) -> Range:
    found = range_of(specifier)
    assert found is not None
    return found


def test_normalise() -> None:
    assert normalise("Amazon_Braket.-SDK") == "amazon-braket-sdk"


@pytest.mark.parametrize(
    ("specifier", "version"),
    [
        ("==1.4.2", "1.4.2"),
        ("=== 1.0-x", "1.0-x"),
        (">=1,==1.4.2", "1.4.2"),
        ("==1.4.*", None),
        (">=1", None),
        ("", None),
        ("!=1.0", None),
    ],
)
def test_exact(specifier: str, version: str | None) -> None:
    assert exact(specifier) == version


@pytest.mark.parametrize(
    ("written", "specifier"),
    [
        ("^1.2.3", ">=1.2.3,<2"),
        ("^0.2.3", ">=0.2.3,<0.3"),
        ("^0.0.3", ">=0.0.3,<0.0.4"),
        ("^1", ">=1,<2"),
        ("~1.2.3", ">=1.2.3,<1.3"),
        ("~1", ">=1,<2"),
        ("1.2.3", "==1.2.3"),
        (">=1.0, <2.0", ">=1.0,<2.0"),
        ("*", ""),
        ("^1 || ^2", ""),
    ],
)
def test_poetry(written: str, specifier: str) -> None:
    assert from_poetry(written) == specifier


@pytest.mark.parametrize(
    ("written", "specifier"),
    [
        ("=1.4", "==1.4.*"),
        ("=1.4.2", "==1.4.2"),
        ("==1.4", "==1.4"),
        ("=1.4=py312_0", "==1.4"),
        ("1.4 py312_0", "==1.4"),
        ("=1.4.*", "==1.4.*"),
        (">=1.4,<2", ">=1.4,<2"),
        ("1.4|1.5", ""),
        ("*", ""),
        ("", ""),
    ],
)
def test_conda(written: str, specifier: str) -> None:
    assert from_conda(written) == specifier


@pytest.mark.parametrize(
    ("specifier", "inside", "outside"),
    [
        (">=1.0,<1.4.2", ["1.0", "1.4.1", "1.4.2rc1", "1.4.1+cuda"], ["0.9", "1.4.2", "1.0rc1"]),
        ("<=0.46.3", ["0.46.3", "0.46.3+local", "0.1"], ["0.46.4", "0.46.3.post1"]),
        ("==2.0.0rc1", ["2.0.0rc1"], ["2.0.0", "2.0.0rc2"]),
        ("~=1.4.2", ["1.4.2", "1.4.9"], ["1.5", "1.4.1"]),
        ("==1.4.*", ["1.4", "1.4.9"], ["1.5"]),
        (">1,!=1.5", ["1.5", "2"], ["1"]),
        ("", ["0", "99"], []),
    ],
)
def test_holds(specifier: str, inside: list[str], outside: list[str]) -> None:
    for text in (*inside, *outside):
        version = version_of(text)
        assert version is not None
        assert ranged(specifier).holds(version) is (text in inside), text


@pytest.mark.parametrize(
    ("flawed", "allowed", "newest_flawed"),
    [
        ("<1.4.2", "<1.4", True),
        ("<1.4.2", "<1.4.2", True),
        ("<1.4.2", "<=1.4.2", False),
        ("<1.4.2", ">=1.0", False),
        ("<1.4.2", "==1.4.1", True),
        (">=0.45,<1.3", "<1.0", True),
        (">=0.45,<1.3", "<0.40", False),
        (">=0.45,<1.3", ">=0.30,<1.3", True),
        ("<=0.46.3", "<=0.46.3", True),
        ("<=0.46.3", "", False),
    ],
)
def test_holds_newest(flawed: str, allowed: str, newest_flawed: bool) -> None:
    assert ranged(flawed).holds_newest(ranged(allowed)) is newest_flawed


@pytest.mark.parametrize("text", ["0.2.0-n653", "", "latest", "1..2"])
def test_what_is_no_version_is_unknown(text: str) -> None:
    assert version_of(text) is None
    assert range_of(f"=={text}" if text else "==") is None


NUMBERS = st.lists(st.integers(0, 3), min_size=1, max_size=3).map(lambda numbers: ".".join(map(str, numbers)))
CLAUSES = st.tuples(st.sampled_from((">=", "<=", "<", ">", "==")), NUMBERS).map("".join)


@given(st.lists(CLAUSES, min_size=1, max_size=3).map(",".join), NUMBERS)
def test_final_versions_are_judged_as_packaging_does(specifier: str, text: str) -> None:
    version = version_of(text)
    assert version is not None
    assert ranged(specifier).holds(version) is SpecifierSet(specifier).contains(str(version))


@given(st.lists(CLAUSES, max_size=2).map(",".join), st.lists(CLAUSES, max_size=2).map(",".join), NUMBERS)
def test_what_covers_holds_all_that_is_held(outer: str, inner: str, text: str) -> None:
    version = version_of(text)
    assert version is not None
    if ranged(outer).covers(ranged(inner)) and ranged(inner).holds(version):
        assert ranged(outer).holds(version)
