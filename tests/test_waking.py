"""What wakes a rule: words as whole ones, expressions, and the same with and without RE2."""

from __future__ import annotations

import re
import sys
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from quantum_lint import catalog, knowledge
from quantum_lint.match.expression import WordFinder, bundles, searcher
from quantum_lint.model.rule import WORD, Options
from quantum_lint.plan import Live, Plan
from quantum_lint.synthetic import make
from quantum_lint.waking import Haystack, Search, Shared, Signs

WORDS = ("IBMQ", "save_account", "qiskit", "A1")


@given(some.lists(some.sampled_from([*WORDS, "_", "1", " ", "\n", "é", ".", "x", "\ud800"]), max_size=8).map("".join))
@example("1IBMQ")
@example("IBMQ1")
@example("qiskit")
def test_a_word_is_found_where_the_words_of_the_text_have_it(text: str) -> None:
    first = next((word for word in re.findall(WORD, text) if word in WORDS), "")
    assert WordFinder(frozenset(WORDS))(text) == first


@pytest.mark.parametrize(
    ("text", "awake"),
    [("QiskitRuntimeService()", True), ("IBMQ.save_account(t)", True), ("IBMQ.load_account()", False), ("", False)],
)
def test_words_of_a_phrase_are_a_sign_only_together(text: str, awake: bool) -> None:
    search = Search([Signs(frozenset(("QiskitRuntimeService", "IBMQ save_account", "IBMQ enable_account")))])
    assert bool(search.words(Haystack((text,)))) == awake
    assert search.occur(Haystack((text,))) == awake


def test_nothing_is_found_of_nothing() -> None:
    assert not WordFinder(frozenset())("IBMQ")
    assert not searcher(())("IBMQ")


@pytest.mark.parametrize("text", ["a token = x", "TOKEN: x", "\ud800token=", "nothing"])
def test_any_pattern_counts_with_and_without_re2(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    patterns = (r"(?i)token\s*[:=]", r"^never$")
    expected = text != "nothing"
    assert searcher.__wrapped__(patterns)(text) == expected
    monkeypatch.setitem(sys.modules, "re2", None)
    assert searcher.__wrapped__(patterns)(text) == expected
    assert WordFinder(frozenset(("token",)))(text) == ("token" if "token" in text else "")


def test_the_start_of_a_line_is_the_start_of_a_text_before_they_were_joined() -> None:
    assert searcher((r"^'[a-z]{3}'$",))("first\n'abc'\nlast")


def test_what_others_wake_to_is_no_sign_in_a_text_of_many() -> None:
    shared = Shared(lambda: WordFinder(frozenset(("IBMQ", "save_account", "export"))))
    search = Search([Signs(frozenset(("IBMQ save_account",)))], shared)
    found = [search.occur(Haystack(("export A=1", text))) for text in ("", "IBMQ", "IBMQ.save_account(t)")]
    assert found == [False, False, True]


def test_a_name_alone_wakes_no_rule_in_prose() -> None:
    rule = catalog.load(()).rules["token-in-setting"]
    plan = Plan(knowledge.load(), (Live(rule, Options()),))
    texts = ("We use IONQ_API_KEY here.", f"IONQ_API_KEY = {make('ionq', 'api-key', Random(7))}")
    woken = [bool(plan.awake("markdown", frozenset()).words(Haystack((text,)))) for text in texts]
    assert woken == [False, True]
    assert all(plan.awake("python", frozenset()).words(Haystack((text,))) for text in texts)


def test_what_a_larger_haystack_lacks_is_not_looked_for_in_its_parts() -> None:
    asked: list[bytes | str] = []

    def never(text: bytes | str) -> bool:
        asked.append(text)
        return False

    whole = Haystack(("a", "b"))
    assert not whole.ask(never)
    assert not Haystack(("a",), whole).ask(never)
    assert asked == [b"a\nb"]


def test_a_word_of_another_language_wakes_nothing() -> None:
    shared = Shared(lambda: WordFinder(frozenset(("IBMQ", "export"))))
    search = Search([Signs(frozenset(("IBMQ",)))], shared)
    whole = Haystack(("export A=1", "IBMQ.load_account()"))
    assert search.occur(whole)
    assert [bool(search.words(Haystack((text,), whole))) for text in ("export A=1", "IBMQ.load_account()", "")] == [
        False,
        True,
        False,
    ]


def test_patterns_that_several_searches_have_in_common_are_one_group() -> None:
    shared = Shared(lambda: WordFinder(frozenset()), (("a", "b"), ("a", "z")))
    search = Search([Signs(patterns=("a", "c", "b")), Signs(patterns=("a", "b"))], shared)
    assert search.groups == (("a", "b"), ("c",))


@given(some.text("abc -\n", max_size=12), some.text("abc -\n", max_size=12))
def test_what_several_rules_look_for_together_each_finds_alone(text: str, other: str) -> None:
    groups = (("a b",), ("c-", "cc"), ("^b$",))
    assert [len(each) for each in bundles(groups)] == [3]
    haystack = Haystack((text, other))
    found = Search(Signs(patterns=group) for group in groups).occur(haystack)
    alone = [any(re.search(pattern, haystack.text, re.MULTILINE) for pattern in group) for group in groups]
    assert [haystack.known(searcher(group)) for group in groups] == alone
    assert found == any(alone)


def test_what_takes_a_large_automaton_is_looked_for_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    large, other, small = ("[ab]{900}" * 3 + "c",), ("[bc]{900}" * 3 + "d",), ("a",)
    assert bundles((large, other, small)) == [[small, large], [other]]
    monkeypatch.setitem(sys.modules, "re2", None)
    assert bundles((large, other, small)) == [[large], [other], [small]]
