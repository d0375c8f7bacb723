"""Versions, against `packaging`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.version import Version as Parsed

from quantum_lint.parse.version import Version, version_of

NUMBERS = st.lists(st.integers(0, 12), min_size=1, max_size=4).map(lambda numbers: ".".join(map(str, numbers)))
SUFFIXES = st.sampled_from(
    ("", "a1", "b2", "rc1", ".post0", ".post1", ".dev0", ".dev3", "a1.post2", "rc1.dev2", ".post1.dev1")
)
LOCALS = st.sampled_from(("", "+cpu", "+cu118", "+1", "+1.a", "+10"))
VERSIONS = st.builds("{}{}{}{}{}".format, st.sampled_from(("", "v", "1!", " ")), NUMBERS, SUFFIXES, LOCALS, st.just(""))


def known(text: str) -> Version:
    found = version_of(text)
    assert found is not None
    return found


@given(VERSIONS, VERSIONS)
def test_versions_are_ordered_as_packaging_orders_them(first: str, second: str) -> None:
    ours, theirs = (known(first), known(second)), (Parsed(first), Parsed(second))
    assert (ours[0] < ours[1]) == (theirs[0] < theirs[1])
    assert (ours[0] == ours[1]) == (theirs[0] == theirs[1])
    assert (ours[0] >= ours[1]) == (theirs[0] >= theirs[1])
    assert ours[0] != ours[1] or hash(ours[0]) == hash(ours[1])


@given(VERSIONS)
def test_a_version_says_what_packaging_says(text: str) -> None:
    ours, theirs = known(text), Parsed(text)
    assert str(ours) == str(theirs)
    assert str(ours.public) == theirs.public
    assert ours.public == known(theirs.public)
    assert (ours.is_prerelease, ours.release, ours.epoch) == (theirs.is_prerelease, theirs.release, theirs.epoch)


@pytest.mark.parametrize("text", ["", "latest", "1.0-x-y", "0.2.0-n653", "1." + "9" * 5000, "٣"])
def test_what_is_no_version(text: str) -> None:
    assert version_of(text) is None


def test_what_comes_after_a_series() -> None:
    assert known("1.4.2").after(2) == known("1.5")
    assert str(known("1!2.0").after(1)) == "1!3"
