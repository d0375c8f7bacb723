"""Places of values in JSON: those that the reader with positions finds, or none."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from quantum_lint.model.file import File
from quantum_lint.parse import whole
from quantum_lint.parse.json import JsonDocument, Node
from quantum_lint.parse.json_places import JsonPlaces, Path

VALUES: Any = some.recursive(
    some.none() | some.booleans() | some.integers(-(2**53), 2**53) | some.text(max_size=8),
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(some.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


def nodes(node: Node, path: Path = ()) -> list[tuple[Path, Node]]:
    found = [(path, node)]
    for key, value in node.members():
        found += nodes(value, (*path, key.string()))
    for position, item in enumerate(node.items()):
        found += nodes(item, (*path, position))
    return found


@given(VALUES, some.sampled_from([None, 1, "\t"]), some.booleans(), some.sampled_from(["", " ", "\r\n\t"]))
def test_every_value_is_where_the_reader_finds_it(value: Any, indent: Any, escaped: bool, around: str) -> None:
    data = f"{around}{json.dumps(value, indent=indent, ensure_ascii=escaped)}{around}".encode("utf-8", "surrogatepass")
    fragment = whole(File("a.json", "json", data))
    root = JsonDocument(fragment).root
    assert root is not None
    places = JsonPlaces(data)
    for path, node in nodes(root):
        assert places.at(path) == fragment.span(node.start, node.end)
        strings = [each for each in node.items() or [node] if each.kind == "string"]
        if node.kind in ("array", "string"):
            assert places.strings(path) == [fragment.span(*each.inside) for each in strings]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ('{"a": 1, "a": 2}', ("a",)),
        ('{"a": 1, "b": 3, "a": 1}', ("b",)),
        ('{"a": [1, 2]}', ("a", 2)),
        ('{"a": [1, 2]}', ("b",)),
        ('{"a": 1}', ("a", "b")),
        ('{"a": [1, 2', ("a",)),
        ('["a", 1,]', (0,)),
        ("", ("a",)),
    ],
)
def test_what_is_not_there_or_not_sure_is_not_found(text: str, path: Path) -> None:
    with pytest.raises(LookupError):
        JsonPlaces(text.encode()).at(path)
