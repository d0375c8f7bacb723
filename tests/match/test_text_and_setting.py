"""The verbs `text` and `setting`, as the author of a card meets them."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType

import pytest

from quantum_lint import knowledge, parse
from quantum_lint.discover import file_of
from quantum_lint.match import setting, text
from quantum_lint.model.file import File
from quantum_lint.model.rule import Options

KNOWN = knowledge.load()


def found(verb: ModuleType, table: Mapping[str, object], path: str, content: str) -> list[tuple[str, str, int]]:
    file = file_of(path, content.encode())
    assert isinstance(file, File)
    check = verb.compile({"note": "", **table})
    documents = [parse.document(fragment) for fragment in parse.fragments(file)]
    return [
        (file.data[hit.span.start : hit.span.end].decode(), hit.note, len(hit.secret))
        for document in documents
        for hit in check(document, Options(), KNOWN)
    ]


def test_text_marks_the_match_and_names_it():
    table = {"text": r"allow_(?P<what>\w+)=True", "note": "{match} allows {what}"}
    assert found(text, table, "a.txt", "é x(allow_pickle=True)\n") == [
        ("allow_pickle=True", "allow_pickle=True allows pickle", 0)
    ]


def test_text_marks_a_group_and_leaves_lines_out():
    table = {"text": r"level=(\d+)", "group": 1, "unless": "trusted"}
    assert found(text, table, "a.txt", "level=1\nlevel=2 trusted\nlevel=3\n") == [("1", "", 0), ("3", "", 0)]


def test_text_shows_no_secret():
    table = {"text": r"pin: (?P<pin>\d+)", "group": 1, "secret": True, "note": "a pin{match}"}
    assert found(text, table, "a.txt", "pin: 4711\n") == [("4711", "a pin", 1)]


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("a.yml", "server:\n  port: 8888\n"),
        ("a.toml", "[server]\nport = 8888\n"),
        ("a.json", '{"server": {"port": 8888}}'),
        ("a.ini", "[server]\nport = 8888\n"),
        ("a.sh", "export port=8888\n"),
        ("a.py", "import os\nos.environ['port'] = '8888'\n"),
        ("Dockerfile", "FROM a\nENV port=8888\n"),
    ],
)
def test_setting_reads_every_language(path, content):
    table = {"setting": "port", "note": "{name} is {value}"}
    assert found(setting, table, path, content) == [("8888", "port is 8888", 0)]


def test_setting_takes_paths_patterns_and_conditions():
    content = "server:\n  port: 8888\n  ip: 0.0.0.0\n  token: ''\nclient:\n  ip: 0.0.0.0\n"
    assert found(setting, {"setting": "server.*", "value": r"0\.0\.0\.0"}, "a.yml", content) == [("0.0.0.0", "", 0)]
    assert found(setting, {"setting": ["port", "ip"], "unless": "0"}, "a.yml", content) == [("8888", "", 0)]
    assert found(setting, {"setting": "token", "value": "^$"}, "a.yml", content) == [("", "", 0)]


def test_setting_shows_no_secret():
    table = {"setting": "PIN", "secret": True, "note": "{name}{value}"}
    assert found(setting, table, "a.env", "PIN=4711\n") == [("4711", "PIN", 1)]


@pytest.mark.parametrize(
    ("names", "words"),
    [("JUPYTER_TOKEN", ("JUPYTER_TOKEN",)), (["a.b", "b"], ("b",)), ("c.*", None), (["a", "c_*"], None)],
)
def test_setting_derives_the_words_that_wake_it(names, words):
    assert setting.words({"setting": names}, KNOWN) == words


def test_text_leaves_its_words_to_the_card():
    assert text.words({"text": "a"}, KNOWN) is None
