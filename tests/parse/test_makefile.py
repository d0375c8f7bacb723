"""Makefiles: variables, and the shell of recipes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quantum_lint.languages import language_of
from quantum_lint.model.file import File
from quantum_lint.parse import document, fragments
from quantum_lint.parse.makefile import MakefileDocument

TEXT = """\
# pinned
SHELL := /bin/bash
export TOKEN ?= abc def  # of the lab
EMPTY =
override LEVEL::=3

run: install
\t@python run.py \\
\t\t--token $(TOKEN)
\t-rm -f out
\t# nothing
ifdef X
  Y += 1
endif
"""


def read(data: bytes) -> MakefileDocument:
    (fragment,) = fragments(File("Makefile", "makefile", data))
    found = document(fragment)
    assert isinstance(found, MakefileDocument)
    return found


@pytest.mark.parametrize("path", ["Makefile", "lib/makefile", "GNUmakefile", "rules.mk"])
def test_it_is_told_by_its_name(path: str) -> None:
    assert language_of(path) == "makefile"


def test_variables_with_their_values() -> None:
    found = {setting.key: setting for setting in read(TEXT.encode()).settings()}
    assert {name: setting.value for name, setting in found.items()} == {
        "SHELL": "/bin/bash",
        "TOKEN": "abc def",
        "LEVEL": "3",
        "Y": "1",
    }
    token = found["TOKEN"]
    assert TEXT[token.key_start : token.key_end] == "TOKEN"
    assert TEXT[token.value_start : token.value_end] == "abc def"


def test_recipes_are_shell_without_marks() -> None:
    found = list(read(TEXT.encode()).fragments())
    assert [each.text for each in found] == ["python run.py \\\n\t\t--token ${TOKEN}", "rm -f out"]
    assert {each.language for each in found} == {"shell"}
    span = found[1].span(0, 2)
    assert TEXT.encode()[span.start : span.end] == b"rm"


@given(st.binary(max_size=200))
def test_any_bytes_can_be_read(data: bytes) -> None:
    found = read(b"A = b\na:\n\t" + data)
    assert all(setting.value for setting in found.settings())
    assert all(each.text for each in found.fragments())
