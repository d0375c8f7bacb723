"""The verb `yaml`."""

from __future__ import annotations

from typing import Any

import pytest

from quantum_lint import knowledge, parse
from quantum_lint.discover import file_of
from quantum_lint.match import yaml
from quantum_lint.model.file import File
from quantum_lint.model.rule import Options

KNOWLEDGE = knowledge.load()
TEXT = """\
stages: [build, test]
device:
  shots: 100
  nested:
    shots: "many"
jobs:
  - name: first
    tags: {shots: 5}
"""


def found(**table: Any) -> list[tuple[str, str]]:
    """What is marked and what is said, for each hit."""
    file = file_of("devices.yml", TEXT.encode())
    assert isinstance(file, File)
    (fragment,) = parse.fragments(file)
    check = yaml.compile({"note": "{path} {key} {value}", **table})
    hits = check(parse.document(fragment), Options(), KNOWLEDGE)
    return [(TEXT[hit.span.start : hit.span.end], hit.note) for hit in hits]


@pytest.mark.parametrize(
    ("table", "notes"),
    [
        ({"yaml": "device.shots"}, ["device.shots shots 100"]),
        ({"yaml": "*.shots"}, ["device.shots shots 100"]),
        (
            {"yaml": "**.shots"},
            ["device.shots shots 100", "device.nested.shots shots many", "jobs.0.tags.shots shots 5"],
        ),
        ({"yaml": "device.**", "value": "^[0-9]+$"}, ["device.shots shots 100"]),
        ({"yaml": "**.shots", "unless": "^[0-9]+$"}, ["device.nested.shots shots many"]),
        ({"yaml": ["jobs.*.name", "stages.1"]}, ["stages.1 1 test", "jobs.0.name name first"]),
        ({"yaml": "dev*.n*ed"}, ["device.nested nested "]),
        ({"yaml": "shots"}, []),
        ({"yaml": "device.shot"}, []),
    ],
)
def test_finds_by_path_and_value(table: dict[str, Any], notes: list[str]) -> None:
    assert [note for _, note in found(**table)] == notes


def test_marks_the_key_with_its_scalar_and_alone_for_a_tree() -> None:
    assert found(yaml="device.nested.*")[0][0] == 'shots: "many"'
    assert found(yaml="device.nested")[0][0] == "nested"


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("a.timeout-minutes", ("timeout",)),
        ("a.*.b.*", ("b",)),
        (["a.b", "c"], ("b", "c")),
        ("**", None),
        (["a", "*"], None),
    ],
)
def test_needs_a_word_of_the_last_key(pattern: Any, words: tuple[str, ...] | None) -> None:
    assert yaml.words({"yaml": pattern}, KNOWLEDGE) == words
