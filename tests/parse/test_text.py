"""Text has characters and nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quantum_lint.model.file import File
from quantum_lint.parse import document, fragments


@given(st.binary(max_size=100))
def test_any_bytes_are_one_fragment_without_parts_in_other_languages(data: bytes) -> None:
    (fragment,) = fragments(File("notes", "text", data))
    read = document(fragment)
    assert read.fragment is fragment
    assert not list(read.fragments())
    assert not read.problems
    assert fragment.whole().end <= len(data)
