"""INI, `.env` and properties: what is set, where it stands, and that no text upsets the parser."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quantum_lint.model.setting import Setting
from quantum_lint.parse.ini import parse
from tests.support.texts import fragment

LANGUAGES = ["ini", "dotenv", "properties"]
PIECES = st.sampled_from([*"ab é😀\t\n\r=:#;![]\"'\\", "\r\n", "\n  ", "export ", "[s]\n", "A=", "\\u00e9"])


def read(text: str, language: str) -> list[Setting]:
    return list(parse(fragment(text, language)).settings())


def shown(text: str, language: str) -> dict[tuple[str, ...], str]:
    return {item.path: item.value for item in read(text, language)}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_ini_has_sections_comments_quotes_and_long_values(newline: str) -> None:
    text = (
        "; top\nplain = 1\n[defaults]\ntoken = 'a b'  # why\nurl: https://x/#y ; note\nempty =\n"
        "[tox é]\ndeps =\n    one\n    two ; c\n\n\tname = no\nlast=\tz\nno value here\n"
    ).replace("\n", newline)
    assert shown(text, "ini") == {
        ("plain",): "1",
        ("defaults", "token"): "a b",
        ("defaults", "url"): "https://x/#y",
        ("defaults", "empty"): "",
        ("tox é", "deps"): "one\ntwo",
        ("tox é", "name"): "no",
        ("tox é", "last"): "z",
    }


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_dotenv_has_exports_quotes_and_comments(newline: str) -> None:
    text = (
        '# é😀\nA=b c # why\nexport B = \'d # e\'\nC="f \\"g\\"\\n"\nD=\n'
        'E="h\n\ni" # two lines\nF=j#k\nnot a pair\nG=it\'s\nH="open\nI="l"\n'
    ).replace("\n", newline)
    assert shown(text, "dotenv") == {
        ("A",): "b c",
        ("B",): "d # e",
        ("C",): 'f "g"\n',
        ("D",): "",
        ("E",): f"h{newline}{newline}i",
        ("F",): "j#k",
        ("G",): "it's",
        ("H",): '"open',
        ("I",): "l",
    }


def test_properties_have_three_separators_joined_lines_and_escapes() -> None:
    text = "! c\na=b\nc : d e\nf g\nh\\ i = j\\u00e9\nk = l, \\\n    m\nn\n"
    assert shown(text, "properties") == {
        ("a",): "b",
        ("c",): "d e",
        ("f",): "g",
        ("h i",): "jé",
        ("k",): "l, m",
        ("n",): "",
    }


@pytest.mark.parametrize("language", LANGUAGES)
@given(data=st.lists(PIECES, max_size=60).map("".join))
def test_any_text_gives_settings_that_stand_where_they_say(language: str, data: str) -> None:
    for item in read(data, language):
        key, value = data[item.key_start : item.key_end], data[item.value_start : item.value_end]
        assert 0 <= item.key_start < item.key_end <= item.value_start <= item.value_end <= len(data)
        if "\\" not in key + value:
            assert key == item.key
        if "\\" not in value and not {"\n", "\r"} & set(value):
            assert value == item.value


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "piece", ['A="', "A='\n", "a ", 'A="\\', "a=b\n  ", "\\\n", "a\\", " ", "[", "A=\n", 'A="\n', "a = #"]
)
def test_long_files_take_linear_time(language: str, piece: str) -> None:
    started = time.process_time()
    assert len(read(piece * 20_000, language)) <= 20_001
    assert time.process_time() - started < 2
