"""YAML: what it means, where it stands, and that no text upsets the parser."""

from __future__ import annotations

import time

import pytest
import yaml as reference
from hypothesis import given, settings
from hypothesis import strategies as st

from quantum_lint.model.fragment import Fragment
from quantum_lint.parse.yaml import YamlDocument, parse
from quantum_lint.parse.yaml_node import Mapping, Scalar, Sequence
from tests.support.texts import fragment

TOKENS = [*"é😀:'\"\\{}[],#|>a \n\t\x00\ufeff\x85", "\r\n"]
PHRASES = ["  ", "\n  ", ": ", "- ", "\\n", "\\u00e9", "&x ", "*x", ">-", "---\n", "<<: ", "? ", "!t ", "''", "\\\n"]
PIECES = st.sampled_from(TOKENS + PHRASES)
WORDS = st.lists(
    st.sampled_from(["one", "zwölf", "it's", "a\tb", "😀", 'say "x"', "x: y", "\\"]), min_size=1, max_size=8
)


def read(text: str, language: str = "yaml") -> YamlDocument:
    return parse(fragment(text, language))


def scalars(document: YamlDocument) -> list[Scalar]:
    return [node for root in document.roots for _, _, node in document.walk(root) if isinstance(node, Scalar)]


def shown(document: YamlDocument) -> dict[tuple[str, ...], str]:
    return {setting.path: setting.value for setting in document.settings()}


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_setting_stands_where_it_is_written(newline: str) -> None:
    text = "\ufeff# zwölf 😀\nenv:\n  ÄPFEL: 'süß'\n  LIST: [ \"a b\", c ]\n  LONG: |\n    one\n    two\n".replace(
        "\n", newline
    )
    data = text.encode()
    document = parse(fragment(data, "yaml"))
    written = {
        setting.path: (
            document.fragment.text[setting.key_start : setting.key_end],
            data[slice(*_bytes(document, setting.value_start, setting.value_end))].decode(),
        )
        for setting in document.settings()
    }
    assert written == {
        ("env", "ÄPFEL"): ("ÄPFEL", "süß"),
        ("env", "LIST", "0"): ("LIST", "a b"),
        ("env", "LIST", "1"): ("LIST", "c"),
        ("env", "LONG"): ("LONG", f"one{newline}    two"),
    }


def _bytes(document: YamlDocument, start: int, end: int) -> tuple[int, int]:
    span = document.span(start, end)
    return span.start, span.end


def test_on_stays_a_string_and_null_is_no_setting() -> None:
    document = read("on: push\nyes: off\nempty:\ntilde: ~\nquoted: ''\n")
    assert shown(document) == {("on",): "push", ("yes",): "off", ("quoted",): ""}


def test_lookup_goes_through_mappings_lists_aliases_and_merges() -> None:
    document = read(
        "base: &base {image: x, tag: old}\njobs:\n  test:\n    <<: *base\n    tag: new\n    steps: [{run: ls}, *base]\n"
    )
    assert _value(document, "jobs", "test", "image") == "x"
    assert _value(document, "jobs", "test", "tag") == "new"
    assert _value(document, "jobs", "test", "steps", "0", "run") == "ls"
    assert _value(document, "jobs", "test", "steps", "1", "image") == "x"
    assert document.lookup("jobs", "test", "steps", "7") is None
    assert document.lookup("jobs", "nothing", "below") is None


def _value(document: YamlDocument, *path: str) -> str | None:
    node = document.lookup(*path)
    return node.value if isinstance(node, Scalar) else None


def test_items_hide_merged_pairs_but_keep_repeated_ones() -> None:
    document = read("a: &a {x: 1, y: 2}\nb: &b {y: 3, z: 4}\nc:\n  <<: [*a, *b]\n  x: 5\n  x: 6\n")
    table = document.lookup("c")
    assert isinstance(table, Mapping)
    assert [(key.value, value.value) for key, value in table.items() if isinstance(value, Scalar)] == [
        ("x", "5"),
        ("x", "6"),
        ("y", "2"),
        ("z", "4"),
    ]
    last = table.scalar("x")
    assert last is not None
    assert last.value == "6"


