"""What wakes a rule: words as whole ones, expressions, and the same with and without RE2."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from functools import cache
from itertools import chain
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from quantum_lint import catalog, knowledge, signs
from quantum_lint.exemptions import HINTS
from quantum_lint.match.expression import WordFinder, bundles, searcher
from quantum_lint.model.rule import WORD, Options
from quantum_lint.plan import Live, Plan
from quantum_lint.signs import Haystack, Search, Shared, Signs
from quantum_lint.synthetic import make
from quantum_lint.waking import ANY

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


@pytest.mark.parametrize("long", [False, True])
def test_what_others_wake_to_is_no_sign_in_a_text_of_many(long: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signs, "_WORTH_A_FINDER", 0 if long else 1000)
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


@given(some.text("abc -0\n", max_size=12), some.text("abc -0\n", max_size=12))
@example("", "abc0")
def test_what_several_rules_look_for_together_each_finds_alone(text: str, other: str) -> None:
    groups = (("a b",), ("c-", "cc", "[abc]{3}0"), ("^b$",))
    assert len(bundles(tuple(chain(*groups)))) == 2
    haystack = Haystack((text, other))
    alone = [any(re.search(pattern, haystack.text, re.MULTILINE) for pattern in group) for group in groups]
    assert Search(Signs(patterns=group) for group in groups).occur(haystack) == any(alone)
    pieces = [Search([Signs(patterns=group)]).words(Haystack((haystack.text,), haystack)) for group in groups]
    assert list(map(bool, pieces)) == alone


def test_what_is_not_found_together_is_not_looked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, ...]] = []

    @cache
    def never(patterns: tuple[str, ...]) -> Callable[[bytes], bool]:
        return lambda _: bool(asked.append(patterns))  # type: ignore[func-returns-value]

    monkeypatch.setattr(signs, "searcher", never)
    wanted = Signs(patterns=("one",)), Signs(patterns=("two", "[abc]{3}"))
    whole = Haystack(("a text",))
    assert not Search(wanted).occur(whole)
    assert not any(Search([each]).words(Haystack(("piece",), whole)) for each in wanted)
    assert asked == [("one", "two"), ("[abc]{3}",)]


def test_what_takes_a_large_automaton_is_looked_for_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    large, other, small = "x[ab]{900}" * 3 + "c", "y[bc]{900}" * 3 + "d", "a"
    assert bundles((large, other, small)) == [(large, small), (other,)]
    monkeypatch.setitem(sys.modules, "re2", None)
    assert bundles((large, other, small)) == [(large,), (other,), (small,)]


@pytest.mark.parametrize(
    ("pattern", "apart"),
    [
        ("[0-9a-f]{40}", True),
        (r"(?:^|[^0-9a-z])([0-9a-z]{32}-us)(?:$|[^0-9a-z])", True),
        (r"(?:^|bot|[^0-9A-Za-z])\d{8,}:x", True),
        (r"(?:^|[^0-9a-z])(one_[0-9a-z]{32})", False),
        ("[?&]sig=[0-9a-z]{32}", False),
        ("(?i:key[a-z]+)", False),
    ],
)
def test_patterns_that_begin_with_any_word_are_looked_for_apart(pattern: str, apart: bool) -> None:
    assert bundles(("password", pattern)) == ([("password",), (pattern,)] if apart else [("password", pattern)])


def test_a_text_that_may_speak_of_an_exemption_is_told_in_the_same_look() -> None:
    rule = catalog.load(()).rules["token-in-setting"]
    plan = Plan(knowledge.load(), (Live(rule._replace(languages=(ANY,)), Options()),))
    told = []
    for text in ("nothing", "x  # quantum-lint: ignore", "x  # pragma: allowlist secret", "x  # gitleaks:allow"):
        haystack = Haystack((text, "more"))
        plan.awake(ANY, frozenset()).stirs(haystack)
        told.append(haystack.known(searcher(HINTS)))
    assert [each is False for each in told] == [True, False, False, False]
