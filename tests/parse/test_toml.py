"""The scanner's positions are checked against the standard library's values."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quantum_lint.parse.toml import TomlDocument
from quantum_lint.toml import TOMLDecodeError, loads
from tests.support.texts import fragment

SAMPLE = """\
title = "caf\\u00e9"   # a comment with = and "quotes"
dates.start = 1979-05-27 07:32:00

["a.b".'c d']
text = '''
two
lines'''
list = [ "x", # first
  'y',
  [1, 2.5, true], { deep = "z", "q q" = 4 },
]
empty = {}

[[package]]
name = "qiskit"
[package.source]
registry = "https://pypi.org/simple"
[[package]]
name = "cirq"
"""


def document(text: str | bytes) -> TomlDocument:
    return TomlDocument(fragment(text, "toml"))


def leaves(value: object, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], object]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, (*path, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from leaves(item, (*path, str(number)))
    else:
        yield path, value


def assert_agrees(text: str) -> None:
    read = document(text)
    values = dict(leaves(loads(text)))
    settings = {setting.path: setting for setting in read.settings()}
    assert settings.keys() == values.keys()
    for path, value in values.items():
        if isinstance(value, str):
            assert settings[path].value == value


def test_sample_agrees_with_the_standard_library() -> None:
    assert_agrees(SAMPLE)


@pytest.mark.parametrize(
    ("path", "written"),
    [
        (("title",), "caf\\u00e9"),
        (("dates", "start"), "1979-05-27 07:32:00"),
        (("a.b", "c d", "text"), "\ntwo\nlines"),
        (("a.b", "c d", "list", "1"), "y"),
        (("a.b", "c d", "list", "2", "1"), "2.5"),
        (("a.b", "c d", "list", "3", "q q"), "4"),
        (("a.b", "c d", "list", "2"), "[1, 2.5, true]"),
        (("a.b", "c d", "empty"), "{}"),
        (("package", "0", "source", "registry"), "https://pypi.org/simple"),
        (("package", "1", "name"), "cirq"),
    ],
)
def test_lookup_gives_the_bytes_of_the_value(path: tuple[str, ...], written: str) -> None:
    span = document(SAMPLE).lookup(path)
    assert span is not None
    assert SAMPLE.encode()[span.start : span.end].decode() == written


def test_lookup_of_a_missing_path_is_none() -> None:
    assert document(SAMPLE).lookup(("package", "2", "name")) is None


def test_key_positions_are_those_of_the_whole_dotted_key() -> None:
    setting = next(setting for setting in document(SAMPLE).settings() if setting.path == ("dates", "start"))
    assert SAMPLE[setting.key_start : setting.key_end] == "dates.start"
    assert setting.key == "start"


def test_byte_order_mark_and_carriage_returns() -> None:
    data = b'\xef\xbb\xbfname = "\xc3\xa9"\r\nlong = """\r\nab\\\r\n  c"""\r\n'
    read = document(data)
    assert not read.problems
    assert [setting.value for setting in read.settings()] == ["é", "abc"]
    span = read.lookup(("name",))
    assert span is not None
    assert data[span.start : span.end].decode() == "é"


def test_invalid_text_is_a_problem_and_the_rest_is_read() -> None:
    text = 'one = "1"\ntwo = = 2\n[table\nlost = "x"\n[other]\nthree = "3"\n'
    read = document(text)
    assert [text.count("\n", 0, problem.span.start) + 1 for problem in read.problems] == [2]
    assert {setting.path: setting.value for setting in read.settings()} == {
        ("one",): "1",
        ("", "lost"): "x",
        ("other", "three"): "3",
    }


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 10_000,
        "a = " + "{b=" * 10_000,
        ".".join("a" * 10_000) + " = 1",
        'a = """' + "\\" * 300_001,
        ("a = '''\n" + "x" * 50 + "\n") * 5_001,
        "[" * 200_000,
        "a = [" + '"' * 100_000,
    ],
)
def test_hostile_text_is_read_in_linear_time(text: str) -> None:
    begun = time.process_time()
    assert document(text).problems
    assert time.process_time() - begun < 5


@given(st.binary(max_size=200))
def test_any_bytes_give_a_document(data: bytes) -> None:
    read = document(data)
    for setting in read.settings():
        assert 0 <= setting.value_start <= setting.value_end <= len(read.fragment.text)


@given(st.text(alphabet="ab.=[]{}\"'\\#,\n 1-", max_size=60))
def test_whatever_the_library_accepts_the_scanner_reads_alike(text: str) -> None:
    try:
        loads(text)
    except TOMLDecodeError:
        return
    assert_agrees(text)


KEYS = st.text(alphabet="abc-_0 .é\"'", min_size=1, max_size=5).map(json.dumps) | st.from_regex(
    r"[A-Za-z0-9_-]{1,4}", fullmatch=True
)
SCALARS = st.one_of(
    st.text(alphabet="ab\"'\\#=,[]{}\n\té", max_size=12).map(lambda text: json.dumps(text, ensure_ascii=False)),
    st.text(alphabet='ab"\\#=,[]{}é', max_size=12).map(lambda text: f"'{text}'"),
    st.text(alphabet='ab"#=,[]\né', max_size=12).map(lambda text: f"'''{text}'''"),
    st.integers().map(str),
    st.sampled_from(
        ("true", "false", "1.5e3", "inf", "1979-05-27", "07:32:00.5", "1979-05-27T07:32:00Z", "0xDEAD_beef")
    ),
)


def array(items: list[str]) -> str:
    return "[" + ", # next, or last\n ".join([*items, "]"])


def inline_table(pairs: list[tuple[str, str]]) -> str:
    return "{ " + ", ".join(f"{key}={value}" for key, value in pairs) + " }"


VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3).map(array) | st.lists(st.tuples(KEYS, inner), max_size=3).map(inline_table)
    ),
    max_leaves=6,
)
LINES = st.one_of(
    st.tuples(KEYS, VALUES).map(lambda pair: f"{pair[0]} = {pair[1]}  # note"),
    st.tuples(KEYS, KEYS, VALUES).map(lambda parts: f"{parts[0]} . {parts[1]} = {parts[2]}"),
    KEYS.map(lambda key: f"[{key}]"),
    st.tuples(KEYS, KEYS).map(lambda keys: f"[ {keys[0]} . {keys[1]} ]"),
    KEYS.map(lambda key: f"[[{key}]]"),
)


@given(st.lists(LINES, max_size=8), st.sampled_from(("\n", "\r\n")))
def test_written_documents_agree(lines: list[str], newline: str) -> None:
    text = newline.join(lines)
    try:
        loads(text)
    except TOMLDecodeError:
        return
    assert_agrees(text)