def test_the_value_of_an_alias_stands_at_its_anchor() -> None:
    text = "first: &word secret\nsecond: *word\n"
    first, second = read(text).settings()
    assert (second.path, second.value) == (("second",), "secret")
    assert (second.value_start, second.value_end) == (first.value_start, first.value_end)
    assert text[first.value_start : first.value_end] == "secret"


def test_pairs_written_as_list_items_are_settings() -> None:
    text = "environment:\n  - TOKEN=a b\n  - 'OTHER=x'\n  - BARE\nenv:\n  - name: NAMED\n    value: v\n"
    found = {setting.path: text[setting.key_start : setting.key_end] for setting in read(text).settings()}
    assert found[("environment", "TOKEN")] == "TOKEN"
    assert found[("environment", "OTHER")] == "OTHER"
    assert found[("env", "0", "NAMED")] == "NAMED"
    assert shown(read(text))[("environment", "TOKEN")] == "a b"


def test_every_document_is_read() -> None:
    document = read("a: 1\n---\nb: 2\n...\n---\n- c\n")
    assert len(document.roots) == 3
    assert shown(document) == {("a",): "1", ("b",): "2"}


def test_an_error_keeps_what_was_read_before_it() -> None:
    text = "a: 1\n---\nb: 2\nc: [3\n---\nd: 4\n"
    document = read(text)
    assert shown(document) == {("a",): "1", ("b",): "2", ("c", "0"): "3"}
    (problem,) = document.problems
    assert problem.span.start == text.index("---\nd")
    assert "expected" in problem.reason


def test_a_tab_as_margin_is_a_problem_where_it_stands() -> None:
    document = read("ä:\n\t- b\n")
    (problem,) = document.problems
    assert (problem.span.start, problem.span.end) == (4, 5)


