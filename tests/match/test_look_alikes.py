"""Which names are taken for those of known packages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quantum_lint import knowledge
from quantum_lint.match.look_alikes import edits, near
from quantum_lint.parse.versions import normalise

KNOWN = knowledge.load()


@pytest.mark.parametrize("name", sorted(KNOWN.neighbours))
def test_every_neighbour_is_near_a_known_package_and_no_known_one(name: str) -> None:
    assert name == normalise(name)
    assert name not in KNOWN.packages
    assert any(edits(name, each, 2) <= 2 for each in KNOWN.packages)
    assert near(name, KNOWN) is None


@pytest.mark.parametrize(
    ("name", "package"),
    [
        ("qiskt", "qiskit"), ("qsikit", "qiskit"), ("qiskitt", "qiskit"), ("amazon-bracket-sdk", "amazon-braket-sdk"),
        ("criq", "cirq"), ("cirq-oinq", "cirq-ionq"), ("qiskitaer", "qiskit-aer"), ("openfremoin", "openfermion"),
        ("qiskit-aer-gup", "qiskit-aer-gpu"),
    ],
)  # fmt: skip
def test_a_slip_is_near(name: str, package: str) -> None:
    found = near(name, KNOWN)
    assert found is not None
    assert found.package == package


@pytest.mark.parametrize(
    "name",
    ["cirqs", "stim2", "qiskit-abc", "qiskit-aes", "kiskit-aerr", "qiskit-aer-core", "numpy", "", "-", "a" * 3000],
)
def test_more_than_a_slip_or_less_than_a_word_is_not_near(name: str) -> None:
    assert near(name, KNOWN) is None


@given(first=st.text("abc-", max_size=8), second=st.text("abc-", max_size=8))
def test_edits_are_the_same_both_ways(first: str, second: str) -> None:
    assert edits(first, second, 9) == edits(second, first, 9)
    assert (edits(first, second, 9) == 0) == (first == second)
    assert edits(first, second, 1) == min(edits(first, second, 9), 2)
