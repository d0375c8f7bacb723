"""The masked view."""

from __future__ import annotations

from random import Random
from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from quantum_lint.masking import SHORTEST, Scrubber, mask


def test_masking_keeps_length_and_lines() -> None:
    assert mask("key = 'abc\ndef' # x", [(7, 14)]) == "key = '***\n***' # x"


def test_ranges_beyond_the_text_are_cut() -> None:
    assert mask("abc", [(-5, 1), (2, 99)]) == "*b*"


@given(st.text(min_size=SHORTEST, max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_a_scrubbed_text_does_not_hold_the_value(value: str, before: str, after: str) -> None:
    scrubbed = Scrubber([value]).scrub(before + value + after)
    assert value not in scrubbed or set(value) == {"*"}
    assert len(scrubbed) == len(before + value + after)


def test_the_longest_value_wins() -> None:
    assert Scrubber(["abcdef", "abcdefgh"]).scrub("abcdefgh") == "********"


def test_values_that_overlap_are_masked_both() -> None:
    assert Scrubber(["abcdefgh", "efghijkl"]).scrub("abcdefghijkl.") == "************."


def test_many_values_cost_a_line_no_more_than_few() -> None:
    random = Random(0)
    values = [random.randbytes(16).hex() for _ in range(10_000)]
    text = " ".join(values[:20]) + " plain"
    started = process_time()
    scrubber = Scrubber(values)
    assert {scrubber.scrub(text) for _ in range(200)} == {" ".join(["*" * 32] * 20) + " plain"}
    assert process_time() - started < 2


def test_short_values_and_no_values_change_nothing() -> None:
    assert Scrubber(["test"]).scrub("a test") == "a test"
    assert Scrubber([]).scrub("text") == "text"