def test_an_alias_without_an_anchor_is_a_problem() -> None:
    document = read("a: *nothing\nb: 1\n")
    assert shown(document)[("b",)] == "1"
    assert len(document.problems) == 1


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[a, "])
def test_deep_nesting_is_a_problem_not_a_hang(opening: str) -> None:
    started = time.process_time()
    document = read(opening * 100_000)
    assert "levels deep" in document.problems[0].reason
    assert list(document.settings()) is not None
    assert time.process_time() - started < 2


def test_an_alias_bomb_is_walked_once() -> None:
    lines = ["a0: &a0 [lol, lol]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 60)]
    document = read("\n".join(lines))
    assert len(list(document.settings())) == 2
    merges = ["m0: &m0 {k: v}"] + [f"m{n}: &m{n} {{<<: [{', '.join([f'*m{n - 1}'] * 9)}]}}" for n in range(1, 60)]
    last = read("\n".join(merges)).lookup("m59")
    assert isinstance(last, Mapping)
    assert [key.value for key, _ in last.items()] == ["k"]


def test_a_node_may_hold_itself() -> None:
    document = read("a: &a\n  <<: *a\n  b: [*a, c]\n")
    assert shown(document) == {("a", "b", "1"): "c"}


CASES = {
    "plain": "run: echo one\n",
    "plain folded": "run: echo one\n  two  \n\n\n  three\nnext: x\n",
    "single": "run: 'it''s ''x'' '\n",
    "single folded": "run: 'one  \n   two\n\n  three''s\n  '\n",
    "double": 'run: "a\\tb \\"q\\" \\x41\\u00e9\\U0001F600 \\\\ end"\n',
    "double folded": 'run: "one \\\n   two\\ \n  three\n\n\n  \\n four\\\n\n  five"\n',
    "literal": "run: |\n  one\n    two\n\n  three\nnext: x\n",
    "literal stripped": "run: |-\n\n  é one\n  two\n",
    "literal kept": "run: |+  # why\n  one\n\n\nnext: x\n",
    "literal with a given margin": "a:\n  run: |2\n      one\n     two\n",
    "folded": "run: >\n  one\n  two\n\n\n  three\n    more\n    most\n  four\nnext: x\n",
    "folded stripped": "run: >-\n\n   one\n   two\n",
    "folded with a given margin": "run: >2\n     one\n   two\n   three\n",
}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("text", CASES.values(), ids=CASES.keys())
def test_decoded_text_maps_to_its_characters(text: str, newline: str) -> None:
    document = read(text.replace("\n", newline))
    for scalar in scalars(document):
        assert_aligned(document, scalar)
        if any(word in scalar.value for word in ("two", "three", "end")):
            assert_words_found(document, scalar)


def assert_aligned(document: YamlDocument, scalar: Scalar) -> None:
    """Positions go forward, stay within the scalar, and letters map to themselves."""
    text, source = scalar.value, document.text
    _, inner = document.content(scalar)
    places = [inner.start(offset) for offset in range(len(text))]
    assert places == sorted(places)
    assert all(scalar.start <= place < scalar.end for place in places)
    for character, place in zip(text, places, strict=True):
        assert source[place] in (character, "\\") or character in " \n\x85\u2028\u2029"


def assert_words_found(document: YamlDocument, scalar: Scalar) -> None:
    embedded = document.embedded(scalar, "shell")
    for word in ("one", "two", "three", "four", "five", "more", "most", "end"):
        at = scalar.value.find(word)
        if at >= 0:
            span = embedded.span(at, at + len(word))
            assert document.fragment.text.encode()[span.start : span.end].decode() == word


@given(WORDS, st.sampled_from(["'", '"']), st.integers(1, 30))
def test_what_pyyaml_folds_is_mapped_back(words: list[str], style: str, width: int) -> None:
    written = reference.safe_dump(
        {"k": " ".join(words)}, default_style=style, width=width, allow_unicode=width % 2 == 0
    )
    document = read(written)
    value = document.lookup("k")
    assert isinstance(value, Scalar)
    assert value.value == " ".join(words)
    assert_aligned(document, value)


@settings(max_examples=400)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_text_gives_a_document(text: str) -> None:
    document = read(text, "compose")
    for scalar in scalars(document):
        start, end = document.text_span(scalar)
        assert scalar.start <= start <= end <= max(scalar.end, start)
        assert_aligned(document, scalar)
        if not scalar.style and len(document.text[start:end].splitlines()) == 1:
            assert document.text[start:end] == scalar.value
    assert all(isinstance(piece, Fragment) for piece in document.fragments())
    assert all(0 <= problem.span.start <= len(text.encode()) for problem in document.problems)


@given(st.binary(max_size=200))
def test_any_bytes_give_a_document(data: bytes) -> None:
    document = parse(fragment(data, "yaml"))
    assert all(setting.value_start <= setting.value_end for setting in document.settings())


def test_the_python_loader_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: &x [1, 'zw''ölf']\nb: *x\nc: |\n  one\n---\nd: e\n"
    fast = list(read(text).settings())
    monkeypatch.delattr(reference, "CSafeLoader")
    assert list(read(text).settings()) == fast


def test_compose_commands_are_shell() -> None:
    text = (
        "services:\n  lab:\n    command: jupyter lab --ip=0.0.0.0\n    entrypoint: [sh, -c, \"exec 'x' $HOME\"]\n"
        "    healthcheck:\n      test: [CMD, curl, -f]\n"
    )
    pieces = {piece.label: piece for piece in read(text, "compose").fragments()}
    assert pieces["services.lab.command"].text == "jupyter lab --ip=0.0.0.0"
    entry = pieces["services.lab.entrypoint"]
    assert entry.text == r"""sh -c 'exec '\''x'\'' $HOME'"""
    at = entry.text.index("$HOME")
    span = entry.span(at, at + 5)
    assert text[span.start : span.end] == "$HOME"
    assert pieces["services.lab.healthcheck.test"].text == "CMD curl -f"
    assert not list(read(text).fragments())


def test_sequences_are_seen_through_aliases() -> None:
    document = read("a: &a x\nb: [*a, y]\n")
    items = document.lookup("b")
    assert isinstance(items, Sequence)
    assert [item.value for item in items.items() if isinstance(item, Scalar)] == ["x", "y"]
