"""Markdown: code blocks of every kind, exact positions, and that no text upsets the parser."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quantum_lint.model.fragment import Fragment
from quantum_lint.parse.markdown import MarkdownDocument, parse
from tests.support.texts import fragment

MARKS = ["```", "~~~", "````", "> ", "- ", "  ", "$ ", ">>> ", "... ", "<!--", "-->", "---\n", "\r\n", "\\\n"]
PIECES = st.sampled_from([*MARKS, "python", "bash\n", "console\n", *"\n\té😀x{}"])


def read(text: str) -> MarkdownDocument:
    return parse(fragment(text, "markdown"))


def code(text: str) -> list[tuple[str, str]]:
    return [(piece.language, piece.text) for piece in read(text).fragments()]


def written(text: str, piece: Fragment, word: str) -> str:
    at = piece.text.index(word)
    span = piece.span(at, at + len(word))
    return text.encode()[span.start : span.end].decode()


@pytest.mark.parametrize(
    ("info", "language"),
    [
        ("python", "python"),
        ("Python title=a.py", "python"),
        ("python {title=a.py}", "python"),
        ("py{1,3}", "python"),
        ("{code-cell} ipython3", "python"),
        ("{code-cell}", "python"),
        ("{code-block} bash", "shell"),
        ("{.python .numberLines}", "python"),
        ("{python}", "python"),
        ("{python, echo=FALSE}", "python"),
        (" sh", "shell"),
        ("powershell", "shell"),
        ("yml", "yaml"),
        ("jsonc", "json"),
        ("env", "dotenv"),
        ("Dockerfile", "dockerfile"),
        ("requirements.txt", "requirements"),
        ("toml", "toml"),
        ("ini", "ini"),
    ],
)
def test_the_info_string_names_the_language(info: str, language: str) -> None:
    assert code(f"a\n```{info}\nx\n```\n") == [(language, "x\n")]


@pytest.mark.parametrize("info", ["", "text", "c++", "mermaid", "{note} python"])
def test_other_blocks_are_left_alone(info: str) -> None:
    assert not code(f"```{info}\nx\n```\n")


def test_fences_close_with_as_many_of_the_same_marks() -> None:
    text = "~~~python\n```\na\n~~~~\n````bash\n```\nb\n````\n```bash\nc"
    assert code(text) == [("python", "```\na\n"), ("shell", "```\nb\n"), ("shell", "c")]


def test_marks_within_a_line_open_nothing() -> None:
    assert not code("```python x``` is code\n\nx\n")


def test_blocks_in_lists_and_quotations_lose_their_margin() -> None:
    text = "1. é\n\n   ```python\r\n   if x:\r\n       needle\r\n\r\n   ```\r\n\n> ```bash\n> needle \\\n>   é\n> ```\n"
    python, shell = read(text).fragments()
    assert python.text == "if x:\r\n    needle\r\n\r\n"
    assert shell.text == "needle \\\n  é\n"
    assert written(text, python, "needle") == "needle"
    assert written(text, shell, "é") == "é"


def test_sessions_keep_what_was_typed() -> None:
    text = (
        "```console\n$ pip install \\\n    x\nanswer é\n(venv) me@host:~$ ls\n```\n"
        "```pycon\n>>> for a in b:\n...     c\n...\n1\n>>> d\n```\n"
    )
    shell, python = read(text).fragments()
    assert shell.text == "pip install \\\n    x\nls\n"
    assert python.text == "for a in b:\n    c\n\nd\n"
    assert written(text, shell, "ls") == "ls"
    assert written(text, python, "d") == "d"


def test_a_console_without_prompts_is_typed_as_it_stands() -> None:
    assert code("```console\npip install x\n```\n") == [("shell", "pip install x\n")]


def test_options_of_a_directive_are_no_code() -> None:
    assert code("```{code-block} Dockerfile\n:caption: é\n:linenos:\nFROM x\n```\n") == [("dockerfile", "FROM x\n")]
    assert code("```python\n:caption: x\n```\n") == [("python", ":caption: x\n")]
    cell = "```{code-cell} ipython3\n---\ntags: [skip-execution]\n---\nx = 1\n```\n"
    assert code(cell) == [("python", "x = 1\n")]
    assert code("```{code-cell}\n---\nx = 1\n```\n") == [("python", "---\nx = 1\n")]
    assert code("```{code-cell}\nx = 1\n---\ny = 2\n---\n```\n") == [("python", "x = 1\n---\ny = 2\n---\n")]


def test_front_matter_is_yaml() -> None:
    assert code("---\nkernelspec:\n  name: x\n---\n# a\n") == [("yaml", "kernelspec:\n  name: x\n")]


def test_comments_are_found() -> None:
    document = read("a <!-- b --> c <!--\nd -->")
    assert [document.fragment.text[start:end] for start, end in document.comments()] == [" b ", "\nd "]


@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_text_gives_blocks_whose_characters_stand_there(text: str) -> None:
    document = read(text)
    for fence in document.fences():
        assert 0 <= fence.start <= fence.end <= len(text)
    for piece in document.fragments():
        for offset, character in enumerate(piece.text):
            span = piece.span(offset, offset + 1)
            assert text.encode()[span.start : span.end].decode() == character
    assert all(start <= end for start, end in document.comments())


HOSTILE = ["```", "```\n", "~~~bash\n$ ", "<!--", "> ", "- ", "---\n", "`````python\n", "```bash\n$ (a", "1. ", "a@"]


@pytest.mark.parametrize("piece", HOSTILE)
def test_long_texts_take_linear_time(piece: str) -> None:
    started = time.process_time()
    document = read("```bash\n" + piece * 20_000 + "\n---\n" * 2)
    assert len(list(document.fragments())) <= 20_001
    assert len(list(document.comments())) <= 20_000
    assert time.process_time() - started < 2
