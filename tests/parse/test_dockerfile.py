"""Dockerfiles: instructions, names, copied files, shell; and that no text upsets the parser."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quantum_lint.parse import shell
from quantum_lint.parse.dockerfile import DockerfileDocument, parse
from tests.support.growth import growth
from tests.support.texts import fragment

KEYWORDS = ["FROM a", "RUN ", "ENV ", "ARG ", "COPY ", "ONBUILD ", "CMD ", "HEALTHCHECK ", "--mount=x "]
LINES = ["\n", "\r\n", "\\\n", "# escape=`\n", "`\n", "<<E\n", "E\n"]
PIECES = st.sampled_from([*KEYWORDS, *LINES, *"[],\"' \té😀\x00#A=\\", "a=b", "\\u00e9"])


def read(text: str) -> DockerfileDocument:
    return parse(fragment(text, "dockerfile"))


def names(text: str) -> list[tuple[str, str]]:
    return [(setting.key, setting.value) for setting in read(text).settings()]


def shells(text: str) -> list[str]:
    return [piece.text for piece in read(text).fragments()]


def test_instructions_know_their_stage_flags_and_place() -> None:
    text = (
        "# syntax=docker/dockerfile:1\nARG V=1\nFROM --platform=$P a:1 AS é\n"
        "run --mount=type=secret,id=x --network=none ls\n\nFROM b\nONBUILD USER c\n"
    )
    document = read(text)
    assert [(item.keyword, item.stage, item.text) for item in document.instructions] == [
        ("ARG", -1, "V=1"),
        ("FROM", 0, "a:1 AS é"),
        ("RUN", 0, "ls"),
        ("FROM", 1, "b"),
        ("USER", 1, "c"),
    ]
    assert document.instructions[2].flags == (("mount", "type=secret,id=x"), ("network", "none"))
    assert document.instructions[4].onbuild
    assert [word.text for word in document.instructions[1].words()] == ["a:1", "AS", "é"]
    assert not document.problems


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_names_stand_where_they_are_written(newline: str) -> None:
    lines = [
        "FROM a",
        'ENV ÄA="b \\"c" AB=\'d e\' \\',
        "  # why",
        "  AC=f\\ g",
        "ENV AD some é value",
        "ARG AE=h AF",
        'LABEL ag.x="y"',
    ]
    text = newline.join(lines)
    document = read(text)
    found = {item.key: item for item in document.settings()}
    assert {key: item.value for key, item in found.items()} == {
        "AB": "d e",
        "AC": "f g",
        "AD": "some é value",
        "AE": "h",
        "ag.x": "y",
    }
    for key, item in found.items():
        assert text[item.key_start : item.key_end] == key
        assert text[item.value_start : item.value_end].replace("\\", "") == item.value


def test_an_argument_without_a_value_is_a_name_but_no_setting() -> None:
    document = read("FROM a\nARG TOKEN\nARG EMPTY=\n")
    assert [item.key for instruction in document.of("ARG") for item in instruction.names()] == ["TOKEN", "EMPTY"]
    assert [(item.key, item.value) for item in document.settings()] == [("EMPTY", "")]


def test_copied_files_are_words_in_both_forms() -> None:
    document = read('FROM a\nCOPY --chown=1:1 .env "b c" /x/\nADD ["d e", "/y"]\n')
    assert [[word.text for word in item.words()] for item in document.of("COPY", "ADD")] == [
        [".env", "b c", "/x/"],
        ["d e", "/y"],
    ]


def test_shell_is_cut_out_of_every_form() -> None:
    text = (
        "FROM a\nRUN pip install x \\\n  # why\n\n  y && \\\n  ls\n"
        'CMD ["jupyter", "lab", "--ip=\'\'"]\nENTRYPOINT exec run\nHEALTHCHECK --interval=5s CMD curl -f u\n'
        "HEALTHCHECK NONE\n"
    )
    assert shells(text) == ["pip install x   y &&   ls", "jupyter lab '--ip='\\'''\\'''", "exec run", "curl -f u"]


def test_positions_go_through_joined_lines_and_exec_form() -> None:
    text = 'FROM a\r\nRUN echo é \\\r\n # c\r\n  && needle\r\nCMD ["a\\"b", "caf\\u00e9 needle"]\r\n'
    for piece in read(text).fragments():
        at = piece.text.index("needle")
        span = piece.span(at, at + 6)
        assert text.encode()[span.start : span.end] == b"needle"


def test_words_of_the_exec_form_end_before_its_quotes() -> None:
    text = 'FROM a\nCMD ["run", "--x=\'\'", "y z", "last"]\n'
    (piece,) = read(text).fragments()
    (command,) = shell.parse(piece).commands()
    spans = [piece.span(word.start, word.end) for word in command.words]
    assert [text[span.start : span.end] for span in spans] == ["run", "--x=''", "y z", "last"]


def test_here_documents_are_shell_or_files() -> None:
    text = "FROM a\nRUN <<EOF\npip install x\nEOF\nRUN python3 <<EOF\nimport y\nEOF\nCOPY <<F /f\nRUN no\nF\nUSER b\n"
    assert shells(text) == ["pip install x\n", "python3 <<EOF\nimport y\nEOF"]
    assert [item.keyword for item in read(text).instructions] == ["FROM", "RUN", "RUN", "COPY", "USER"]
    assert [item.keyword for item in read("FROM a\nRUN cat <<NEVER\nUSER b").instructions] == ["FROM", "RUN", "USER"]


def test_the_escape_directive_joins_with_a_backtick() -> None:
    text = "# escape=`\nFROM a\nRUN dir C:\\ `\n  D:\\\nUSER b\n"
    assert [item.text for item in read(text).of("RUN")] == ["dir C:\\   D:\\"]


def test_what_is_no_instruction_is_one_problem() -> None:
    document = read("FROM a\n{{ template }}\nRUN b\nNOTHING c\n")
    assert [item.keyword for item in document.instructions] == ["FROM", "RUN"]
    assert len(document.problems) == 1


@settings(max_examples=400)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_text_gives_instructions(text: str) -> None:
    document = read(text)
    for instruction in document.instructions:
        assert 0 <= instruction.start <= instruction.end <= len(text)
        for word in instruction.words():
            assert instruction.start <= word.start <= word.end <= instruction.end
        for item in instruction.names():
            assert text[item.key_start : item.key_end] == item.key or "\\\n" in text or "`" in text
            assert item.value_start <= item.value_end
    for piece in document.fragments():
        span = piece.whole()
        assert 0 <= span.start <= span.end <= len(text.encode())


@pytest.mark.parametrize(
    "piece", ["RUN <<A\n", "RUN a \\\n", 'ENV A="', "ENV A='b ", "#\n", '["a",', 'CMD ["a"', "RUN --a=b ", "\\\n"]
)
def test_long_files_take_linear_time(piece: str) -> None:
    def every(size: int) -> None:
        document = read("FROM a\n" + piece * size)
        assert len(list(document.fragments())) <= size
        assert len(list(document.settings())) <= size

    assert growth(every) < 30
