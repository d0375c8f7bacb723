"""JSON: the values that the standard library reads, positions that hold, and any text at all without an exception."""

from __future__ import annotations

import json
import math
import resource
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quantum_lint.model.file import File
from quantum_lint.parse import whole
from quantum_lint.parse.json import JsonDocument, parse, unescape
from tests.support.texts import fragment

STRINGS = st.text(alphabet=st.sampled_from('ab"\\/\n\t\ré€\U0001d4b3\x01 {}[]:,'), max_size=12)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**6), 10**6)
    | st.floats(allow_nan=False, allow_infinity=False)
    | STRINGS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(STRINGS, inner, max_size=4),
    max_leaves=12,
)
INDENTS = st.sampled_from([None, 0, 1, 2, 4, "\t"])
HOSTILE = st.text(alphabet=st.sampled_from('{}[]:,"\\/*u0 \nae1-.\ud800é'), max_size=60)


def read(text: str) -> JsonDocument:
    return parse(fragment(text, "json"))


@given(VALUES, INDENTS, st.booleans())
def test_reads_what_the_standard_library_writes(value: Any, indent: int | str | None, ascii_only: bool) -> None:
    document = read(json.dumps(value, indent=indent, ensure_ascii=ascii_only))
    assert document.problems == []
    assert document.root is not None
    assert document.root.value() == value


@given(VALUES, INDENTS, st.booleans())
def test_every_node_stands_where_it_says(value: Any, indent: int | str | None, ascii_only: bool) -> None:
    data = json.dumps(value, indent=indent, ensure_ascii=ascii_only).encode()
    document = parse(whole(File("a.json", "json", data)))
    assert document.root is not None
    stack = [(document.root, value)]
    while stack:
        node, expected = stack.pop()
        span = document.span(node.start, node.end)
        assert json.loads(data[span.start : span.end]) == expected
        stack.extend(zip(node.items(), expected if isinstance(expected, list) else (), strict=True))
        stack.extend((inner, expected[key.string()]) for key, inner in node.members())


@given(st.dictionaries(STRINGS, STRINGS, max_size=4), st.booleans(), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_decoded_characters_lead_back_to_their_bytes(table: dict[str, str], ascii_only: bool, codec: str) -> None:
    data = json.dumps(table, ensure_ascii=ascii_only).encode(codec)
    document = parse(whole(File("a.json", "json", data)))
    plain = "utf-16-le" if codec == "utf-16" else "utf-8"
    for node in document.strings():
        fragment = document.decoded(node, "text")
        for offset, character in enumerate(fragment.text):
            span = fragment.span(offset, offset + 1)
            assert json.loads(f'"{data[span.start : span.end].decode(plain)}"') == character


@given(HOSTILE)
def test_any_text_gives_a_document(text: str) -> None:
    document = read(text)
    for node in document.strings():
        assert 0 <= node.start <= node.inside[0] <= node.inside[1] <= node.end <= len(document.text)
        document.decoded(node, "text")
    if document.root is not None:
        document.root.value()
    for setting in document.settings():
        assert unescape(document.text[setting.value_start : setting.value_end]) == setting.value
    try:
        json.loads(document.text)
    except ValueError:
        return
    assert document.problems == []


@pytest.mark.parametrize(
    ("text", "value", "reason"),
    [
        ("", None, "it is empty"),
        ('{"a": [1, 2', {"a": [1, 2]}, "ends in the middle"),
        ('{"a" 1}', {"a": 1}, "a colon is missing"),
        ('{"a": 1 "b": 2}', {"a": 1, "b": 2}, "a comma is missing"),
        ('{"a": , "b": 2}', {"a": None, "b": 2}, "a stray comma"),
        ('{"a": "x\n, "b": 2}', {"a": "x", "b": 2}, "no closing quote"),
        ("[1, nope]", [1, None], "neither string"),
        ("[1] [2]", [1], "something follows its end"),
        ("[[1}]", [[1]], "nothing opens"),
        ('[{"a": 1]', [{"a": 1}], "not closed"),
    ],
)
def test_reads_on_after_a_fault_and_says_what_it_was(text: str, value: Any, reason: str) -> None:
    document = read(text)
    assert (document.root.value() if document.root else None) == value
    assert [reason in problem.reason for problem in document.problems] == [True]


def test_comments_and_trailing_commas_are_no_fault() -> None:
    document = read('// a\n{"a": 1, /* b * c */ "d": [1, "//x",],}')
    assert document.problems == []
    assert document.root is not None
    assert document.root.value() == {"a": 1, "d": [1, "//x"]}


def test_words_that_python_writes_are_read() -> None:
    root = read("[NaN, Infinity, -Infinity, true, null]").root
    assert root is not None
    first, *rest = root.value()
    assert math.isnan(first)
    assert rest == [math.inf, -math.inf, True, None]


def test_the_last_of_two_equal_keys_counts() -> None:
    node = read('{"a": 1, "a": 2}').lookup("a")
    assert node is not None
    assert node.text == "2"


def test_settings_have_path_and_places() -> None:
    text = '{"a": {"b": ["x\\"y", 2]}, "c": true}'
    found = [(each.path, each.value, text[each.key_start : each.key_end]) for each in read(text).settings()]
    assert found == [(("a", "b", "0"), 'x"y', "b"), (("a", "b", "1"), "2", "b"), (("c",), "true", "c")]


def test_commands_of_a_development_container_are_shell() -> None:
    text = '{"postCreateCommand": "pip install \\"qiskit\\"", "onCreateCommand": {"one": "make"}, "name": "x"}'
    document = parse(whole(File("d.json", "devcontainer", text.encode())))
    assert [(each.language, each.text) for each in document.fragments()] == [
        ("shell", "make"),
        ("shell", 'pip install "qiskit"'),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 10_000 + "]" * 10_000,
        '{"a":' * 10_000,
        '["' + '\\"' * 4_000_000,
        " " * 8_000_000,
        "/*/" * 1_000_000,
        "{[" * 100_000 + "}" * 500_000,
        "[" * 2_000_000,
        '"\\u00' * 1_000_000,
    ],
    ids=["deep", "objects", "escapes", "spaces", "comments", "mismatched", "open", "strings"],
)
def test_hostile_texts_take_bounded_time_and_memory(text: str) -> None:
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    document = read(text)
    assert sum(1 for _ in document.settings()) <= len(text)
    assert time.process_time() - start < 20
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 500_000
