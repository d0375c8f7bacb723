"""What wakes a rule: words as whole ones, expressions, and the same with and without RE2."""

from __future__ import annotations

import re
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from quantum_lint.match.expression import searcher, word_searcher
from quantum_lint.model.rule import WORD
from quantum_lint.waking import Search, Signs

WORDS = ("IBMQ", "save_account", "qiskit", "A1")


@given(some.lists(some.sampled_from([*WORDS, "_", "1", " ", "\n", "é", ".", "x", "\ud800"]), max_size=8).map("".join))
@example("1IBMQ")
@example("IBMQ1")
@example("qiskit")
def test_a_word_is_found_where_the_words_of_the_text_have_it(text: str) -> None:
    assert word_searcher(WORDS)(text) == (not set(WORDS).isdisjoint(re.findall(WORD, text)))


@pytest.mark.parametrize(
    ("text", "awake"),
    [("QiskitRuntimeService()", True), ("IBMQ.save_account(t)", True), ("IBMQ.load_account()", False), ("", False)],
)
def test_words_of_a_phrase_are_a_sign_only_together(text: str, awake: bool) -> None:
    search = Search([Signs(frozenset(("QiskitRuntimeService", "IBMQ save_account", "IBMQ enable_account")))])
    assert bool(search.words(text)) == awake
    assert search.occur(text) == awake


def test_nothing_is_found_of_nothing() -> None:
    assert not word_searcher(())("IBMQ")
    assert not searcher(())("IBMQ")


@pytest.mark.parametrize("text", ["a token = x", "TOKEN: x", "\ud800token=", "nothing"])
def test_any_pattern_counts_with_and_without_re2(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    patterns = (r"(?i)token\s*[:=]", r"^never$")
    expected = text != "nothing"
    assert searcher.__wrapped__(patterns)(text) == expected
    monkeypatch.setitem(sys.modules, "re2", None)
    assert searcher.__wrapped__(patterns)(text) == expected
    assert word_searcher(("token",))(text) == ("token" in text)
